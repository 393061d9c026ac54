"""Faults of files: those that cannot be opened, and those that the project file names wrongly."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.bad_tables.project import DATASET, Cases, add_table

CASES = Cases()


def _project(root: Path, text: str) -> None:
    (root / "people.csv").write_text("id,name\nlev,Lev Sedov\n", encoding="utf-8")
    (root / "sedova.toml").write_text(text, encoding="utf-8")


@CASES
def a_folder_instead_of_a_file(root: Path) -> None:
    (root / "people.csv").mkdir()
    add_table(root, "person", "people.csv", None)


@CASES
def a_file_that_is_not_there(root: Path) -> None:
    add_table(root, "person", "peeple.csv", None)
    (root / "people.csv").write_text("id,name\n", encoding="utf-8")


@CASES
def a_file_in_another_folder(root: Path) -> None:
    add_table(root, "person", "records/people.csv", "id,name\nlev,Lev\n")
    add_table(root, "place", "places.csv", None)
    (root / "records" / "places.csv").write_text("id,name\n", encoding="utf-8")


@CASES
def a_path_out_of_the_project(root: Path) -> None:
    add_table(root, "person", "../../etc/passwd", None)
    add_table(root, "place", "/etc/passwd", None)
    add_table(root, "work", "works/../../outside.csv", None)


@CASES
def a_link_out_of_the_project(root: Path) -> None:
    outside = root.parent / "outside.csv"
    outside.write_text("id,name\nlev,Lev\n", encoding="utf-8")
    (root / "people.csv").symlink_to(outside)
    add_table(root, "person", "people.csv", None)


@CASES
def a_file_of_an_unknown_format(root: Path) -> None:
    add_table(root, "person", "people.docx", "x")


@CASES
def a_picture_called_csv(root: Path) -> None:
    add_table(root, "person", "people.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0")


@CASES
def a_workbook_called_csv(root: Path) -> None:
    with zipfile.ZipFile(root / "people.csv", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 50)
    add_table(root, "person", "people.csv", None)


@CASES
def a_project_file_that_breaks_off(root: Path) -> None:
    _project(root, DATASET + '[[tables]]\nkind = "person\nfile = "people.csv"\n')


@CASES
def a_project_file_with_a_bracket_missing(root: Path) -> None:
    _project(root, DATASET + '[[tables]\nkind = "person"\nfile = "people.csv"\n')


@CASES
def a_project_file_in_latin_1(root: Path) -> None:
    (root / "sedova.toml").write_bytes(DATASET.replace("Letters of", "Zoë's letters of").encode("latin-1"))


@CASES
def unknown_keys_of_a_project_file(root: Path) -> None:
    text = DATASET.replace("title =", "titel =").replace("2026-01-31", '"last year"')
    _project(root, text + '[[tables]]\nkind = "persons"\nfiel = "people.csv"\n[bild]\njobs = 2\n')


@CASES
def an_unknown_kind_and_an_unknown_field(root: Path) -> None:
    table = '[[tables]]\nkind = "persons"\nfile = "people.csv"\n'
    field = '[[tables]]\nkind = "person"\nfile = "people.csv"\n[tables.fields]\nid = "id"\nnmae = "name"\n'
    _project(root, DATASET + table + field)


@CASES
def no_project_file(root: Path) -> None:
    (root / "people.csv").write_text("id,name\n", encoding="utf-8")


@CASES
def an_empty_project_file(root: Path) -> None:
    _project(root, "")
