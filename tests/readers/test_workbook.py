"""Sheets of XLSX and ODS workbooks: typed values, the spreadsheet's own numbers, and what is odd."""

import datetime

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import Row
from tests.readers.workbooks import ods_bytes, ods_cell, ods_row, ods_text, rezip

_DATE = "yyyy-mm-dd"


@pytest.fixture
def save(files, workbook):
    """Save the workbook and open it."""

    def save(**options):
        workbook.save(files.root / "a.xlsx")
        return files.open("a.xlsx", **options)

    return save


def test_cells_keep_their_types(workbook, save):
    workbook.active.append(["id", "n", "x", "flag", "day", "moment", "text", "none"])
    day, moment = datetime.date(1905, 5, 1), datetime.datetime(1905, 5, 1, 13, 30)
    workbook.active.append(["a", 1905.0, 2.5, True, day, moment, "007", None])
    [row] = save().rows()
    assert row == Row(2, ("a", 1905, 2.5, True, day, moment, "007", None), 2)
    assert isinstance(row.values[1], int)


def test_times_and_durations_become_texts(workbook, save):
    workbook.active.append(["id", "at", "for"])
    workbook.active.append(["a", datetime.time(3, 4), datetime.timedelta(hours=30, seconds=5)])
    [row] = save().rows()
    assert row.values == ("a", "03:04:00", "30:00:05")


def test_numbers_are_those_of_the_spreadsheet(workbook, save):
    sheet = workbook.active
    sheet["C4"], sheet["D4"] = "id", "name"
    sheet["C5"], sheet["D5"] = "a", "x"
    sheet["C8"], sheet["D8"] = "b", "y"
    table = save()
    assert (table.info.header, table.info.header_row) == (("", "", "id", "name"), 4)
    assert list(table.rows()) == [Row(5, (None, None, "a", "x"), 5), Row(8, (None, None, "b", "y"), 8)]
    assert (table.n_blank_rows, table.findings) == (2, [])


def test_formatted_but_empty_rows_and_columns_are_nothing(workbook, save):
    workbook.active.append(["id", "name"])
    workbook.active.append(["a", "x"])
    workbook.active["H30"].number_format = _DATE
    table = save()
    assert (table.info.header, len(list(table.rows()))) == (("id", "name"), 1)


def test_first_visible_sheet_is_read_with_a_note(workbook, save):
    workbook.active.sheet_state = "hidden"
    workbook.create_sheet("Places").append(["id"])
    workbook["Places"].append(["romny"])
    table = save()
    assert [row.values for row in table.rows()] == [("romny",)]
    assert table.info.notes == ("sheet 'Places' was read; the workbook also has 'People'",)


def test_stated_sheet_is_read(workbook, save):
    workbook.create_sheet("Places").append(["id"])
    table = save(sheet="Places")
    assert (table.info.sheet, table.info.header, table.info.notes) == ("Places", ("id",), ())


@pytest.mark.parametrize(
    ("sheet", "hint"), [("Peple", "did you mean 'People'?"), ("xyz", "its sheets are: 'People', 'Places'")]
)
def test_missing_sheet(workbook, save, sheet, hint):
    workbook.create_sheet("Places")
    with pytest.raises(InputError) as caught:
        save(sheet=sheet)
    assert str(caught.value) == f"a.xlsx: no sheet '{sheet}'\n  hint: {hint}"


def test_empty_sheet(files, save):
    table = save()
    assert (list(table.rows()), table.info.header) == ([], ())
    assert [str(finding) for finding in table.findings] == [
        "a.xlsx[People]: the file is empty [empty-file]\n"
        "  hint: restore the file from a copy, or take it out of sedova.toml"
    ]


