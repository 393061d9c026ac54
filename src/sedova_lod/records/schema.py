"""The record graph's schema: node types and their properties, as mapping queries see them.

A record reaches a mapping query as a small tree of nodes. At run time a node is a plain tuple:

    (iri, origin, value of property 0, value of property 1, ...)

`origin` tells which cell a node came from (see `sedova_lod.records.record`); values are, by `ValueType`:

    IRI      str, an absolute IRI
    STRING   str
    TEXT     (str, language tag)           an empty tag makes a plain string
    TYPED    str, the lexical form         of the property's own `datatype`
    DATED    (str, datatype IRI)           a date in the precision that is known: xsd:date, xsd:gYearMonth, xsd:gYear
    NODE     a node tuple of the property's `node` type

A property with `many` holds a tuple of such values (perhaps empty), any other one value or None.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Node", "NodeType", "Property", "ValueType", "iter_nodes"]

Node = tuple[Any, ...]


class ValueType(enum.Enum):
    """Tell what a property of the record graph holds."""

    IRI = "IRI"
    STRING = "string"
    TEXT = "text with a language"
    TYPED = "typed literal"
    DATED = "date literal"
    NODE = "node"


@dataclass(frozen=True, slots=True)
class Property:
    """Describe one property of a node type.

    Args:
        name: Local name in the `rec:` namespace.
        type: What it holds.
        many: Whether it holds several values.
        datatype: Datatype IRI of `TYPED` values.
        node: Type of the nodes it leads to, for `NODE`.
        field: The curator's field behind it, relative to the node: `place`; empty for the node's own cell.
        doc: Meaning, for the reference.
    """

    name: str
    type: ValueType
    many: bool = False
    datatype: str = ""
    node: NodeType | None = None
    field: str = ""
    doc: str = ""


@dataclass(frozen=True, slots=True)
class NodeType:
    """Describe the nodes of one class: `rec:Person`, `rec:Birth`, `rec:Timespan`.

    >>> name = NodeType("Name", (Property("content", ValueType.STRING),))
    >>> name.slot("content")
    2
    """

    name: str
    properties: tuple[Property, ...]
    _slots: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._slots.update({p.name: i + 2 for i, p in enumerate(self.properties)})

    def __hash__(self) -> int:
        return hash(self.name)

    def slot(self, name: str) -> int:
        """Return the position of a property's value in a node tuple.

        Raises:
            KeyError: The type has no such property.
        """
        return self._slots[name]

    def property(self, name: str) -> Property | None:
        """Return the property called `name`, or None."""
        position = self._slots.get(name)
        return None if position is None else self.properties[position - 2]

    def names(self) -> Iterable[str]:
        """List the property names, in slot order."""
        return self._slots

    def make(self, iri: str, origin: Any = None, /, **values: Any) -> Node:
        """Build a node tuple from named values; absent ones are None or empty.

        >>> NodeType("Name", (Property("content", ValueType.STRING),)).make("#n", content="Lev")
        ('#n', None, 'Lev')
        """
        unknown = values.keys() - self._slots.keys()
        if unknown:
            raise KeyError(f"{self.name} has no property {sorted(unknown)}")
        return (iri, origin, *(values.get(p.name, () if p.many else None) for p in self.properties))


def iter_nodes(node: Node, node_type: NodeType) -> Iterator[tuple[Node, NodeType]]:
    """Walk a node and all nodes below it, parents first.

    >>> kind = NodeType("Name", (Property("content", ValueType.STRING),))
    >>> [n[0] for n, _ in iter_nodes(kind.make("#n"), kind)]
    ['#n']
    """
    yield node, node_type
    for position, prop in enumerate(node_type.properties, start=2):
        if prop.node is None or not node[position]:
            continue
        for child in node[position] if prop.many else (node[position],):
            yield from iter_nodes(child, prop.node)
