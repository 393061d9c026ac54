"""Small projects whose whole output is kept: their bytes, and the graphs that parsers of others see in them.

`pytest tests/golden --update-golden` rewrites the expected files; review the difference like code.
"""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path

import openpyxl
import pytest

from sedova_lod.findings import Severity
from sedova_lod.pipeline import BuildOptions, BuildResult, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project, resolve_settings
from tests.pipeline.canonical import by_oxigraph, by_pyld, by_rdflib, nodes_of

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/sedova.toml"))
KEPT = {
    "dataset.ttl": "expected.ttl",
    "dataset.jsonld": "expected.jsonld",
    "dataset.nq": "expected.nq",
    "findings.txt": "findings.txt",
}


def _workbook(path: Path) -> None:
    """Make the workbook of the case `xlsx`: a date that Excel knows as one, and one that is a text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "People"
    sheet.append(["id", "name", "born", "died"])
    sheet.append(["anna", "Anna", datetime.date(1905, 3, 1), "spring 1970"])
    sheet.append(["boris", "Boris", 1890, None])
    book.save(path)


@pytest.fixture(scope="module", params=CASES)
def case(request, tmp_path_factory) -> tuple[str, Path, BuildResult]:
    """Build one case; its settings stand in the section [build] of its project file."""
    name = request.param
    root = tmp_path_factory.mktemp("golden") / name
    shutil.copytree(HERE / name, root, ignore=shutil.ignore_patterns("expected*", "findings.txt"))
    if name == "xlsx":
        _workbook(root / "records.xlsx")
    project = load_project(root)
    settings = resolve_settings(project, {}, {})
    options = BuildOptions(settings.profile, root / "dist", keep_going=settings.keep_going)
    with Path(os.devnull).open("w") as unseen:
        result = build_project(project, options, Progress(unseen, {}))
    return name, root / "dist", result


def _kept(folder: Path) -> dict[str, Path]:
    rejects = {f"rejects/{path.name}": f"expected_rejects/{path.name}" for path in folder.glob("rejects/*")}
    return {ours: Path(theirs) for ours, theirs in {**KEPT, **rejects}.items()}


def test_the_bytes_are_the_expected_ones(case, request):
    name, folder, _ = case
    if request.config.getoption("--update-golden"):
        shutil.rmtree(HERE / name / "expected_rejects", ignore_errors=True)
        for ours, expected in _kept(folder).items():
            (HERE / name / expected).parent.mkdir(exist_ok=True)
            shutil.copyfile(folder / ours, HERE / name / expected)
    for ours, expected in _kept(folder).items():
        assert (folder / ours).read_text("utf-8") == (HERE / name / expected).read_text("utf-8"), ours
    expected_rejects = {path.name for path in (HERE / name).glob("expected_rejects/*")}
    assert {path.name for path in folder.glob("rejects/*")} == expected_rejects


def test_the_graphs_are_the_expected_ones(case):
    name, folder, _ = case
    expected = by_oxigraph(HERE / name / "expected.ttl")
    assert expected
    for made in ("dataset.ttl", "dataset.jsonld", "dataset.nt", "dataset.nq"):
        assert by_oxigraph(folder / made) == expected, made
    assert by_rdflib(folder / "dataset.ttl", "turtle") == expected


def test_pyld_sees_the_expected_graph(case):
    name, folder, _ = case
    context, nodes = nodes_of(folder / "dataset.jsonld")
    assert by_pyld({"@context": context, "@graph": nodes}) == by_oxigraph(HERE / name / "expected.ttl")


def test_only_the_dirty_case_has_errors(case):
    name, _, result = case
    assert any(f.severity is Severity.ERROR for f in result.findings) is (name == "dirty")


def test_the_workbooks_date_and_text_are_each_read_as_what_they_are(case):
    name, folder, _ = case
    if name != "xlsx":
        return
    text = (folder / "dataset.nt").read_text("utf-8")
    assert '"1905-03-01"^^<http://www.w3.org/2001/XMLSchema#date>' in text
    assert '"1970-21"' in text
