"""Pieces of a CSV file: whole rows as they stand there, which can be parsed in another process."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from sedova_lod.readers.csv_lines import lines_of
from sedova_lod.readers.pieces import OddPieceError, RowPiece
from sedova_lod.records import CellValue

__all__ = ["MOST_CELL", "CsvPiece", "plain_rows"]

MOST_CELL = 10_000_000
"""Signs of a cell that are read."""


def plain_rows(lines: list[str], delimiter: str, width: int) -> Iterator[tuple[tuple[CellValue, ...], int]]:
    r"""Parse rows until one is odd: blank, not as wide as the others, or with quotation marks that do not pair.

    Args:
        lines: Lines of the file; the first one begins a row.
        delimiter: Sign between cells.
        width: Number of cells in a row.

    Yields:
        The cells of each row, and how many lines were read so far.

    >>> list(plain_rows(["a,\n", '"b\n', 'c",d\n', "e\n", "f,g\n"], ",", 2))
    [(('a', None), 1), (('b\nc', 'd'), 3)]
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if len(cells) != width or not (cells[0].strip() or any(map(str.strip, cells))):
                return
            yield (tuple([cell or None for cell in cells]) if "" in cells else tuple(cells)), reader.line_num
    except csv.Error:
        return


@dataclass(frozen=True, slots=True)
class CsvPiece(RowPiece):
    r"""Hold some whole rows of a CSV file, as they stand there.

    Where they begin and how many they are is taken from line ends and quotation marks alone, which may be wrong: that
    shows when they are parsed, in this piece or in one before.

    Args:
        data: The rows, in UTF-8.
        delimiter: Sign between cells.
        width: Number of cells in a row.

    >>> list(CsvPiece(2, 2, b"a,\nb,c\n", ",", 2).rows())
    [(2, ('a', None)), (3, ('b', 'c'))]
    """

    data: bytes
    delimiter: str
    width: int

    def rows(self) -> Iterator[tuple[int, tuple[CellValue, ...]]]:
        """Parse the rows; see `RowPiece.rows`."""
        csv.field_size_limit(MOST_CELL)
        lines = lines_of(self._text())
        n_read, next_row = 0, self.first_row
        for values, n_read in plain_rows(lines, self.delimiter, self.width):  # noqa: B007 - used after the loop
            yield next_row, values
            next_row += 1
        if n_read != len(lines) or next_row != self.first_row + self.n_rows:
            raise OddPieceError

    def _text(self) -> str:
        try:
            text = self.data.decode()
        except UnicodeDecodeError as error:
            raise OddPieceError from error
        if "\0" in text:
            raise OddPieceError
        return text
