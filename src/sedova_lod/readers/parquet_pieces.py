"""Pieces of a Parquet file: places of rows, which another process that sees the same file reads by itself."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sedova_lod.readers.parquet_cells import Cells, cells_of
from sedova_lod.readers.pieces import OddPieceError, RowPiece
from sedova_lod.records import CellValue

if TYPE_CHECKING:
    import pyarrow.parquet

__all__ = ["BATCH_ROWS", "FileMark", "ParquetPiece", "mark_of"]

BATCH_ROWS = 4096
"""Rows that are taken from a row group at a time."""

_TAIL_BYTES = 65_536  # where a Parquet file tells of all that is in it

FileMark = tuple[str, int, int]
"""Path of a file, its size in bytes, and a checksum of its end."""


def mark_of(path: str) -> FileMark:
    """Give what tells a file from another one in its place.

    Raises:
        OSError: The file cannot be read.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile() as file:
    ...     mark_of(file.name)[1:]
    (0, 0)
    """
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL_BYTES))
        return path, size, zlib.crc32(file.read())


@dataclass(frozen=True, slots=True)
class ParquetPiece(RowPiece):
    """Say where some rows of a Parquet file are.

    Args:
        file: Tells the file from others.
        group: Number of the row group.
        start: Number of the first of these rows within the group.
    """

    file: FileMark
    group: int
    start: int

    def rows(self) -> Iterator[tuple[int, tuple[CellValue, ...]]]:
        """Read the rows; see `RowPiece.rows`. They are odd if this process does not see the same file."""
        for number, (cells, with_bytes) in enumerate(self._cells(), self.first_row):
            if with_bytes or cells.count(None) == len(cells):
                raise OddPieceError
            yield number, cells

    def _cells(self) -> list[Cells]:
        try:
            if mark_of(self.file[0]) == self.file:
                return _stream_of(self.file).take(self.group, self.start, self.n_rows)
        except Exception as error:
            _stream_of.cache_clear()
            raise OddPieceError from error
        raise OddPieceError


class _RowStream:
    """Read stretches of row groups; those that follow each other, or lie further on, without reading anything twice."""

    def __init__(self, path: str) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an optional package

        self._file: pyarrow.parquet.ParquetFile = pq.ParquetFile(path)
        self._place = (-1, 0)
        self._batches: Iterator[Any] = iter(())

    def take(self, group: int, start: int, n_rows: int) -> list[Cells]:
        """Give the cells of so many rows.

        Raises:
            OddPieceError: The row group is not divided as it was taken to be.
        """
        if self._place[0] != group or self._place[1] > start:
            self._batches = self._file.iter_batches(BATCH_ROWS, row_groups=[group])
            self._place = (group, 0)
        for batch in self._batches:
            place = self._place[1]
            self._place = (group, place + batch.num_rows)
            if place == start and batch.num_rows == n_rows:
                return [*cells_of(batch)]
            if place >= start:
                break
        raise OddPieceError


_stream_of = lru_cache(maxsize=1)(lambda mark: _RowStream(mark[0]))
"""The file at hand, open: made once in each process."""
