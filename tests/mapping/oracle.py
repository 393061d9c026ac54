"""The oracle: rdflib and pyoxigraph run a mapping query over a record's graph, as any SPARQL engine would."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.operators import register_custom_function
from rdflib.plugins.sparql.sparql import SPARQLError

from sedova_lod.mapping import Block, record_graph
from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.records import Node, NodeType

__all__ = ["Lines", "flatten", "oxigraph_triples", "rdflib_triples", "with_lower_tags"]

Lines = set[tuple[str, str, str]]


def flatten(blocks: Iterable[Block]) -> list[tuple[str, str, str]]:
    """List the triples of blocks, subject and predicate as IRIs, object in N-Triples form."""
    return [(s, p, o) for s, statements in blocks for p, objects in statements for o in objects]


def _for_rdflib(iri: str) -> None:
    function = FUNCTIONS[iri]

    def call(*args: object) -> rdflib.Literal:
        result = (
            function.call(*[str(arg) for arg in args]) if all(isinstance(a, rdflib.Literal) for a in args) else None
        )
        if result is None:
            raise SPARQLError("no value")
        return rdflib.Literal(result)

    register_custom_function(rdflib.URIRef(iri), call, override=True)


for _iri in FUNCTIONS:
    _for_rdflib(_iri)


def rdflib_triples(query: str, schema: NodeType, node: Node) -> Lines:
    """Run a query with rdflib, which parses negative numbers only with NORMALIZE_LITERALS on."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, True  # type: ignore[attr-defined]
    try:
        prepared = prepareQuery(query)
        rdflib.NORMALIZE_LITERALS = False  # type: ignore[attr-defined]
        graph = rdflib.Graph()
        graph.parse(data="\n".join(record_graph(schema, node)), format="nt")
        return {(str(s), str(p), _form(o)) for s, p, o in graph.query(prepared)}  # type: ignore[misc]
    finally:
        rdflib.NORMALIZE_LITERALS = before  # type: ignore[attr-defined]


def _form(term: rdflib.term.Identifier) -> str:
    if isinstance(term, rdflib.Literal):
        datatype = None if str(term.datatype) == "http://www.w3.org/2001/XMLSchema#string" else term.datatype
        text = str(pyoxigraph.Literal(str(term)))
        # rdflib lower-cases tags when it parses, so tags are compared in lower case
        return f"{text}@{term.language.lower()}" if term.language else f"{text}^^<{datatype}>" if datatype else text
    return f"<{term}>"


def _oxigraph_functions() -> dict[pyoxigraph.NamedNode, object]:
    def wrap(iri: str) -> object:
        def call(*args: pyoxigraph.Literal) -> pyoxigraph.Literal | None:
            result = FUNCTIONS[iri].call(*[arg.value for arg in args])
            return None if result is None else pyoxigraph.Literal(result)

        return call

    return {pyoxigraph.NamedNode(iri): wrap(iri) for iri in FUNCTIONS}


def oxigraph_triples(query: str, schema: NodeType, node: Node) -> Lines:
    """Run a query with pyoxigraph."""
    store = pyoxigraph.Store()
    store.load("\n".join(record_graph(schema, node)).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    result = store.query(query, custom_functions=_oxigraph_functions())  # type: ignore[call-arg]
    return {(t.subject.value, t.predicate.value, _oxigraph_form(t.object)) for t in result}  # type: ignore[union-attr]


def _oxigraph_form(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    return str(term)


def with_lower_tags(triples: Iterable[tuple[str, str, str]]) -> Lines:
    """Put language tags in lower case, as the engines do."""
    return {(s, p, _lower_tag(o)) for s, p, o in triples}


def _lower_tag(form: str) -> str:
    text, quote, tag = form.rpartition('"@')
    return f"{text}{quote}{tag.lower()}" if quote and '"' not in tag else form
