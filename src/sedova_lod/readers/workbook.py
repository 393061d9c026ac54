"""Read sheets of XLSX and ODS workbooks, with the types that their cells have."""

from __future__ import annotations

import datetime
import difflib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import python_calamine

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import EARLY_DATE_CELL, ERROR_CELL, MERGED_CELLS
from sedova_lod.readers.headers import clean_headers
from sedova_lod.readers.model import Row, Table, TableInfo, Withheld
from sedova_lod.readers.ods_parts import read_ods_oddities
from sedova_lod.readers.sheet_oddities import NOT_COMPUTED, Block, Oddities
from sedova_lod.readers.shown_cells import differences
from sedova_lod.readers.tables import FlatTable
from sedova_lod.readers.workbook_archive import check_archive
from sedova_lod.readers.xlsx_parts import check_sheets, read_oddities, with_errors_as_texts
from sedova_lod.records import CellValue
from sedova_lod.records.values import cell_text
from sedova_lod.settings import TableSpec

__all__ = ["open_workbook"]

_Raw = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta
_MOST_EXACT = 2**53
_FIRST_SURE_DAY = datetime.date(1900, 3, 1)
_FIRST_DAY = datetime.date(1899, 12, 30)


def open_workbook(path: Path, spec: TableSpec) -> Table:
    """Open one sheet of an XLSX or ODS workbook.

    Args:
        path: The workbook.
        spec: What the project says of it; without a sheet its only or first one is read.

    Raises:
        InputError: The file is no workbook, is damaged, or has no such sheet.
    """
    file = spec.file
    parts = check_archive(path, file)
    is_ods = path.suffix.lower() == ".ods"
    by_sheet = read_ods_oddities(path, file) if is_ods else {}
    if not is_ods:
        check_sheets(path, parts, file)
    with _load(path, file) as workbook:
        sheet, notes = _choose(workbook, spec)
    oddities = by_sheet.get(sheet) if is_ods else read_oddities(path, sheet)
    if oddities is None:
        notes.append("error cells and formulas without a value could not be looked for")
    info = TableInfo(file, sheet, "ods" if is_ods else "xlsx", notes=tuple(notes))
    return _Sheet(path, info, oddities, frozenset(spec.ignore)).table()


def _load(path: Path | io.BytesIO, file: str) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.load_workbook(path)
    except python_calamine.PasswordError as error:
        what = "the workbook is protected by a password"
        raise InputError(what, where=file, hint="save it without a password") from error
    except (python_calamine.CalamineError, ValueError) as error:
        raise _damaged(file) from error


def _damaged(file: str) -> InputError:
    hint = "open it in a spreadsheet program and save it again"
    return InputError("the workbook is damaged, or no workbook at all", where=file, hint=hint)


def _choose(workbook: python_calamine.CalamineWorkbook, spec: TableSpec) -> tuple[str, list[str]]:
    kinds, shown = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is kinds.WorkSheet]
    names = [sheet.name for sheet in sheets]
    if spec.sheet:
        if spec.sheet in names:
            return spec.sheet, []
        close = difflib.get_close_matches(spec.sheet, names, n=1)
        listed = ", ".join(f"'{name}'" for name in names)
        hint = f"did you mean '{close[0]}'?" if close else f"its sheets are: {listed}"
        raise InputError(f"no sheet '{spec.sheet}'", where=spec.file, hint=hint)
    first = next((sheet.name for sheet in sheets if sheet.visible is shown.Visible), names[0] if names else "")
    if not first:
        raise InputError("the workbook has no sheet with cells", where=spec.file)
    if len(names) == 1:
        return first, []
    others = ", ".join(f"'{name}'" for name in names if name != first)
    return first, [f"sheet '{first}' was read; the workbook also has {others}"]


