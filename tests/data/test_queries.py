"""The questions asked of the data set have the same answers in every engine."""

import csv
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from sedova_lod.api import build

from .conftest import DATA

_BASE = "https://w3id.org/sedova-lod/data/"
_QUERIES = sorted((DATA / "queries").glob("*.rq"))
_ASKED = 20
_OWN = 20


@pytest.fixture(scope="module")
def dump(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("questions")
    assert not build(DATA, folder).has_failed
    return folder / "dataset.nt"


@pytest.fixture(scope="module")
def store(dump) -> pyoxigraph.Store:
    filled = pyoxigraph.Store()
    filled.bulk_load(path=str(dump), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return filled


@pytest.fixture(scope="module")
def graph(dump) -> rdflib.Graph:
    return rdflib.Graph().parse(dump, format="nt")


def _expected(query: Path) -> tuple[list[str], list[list[str]]]:
    with (query.parent / "expected" / f"{query.stem}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    return header, sorted(rows)


def _cell(value: object) -> str:
    return "" if value is None else str(value).removeprefix(_BASE)


def test_there_is_a_query_for_each_question_and_as_many_of_our_own():
    asked = [query for query in _QUERIES if query.stem.startswith("q")]
    assert (len(asked), len(_QUERIES) - len(asked)) == (_ASKED, _OWN)


@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_a_query_tells_its_question_and_answer(query):
    head = [line for line in query.read_text(encoding="utf-8").splitlines() if line.startswith("# ")]
    assert head[0].startswith("# Question: ")
    assert any(line.startswith("# Answer: ") for line in head)


@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_pyoxigraph_gives_the_expected_answer(query, store):
    header, rows = _expected(query)
    result = store.query(query.read_text(encoding="utf-8"))
    assert [variable.value for variable in result.variables] == header
    found = [[_cell(row[name].value if row[name] is not None else None) for name in header] for row in result]
    assert sorted(found) == rows


@pytest.mark.parametrize("query", _QUERIES, ids=lambda query: query.stem)
def test_rdflib_gives_the_expected_answer(query, graph):
    header, rows = _expected(query)
    result = graph.query(query.read_text(encoding="utf-8"))
    assert [str(variable) for variable in result.vars] == header
    assert sorted([_cell(value) for value in row] for row in result) == rows
