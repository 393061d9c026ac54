"""Values of nodes compared, and left out."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from sedova_lod.records.schema import Node, NodeType, Property

__all__ = ["differing_fields", "without_references"]


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
