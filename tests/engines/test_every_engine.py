"""Each engine gives the same bytes and findings as any other, for any number of jobs."""

from __future__ import annotations

import pytest

from sedova_lod import api
from sedova_lod.engines import LocalEngine, engine_names, open_engine
from sedova_lod.errors import UsageError
from sedova_lod.pipeline import building

from .conformance import CHECKS, bytes_of

ENGINES = [name for name in engine_names() if name != "spark"]  # a cluster is started once, in a test of its own


@pytest.mark.slow
@pytest.mark.parametrize(
    ("engine", "jobs"),
    [
        ("auto", 2),
        *(pytest.param(*how, marks=pytest.mark.long) for how in [("local", 1), ("processes", 1), ("processes", 3)]),
    ],
)
def test_the_data_set_has_the_same_bytes(engine, jobs, tmp_path, data, build, bundled_build):
    build(data, tmp_path / "dist", engine=engine, jobs=jobs, batch_records=150)
    found, wanted = bytes_of(tmp_path / "dist"), bytes_of(bundled_build.folder)
    assert [name for name in sorted(found.keys() | wanted.keys()) if found.get(name) != wanted.get(name)] == []


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine(engine, check, tmp_path, make_project, build):
    check({"engine": engine, "jobs": 2}, tmp_path, make_project, build)


def test_an_unknown_engine_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError) as caught:
        open_engine("proceses", 1)
    assert str(caught.value) == "there is no engine 'proceses'\n  hint: did you mean 'processes'?"


def test_an_engine_of_this_machine_has_no_cluster():
    with pytest.raises(UsageError) as caught:
        open_engine("auto", 2, "spark://host:7077")
    assert str(caught.value) == (
        "the engine 'processes' works on this machine and has no cluster\n"
        "  hint: add --engine spark, or leave --master out"
    )


def test_python_chooses_an_engine_and_its_cluster_as_the_command_line_does(make_project, tmp_path, monkeypatch):
    project = make_project(place="id,name\nromny,Romny\n")
    with pytest.raises(UsageError) as caught:
        api.build(project, tmp_path / "dist", engine="spork")
    assert str(caught.value) == "there is no engine 'spork'\n  hint: did you mean 'spark'?"
    asked = []
    monkeypatch.setattr(building, "open_engine", lambda *chosen: asked.append(chosen) or LocalEngine())
    result = api.build(project, tmp_path / "dist", engine="spark", master="local[2]", jobs=3)
    assert (asked, result.has_failed) == ([("spark", 3, "local[2]")], False)
