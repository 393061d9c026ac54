"""Values of nodes compared, and left out."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from sedova_lod.records.model import FieldType, Kind, Part
from sedova_lod.records.schema import Node, NodeType, Property, iter_nodes

__all__ = ["differing_fields", "without_hollow_parts", "without_references"]


def differing_fields(schema: NodeType, one: Node, other: Node) -> list[str]:
    """Name the fields in which two nodes of one type differ, origins aside.

    >>> from sedova_lod.records.nodes import WRITTEN_NODE
    >>> one, other = ("x:a", (0, 2, 1), "14 May", "julian"), ("x:a", (0, 9, 1), "14 May", "gregorian")
    >>> differing_fields(WRITTEN_NODE, one, other)
    ['calendar']
    """
    pairs = enumerate(schema.properties, 2)
    return list({p.field or p.name: None for i, p in pairs if one[i] != other[i] and _bare(one[i]) != _bare(other[i])})


def _bare(value: Any) -> Any:
    """Take the origins out of a value: they differ between equal rows."""
    if not isinstance(value, tuple):
        return value
    if len(value) > 2 and isinstance(value[0], str) and (value[1] is None or isinstance(value[1], tuple)):
        return (value[0], *(_bare(v) for v in value[2:]))
    return tuple(_bare(v) for v in value)


def without_references(node: Node, schema: NodeType, iris: Set[str]) -> Node:
    """Leave references to some IRIs out of a node and the nodes below it.

    >>> from sedova_lod.records.nodes import IDENTIFIER_NODE
    >>> node = ("x:a#1", None, *("x:concept/signature" for _ in IDENTIFIER_NODE.properties))
    >>> set(without_references(node, IDENTIFIER_NODE, {"x:concept/signature"})[2:])
    {None}
    """
    pairs = zip(node[2:], schema.properties, strict=True)
    return (*node[:2], *(_value_without(value, prop, iris) for value, prop in pairs))


def _value_without(value: Any, prop: Property, iris: Set[str]) -> Any:
    if not value:
        return value
    if prop.node is not None:
        inner = prop.node
        return (
            tuple(without_references(n, inner, iris) for n in value)
            if prop.many
            else without_references(value, inner, iris)
        )
    if prop.many:
        return tuple(v for v in value if not (isinstance(v, str) and v in iris))
    return None if isinstance(value, str) and value in iris else value


def without_hollow_parts(node: Node, kind: Kind) -> Node:
    """Leave out what says nothing without the references that were left out of a node: parts, and their citations.

    A membership needs its group, a participation who took part, a citation the work and what it is cited for. A birth
    that only a mother or a father makes is there as long as they are.

    >>> from sedova_lod.records.kinds import KINDS
    >>> schema = KINDS["person"].schema
    >>> inner = schema.property("membership").node
    >>> parts = (inner.make("x:a#membership-b", None, group="x:group/b"), inner.make("x:a#membership-c", None))
    >>> person = without_hollow_parts(schema.make("x:a", None, membership=parts), KINDS["person"])
    >>> [part[0] for part in person[schema.slot("membership")]]
    ['x:a#membership-b']
    """
    schema = kind.schema
    values = list(node)
    for part in kind.parts.values():
        slot = schema.slot(part.rec)
        if part.many and values[slot]:
            values[slot] = tuple(inner for inner in values[slot] if not _is_hollow(inner, schema, part))
    citation = schema.property("citation")
    if citation is not None and citation.node is not None and values[schema.slot("citation")]:
        there = {inner[0] for inner, _type in iter_nodes(tuple(values), schema)}
        if any(schema.property(name) and values[schema.slot(name)] for name in ("mother", "father")):
            there.add(f"{node[0]}#birth")
        about, said = citation.node.slot("about"), [citation.node.slot(name) for name in ("work", "certainty")]
        kept = (inner for inner in values[schema.slot("citation")] if inner[about] in there)
        values[schema.slot("citation")] = tuple(inner for inner in kept if any(inner[slot] for slot in said))
    return tuple(values)


def _is_hollow(node: Node, schema: NodeType, part: Part) -> bool:
    prop = schema.property(part.rec)
    inner = prop.node if prop else None
    needed = (item.rec for item in part.fields if item.required and item.type is FieldType.REFERENCE)
    return inner is not None and any(not node[inner.slot(name)] for name in needed)
