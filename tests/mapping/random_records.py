"""Random schemas and records: small trees of nodes with all types of values."""

from __future__ import annotations

import random
from typing import Any

from sedova_lod.records import Node, NodeType, Property, ValueType

__all__ = ["ROOT_IRI", "random_record", "random_schema"]

ROOT_IRI = "https://example.org/thing/a"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NAMES = ("label", "name", "note", "date", "place", "kind", "part", "title")
_TYPES = (ValueType.IRI, ValueType.STRING, ValueType.TEXT, ValueType.TYPED, ValueType.DATED)
_DATATYPES = (f"{_XSD}integer", f"{_XSD}decimal", "https://example.org/own")
_TEXTS = (
    "",
    "a",
    "Anna",
    'she said "no"',
    "back\\slash",
    "two\nlines\t",
    "Ромны",
    "1905-01-01",
    "{x}",
    "a/b c",
    "é~'%",
)
_TAGS = ("", "en", "ru-Latn", "de-AT", "en")
_DATES = (("1905", f"{_XSD}gYear"), ("1905-02", f"{_XSD}gYearMonth"), ("1905-02-03", f"{_XSD}date"))


def random_schema(chance: random.Random) -> NodeType:
    """Make the node type of a record, with parts two levels deep; parts share property names with it."""
    n_types = iter(range(99))
    return _node_type(chance, "Thing", 0, n_types)


def _node_type(chance: random.Random, name: str, depth: int, n_types: Any) -> NodeType:
    names = chance.sample(_NAMES, chance.randint(2, 8 if depth == 0 else 4))
    properties = []
    for prop in names:
        is_many = chance.random() < 0.4
        if depth < 2 and chance.random() < 0.4:
            part = _node_type(chance, f"Part{next(n_types)}", depth + 1, n_types)
            properties.append(Property(prop, ValueType.NODE, is_many, node=part))
        else:
            kind = chance.choice(_TYPES)
            datatype = chance.choice(_DATATYPES) if kind is ValueType.TYPED else ""
            properties.append(Property(prop, kind, is_many, datatype))
    return NodeType(name, tuple(properties))


def random_record(chance: random.Random, schema: NodeType) -> Node:
    """Make a record of a schema; about a third of its fields are empty."""
    return _node(chance, schema, ROOT_IRI)


def _node(chance: random.Random, node_type: NodeType, iri: str) -> Node:
    values: dict[str, Any] = {}
    for prop in node_type.properties:
        count = chance.choice((0, 1, 1, 2, 2, 3)) if prop.many else chance.choice((0, 1, 1))
        found = [_value(chance, prop, f"{iri}{'-' if '#' in iri else '#'}{prop.name}{i}") for i in range(count)]
        if prop.many:
            values[prop.name] = tuple(found)
        elif found:
            values[prop.name] = found[0]
    return node_type.make(iri, **values)


def _value(chance: random.Random, prop: Property, iri: str) -> Any:
    if prop.node is not None:
        return _node(chance, prop.node, iri)
    if prop.type is ValueType.IRI:
        return chance.choice(("https://example.org/p/1", "https://example.org/p/2", ROOT_IRI, iri, "urn:x:1"))
    if prop.type is ValueType.STRING:
        return chance.choice(_TEXTS)
    if prop.type is ValueType.TEXT:
        return (chance.choice(_TEXTS), chance.choice(_TAGS))
    if prop.type is ValueType.DATED:
        return chance.choice(_DATES)
    if prop.datatype.endswith("integer"):
        return chance.choice(("0", "5", "-3", "12345678901"))
    return chance.choice(("0.5", "-7.25", "5.1") if prop.datatype.endswith("decimal") else _TEXTS)