class _Sheet:
    """Read one sheet; it is opened again for each reading. What is wrong in columns that are ignored is no matter."""

    def __init__(self, path: Path, info: TableInfo, oddities: Oddities | None, ignored: frozenset[str]) -> None:
        self._path = path
        self._ignored = ignored
        self._info = info
        self._oddities = oddities or Oddities()
        self._merged: Sequence[Block] = ()
        self._readable: bytes | None = None

    def table(self) -> Table:
        """Read the header and give the table."""
        filled = ((number, cells) for number, cells in self._cells() if any(cell != "" for cell in cells))
        number, cells = next(filled, (0, []))
        header, notes = clean_headers([_value(cell) for cell in cells])
        if number > 1:
            notes.append(f"the header stands in row {number}")
        if self._oddities.n_hidden_rows:
            notes.append(f"hidden rows were read too: {self._oddities.n_hidden_rows}")
        hidden = [column for column in self._oddities.hidden_columns if column < len(header) and header[column]]
        if hidden:
            notes.append(f"hidden columns were read too: {', '.join(map(column_letter, hidden))}")
        info = self._info
        self._info = TableInfo(
            info.file,
            info.sheet,
            info.format,
            header=header,
            header_row=number,
            notes=(*info.notes, *notes),
        )
        return FlatTable(self._info, self._read)

    def _cells(self) -> Iterator[tuple[int, list[_Raw]]]:
        """Give the rows as the spreadsheet numbers them, from column A on."""
        try:
            source = self._path if self._readable is None else io.BytesIO(self._readable)
            with _load(source, self._info.file) as workbook:
                sheet = workbook.get_sheet_by_name(self._info.sheet)
                self._merged = sheet.merged_cell_ranges or self._oddities.merged
                left: list[_Raw] = [""] * (sheet.start[1] if sheet.start else 0)
                for number, cells in enumerate(sheet.iter_rows(), 1):
                    yield number, left + cells
        except (python_calamine.CalamineError, ValueError) as error:
            if self._readable is not None or "cell error value" not in str(error):
                raise _damaged(self._info.file) from error
            self._readable = with_errors_as_texts(self._path, self._info.sheet)  # newer programs know more errors
            yield from self._cells()

    def _read(self, findings: list[Finding]) -> Iterator[Row | Withheld]:
        errors = self._oddities.errors_by_row()
        for number, cells in self._cells():
            found = [
                self._error(number, column, text)
                for column, text in errors.get(number - 1, {}).items()
                if not self._is_ignored(column)
            ]
            if number < self._info.header_row or not self._info.header:
                continue
            if number > self._info.header_row:
                found += self._early_dates(number, cells)
                findings.extend(self._differences(number, cells))
            findings.extend(found)
            if number > self._info.header_row:
                values = tuple([_value(cell) for cell in cells])
                yield Withheld(number, values) if found else Row(number, values, number)
        findings.extend(self._merged_blocks())

    def _differences(self, number: int, cells: list[_Raw]) -> Iterator[Finding]:
        """Report cells that show something else than they hold; leave of their days what is surely known."""
        for column, rule, message, hint, known in differences(self._oddities, number, cells):
            if not self._is_ignored(column):
                value = cell_text(_value(cells[column]))
                yield rule.finding(message, hint=hint, where=self._where(number, column), value=value)
                cells[column] = known or cells[column]

    def _is_ignored(self, column: int) -> bool:
        return column < len(self._info.header) and self._info.header[column] in self._ignored

    def _where(self, number: int, column: int) -> CellRef:
        header = self._info.header[column] if column < len(self._info.header) else ""
        letter = column_letter(column) if header else ""
        return CellRef(self._info.file, number, header, letter, self._info.sheet)

    def _error(self, number: int, column: int, text: str) -> Finding:
        cell = f"{column_letter(column)}{number}"
        if text == NOT_COMPUTED:
            return ERROR_CELL.finding(
                f"cell {cell} holds {text}",
                hint="open the workbook in a spreadsheet program and save it, so that values are stored",
                where=self._where(number, column),
            )
        return ERROR_CELL.finding(
            f"cell {cell} shows {text}",
            hint="correct the formula, or replace it by its value",
            where=self._where(number, column),
            value=text,
        )

    def _early_dates(self, number: int, cells: Sequence[_Raw]) -> list[Finding]:
        if self._info.format == "ods":
            return self._dates_of_day_zero(number, cells)
        return [
            EARLY_DATE_CELL.finding(
                f"the date {_day(cell).isoformat()} in cell {column_letter(column)}{number} is not certain: "
                "programs differ by a day before March 1900",
                hint="format the cell as text and write the date anew",
                where=self._where(number, column),
                value=_day(cell).isoformat(),
            )
            for column, cell in enumerate(cells)
            if isinstance(cell, datetime.date)
            and _FIRST_DAY <= _day(cell) < _FIRST_SURE_DAY
            and not self._is_ignored(column)
        ]

    def _dates_of_day_zero(self, number: int, cells: Sequence[_Raw]) -> list[Finding]:
        return [
            EARLY_DATE_CELL.finding(
                f"the date 1899-12-30 in cell {column_letter(column)}{number} is the day 0 of the spreadsheet",
                hint="empty the cell, if it has no date; else format it as text and write the date anew",
                where=self._where(number, column),
                value=_FIRST_DAY.isoformat(),
            )
            for column, cell in enumerate(cells)
            if isinstance(cell, datetime.date) and _day(cell) == _FIRST_DAY and not self._is_ignored(column)
        ]

    def _merged_blocks(self) -> Iterator[Finding]:
        for first, last in sorted(self._merged):
            if last[0] < self._info.header_row - 1:
                continue
            block = f"{column_letter(first[1])}{first[0] + 1}:{column_letter(last[1])}{last[0] + 1}"
            yield MERGED_CELLS.finding(
                f"the cells {block} are merged: only the first holds the value",
                hint="unmerge them, and repeat the value where it holds",
                where=self._where(first[0] + 1, first[1]),
            )


def _value(cell: _Raw) -> CellValue:
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < _MOST_EXACT else cell
    if isinstance(cell, datetime.time):
        return cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return cell


def _day(cell: datetime.date) -> datetime.date:
    return cell.date() if isinstance(cell, datetime.datetime) else cell
