"""Why rows were set aside, table by table and row by row: in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from types import TracebackType

from sedova_lod.findings import Finding, Severity
from sedova_lod.pipeline.collection import Collection
from sedova_lod.records import ExternalSorter, RejectedRow, TableLayout

__all__ = ["RejectReasons", "TableReasons"]

_MEMORY_BYTES = 8_000_000
_OF_ROW, _OF_RECORD_HERE, _OF_RECORD, _REJECTED, _UNPLACED = "01234"
"""What an entry of a row holds: what is wrong in the row whatever its record, or with its record; or that it was set
aside, for its record or for want of an id."""
_SAID, _STANDS = "01"
"""What an entry of a record holds: what is wrong with it, or where a row of it stands."""


class RejectReasons:
    """Bring findings together with the rows that they set aside, by two sorts on disk.

    Args:
        collection: What was read.
        rejected: Rows that are in no record, by table and row, with kind and id of the records that they name.
        findings: What is wrong.
    """

    def __init__(self, collection: Collection, rejected: Iterable[RejectedRow], findings: Iterable[Finding]) -> None:
        self._stack = ExitStack()
        self._rows = self._stack.enter_context(ExternalSorter(_MEMORY_BYTES))
        self._tables: set[int] = set()
        with ExternalSorter(_MEMORY_BYTES) as records:
            self._take(collection, findings, records)
            for table, row, record in _last_of_each(rejected):
                self._tables.add(table)
                records.add(f"{record}\0{_STANDS}{table:05d}{row:012d}", (table, row))
            self._bring_together(records)
        for place in collection.unplaced:
            self._tables.add(place[0])
            self._rows.add(f"{_place(*place)}{_UNPLACED}", "")

    def __enter__(self) -> RejectReasons:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def has_rows(self, layout: TableLayout) -> bool:
        """Say whether rows of a table were set aside; those that its reader withheld do not count."""
        return layout.number in self._tables

    def of_table(self, layout: TableLayout) -> TableReasons:
        """Give the reasons for the rows of a table."""
        return TableReasons(self._of_rows(layout.number), is_in_order=not layout.is_nested)

    def _take(self, collection: Collection, findings: Iterable[Finding], records: ExternalSorter) -> None:
        layouts: dict[tuple[str, str], list[TableLayout]] = {}
        for layout in collection.layouts:
            layouts.setdefault((layout.file, layout.sheet), []).append(layout)
        for number, finding in enumerate(findings):
            if finding.severity is not Severity.ERROR or finding.waiver:
                continue
            kind = finding.record.partition("/")[0]
            for layout in layouts.get((finding.where.file, finding.where.sheet), ()):
                if kind in ("", layout.kind.name):
                    tag = _OF_RECORD_HERE if kind else _OF_ROW
                    self._rows.add(f"{_place(layout.number, finding.where.row)}{tag}{number:012d}", finding.message)
            if finding.record:
                records.add(f"{finding.record}\0{_SAID}{number:012d}", finding.message)

    def _bring_together(self, records: ExternalSorter) -> None:
        """Give each row that was set aside what is wrong with its record, wherever that stands."""
        for _record, entries in groupby(records, key=lambda entry: entry[0].partition("\0")[0]):
            messages: dict[str, None] = {}
            for key, payload in entries:
                if key.partition("\0")[2][0] == _SAID:
                    messages[payload] = None
                    continue
                place = _place(*payload)
                self._rows.add(f"{place}{_REJECTED}", "")
                for number, message in enumerate(messages):
                    self._rows.add(f"{place}{_OF_RECORD}{number:012d}", message)

    def _of_rows(self, table: int) -> Iterator[tuple[int, dict[str, list[str]]]]:
        """Give what the sort brought together for each row of a table."""
        first = f"{table:05d}"
        of_table = (entry for entry in self._rows if entry[0].startswith(first))
        for place, entries in groupby(of_table, key=lambda entry: entry[0].partition("\0")[0]):
            found: dict[str, list[str]] = {}
            for key, message in entries:
                found.setdefault(key.partition("\0")[2][0], []).append(message)
            yield int(place[len(first) :]), found


def _last_of_each(rejected: Iterable[RejectedRow]) -> Iterator[tuple[int, int, str]]:
    """Give the rows with one record each: several may stand in one line of a nested file, and the last is taken."""
    with ExternalSorter(_MEMORY_BYTES) as places:
        for number, (table, row, kind, record_id) in enumerate(rejected):
            places.add(f"{_place(table, row)}{number:012d}", (table, row, f"{kind}/{record_id}"))
        for _, entries in groupby(places, key=lambda entry: entry[0].partition("\0")[0]):
            *_, (_key, last) = entries
            yield last


class TableReasons:
    """Say why rows of a table were set aside.

    Args:
        rows: What is known of rows, by number, in their order.
        is_in_order: Whether rows are asked for in their order; if not, all are held in memory. Nested records may stand
            elsewhere than where they are read, such as at the anchor of an alias.

    >>> reasons = TableReasons(iter([(2, {_OF_ROW: ["odd"]}), (3, {_REJECTED: [""], _OF_RECORD: ["no date"]})]))
    >>> [reasons.reason(row) for row in (1, 3, 4)], reasons.reason_withheld(2)
    (['', 'no date', ''], 'odd')
    """

    def __init__(self, rows: Iterator[tuple[int, dict[str, list[str]]]], *, is_in_order: bool = True) -> None:
        self._held = {} if is_in_order else dict(rows)
        self._rows = rows
        self._next = next(rows, None)
        self._asked = -1

    def reason(self, row: int) -> str:
        """Give the reasons for a row that was set aside; nothing for any other."""
        found, self._asked = self._found(row), row
        if _UNPLACED in found:
            return _joined(found.get(_OF_ROW, []))
        if _REJECTED not in found:
            return ""
        messages = [message for tag in (_OF_ROW, _OF_RECORD_HERE, _OF_RECORD) for message in found.get(tag, ())]
        return _joined(messages) or "the record is faulty in another table"

    def reason_withheld(self, row: int) -> str:
        """Give the reasons for a row that the reader of the table withheld; when all others have been asked for."""
        while self._next is not None:
            self._pass_by()
        return _joined(self._held.get(row, {}).get(_OF_ROW, []))

    def _found(self, row: int) -> dict[str, list[str]]:
        while self._next is not None and self._next[0] < row:
            self._pass_by()
        if self._next is not None and self._next[0] == row:
            return self._next[1]
        return self._held.get(row, {})

    def _pass_by(self) -> None:
        """Go on to the next row; what was found in a row that nobody asked for is held: it may be one withheld."""
        assert self._next is not None  # noqa: S101 - callers look
        row, found = self._next
        if _OF_ROW in found and row != self._asked:
            self._held[row] = found
        self._next = next(self._rows, None)


def _place(table: int, row: int) -> str:
    return f"{table:05d}{row:012d}\0"


def _joined(messages: list[str]) -> str:
    return " | ".join(dict.fromkeys(messages))
