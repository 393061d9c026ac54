"""Marks: what a later build must know of a record to tell whether it has changed, and what was made of it."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sedova_lod.findings import Finding
from sedova_lod.records import Record
from sedova_lod.validation import NodeMarks

__all__ = [
    "KeptFindings",
    "RecordMarks",
    "add_marks",
    "fingerprint",
    "fingerprint_elsewhere",
    "place_mark",
    "watch_mark",
]

_CANONICAL = 2  # of the forms of `marshal`: equal values give equal bytes, whoever holds them
_DIGEST_BYTES = 16
_LARGEST_ROW = 1 << 24
_SUM = 1 << (8 * _DIGEST_BYTES)

KeptFindings = tuple[str, list[Finding]]
"""What shapes report of a record, and the mark of the cells that this is told by."""


@dataclass(slots=True)
class RecordMarks:
    r"""Hold the marks of some records that stand in the outputs, column by column.

    Args:
        keys: Kind and id of each, with a NUL between them.
        fingerprints: Fingerprint of each.
        rows: Table and row, in turns, of the rows of each.
        sizes: For each format, the number of bytes of each.
        findings: What shapes report of them, by key; most have none.
        watched: Sum of the marks of the records that rules of history look at, also of those not in the outputs.
        nodes: For each, marks of the nodes that it speaks of, as far as they matter to rules across records.

    >>> marks = RecordMarks(["person\0a"], [b"1"], [[0, 2]], [[7]], nodes=[b""])
    >>> marks.extend(marks, 0, 1)
    >>> marks.sizes
    [[7, 7]]
    """

    keys: list[str] = field(default_factory=list)
    fingerprints: list[bytes] = field(default_factory=list)
    rows: list[list[int]] = field(default_factory=list)
    sizes: list[list[int]] = field(default_factory=list)
    findings: dict[str, KeptFindings] = field(default_factory=dict)
    watched: int = 0
    nodes: list[NodeMarks] = field(default_factory=list)

    @classmethod
    def of(cls, records: Iterable[Record], n_formats: int, watched_kinds: frozenset[str]) -> RecordMarks:
        """Mark some records; their sizes and nodes are still to be added.

        Args:
            records: The records.
            n_formats: Number of formats.
            watched_kinds: Kinds that rules of history look at.

        >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", (0, 2, -1)), ((0, 2),), {})
        >>> RecordMarks.of([record], 1, frozenset()).rows
        [[0, 2]]
        """
        marks = cls(sizes=[[] for _ in range(n_formats)])
        for record in records:
            mark = fingerprint(record)
            marks.keys.append(f"{record.kind}\0{record.id}")
            marks.fingerprints.append(mark)
            marks.rows.append([number for place in record.rows for number in place])
            if record.kind in watched_kinds:
                marks.watched = add_marks(marks.watched, watch_mark(record, mark))
        return marks

    def extend(self, other: RecordMarks, start: int, end: int) -> None:
        """Add some of the marks of other records, in order."""
        self.keys += other.keys[start:end]
        self.fingerprints += other.fingerprints[start:end]
        self.rows += other.rows[start:end]
        for column, more in zip(self.sizes, other.sizes, strict=True):
            column.extend(more[start:end])
        self.nodes += other.nodes[start:end]
        if other.findings:
            self.findings.update((key, other.findings[key]) for key in other.keys[start:end] if key in other.findings)

    def without(self, keys: frozenset[str]) -> RecordMarks:
        r"""Leave out some records.

        >>> RecordMarks(["person\0a"], [b"1"], [[0, 2]], nodes=[b""]).without(frozenset(["person\0a"])).keys
        []
        """
        if keys.isdisjoint(self.keys):
            return self
        kept = [index for index, key in enumerate(self.keys) if key not in keys]
        return RecordMarks(
            [self.keys[index] for index in kept],
            [self.fingerprints[index] for index in kept],
            [self.rows[index] for index in kept],
            [[] for _ in self.sizes],
            {key: found for key, found in self.findings.items() if key not in keys},
            self.watched,
            [self.nodes[index] for index in kept],
        )


def fingerprint(record: Record) -> bytes:
    """Give the fingerprint of a record: its values, and the cells that they stand in.

    >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", (0, 2, -1)), ((0, 2),), {})
    >>> fingerprint(record) == fingerprint(record._replace(node=("x:a", (0, 3, -1))))
    False
    """
    return hashlib.blake2b(marshal.dumps(record.node, _CANONICAL), digest_size=_DIGEST_BYTES).digest()


def fingerprint_elsewhere(record: Record, rows: list[int]) -> bytes:
    """Give the fingerprint that a record would have if it stood in other rows of the same tables; empty if it cannot.

    The numbers of its rows are replaced in the packed values. No text can be taken for a number there: as rows are
    below 2 ** 24, one of their four bytes is a NUL, which no text holds.

    Args:
        record: The record.
        rows: The other rows, table and row in turns.

    >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", (0, 2, -1)), ((0, 2),), {})
    >>> fingerprint_elsewhere(record._replace(node=("x:a", (0, 3, -1)), rows=((0, 3),)), [0, 2]) == fingerprint(record)
    True
    """
    places = tuple(zip(rows[::2], rows[1::2], strict=True))
    if [table for table, _ in places] != [table for table, _ in record.rows]:
        return b""
    pairs = set(zip(record.rows, places, strict=True))
    if len(dict(pairs)) < len(pairs) or max(row for pair in pairs for _, row in pair) >= _LARGEST_ROW:
        return b""
    moved = {_packed(new): _packed(old) for new, old in pairs if new != old}
    packed = marshal.dumps(record.node, _CANONICAL)
    if len(moved) == 1:
        ((new_place, old_place),) = moved.items()
        packed = packed.replace(new_place, old_place)
    elif moved:  # all at once: what one row becomes may be what another one was
        packed = re.sub(b"|".join(map(re.escape, moved)), lambda found: moved[found[0]], packed, flags=re.DOTALL)
    return hashlib.blake2b(packed, digest_size=_DIGEST_BYTES).digest()


def _packed(place: tuple[int, int]) -> bytes:
    """Pack table and row as they stand in the origin of a node."""
    table, row = place
    return marshal.dumps(table, _CANONICAL) + marshal.dumps(row, _CANONICAL)


def place_mark(record: Record) -> str:
    """Mark the cells of a record that its fingerprint does not tell: rows, and where completed values came from.

    >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", None), ((0, 2),), {})
    >>> place_mark(record) == place_mark(record._replace(rows=((0, 3),)))
    False
    """
    told = repr((record.rows, sorted(record.derived.items(), key=repr)))
    return hashlib.blake2b(told.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def watch_mark(record: Record, mark: bytes) -> int:
    """Mark all that a rule of history sees of a record.

    >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", None), ((0, 2),), {})
    >>> watch_mark(record, b"1") == watch_mark(record._replace(id="b"), b"1")
    False
    """
    told = f"{record.kind}\0{record.id}\0{record.rows}{sorted(record.derived.items(), key=repr) or ''}"
    return int.from_bytes(hashlib.blake2b(mark + told.encode(), digest_size=_DIGEST_BYTES).digest(), "little")


def add_marks(one: int, other: int) -> int:
    """Add the marks of records, whose order does not matter.

    >>> add_marks(_SUM - 1, 2)
    1
    """
    return (one + other) % _SUM
