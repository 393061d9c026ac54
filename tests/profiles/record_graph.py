"""Records as RDF, and the profiles' queries run over them by two SPARQL engines."""

import functools
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

import pyoxigraph as ox
import rdflib

from sedova_lod.namespaces import PREFIXES, REC
from sedova_lod.records.schema import Node, NodeType, Property, ValueType, iter_nodes

RDF_TYPE = f"{PREFIXES['rdf']}type"
PROFILES = {
    "both": ("common", "schema_org", "cidoc_crm"),
    "schema_org": ("common", "schema_org"),
    "cidoc_crm": ("common", "cidoc_crm"),
}
Triples = frozenset[ox.Triple]


def query_text(folder: str, kind: str) -> str:
    """Read one query of the bundled profiles."""
    found = resources.files("sedova_lod") / "mapping" / "profiles" / folder / f"{kind}.rq"
    return found.read_text(encoding="utf-8")


def record_triples(node: Node, node_type: NodeType) -> Iterator[ox.Triple]:
    """Give the triples of a record graph."""
    for each, its_type in iter_nodes(node, node_type):
        subject = ox.NamedNode(each[0])
        yield ox.Triple(subject, ox.NamedNode(RDF_TYPE), ox.NamedNode(REC + its_type.name))
        for position, prop in enumerate(its_type.properties, start=2):
            for value in _values(each[position], prop):
                yield ox.Triple(subject, ox.NamedNode(REC + prop.name), _term(value, prop))


def mapped_by_pyoxigraph(kind: str, node: Node, schema: NodeType, profile: str = "both") -> Triples:
    """Map a record with pyoxigraph."""
    return frozenset(triple for folder in PROFILES[profile] for triple in _made_by(folder, kind, node, schema))


@functools.cache
def _made_by(folder: str, kind: str, node: Node, schema: NodeType) -> Triples:
    """Run a query over a record; many tests look at the same one."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in record_triples(node, schema))
    return frozenset(store.query(query_text(folder, kind)))


def mapped_by_rdflib(kind: str, node: Node, schema: NodeType, profile: str = "both") -> Triples:
    """Map a record with rdflib."""
    graph = rdflib.Graph()
    graph.parse(data=ntriples(record_triples(node, schema)), format="nt")
    made = rdflib.Graph()
    for folder in PROFILES[profile]:
        made += graph.query(query_text(folder, kind)).graph
    return parsed(made.serialize(format="nt", encoding="utf-8"))


def ntriples(triples: Iterable[ox.Triple]) -> str:
    """Write triples as N-Triples."""
    return "".join(f"{triple} .\n" for triple in triples)


def parsed(text: bytes | str, form: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> Triples:
    """Read triples from N-Triples or Turtle."""
    return frozenset(quad.triple for quad in ox.parse(text, format=form))


def _values(value: Any, prop: Property) -> Iterable[Any]:
    if prop.many:
        return tuple(value)
    return () if value is None else (value,)


def _term(value: Any, prop: Property) -> ox.NamedNode | ox.Literal:
    match prop.type:
        case ValueType.IRI:
            return ox.NamedNode(value)
        case ValueType.STRING:
            return ox.Literal(value)
        case ValueType.TEXT:
            return ox.Literal(value[0], language=value[1] or None)
        case ValueType.TYPED:
            return ox.Literal(value, datatype=ox.NamedNode(prop.datatype))
        case ValueType.DATED:
            return ox.Literal(value[0], datatype=ox.NamedNode(value[1]))
        case ValueType.NODE:
            return ox.NamedNode(value[0])
