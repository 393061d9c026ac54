"""Pieces of a CSV file: whole rows as they stand there, which can be parsed in another process."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sedova_lod.findings import Finding
from sedova_lod.readers.csv_lines import lines_of
from sedova_lod.readers.model import Row, TableInfo, Withheld
from sedova_lod.readers.tables import FlatTable
from sedova_lod.records import CellValue

__all__ = ["MOST_CELL", "CsvTable", "OddPieceError", "RowPiece", "RowsInPieces", "plain_rows"]

MOST_CELL = 10_000_000
"""Signs of a cell that are read."""


class OddPieceError(Exception):
    """Say that a piece is not what it was taken for, so that its rows must be read from the file, one by one."""


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
class RowPiece:
    r"""Hold some whole rows of a file, as they stand there.

    Where they begin and how many they are is taken from line ends and quotation marks alone, which may be wrong: that
    shows when they are parsed, in this piece or in one before.

    Args:
        first_row: Number of the first row.
        n_rows: Number of rows.
        data: The rows, in UTF-8.
        delimiter: Sign between cells.
        width: Number of cells in a row.

    >>> list(RowPiece(2, 2, b"a,\nb,c\n", ",", 2).rows())
    [(2, ('a', None)), (3, ('b', 'c'))]
    """

    first_row: int
    n_rows: int
    data: bytes
    delimiter: str
    width: int

    def rows(self) -> Iterator[tuple[int, tuple[CellValue, ...]]]:
        """Parse the rows: give the number and the cells of each.

        Raises:
            OddPieceError: There are not so many rows, or one of them is odd; the rows given before mean nothing.
        """
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


class PieceSource(Protocol):
    """Read an open file."""

    def pieces(self) -> Iterator[RowPiece]:
        """Give the rows in pieces, from the first one on, as far as they seem plain."""
        ...

    def take_back(self, pieces: Collection[RowPiece]) -> None:
        """Take the last pieces back."""
        ...

    def rows(self) -> Iterator[Row | Withheld]:
        """Read all rows that were in no piece, or in one that was taken back."""
        ...


class CsvTable(FlatTable):
    """Give the rows of a CSV file, one by one or in pieces.

    Args:
        info: How the file was understood.
        open_rows: Opens the file; what is wrong is added to the findings that it is given.
    """

    def __init__(
        self, info: TableInfo, open_rows: Callable[[list[Finding]], AbstractContextManager[PieceSource]]
    ) -> None:
        super().__init__(info, self._read_rows)
        self._open_rows = open_rows

    def _read_rows(self, findings: list[Finding]) -> Iterator[Row | Withheld]:
        with self._open_rows(findings) as source:
            yield from source.rows()

    @contextmanager
    def in_pieces(self) -> Iterator[RowsInPieces]:
        """Read the file from its beginning, in pieces; see `rows`.

        Raises:
            InputError: The file can no longer be read.
        """
        self.findings = []
        with ExitStack() as stack:
            with self._readable():
                source = stack.enter_context(self._open_rows(self.findings))
            yield RowsInPieces(self._pieces(source), partial(self._rest, source))

    def _pieces(self, source: PieceSource) -> Iterator[RowPiece]:
        with self._readable():
            yield from source.pieces()

    def _rest(self, source: PieceSource, unread: Collection[RowPiece], n_read: int) -> Iterator[Row]:
        source.take_back(unread)
        return self._plain(source.rows(), n_read)


class RowsInPieces:
    """Give the rows of a table in pieces, and row by row what is left of them.

    Args:
        pieces: The pieces.
        rest: Gives the rows that follow, after pieces that were not read, and so many rows that were.
    """

    def __init__(self, pieces: Iterator[RowPiece], rest: Callable[[Collection[RowPiece], int], Iterator[Row]]) -> None:
        self._pieces, self._rest = pieces, rest
        self._given: deque[RowPiece] = deque()
        self._n_read = 0

    def __iter__(self) -> Iterator[RowPiece]:
        for piece in self._pieces:
            self._given.append(piece)
            yield piece

    def confirm(self) -> None:
        """Note that the first piece that was given, and not confirmed yet, has been read."""
        self._n_read += self._given.popleft().n_rows

    def rest(self) -> Iterator[Row]:
        """Read all rows that are in no piece, or in one that was not confirmed; no more pieces are to be asked for."""
        return self._rest(self._given, self._n_read)