def test_error_cell_withholds_its_row(files, workbook, save):
    workbook.active.append(["id", "name"])
    workbook.active.append(["a", "#REF!"])
    workbook.active["B2"].data_type = "e"
    workbook.active.append(["b", "#REF! as text"])
    save()
    assert files.findings("a.xlsx") == [
        "a.xlsx[People]:2 column B 'name': cell B2 shows #REF! [error-cell]\n"
        "  hint: correct the formula, or replace it by its value"
    ]
    assert files.numbers == [3]


def test_what_is_wrong_in_an_ignored_column_is_no_matter(workbook, save):
    workbook.active.append(["id", "total", "day"])
    workbook.active.append(["a", "#REF!", datetime.date(1900, 1, 5)])
    workbook.active["B2"].data_type = "e"
    table = save(ignore=("total", "day"))
    assert [row.number for row in table.rows()] == [2]
    assert table.findings == []


def test_formula_that_was_not_computed(files, workbook, save):
    workbook.active.append(["id", "n"])
    workbook.active.append(["a", "=1+1"])
    save()
    assert files.findings("a.xlsx") == [
        "a.xlsx[People]:2 column B 'n': cell B2 holds a formula that was not computed [error-cell]\n"
        "  hint: open the workbook in a spreadsheet program and save it, so that values are stored"
    ]


def test_formula_with_a_stored_value_is_read(files, workbook, save):
    workbook.active.append(["id", "n"])
    workbook.active.append(["a", "=1+1"])
    save()
    rezip(files.root / "a.xlsx", {"xl/worksheets/sheet1.xml": (b"<v></v>", b"<v>2</v>")})
    assert files.values("a.xlsx") == [("a", 2)]


def test_formula_whose_value_is_an_empty_text_is_read(files, workbook, save):
    workbook.active.append(["id", "n"])
    workbook.active.append(["a", '=""'])
    save()
    rezip(files.root / "a.xlsx", {"xl/worksheets/sheet1.xml": (b'<c r="B2">', b'<c r="B2" t="str">')})
    assert files.values("a.xlsx") == [("a", None)]


@pytest.mark.parametrize("serial", [1, 59, 60])
def test_date_cell_before_march_1900_is_not_certain(files, workbook, save, serial):
    workbook.active.append(["id", "born"])
    workbook.active.append(["a", serial])
    workbook.active["B2"].number_format = _DATE
    save()
    [finding] = files.findings("a.xlsx")
    assert finding.startswith("a.xlsx[People]:2 column B 'born': the date 1900-0")
    assert finding.endswith(
        "in cell B2 is not certain: programs differ by a day before March 1900 [early-date-cell]\n"
        "  hint: format the cell as text and write the date anew"
    )


def test_date_cell_of_march_1900_is_read(files, workbook, save):
    workbook.active.append(["id", "born"])
    workbook.active.append(["a", 61])
    workbook.active["B2"].number_format = _DATE
    save()
    assert files.values("a.xlsx") == [("a", datetime.date(1900, 3, 1))]


def test_day_that_is_not_shown_is_not_read(files, workbook, save):
    workbook.active.append(["id", "born"])
    for serial, code in ((1918, "mmm-yy"), (1919, "mmm-yy"), (2193, '[$-409]yyyy"g.";@'), (1918, "d.m.yy;@")):
        workbook.active.append(["a", serial])
        workbook.active.cell(workbook.active.max_row, 2).number_format = code
    save()
    found = files.findings("a.xlsx")
    assert [finding.partition(" [")[0].partition(": ")[2] for finding in found] == [
        "cell B2 shows no day and holds 1905-04-01: it was read as 1905-04",
        "cell B4 shows no day and holds 1906-01-01: it was read as 1906",
    ]


def test_column_that_is_ignored_may_show_what_it_likes(files, workbook, save):
    workbook.active.append(["id", "price"])
    workbook.active.append(["a", 12])
    workbook.active["B2"].number_format = '0 "EUR"'
    save()
    assert len(files.findings("a.xlsx")) == 1
    assert files.values("a.xlsx", ignore=("price",)) == [("a", 12)]


