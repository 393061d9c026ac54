"""The making of an index from a dump of Wikidata or a table of an authority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import CELL_TOO_LONG, DUPLICATE_ID
from sedova_lod.linking.authority_table import MOST_NAME, iter_authority_rows
from sedova_lod.linking.entities import Entity
from sedova_lod.linking.index import open_index
from sedova_lod.linking.index_layout import spare_others
from sedova_lod.linking.index_writing import IndexWriter
from sedova_lod.linking.wikidata_dump import WikidataDump, is_dump

__all__ = ["IndexReport", "build_index"]

_MOST_FINDINGS = 1000
_STEP = 500


class IndexReport(NamedTuple):
    """Tell what went into an index, and what did not.

    Args:
        n_entities: Entities in it.
        n_names: Names that they have.
        n_passed_over: Entries that are no things, or not of the kinds wanted, by what they are.
        n_findings: Faults, by code.
        findings: The first of them.
        snapshot: Of when the source is: an ISO date; empty if that is not known.
        size_bytes: Size of the index.

    >>> IndexReport(1, 2, {}, {"bad-date": 1}, (), "2026-01-05", 4096).n_findings["bad-date"]
    1
    """

    n_entities: int
    n_names: int
    n_passed_over: Mapping[str, int]
    n_findings: Mapping[str, int]
    findings: tuple[Finding, ...]
    snapshot: str
    size_bytes: int


def build_index(
    source: Path | str,
    target: Path | str,
    *,
    snapshot: str = "",
    kinds: tuple[str, ...] = (),
    languages: tuple[str, ...] = ("en",),
    advance: Callable[[int], None] | None = None,
) -> IndexReport:
    r"""Make an index; it takes its place when it is whole, and the same source gives the same bytes.

    The source is streamed, and memory does not grow with it. Lines and rows that cannot be used are findings.

    Args:
        source: A dump of Wikidata (`.json`, `.jsonl` or `.ndjson`, also compressed), or a table with the columns
            `id` and `name` in any format that can be read.
        target: The file to make.
        snapshot: Of when the source is, as an ISO date; without it the day of the last change in a dump.
        kinds: Kinds of record to keep; all if none is named. The entries of a table without a column `kind` are of
            the only kind named.
        languages: Languages in which the items of a dump are called and described, in the order wanted.
        advance: Is told from time to time how many further entries have been read.

    Raises:
        InputError: The source cannot be read, is cut off, or holds no entity at all.
        OutputError: The target cannot be written, or is a file that is no index.

    >>> import tempfile
    >>> from sedova_lod.linking import EntityName
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = Path(folder) / "people.csv"
    ...     _ = table.write_text("id,name,birth_year\nQ1,Lev Sedov,1906\n", encoding="utf-8")
    ...     report = build_index(table, Path(folder) / "people.index", snapshot="2026-01-05")
    ...     with open_index(Path(folder) / "people.index") as index:
    ...         found = index.find(Entity("a", names=(EntityName("Sedov, Lev"),)))
    >>> report.n_entities, [candidate.entity.id for candidate in found]
    (1, ['Q1'])
    """
    path = Path(source)
    spare_others(Path(target))
    log = _Log()
    if is_dump(path):
        dump = WikidataDump(path, log.add, languages)
        entities, passed_over = dump.entities(), dump.n_passed_over
    else:
        dump = None
        entities, passed_over = iter_authority_rows(path, log.add, kinds[0] if len(kinds) == 1 else ""), Counter()
    with IndexWriter(Path(target)) as writer:
        for entity in _counted(entities, advance):
            if kinds and entity.kind not in kinds:
                passed_over[entity.kind or "of no known kind"] += 1
            else:
                writer.add(_with_usable_names(entity, path.name, log))
        if not writer.n_entities:
            raise _nothing_found(log, source)
        when = snapshot or (dump.snapshot if dump else "")
        size_bytes = writer.finish(when, path.name)
        _report_duplicates(Path(target), writer, path.name, log)
    return IndexReport(
        writer.n_entities, writer.n_names, dict(passed_over), dict(log.counts), tuple(log.first), when, size_bytes
    )


class _Log:
    """Count all findings, and keep the first of them."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.first: list[Finding] = []

    def add(self, finding: Finding) -> None:
        self.counts[finding.code] += 1
        if len(self.first) < _MOST_FINDINGS:
            self.first.append(finding)


def _counted(entities: Iterator[Entity], advance: Callable[[int], None] | None) -> Iterator[Entity]:
    waiting = 0
    for entity in entities:
        yield entity
        waiting += 1
        if advance is not None and waiting == _STEP:
            advance(waiting)
            waiting = 0
    if advance is not None and waiting:
        advance(waiting)


def _with_usable_names(entity: Entity, file: str, log: _Log) -> Entity:
    names = tuple(name for name in entity.names if 0 < len(name.text) <= MOST_NAME)
    if len(names) == len(entity.names):
        return entity
    for name in entity.names:
        if len(name.text) > MOST_NAME:
            what = f"a name of {entity.id} has {len(name.text)} signs, and was left out"
            log.add(CELL_TOO_LONG.finding(what, where=CellRef(file), value=name.text[:MOST_NAME]))
    return replace(entity, names=names)


def _report_duplicates(target: Path, writer: IndexWriter, file: str, log: _Log) -> None:
    with open_index(target) as index:
        for numbers in writer.alike_ids():
            times = Counter(index.entity_at(number).id for number in numbers)
            for identity in sorted(identity for identity, count in times.items() if count > 1):
                what = f"{times[identity]} entries have the id '{identity}'; all are in the index"
                log.add(DUPLICATE_ID.finding(what, where=CellRef(file), value=identity))


def _nothing_found(log: _Log, source: Path | str) -> InputError:
    n_faults = sum(log.counts.values())
    what = "there is no entry to be indexed"
    if n_faults:
        first = log.first[0]
        what += f"; the first of {n_faults} faults: {first.where}: {first.message}"
    return InputError(what, where=str(source), hint="give a dump of Wikidata, one item a line, or a table")
