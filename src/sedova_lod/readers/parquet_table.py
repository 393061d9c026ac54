"""Read Parquet files, batch by batch, or in pieces that other processes read."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sedova_lod.errors import Fault, InputError, MissingExtraError, TablesError
from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import UNDECODABLE_BYTES
from sedova_lod.readers.headers import clean_headers
from sedova_lod.readers.model import Row, Table, TableInfo, Withheld
from sedova_lod.readers.parquet_cells import cells_of
from sedova_lod.readers.parquet_pieces import BATCH_ROWS, ParquetPiece, mark_of
from sedova_lod.readers.pieces import PiecedTable
from sedova_lod.records import CellValue
from sedova_lod.settings import TableSpec

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

__all__ = ["open_parquet"]

_FIRST_ROW = 2


def open_parquet(path: Path, spec: TableSpec) -> Table:
    """Open a Parquet file; its rows are numbered from 2, as if the column names were row 1.

    Args:
        path: The file.
        spec: What the project says of it.

    Raises:
        InputError: The file is no Parquet file, or has columns that hold lists or structures, or moments of a time zone
            that is not known.
        MissingExtraError: The package pyarrow is not installed.
    """
    with _open(path, spec.file) as opened:
        schema = opened.schema_arrow
        nested = [column.name for column in schema if column.type.num_fields]
    if nested:
        names = ", ".join(f"'{name}'" for name in nested)
        what = f"columns that hold lists or structures are no cells: {names}"
        raise InputError(what, where=spec.file, hint="write several values as one text, divided by ';'")
    _check_zones(schema, spec.file)
    header, notes = clean_headers(schema.names)
    info = TableInfo(spec.file, format="parquet", header=header, header_row=1, notes=tuple(notes))
    return PiecedTable(info, _ParquetFile(path, info).open)


def _open(path: Path, file: str) -> pyarrow.parquet.ParquetFile:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional package
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("Parquet files", "parquet") from error
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(file) from error


def _check_zones(schema: pyarrow.Schema, file: str) -> None:
    """Refuse columns whose moments belong to a time zone that is not known: they cannot be told."""
    import pyarrow as pa  # noqa: PLC0415 - an optional package

    faults = []
    for column in schema:
        zone = column.type.tz if pa.types.is_timestamp(column.type) else None
        if not zone:
            continue
        try:
            pa.array([0], pa.timestamp("us", zone)).to_pylist()
        except (pa.ArrowException, ValueError, LookupError):
            what = f"the moments of column '{column.name}' are in the time zone '{zone}', which is not known"
            hint = "write the column in UTC, in a zone such as 'Europe/Moscow', or as text"
            faults.append(Fault(file, what, hint))
    if faults:
        raise TablesError(faults)


def _damaged(file: str) -> InputError:
    return InputError("the file is damaged, or no Parquet file", where=file, hint="write it again")


class _ParquetFile:
    def __init__(self, path: Path, info: TableInfo) -> None:
        self._path = path
        self._info = info

    @contextmanager
    def open(self, findings: list[Finding]) -> Iterator[_ParquetRows]:
        """Open the file; what is wrong is added to the findings.

        Raises:
            InputError: The file is damaged.
        """
        with _open(self._path, self._info.file) as opened:
            yield _ParquetRows(self._path, opened, self._info, findings)


class _ParquetRows:
    """Read the rows of an open file, in its order."""

    def __init__(
        self, path: Path, opened: pyarrow.parquet.ParquetFile, info: TableInfo, findings: list[Finding]
    ) -> None:
        self._path, self._opened, self._info, self._findings = path, opened, info, findings
        self._next = _FIRST_ROW

    def pieces(self) -> Iterator[ParquetPiece]:
        """Say where the rows are; none if columns have no name, since it is looked whether these are empty."""
        if "" in self._info.header:
            return
        mark = mark_of(os.path.realpath(self._path))
        for group, size in enumerate(self._group_sizes()):
            for start in range(0, size, BATCH_ROWS):
                piece = ParquetPiece(self._next, min(BATCH_ROWS, size - start), mark, group, start)
                self._next += piece.n_rows
                yield piece

    def take_back(self, pieces: Collection[ParquetPiece]) -> None:
        """Take the last pieces back; `rows` goes on from there."""
        self._next -= sum(piece.n_rows for piece in pieces)

    def rows(self) -> Iterator[Row | Withheld]:
        """Give all rows, or those that pieces have left; blank ones hold no value."""
        import pyarrow as pa  # noqa: PLC0415 - an optional package

        try:
            yield from self._rows()
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(self._info.file) from error

    def _rows(self) -> Iterator[Row | Withheld]:
        number = _FIRST_ROW
        for group, size in enumerate(self._group_sizes()):
            if number + size <= self._next:
                number += size
                continue
            for batch in self._opened.iter_batches(BATCH_ROWS, row_groups=[group]):
                for cells, with_bytes in cells_of(batch):
                    if number >= self._next:
                        yield self._row(number, cells, with_bytes)
                    number += 1

    def _group_sizes(self) -> list[int]:
        metadata = self._opened.metadata
        return [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]

    def _row(self, number: int, cells: tuple[CellValue, ...], with_bytes: list[int]) -> Row | Withheld:
        self._findings.extend(self._no_text(number, column) for column in with_bytes)
        return Withheld(number, cells) if with_bytes else Row(number, cells, number)

    def _no_text(self, number: int, column: int) -> Finding:
        where = CellRef(self._info.file, number, self._info.header[column], column_letter(column))
        hint = "write the column as text"
        return UNDECODABLE_BYTES.finding(f"row {number} has bytes that are no text", hint=hint, where=where)