def test_merged_cells_are_told(files, workbook, save):
    for row in (["id", "name"], ["a", "x"], ["b", None]):
        workbook.active.append(row)
    workbook.active.merge_cells("B2:B3")
    save()
    assert files.findings("a.xlsx") == [
        "a.xlsx[People]:2 column B 'name': the cells B2:B3 are merged: only the first holds the value "
        "[merged-cells]\n"
        "  hint: unmerge them, and repeat the value where it holds"
    ]
    assert files.numbers == [2, 3]


def test_merged_blank_cells_above_the_header_are_nothing(files, workbook, save):
    workbook.active.merge_cells("A1:B1")
    workbook.active["A3"], workbook.active["A4"] = "id", "a"
    save()
    assert files.findings("a.xlsx") == []


def test_title_above_the_headers_is_told_by_the_columns_below_it(files, workbook, save):
    for row in (["Title", None], ["id", "name"], ["a", "x"]):
        workbook.active.append(row)
    save()
    assert files.findings("a.xlsx") == [
        "a.xlsx[People]:1: column B has no header, but a value in row 2 [unknown-column]\n"
        "  hint: give the column a header, or delete it"
    ]


def test_hidden_rows_are_read_and_noted(workbook, save):
    workbook.active.append(["id"])
    workbook.active.append(["a"])
    workbook.active.row_dimensions[2].hidden = True
    table = save()
    assert [row.values for row in table.rows()] == [("a",)]
    assert table.info.notes == ("hidden rows were read too: 1",)


def test_value_without_a_header(files, workbook, save):
    workbook.active.append(["id", None, None])
    workbook.active.append(["a", None, "lost"])
    save()
    assert files.findings("a.xlsx") == [
        "a.xlsx[People]:1: column C has no header, but a value in row 2 [unknown-column]\n"
        "  hint: give the column a header, or delete it"
    ]


def test_value_to_the_right_of_the_header(files, workbook, save):
    workbook.active.append(["id"])
    workbook.active.append(["a", "lost"])
    save()
    assert [finding.partition(" [")[0] for finding in files.findings("a.xlsx")] == [
        "a.xlsx[People]:1: column B has no header, but a value in row 2"
    ]


def test_rows_can_be_read_twice(workbook, save):
    workbook.active.append(["id"])
    workbook.active.append(["a"])
    table = save()
    assert list(table.rows()) == list(table.rows())


_ODS = (
    ods_row("<table:table-cell/>", repeated=2)
    + ods_row("<table:table-cell/>", ods_text("id"), ods_text("value"))
    + ods_row("<table:table-cell/>", ods_text("a"), ods_cell("float", "value", "1905"))
    + ods_row("<table:table-cell/>", ods_text("b"), ods_cell("date", "date-value", "1700-02-28"), repeated=2)
    + ods_row("<table:table-cell/>", ods_text("c"), ods_cell("boolean", "boolean-value", "true"))
    + ods_row('<table:table-cell table:number-columns-repeated="1024"/>', repeated=1_048_000)
)


def test_ods_sheet(files):
    ods_bytes(files.root / "a.ods", {"People": _ODS})
    table = files.open("a.ods")
    assert (table.info.format, table.info.header, table.info.header_row) == ("ods", ("", "id", "value"), 3)
    day = datetime.date(1700, 2, 28)
    assert list(table.rows()) == [
        Row(4, (None, "a", 1905), 4),
        Row(5, (None, "b", day), 5),
        Row(6, (None, "b", day), 6),
        Row(7, (None, "c", True), 7),
    ]
    assert table.findings == []


