"""Comparing: two dumps merged document by document; what differs is kept on disk, in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import NamedTuple
from urllib.parse import unquote

from sedova_lod.differences.dump_reading import DisorderError, Dump, Key, Section, find_dump
from sedova_lod.differences.field_changes import FieldChange, field_changes, label_of
from sedova_lod.differences.version_hint import VersionHint, hint_version
from sedova_lod.namespaces import PREFIXES
from sedova_lod.records import ExternalSorter
from sedova_lod.records.retirement import Retirement, retirements_from_csv

__all__ = ["ADDED", "CHANGED", "NOTED", "REMOVED", "Change", "Difference", "ReleaseFacts", "compare_builds"]

REMOVED, ADDED, CHANGED, NOTED = "removed", "added", "changed", "noted"
"""What may become of a document: gone, new, other statements, or only another note of how it was made."""

_TOPIC = f"<{PREFIXES['foaf']}primaryTopic>".encode()
_PART_OF = f"<{PREFIXES['dcterms']}isPartOf>".encode()
_MODIFIED = f"<{PREFIXES['dcterms']}modified>".encode()
_MADE_BY = f"<{PREFIXES['prov']}wasGeneratedBy>".encode()
_PROVENANCE = b"provenance>"
_ANY = "claim"


class Change(NamedTuple):
    """Tell what became of one document.

    Args:
        what: `removed`, `added`, `changed` or `noted`.
        kind: Kind of its record; empty for what is said of the whole build.
        id: Id of its record.
        iri: The record.
        document: The document.
        label: What the record is called, in the build that has it last.
        removed: Quads that are gone, without the full stop.
        added: Quads that are new.
        retirement: What its project says of the removed record; None if nothing.
    """

    what: str
    kind: str
    id: str
    iri: str
    document: str
    label: str
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]
    retirement: Retirement | None = None

    @property
    def name(self) -> str:
        """Give kind and id."""
        return f"{self.kind}/{self.id}"

    def fields(self, base: str) -> list[FieldChange]:
        """Tell in words what changed."""
        return field_changes(self.iri, base, self.removed, self.added)


@dataclass(slots=True)
class ReleaseFacts:
    """Hold what a dump says of its build.

    Args:
        base: Beginning of its addresses; empty if it says nothing.
        version: Version of the data set.
        modified: Day of its last change.
    """

    base: str = ""
    version: str = ""
    modified: str = ""

    def note(self, section: Section) -> None:
        """Take over what a document says of the build."""
        for quad in section.quads:
            subject, predicate, value, *_ = quad.split(b" ", 3)
            if not quad.endswith(_PROVENANCE) or not subject.endswith(b".ttl>"):
                continue
            if predicate == _PART_OF:
                self.base = value[1:-1].decode()
            elif predicate == _MODIFIED:
                self.modified = value.split(b'"')[1].decode()
            elif predicate == _MADE_BY:
                found = re.fullmatch(r".*?/build/([^/]+)", value[1:-1].decode())
                self.version = unquote(found[1]) if found else ""


@dataclass(slots=True)
class Difference:
    """Hold what differs between two builds; must be closed, for the changes wait on disk.

    Args:
        old: What the old dump says of its build.
        new: What the new one says.
        counts: Number of documents by what became of them and kind.
        n_removed_quads: Quads that are gone.
        n_added_quads: Quads that are new.
        retired: Identifiers that the new build says are retired, by kind and id.
    """

    old: ReleaseFacts = field(default_factory=ReleaseFacts)
    new: ReleaseFacts = field(default_factory=ReleaseFacts)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    n_removed_quads: int = 0
    n_added_quads: int = 0
    retired: dict[str, Retirement] = field(default_factory=dict)
    _sorter: ExternalSorter = field(default_factory=ExternalSorter)

    def __enter__(self) -> Difference:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._sorter.close()

    @property
    def n_unretired(self) -> int:
        """Count the records that are gone without a word about it."""
        return sum(change.retirement is None for change in self.changes(REMOVED))

    def count(self, what: str, *, is_claim: bool | None = None) -> int:
        """Count documents by what became of them: all, claims only, or all but claims."""
        return sum(
            number
            for (name, kind), number in self.counts.items()
            if name == what and kind and (is_claim is None or is_claim == (kind == _ANY))
        )

    def changes(self, *wanted: str) -> Iterator[Change]:
        """Read the changes in the order of kinds and ids; all, or those of some sorts."""
        for _, (what, kind, record_id, iri, document, label, removed, added) in self._sorter:
            if not wanted or what in wanted:
                retirement = self.retired.get(f"{kind}/{record_id}") if what == REMOVED else None
                yield Change(what, kind, record_id, iri, document, label, removed, added, retirement)

    def hint(self) -> VersionHint:
        """Say which number the new version should have."""
        counts = {what: self.count(what) for what in (REMOVED, ADDED, CHANGED)}
        return hint_version(
            self.old.version,
            self.new.version,
            n_removed=counts[REMOVED],
            n_added=counts[ADDED],
            n_changed=counts[CHANGED],
        )

    def add(self, old: Section | None, new: Section | None) -> None:
        """Compare what two dumps say in one document; None if one does not have it."""
        section = new or old
        before, after = old.quads if old else frozenset(), new.quads if new else frozenset()
        if section is None or before == after:
            return
        removed, added = tuple(sorted(before - after)), tuple(sorted(after - before))
        self.n_removed_quads += len(removed)
        self.n_added_quads += len(added)
        kind, record_id, document = section.key
        what = _sort_of(old, new, removed + added)
        iri = _topic(document, section.quads)
        label = label_of(iri, section.quads) if kind else ""
        self.counts[what, kind] += 1
        payload = (what, kind, record_id, iri, document, label, removed, added)
        self._sorter.add("\0".join(section.key), payload)


def compare_builds(old: Path, new: Path) -> Difference:
    """Compare two builds.

    Args:
        old: Folder that `build` wrote, or its N-Quads, plain or compressed.
        new: The same of the later build.

    Returns:
        What differs; close it when it is read.

    Raises:
        InputError: A dump is not there, or no N-Quads.

    >>> import tempfile
    >>> line = '<x:/person/a> <x:p> "A" <x:/person/a.ttl> .'
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     old, new = Path(folder) / "old.nq", Path(folder) / "new.nq"
    ...     _ = old.write_text(line), new.write_text(line.replace("A", "B"))
    ...     with compare_builds(old, new) as found:
    ...         [(change.what, change.name) for change in found.changes()]
    [('changed', 'person/a')]
    """
    dumps, retired = (find_dump(old), find_dump(new)), _retired_in(new)
    while True:
        try:
            return _compare(*dumps, retired)
        except DisorderError as found:
            found.dump.is_sorted_first = True


def _compare(old: Dump, new: Dump, retired: dict[str, Retirement]) -> Difference:
    with ExitStack() as on_fault:
        difference = on_fault.enter_context(Difference(retired=retired))
        for before, after in _merge(old, new):
            if before:
                _note(difference.old, before)
            if after:
                _note(difference.new, after)
            difference.add(before, after)
        on_fault.pop_all()
    return difference


def _note(facts: ReleaseFacts, section: Section) -> None:
    if not facts.base and section.key[0]:
        facts.note(section)


def _merge(old: Dump, new: Dump) -> Iterator[tuple[Section | None, Section | None]]:
    """Pair the sections of two dumps by their keys."""
    olds, news = iter(old), iter(new)
    before, after = next(olds, None), next(news, None)
    while before or after:
        first = min(section.key for section in (before, after) if section)
        has_old, has_new = _has(before, first), _has(after, first)
        yield before if has_old else None, after if has_new else None
        if has_old:
            before = next(olds, None)
        if has_new:
            after = next(news, None)


def _has(section: Section | None, key: Key) -> bool:
    return section is not None and section.key == key


def _sort_of(old: Section | None, new: Section | None, quads: Iterable[bytes]) -> str:
    if all(quad.endswith(_PROVENANCE) for quad in quads):
        return NOTED
    if old is None:
        return ADDED
    return REMOVED if new is None else CHANGED


def _topic(document: str, quads: Iterable[bytes]) -> str:
    """Find what a document is about; without a word of it, the address without its ending."""
    start = b"<%s> %s " % (document.encode(), _TOPIC)
    found = next((quad for quad in quads if quad.startswith(start)), None)
    return found.split(b" ")[2][1:-1].decode() if found else document.removesuffix(".ttl")


def _retired_in(place: Path) -> dict[str, Retirement]:
    table = place / "retired.csv"
    if not place.is_dir() or not table.is_file():
        return {}
    return {one.id: one for one in retirements_from_csv(table.read_text(encoding="utf-8"))}
