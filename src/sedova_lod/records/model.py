"""How record kinds are described: kinds, fields, parts, and the record graph made from them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from sedova_lod.records.nodes import (
    CITATION_NODE,
    DURATION_NODE,
    IDENTIFIER_NODE,
    NAME_NODE,
    TIMESPAN_NODE,
    XSD,
)
from sedova_lod.records.schema import NodeType, Property, ValueType

__all__ = ["Field", "FieldType", "Kind", "Part", "properties_of"]


class FieldType(enum.Enum):
    """Tell how a cell of a field is read."""

    ID = "id"
    NAME = "name"
    ALIAS = "alias"
    TEXT = "text"
    STRING = "string"
    DATE = "date"
    REFERENCE = "reference"
    SUBJECT = "reference to a record or a part of one"
    IRI = "IRI"
    QID = "Wikidata id"
    IDENTIFIER = "identifier"
    INTEGER = "whole number"
    DECIMAL = "decimal number"
    LANGUAGE = "language"
    CHOICE = "choice"
    CITATION = "source"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one field that curators fill in.

    Args:
        name: Column header, relative to its part: `place` of the part `born` is the column `born.place`;
            empty for the part's own column.
        type: How its cells are read.
        doc: Meaning, one or two sentences.
        rec: Property in the record graph.
        many: Whether a cell may hold several values, separated by `;`.
        required: Whether every record must have it.
        kinds: Kinds a reference may point to; the first is meant when a cell names none.
        choices: Words a choice may take.
        inverse: Property that a reference completes at the other end: `children` for `parents`.
        inverse_kinds: Kinds of record that have that property; empty for all of `kinds`.
        inverse_if: `(field, value, property)`: another inverse where a choice of the same part says so.
        derived: Whether curators never fill it in: it is completed from the records that refer here.
        default: Concept of the tool that is meant where the field is empty.
        example: A value as a curator would write it.
    """

    name: str
    type: FieldType
    doc: str
    rec: str = ""
    many: bool = False
    required: bool = False
    kinds: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    inverse: str = ""
    inverse_kinds: tuple[str, ...] = ()
    inverse_if: tuple[str, str, str] | None = None
    derived: bool = False
    default: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Describe a group of fields that becomes a node of its own: a birth, a membership.

    Args:
        name: Prefix of its columns (`born`), and for a part with `many` the name of its child table.
        node: Node type in the record graph: `Birth`.
        rec: Property that leads to it: `birth`.
        fragment: Fragment of its IRI: `birth` makes `{record}#birth`.
        doc: Meaning.
        fields: Its fields.
        label: What such a node is called: `Birth` gives the label "Birth of Natalia Sedova".
        many: Whether a record may have several; they then stand in a child table (kind `person.memberships`)
            or in a list of a YAML or JSON record.
        key: Fields whose values make the fragment of a part with `many` unique: `#membership-{group}`.
    """

    name: str
    node: str
    rec: str
    fragment: str
    doc: str
    fields: tuple[Field, ...]
    label: str = ""
    many: bool = False
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """Describe one kind of record.

    Args:
        name: `person`; also the path segment of its IRIs.
        node: Node type in the record graph: `Person`.
        doc: What such a record stands for.
        members: Its fields and parts.
    """

    name: str
    node: str
    doc: str
    members: tuple[Field | Part, ...] = ()

    @cached_property
    def parts(self) -> dict[str, Part]:
        """Give the parts by name."""
        return {m.name: m for m in self.members if isinstance(m, Part)}

    @cached_property
    def columns(self) -> dict[str, tuple[Part | None, Field]]:
        """Give every column of the kind's main table: header, part it belongs to, field."""
        found: dict[str, tuple[Part | None, Field]] = {}
        for member in self.members:
            if isinstance(member, Field):
                if not member.derived:
                    found[member.name] = (None, member)
            elif not member.many:
                for item in member.fields:
                    found[f"{member.name}.{item.name}" if item.name else member.name] = (member, item)
        return found

    @cached_property
    def schema(self) -> NodeType:
        """Give the node type of the record graph's root."""
        return NodeType(self.node, _distinct(p for m in self.members for p in _properties(m)))


