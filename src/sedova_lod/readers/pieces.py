"""Tables that can be read in pieces, each by another process; what is odd in them is read row by row instead."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Generic, Protocol, TypeVar

from sedova_lod.findings import Finding
from sedova_lod.readers.model import Row, TableInfo, Withheld
from sedova_lod.readers.tables import FlatTable
from sedova_lod.records import CellValue

__all__ = ["OddPieceError", "PieceSource", "PiecedTable", "RowPiece", "RowsInPieces"]


class OddPieceError(Exception):
    """Say that a piece is not what it was taken for, so that its rows must be read from the file, one by one."""


@dataclass(frozen=True, slots=True)
class RowPiece(ABC):
    """Hold some rows of a file, or say where they are: what another process reads.

    Args:
        first_row: Number of the first row.
        n_rows: Number of rows.

    >>> class Names(RowPiece):
    ...     def rows(self):
    ...         yield from enumerate([("Romny",), ("Odessa",)], self.first_row)
    >>> list(Names(2, 2).rows())
    [(2, ('Romny',)), (3, ('Odessa',))]
    """

    first_row: int
    n_rows: int

    @abstractmethod
    def rows(self) -> Iterator[tuple[int, tuple[CellValue, ...]]]:
        """Read the rows: give the number and the cells of each.

        Raises:
            OddPieceError: There are not so many rows, or one of them is odd; the rows given before mean nothing.
        """


_Piece = TypeVar("_Piece", bound=RowPiece)


class PieceSource(Protocol[_Piece]):
    """Read an open file."""

    def pieces(self) -> Iterator[_Piece]:
        """Give the rows in pieces, from the first one on, as far as they seem plain."""
        ...

    def take_back(self, pieces: Collection[_Piece]) -> None:
        """Take the last pieces back."""
        ...

    def rows(self) -> Iterator[Row | Withheld]:
        """Read all rows that were in no piece, or in one that was taken back."""
        ...


OpenRows = Callable[[list[Finding]], AbstractContextManager[PieceSource[_Piece]]]


class PiecedTable(FlatTable, Generic[_Piece]):
    """Give the rows of a file, one by one or in pieces.

    Args:
        info: How the file was understood.
        open_rows: Opens the file; what is wrong is added to the findings that it is given.
    """

    def __init__(self, info: TableInfo, open_rows: OpenRows[_Piece]) -> None:
        super().__init__(info, self._read_rows)
        self._open_rows = open_rows

    def _read_rows(self, findings: list[Finding]) -> Iterator[Row | Withheld]:
        with self._open_rows(findings) as source:
            yield from source.rows()

    @contextmanager
    def in_pieces(self) -> Iterator[RowsInPieces[_Piece]]:
        """Read the file from its beginning, in pieces; see `rows`.

        Raises:
            InputError: The file can no longer be read.
        """
        self.findings = []
        with ExitStack() as stack:
            with self._readable():
                source = stack.enter_context(self._open_rows(self.findings))
            yield RowsInPieces(self._pieces(source), partial(self._rest, source))

    def _pieces(self, source: PieceSource[_Piece]) -> Iterator[_Piece]:
        with self._readable():
            yield from source.pieces()

    def _rest(self, source: PieceSource[_Piece], unread: Collection[_Piece], n_read: int) -> Iterator[Row]:
        source.take_back(unread)
        return self._plain(source.rows(), n_read)


class RowsInPieces(Generic[_Piece]):
    """Give the rows of a table in pieces, and row by row what is left of them.

    Args:
        pieces: The pieces.
        rest: Gives the rows that follow, after pieces that were not read, and so many rows that were.
    """

    def __init__(self, pieces: Iterator[_Piece], rest: Callable[[Collection[_Piece], int], Iterator[Row]]) -> None:
        self._pieces, self._rest = pieces, rest
        self._given: deque[_Piece] = deque()
        self._n_read = 0

    def __iter__(self) -> Iterator[_Piece]:
        for piece in self._pieces:
            self._given.append(piece)
            yield piece

    def confirm(self) -> None:
        """Note that the first piece that was given, and not confirmed yet, has been read."""
        self._n_read += self._given.popleft().n_rows

    def rest(self) -> Iterator[Row]:
        """Read all rows that are in no piece, or in one that was not confirmed; no more pieces are to be asked for."""
        return self._rest(self._given, self._n_read)
