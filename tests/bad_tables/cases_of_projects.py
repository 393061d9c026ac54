"""What stands beside the tables: the project file, waivers, links between data sets, and files that cannot be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.bad_tables.project import Cases, add_table
from tests.bad_tables.project import told as told_of_one

CASES = Cases()
_PEOPLE = "id,name,born,died\na,Anna,1700,1899\nb,Berta,1900,\n"
_SLIPS = {
    "a day that is none": ("2026-01-31", "2026-02-31"),
    "a text not closed": ('"Letters"', '"Letters'),
    "a section twice": ("[[tables]]", '[dataset]\ntitle = "x"\n[[tables]]'),
    "a key twice": ('version = "1.0"', 'version = "1.0"\nversion = "1.1"'),
    "one bracket": ("[[tables]]", "[[tables]"),
    "a single table": ("[[tables]]", "[tables]"),
    "a backslash": ('"people.csv"', '"records\\people.csv"'),
    "no value": ('version = "1.0"', "version = 1.0.0"),
    "no equals sign": ('version = "1.0"', 'version "1.0"'),
    "two keys on a line": ('version = "1.0"', 'version = "1.0" title = "x"'),
    "a list not closed": ('creator = "Town Archive of Romny"', 'creator = ["Town Archive of Romny"'),
    "a zero byte": ("[[tables]]", "\0\n[[tables]]"),
    "very deep": ("[[tables]]", "x = " + "[" * 5000 + "]" * 5000 + "\n[[tables]]"),
    "very long numbers": ("[[tables]]", "[build]\njobs = " + "9" * 5000 + "\n[[tables]]"),
    "wrong types": ('kind = "person"', 'kind = ["person"]'),
    "a base that is none": ('"https://data.example.org/"', '"ftp://x y/"'),
}


def told(root: Path) -> str:
    """Give all that the user of each project in a folder is told, one after the other."""
    folders = sorted(path for path in root.iterdir() if (path / "sedova.toml").exists())
    if not folders:
        return told_of_one(root)
    return "".join(f"-- {folder.name}\n{told_of_one(folder)}" for folder in folders)


@CASES
def slips_in_a_project_file(root: Path) -> None:
    for name, (sound, slip) in _SLIPS.items():
        folder = root / name
        folder.mkdir()
        add_table(folder, "person", "people.csv", _PEOPLE)
        project = folder / "sedova.toml"
        text = project.read_text(encoding="utf-8")
        assert sound in text
        project.write_text(text.replace(sound, slip, 1), encoding="utf-8")


@CASES
def a_table_listed_twice(root: Path) -> None:
    add_table(root, "person", "people.csv", _PEOPLE)
    add_table(root, "person", "people.csv", None)


@CASES
def several_files_that_cannot_be_read(root: Path) -> None:
    add_table(root, "person", "people.xlsx", "no workbook")
    database = sqlite3.connect(root / "places.sqlite")
    database.executescript("create table a(id); create table b(id)")
    database.close()
    add_table(root, "place", "places.sqlite", None, 'sheet = "place"')
    add_table(root, "group", "groups.csv", b"\0" * 99)


@CASES
def files_that_are_links(root: Path) -> None:
    (root / "people.csv").symlink_to("people.csv")
    (root / "places.csv").symlink_to("gone.csv")
    (root / "zero.csv").symlink_to("/dev/zero")
    for kind, name in (("person", "people"), ("place", "places"), ("group", "zero")):
        add_table(root, kind, f"{name}.csv", None)


@CASES
def patterns_of_files(root: Path) -> None:
    (root / "p").mkdir()
    (root / "p" / "d.yaml").symlink_to("/etc/hostname")
    patterns = {
        "person": "../*.yaml",
        "place": "/etc/*.yaml",
        "group": "p/*.yaml",
        "work": "q/*.yaml",
        "event": "*.csv",
    }
    for kind, pattern in patterns.items():
        add_table(root, kind, pattern, None)


@CASES
def a_table_of_waivers_with_faults(root: Path) -> None:
    add_table(root, "person", "people.csv", _PEOPLE)
    rows = [
        "long-life,person/a,,Seen in the register,A. Archivist,", "long-life,person/a,,Seen again,A. Archivist,",
        "long-life,person/a,,,A. Archivist,", "long-lief,person/a,,r,A. Archivist,", "missing-id,,,r,A. Archivist,",
        "long-life,a,,r,A. Archivist,", "long-life,person/zz,,r,A. Archivist,",
        "long-life,person/a,borne,r,A. Archivist,",
        "long-life,person/a,,r,,", "long-life,person/a,,r,A. Archivist,soon",
        "long-life,person/a,,r,A. Archivist,2020-01-01",
        "long-life,person/a,,r",
    ]  # fmt: skip
    text = "\n".join(["code,record,field,reason,who,until", *rows])
    (root / "waivers.csv").write_text(f"{text}\n", encoding="utf-8")


@CASES
def tables_of_waivers_that_are_none(root: Path) -> None:
    contents = {"empty": "", "headers": "Code,Record,Why,who\nlong-life,person/a,x,me\n", "other": "id,name\na,b\n"}
    for name, content in contents.items():
        folder = root / name
        folder.mkdir()
        add_table(folder, "person", "people.csv", _PEOPLE)
        (folder / "waivers.csv").write_text(content, encoding="utf-8")
    folder = root / "folder"
    folder.mkdir()
    add_table(folder, "person", "people.csv", _PEOPLE)
    (folder / "waivers.csv").mkdir()


_LINKS = """\
#curie_map:
#  mine: https://data.example.org/
subject_id\tpredicate_id\tobject_id\tmapping_justification
mine:person/a\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration
mine:person/zz\tskos:exactMatch\twd:Q2\tsemapv:ManualMappingCuration
foo:bar\tskos:exactMatch\twd:Q3\tsemapv:ManualMappingCuration
mine:person/b\tskos:exactMatch\tQ4\tsemapv:ManualMappingCuration
mine:person/b\tskos:exactMatch\twd:Q5 x\tsemapv:ManualMappingCuration
mine:persn/b\tskos:exactMatch\twd:Q6\tsemapv:ManualMappingCuration
mine:person/b\tskos:exactMatch\thttp://www.wikidata.org/wiki/Q7\tsemapv:ManualMappingCuration
mine:person/b\tskos:exactMatch
mine:person/b\tskos:exactmatch\twd:Q8\tsemapv:ManualMappingCuration
mine:person/b\towl:sameAs\twd:Q9\tsemapv:ManualMappingCuration
mine:person/b\towl:sameAs\twd:Q9\tsemapv:LexicalMatching
"""


@CASES
def a_table_of_links_with_faults(root: Path) -> None:
    add_table(root, "person", "people.csv", _PEOPLE)
    (root / "links.sssom.tsv").write_text(_LINKS, encoding="utf-8")


@CASES
def tables_of_links_that_are_none(root: Path) -> None:
    header = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    contents = {
        "commas": header.replace("\t", ",").encode(), "utf-16": header.encode("utf-16"), "bytes": bytes(range(256)),
        "one missing": header.replace("\tobject_id", "").encode(),
    }  # fmt: skip
    for name, content in contents.items():
        folder = root / name
        folder.mkdir()
        add_table(folder, "person", "people.csv", _PEOPLE)
        (folder / "links.sssom.tsv").write_bytes(content)
