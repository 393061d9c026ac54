"""Rebuilding: records are held against those of the earlier build; only the changed ones are mapped again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Generic, TypeVar

from sedova_lod.engines import BatchResult
from sedova_lod.engines.marks import (
    RecordMarks,
    add_marks,
    fingerprint,
    fingerprint_elsewhere,
    place_mark,
    watch_mark,
)
from sedova_lod.findings import Finding
from sedova_lod.pipeline.dump_statements import Statement, count_statements, needed_lines, take_away
from sedova_lod.pipeline.earlier_build import EarlierBuild
from sedova_lod.pipeline.record_writing import RecordWriter
from sedova_lod.pipeline.rule_changes import KeptRecords, RuleChanges, most_bytes
from sedova_lod.pipeline.state_file import StateLostError
from sedova_lod.pipeline.state_values import tally_from
from sedova_lod.records import Record

__all__ = ["Needs", "Rebuild"]

_Item = TypeVar("_Item")
_MOST_IN_GROUP = 20_000
_LINES_AT_ONCE = 10_000
_AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Needs:
    """Say what must be known to judge whether a record is as it was.

    Args:
        batch_records: Records that are worked on together.
        watched_kinds: Kinds that rules of history look at.
        has_rules: Whether there are rules across records.
        terms: Properties and classes that these mention; None if every triple matters to them.
        are_findings_told_alike: Whether findings are told by the same headers, in the same language, as before.
        changed_iris: Addresses whose class or kind has changed, so that records that name them are judged anew.
    """

    batch_records: int
    watched_kinds: frozenset[str] = frozenset()
    has_rules: bool = False
    terms: frozenset[str] | None = frozenset()
    are_findings_told_alike: bool = True
    changed_iris: tuple[bytes, ...] = ()


@dataclass(slots=True)
class _Kept:
    """Hold a run of kept records: how many, and where they stand in the old dumps."""

    number: int
    starts: list[int]
    ends: list[int]


@dataclass(slots=True)
class _Group(Generic[_Item]):
    """Hold some records that follow each other: runs of kept ones, and the keys of those to be mapped."""

    kept: RecordMarks
    steps: list[_Kept | str] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    old_lines: set[str] = field(default_factory=set)
    new_lines: set[str] = field(default_factory=set)
    n_done: int = 0
    place: int = 0
    n_written: int = 0


class Rebuild(Generic[_Item]):
    """Part records into those that are kept and those that are mapped again, and put both together in order.

    Batches of changed records go to an engine by `batches`; what the engine gives for them goes to `take`, in order.

    Args:
        earlier: The earlier build.
        writer: Takes the records.
        needs: What must be known to judge records.

    Attributes:
        tally: Counts of what was kept.
        findings: What shapes report of the records that were kept.
        n_kept: Number of records kept.
        n_mapped: Number of records given to the engine.
        watched: Sum of the marks of the records that rules of history look at.
        changes: Triples that matter to rules across records and are other than before.
    """

    def __init__(self, earlier: EarlierBuild, writer: RecordWriter, needs: Needs) -> None:
        self._earlier, self._writer, self._needs = earlier, writer, needs
        self._line_column = earlier.formats.index(earlier.line_format)
        self._blocks = earlier.state.blocks()
        self._old = RecordMarks(sizes=[[] for _ in earlier.formats])
        self._index = self._n_before = 0
        self._places = [earlier.dumps[name].start for name in earlier.formats]
        self._key = ""
        self._next(0)
        self._group = self._begin()
        self._waiting: deque[_Group[_Item]] = deque()
        self.tally = tally_from(earlier.state.summary["tally"])
        self.tally.examples.clear()
        self.findings: list[Finding] = []
        self.n_kept = self.n_mapped = self.watched = 0
        self.changes = RuleChanges(most_bytes(earlier))

    def _begin(self) -> _Group[_Item]:
        return _Group(RecordMarks(sizes=[[] for _ in self._earlier.formats]))

    def _next(self, step: int = 1) -> None:
        """Go on to the next record of the earlier build."""
        if step:
            for column, sizes in enumerate(self._old.sizes):
                self._places[column] += sizes[self._index]
        self._index += step
        if self._index >= len(self._old.keys):
            self._n_before += self._index
            self._index = 0
            self._old = next(self._blocks, RecordMarks(keys=[_AFTER_ALL]))
        self._key = self._old.keys[self._index]

    def batches(self, records: Iterable[tuple[Record, _Item]]) -> Iterator[list[_Item]]:
        """Yield the records that are to be mapped, in batches.

        Args:
            records: Records in order, each with what the engine takes for it.
        """
        for record, item in records:
            self._look(record, item)
            group = self._group
            if len(group.items) == self._needs.batch_records or len(group.kept.keys) >= _MOST_IN_GROUP:
                yield from self._close()
        while self._key != _AFTER_ALL:
            self._drop()
        yield from self._close()

    def _close(self) -> Iterator[list[_Item]]:
        group, self._group = self._group, self._begin()
        if group.items:
            self._waiting.append(group)
            yield group.items
        elif self._waiting:
            self._waiting.append(group)
        else:
            self._end(group)

    def _look(self, record: Record, item: _Item) -> None:
        key, mark = f"{record.kind}\0{record.id}", fingerprint(record)
        if record.kind in self._needs.watched_kinds:
            self.watched = add_marks(self.watched, watch_mark(record, mark))
        while self._key < key:
            self._drop()
        if self._key == key:
            if self._is_as_it_was(record, mark):
                self._keep(record, mark)
                return
            self._drop()
        self._group.steps.append(key)
        self._group.items.append(item)
        self.n_mapped += 1

    def _is_as_it_was(self, record: Record, mark: bytes) -> bool:
        old, index = self._old, self._index
        rows = old.rows[index]
        if rows[::2] != [table for table, _row in record.rows]:
            return False
        if mark != old.fingerprints[index] and fingerprint_elsewhere(record, rows) != old.fingerprints[index]:
            return False
        told = old.findings.get(self._key)
        if told is not None and not (self._needs.are_findings_told_alike and told[0] == place_mark(record)):
            return False
        return not (self._needs.changed_iris and self._names_changed())

    def _names_changed(self) -> bool:
        text = self._old_text()
        return any(iri in text for iri in self._needs.changed_iris)

    def _old_text(self) -> bytes:
        start = self._places[self._line_column]
        with _same_bytes():
            return self._earlier.lines.read(start, start + self._old.sizes[self._line_column][self._index])

    def _keep(self, record: Record, mark: bytes) -> None:
        group, old, index = self._group, self._old, self._index
        group.kept.extend(old, index, index + 1)
        group.kept.fingerprints[-1] = mark
        group.kept.rows[-1] = [number for place in record.rows for number in place]
        starts = list(self._places)
        self._next()
        last = group.steps[-1] if group.steps else None
        if isinstance(last, _Kept) and last.ends == starts:
            last.number += 1
            last.ends = list(self._places)
        else:
            group.steps.append(_Kept(1, starts, list(self._places)))
        self.n_kept += 1
        examples, kind = self.tally.examples, record.kind
        if kind not in examples or record.iri < examples[kind]:
            examples[kind] = record.iri

    def _drop(self) -> None:
        """Leave a record of the earlier build out: it is gone, or made anew."""
        statements = self._old_statements()
        gone = count_statements(statements)
        gone.records[self._key.partition("\0")[0]] = 1
        if not take_away(self.tally, gone):
            raise StateLostError("the state file does not fit the dumps")
        if self._needs.has_rules:
            self._group.old_lines.update(needed_lines(statements, self._needs.terms))
            self.changes.leave(self._n_before + self._index)
        self._next()

    def _old_statements(self) -> list[Statement]:
        start = self._places[self._line_column]
        size = self._old.sizes[self._line_column][self._index]
        with _same_bytes():
            return list(self._earlier.lines.statements(start, start + size))

    def take(self, result: BatchResult) -> None:
        """Write what the engine gave for a batch, or for a part of one, and what is kept around it."""
        group, marks = self._waiting[0], result.marks
        if self._needs.has_rules:
            group.new_lines.update(filter(None, result.rule_triples.decode().split("\n")))
        if marks is not None:
            self._write_new(group, marks, [memoryview(result.outputs[name]) for name in self._earlier.formats])
        group.n_done += len(result.records) or len(result.faulty)
        if group.n_done < len(group.items):
            return
        self._end(self._waiting.popleft())
        while self._waiting and not self._waiting[0].items:
            self._end(self._waiting.popleft())

    def _write_new(self, group: _Group[_Item], marks: RecordMarks, outputs: list[memoryview]) -> None:
        """Write new records; those that are passed over are faulty."""
        places = [0] * len(outputs)
        for index, key in enumerate(marks.keys):
            self._write_up_to(group, key)
            sizes = [column[index] for column in marks.sizes]
            pieces = [data[place : place + size] for data, place, size in zip(outputs, places, sizes, strict=True)]
            places = [place + size for place, size in zip(places, sizes, strict=True)]
            self._writer.write_one(marks, index, pieces)

    def _write_up_to(self, group: _Group[_Item], key: str) -> None:
        """Write what is kept before a new record, or before the end of the group."""
        while group.place < len(group.steps):
            step = group.steps[group.place]
            group.place += 1
            if step == key:
                return
            if isinstance(step, _Kept):
                places = (group.n_written, group.n_written + step.number)
                self._writer.keep(group.kept, places, step.starts, step.ends)
                group.n_written += step.number

    def _end(self, group: _Group[_Item]) -> None:
        self._write_up_to(group, _AFTER_ALL)
        self.changes.add(group.old_lines, group.new_lines)
        for _mark, findings in group.kept.findings.values():
            self.findings.extend(findings)

    def kept_records(self) -> KeptRecords:
        """Find records that were kept, once all are written."""
        terms = self._needs.terms or frozenset()
        return KeptRecords(self._earlier, self.changes.left, terms, most_bytes(self._earlier))

    def kept_lines(self, terms: frozenset[str] | None) -> Iterator[bytes]:
        """Yield the triples of the records kept that matter to rules across records, as N-Triples, piece by piece.

        Args:
            terms: Properties and classes that the rules mention; None if every triple matters.
        """
        places = self._writer.kept_places(self._earlier.line_format)
        for start, end in zip(places[::2], places[1::2], strict=True):
            lines = self._earlier.lines.needed(start, end, terms)
            with _same_bytes():
                while some := b"\n".join(islice(lines, _LINES_AT_ONCE)):
                    yield some + b"\n"


class _same_bytes:  # noqa: N801 - reads as a clause
    """Turn what happens if the old dumps change under our hands into what can be mended by a full build."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and issubclass(kind, EOFError | OSError | ValueError):
            raise StateLostError("a dump changed while it was read")
