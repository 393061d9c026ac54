"""Faults of workbooks: dates that are numbers, formulas, merged and hidden cells, sheets, archives."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl

from tests.bad_tables.project import Cases, add_table

CASES = Cases()


def _book(root: Path, *rows: tuple[object, ...], sheet: str = "") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in rows:
        book.active.append(row)
    add_table(root, "person", "people.xlsx", None, *([f'sheet = "{sheet}"'] if sheet else []))
    return book


@CASES
def a_day_number_instead_of_a_date(root: Path) -> None:
    _book(root, ("id", "name", "born"), ("lev", "Lev Sedov", 14045), ("seva", "Seva", 9562.0)).save(
        root / "people.xlsx"
    )


@CASES
def a_day_number_that_looks_like_a_year(root: Path) -> None:
    _book(root, ("id", "name", "born"), ("lev", "Lev Sedov", 2247)).save(root / "people.xlsx")


@CASES
def the_day_that_never_was(root: Path) -> None:
    book = _book(root, ("id", "name", "born"), ("lev", "Lev", 60), ("seva", "Seva", 59), ("a", "Anna", 61))
    for row in (2, 3, 4):
        book.active.cell(row, 3).number_format = "yyyy-mm-dd"
    book.save(root / "people.xlsx")


@CASES
def a_formula_without_a_value(root: Path) -> None:
    _book(root, ("id", "name", "born"), ("lev", "Lev Sedov", "=1900+6"), ("a", '=HYPERLINK("x";"y")', 1900)).save(
        root / "people.xlsx"
    )


@CASES
def cells_that_show_something_else_than_they_hold(root: Path) -> None:
    first, last = datetime.date(1905, 4, 1), datetime.date(1905, 4, 30)
    rows = ((7, "Lev Sedov", first, 12), ("seva", "Seva", datetime.date(1926, 1, 1), 0.5), ("a", "Anna", last, 30))
    book = _book(root, ("id", "name", "born", "note"), *rows, ("b", "Boris", datetime.date(2024, 4, 5), 1234))
    formats = {"A2": "000", "C2": "mmm-yy", "D2": '0.0" cm"', "C3": "yyyy", "D3": "0%", "C4": "mmmm yyyy", "D4": "00"}
    for cell, code in {**formats, "C5": "d-mmm", "D5": "#,##0.00"}.items():
        book.active[cell].number_format = code
    book.save(root / "people.xlsx")


@CASES
def long_numbers_that_lost_digits(root: Path) -> None:
    rows = (("lev", "Lev", 12345678901234567), ("seva", "Seva", "1.23457E+17"), ("a", "Anna", 123456789012345))
    _book(root, ("id", "name", "identifier"), *rows).save(root / "people.xlsx")


@CASES
def an_error_in_a_cell(root: Path) -> None:
    book = _book(root, ("id", "name", "born"), ("lev", "Lev Sedov", "#REF!"))
    book.active["C2"].data_type = "e"
    book.save(root / "people.xlsx")


@CASES
def merged_cells(root: Path) -> None:
    book = _book(root, ("id", "name", "note"), ("lev", "Lev", "son"), ("seva", "Seva", None))
    book.active.merge_cells("C2:C3")
    book.save(root / "people.xlsx")


@CASES
def hidden_rows_and_sheets(root: Path) -> None:
    book = _book(root, ("id", "name"), ("lev", "Lev"), ("seva", "Seva"))
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(root / "people.xlsx")


@CASES
def a_sheet_that_is_not_there(root: Path) -> None:
    _book(root, ("id", "name"), ("lev", "Lev"), sheet="Peopel").save(root / "people.xlsx")


@CASES
def dates_as_dates_with_a_fault_beside_them(root: Path) -> None:
    born = datetime.datetime(1906, 2, 24)
    _book(root, ("id", "name", "born"), ("lev", "Lev", born), ("seva", "Seva", "31 Feb 1926")).save(
        root / "people.xlsx"
    )


@CASES
def a_zip_bomb(root: Path) -> None:
    _book(root, ("id", "name"), ("lev", "Lev")).save(root / "people.xlsx")
    with zipfile.ZipFile(root / "people.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * (64 << 20))


@CASES
def a_text_called_xlsx(root: Path) -> None:
    add_table(root, "person", "people.xlsx", "id,name\nlev,Lev\n")


@CASES
def a_workbook_cut_off(root: Path) -> None:
    book = _book(root, ("id", "name"), *((f"p{i}", f"Person {i}") for i in range(200)))
    book.save(root / "people.xlsx")
    content = (root / "people.xlsx").read_bytes()
    (root / "people.xlsx").write_bytes(content[: len(content) // 2])


@CASES
def an_empty_sheet(root: Path) -> None:
    _book(root).save(root / "people.xlsx")


@CASES
def a_stray_cell_far_away(root: Path) -> None:
    book = _book(root, ("id", "name"), ("lev", "Lev"))
    book.active["XFD1048576"] = "x"
    book.save(root / "people.xlsx")
