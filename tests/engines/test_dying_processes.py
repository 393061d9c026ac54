"""Processes that die: the record is named, the rest is built, and nothing waits for ever."""

from __future__ import annotations

import multiprocessing.spawn
import os
import signal
from multiprocessing import resource_tracker
from pathlib import Path

import pytest

from sedova_lod.engines import pool_member, worker_pool
from sedova_lod.errors import SedovaError
from sedova_lod.pipeline import building
from tests.engines.deadly import DeadlyEngine

pytestmark = pytest.mark.slow

PEOPLE = "id,name,born\n" + "".join(f"p{n},Person {n},{1800 + n}\n" for n in range(30))
VICTIM = "p7,Person 7,1807\n"
QUICKLY = {"profile": "schema_org", "builtin_shapes": False, "batch_records": 10}  # processes that begin soon


@pytest.fixture(autouse=True)
def _no_waiting_for_ever():
    signal.alarm(60)
    yield
    signal.alarm(0)


@pytest.fixture
def dying(monkeypatch):
    """Let processes die of what holds a text."""

    def arrange(text: str, file: Path | None = None) -> None:
        monkeypatch.setattr(building, "open_engine", lambda _name, jobs, _master: DeadlyEngine(jobs, text, file))

    return arrange


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.name.startswith(("findings", "."))
    }


def test_a_record_that_ends_each_process_is_named_with_its_row(tmp_path, make_project, build, dying):
    dying("person\\x00p7")
    result = build(make_project(person=PEOPLE), tmp_path / "dist", jobs=2, **QUICKLY)
    assert result.has_failed
    assert [str(finding) for finding in result.findings] == [
        "person.csv:9: each process that worked on person/p7 died [crashing-record]\n"
        "  hint: look whether a cell of the row is very long; or build with --keep-going, which sets the record aside"
    ]
    assert not (tmp_path / "dist").exists()


def test_such_a_record_is_set_aside_and_the_rest_is_built(tmp_path, make_project, build, dying):
    build(make_project(person=PEOPLE.replace(VICTIM, "")), tmp_path / "without", **QUICKLY)
    dying("person\\x00p7")
    result = build(make_project(person=PEOPLE), tmp_path / "dist", jobs=2, **QUICKLY, keep_going=True)
    assert (result.n_rejected, result.n_records["person"]) == (1, 29)
    found, without = files_of(tmp_path / "dist"), files_of(tmp_path / "without")
    rejects = found.pop("01-person.csv").decode()
    assert rejects.splitlines()[1:] == ["p7,Person 7,1807,each process that worked on person/p7 died"]
    assert {name for name in found | without if found.get(name) != without.get(name)} == {"manifest.json"}


def test_a_row_that_no_process_can_read_is_named_and_set_aside(tmp_path, make_project, build, dying):
    dying("('p7', ")
    result = build(make_project(person=PEOPLE), tmp_path / "dist", jobs=2, **QUICKLY, keep_going=True)
    assert [(str(f.where), f.message) for f in result.findings] == [
        ("person.csv:9", "each process that worked on row 9 died")
    ]
    assert (result.n_rejected, result.n_records["person"], result.tables[0].n_read) == (1, 29, 30)
    rejects = (tmp_path / "dist" / "rejects" / "01-person.csv").read_text()
    assert rejects.splitlines()[1:] == ["p7,Person 7,1807,each process that worked on row 9 died"]


def test_a_piece_of_a_table_is_not_lost_as_its_rows_are_read_one_by_one(
    tmp_path, make_project, build, dying, monkeypatch
):
    monkeypatch.setattr(worker_pool, "_MOST_LOST", 1)
    dying("('p7', ")
    result = build(make_project(person=PEOPLE), tmp_path / "dist", jobs=2, **QUICKLY, keep_going=True)
    assert [str(finding) for finding in result.findings] == [
        "person.csv:9: each process that worked on row 9 died [crashing-record]\n"
        "  hint: look whether a cell of the row is very long; or build with --keep-going, which sets the record aside"
    ]
    assert (result.n_rejected, result.n_records["person"]) == (1, 29)


def test_such_a_row_is_set_aside_even_if_nobody_knows_its_record(tmp_path, make_project, build, dying):
    mapped = '[tables.fields]\nname = "name"\nborn = "born"\n[tables.fields.id]\ncolumn = "id"\n'
    project = make_project(mapped + 'lookup = { p7 = "p7", p8 = "p8" }\n', person=PEOPLE[:14])
    (project / "person.csv").write_text("id,name,born\np7,Person 7,1807\np8,Person 8,1808\n")
    dying("('p7', ")
    result = build(project, tmp_path / "dist", jobs=2, **QUICKLY, keep_going=True)
    assert ([f.code for f in result.findings], result.n_records["person"]) == (["crashing-record"], 1)
    rejects = (tmp_path / "dist" / "rejects" / "01-person.csv").read_text()
    assert rejects.splitlines()[1:] == ["p7,Person 7,1807,each process that worked on row 2 died"]


def test_a_process_that_dies_once_changes_nothing(tmp_path, make_project, build, dying):
    project = make_project(person=PEOPLE)
    whole = build(project, tmp_path / "whole", **QUICKLY)
    once = tmp_path / "once"
    once.write_text("once")
    dying("person\\x00p7", once)
    result = build(project, tmp_path / "dist", jobs=2, **QUICKLY)
    assert once.read_text() == ""
    assert (result.findings, result.n_records) == (whole.findings, whole.n_records)
    assert files_of(tmp_path / "dist") == files_of(tmp_path / "whole")


def test_processes_that_die_of_everything_end_the_run(tmp_path, make_project, build, dying, monkeypatch):
    monkeypatch.setattr(worker_pool, "_MOST_LOST", 1)
    dying("person")
    with pytest.raises(SedovaError) as caught:
        build(make_project(person=PEOPLE), tmp_path / "dist", jobs=1, **QUICKLY)
    assert str(caught.value) == (
        "processes die again and again: more than 1 records or rows cannot be worked on\n"
        "  hint: try again with --jobs 1; most often memory ran out"
    )


def test_processes_that_die_before_they_begin_are_told(tmp_path, make_project, build, monkeypatch):
    monkeypatch.setattr(pool_member, "_can_fork", lambda: False)
    resource_tracker.ensure_running()
    dies = tmp_path / "dies"
    dies.write_text("#!/bin/sh\nexit 1\n")
    dies.chmod(0o755)
    monkeypatch.setattr(multiprocessing.spawn, "_python_exe", os.fsencode(dies))
    with pytest.raises(SedovaError) as caught:
        build(make_project(person=PEOPLE), engine="processes", jobs=2, **QUICKLY)
    assert str(caught.value) == (
        "a process ended before it could begin to work\n  hint: try again with --jobs 1; most often memory ran out"
    )