def test_ods_errors_merged_cells_and_hidden_rows(files):
    wrong = 'calcext:value-type="error"'
    rows = (
        ods_row(ods_text("id"), ods_text("n"))
        + ods_row(ods_text("a"), ods_cell("float", "value", "0", wrong), repeated=2)
        + ods_row(ods_text("b", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")
        + ods_row(ods_text("c"), more='table:visibility="collapse"')
    )
    ods_bytes(files.root / "a.ods", {"People": rows})
    table = files.open("a.ods")
    assert [row.number for row in table.rows()] == [4, 5]
    assert [str(finding).partition("\n")[0] for finding in table.findings] == [
        "a.ods[People]:2 column B 'n': cell B2 shows an error [error-cell]",
        "a.ods[People]:3 column B 'n': cell B3 shows an error [error-cell]",
        "a.ods[People]:4 column A 'id': the cells A4:B4 are merged: only the first holds the value [merged-cells]",
    ]
    assert table.info.notes == ("hidden rows were read too: 1",)


def test_ods_date_before_1900_is_certain(files):
    rows = ods_row(ods_text("id")) + ods_row(ods_cell("date", "date-value", "1900-01-15"))
    ods_bytes(files.root / "a.ods", {"People": rows})
    assert files.values("a.ods") == [(datetime.date(1900, 1, 15),)]


def test_second_ods_sheet(files):
    rows = ods_row(ods_text("id")) + ods_row(ods_text("a"))
    ods_bytes(files.root / "a.ods", {"Empty": "", "People": rows})
    assert files.values("a.ods", sheet="People") == [("a",)]


_ODS_STYLES = """
<number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text><number:year/>
</number:date-style>
<number:date-style style:name="N2"><number:day/><number:text>.</number:text><number:month/><number:year/>
</number:date-style>
<number:number-style style:name="N3"><number:number number:min-integer-digits="3"/></number:number-style>
<number:percentage-style style:name="N4"><number:number number:decimal-places="1"/><number:text>%</number:text>
</number:percentage-style>
<number:currency-style style:name="N5P0"><number:number number:decimal-places="2"/><number:text> </number:text>
<number:currency-symbol>EUR</number:currency-symbol></number:currency-style>
<number:currency-style style:name="N5"><number:text>-</number:text><number:number/>
<style:map style:condition="value()&gt;=0" style:apply-style-name="N5P0"/></number:currency-style>
<number:number-style style:name="N6"><number:number number:grouping="true"/></number:number-style>
""" + "".join(
    f'<style:style style:name="ce{n}" style:family="table-cell" style:data-style-name="N{n}"/>' for n in range(1, 7)
)


def test_ods_cells_that_show_something_else_than_they_hold(files):
    def styled(kind: str, attribute: str, value: str, style: int) -> str:
        return ods_cell(kind, attribute, value, f'table:style-name="ce{style}"')

    rows = (
        '<table:table-column/><table:table-column table:default-cell-style-name="ce3"/>'
        + ods_row(ods_text("id"), ods_text("n"))
        + ods_row(ods_text("a"), styled("date", "date-value", "1905-04-01", 1))
        + ods_row(ods_text("b"), styled("date", "date-value", "1905-04-01", 2))
        + ods_row(ods_text("c"), ods_cell("float", "value", "7"))
        + ods_row(ods_text("d"), styled("percentage", "value", "0.5", 4))
        + ods_row(ods_text("e"), styled("currency", "value", "12", 5))
        + ods_row(ods_text("f"), styled("float", "value", "1234", 6))
    )
    ods_bytes(files.root / "a.ods", {"People": rows}, styles=_ODS_STYLES)
    found = files.findings("a.ods")
    assert [finding.partition(" [shown-otherwise]")[0].partition(": ")[2] for finding in found] == [
        "cell B2 shows no day and holds 1905-04-01: it was read as 1905-04",
        "cell B4 shows '007' and holds a number, which is read without its format",
        "cell B5 shows '50.0%' and holds a number, which is read without its format",
        "cell B6 shows '12.00 EUR' and holds a number, which is read without its format",
    ]
    day = datetime.date(1905, 4, 1)
    assert [row.values[1] for row in files.open("a.ods").rows()] == ["1905-04", day, 7, 0.5, 12, 1234]
