"""Faults of rows, headers and cells of text tables."""

from __future__ import annotations

from pathlib import Path

from tests.bad_tables.project import Cases, add_table

CASES = Cases()
_PEOPLE = "id,name,note\n"


def people(root: Path, content: str | bytes, *lines: str) -> None:
    add_table(root, "person", "people.csv", content, *lines)


@CASES
def a_comma_outside_quotation_marks(root: Path) -> None:
    people(root, _PEOPLE + "lev,Lev Sedov,lived in Paris, France\nseva,Seva,\n")


@CASES
def a_comma_without_a_blank_after_it(root: Path) -> None:
    people(root, _PEOPLE + "lev,Sedov,Lev,in Paris\nseva,Seva,\n")


@CASES
def a_row_too_short(root: Path) -> None:
    people(root, _PEOPLE + "lev,Lev Sedov\nseva\n")


@CASES
def a_reference_to_a_row_that_cannot_be_read(root: Path) -> None:
    people(root, "id,name,mother\nlev,Lev,natalia\nnatalia,Sedova, Natalia,,\nseva,Seva,zina\n")


@CASES
def no_id_column(root: Path) -> None:
    people(root, "ID number,name,note\nlev,Lev Sedov,\n")


@CASES
def headers_in_another_case(root: Path) -> None:
    people(root, "Id,Name,BORN\nlev,Lev Sedov,1906\n")


@CASES
def a_header_twice(root: Path) -> None:
    people(root, "id,name,note,name\nlev,Lev Sedov,,Sedov\n")


@CASES
def headers_with_blanks_and_a_byte_order_mark(root: Path) -> None:
    people(root, "\ufeffid,name ,\u00a0note\nlev,Lev Sedov,\n")


@CASES
def a_misspelt_header(root: Path) -> None:
    people(root, "id,nmae,birthdate\nlev,Lev Sedov,1906\n")


@CASES
def a_header_that_the_project_file_misspells(root: Path) -> None:
    people(root, "No.,Full name,Born,Remarks\nlev,Lev Sedov,1906,a\n",
           "[tables.fields]", 'id = "No."', 'name = "Fullname"', 'born = "Born"')  # fmt: skip


@CASES
def an_empty_header_above_values(root: Path) -> None:
    people(root, "id,name,,\nlev,Lev Sedov,1906,\n")


@CASES
def a_header_row_missing(root: Path) -> None:
    people(root, "lev,Lev Sedov,1906\nseva,Seva,1926\n")


@CASES
def a_title_above_the_headers(root: Path) -> None:
    people(root, "People of the circle,,\n,,\nid,name,note\nlev,Lev Sedov,\n")


@CASES
def latin_1_bytes(root: Path) -> None:
    people(root, (_PEOPLE + "zoe,Zoë Müller,née Böhm à Besançon\n").encode("latin-1"))


@CASES
def windows_1251_bytes(root: Path) -> None:
    people(root, "id,name,name@ru\nnatalia,Natalia Sedova,Наталья Ивановна Седова\n".encode("cp1251"))


@CASES
def utf_16(root: Path) -> None:
    people(root, ("id,name,name@ru\nlev,Lev Sedov,Лев Седов\n").encode("utf-16"))


@CASES
def mixed_encodings(root: Path) -> None:
    good = "".join(f"p{i},Zoë Müller {i},née Böhm à Besançon\n" for i in range(20))
    people(root, (_PEOPLE + good).encode() + "zoe,Zoë,née Böhm\n".encode("latin-1") + "a,Änne,\n".encode())


@CASES
def a_semicolon_as_delimiter(root: Path) -> None:
    people(root, "id;name;note\nlev;Lev Sedov;a, b\nseva;Seva;c\n")


@CASES
def a_delimiter_wrongly_stated(root: Path) -> None:
    people(root, "id;name;note\nlev;Lev Sedov;a\n", 'delimiter = ","')


@CASES
def an_empty_file(root: Path) -> None:
    people(root, "")


@CASES
def blanks_only(root: Path) -> None:
    people(root, "\n  \n,,\n")


@CASES
def headers_only(root: Path) -> None:
    people(root, _PEOPLE)


@CASES
def a_cell_of_more_than_ten_million_signs(root: Path) -> None:
    people(root, _PEOPLE + f'lev,Lev Sedov,"{"x" * 10_000_001}"\nseva,Seva,\n')


@CASES
def zero_bytes(root: Path) -> None:
    people(root, _PEOPLE + "lev,Lev\0 Sedov," + "a" * 200 + "\nseva,Seva,\n")


@CASES
def quotation_marks_in_the_middle(root: Path) -> None:
    people(root, _PEOPLE + 'a,Anna "Anja" Berg,\nb,"Berta" Beck,\nc,"Clara",the "Rose"\n')


@CASES
def a_quotation_mark_never_closed(root: Path) -> None:
    people(root, _PEOPLE + 'a,Anna,"the\nb,Berta,x\nc,Clara,y\nd,Dora,z\n')


@CASES
def a_line_break_in_a_cell(root: Path) -> None:
    people(root, _PEOPLE + 'a,"Anna\nBerg",\nb,Berta,\n')


@CASES
def line_ends_of_an_old_macintosh(root: Path) -> None:
    people(root, "id,name,born\rlev,Lev Sedov,31 Feb 1929\rseva,Seva,1926\r")


@CASES
def a_text_in_another_script_than_its_column(root: Path) -> None:
    people(root, _PEOPLE + "lev,Лев Седов,\n")


@CASES
def a_table_of_the_wrong_kind(root: Path) -> None:
    people(root, "of,form,language\nlev,Ljova,ru-Latn\n")


@CASES
def a_column_left_out_by_the_project_file(root: Path) -> None:
    people(root, "id,name,shelf\nlev,Lev Sedov,A 12\n", "[tables.fields]", 'id = "id"', 'name = "name"')


@CASES
def yaml_with_a_tab_and_a_slip(root: Path) -> None:
    add_table(root, "person", "lev.yaml", "id: lev\nname: Lev Sedov\nborn:\n\tdate: 1906\n")


@CASES
def yaml_with_an_unknown_key(root: Path) -> None:
    add_table(root, "person", "lev.yaml", "id: lev\nname: Lev Sedov\nborn:\n  date: 31 Feb 1906\n  plaec: moscow\n")


@CASES
def a_bomb_of_yaml_aliases(root: Path) -> None:
    bomb = "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n"
    add_table(root, "person", "bomb.yaml", f"id: lev\n{bomb}---\nid: seva\nname: Seva\n")


@CASES
def json_that_is_none(root: Path) -> None:
    lines = '{"id": "lev", "name": "Lev Sedov"}\n{"id": "seva", "name": "Seva"\n[1, 2]\n{"id": "a", "id": "b"}\n'
    add_table(root, "person", "people.jsonl", lines)


@CASES
def numbers_and_dates_typed_in_json(root: Path) -> None:
    add_table(root, "person", "people.jsonl", '{"id": 7, "name": "Lev", "born": 1906, "died": {"date": null}}\n')
