"""A small graph about the data set itself: statements in any order, Turtle in one order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sedova_lod.namespaces import PREFIXES
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings
from sedova_lod.serializers.turtle import Turtle
from sedova_lod.terms import encode_for_uri, language_literal, typed_literal

if TYPE_CHECKING:
    from sedova_lod.mapping import Block

__all__ = ["DescriptionGraph"]

_PREFIXES = {
    **PREFIXES,
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}


class DescriptionGraph:
    """Collect statements, names in short form, and write them.

    The empty subject stands for the data set.

    Args:
        base: IRI of the data set.

    >>> graph = DescriptionGraph("https://example.org/")
    >>> graph.add_count("", "void:triples", 25)
    >>> print(graph.to_turtle().decode(), end="")
    @prefix void: <http://rdfs.org/ns/void#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <BLANKLINE>
    <https://example.org/>
        void:triples 25 ;
    .
    """

    def __init__(self, base: str) -> None:
        self.base = base
        self._nodes: dict[str, dict[str, dict[str, None]]] = {}

    def expand(self, name: str) -> str:
        """Give the IRI of a short name.

        >>> DescriptionGraph("x:").expand("dcat:Dataset")
        'http://www.w3.org/ns/dcat#Dataset'
        """
        prefix, _, local = name.partition(":")
        return _PREFIXES[prefix] + local

    def part(self, name: str) -> str:
        """Name a node of the description.

        >>> DescriptionGraph("https://example.org/").part("contact")
        'https://example.org/#contact'
        """
        return f"{self.base.removesuffix('#')}#{name}"

    def short_name(self, iri: str) -> str:
        """Name a term or a namespace so that the name can be part of an address.

        >>> graph = DescriptionGraph("x:")
        >>> graph.short_name("http://schema.org/name"), graph.short_name("http://www.wikidata.org/entity/")
        ('schema-name', 'wd')
        >>> graph.short_name("https://viaf.org/")
        'https%3A%2F%2Fviaf.org%2F'
        """
        for prefix, namespace in _PREFIXES.items():
            if iri.startswith(namespace):
                local = encode_for_uri(iri[len(namespace) :])
                return f"{prefix}-{local}" if local else prefix
        return encode_for_uri(iri)

    def add_type(self, subject: str, *names: str) -> None:
        """State classes, by short name."""
        for name in names:
            self._add(subject, RDF_TYPE, f"<{self.expand(name)}>")

    def add_link(self, subject: str, name: str, iri: str) -> None:
        """State a relation to a node."""
        self._add(subject, self.expand(name), f"<{iri}>")

    def add_text(self, subject: str, names: tuple[str, ...], text: str, language: str = "") -> None:
        """State a text under one or more properties."""
        for name in names:
            self._add(subject, self.expand(name), language_literal(text, language))

    def add_typed(self, subject: str, names: tuple[str, ...], text: str, datatype: str) -> None:
        """State a typed value under one or more properties; the datatype is a short name."""
        for name in names:
            self._add(subject, self.expand(name), typed_literal(text, self.expand(datatype)))

    def add_count(self, subject: str, name: str, number: int) -> None:
        """State a number."""
        self.add_typed(subject, (name,), str(number), "xsd:integer")

    def to_turtle(self) -> bytes:
        """Write the graph: the data set first, then all other nodes by address."""
        order = sorted(self._nodes, key=lambda subject: (subject != self.base, subject))
        records = [MappedRecord("", "", subject, "", [self._block(subject)]) for subject in order]
        turtle = Turtle(SerializerSettings(self.base), self._used_prefixes(records))
        return b"".join([turtle.header(), *map(turtle.record, records), turtle.footer()])

    def _used_prefixes(self, records: Iterable[MappedRecord]) -> dict[str, str]:
        terms: set[str] = set()
        for record in records:
            for predicate, objects in record.blocks[0][1]:
                if predicate != RDF_TYPE:
                    terms.add(predicate)
                terms.update(value[value.rindex("<") + 1 : -1] for value in objects if value[-1] == ">")
        return {
            prefix: space
            for prefix, space in sorted(_PREFIXES.items())
            if any(term.startswith(space) and term != space for term in terms)
        }

    def _block(self, subject: str) -> Block:
        said = self._nodes[subject]
        order = sorted(said, key=lambda predicate: (predicate != RDF_TYPE, predicate))
        return subject, tuple(
            (predicate, tuple(said[predicate] if predicate == RDF_TYPE else sorted(said[predicate])))
            for predicate in order
        )

    def _add(self, subject: str, predicate: str, value: str) -> None:
        self._nodes.setdefault(subject or self.base, {}).setdefault(predicate, {})[value] = None
