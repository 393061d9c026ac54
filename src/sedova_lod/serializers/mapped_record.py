"""The mapped record: the triples of one record, its document, and the rows that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sedova_lod.mapping import Block

__all__ = ["RDF_TYPE", "MappedRecord", "SourceRow"]

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

SourceRow = tuple[str, str, int]
"""A row of the user's tables: file as the project names it, sheet (empty if none), row number."""


@dataclass(frozen=True, slots=True)
class MappedRecord:
    """Hold the triples of one record.

    Args:
        kind: Kind of the record.
        id: Its id.
        iri: Its IRI.
        document: IRI of the document about it; also the name of its graph.
        blocks: The record's own block first, then those of its sub-nodes by IRI; one block a subject.
        sources: Rows that it was made from, the record's own row first.

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
    sources: tuple[SourceRow, ...] = ()

    @property
    def n_triples(self) -> int:
        """Count the triples."""
        return sum(len(objects) for _, statements in self.blocks for _, objects in statements)
