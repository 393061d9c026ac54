"""The W3C test suite of SHACL, as its manifests list it: what each test checks and which report it expects."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib import RDF, BNode, Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SH = Namespace("http://www.w3.org/ns/shacl#")
FOLDER = Path(__file__).parents[3] / "shared" / "conformance" / "shacl" / "tests"
COMPARED = (
    SH.focusNode,
    SH.resultSeverity,
    SH.value,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.sourceConstraint,
)


@dataclass(frozen=True)
class Case:
    """Hold one test: its name in the suite, its files, and the report expected; None if validation must fail."""

    name: str
    data: Path
    shapes: Path
    expected: Graph | None


def cases(part: str) -> list[Case]:
    """List the tests of a part of the suite, `core` or `sparql`; none if the suite is not there."""
    manifest = FOLDER / part / "manifest.ttl"
    with _exact_literals():
        return list(_cases(manifest)) if manifest.exists() else []


@contextlib.contextmanager
def _exact_literals() -> Iterator[None]:
    """Let RDFLib keep literals as they are written, ill-typed ones too."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before


def _cases(manifest: Path):
    graph = Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    here = URIRef(manifest.as_uri())
    for included in sorted(graph.objects(here, MF.include)):
        yield from _cases(Path(included.removeprefix("file://")))
    for entries in graph.objects(here, MF.entries):
        for test in graph.items(entries):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            expected = None if result == SHT.Failure else comparable(graph, result)
            data, shapes = (_path(graph.value(action, p)) for p in (SHT.dataGraph, SHT.shapesGraph))
            name = test.removeprefix(FOLDER.as_uri() + "/")
            yield Case(name, data, shapes, expected)


def _path(iri: Node) -> Path:
    return Path(str(iri).removeprefix("file://"))


def comparable(graph: Graph, report: Node | None = None, expected: Graph | None = None) -> Graph:
    """Take from a graph what the suite compares: results with their paths; messages only if they are expected."""
    if report is None:
        report = graph.value(predicate=RDF.type, object=SH.ValidationReport)
    found = Graph()
    found.add((report, SH.conforms, graph.value(report, SH.conforms)))
    messages = set(expected.objects(None, SH.resultMessage)) if expected is not None else None
    for result in graph.objects(report, SH.result):
        found.add((report, SH.result, result))
        for predicate in COMPARED:
            for value in graph.objects(result, predicate):
                found.add((result, predicate, value))
        for message in graph.objects(result, SH.resultMessage):
            if messages is None or message in messages:
                found.add((result, SH.resultMessage, message))
        for path in graph.objects(result, SH.resultPath):
            found.add((result, SH.resultPath, path))
            _add_path(graph, path, found)
    return found


def _add_path(graph: Graph, node: Node, found: Graph) -> None:
    if isinstance(node, BNode):
        for triple in graph.triples((node, None, None)):
            if triple not in found:
                found.add(triple)
                _add_path(graph, triple[2], found)


def is_same(report: str, expected: Graph) -> bool:
    """Say whether a report in Turtle holds what is expected."""
    with _exact_literals():
        graph = Graph().parse(data=report, format="turtle")
    return isomorphic(comparable(graph, expected=expected), expected)
