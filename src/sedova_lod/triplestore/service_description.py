"""The description of a service and of the data set behind it, in the vocabularies SD and VoID."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, cast

import pyoxigraph as ox

from sedova_lod.namespaces import PREFIXES
from sedova_lod.triplestore.results import write_triples

__all__ = ["COUNTING", "ServiceFacts", "write_description"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOID, _RDF = PREFIXES["void"], PREFIXES["rdf"]
_QUERY_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
                  "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip

COUNTING: Mapping[str, str] = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }",
}
"""Queries whose one number is what VoID counts."""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """Hold what is told of a service.

    Args:
        endpoint: Its address.
        is_writable: Whether it takes updates.
        counts: Numbers by the name of the VoID property.
        base: How the addresses of the records begin; empty if it is not known.

    >>> ServiceFacts("http://localhost:8000/sparql").counts
    {}
    """

    endpoint: str
    is_writable: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)
    base: str = ""


def write_description(facts: ServiceFacts, form: str) -> bytes:
    """Write the description of a service.

    Args:
        facts: What is told.
        form: One of the graph forms: `turtle`, `ntriples`, `jsonld`, `rdfxml`.

    >>> b"sd:UnionDefaultGraph" in write_description(ServiceFacts("http://localhost:8000/sparql"), "turtle")
    True
    """
    output = io.BytesIO()
    prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS, "rdf": _RDF}
    write_triples(form, _triples(facts), cast(IO[bytes], output), prefixes)
    return output.getvalue()


def _triples(facts: ServiceFacts) -> list[ox.Triple]:
    service, data = ox.NamedNode(facts.endpoint), ox.NamedNode(f"{facts.endpoint}#dataset")
    graph = ox.NamedNode(f"{facts.endpoint}#default-graph")
    a = f"{_RDF}type"
    languages = ("SPARQL11Query", "SPARQL11Update") if facts.is_writable else ("SPARQL11Query",)
    links = [
        (service, a, f"{_SD}Service"),
        (service, f"{_SD}endpoint", facts.endpoint),
        *((service, f"{_SD}supportedLanguage", _SD + language) for language in languages),
        *((service, f"{_SD}resultFormat", _FORMATS + name) for name in _QUERY_FORMATS),
        (service, f"{_SD}feature", f"{_SD}UnionDefaultGraph"),
        (service, f"{_SD}defaultDataset", data.value),
        (data, a, f"{_SD}Dataset"),
        (data, a, f"{_VOID}Dataset"),
        (data, f"{_VOID}sparqlEndpoint", facts.endpoint),
        (data, f"{_SD}defaultGraph", graph.value),
        (graph, a, f"{_SD}Graph"),
    ]
    found = [ox.Triple(subject, ox.NamedNode(prop), ox.NamedNode(value)) for subject, prop, value in links]
    found += [ox.Triple(data, ox.NamedNode(_VOID + name), ox.Literal(n)) for name, n in facts.counts.items()]
    if facts.base:
        found.append(ox.Triple(data, ox.NamedNode(f"{_VOID}uriSpace"), ox.Literal(facts.base)))
    return found
