"""What is no row of a CSV file becomes a finding that names it."""

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import csv_lines, csv_table


def test_unquoted_comma_names_the_cell_that_was_split(files):
    assert files.findings("a.csv", "id,name,born\n1,a,1\n7,Vienna, Austria,1907\n") == [
        "a.csv:3 column B 'name': row 3 has 4 cells, but there are 3 headers [ragged-row]\n"
        "  hint: put 'Vienna, Austria' in quotation marks"
    ]
    assert files.numbers == [2]


def test_cell_that_was_split_twice(files):
    assert files.findings("a.csv", "id,name,born\n7,Vienna, Lower Austria, Austria,1907\n") == [
        "a.csv:2 column B 'name': row 2 has 5 cells, but there are 3 headers [ragged-row]\n"
        "  hint: put 'Vienna, Lower Austria, Austria' in quotation marks"
    ]


def test_extra_cell_without_a_telling_blank(files):
    assert files.findings("a.csv", "id;name\n1;a;b\n2;c\n3;d\n") == [
        "a.csv:2: row 2 has 3 cells, but there are 2 headers [ragged-row]\n"
        "  hint: a cell with a semicolon must stand in quotation marks"
    ]


def test_missing_cells_name_the_first_column_without(files):
    assert files.findings("a.csv", "id,name,born\n1,a\n2,b,1\n") == [
        "a.csv:2: row 2 has 2 cells, but there are 3 headers [ragged-row]\n"
        "  hint: nothing stands for column C 'born' and what follows"
    ]


def test_single_header_and_two_cells(files):
    assert files.findings("a.csv", "id\n1\n2\n3\na,b\n", delimiter=",") == [
        "a.csv:5: row 5 has 2 cells, but there is 1 header [ragged-row]\n"
        "  hint: a cell with a comma must stand in quotation marks"
    ]


def test_text_after_a_closing_quotation_mark(files):
    assert files.findings("a.csv", 'id,name\n7,"Rose" of Romny\n8,b\n') == [
        "a.csv:2 column B 'name': text follows the closing quotation mark: '\"Rose\" of Romny' [broken-quotes]\n"
        '  hint: write quotation marks inside a cell twice: "" and put the whole cell in quotation marks'
    ]
    assert files.numbers == [3]


def test_unclosed_quotation_mark_costs_one_row_only(files):
    assert files.findings("a.csv", 'id,name\n1,a\n2,"b\n3,c\n4,"d\n5,e\n') == [
        "a.csv:3 column B 'name': the quotation mark at '\"b' is never closed [broken-quotes]\n"
        "  hint: close it after the cell's last word, or write it twice if it belongs to the text",
        "a.csv:5 column B 'name': the quotation mark at '\"d' is never closed [broken-quotes]\n"
        "  hint: close it after the cell's last word, or write it twice if it belongs to the text",
    ]
    assert files.numbers == [2, 4, 6]


def test_quotation_mark_that_swallows_rows_up_to_the_next_cell(files):
    """The swallowed rows make one row of the right number of cells too few, and are given back."""
    findings = files.findings("a.csv", 'id,name,note\n1,"a,x\n2,b,y\n3,c,"z"\n4,d,w\n')
    assert [finding.partition(":")[2].partition(" ")[0] for finding in findings] == ["2"]
    assert files.numbers == [3, 4, 5]


def test_lines_that_are_left_out_are_named(files):
    assert files.findings("a.csv", 'id,name\n1,a\n2,"never\nclosed\nat all\n') == [
        "a.csv:3 column B 'name': the quotation mark at '\"never' is never closed; lines 3 to 5 are left out "
        "[broken-quotes]\n"
        "  hint: close it after the cell's last word, or write it twice if it belongs to the text"
    ]


def test_bytes_that_are_no_text_name_their_row(files):
    content = "id,name\n1,Łódź\n2,Żółć\n".encode() + b"3,caf\xe9\n" + "4,Kraków\n".encode()
    assert files.findings("a.csv", content) == [
        "a.csv:4 column B 'name': the row has bytes that are no utf-8 [undecodable-bytes]\n"
        "  hint: save the file as UTF-8, or state its encoding under [[tables]]"
    ]
    assert files.numbers == [2, 3, 5]


def test_bytes_that_are_no_utf_16(files):
    content = "id,name\n1,a\n2,b\n".encode("utf-16") + b"\x00\xd8" + "3\n4,c\n".encode("utf-16-le")
    assert files.findings("a.csv", content) == [
        "a.csv:4: the row has bytes that are no utf-16 [undecodable-bytes]\n"
        "  hint: save the file as UTF-8, or state its encoding under [[tables]]"
    ]


def test_zero_bytes_name_their_row(files):
    content = "id,name\n" + "1,Natalia Sedova of Romny\n" * 5 + "2,b\0c\n3,d\n"
    assert files.findings("a.csv", content) == [
        "a.csv:7 column B 'name': the row has zero bytes, which no text has [undecodable-bytes]\n"
        "  hint: the file is damaged here: restore it from a copy"
    ]


def test_empty_file(files):
    table = files.open("a.csv", "")
    assert (list(table.rows()), table.info.header) == ([], ())
    assert [str(finding) for finding in table.findings] == [
        "a.csv: the file is empty [empty-file]\n  hint: restore the file from a copy, or take it out of sedova.toml"
    ]


def test_header_only(files):
    assert files.findings("a.csv", "id,name\n\n") == [
        "a.csv: the table has a header but no rows [empty-table]\n"
        "  hint: add records, or take the table out of sedova.toml"
    ]


def test_value_under_no_header_is_told_once(files):
    assert files.findings("a.csv", "id,,name\n1,,a\n2,x,b\n3,y,c\n") == [
        "a.csv:1: column B has no header, but a value in row 3 [unknown-column]\n"
        "  hint: give the column a header, or delete it"
    ]
    assert files.numbers == [2, 3, 4]


def test_blank_column_without_a_header_is_nothing(files):
    assert files.findings("a.csv", "id,name,\n1,a,\n") == []


def test_cell_above_the_limit(files, monkeypatch):
    monkeypatch.setattr(csv_table, "MOST_CELL", 1000)
    assert files.findings("a.csv", f"id,text\n1,a\n2,{'x' * 1001}\n3,b\n") == [
        "a.csv:3: a cell in line 3 is longer than 0 million signs [cell-too-long]\n  hint: check the quotation marks"
    ]
    assert files.numbers == [2, 4]


def test_line_above_the_limit(files, monkeypatch):
    for module in (csv_table, csv_lines):
        monkeypatch.setattr(module, "MOST_LINE", 1000)
    assert files.findings("a.csv", f"id,text\n1,a\n2,{'x,' * 1501}\n3,b\n") == [
        "a.csv:3: line 3 is longer than 0 million signs [cell-too-long]\n"
        "  hint: check the quotation marks and line ends"
    ]
    assert files.numbers == [2, 4]


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"\0\1" * 50, b"id,na\x01me\n1,a\n"])
def test_file_that_is_no_text(files, content):
    with pytest.raises(InputError):
        files.open("a.csv", content)


def test_every_record_is_given_or_named(files):
    content = 'id,name\n1,a\n2,"b"c\n3\n,\n4,d,e\n5,"x\ny"\n6,"open\n7,z\n'
    table = files.open("a.csv", content)
    given = [row.number for row in table.rows()]
    named = [finding.where.row for finding in table.findings]
    assert sorted(given + named) == [2, 3, 4, 6, 7, 8, 9]
    assert table.n_blank_rows == 1
