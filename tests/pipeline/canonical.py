"""Graphs as sets of canonical triples, read by parsers that are not ours; there are no blank nodes to be named."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import rdflib
from pyld import jsonld

Triple = tuple[str, str, str]

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def by_oxigraph(path: Path) -> set[Triple]:
    """Read a dump with pyoxigraph; the graph of provenance is left out, the record graphs are joined."""
    return {
        (named(quad.subject), named(quad.predicate), _oxigraph_object(quad.object))
        for quad in ox.parse(path=path, format=_FORMATS[path.suffix])
        if not str(quad.graph_name).endswith("provenance>")
    }


def by_rdflib(path: Path, syntax: str) -> set[Triple]:
    """Read a dump with rdflib, its literals as they stand in the file."""
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib warns of odd but legal literals
            graph = rdflib.Graph().parse(path, format=syntax)
    finally:
        rdflib.NORMALIZE_LITERALS = before
    return {(_rdflib_node(s), _rdflib_node(p), _rdflib_object(o)) for s, p, o in graph}


def by_pyld(document: dict[str, object]) -> set[Triple]:
    """Read a JSON-LD document with PyLD; nothing is fetched."""

    def refuse(url: str, options: object) -> object:
        raise AssertionError(f"fetches {url}")

    triples = jsonld.to_rdf(document, {"documentLoader": refuse}).get("@default", [])
    return {(_pyld_node(t["subject"]), _pyld_node(t["predicate"]), _pyld_object(t["object"])) for t in triples}


def nodes_of(path: Path) -> tuple[object, list[dict[str, object]]]:
    """Give the context of a JSON-LD file, and its nodes."""
    content = json.loads(path.read_text("utf-8"))
    return content["@context"], content["@graph"]


def canonical_hash(triples: Iterable[Triple]) -> str:
    """Hash the sorted triples: without blank nodes, that is canonical."""
    lines = "".join(sorted(f"{s} {p} {o} .\n" for s, p, o in triples))
    return hashlib.sha256(lines.encode()).hexdigest()


def named(term: object) -> str:
    """Write a node, which must have a name."""
    assert isinstance(term, ox.NamedNode), f"a blank node: {term}"
    return f"<{term.value}>"


def _literal(text: str, datatype: str, language: str) -> str:
    return f"{json.dumps(text)}^^<{datatype}>@{language.lower()}"


def _oxigraph_object(term: object) -> str:
    if isinstance(term, ox.Literal):
        return _literal(term.value, term.datatype.value, term.language or "")
    return named(term)


def _rdflib_node(term: object) -> str:
    assert isinstance(term, rdflib.URIRef), f"a blank node: {term}"
    return f"<{term}>"


def _rdflib_object(term: object) -> str:
    if isinstance(term, rdflib.Literal):
        plain = _LANG_STRING if term.language else _XSD_STRING
        return _literal(str(term), str(term.datatype or plain), term.language or "")
    return _rdflib_node(term)


def _pyld_node(term: dict[str, str]) -> str:
    assert term["type"] == "IRI", f"a blank node: {term}"
    return f"<{term['value']}>"


def _pyld_object(term: dict[str, str]) -> str:
    if term["type"] == "literal":
        return _literal(term["value"], term["datatype"], term.get("language", ""))
    return _pyld_node(term)
