"""Rows of CSV and TSV files: values, row numbers, delimiters and headers."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.errors import InputError
from sedova_lod.readers import Row, open_table
from sedova_lod.settings import TableSpec


def test_values_are_texts_and_empty_cells_are_none(files):
    assert files.values("a.csv", "id,name,born\n1,,1882\n") == [("1", None, "1882")]


def test_blanks_inside_cells_are_kept(files):
    assert files.values("a.csv", 'id,name\n1," a "\n') == [("1", " a ")]


def test_row_numbers_are_those_of_a_spreadsheet(files):
    table = files.open("a.csv", 'id,name\n1,"two\nlines"\n\n2,"x\r\ny"\n3,z\n')
    assert [(row.number, row.line) for row in table.rows()] == [(2, 2), (4, 5), (5, 7)]


def test_blank_rows_are_counted(files):
    table = files.open("a.csv", "id,name\n\n1,a\n,\n , \n2,b\n")
    assert [row.number for row in table.rows()] == [3, 6]
    assert table.n_blank_rows == 3


def test_header_below_blank_rows(files):
    table = files.open("a.csv", "\n,\nid,name\n1,a\n")
    assert (table.info.header, table.info.header_row) == (("id", "name"), 3)
    assert list(table.rows()) == [Row(4, ("1", "a"), 4)]
    assert "the header stands in row 3" in table.info.notes


def test_rows_can_be_read_twice(files):
    table = files.open("a.csv", "id,name\n1,a,b\n2,c\n")
    assert list(table.rows()) == list(table.rows())
    assert len(table.findings) == 1


def test_quoted_delimiters_quotes_and_line_breaks(files):
    content = 'id,name\n1,"a, ""b"" c"\n2,"x\ny"\n'
    assert files.values("a.csv", content) == [("1", 'a, "b" c'), ("2", "x\ny")]


def test_quotation_mark_inside_an_unquoted_cell_is_part_of_it(files):
    assert files.values("a.csv", 'id,size\n1,5" x 7"\n') == [("1", '5" x 7"')]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(files, ending):
    table = files.open("a.csv", ending.join(["id,name", "1,a", "2,b", ""]))
    assert list(table.rows()) == [Row(2, ("1", "a"), 2), Row(3, ("2", "b"), 3)]


def test_last_line_without_an_end(files):
    assert files.values("a.csv", "id,name\n1,a") == [("1", "a")]


def test_blank_cells_beyond_the_header_are_passed_over(files):
    assert files.values("a.csv", "id,name\n1,a,, \n") == [("1", "a")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_detected(files, delimiter):
    rows = [["id", "name"], ["1", "a, b; c"], ["2", "d"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    table = files.open("a.csv", out.getvalue())
    assert (table.info.delimiter, [row.values for row in table.rows()]) == (delimiter, [("1", "a, b; c"), ("2", "d")])


def test_detected_delimiter_is_told(files):
    assert files.open("a.csv", "id;name\n1;a\n").info.notes == ("encoding utf-8", "delimiter detected: semicolon")


def test_stated_delimiter_is_used(files):
    table = files.open("a.csv", "id,a;name\n1,2;b\n", delimiter=";")
    assert table.info.header == ("id,a", "name")
    assert table.info.notes[1] == "delimiter semicolon, stated in the project file"


def test_commas_in_texts_do_not_make_a_comma_file(files):
    content = "id;name;note\n" + "".join(f"{i};Sedova, N.;a, b, c\n" for i in range(5))
    assert files.open("a.csv", content).info.delimiter == ";"


def test_single_column(files):
    assert files.values("a.csv", "id\n1\n2\n") == [("1",), ("2",)]


def test_tsv_without_a_tab_is_a_single_column(files):
    table = files.open("a.tsv", "id\n1\n")
    assert (table.info.format, table.info.delimiter) == ("tsv", "\t")


def test_separator_line_of_excel_is_no_row(files):
    table = files.open("a.csv", "sep=;\r\nid;name\r\n1;a,b\r\n")
    assert list(table.rows()) == [Row(2, ("1", "a,b"), 3)]
    assert table.info.notes[1] == "delimiter semicolon, stated in the first line"


def test_blanks_and_byte_order_mark_around_headers_are_left_out(files):
    table = files.open("a.csv", "\ufeffid, name \n1,a\n")
    assert table.info.header == ("id", "name")
    assert table.info.notes == (
        "encoding utf-8, marked at the beginning of the file",
        "delimiter detected: comma",
        "blanks around the header 'name' in column B were left out",
    )


def test_headers_are_in_unicode_form_nfc(files):
    assert files.open("a.csv", "Pre\u0301nom,b\n1,2\n").info.header == ("Pr\u00e9nom", "b")


def test_long_cells_are_read(files):
    assert files.values("a.csv", f"id,text\n1,{'x' * 1_000_000}\n") == [("1", "x" * 1_000_000)]


def test_text_file_is_read_as_a_table(files):
    assert files.values("a.txt", "id\tname\n1\ta\n") == [("1", "a")]


def test_header_whose_quotation_marks_do_not_pair(files):
    with pytest.raises(InputError) as caught:
        files.open("a.csv", 'id,"na"me\n1,a\n')
    assert str(caught.value) == (
        "a.csv:1: the quotation marks of the header do not pair\n"
        "  hint: each mark that opens must be closed before the next delimiter"
    )


def test_file_that_vanishes_is_an_input_error(files):
    table = files.open("a.csv", "id,name\n1,a\n")
    (files.root / "a.csv").unlink()
    with pytest.raises(InputError) as caught:
        list(table.rows())
    assert str(caught.value) == "a.csv: cannot be read: No such file or directory"


_CELLS = st.text(st.sampled_from("ab ,;|\t\"\n\r'éЖ"), min_size=1, max_size=5).filter(lambda text: text.strip() != "")


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=5), delimiter=st.sampled_from(",;\t|"))
def test_what_was_written_is_read_again(tmp_path_factory, rows, delimiter):
    root = tmp_path_factory.mktemp("csv")
    with (root / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([("id", "name", "note"), *rows])
    table = open_table(root, TableSpec("person", "a.csv", delimiter=delimiter))
    assert [row.values for row in table.rows()] == rows
    assert [row.number for row in table.rows()] == list(range(2, len(rows) + 2))
    assert table.findings == []
