"""Tables laid out otherwise than they seem: other delimiters, titles, nested records of other dialects, odd sheets."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

import openpyxl

from tests.bad_tables.project import Cases, add_table

CASES = Cases()
_HEADER = ["id", "name", "born"]
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


@CASES
def rows_with_other_delimiters(root: Path) -> None:
    add_table(root, "person", "people.csv", "id,name,born\na,Anna,1900\nb;Berta;1901\nc\tClara\t1902\nd|Dora|1903\n")


@CASES
def a_remark_above_the_headers(root: Path) -> None:
    rows = "".join(f"p{i},Person {i},1900\n" for i in range(50))
    add_table(root, "person", "people.csv", f"# exported on a Monday\nid,name,born\n{rows}")


@CASES
def the_end_of_file_of_old_programs(root: Path) -> None:
    add_table(root, "person", "people.csv", "id,name,born\na,Anna,1900\n\x1a")


@CASES
def cyrillic_in_four_encodings(root: Path) -> None:
    text = "id,name@ru,name\na,Бронштейн Лев Давидович,Lev\nb,Наталья Седова,Natalia\n"
    for codec in ("cp1251", "koi8_r", "cp866", "mac_cyrillic"):
        add_table(
            root, "person", f"{codec}.csv", text.replace("a,", f"a-{codec},").replace("b,", f"b-{codec},").encode(codec)
        )


@CASES
def json_over_many_lines(root: Path) -> None:
    add_table(root, "person", "people.jsonl", '{\n  "id": "a",\n  "name": "Anna"\n}\n')
    add_table(root, "person", "list.jsonl", '[\n{"id": "b", "name": "Berta"},\n{"id": "c", "name": "Clara"}\n]\n')


@CASES
def json_of_other_dialects(root: Path) -> None:
    lines = [
        "{'id': 'a'}", '{"id": "b", "name": NaN}', '{"id": "c" "name": "C"}', '{"id": "d"},', '{"id": "e"}{"id": "f"}',
        '{"id": "g", "name": "G}', '{"id": "h", "name": "\\x"}', '{"id": "i", "name": "x\\u0000y"}',
        '{"id": "j", "name": "\\ud800"}', '{"id": ["k", "l"], "name": "K"}', '{"id": "m", "mother": {"id": "a"}}',
        '{"id": "n", "name": {"en": "N", "xx": "Q"}}', '{"id": "o", "name": "O", "born": 1e3}', "42", '{"a":' * 9999,
    ]  # fmt: skip
    add_table(root, "person", "people.jsonl", "\n".join(lines) + "\n")


@CASES
def yaml_with_slips(root: Path) -> None:
    slips = {
        "quote": '- id: a\n  name: "Anna\n- id: b\n', "colon": "- id: a\n  name: Anna: the elder\n",
        "blank": "- id:a\n- id: b\n  name: B\n", "at": "- id: a\n  name: @home\n", "bracket": "id: a\nname: [x\n",
        "merge": "- <<: {id: e}\n  name: E\n", "tag": "- id: a\n  name: !!python/object/apply:os.system [ls]\n",
        "language": "id: a\nname: {en: A, zz-bad: B}\n", "depth": "a: " + "[" * 2000 + "]" * 2000 + "\n",
        "version": "%YAML 9.9\n---\nid: a\n", "table": "id,name\na,A\n",
        "indent": "- id: a\n   name: A\n  born: 1905\n",
    }  # fmt: skip
    for name, text in slips.items():
        add_table(root, "person", f"{name}.yaml", text)


def _book(root: Path, *rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in rows:
        book.active.append(row)
    add_table(root, "person", "people.xlsx", None)
    return book


@CASES
def errors_that_only_new_programs_know(root: Path) -> None:
    book = _book(root, _HEADER, ["a", "Anna", 1900], ["b", "Berta", None])
    book.active["C3"] = "#SPILL!"
    book.active["C3"].data_type = "e"
    book.save(root / "people.xlsx")


@CASES
def cells_of_unexpected_types(root: Path) -> None:
    rows = [
        ["a", "Anna", datetime.datetime(1905, 3, 1, 12, 30)], ["b", "Berta", datetime.time(12, 30)],
        ["c", "Clara", True], ["d", "Dora", 1905.5], [1, "One", 3], [1.0, "Uno", 1905],
        ["e", "Else", datetime.timedelta(days=3)], ["f", "Frida", -5], ["g", " Greta ", "1905 "],
        ["h", "Hilde", 19050301],
    ]  # fmt: skip
    _book(root, _HEADER, *rows).save(root / "people.xlsx")


@CASES
def hidden_columns_and_merged_ids(root: Path) -> None:
    book = _book(root, _HEADER, ["a", "Anna", 1900], [None, "Berta", 1901])
    book.active.column_dimensions["C"].hidden = True
    book.active.merge_cells("A2:A3")
    book.save(root / "people.xlsx")


def _sheet(root: Path, *rows: str) -> None:
    with zipfile.ZipFile(root / "people.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {_NAMESPACES}><office:body><office:spreadsheet><table:table table:name="People">'
            f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    add_table(root, "person", "people.ods", None)


def _row(*texts: str, last: str = "", repeated: int = 1) -> str:
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}{last}</table:table-row>'


@CASES
def a_sheet_of_libreoffice_with_odd_cells(root: Path) -> None:
    day = '<table:table-cell office:value-type="date" office:date-value="1899-12-30"/>'
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
    )
    _sheet(
        root, _row(*_HEADER), _row("a", "Anna", last=day), _row("b", "Berta", last=share), _row("c", "C", repeated=2)
    )


@CASES
def a_row_repeated_a_million_times(root: Path) -> None:
    _sheet(root, _row(*_HEADER), _row("a", "Anna", repeated=1_000_000))
