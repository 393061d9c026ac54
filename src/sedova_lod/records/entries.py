"""Rows, references and links as entries of the sort that brings together what belongs to one record."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterator
from typing import Any

from sedova_lod.records.context import DataSetContext
from sedova_lod.records.record import Origin, Reading, RecordKey, Reference, Way
from sedova_lod.records.sorting import EntryList, ExternalSorter

__all__ = [
    "END_OF_ID",
    "LINK",
    "PART",
    "RECORD",
    "REFERENCE",
    "RELATION",
    "REPEAT",
    "Entries",
    "add_link",
    "references_of",
    "repeated_rows",
]

RECORD, REPEAT, PART, REFERENCE, RELATION, LINK = "012345"
"""What an entry holds: the sign that follows kind and id in its key. A relation has an inverse, or leads to a part."""

END_OF_ID = "\0"
"""Sign that ends kind and id in a key; no text may hold it, so keys sort as kinds and ids do."""

_MOST_WAITING = 60_000
_MOST_ROWS_HELD = 10_000
_MOST_IN_ENTRY = 250

_Waiting = list[tuple[int, int, int, str]]
_Repeated = tuple[RecordKey, int, int, "array[int]"]


class Entries:
    """Put rows, and what they refer to, where the sort brings them to their records.

    References from one column to one record share an entry, and so do rows of a table that say the same: a keeper of a
    million objects, a type or an artist named on each row. At most 60 000 of them wait to be joined so. The last 10 000
    different rows are known, and those of the 10 000 before that came again.

    Args:
        sorter: Takes the entries.
        context: The data set's settings.

    >>> from sedova_lod.records import KINDS, RowReader, TableLayout
    >>> layout = TableLayout(0, KINDS["place"], None, "places.csv")
    >>> list(layout.arrange(["id", "name"], (), ()))
    []
    >>> with ExternalSorter() as sorter:
    ...     entries = Entries(sorter, DataSetContext("https://example.org/"))
    ...     entries.add(RowReader(layout, entries.context).read_row(2, ["romny", "Romny"]))
    ...     entries.repeat(("Romny",), 3), entries.can_repeat(("Romny",), ("place", "romny"), 0, 2)
    ...     entries.repeat(("Romny",), 3)
    ...     entries.flush()
    ...     [key.split(END_OF_ID)[:2] for key, _ in sorter]
    (False, None)
    True
    [['place', 'romny'], ['place', 'romny']]
    """

    def __init__(self, sorter: ExternalSorter | EntryList, context: DataSetContext) -> None:
        self.context = context
        self._sorter = sorter
        self._ways: dict[Way, _Waiting] = {}
        self._repeats: dict[Hashable, _Repeated] = {}
        self._older_repeats: dict[Hashable, _Repeated] = {}
        self._n_waiting = 0

    def add(self, reading: Reading) -> None:
        """Add one row."""
        kind, record_id, part, table, row, node, extras, references = reading
        place = f"{kind}\0{record_id}\0{PART if part else RECORD}{table:05d}{row:012d}"
        payload = (table, row, part, node, extras) if part else (table, row, node)
        self._sorter.add(place, payload)
        is_lean = node is not None and node[0] is None
        for number, ref in enumerate(references):
            way, line = (ref, row) if is_lean else _way_of(ref, table)
            known = self._ways.get(way)
            if known is None:
                known = self._ways[way] = []
            known.append((row, number, line, record_id))
        self._n_waiting += len(references)
        if self._n_waiting > _MOST_WAITING:
            self.flush()

    def repeat(self, cells: Hashable, row: int) -> bool:
        """Add a row that says the same as an earlier one; false if no such row is known."""
        known = self._repeats.get(cells)
        if known is None:
            known = self._older_repeats.pop(cells, None)
            if known is None:
                return False
            self._hold(cells, known)
        known[3].append(row)
        self._n_waiting += 1
        if self._n_waiting > _MOST_WAITING:
            self.flush()
        return True

    def can_repeat(self, cells: Hashable, key: RecordKey, table: int, row: int) -> None:
        """Remember a row, so that others that say the same can be added to it.

        Args:
            cells: What the row says.
            key: Its record.
            table: Number of its table.
            row: Its number.
        """
        self._hold(cells, (key, table, row, array("q")))

    def _hold(self, cells: Hashable, row: _Repeated) -> None:
        if len(self._repeats) >= _MOST_ROWS_HELD:
            self.flush()
            self._repeats, self._older_repeats = {}, self._repeats
        self._repeats[cells] = row

    def end_table(self) -> None:
        """Forget the rows of a table: only rows of one table are joined."""
        self.flush()
        self._repeats.clear()
        self._older_repeats.clear()

    def flush(self) -> None:
        """Hand on all that waits."""
        for way, waiting in self._ways.items():
            tag = RELATION if way[2] or way[3] else REFERENCE
            for start in range(0, len(waiting), _MOST_IN_ENTRY):
                some = waiting[start : start + _MOST_IN_ENTRY]
                row, number, _line, _id = some[0]
                self._sorter.add(f"{way[0]}\0{way[1]}\0{tag}{way[6]:05d}{row:012d}{number:06d}", (way, some))
        self._ways = {}
        for (kind, record_id), table, row, rows in self._repeats.values():
            if rows:
                place = f"{kind}\0{record_id}\0{REPEAT}{table:05d}{rows[0]:012d}"
                self._sorter.add(place, (table, row, rows.tobytes()))
                del rows[:]
        self._n_waiting = 0


def _way_of(ref: Any, table: int) -> tuple[Way, int]:
    """Give what a reference shares with others, and its own line."""
    kind, record_id, fragment, origin, inverse, source_kind, _source_id, prop = ref
    return (kind, record_id, fragment, inverse, prop, source_kind, table, origin[2]), origin[1]


def repeated_rows(payload: tuple[int, int, bytes]) -> Iterator[tuple[int, int, int]]:
    """Read an entry of repeated rows: for each one its table, its row, and the row that says the same."""
    table, original, packed = payload
    rows = array("q")
    rows.frombytes(packed)
    for row in rows:
        yield table, row, original


def references_of(payload: tuple[Way, _Waiting]) -> Iterator[tuple[tuple[int, int, int], Reference]]:
    """Read an entry of references: each with its place among others, by table, row and number."""
    (kind, record_id, fragment, inverse, prop, source_kind, table, column), waiting = payload
    for row, number, line, source_id in waiting:
        origin: Origin = (table, line, column)
        yield (
            (table, row, number),
            Reference(kind, record_id, fragment, origin, inverse, source_kind, source_id, prop),
        )


def add_link(sorter: ExternalSorter, key: RecordKey, origin: Origin, link: tuple[str, str], number: int) -> None:
    """Put a link to another data set where the sort brings it to its record.

    Args:
        sorter: The sorter.
        key: Kind and id of the record.
        origin: Cell of the link.
        link: Property of the record graph, and the IRI it links to.
        number: Number of the link.
    """
    kind, record_id = key
    sorter.add(f"{kind}\0{record_id}\0{LINK}{origin[0]:05d}{origin[1]:012d}{number:09d}", (origin, link))
