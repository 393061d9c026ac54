"""What a data set holds, counted while it is written: records, triples, classes, properties, links."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from sedova_lod.namespaces import PREFIXES
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord

__all__ = ["LINK_PREDICATES", "Tally", "target_space"]

LINK_PREDICATES = frozenset(
    {
        f"{PREFIXES['schema']}sameAs",
        f"{PREFIXES['owl']}sameAs",
        "https://linked.art/ns/terms/equivalent",
        *(f"{PREFIXES['skos']}{name}Match" for name in ("broad", "close", "exact", "narrow", "related")),
    }
)
"""Properties that link to the same or a similar thing in another data set."""

_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]*/?)?")
_TARGETS = (PREFIXES["aat"], PREFIXES["wd"])


@dataclass(slots=True)
class Tally:
    """Count what records hold; tallies of several processes are added up with `merge`.

    Args:
        records: Number of records by kind.
        n_triples: Number of triples.
        n_subjects: Number of subjects: records and their parts.
        classes: Number of subjects by class IRI.
        properties: Number of triples by predicate IRI.
        links: Number of links to other data sets, by predicate and beginning of their addresses.
        examples: First record of each kind, by IRI.

    >>> tally = Tally()
    >>> tally.add(MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("x:p", ('"A"', '"B"')),))]))
    >>> tally.n_triples, tally.records, tally.properties
    (2, Counter({'person': 1}), Counter({'x:p': 2}))
    """

    records: Counter[str] = field(default_factory=Counter)
    n_triples: int = 0
    n_subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, record: MappedRecord) -> None:
        """Count one record."""
        properties, classes = self.properties, self.classes
        n_triples = 0
        for _, statements in record.blocks:
            for predicate, objects in statements:
                n_objects = len(objects)
                n_triples += n_objects
                properties[predicate] += n_objects
                if predicate == RDF_TYPE:
                    for value in objects:
                        classes[value[1:-1]] += 1
                elif predicate in LINK_PREDICATES:
                    self.links.update((predicate, target_space(value[1:-1])) for value in objects if value[0] == "<")
        self.n_triples += n_triples
        self.n_subjects += len(record.blocks)
        self.records[record.kind] += 1
        self._show(record.kind, record.iri)

    def merge(self, other: Tally) -> None:
        """Add what another tally counted; the order does not matter."""
        self.records.update(other.records)
        self.n_triples += other.n_triples
        self.n_subjects += other.n_subjects
        self.classes.update(other.classes)
        self.properties.update(other.properties)
        self.links.update(other.links)
        for kind, iri in other.examples.items():
            self._show(kind, iri)

    def _show(self, kind: str, iri: str) -> None:
        shown = self.examples.get(kind)
        if shown is None or iri < shown:
            self.examples[kind] = iri


def target_space(iri: str) -> str:
    """Tell which data set an address belongs to: the beginning that its addresses share.

    >>> target_space("http://www.wikidata.org/entity/Q33391"), target_space("https://viaf.org/viaf/1")
    ('http://www.wikidata.org/entity/', 'https://viaf.org/')
    >>> target_space("urn:isbn:5")
    'urn:'
    """
    for space in _TARGETS:
        if iri.startswith(space):
            return space
    found = _HOST.match(iri)
    return found.group() if found else iri
