"""Annotated workbooks, opened again and looked at cell by cell."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from sedova_lod.findings import CellRef, Finding, Severity
from sedova_lod.reports import RunSummary, as_workbook, workbook_parts
from sedova_lod.reports.as_workbook import copy_rows, copy_workbook, write_workbook
from tests.reports.conftest import HOSTILE

RED, YELLOW, BLUE = "00FFC7CE", "00FFEB9C", "00DDEBF7"


def opened(chunks: object) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(chunks)))  # type: ignore[call-overload]


def found(row: int, letter: str = "", severity: Severity = Severity.ERROR, sheet: str = "People") -> Finding:
    where = CellRef("people.xlsx", row, "born" if letter else "", letter, sheet)
    return Finding("bad-date", severity, f"wrong in {letter}{row}", "mend it", where, "x")


def colours(row: Sequence[object]) -> list[str]:
    return [cell.fill.start_color.rgb if cell.fill.fill_type else "" for cell in row]  # type: ignore[attr-defined]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Write a user's workbook with formats, a formula, a comment, merged cells and a second sheet."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "People"
    for row in (["id", "name", "born"], ["p1", "Rose", "31 Feb 1929"], ["p2", "=1+1", datetime.date(1950, 1, 2)]):
        sheet.append(row)
    sheet["B2"].font = Font(bold=True)
    sheet["C2"].comment = Comment("seen by me", "M. A.")
    sheet.column_dimensions["B"].width = 33
    sheet.append(["merged", None, "x"])
    sheet.merge_cells("A4:B4")
    made.create_sheet("Findings")["A1"] = "my own"
    made.save(tmp_path / "people.xlsx")
    return tmp_path / "people.xlsx"


def test_faulty_cells_are_coloured_by_severity(book: Path) -> None:
    findings = [found(2, "C"), found(3, "A", Severity.WARNING), found(3, "B", Severity.INFO)]
    sheet = opened(copy_workbook(book, findings))["People"]
    assert [colours(row) for row in sheet.iter_rows()] == [
        ["", "", ""],
        ["", "", RED],
        [YELLOW, BLUE, ""],
        ["", "", ""],
    ]


def test_the_worst_severity_of_a_cell_gives_its_colour(book: Path) -> None:
    findings = [found(2, "A", Severity.INFO), found(2, "A"), found(2, "A", Severity.WARNING)]
    assert colours(opened(copy_workbook(book, findings))["People"][2])[0] == RED


def test_a_comment_says_what_is_wrong_below_what_stood_there(book: Path) -> None:
    sheet = opened(copy_workbook(book, [found(2, "C"), found(3, "A")]))["People"]
    assert sheet["C2"].comment.text == "seen by me\n\nerror: wrong in C2\nmend it\n[bad-date]"
    assert sheet["C2"].comment.author == "M. A."
    assert sheet["A3"].comment.text == "error: wrong in A3\nmend it\n[bad-date]"


def test_a_faulty_row_is_coloured_whole(book: Path) -> None:
    sheet = opened(copy_workbook(book, [found(3, severity=Severity.WARNING), found(3, "B")]))["People"]
    assert colours(sheet[3]) == [YELLOW, RED, YELLOW]
    assert sheet["A3"].comment.text == "warning: wrong in 3\nmend it\n[bad-date]"


def test_a_finding_in_a_merged_block_is_shown_at_its_first_cell(book: Path) -> None:
    sheet = opened(copy_workbook(book, [found(4, "B")]))["People"]
    assert sheet["A4"].fill.start_color.rgb == RED
    assert sheet["A4"].comment.text.startswith("error: wrong in B4")


def test_all_else_is_kept(book: Path) -> None:
    copy = opened(copy_workbook(book, [found(2, "C")]))
    sheet = copy["People"]
    assert copy.sheetnames == ["People", "Findings", "Findings 2"]
    assert copy["Findings"]["A1"].value == "my own"
    assert (sheet["B2"].font.b, sheet.column_dimensions["B"].width) == (True, 33)
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "f")
    assert sheet["C3"].value == datetime.datetime(1950, 1, 2)
    assert [str(block) for block in sheet.merged_cells.ranges] == ["A4:B4"]


def test_the_user_s_own_file_is_not_touched(book: Path) -> None:
    before = book.read_bytes()
    b"".join(copy_workbook(book, [found(2, "C")]))
    assert book.read_bytes() == before


def test_copies_have_the_same_bytes_each_time(book: Path) -> None:
    first, second = (b"".join(copy_workbook(book, [found(2, "C")])) for _ in range(2))
    assert first == second


def test_a_workbook_that_openpyxl_cannot_read_is_copied_as_values(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("styles")

    monkeypatch.setattr("sedova_lod.reports.as_workbook.openpyxl.load_workbook", fail)
    chunks = copy_workbook(book, [found(2, "C")])
    monkeypatch.undo()
    copy = opened(chunks)
    assert copy.sheetnames == ["People", "Findings", "Findings 2"]
    assert (copy["People"]["C2"].value, copy["People"]["C2"].fill.start_color.rgb) == ("31 Feb 1929", RED)


def test_findings_are_listed_with_links_to_their_cells(book: Path) -> None:
    sheet = opened(copy_workbook(book, [found(2, "C"), found(3)]))["Findings 2"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows == [
        ["Findings of sedova-lod"],
        ["error", "2 errors"],
        ["warning", "0 warnings"],
        ["info", "0 notes"],
        ["This copy was made from your workbook; your own file is as it was."],
        [],
        ["Severity", "Place", "Column", "Value", "What is wrong", "How to mend it", "Kind", "Record", "Waived"],
        ["error", "people.xlsx [People] C2", "born", "x", "wrong in C2", "mend it", "bad-date"],
        ["error", "people.xlsx [People] row 3", "x", "wrong in 3", "mend it", "bad-date"],
    ]
    assert [sheet[f"B{row}"].hyperlink.location for row in (8, 9)] == ["'People'!C2", "'People'!A3"]
    assert [sheet[f"B{row}"].hyperlink.ref for row in (8, 9)] == ["B8", "B9"]
    assert sheet.auto_filter.ref == "A7:I9"


def test_texts_of_a_copied_table_stay_texts() -> None:
    rows = [(1, ["value"]), *((row, [value]) for row, value in enumerate(HOSTILE, start=2))]
    sheet = opened(copy_rows([("people", rows)], [found(2, "A", sheet="")]))["people"]
    cells = [cell for (cell,) in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(HOSTILE)
    assert cells[0].value == HOSTILE[0]
    risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@", "\t"))]
    assert [cell.quotePrefix for cell in risky] == [True] * 5


def test_texts_of_the_list_of_findings_stay_texts(hostile: list[Finding]) -> None:
    sheet = opened(write_workbook(hostile, RunSummary()))["Findings"]
    cells = [row[3] for row in sheet.iter_rows(min_row=7)]
    assert [cell.data_type for cell in cells] == ["s"] * len(hostile)
    assert max(len(str(cell.value)) for cell in cells) < 32_767


def test_rows_that_are_not_there_leave_a_gap() -> None:
    sheet = opened(copy_rows([("people", [(1, ["id"]), (4, ["a", "b"])])], [found(4, "C", sheet="")]))["people"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["id", None, None], [None, None, None], [None, None, None], ["a", "b", None],
    ]  # fmt: skip
    assert colours(sheet[4]) == ["", "", RED]


def test_a_cell_with_many_findings_names_the_first() -> None:
    findings = [found(2, "A", sheet="") for _ in range(8)]
    comment = opened(copy_rows([("people", [(1, ["id"]), (2, ["a"])])], findings))["people"]["A2"].comment
    assert comment.text.count("wrong in A2") == 5
    assert comment.text.endswith("and 3 more: see the sheet of findings")


def test_dates_before_1900_are_written_as_texts() -> None:
    rows = [(1, ["born"]), (2, [datetime.date(1882, 4, 5)])]
    cell = opened(copy_rows([("people", rows)], []))["people"]["A2"]
    assert (cell.value, cell.data_type) == ("1882-04-05", "s")


def test_what_no_sheet_can_hold_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel calls a file damaged that has more rows, columns or links in a sheet than it can hold."""
    monkeypatch.setattr(as_workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(as_workbook, "MOST_COLUMNS", 2)
    monkeypatch.setattr(workbook_parts, "_MOST_LISTED", 2)
    monkeypatch.setattr(workbook_parts, "_MOST_LINKS", 1)
    rows = [(1, ["id", "name", "born"]), *((row, [f"p{row}", "x", "1900"]) for row in range(2, 7))]
    made = opened(copy_rows([("people", rows)], [found(2, "C", sheet=""), found(3, sheet=""), found(6, sheet="")]))
    assert [[cell.value for cell in row] for row in made["people"].iter_rows()] == [
        ["id", "name"], ["p2", "x"], ["p3", "x"],
    ]  # fmt: skip
    column = [cell.value for cell in made["Findings"]["A"]]
    assert column[4:9] == [
        "This copy holds the values of the table; formulas, formats and pictures are in your own file only.",
        "people: rows 4 to 6 are left out, since a sheet holds no more.",
        "people: columns 3 to 3 are left out, since a sheet holds no more.",
        "The first 2 of 3 findings are listed, since a sheet holds no more: --report findings.csv lists all.",
        "The first 1 findings are linked to their cells: Excel opens no sheet with more links.",
    ]
    assert column[9:] == [None, "Severity", "error", "error"]
    assert [made["Findings"][f"B{row}"].hyperlink is None for row in (12, 13)] == [False, True]
    assert made["Findings"].auto_filter.ref == "A11:I13"
