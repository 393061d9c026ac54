"""Each command on sound and on faulty input: exit codes, what goes to stdout, what to stderr, and the files."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from ruamel.yaml import YAML

import sedova_lod

ROOT = Path(__file__).parents[2]
SHAPES = ROOT / "shapes"
SOUND = "id,name,born\nanna,Anna,1882\n"
FAULTY = "id,name,born\nanna,Anna,1882\nboris,Boris,31 Feb 1929\n"
WARNED = "id,name,born\nanna,Anna,1882-04-05\n"
RUSSIA = 'calendar = "unknown before 1918-02-14"\n'


def test_build_writes_the_data_set_beside_the_project_file(run, make_project):
    project = make_project(person=SOUND)
    ran = run("build", project)
    assert (ran.code, ran.out) == (0, "")
    assert sorted(path.name for path in (project / "dist").iterdir()) == [
        ".sedova-lod-state", "context.jsonld", "dataset.jsonld", "dataset.nq", "dataset.nt", "dataset.ttl",
        "findings.json", "findings.txt", "manifest.json", "void.ttl",
    ]  # fmt: skip
    assert "read 1 row of 1 table" in ran.err
    assert re.search(r"^wrote \d+ records \(\d+ concepts, 1 person\), \d+ triples$", ran.err, re.MULTILINE)


def test_a_second_build_says_what_it_did_anew(run, make_project):
    project = make_project(person=SOUND)
    run("build", project)
    assert "no record has changed since the last build\n" in run("build", project).err
    make_project(person=f"{SOUND}new,Somebody New,1900\n")
    told = run("build", project).err
    assert re.search(r"^mapped 1 of \d+ records anew; the others have not changed$", told, re.MULTILINE)
    assert "anew" not in run("build", project, "--fresh").err
    (project / "dist" / "dataset.ttl").write_text("")
    told = "nothing of the last build could be kept: dataset.ttl is not as it was written\n"
    assert told in run("build", project).err


def test_build_with_an_error_ends_with_1_and_says_that_nothing_was_written(run, make_project):
    project = make_project(person=FAULTY)
    ran = run("build", project)
    assert (ran.code, ran.out) == (1, "")
    assert "person.csv:3 column C 'born': '31 Feb 1929' is not a date: February 1929 has 28 days [bad-date]" in ran.err
    assert "nothing was written" in ran.err.splitlines()[-1]
    assert not (project / "dist").exists()


def test_keep_going_writes_the_sound_part_and_still_ends_with_1(run, make_project):
    project = make_project(person=FAULTY)
    assert run("build", project, "--keep-going").code == 1
    assert (project / "dist" / "rejects" / "01-person.csv").read_text("utf-8").count("boris") == 1
    assert "person/anna" in (project / "dist" / "dataset.ttl").read_text("utf-8")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_decides_from_which_severity_on_a_check_fails(fail_on, code, run, make_project):
    assert run("check", make_project(person=WARNED, dataset=RUSSIA), "--fail-on", fail_on).code == code


@pytest.mark.parametrize(("suffix", "compress"), [(".gz", "gzip"), (".zst", "zstd")])
def test_build_compresses_the_dumps(suffix, compress, run, make_project):
    project = make_project(person=SOUND)
    assert run("build", project, "--compress", compress).code == 0
    names = {path.name for path in (project / "dist").iterdir()}
    assert {f"dataset.{end}{suffix}" for end in ("ttl", "jsonld", "nt", "nq")} <= names


def test_check_writes_nothing(run, make_project):
    project = make_project(person=SOUND)
    assert run("check", project).code == 0
    assert sorted(path.name for path in project.iterdir()) == ["person.csv", "sedova.toml"]


@pytest.mark.parametrize("command", ["build", "check"])
def test_stdout_holds_nothing_but_the_json_report(command, run, make_project):
    ran = run(command, make_project(person=FAULTY), "--format", "json")
    (finding,) = json.loads(ran.out)["findings"]
    assert finding["code"] == "bad-date"
    assert finding["where"]["row"] == 3
    assert ran.code == 1


def test_check_explains_a_code(run):
    ran = run("check", "--explain", "bad-date")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("bad-date (error): not a date\n")
    assert "To mend it: " in ran.out


def test_no_progress_and_no_colour_where_there_is_no_terminal(run, make_project):
    ran = run("build", make_project(person=FAULTY))
    assert "\x1b" not in ran.err + ran.out
    assert "\r" not in ran.err + ran.out


def test_no_color_is_honoured_and_colours_can_be_forced(run, make_project, monkeypatch):
    monkeypatch.setenv("SEDOVA_COLOR", "always")
    assert "\x1b[31m" in run("check", make_project(person=FAULTY)).err
    monkeypatch.delenv("SEDOVA_COLOR")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", make_project(person=FAULTY)).err


def _cell(where: str) -> tuple[Path, int, str]:
    found = re.fullmatch(r"(\S+?):(\d+) column [A-Z]+ '(.+)'", where)
    assert found, where
    return Path(found[1]), int(found[2]), found[3]


def test_explain_names_the_cell_and_the_query_line_of_each_triple(run, data):
    ran = run("explain", "person/natalia-sedova#birth", data)
    assert (ran.code, ran.err) == (0, "")
    subject, *lines = ran.out.splitlines()
    assert subject == "https://w3id.org/sedova-lod/data/person/natalia-sedova#birth"
    triples = {lines[i].strip(): (lines[i + 1].strip(), lines[i + 2].strip()) for i in range(0, len(lines), 3)}
    (place,) = [t for t in triples if t.startswith("crm:P7_took_place_at")]
    cells, query = triples[place]
    file, row, column = _cell(cells.removeprefix("from ").split(", ")[0])
    rows = list(csv.reader((data / file).read_text("utf-8").splitlines(keepends=True)))
    assert (rows[row - 1][0], rows[row - 1][rows[0].index(column)]) == ("natalia-sedova", "romny")
    name, _, line = query.removeprefix("by profiles/").rpartition(":")
    text = (ROOT / "src/sedova_lod/mapping/profiles" / name).read_text("utf-8").splitlines()
    assert "crm:P7_took_place_at" in text[int(line) - 1]


def test_explain_gives_json(run, data):
    ran = run("explain", "person/natalia-sedova#birth", data, "--format", "json")
    assert ran.code == 0
    assert {"subject", "predicate", "object", "query", "line", "cells"} <= json.loads(ran.out)[0].keys()


def test_explain_offers_the_nearest_record(run, data):
    ran = run("explain", "person/natalia-sedva", data)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("  hint: did you mean 'person/natalia-sedova'?\n")


@pytest.fixture
def turtle(run, make_project) -> Path:
    project = make_project(person=SOUND)
    run("build", project)
    return project / "dist" / "dataset.ttl"


def test_validate_finds_what_was_built_conforming(run, turtle):
    ran = run("validate", turtle, "--shapes", SHAPES)
    assert (ran.code, ran.out) == (0, "")
    assert "conforms" in ran.err


def test_validate_names_what_is_wrong_in_a_bad_file(run, tmp_path):
    bad = tmp_path / "bad.ttl"
    bad.write_text("<https://example.org/x> a <http://www.cidoc-crm.org/cidoc-crm/E21_Person> .\n")
    ran = run("validate", bad, "--shapes", SHAPES)
    assert ran.code == 1
    assert "bad.ttl" in ran.err
    assert "https://example.org/x" in ran.err


def test_validate_tells_where_a_file_is_not_well_formed(run, tmp_path):
    bad = tmp_path / "bad.ttl"
    bad.write_text("<https://example.org/x> a\n  .\n")
    ran = run("validate", bad, "--shapes", SHAPES)
    assert ran.code == 2
    assert "bad.ttl:2" in ran.err
    assert "the file is not well-formed" in ran.err


def test_validate_with_a_folder_that_has_no_shapes_is_refused(run, turtle, tmp_path):
    (tmp_path / "empty").mkdir()
    ran = run("validate", turtle, "--shapes", tmp_path / "empty")
    assert ran.code == 2
    assert "there are no shapes in this folder\n  hint: shapes are read from files that end in .ttl\n" in ran.err


@pytest.mark.parametrize("kind", ["person", "person.memberships", "claim"])
def test_a_template_is_a_table_that_can_be_checked_at_once(kind, run, make_project, tmp_path):
    out = tmp_path / "template.csv"
    assert run("records", "template", kind, "-o", out).code == 0
    header = out.read_text("utf-8-sig").splitlines()[0]
    assert run("records", "template", kind).out.lstrip("\ufeff").splitlines()[0] == header
    checked = run("check", make_project(**{kind.replace(".", "__"): header + "\n"}))
    assert checked.code == 0
    assert "[unknown-column]" not in checked.err


@pytest.mark.parametrize("name", ["people.csv", "people.xlsx"])
def test_a_template_never_replaces_a_table(name, run, tmp_path):
    table = tmp_path / name
    table.write_text("id,name\nlev,Lev\n")
    done = run("records", "template", "person", "-o", table)
    assert (done.code, done.err) == (
        2,
        f"{table}: there is a file of this name, which may be filled in\n"
        "  hint: choose another name, or move the file away\n",
    )
    assert table.read_text() == "id,name\nlev,Lev\n"


def test_a_workbook_of_templates_has_a_sheet_for_each_kind(run, tmp_path):
    assert run("records", "template", "person", "place", "-o", tmp_path / "records.xlsx").code == 0
    book = openpyxl.load_workbook(tmp_path / "records.xlsx")
    assert set(book.sheetnames) >= {"person", "place"}


@pytest.mark.slow
def test_the_json_schema_is_one_and_the_records_of_the_data_set_satisfy_it(run, data):
    schema = json.loads(run("records", "schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    definitions = schema["$defs"]
    one = {"$schema": schema["$schema"], "$defs": definitions, "$ref": "#/$defs/claim"}
    validator = jsonschema.Draft202012Validator(one)
    files = sorted((data / "records").glob("claims*.yaml")) + sorted((data / "records" / "claims").glob("*.yaml"))
    records = [record for file in files for record in YAML(typ="safe").load(file.read_text("utf-8"))]
    assert records
    assert [error.message for record in records for error in validator.iter_errors(record)] == []
    assert list(validator.iter_errors({"id": "x", "subjct": "person/x"}))


def test_the_reference_is_the_page_of_the_documentation(run):
    assert run("records", "reference").out == (ROOT / "docs" / "reference" / "records.md").read_text("utf-8")


def test_settings_tell_where_each_value_comes_from(run, make_project, monkeypatch):
    project = make_project("[build]\nkeep_going = true\n", person=SOUND)
    monkeypatch.setenv("SEDOVA_JOBS", "2")
    lines = {line.split()[0]: line.split()[1:] for line in run("settings", project).out.splitlines()}
    assert lines["jobs"] == ["2", "SEDOVA_JOBS"]
    assert lines["keep_going"] == ["true", "sedova.toml:13"]
    assert lines["fail_on"] == ["error", "default"]
    plain = {row["setting"]: row["value"] for row in json.loads(run("settings", project, "--format", "json").out)}
    assert plain["jobs"] == "2"


@pytest.mark.parametrize(
    "command",
    [[], ["build"], ["check"], ["explain"], ["validate"], ["records"], ["records", "template"], ["settings"]],
)
def test_help_is_on_stdout_and_has_an_example(command, run):
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "Example:" in ran.out


def test_help_loads_no_heavy_package():
    heavy = "rdflib", "pyshacl", "pyoxigraph", "openpyxl", "yaml", "shacl", "python_calamine"
    code = (
        "import sys\nfrom sedova_lod.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print('loaded:', sorted(set({heavy!r}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_build_writes_the_formats_asked_for(run, make_project):
    project = make_project(person=SOUND)
    assert run("build", project, "--formats", "nt,ttl").code == 0
    assert sorted(path.name for path in (project / "dist").glob("dataset.*")) == ["dataset.nt", "dataset.ttl"]


def test_an_unknown_format_is_told_before_anything_is_read(run, make_project):
    done = run("build", make_project(person=SOUND), "--formats", "nt,tll")
    assert done.code == 2
    assert done.err == "unknown format 'tll'\n  hint: did you mean 'ttl'?\n"


def test_shapes_of_the_tool_can_be_left_out(run, make_project, tmp_path):
    (tmp_path / "foaf").mkdir()
    query = "PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>\nPREFIX rec: <https://w3id.org/sedova-lod/record#>\n"
    query += "CONSTRUCT { ?p crm:P98i_was_born ?b . ?b a crm:E67_Birth }\n"
    query += "WHERE { ?p a rec:Person . OPTIONAL { ?p rec:birth ?b } }\n"
    (tmp_path / "foaf" / "person.rq").write_text(query)
    project = make_project(person="id,name,born\nanna,Anna Ivanova,1882\n")
    profile = ("--profile", str(tmp_path / "foaf"))
    assert "a birth needs a label" in run("check", project, *profile).err
    assert run("check", project, *profile, "--no-builtin-shapes").code == 0


def test_build_splits_the_dumps_as_an_option_or_the_project_file_says(run, make_project):
    project = make_project('[build]\nsplit = "200 MB"\n', person=SOUND)
    assert run("build", project, "--formats", "nt,ttl").code == 0
    assert sorted(path.name for path in (project / "dist").glob("part-*")) == ["part-00001.nt", "part-00001.ttl"]
    ran = run("build", project, "--formats", "nt", "--split", "kind")
    assert f"  {project}/dist/dataset-person.nt  " in ran.err
    assert not list((project / "dist").glob("part-*"))
    assert run("build", project, "--formats", "nt", "--split", "none").code == 0
    assert sorted(path.name for path in (project / "dist").glob("dataset*")) == ["dataset.nt"]


def test_many_parts_are_told_of_together(run, make_project):
    people = "id,name,description\n" + "".join(f"p{n:02},Person {n},{'long ' * 12_000}\n" for n in range(24))
    project = make_project(person=people)
    ran = run("build", project, "--formats", "nt", "--split", "100kB", "--no-builtin-shapes")
    assert re.search(rf"\n  {re.escape(str(project))}/dist/part-\*\.nt  \d\.\d MB in 25 parts\n", ran.err)
    assert ran.err.count("part-") == 1
    assert len(list((project / "dist").glob("part-*.nt"))) == 25


def test_python_heeds_the_project_file_as_the_command_does(run, make_project, tmp_path):
    build = 'profile = "schema_org"\nformats = ["nt"]\nshapes = ["own.ttl"]\nfail_on = "warning"\nsplit = "kind"\n'
    project = make_project(f"[build]\n{build}", person="id,name\np1,Ada\n")
    (project / "own.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <http://schema.org/> .\n"
        "<urn:s> a sh:NodeShape ; sh:targetClass schema:Person ; sh:severity sh:Warning ;\n"
        "  sh:property [ sh:path schema:birthDate ; sh:minCount 1 ; sh:severity sh:Warning ] .\n"
    )
    assert run("build", project, "-o", tmp_path / "a").code == 1
    assert sedova_lod.build(project, tmp_path / "b").has_failed
    (project / "sedova.toml").write_text((project / "sedova.toml").read_text().replace('"warning"', '"error"'))
    assert run("build", project, "-o", tmp_path / "a").code == 0
    assert not sedova_lod.build(project, tmp_path / "b").has_failed
    files = [{path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab"]
    assert files[0] == files[1]
    assert "dataset-person.nt" in files[0]
    given = sedova_lod.build(project, tmp_path / "c", formats=("ttl",), split="none", profile="both")
    assert [file.name for file in given.files if file.name.startswith("dataset")] == ["dataset.ttl"]
