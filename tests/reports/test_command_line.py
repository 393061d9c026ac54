"""`--format`, `--report` and `--annotate` of check, build and validate."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sedova_lod.cli import main

MakeProject = Callable[..., Path]
PEOPLE = "id,name,born\na,Anna,31 Feb 1929\nb,Berta,1882\n"


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stop:
        main([str(argument) for argument in arguments])
    return int(stop.value.code or 0)


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    """Write a project with one faulty cell."""
    return make_project(person=PEOPLE)


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("json", "{\n"), ("csv", "severity,code,"), ("sarif", '{\n "$schema"'), ("junit", "<?xml "),
        ("html", "<!DOCTYPE html>"),
    ],
)  # fmt: skip
def test_each_form_goes_to_stdout(form: str, start: str, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("check", project, "--format", form) == 1
    written = capfd.readouterr()
    assert written.out.startswith(start)
    assert "31 Feb 1929" in written.out
    assert "bad-date" not in written.err


def test_text_goes_to_stderr(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("check", project) == 1
    written = capfd.readouterr()
    assert written.out == ""
    assert written.err.startswith(
        "error: person.csv:2 column C 'born': '31 Feb 1929' is not a date: February 1929 has 28 days [bad-date]\n"
        "  hint: write what is known: 1929, 1929-02 or 1929-02~\n"
    )


@pytest.mark.parametrize("ending", ["json", "csv", "sarif", "xml", "html", "xlsx", "txt", "sarif.json"])
def test_a_report_has_the_form_of_its_ending(ending: str, project: Path, tmp_path: Path) -> None:
    file = tmp_path / f"report.{ending}"
    assert run("check", project, "--report", file) == 1
    starts = {
        "json": b'{\n  "title"', "csv": b"severity", "sarif": b'{\n "$schema"', "xml": b"<?xml", "html": b"<!DOCTYPE",
        "xlsx": b"PK", "txt": b"error: ", "sarif.json": b'{\n "$schema"',
    }  # fmt: skip
    assert file.read_bytes().startswith(starts[ending])


def test_several_reports_are_written_at_once(project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run("build", project, "-o", tmp_path / "dist", "--report", tmp_path / "a.json", "--report", tmp_path / "b.html")
    assert json.loads((tmp_path / "a.json").read_text())["counts"]["error"] == 1
    assert f"report: {tmp_path / 'b.html'}\n" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("report.doc", "no report has the ending '.doc'\n  hint: end its name in one of: "),
        ("report.jsn", "no report has the ending '.jsn'\n  hint: did you mean '.json'?"),
        ("report", "the file has no ending that tells the form\n  hint: end its name in one of: "),
    ],
)
def test_an_unknown_ending_is_refused_before_the_run(
    name: str, message: str, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("check", project, "--report", name) == 2
    assert capfd.readouterr().err.startswith(f"{name}: {message}")


@pytest.mark.parametrize("options", [("--report", "person.csv"), ("--annotate", "."), ("--annotate", "link")])
def test_no_report_replaces_a_file_of_the_user(
    options: tuple[str, str], project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "link").symlink_to(project)
    assert run("check", project, options[0], project / options[1]) == 2
    told = "this is a file of yours, which the report would replace\n  hint: choose another name or folder\n"
    assert capfd.readouterr().err.endswith(told)
    assert (project / "person.csv").read_text() == PEOPLE


@pytest.mark.parametrize("name", ["manifest.json", "findings.json", "findings.txt", "rejects/01-person.csv"])
def test_no_report_replaces_a_file_that_the_build_writes(
    name: str, project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "dist")
    report = tmp_path / "link" / name
    assert run("build", project, "-o", tmp_path / "dist", "--keep-going", "--report", report) == 2
    assert capfd.readouterr().err == (
        f"{report}: the report would replace a file of the result in {tmp_path / 'dist'}\n"
        "  hint: choose another name or folder\n"
    )
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_no_report_replaces_a_file_of_an_earlier_build(
    command: str, project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dist = tmp_path / "dist"
    assert run("build", project, "-o", dist, "--keep-going") == 1
    before = (dist / "manifest.json").read_bytes()
    report = dist / "rejects" / ".." / "manifest.json"
    assert run(command, project, "--report", report) == 2
    assert capfd.readouterr().err.endswith(
        f"{report}: the report would replace a file of the result in {dist}\n  hint: choose another name or folder\n"
    )
    assert run("build", project, "-o", dist, "--keep-going", "--report", dist / "mine.html") == 1
    assert (dist / "manifest.json").read_bytes() == before


def test_copies_are_not_written_into_another_project(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sedova.toml").touch()
    assert run("check", project, "--annotate", other) == 2
    assert capfd.readouterr().err == (
        f"{other}: this is the folder of a project, whose tables the copies might replace\n"
        "  hint: choose a folder of its own\n"
    )


def test_annotated_copies_go_to_a_folder_of_their_own(
    project: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "marked" / "copies"
    assert run("check", project, "--annotate", folder) == 1
    assert sorted(file.name for file in folder.iterdir()) == ["person.csv", "person.csv.xlsx"]
    assert f"annotated copy: {folder / 'person.csv.xlsx'}\n" in capfd.readouterr().err
    assert (project / "person.csv").read_text() == PEOPLE


def test_sound_tables_are_not_copied(make_project: MakeProject, tmp_path: Path) -> None:
    assert run("check", make_project(person="id,name\na,Anna\n"), "--annotate", tmp_path / "copies") == 0
    assert not (tmp_path / "copies").exists()


def test_findings_about_rdf_are_reported_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "shape.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <https://e.org/> .\n"
        "e:S a sh:NodeShape ; sh:targetNode e:a ; sh:property [ sh:path e:p ; sh:minCount 1 ] .\n"
    )
    (tmp_path / "data.ttl").write_text("<https://e.org/a> a <https://e.org/T> .\n")
    code = run("validate", tmp_path / "data.ttl", "--shapes", tmp_path / "shape.ttl", "--format", "junit")
    written = capfd.readouterr().out
    assert code == 1
    assert '<testsuite name="data.ttl" tests="1" failures="1" errors="0" skipped="0">' in written


CLAIMS = "id,name,subject,property,value.text\nc,Claim,person/a,date,1900\n"
CLAIMANT = (
    "neither alternative 1 (nobody is named who makes it) nor alternative 2 (no work is named in which we read it)"
)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", f"a claim needs somebody who makes it, or the work in which we read it: {CLAIMANT}"),
        ("fr", f"a claim needs somebody who makes it, or the work in which we read it: {CLAIMANT}"),
        (
            "ru",
            "у утверждения должен быть автор или произведение, где мы его прочли: не подходит ни вариант 1 "
            "(автор не указан), ни вариант 2 (не указано произведение, где мы его прочли)",
        ),
    ],
)
def test_shapes_speak_the_language_that_is_asked_for(
    language: str, told: str, make_project: MakeProject, capfd: pytest.CaptureFixture[str]
) -> None:
    project = make_project(claim=CLAIMS, person="id,name\na,Anna\n")
    assert run("check", project, "--message-language", language, "--format", "json") == 1
    (finding,) = json.loads(capfd.readouterr().out)["findings"]  # the same in both vocabularies, and told once
    assert finding["message"] == f"claim/c: {told}"


def test_validate_speaks_the_language_that_is_asked_for(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data.ttl").write_text("<urn:a> a <http://schema.org/Person> .")
    shapes = Path(__file__).parents[2] / "shapes" / "person.ttl"
    assert run("validate", tmp_path / "data.ttl", "--shapes", shapes, "--message-language", "ru") == 1
    assert "urn:a rdfs:label: у человека должно быть имя [shape-violated]" in capfd.readouterr().err


def test_rows_that_cannot_be_read_are_counted_too(make_project: MakeProject, capfd: pytest.CaptureFixture[str]) -> None:
    project = make_project(person="id,name\na,Anna\nb,Berta,1,2\n")
    assert run("check", project, "--format", "json") == 1
    written = capfd.readouterr()
    told = json.loads(written.out)
    assert (told["rows"], told["tables"][0]["rows"]) == (2, 2)
    assert "person.csv: 2 rows" in written.err
