"""Records as tables: what stands in which cell, the data dictionary, safety in spreadsheets, Parquet."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from sedova_lod.cli.main import cli
from sedova_lod.errors import UsageError
from sedova_lod.records.templates import template_columns
from sedova_lod.tabulation import plan_tables

SCHEMA = json.loads((Path(__file__).parent / "datapackage.schema.json").read_text("utf-8"))
BASE = "https://data.example.org/"
PEOPLE = (
    "id,name,name@ru,name.alias,born,born.calendar,born.place,parents,note\n"
    "lev,Lev,Лев,Lyova;Leon,1906-02-24,julian,romny,,=1+1\n"
    'ann,Ann | Anna,,,c. 1930,,romny,lev,"two\nlines"\n'
)
PLACES = "id,name,latitude,longitude\nromny,Romny,-50.75,33.47\n"
MEMBERS = "of,group,date\nlev,party,1917/1920\n"
GROUPS = "id,name\nparty,Party\n"


def tables(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["tables", *map(str, arguments)], standalone_mode=False)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def project(make_project) -> Path:
    return make_project(person=PEOPLE, place=PLACES, person__memberships=MEMBERS, group=GROUPS)


@pytest.fixture
def target(project, tmp_path) -> Path:
    done = tables(project, "-o", tmp_path / "tables")
    assert done.return_value == 0, done.stderr
    return tmp_path / "tables"


def test_a_record_is_a_row_under_its_identifiers(target):
    ann, lev = rows(target / "person.csv")
    assert (lev["record"], lev["id"], lev["iri"]) == ("person/lev", "lev", f"{BASE}person/lev")
    assert (lev["name"], lev["name@ru"], lev["name.alias"]) == ("Lev", "Лев", "Lyova | Leon")
    assert (ann["born.place"], ann["parents"], ann["note@en"]) == ("place/romny", "person/lev", "two\nlines")


def test_a_date_is_told_with_its_bounds_and_its_calendar(target):
    ann, lev = rows(target / "person.csv")
    assert {
        name.removeprefix("born"): lev[name] for name in lev if name.startswith("born") and name != "born.place"
    } == {
        "": "1906-03-09",
        ".label": "24 February 1906 (Julian; 9 March 1906 Gregorian)",
        ".earliest": "1906-03-09",
        ".latest": "1906-03-09",
        ".written": "1906-02-24",
        ".calendar": "concept/julian",
    }
    assert ann["born"] == "1930~"


def test_what_a_record_has_several_of_stands_in_a_table_of_its_own(target):
    (row,) = rows(target / "person.memberships.csv")
    assert (row["of"], row["group"], row["date"]) == ("person/lev", "group/party", "1917/1920")
    names = {(row["of"], row["form"], row["type"]) for row in rows(target / "person.names.csv")}
    assert ("person/lev", "Lyova", "concept/alias") in names


def test_a_bar_in_a_value_is_told_from_one_between_values(make_project, tmp_path):
    project = make_project(person="id,name,name.alias\nann,Ann | Anna,A|B;C\n")
    tables(project, "-o", tmp_path / "out")
    (row,) = rows(tmp_path / "out" / "person.csv")
    assert row["name"] == "Ann | Anna"
    assert row["name.alias"] == "A\\|B | C"
    assert [part.replace("\\|", "|") for part in re.split(r" (?<!\\)\| ", row["name.alias"])] == ["A|B", "C"]


def test_no_text_becomes_a_formula(target):
    _, lev = rows(target / "person.csv")
    assert lev["note@en"] == "'=1+1"
    (romny,) = rows(target / "place.csv")
    assert romny["latitude"] == "-50.75"


@pytest.mark.parametrize("note", ["=1", "'=1", "''=1", "@x", "+1", "-1", "'t Hooft", "''", "plain"])
def test_what_was_guarded_can_be_restored(make_project, tmp_path, note):
    tables(make_project(person=f'id,name,note\nann,Ann,"{note}"\n'), "-o", tmp_path / "out")
    (row,) = rows(tmp_path / "out" / "person.csv")
    found = row["note@en"]
    assert not found.startswith(("=", "+", "-", "@"))
    assert re.sub(r"^'(?='*[=+@\t\r-])", "", found) == note


def test_only_columns_in_use_are_there_and_each_is_explained(target):
    package = json.loads((target / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        named = [field["name"] for field in resource["schema"]["fields"]]
        found = rows(target / resource["path"])
        assert list(found[0]) == named
        assert [name for name in named if not any(row[name] for row in found)] == []
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_data_dictionary_is_valid_and_true(target):
    package = json.loads((target / "datapackage.json").read_text("utf-8"))
    jsonschema.validate(package, SCHEMA)
    assert (package["name"], package["version"], package["created"]) == ("letters", "1.0", "2026-01-31T00:00:00Z")
    listed = {path.name for path in target.iterdir()} - {"datapackage.json", "manifest.json"}
    assert {resource["path"] for resource in package["resources"]} == listed
    for resource in package["resources"]:
        content = (target / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_keys_lead_to_rows(target):
    package = json.loads((target / "datapackage.json").read_text("utf-8"))
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    n_keys = 0
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", ()):
            there = {row[key["reference"]["fields"]] for row in rows(target / paths[key["reference"]["resource"]])}
            used = {row[key["fields"]] for row in rows(target / resource["path"])} - {""}
            assert used <= there, (resource["name"], key)
            n_keys += 1
    assert n_keys > 10


def test_parquet_holds_the_same_with_numbers_as_numbers(project, tmp_path):
    tables(project, "-o", tmp_path / "out", "--parquet")
    found = pq.read_table(tmp_path / "out" / "person.parquet").to_pylist()
    assert found[1]["note@en"] == "=1+1"
    assert [{k: v or "" for k, v in row.items()} for row in found] == [
        {**row, "note@en": row["note@en"].removeprefix("'")} for row in rows(tmp_path / "out" / "person.csv")
    ]
    assert pq.read_table(tmp_path / "out" / "place.parquet").to_pylist()[0]["latitude"] == -50.75
    jsonschema.validate(json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8")), SCHEMA)


def test_without_the_package_for_parquet_it_is_told_how_to_install_it(project, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = tables(project, "-o", tmp_path / "out", "--parquet")
    assert str(done.exception) == (
        'Parquet files need a package that is not installed\n  hint: pip install "sedova-lod[parquet]"'
    )
    assert not (tmp_path / "out").exists()


def test_the_same_records_give_the_same_bytes(project, tmp_path):
    for name in ("one", "two"):
        tables(project, "-o", tmp_path / name, "--parquet")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert [(tmp_path / "one" / n).read_bytes() for n in files] == [(tmp_path / "two" / n).read_bytes() for n in files]


def test_tables_that_are_gone_are_removed_and_other_files_stay(project, target, make_project):
    (target / "notes.txt").write_text("mine")
    tables(make_project(place=PLACES), "-o", target)
    assert not (target / "person.csv").exists()
    assert (target / "notes.txt").read_text() == "mine"


def test_a_faulty_project_writes_nothing(make_project, tmp_path):
    done = tables(make_project(person="id,name,born\nlev,Lev,31 Feb 1929\n"), "-o", tmp_path / "out")
    assert done.return_value == 1
    assert done.stderr.endswith(f"nothing was written: what is in {tmp_path / 'out'} is as it was\n")
    assert not (tmp_path / "out").exists()


def test_tables_never_mix_with_the_project(project):
    done = tables(project, "-o", project)
    assert isinstance(done.exception, UsageError)
    assert str(done.exception) == f"{project}: this is the folder of the project\n  hint: name a folder of its own"


def test_tables_never_replace_a_data_set_nor_a_table_of_somebody(project, tmp_path):
    CliRunner().invoke(cli, ["build", str(project), "-o", str(tmp_path / "dist")], standalone_mode=False)
    built = sorted(path.name for path in (tmp_path / "dist").iterdir())
    done = tables(project, "-o", tmp_path / "dist")
    assert str(done.exception) == (
        f"{tmp_path / 'dist'}: the folder holds what another command made\n  hint: choose a folder of its own"
    )
    assert sorted(path.name for path in (tmp_path / "dist").iterdir()) == built
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "person.csv").write_text("mine")
    done = tables(project, "-o", tmp_path / "mine")
    assert str(done.exception) == (
        f"{tmp_path / 'mine' / 'person.csv'}: this file would be replaced, and no earlier run made it\n"
        "  hint: move it elsewhere, or choose another folder"
    )
    assert (tmp_path / "mine" / "person.csv").read_text() == "mine"


def test_rows_and_columns_are_told(project, tmp_path):
    told = tables(project, "-o", tmp_path / "out").stderr
    assert told.endswith(
        "  place.names: 1 row, 4 columns\n  concept: 9 rows, 9 columns\n  concept.names: 18 rows, 4 columns\n"
    )


def test_every_column_that_curators_fill_in_has_its_place():
    plans = {table: set(columns) for table, (_, columns) in plan_tables().items()}
    passed = {"wikidata": "same_as", "name": "name", "iri": "iri"}
    for kind in ("person", "group", "place", "event", "work", "object", "concept", "quotation", "claim"):
        wanted = {passed.get(name, name) for name, _ in template_columns(kind)}
        assert wanted - plans[kind] == set(), kind
    for child in ("person.memberships", "person.relations", "event.participations"):
        wanted = {name for name, _ in template_columns(child)} - {"source", "certainty"}
        assert wanted - plans[child] == set(), child
