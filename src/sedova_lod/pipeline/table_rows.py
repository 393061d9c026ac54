"""The rows of one file, read into the one or several tables that it feeds: here, or in other processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from sedova_lod.engines import Engine, batches_of
from sedova_lod.findings import FindingPile
from sedova_lod.pipeline.collection import Collection, RowsFound
from sedova_lod.pipeline.row_taker import RowTaker
from sedova_lod.pipeline.row_work import RowWork, SentRows
from sedova_lod.progress import Progress
from sedova_lod.readers import PiecedTable, Row, Table, Tree, Withheld
from sedova_lod.records import TableLayout

__all__ = ["collect_file"]

_ROWS_SHOWN = 256
_ROWS_SENT = 1024


def collect_file(
    collection: Collection,
    table: Table,
    layouts: Sequence[TableLayout],
    progress: Progress,
    bundled: frozenset[str],
    engine: Engine | None = None,
) -> None:
    """Read a file once, for all tables that it feeds.

    Args:
        collection: Takes the rows.
        table: The file.
        layouts: What its columns stand for, for each table.
        progress: Shows how far the work is.
        bundled: Ids of the concepts that come with the tool.
        engine: Reads the rows of flat tables; None to read them here.
    """
    takers = [RowTaker(collection, layout, bundled) for layout in layouts]

    def withhold(row: Withheld) -> None:
        for taker in takers:
            taker.withhold(row)

    table.on_withheld = withhold
    of_file = FindingPile()  # they come after those of the rows
    if engine is None or table.is_nested:
        _take_rows(table, takers, progress, of_file)
    else:
        for found in _read_elsewhere(
            RowWork(collection.context, tuple(layouts), bundled, collection.telling), table, engine
        ):
            collection.absorb(found)
            _move(table, of_file)
            progress.advance(rows=sum(count.n_rows for count in found.tables.values()))
    for taker in takers:
        taker.finish()
    collection.entries.end_table()
    _move(table, of_file)
    collection.findings.extend(of_file)


def _read_elsewhere(work: RowWork, table: Table, engine: Engine) -> Iterator[RowsFound]:
    """Let an engine read a table: pieces of its file where that can be, and what is left row by row."""
    with ExitStack() as stack:
        if isinstance(table, PiecedTable):
            in_pieces = stack.enter_context(table.in_pieces())
            pieces: Iterator[list[SentRows]] = ([piece] for piece in in_pieces)
            for found in engine.run(work, pieces):
                if found.is_odd:
                    break
                in_pieces.confirm()
                yield found
            rows: Iterator[Row | Tree] = in_pieces.rest()
        else:
            rows = table.rows()
        plain: Iterator[SentRows] = ((row.number, row.values) for row in rows if isinstance(row, Row))
        yield from engine.run(work, batches_of(plain, _ROWS_SENT))


def _move(table: Table, findings: FindingPile) -> None:
    """Take what the reader has found so far."""
    findings.extend(table.findings)
    table.findings.clear()


def _take_rows(table: Table, takers: Sequence[RowTaker], progress: Progress, findings: FindingPile) -> None:
    take_row = [taker.take_row for taker in takers]
    n_rows = n_values = n_trees = 0

    def tell() -> None:
        for taker in takers:
            taker.count_rows(n_rows, n_values)
        progress.advance(rows=(n_rows + n_trees) * len(takers))

    for row in table.rows():
        if isinstance(row, Row):
            number, values, _line = row
            n_filled = len(values) - values.count(None)
            for take in take_row:
                take(number, values, n_filled)
            n_rows += 1
            n_values += n_filled
        else:
            for taker in takers:
                taker.take_tree(row)
            n_trees += 1
        if n_rows + n_trees == _ROWS_SHOWN:
            tell()
            _move(table, findings)
            n_rows = n_values = n_trees = 0
    tell()
