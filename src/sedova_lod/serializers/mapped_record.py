"""The mapped record: the triples of one record, its document, and the tables that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sedova_lod.mapping import Block

__all__ = ["RDF_TYPE", "MappedRecord", "SourceTable"]

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

SourceTable = tuple[str, str]
"""A table of the user: file as the project names it, sheet (empty if none)."""


@dataclass(frozen=True, slots=True)
class MappedRecord:
    """Hold the triples of one record.

    Args:
        kind: Kind of the record.
        id: Its id.
        iri: Its IRI.
        document: IRI of the document about it; also the name of its graph.
        blocks: The record's own block first, then those of its sub-nodes by IRI; one block a subject.
        sources: Tables that it was made from, that of the record's own row first; they may repeat.

    >>> record = MappedRecord("person", "a", "https://example.org/person/a", "https://example.org/person/a.ttl",
    ...                       [("https://example.org/person/a", ((RDF_TYPE, ("<http://schema.org/Person>",)),))])
    >>> record.n_triples
    1
    """

    kind: str
    id: str
    iri: str
    document: str
    blocks: Sequence[Block]
    sources: tuple[SourceTable, ...] = ()

    @property
    def n_triples(self) -> int:
        """Count the triples."""
        return sum(len(objects) for _, statements in self.blocks for _, objects in statements)
