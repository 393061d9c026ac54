"""Copies of a project's tables: of every format with cells, row for row as findings number them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.findings import CellRef, Finding, Severity
from sedova_lod.readers import Row, open_table
from sedova_lod.reports import annotate_tables
from sedova_lod.reports.source_rows import text_rows
from sedova_lod.settings import TableSpec, load_project

FAULTY = """id,name,note
a,Anna,"one
two"
b,Berta,x,too much
c,"Cora" of Romny,x

d,Dora,=1+1
e,"Eva,never closed
f,Frida,-5
"""


def found(file: str, row: int, letter: str = "", column: str = "") -> Finding:
    return Finding("bad-id", Severity.ERROR, f"wrong in row {row}", "mend it", CellRef(file, row, column, letter))


def copies(root: Path, findings: list[Finding]) -> dict[str, bytes]:
    return {copy.name: b"".join(copy.chunks) for copy in annotate_tables(load_project(root), findings)}


def test_a_csv_file_gives_a_workbook_and_a_csv_copy(make_project: Callable[..., Path]) -> None:
    root = make_project(person="id,name\np1,Rose\n", place="id,name\nx,Romny\n")
    made = copies(root, [found("person.csv", 2, "B", "name")])
    assert sorted(made) == ["person.csv", "person.csv.xlsx"]
    assert made["person.csv"].decode() == "\ufeffid,name,findings\r\np1,Rose,error: column B 'name': wrong in row 2\r\n"
    sheet = openpyxl.load_workbook(io.BytesIO(made["person.csv.xlsx"]))["person"]
    assert sheet["B2"].comment.text == "error: wrong in row 2\nmend it\n[bad-id]"


def test_all_rows_are_in_the_copies_faulty_ones_too(make_project: Callable[..., Path]) -> None:
    root = make_project(person=FAULTY)
    made = copies(root, [found("person.csv", row) for row in range(2, 9)])
    rows = list(csv.reader(io.StringIO(made["person.csv"].decode("utf-8-sig"), newline="")))
    assert rows == [
        ["id", "name", "note", "", "findings"],
        ["a", "Anna", "one\ntwo", "", "error: wrong in row 2"],
        ["b", "Berta", "x", "too much", "error: wrong in row 3"],
        ["c", "Cora of Romny", "x", "", "error: wrong in row 4"],
        ["", "", "", "", "error: wrong in row 5"],
        ["d", "Dora", "'=1+1", "", "error: wrong in row 6"],
        ["e", "Eva,never closed\n", "", "", "error: wrong in row 7"],
        ["f", "Frida", "-5", "", "error: wrong in row 8"],
    ]


def test_findings_of_the_whole_table_stand_at_its_header(make_project: Callable[..., Path]) -> None:
    root = make_project(person="id,name\np1,Rose\n")
    made = copies(root, [found("person.csv", 0)])
    assert made["person.csv"].decode("utf-8-sig").splitlines()[0] == "id,name,findings | error: wrong in row 0"


def test_a_csv_copy_keeps_the_delimiter(make_project: Callable[..., Path]) -> None:
    root = make_project(person="id;name;note\np1;Rose;a\np2;Eva;b\n")
    assert copies(root, [found("person.csv", 3)])["person.csv"].decode("utf-8-sig").splitlines()[2] == (
        "p2;Eva;b;error: wrong in row 3"
    )


def test_nested_files_have_no_copy(make_project: Callable[..., Path]) -> None:
    root = make_project('[[tables]]\nkind = "place"\nfile = "place.yaml"\n')
    (root / "place.yaml").write_text("- id: x\n  name: Romny\n")
    assert copies(root, [found("place.yaml", 1)]) == {}


def test_a_parquet_file_gives_a_workbook(make_project: Callable[..., Path]) -> None:
    parquet, arrow = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow")
    root = make_project('[[tables]]\nkind = "place"\nfile = "place.parquet"\n')
    parquet.write_table(arrow.table({"id": ["x"], "name": ["=Romny"]}), root / "place.parquet")
    made = copies(root, [found("place.parquet", 2, "B")])
    sheet = openpyxl.load_workbook(io.BytesIO(made["place.parquet.xlsx"]))["place"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("x", "s"), ("=Romny", "s")]


def test_links_give_a_workbook(make_project: Callable[..., Path]) -> None:
    root = make_project(person="id,name\np1,Rose\n")
    (root / "links.sssom.tsv").write_text('# a: "b\nsubject_id\tobject_id\nperson:p1\twd:Q1\n')
    made = copies(root, [found("links.sssom.tsv", 3, "B")])
    sheet = openpyxl.load_workbook(io.BytesIO(made["links.sssom.tsv.xlsx"]))["links"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ['# a: "b', None], ["subject_id", "object_id"], ["person:p1", "wd:Q1"],
    ]  # fmt: skip


@given(st.lists(st.text(alphabet='ab,"\n\r ;é', max_size=12), max_size=8), st.booleans())
def test_rows_are_numbered_as_the_reader_numbers_them(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], has_separator: bool
) -> None:
    root = tmp_path_factory.getbasetemp()
    text = "sep=,\n" * has_separator + "id,name\n" + "\n".join(lines)
    (root / "numbered.csv").write_text(text, encoding="utf-8", newline="")
    spec = TableSpec("person", "numbered.csv", delimiter=",", encoding="utf-8")
    table = open_table(root, spec)
    rows = dict(text_rows(root / "numbered.csv", spec, ",", len(table.info.header)))
    for row in table.rows():
        assert isinstance(row, Row)
        assert [cell or None for cell in rows[row.number][: len(row.values)]] == list(row.values)
    assert {finding.where.row for finding in table.findings} <= {0, *rows}
