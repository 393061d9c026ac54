"""A hand-made data set, and readers of every format that give sets of canonical triples."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable

import pyoxigraph
import pytest
import rdflib
from pyld import jsonld

from sedova_lod.serializers import RDF_TYPE, MappedRecord, SerializerSettings, open_serializer

BASE = "https://data.example.org/"
SCHEMA = "http://schema.org/"
CRM = "http://www.cidoc-crm.org/cidoc-crm/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
SKOS = "http://www.w3.org/2004/02/skos/core#"

Triple = tuple[str, ...]

_IRI, _TEXT, _STRING = frozenset({"iri"}), frozenset({"text"}), frozenset({"string"})
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def _oxigraph_term(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> Triple:
    if isinstance(term, pyoxigraph.NamedNode):
        return (term.value,)
    return (term.value, term.datatype.value, (term.language or "").lower())


def _rdflib_term(term: rdflib.URIRef | rdflib.Literal) -> Triple:
    if isinstance(term, rdflib.URIRef):
        return (str(term),)
    plain = _LANG_STRING if term.language else f"{XSD}string"
    return (str(term), str(term.datatype or plain), (term.language or "").lower())


def _pyld_term(term: dict[str, str]) -> Triple:
    if term["type"] == "IRI":
        return (term["value"],)
    return (term["value"], term["datatype"], term.get("language", "").lower())


def _by_oxigraph(data: bytes, name: str) -> set[Triple]:
    formats = {
        "nt": pyoxigraph.RdfFormat.N_TRIPLES,
        "nq": pyoxigraph.RdfFormat.N_QUADS,
        "ttl": pyoxigraph.RdfFormat.TURTLE,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    return {
        (quad.subject.value, quad.predicate.value, *_oxigraph_term(quad.object))
        for quad in pyoxigraph.parse(data, formats[name])
        if not str(quad.graph_name).endswith("provenance>")
    }


def _by_rdflib(data: bytes, name: str) -> set[Triple]:
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib warns of itself, and of odd but legal literals
        before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            graph.parse(data=data.decode(), format={"jsonld": "json-ld", "ttl": "turtle"}.get(name, name))
        finally:
            rdflib.NORMALIZE_LITERALS = before
    return {(str(subject), str(predicate), *_rdflib_term(value)) for subject, predicate, value in graph}


def _by_pyld(data: bytes, name: str) -> set[Triple]:
    def refuse(url: str, options: object) -> object:
        raise AssertionError(f"fetches {url}")

    graph = jsonld.to_rdf(json.loads(data), {"documentLoader": refuse}).get("@default", [])
    return {
        (triple["subject"]["value"], triple["predicate"]["value"], *_pyld_term(triple["object"])) for triple in graph
    }


_READERS = {"oxigraph": _by_oxigraph, "rdflib": _by_rdflib, "pyld": _by_pyld}


@pytest.fixture(scope="session")
def read_triples() -> Callable[[bytes, str, str], set[Triple]]:
    """Read a file with an independent parser: `oxigraph`, `rdflib` or `pyld`."""
    return lambda data, name, reader: _READERS[reader](data, name)


@pytest.fixture(scope="session")
def settings() -> SerializerSettings:
    return SerializerSettings(
        BASE,
        {
            RDF_TYPE: _IRI,
            RDFS_LABEL: _TEXT,
            f"{CRM}P190_has_symbolic_content": _STRING,
            f"{CRM}P1_is_identified_by": _IRI,
            f"{CRM}P2_has_type": _IRI,
            f"{CRM}P4_has_time-span": _IRI,
            f"{CRM}P82a_begin_of_the_begin": frozenset({f"{XSD}dateTime"}),
            f"{CRM}P98_brought_into_life": _IRI,
            f"{CRM}P98i_was_born": _IRI,
            f"{SCHEMA}alternateName": frozenset({"text", "string"}),
            f"{SCHEMA}birthDate": frozenset({"dated"}),
            f"{SCHEMA}children": _IRI,
            f"{SCHEMA}name": _TEXT,
            f"{SCHEMA}sameAs": _IRI,
            f"{SKOS}note": frozenset({"text", "iri"}),
        },
        frozenset({f"{CRM}E21_Person", f"{SCHEMA}Person", f"{CRM}E67_Birth", f"{CRM}E52_Time-Span"}),
        license="https://creativecommons.org/publicdomain/zero/1.0/",
        version="1.0",
        modified="2026-11-23",
        tables=("records/people.csv",),
    )


@pytest.fixture(scope="session")
def sedova() -> MappedRecord:
    iri = f"{BASE}person/natalia-sedova"
    return MappedRecord(
        "person",
        "natalia-sedova",
        iri,
        f"{iri}.ttl",
        [
            (
                iri,
                (
                    (RDF_TYPE, (f"<{CRM}E21_Person>", f"<{SCHEMA}Person>")),
                    (RDFS_LABEL, ('"Natalia Sedova"@en',)),
                    (f"{SCHEMA}alternateName", ('"Jacson"', '"Natal\u02b9ia Sedova"@ru-Latn-alalc97')),
                    (f"{SCHEMA}birthDate", (f'"1882-04"^^<{XSD}gYearMonth>',)),
                    (f"{SCHEMA}children", (f"<{BASE}person/lev-sedov>", f"<{BASE}person/sergei-sedov>")),
                    (f"{SCHEMA}name", ('"Natalia Sedova"@en', '"Наталья Седова"@ru')),
                    (f"{SCHEMA}sameAs", ("<http://www.wikidata.org/entity/Q2013>",)),
                    (f"{CRM}P1_is_identified_by", (f"<{iri}#name-en>", f"<{iri}#name-ru>")),
                    (f"{CRM}P98i_was_born", (f"<{iri}#birth>",)),
                    (f"{SKOS}note", ('"called \\"Natasha\\"\\nat home"@en', f"<{BASE}work/my-life>")),
                ),
            ),
            (
                f"{iri}#birth",
                (
                    (RDF_TYPE, (f"<{CRM}E67_Birth>",)),
                    (f"{CRM}P4_has_time-span", (f"<{iri}#birth-timespan>",)),
                    (f"{CRM}P98_brought_into_life", (f"<{iri}>",)),
                ),
            ),
            (
                f"{iri}#birth-timespan",
                (
                    (RDF_TYPE, (f"<{CRM}E52_Time-Span>",)),
                    (f"{CRM}P82a_begin_of_the_begin", (f'"1882-04-05T00:00:00Z"^^<{XSD}dateTime>',)),
                ),
            ),
            (
                f"{iri}#name-en",
                (
                    (f"{CRM}P190_has_symbolic_content", ('"Natalia Sedova"',)),
                    (f"{CRM}P2_has_type", ("<http://vocab.getty.edu/aat/300404670>",)),
                ),
            ),
            (f"{iri}#name-ru", ((f"{CRM}P190_has_symbolic_content", ('"Наталья Седова"',)),)),
        ],
        (("records/people.csv", ""), ("records/names.csv", ""), ("records/names.csv", "")),
    )


@pytest.fixture(scope="session")
def romny() -> MappedRecord:
    iri = f"{BASE}place/romny"
    return MappedRecord(
        "place",
        "romny",
        iri,
        f"{iri}.ttl",
        [(iri, ((RDF_TYPE, (f"<{CRM}E53_Place>",)), (RDFS_LABEL, ('"Romny"@en',))))],
        (("places.xlsx", "Sheet 1"),),
    )


@pytest.fixture(scope="session")
def write() -> Callable[..., bytes]:
    """Write a whole file of some records."""

    def write_whole(name: str, settings: SerializerSettings, *records: MappedRecord) -> bytes:
        serializer = open_serializer(name, settings)
        return b"".join([serializer.header(), *map(serializer.record, records), serializer.footer()])

    return write_whole


@pytest.fixture(scope="session")
def triples_of() -> Callable[..., set[Triple]]:
    """Give the triples of records as they were handed over."""

    def of(*records: MappedRecord) -> set[Triple]:
        data = open_serializer("nt", SerializerSettings(BASE))
        return _by_oxigraph(b"".join(map(data.record, records)), "nt")

    return of
