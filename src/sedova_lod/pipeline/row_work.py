"""The reading of rows as a work for engines: other processes type cells, find what is wrong, and sort the entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sedova_lod.findings.graph import CRASHING_RECORD
from sedova_lod.pipeline.collection import RowCollection, RowsFound, TableCount
from sedova_lod.pipeline.row_taker import RowTaker
from sedova_lod.readers import OddPieceError, RowPiece, Withheld
from sedova_lod.records import CellValue, DataSetContext, Entries, EntryList, RecordKey, TableLayout

__all__ = ["PlainRow", "RowWork", "SentRows"]

PlainRow = tuple[int, tuple[CellValue, ...]]
"""Number and cells of a row."""

SentRows = PlainRow | RowPiece
"""A row, or a piece of a file with rows."""

_ODD = RowsFound(b"", [], {}, {}, [], set(), is_odd=True)


@dataclass(frozen=True, slots=True)
class RowWork:
    """Say how the rows of one file are read: rows that are parsed, or a piece of the file, which is a batch by itself.

    Args:
        context: The data set's settings for records.
        layouts: What the columns stand for, for each table that the file feeds.
        bundled: Ids of the concepts that come with the tool.
        telling: Kinds and categories that need be remembered.
    """

    context: DataSetContext
    layouts: tuple[TableLayout, ...]
    bundled: frozenset[str]
    telling: frozenset[RecordKey]

    def start(self) -> RowWorker:
        """Make what reads rows."""
        return RowWorker(self)

    def lost(self, item: SentRows) -> RowsFound:
        """Give the result for a row that no process can read: its record, as far as it is known, is faulty.

        In a piece it is not known which row that is: one by one they will tell.
        """
        if isinstance(item, RowPiece):
            return _ODD
        number, values = item
        return self.start().withhold(Withheld(number, values))


class RowWorker:
    """Read rows; made once in each process.

    Args:
        work: How they are read.
    """

    def __init__(self, work: RowWork) -> None:
        self._layouts = work.layouts
        self._entries = EntryList()
        self._next_row = 0
        context = replace(work.context, used_concepts=set())
        most = max(layout.number for layout in work.layouts)
        tables = [TableCount("", "") for _ in range(most + 1)]
        entries = Entries(self._entries, context)
        self._collection = RowCollection(context=context, entries=entries, tables=tables, telling=work.telling)
        self._takers = [RowTaker(self._collection, layout, work.bundled) for layout in work.layouts]

    def process(self, batch: list[SentRows]) -> RowsFound:
        """Read some rows."""
        if isinstance(batch[0], RowPiece):
            return self._read_piece(batch[0])
        self._read(item for item in batch if not isinstance(item, RowPiece))
        return self._found()

    def _read_piece(self, piece: RowPiece) -> RowsFound:
        if piece.first_row < self._next_row:  # what was learnt from a later piece may not be true
            return _ODD
        self._next_row = piece.first_row + piece.n_rows
        try:
            self._read(piece.rows())
        except OddPieceError:
            return _ODD
        return self._found()

    def _read(self, rows: Iterable[PlainRow]) -> None:
        take_row = [taker.take_row for taker in self._takers]
        n_rows = n_values = 0
        for number, values in rows:
            n_filled = len(values) - values.count(None)
            for take in take_row:
                take(number, values, n_filled)
            n_rows += 1
            n_values += n_filled
        for taker in self._takers:
            taker.count_rows(n_rows, n_values)

    def withhold(self, row: Withheld) -> RowsFound:
        """Tell of a row without reading more of it than its id."""
        where = self._layouts[0].cell(row.number)
        message = f"each process that worked on row {row.number} died"
        self._collection.findings.append(CRASHING_RECORD.finding(message, hint=CRASHING_RECORD.advice, where=where))
        for taker in self._takers:
            taker.withhold(row)
        self._collection.unplaced.extend((layout.number, row.number) for layout in self._layouts)  # thus in the rejects
        return self._found()

    def _found(self) -> RowsFound:
        """Give what was found, and forget it; but rows may repeat one of an earlier batch."""
        collection = self._collection
        for taker in self._takers:
            taker.count_trimmed()
        collection.entries.flush()
        found = RowsFound(
            self._entries.take(),
            collection.findings.take(),
            {layout.number: replace(collection.tables[layout.number]) for layout in self._layouts},
            collection.categories.copy(),
            collection.unplaced.take(),
            collection.context.used_concepts.copy(),
        )
        for layout in self._layouts:
            collection.tables[layout.number].clear()
        collection.categories.clear()
        return found
