"""The tests of the W3C for the SPARQL 1.1 protocol, by their manifest, over a real socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from sedova_lod.triplestore import load_store
from tests.triplestore.served import TOKEN, Reply, Served, serve

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "sparql-protocol"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
STATUS = "http://www.w3.org/2011/http-statusCodes#StatusCode"
BASE = SUITE.as_uri() + "/"
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}  # fmt: skip
DEVIATIONS: dict[str, str] = {}
"""Tests that are not passed, each with the reason."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SUITE.is_dir(), reason="the tests of the W3C are not here")]


def manifest() -> rdflib.Graph:
    graph = rdflib.Graph()
    if SUITE.is_dir():
        graph.parse(SUITE / "manifest.ttl", publicID=BASE + "manifest.ttl")
    return graph


GRAPH = manifest()
TESTS = [
    entry
    for head in GRAPH.objects(rdflib.URIRef(BASE + "manifest.ttl"), MF.entries)
    for entry in Collection(GRAPH, head)
]


def name_of(test: Any) -> str:
    return str(test).rpartition("#")[2]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("protocol")
    (folder / "empty.nt").write_text("")
    load_store([folder / "empty.nt"], folder / "store")
    with serve(folder / "store", "--writable") as running:
        yield running


def test_all_tests_are_found() -> None:
    assert len(TESTS) == 34
    assert set(DEVIATIONS) <= {name_of(test) for test in TESTS}


@pytest.mark.parametrize("test", [test for test in TESTS if name_of(test) not in DEVIATIONS], ids=name_of)
def test_protocol(served: Served, test: rdflib.URIRef) -> None:
    assert served.update("DROP ALL").status == 204
    for data in GRAPH.objects(test, UT.graphData):
        (file,) = GRAPH.objects(data, UT.graph)
        (label,) = GRAPH.objects(data, rdflib.RDFS.label)
        triples = (SUITE / str(file).rpartition("/")[2]).read_text()
        assert served.update(f"INSERT DATA {{ GRAPH <{label}> {{ {triples} }} }}").status == 204
    (action,) = GRAPH.objects(test, MF.action)
    (requests,) = GRAPH.objects(action, HT.requests)
    for request in Collection(GRAPH, requests):
        check(send(served, request), GRAPH.value(request, HT.resp))


def send(served: Served, request: Any) -> Reply:
    path = str(GRAPH.value(request, HT.absolutePath))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    stated = GRAPH.value(request, HT.headers)
    for header in Collection(GRAPH, stated) if stated else ():
        headers[str(GRAPH.value(header, HT.fieldName))] = str(GRAPH.value(header, HT.fieldValue))
    content = GRAPH.value(request, HT.body)
    body = None
    if content is not None:
        body = str(GRAPH.value(content, CNT.chars)).encode(str(GRAPH.value(content, CNT.characterEncoding)))
    return served.send(str(GRAPH.value(request, HT.methodName)), path, body, headers)


def check(reply: Reply, wanted: Any) -> None:
    classes = {str(status).removeprefix(STATUS)[0] for status in GRAPH.objects(wanted, MF.expectedStatus)}
    assert str(reply.status)[0] in classes, reply.text
    form = GRAPH.value(wanted, MF.expectedFormat)
    if form is not None:
        assert reply.kind in FORMATS[str(form)]
    answer = GRAPH.value(wanted, MF.expectedBoolean)
    if answer is not None:
        assert f'"boolean":{str(answer).lower()}' in reply.text
    assert (GRAPH.value(wanted, RDF.type)) == HT.Response