def properties_of(item: Field) -> list[Property]:
    """Give the properties of the record graph that a field fills, on the node it belongs to.

    >>> [prop.name for prop in properties_of(Field("language", FieldType.LANGUAGE, "", "language"))]
    ['language', 'languageTag']
    """
    return _FIELD_PROPERTIES[item.type](item)


def _properties(member: Field | Part) -> list[Property]:
    if isinstance(member, Field):
        return _FIELD_PROPERTIES[member.type](member)
    label = Property("label", ValueType.TEXT, doc="what the node is called, in English")
    inner = (p for item in member.fields for p in _properties(item))
    node = NodeType(member.node, _distinct(chain([label], inner)))
    return [Property(member.rec, ValueType.NODE, member.many, "", node, member.name, member.doc)]


def _distinct(properties: Iterable[Property]) -> tuple[Property, ...]:
    """Keep the first property of each name: several fields may fill one property."""
    found: dict[str, Property] = {}
    for prop in properties:
        found.setdefault(prop.name, prop)
    return tuple(found.values())


def _leaf(value_type: ValueType, *, always_many: bool = False, datatype: str = "") -> _Builder:
    def build(item: Field) -> list[Property]:
        many = item.many or always_many
        return [Property(item.rec, value_type, many, datatype, None, item.name, item.doc)]

    return build


def _node(node_type: NodeType) -> _Builder:
    def build(item: Field) -> list[Property]:
        return [Property(item.rec, ValueType.NODE, item.many, "", node_type, item.name, item.doc)]

    return build


def _names(item: Field) -> list[Property]:
    return [
        Property("title", ValueType.STRING, doc="the name in the first language of the data set", field=item.name),
        Property("label", ValueType.TEXT, True, doc="the primary names, one a language", field=item.name),
        *_aliases(item, f"{item.name}.alias"),
    ]


def _aliases(item: Field, alias: str = "") -> list[Property]:
    return [
        Property("altLabel", ValueType.TEXT, True, doc="all other names", field=alias or item.name),
        Property("name", ValueType.NODE, True, "", NAME_NODE, item.name, "every name as a node of its own"),
    ]


def _identifiers(item: Field) -> list[Property]:
    found = [Property("identifier", ValueType.NODE, True, "", IDENTIFIER_NODE, item.name, item.doc)]
    if item.type is FieldType.QID:
        found.append(Property("sameAs", ValueType.IRI, True, field=item.name, doc="the same thing elsewhere"))
    return found


def _languages(item: Field) -> list[Property]:
    return [
        Property(item.rec, ValueType.IRI, item.many, field=item.name, doc="concept of the language"),
        Property(f"{item.rec}Tag", ValueType.STRING, item.many, field=item.name, doc=item.doc),
    ]


def _citations(item: Field) -> list[Property]:
    return [
        Property("citation", ValueType.NODE, True, "", CITATION_NODE, item.name, "each passage that is cited"),
        Property("source", ValueType.IRI, True, field=item.name, doc="works cited for the record as a whole"),
    ]


_Builder = Callable[[Field], list[Property]]
_FIELD_PROPERTIES: dict[FieldType, _Builder] = {
    FieldType.ID: lambda item: [Property("id", ValueType.STRING, doc=item.doc, field=item.name)],
    FieldType.NAME: _names,
    FieldType.ALIAS: _aliases,
    FieldType.TEXT: _leaf(ValueType.TEXT, always_many=True),
    FieldType.STRING: _leaf(ValueType.STRING),
    FieldType.DATE: _node(TIMESPAN_NODE),
    FieldType.REFERENCE: _leaf(ValueType.IRI),
    FieldType.SUBJECT: _leaf(ValueType.IRI),
    FieldType.IRI: _leaf(ValueType.IRI),
    FieldType.QID: _identifiers,
    FieldType.IDENTIFIER: _identifiers,
    FieldType.INTEGER: _leaf(ValueType.TYPED, datatype=f"{XSD}integer"),
    FieldType.DECIMAL: _leaf(ValueType.TYPED, datatype=f"{XSD}decimal"),
    FieldType.LANGUAGE: _languages,
    FieldType.CHOICE: _leaf(ValueType.STRING),
    FieldType.CITATION: _citations,
    FieldType.DURATION: _node(DURATION_NODE),
}
