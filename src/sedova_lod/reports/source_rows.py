"""All rows of the users' tables as they stand, faulty ones too, numbered as findings number them."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from sedova_lod.readers import CellValue, Row, Table
from sedova_lod.readers.csv_dialect import stated_by_excel
from sedova_lod.readers.text_encoding import TextEncoding, detect_encoding
from sedova_lod.settings import TableSpec

__all__ = ["NumberedRow", "line_rows", "sheet_rows", "table_rows", "text_rows"]

NumberedRow = tuple[int, Sequence[CellValue]]
_MOST_LINE = 20_000_000


def text_rows(path: Path, spec: TableSpec, delimiter: str, width: int) -> Iterator[NumberedRow]:
    """Give all rows of a CSV or TSV file, the header too.

    Args:
        path: The file.
        spec: What the project says of it.
        delimiter: Sign between its cells.
        width: Number of its headers.
    """
    encoding = detect_encoding(path, spec.encoding, spec.file)
    with _open_text(path, encoding) as stream:
        if not stated_by_excel(stream.readline(_MOST_LINE)):
            stream.seek(0)
        yield from _TextRows(stream, delimiter, width).rows()


def _open_text(path: Path, encoding: TextEncoding) -> io.TextIOWrapper:
    return path.open("r", encoding=encoding.codec, errors=encoding.errors, newline="")


class _Lines:
    """Hand out lines, and take back those that turn out to be rows of their own."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._stream.readline(_MOST_LINE)
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def keep_first(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


@dataclass(slots=True)
class _TextRows:
    """Divide lines into rows as the reader does, so that both count alike."""

    stream: io.TextIOWrapper
    delimiter: str
    width: int

    def rows(self) -> Iterator[NumberedRow]:
        lines, number, is_below = _Lines(self.stream), 0, False
        while True:
            lines.taken.clear()
            cells = self._record(lines)
            if not lines.taken:
                return
            number += 1
            if (cells is None or (is_below and self._is_ragged(cells, lines))) and self._is_second_row(lines):
                lines.keep_first()
                cells = None
            is_below = is_below or (cells is not None and any(map(str.strip, cells)))
            yield number, self._leniently(lines.taken) if cells is None else cells

    def _record(self, lines: _Lines) -> list[str] | None:
        try:
            return next(csv.reader(lines, delimiter=self.delimiter, strict=True), [])
        except csv.Error:
            return None

    def _is_ragged(self, cells: list[str], lines: _Lines) -> bool:
        if not any(map(str.strip, cells)) or any("\0" in line or not _is_sound(line) for line in lines.taken):
            return False
        return len(cells) < self.width or any(map(str.strip, cells[self.width :]))

    def _is_second_row(self, lines: _Lines) -> bool:
        if len(lines.taken) < 2 or self.width < 2:
            return False
        try:
            second = next(csv.reader(lines.taken[1:2], delimiter=self.delimiter, strict=True))
        except csv.Error:
            return False
        return len(second) == self.width

    def _leniently(self, taken: list[str]) -> list[str]:
        try:
            return next(csv.reader(taken, delimiter=self.delimiter, strict=False), [])
        except csv.Error:
            return ["".join(taken)]


def _is_sound(line: str) -> bool:
    return line.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in line)


def line_rows(path: Path, delimiter: str) -> Iterator[NumberedRow]:
    """Give the lines of a table in which no cell is quoted."""
    with path.open("r", encoding="utf-8", errors="surrogateescape") as stream:
        for number, line in enumerate(stream, start=1):
            yield number, line.rstrip("\n").split(delimiter)


def sheet_rows(path: Path) -> list[tuple[str, Iterator[NumberedRow]]]:
    """Give the sheets of a workbook with the values of their rows, each read when it is asked for."""
    with python_calamine.load_workbook(path) as workbook:
        kind = python_calamine.SheetTypeEnum.WorkSheet
        return [(meta.name, _values(path, meta.name)) for meta in workbook.sheets_metadata if meta.typ is kind]


def _values(path: Path, name: str) -> Iterator[NumberedRow]:
    with python_calamine.load_workbook(path) as workbook:
        sheet = workbook.get_sheet_by_name(name)
        left: list[CellValue] = [None] * (sheet.start[1] if sheet.start else 0)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, left + [value if isinstance(value, CellValue) else str(value) for value in cells]


def table_rows(table: Table) -> Iterator[NumberedRow]:
    """Give the rows of a database table or a file of another format, as far as its reader gives them."""
    yield 1, table.info.header
    for row in table.rows():
        if isinstance(row, Row):
            yield row.number, row.values
