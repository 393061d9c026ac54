"""The report as a workbook, and copies of the users' tables in which faulty cells are coloured and commented."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl

from sedova_lod.findings import Finding
from sedova_lod.readers import CellValue
from sedova_lod.reports.cell_marks import Mark, SheetMarks, mark_cells
from sedova_lod.reports.model import RunSummary
from sedova_lod.reports.source_rows import NumberedRow, sheet_rows
from sedova_lod.reports.workbook_parts import (
    MOST_COLUMNS,
    MOST_ROWS,
    add_findings_sheet,
    comment_on,
    fill_of,
    new_workbook,
    text_cell,
    workbook_bytes,
)

__all__ = ["copy_rows", "copy_workbook", "write_workbook"]

Sheets = Sequence[tuple[str, Iterable[NumberedRow]]]
_MOST_LOADED_BYTES = 40_000_000
_WIDEST_ROW = 200
_COLUMN_WIDTH = 18
_VALUES_ONLY = "This copy holds the values of the table; formulas, formats and pictures are in your own file only."
_ALIKE = "This copy was made from your workbook; your own file is as it was."
_UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, ParseError)


def write_workbook(findings: Sequence[Finding], summary: RunSummary) -> Iterator[bytes]:
    """Write findings as a workbook with one sheet, to be filtered and sorted.

    >>> b"".join(write_workbook([], RunSummary()))[:2]
    b'PK'
    """
    book = new_workbook()
    add_findings_sheet(book, findings)
    return workbook_bytes(book)


def copy_workbook(path: Path, findings: Sequence[Finding]) -> Iterator[bytes]:
    """Copy a workbook with its faulty cells coloured and commented, and a sheet that lists the findings.

    A very large workbook, or one that openpyxl cannot read, is copied as bare values, row by row.

    Args:
        path: The workbook; it is only read.
        findings: Findings of its cells.
    """
    copied = None if _sheet_bytes(path) > _MOST_LOADED_BYTES else _copy_whole(path, findings)
    return copied or copy_rows(sheet_rows(path), findings)


def _copy_whole(path: Path, findings: Sequence[Finding]) -> Iterator[bytes] | None:
    """Copy a workbook with all that openpyxl knows of it; None if it cannot be read or saved so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of parts that it leaves out, which the manual says
        try:
            book = openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm", rich_text=True)
            sheets = {sheet.title: sheet for sheet in book.worksheets}
            for name, marks in mark_cells(findings, list(sheets)).items():
                _mark_sheet(sheets[name], marks)
            add_findings_sheet(book, findings, [_ALIKE])
            return workbook_bytes(book)
        except _UNREADABLE:
            return None


def _sheet_bytes(path: Path) -> int:
    if path.suffix.lower() == ".ods":
        return _MOST_LOADED_BYTES + 1
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist() if part.filename.startswith("xl/worksheets/"))


def _mark_sheet(sheet: Any, marks: SheetMarks) -> None:
    width = min(sheet.max_column, _WIDEST_ROW)
    for row, found in marks.rows.items():
        for column, mark in found.items():
            place = _visible_cell(sheet, row, max(column, 1))
            for painted in range(1, width + 1) if column == 0 else (place[1],):
                _paint(sheet.cell(place[0], painted), mark, found.get(painted))
            comment_on(sheet.cell(*place), mark)


def _visible_cell(sheet: Any, row: int, column: int) -> tuple[int, int]:
    """Find the first cell of a merged block, which alone can be seen and commented."""
    for block in sheet.merged_cells.ranges:
        if block.min_row <= row <= block.max_row and block.min_col <= column <= block.max_col:
            return block.min_row, block.min_col
    return row, column


def _paint(cell: Any, mark: Mark, own: Mark | None) -> None:
    worst = mark.severity if own is None else max(mark.severity, own.severity)
    cell.fill = fill_of(worst)


def copy_rows(sheets: Sheets, findings: Sequence[Finding]) -> Iterator[bytes]:
    """Write tables into a workbook row by row, faulty cells coloured and commented; texts stay texts.

    What no sheet can hold is left out, and the sheet of findings says so.

    Args:
        sheets: Names of sheets with their numbered rows.
        findings: Findings of their cells.

    >>> b"".join(copy_rows([("people", [(1, ("id",))])], []))[:2]
    b'PK'
    """
    book, notes = new_workbook(), [_VALUES_ONLY]
    marks = mark_cells(findings, [name for name, _ in sheets])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes, sheet.sheet_format.defaultColWidth = "A2", _COLUMN_WIDTH
        notes.extend(_append_rows(sheet, rows, marks[name]))
    add_findings_sheet(book, findings, notes)
    return workbook_bytes(book)


def _append_rows(sheet: Any, rows: Iterable[NumberedRow], marks: SheetMarks) -> Iterator[str]:
    """Write rows, and give a sentence for what a sheet cannot hold."""
    expected, widest, last = 1, 0, 0
    for last, values in rows:
        widest = max(widest, len(values))
        if last > MOST_ROWS:
            continue
        for _ in range(last - expected):
            sheet.append([])
        expected = last + 1
        found = marks.rows.get(last)
        cells = [_plain(sheet, value) for value in values[:MOST_COLUMNS]]
        sheet.append(_marked(sheet, cells, found) if found else cells)
    if last > MOST_ROWS:
        yield f"{sheet.title}: rows {MOST_ROWS + 1} to {last} are left out, since a sheet holds no more."
    if widest > MOST_COLUMNS:
        yield f"{sheet.title}: columns {MOST_COLUMNS + 1} to {widest} are left out, since a sheet holds no more."


def _plain(sheet: Any, value: CellValue) -> Any:
    if isinstance(value, str):
        is_bare = value.isprintable() and value[:1].isalnum() and len(value) < _WIDEST_ROW
        return value if is_bare else text_cell(sheet, value) if value else None
    if isinstance(value, datetime.date) and value.year < 1900:
        return text_cell(sheet, value.isoformat())
    return value


def _marked(sheet: Any, cells: list[Any], found: dict[int, Mark]) -> list[Any]:
    width = min(max(len(cells), *found, 1), MOST_COLUMNS)
    marked = cells + [None] * (width - len(cells))
    for column in range(1, width + 1):
        marks = [mark for mark in (found.get(column), found.get(0)) if mark is not None]
        if not marks:
            continue
        cell = marked[column - 1]
        if not hasattr(cell, "data_type"):
            cell = _cell(sheet, cell)
        cell.fill = fill_of(max(mark.severity for mark in marks))
        for mark in marks:
            if mark is found.get(column) or column == 1:
                comment_on(cell, mark)
        marked[column - 1] = cell
    return marked


def _cell(sheet: Any, value: CellValue) -> Any:
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = text_cell(sheet, "")
    cell.value = value
    return cell
