"""The record graph as N-Triples: what a mapping query sees of a record, for any SPARQL engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sedova_lod.namespaces import REC
from sedova_lod.records.schema import Node, NodeType, Property, ValueType, iter_nodes
from sedova_lod.terms import language_literal, literal, typed_literal

__all__ = ["record_graph"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def record_graph(kind_schema: NodeType, node: Node) -> Iterator[str]:
    """Write a record as a graph of `rec:` terms, line by line.

    Args:
        kind_schema: Node type of the record.
        node: The record's node.

    >>> person = NodeType("Person", (Property("title", ValueType.STRING),))
    >>> for line in record_graph(person, person.make("https://example.org/person/a", title="Ana")):
    ...     print(line.replace("https://w3id.org/sedova-lod/record#", "rec:"))
    <https://example.org/person/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <rec:Person> .
    <https://example.org/person/a> <rec:title> "Ana" .
    """
    for part, node_type in iter_nodes(node, kind_schema):
        yield f"<{part[0]}> <{_RDF_TYPE}> <{REC}{node_type.name}> ."
        for prop in node_type.properties:
            value = part[node_type.slot(prop.name)]
            values = value if prop.many else () if value is None else (value,)
            for one in values:
                yield f"<{part[0]}> <{REC}{prop.name}> {_term(one, prop)} ."


def _term(value: Any, prop: Property) -> str:
    if prop.type is ValueType.NODE:
        return f"<{value[0]}>"
    if prop.type is ValueType.IRI:
        return f"<{value}>"
    if prop.type is ValueType.TEXT:
        return language_literal(*value)
    if prop.type is ValueType.DATED:
        return typed_literal(*value)
    return literal(value) if prop.type is ValueType.STRING else typed_literal(value, prop.datatype)
