"""What the commands say of typical slips: where, what, hint; nothing else, and never a traceback."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

import pytest

from sedova_lod.cli import build_command
from sedova_lod.serializers import OutputFile

PEOPLE = "id,name,born\nanna,Anna,1882\n"


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


def test_a_wrong_project_path(run):
    assert run("build", "nosuch") == (
        2, "", "nosuch: no such folder\n  hint: name the folder with your sedova.toml\n"
    )  # fmt: skip


def test_a_folder_without_a_project_file(run):
    ran = run("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0].endswith("no sedova.toml in this folder")
    assert ran.err.splitlines()[1].startswith("  hint: ")


def test_an_unknown_kind_of_record_is_told_with_its_line_and_the_nearest_name(run, make_project):
    ran = run("build", make_project(persn=PEOPLE))
    assert ran == (
        2, "", "sedova.toml:9: there is no kind of record 'persn'\n  hint: did you mean 'person'?\n"
    )  # fmt: skip


def test_an_unknown_field_is_told_with_its_line_and_the_nearest_name(run, make_project):
    fields = '[tables.fields]\nid = "id"\nname = "name"\nbron = "born"\n'
    ran = run("build", make_project(fields, person=PEOPLE))
    assert ran == (2, "", "sedova.toml:15: a person has no field 'bron'\n  hint: did you mean 'born'?\n")


def test_an_unknown_header_is_told_with_its_cell(run, make_project):
    ran = run("build", make_project(person="id,nmae\nanna,Anna\n"))
    assert ran.code == 1
    assert "person.csv:1 column B 'nmae': no field 'nmae' in a person [unknown-column]\n" in ran.err
    assert "  hint: did you mean 'name'?\n" in ran.err


def _profile(folder: Path, template: str, where: str) -> Path:
    folder.mkdir()
    (folder / "person.rq").write_text(
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
        "PREFIX rec: <https://w3id.org/sedova-lod/record#>\n"
        f"CONSTRUCT {{ ?p a foaf:Person . {template} }}\n"
        f"WHERE {{\n  ?p a rec:Person .\n  {where}\n}}\n"
    )
    return folder


def test_a_typo_in_a_query_is_told_with_line_and_column(run, make_project, tmp_path):
    profile = _profile(tmp_path / "mine", "?p foaf:name ?n .", "OPTIONAL { ?p rec:nmae ?n }")
    ran = run("build", make_project(person=PEOPLE), "--profile", profile)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "/mine/person.rq:6:17: no field 'rec:nmae' of rec:Person\n  hint: did you mean 'rec:name'?\n"
    )


def test_a_made_up_term_in_a_query_is_told_with_line_and_column(run, make_project, tmp_path):
    profile = _profile(tmp_path / "mine", "?p foaf:nmae ?n .", "OPTIONAL { ?p rec:label ?n }")
    ran = run("build", make_project(person=PEOPLE), "--profile", profile)
    assert (ran.code, ran.out) == (2, "")
    assert "/mine/person.rq:3:35: there is no term 'foaf:nmae'\n  hint: did you mean 'foaf:name'?\n" in ran.err


def test_a_profile_that_is_not_there(run, make_project):
    ran = run("build", make_project(person=PEOPLE), "--profile", "foaf")
    assert ran.code == 2
    assert ran.err.startswith("foaf: no profile: there is no such folder, or no .rq file in it\n  hint: ")


def test_shapes_that_are_no_turtle_are_told_with_line_and_column(run, make_project, tmp_path):
    shapes = tmp_path / "own.ttl"
    shapes.write_text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape\n<urn:t> a sh:Shape .\n")
    ran = run("check", make_project(person=PEOPLE), "--shapes", shapes)
    assert (ran.code, ran.out) == (2, "")
    assert "own.ttl:3:" in ran.err
    assert "the file is not well-formed: " in ran.err


def test_a_term_that_shacl_does_not_have_is_told_with_the_nearest(run, make_project, tmp_path):
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ;\n"
        "  sh:targetClass <urn:c> ; sh:property [ sh:path <urn:p> ; sh:minCoutn 1 ] .\n"
    )
    ran = run("check", make_project(person=PEOPLE), "--shapes", shapes)
    assert ran.code == 2
    assert "own.ttl:3: SHACL has no term 'sh:minCoutn'\n  hint: did you mean 'sh:minCount'?\n" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["buidl"], "Error: No such command 'buidl'. Did you mean 'build'?\n"),
        (["build", "--jbos", "2"], "Error: No such option '--jbos'. Did you mean '--jobs'?\n"),
        (["build", "--jobs", "two"], "Error: Invalid value for '--jobs': 'two' is not a valid integer.\n"),
        (["validate"], "Error: Missing argument 'DATA'.\n"),
        (["records", "template", "persn"], "there is no kind of record 'persn'\n  hint: did you mean 'person'?\n"),
        (["records", "template"], "\n  hint: name one kind, or write a workbook with -o records.xlsx\n"),
        (["check", "--explain", "bad-dat"], "there is no finding code 'bad-dat'\n  hint: did you mean 'bad-date'?\n"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2(arguments, said, run):
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(said)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--jobs=0", "--jobs: 'jobs' must be a whole number above 0\n"),
        ("--engine=sparc", "there is no engine 'sparc'\n  hint: did you mean 'spark'?\n"),
    ],
)
def test_an_impossible_option_is_told_as_such(option, said, run, make_project):
    assert run("build", make_project(person=PEOPLE), option) == (2, "", said)


def test_an_unwritable_output_folder_ends_with_2(run, make_project, tmp_path):
    (tmp_path / "file").write_text("")
    ran = run("build", make_project(person=PEOPLE), "-o", tmp_path / "file")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"{tmp_path / 'file'}: this is a file, not a folder\n  hint: choose another folder\n"


@pytest.mark.parametrize(
    ("stop", "code", "said"),
    [
        (OSError(errno.ENOSPC, "the disk is full"), 2, ": the disk is full\n  hint: free some space"),
        (KeyboardInterrupt(), 130, "interrupted; nothing was changed"),
    ],
)
def test_what_stops_a_build_midway_leaves_the_old_output(stop, code, said, run, make_project, monkeypatch):
    project = make_project(person=PEOPLE)
    assert run("build", project).code == 0
    before = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}

    def put(*_arguments: object) -> None:
        raise stop

    monkeypatch.setattr(OutputFile, "_put", put)
    ran = run("build", project)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert {path.name: path.read_bytes() for path in (project / "dist").iterdir()} == before


def test_a_fault_of_ours_ends_with_70_and_leaves_a_report_instead_of_a_traceback(
    run, make_project, monkeypatch, tmp_path
):
    def fail(*_arguments: object) -> None:
        raise RuntimeError("by chance")

    monkeypatch.setattr(build_command, "build_project", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ran = run("build", make_project(person=PEOPLE))
    (report,) = tmp_path.glob("sedova-lod-fault-*.txt")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err == (f"a fault of sedova-lod itself (RuntimeError); nothing was changed; the report is in {report}\n")
    assert "RuntimeError: by chance" in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "what", "hint"),
    [
        ("12 parsecs", "'12 parsecs' is neither 'kind' nor a size", "units"),
        ("nan", "'nan' is neither 'kind' nor a size", "units"),
        ("-5MB", "'-5MB' is neither 'kind' nor a size", "units"),
        ("200", "'200' is neither 'kind' nor a size", "units"),
        ("200MiB", "'200MiB' is neither 'kind' nor a size", "units"),
        ("Kind", "'Kind' is neither 'kind' nor a size", "units"),
        ("1e3 MB", "'1e3 MB' is neither 'kind' nor a size", "units"),
        ("٣MB", "'٣MB' is neither 'kind' nor a size", "units"),
        ("0", "'0' is neither 'kind' nor a size", "units"),
        ("0 MB", "'0 MB' is too small a size", "least"),
        ("99.999kB", "'99.999kB' is too small a size", "least"),
        ("12 B", "'12 B' is too small a size", "least"),
    ],
)
def test_a_way_to_split_that_is_none_is_told_wherever_it_is_written(
    written, what, hint, run, make_project, monkeypatch
):
    hints = {
        "units": "write kind, or a size such as 200MB; units are B, kB, MB and GB",
        "least": "write 100kB or more, such as 200MB",
    }
    told = f": {what}\n  hint: {hints[hint]}\n"
    project = make_project(person=PEOPLE)
    assert run("build", project, "--split", written) == (2, "", f"--split{told}")
    monkeypatch.setenv("SEDOVA_SPLIT", written)
    assert run("build", project) == (2, "", f"SEDOVA_SPLIT{told}")
    make_project(f'[build]\nsplit = "{written}"\n', person=PEOPLE)
    assert run("build", project) == (2, "", f"sedova.toml:13{told}")
    assert not (project / "dist").exists()


@pytest.mark.parametrize("written", ["200_000_000", "true", '""', '["kind"]'])
def test_a_way_to_split_that_is_no_text_is_told_with_its_line(written, run, make_project):
    project = make_project(f"[build]\nsplit = {written}\n", person=PEOPLE)
    assert run("build", project) == (2, "", "sedova.toml:13: 'split' must be kind, or a size such as 200MB\n")
