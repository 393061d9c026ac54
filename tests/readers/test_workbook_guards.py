"""Workbooks that are damaged, encrypted, or would fill the memory are refused before they are parsed."""

import zipfile

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import workbook_archive
from tests.readers.workbooks import ods_bytes, ods_row, ods_text, rezip

_SHEET = "xl/worksheets/sheet1.xml"
_DAMAGED = "the workbook is damaged, or no workbook at all\n  hint: open it in a spreadsheet program and save it again"


def _refusal(files, name):
    with pytest.raises(InputError) as caught:
        files.open(name)
    return str(caught.value)


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
@pytest.mark.parametrize("content", [b"", b"id,name\n1,a\n", b"PK\x03\x04 and no more"])
def test_file_that_is_no_workbook(files, name, content):
    files.write(name, content)
    assert _refusal(files, name) == f"{name}: {_DAMAGED}"


def test_archive_that_is_no_workbook(files):
    with zipfile.ZipFile(files.root / "a.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert _refusal(files, "a.xlsx") == f"a.xlsx: {_DAMAGED}"


def test_ods_without_content(files):
    with zipfile.ZipFile(files.root / "a.ods", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert _refusal(files, "a.ods") == f"a.ods: {_DAMAGED}"


def test_encrypted_workbook(files):
    files.write("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert _refusal(files, "a.xlsx") == (
        "a.xlsx: the workbook is protected by a password, or in the old .xls format\n"
        "  hint: save it as .xlsx without a password"
    )


def test_part_that_would_burst(files, workbook):
    workbook.save(files.root / "a.xlsx")
    rezip(files.root / "a.xlsx", {}, {"xl/bomb.xml": b" " * (11 << 20)})
    assert _refusal(files, "a.xlsx") == (
        "a.xlsx: the workbook would unpack to 11 MB, far more than a table of its size holds\n"
        "  hint: delete empty formatted rows and columns, or save the sheet as CSV"
    )


def test_workbook_that_is_too_large_altogether(files, workbook, monkeypatch):
    workbook.save(files.root / "a.xlsx")
    monkeypatch.setattr(workbook_archive, "_MOST_TOTAL", 1000)
    assert _refusal(files, "a.xlsx").startswith("a.xlsx: the workbook would unpack to ")


def test_part_that_hides_its_size(files, workbook):
    path = files.root / "a.xlsx"
    workbook.active.append(["id"] * 500)
    workbook.save(path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(_SHEET).file_size
    at = data.rindex(size.to_bytes(4, "little"))  # in the directory at the end of the archive
    data[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    assert _refusal(files, "a.xlsx") == (
        f"a.xlsx: part '{_SHEET}' is larger than the workbook declares\n  hint: save the workbook again"
    )


def test_stray_cell_far_away(files, workbook):
    workbook.active["A1"], workbook.active["XFD1048576"] = "id", "x"
    workbook.save(files.root / "a.xlsx")
    assert _refusal(files, "a.xlsx") == (
        "a.xlsx: the sheet reaches to cell XFD1048576 but has only 2 cells\n"
        "  hint: delete the stray cells far below or to the right of the table"
    )


def test_stray_cell_that_does_not_say_where_it_stands(files, workbook):
    workbook.active["A1"] = "id"
    workbook.save(files.root / "a.xlsx")
    rows = b"<row/>" * 3000 + b"<row>" + b"<c/>" * 3000 + b"<c><v>1</v></c></row>"
    rezip(files.root / "a.xlsx", {_SHEET: (b"</sheetData>", rows + b"</sheetData>")})
    assert _refusal(files, "a.xlsx").startswith("a.xlsx: the sheet reaches to cell DKK3002 but has only 3002 cells")


def test_cells_that_do_not_say_where_they_stand_are_read(files, workbook):
    workbook.active["A1"] = "id"
    workbook.save(files.root / "a.xlsx")
    rezip(files.root / "a.xlsx", {_SHEET: (b"</sheetData>", b"<row><c><v>7</v></c></row></sheetData>")})
    assert files.values("a.xlsx") == [(7,)]


def test_ods_row_that_is_repeated_a_million_times(files):
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"/>'
    ods_bytes(files.root / "a.ods", {"People": ods_row(cell, repeated=1_000_000)})
    assert _refusal(files, "a.ods") == (
        "a.ods: row 1 stands 1 000 000 times one below the other\n  hint: delete the rows that repeat it"
    )


def test_xlsx_part_with_a_document_type(files, workbook):
    workbook.save(files.root / "a.xlsx")
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet '
    rezip(files.root / "a.xlsx", {_SHEET: (b"<worksheet ", declared)})
    assert _refusal(files, "a.xlsx") == (f"a.xlsx: part '{_SHEET}' declares a document type, which no workbook does")


def test_ods_content_with_a_document_type(files):
    rows = ods_row(ods_text("id"))
    ods_bytes(files.root / "a.ods", {"People": rows}, more='<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    assert _refusal(files, "a.ods") == "a.ods: the content declares a document type, which no workbook does"


def test_sheet_whose_part_cannot_be_found_is_noted(files, workbook):
    """A part with another name than the workbook's index says: what is odd about it cannot be looked for."""
    from sedova_lod.readers.xlsx_parts import read_oddities

    workbook.save(files.root / "a.xlsx")
    assert read_oddities(files.root / "a.xlsx", "People") is not None
    assert read_oddities(files.root / "a.xlsx", "Nowhere") is None
