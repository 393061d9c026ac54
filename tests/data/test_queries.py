"""The questions asked of the data set have the same answers in every engine."""

import csv
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

from .conftest import DATA

_BASE = "https://w3id.org/sedova-lod/data/"
_QUERIES = sorted((DATA / "queries").glob("*.rq"))
_ASKED = 20
_OWN = 20
_COMUNICA = Path(__file__).parent / "comunica"

Answer = tuple[list[str], list[list[str]]]


@pytest.fixture(scope="module")
def dump(bundled_build) -> Path:
    return bundled_build.folder / "dataset.nt"


@pytest.fixture(scope="module")
def store(dump) -> pyoxigraph.Store:
    filled = pyoxigraph.Store()
    filled.bulk_load(path=str(dump), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return filled


@pytest.fixture(scope="module")
def graph(dump) -> rdflib.Graph:
    return rdflib.Graph().parse(dump, format="nt")


@pytest.fixture(scope="module")
def comunica(dump) -> dict[str, Any]:
    """Put all queries to Comunica, a JavaScript engine, in one process; `.ci/run` installs it for this test."""
    folder, node = os.environ.get("COMUNICA_HOME", ""), shutil.which("node")
    if not folder or node is None:
        pytest.skip("COMUNICA_HOME names no folder with the packages of tests/data/comunica, or there is no Node.js")
    command = [node, str(_COMUNICA / "answer.mjs"), str(dump), *map(str, _QUERIES)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def _expected(query: Path) -> Answer:
    with (query.parent / "expected" / f"{query.stem}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, rows


def _in_order(query: Path, rows: list[list[str]]) -> list[list[str]]:
    """Give the rows as the query orders them, or sorted if it does not say how."""
    return rows if "ORDER BY" in query.read_text(encoding="utf-8") else sorted(rows)


def _cell(value: object) -> str:
    return "" if value is None else str(value).removeprefix(_BASE)


def test_there_is_a_query_for_each_question_and_as_many_of_our_own():
    asked = [query for query in _QUERIES if query.stem.startswith("q")]
    assert len(asked) == _ASKED
    assert len(_QUERIES) - len(asked) >= _OWN


@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_a_query_tells_its_question_and_answer(query):
    head = [line for line in query.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    assert head[0].startswith("# Question: ")
    assert any(line.startswith("# Answer: ") for line in head)


@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_pyoxigraph_gives_the_expected_answer(query, store):
    result = store.query(query.read_text(encoding="utf-8"))
    header = [variable.value for variable in result.variables]
    found = [[_cell(row[name].value if row[name] is not None else None) for name in header] for row in result]
    assert (header, _in_order(query, found)) == _expected(query)


@pytest.mark.slow
@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_rdflib_gives_the_expected_answer(query, graph):
    result = graph.query(query.read_text(encoding="utf-8"))
    header = [str(variable) for variable in result.vars]
    found = [[_cell(value) for value in row] for row in result]
    assert (header, _in_order(query, found)) == _expected(query)


@pytest.mark.slow
@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_comunica_gives_the_expected_answer(query, comunica):
    answer = comunica[query.stem]
    found = [[_cell(value) for value in row] for row in answer["rows"]]
    assert (answer["variables"], _in_order(query, found)) == _expected(query)
