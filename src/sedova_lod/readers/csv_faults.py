"""What is wrong with a row of a text table, in words: cells too many or too few, and stray quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import BROKEN_QUOTES, MISSING_COLUMN, RAGGED_ROW
from sedova_lod.readers.csv_dialect import DELIMITER_NAMES
from sedova_lod.readers.model import TableInfo

__all__ = ["RecordSpan", "broken_quotes", "narrow_header", "ragged_row"]

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class RecordSpan:
    """Say where a record stands.

    Args:
        row: Row as a spreadsheet shows it.
        line: First line in the file.
        last_line: Last line that is left out with it.

    >>> RecordSpan(7, 9, 12).lines
    'lines 9 to 12'
    """

    row: int
    line: int
    last_line: int

    @property
    def lines(self) -> str:
        """Name the lines."""
        return f"line {self.line}" if self.line == self.last_line else f"lines {self.line} to {self.last_line}"


def ragged_row(info: TableInfo, span: RecordSpan, cells: Sequence[str]) -> Finding:
    """Report a row whose cells do not match the headers, and name the cell that was probably split.

    >>> info = TableInfo("a.csv", delimiter=",", header=("id", "name", "born"))
    >>> print(ragged_row(info, RecordSpan(2, 2, 2), ["7", "Vienna", " Austria", "1907"]))
    a.csv:2 column B 'name': row 2 has 4 cells, but there are 3 headers [ragged-row]
      hint: put 'Vienna, Austria' in quotation marks
    """
    width = len(info.header)
    message = f"row {span.row} has {_count(len(cells), 'cell')}, but there {_are(width, 'header')}"
    split = _split_at(cells, width)
    other = _other_delimiter(info, cells) if len(cells) == 1 else ""
    if other:
        told = DELIMITER_NAMES.get(info.delimiter, f"'{info.delimiter}'")
        hint = f"the row is divided by {DELIMITER_NAMES[other]}s, the table by {told}s: divide all rows alike"
        return RAGGED_ROW.finding(message, hint=hint, where=CellRef(info.file, span.row))
    if split is None:
        sign = DELIMITER_NAMES.get(info.delimiter, f"'{info.delimiter}'")
        hint = f"a cell with a {sign} must stand in quotation marks" if len(cells) > width else _missing(info, cells)
        return RAGGED_ROW.finding(message, hint=hint, where=CellRef(info.file, span.row))
    whole = info.delimiter.join(cells[split : split + 1 + len(cells) - width]).rstrip(info.delimiter)
    return RAGGED_ROW.finding(
        message,
        hint=f"put '{_short(whole)}' in quotation marks",
        where=CellRef(info.file, span.row, info.header[split], column_letter(split)),
        value=whole[:1000],
    )


def _split_at(cells: Sequence[str], width: int) -> int | None:
    """Find the cell that was split: the next piece begins with a blank, as after a comma in a text."""
    if len(cells) <= width:
        return None
    found = [i for i in range(min(width, len(cells) - 1)) if cells[i].strip() and cells[i + 1][:1] == " "]
    return found[0] if found and found[-1] - found[0] < len(cells) - width else None


def _other_delimiter(info: TableInfo, cells: Sequence[str]) -> str:
    """Find a sign that would divide the row into as many cells as there are headers."""
    width = len(info.header)
    return next((sign for sign in DELIMITER_NAMES if width > 1 and cells[0].count(sign) == width - 1), "")


def narrow_header(info: TableInfo, width: int) -> Finding:
    """Report a first row that has fewer cells than most rows below it.

    Args:
        info: The table.
        width: Cells of most rows.

    >>> print(narrow_header(TableInfo("a.csv", header=("People",), header_row=1), 3))
    a.csv:1: row 1 has 1 cell, but most rows below it have 3; they were not read [missing-column]
      hint: delete what stands above the headers, so that these are the first row
    """
    row = info.header_row
    message = (
        f"row {row} has {_count(len(info.header), 'cell')}, but most rows below it have {width}; they were not read"
    )
    hint = "delete what stands above the headers, so that these are the first row"
    return MISSING_COLUMN.finding(message, hint=hint, where=CellRef(info.file, row))


def _missing(info: TableInfo, cells: Sequence[str]) -> str:
    first = len(cells)
    return f"nothing stands for column {column_letter(first)} '{info.header[first]}' and what follows"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _are(number: int, name: str) -> str:
    return f"is 1 {name}" if number == 1 else f"are {number} {name}s"


def broken_quotes(info: TableInfo, span: RecordSpan, text: str) -> Finding:
    """Report a record whose quotation marks do not pair.

    Args:
        info: The table.
        span: Where the record stands.
        text: Its text, as it stands in the file.

    >>> info = TableInfo("a.csv", delimiter=",", header=("id", "name"))
    >>> print(broken_quotes(info, RecordSpan(2, 2, 2), '7,"Rose" of Romny'))
    a.csv:2 column B 'name': text follows the closing quotation mark: '"Rose" of Romny' [broken-quotes]
      hint: write quotation marks inside a cell twice: "" and put the whole cell in quotation marks
    """
    index, start, is_closed = _find_fault(text, info.delimiter)
    header = info.header[index] if index < len(info.header) else ""
    where = CellRef(info.file, span.row, header, column_letter(index) if header else "")
    shown = _short(text[start:].split("\n", maxsplit=1)[0].rstrip("\r"))
    if is_closed:
        message = f"text follows the closing quotation mark: '{shown}'"
        hint = 'write quotation marks inside a cell twice: "" and put the whole cell in quotation marks'
    else:
        message = f"the quotation mark at '{shown}' is never closed"
        hint = "close it after the cell's last word, or write it twice if it belongs to the text"
    if span.last_line > span.line:
        message += f"; {span.lines} are left out"
    return BROKEN_QUOTES.finding(message, hint=hint, where=where, value=text[start : start + 1000])


def _find_fault(text: str, delimiter: str) -> tuple[int, int, bool]:
    """Give the faulty cell's position, where it starts, and whether its quotation mark is closed."""
    index = at = 0
    while at < len(text):
        start = at
        if text[at] == '"':
            end = _closing(text, at + 1)
            if end < 0:
                return index, start, False
            at = end + 1
            if at < len(text) and text[at] not in (delimiter, "\r", "\n"):
                return index, start, True
        else:
            found = text.find(delimiter, at)
            at = len(text) if found < 0 else found
        at += 1
        index += 1
    return max(index - 1, 0), 0, False


def _closing(text: str, at: int) -> int:
    while True:
        at = text.find('"', at)
        if at < 0 or text[at + 1 : at + 2] != '"':
            return at
        at += 2


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
