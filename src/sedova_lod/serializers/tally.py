"""What a data set holds, counted while it is written: records, triples, classes, properties, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sedova_lod.namespaces import PREFIXES
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord

__all__ = ["LINK_PREDICATES", "NOTED_PREDICATES", "Tally", "target_space"]

LINK_PREDICATES = frozenset(
    {
        f"{PREFIXES['schema']}sameAs",
        f"{PREFIXES['owl']}sameAs",
        "https://linked.art/ns/terms/equivalent",
        *(f"{PREFIXES['skos']}{name}Match" for name in ("broad", "close", "exact", "narrow", "related")),
    }
)
"""Properties that link to the same or a similar thing in another data set."""

NOTED_PREDICATES = LINK_PREDICATES | {RDF_TYPE}
"""Properties whose objects are counted too."""

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

    def add(self, *records: MappedRecord) -> None:
        """Count some records; many at once are quicker than one by one."""
        blocks = [block for record in records for block in record.blocks]
        said = [statement for _, statements in blocks for statement in statements]
        several = [(predicate, len(objects) - 1) for predicate, objects in said if len(objects) > 1]
        self.properties.update([predicate for predicate, _ in said])
        for predicate, n_more in several:
            self.properties[predicate] += n_more
        self.n_triples += len(said) + sum([n_more for _, n_more in several])
        self.n_subjects += len(blocks)
        for predicate, objects in [statement for statement in said if statement[0] in NOTED_PREDICATES]:
            self.note(predicate, objects)
        self.records.update([record.kind for record in records])
        for record in records:
            self._show(record.kind, record.iri)

    def add_statements(self, predicate: str, n_triples: int) -> None:
        """Count triples of a predicate, without looking at their objects.

        >>> tally = Tally()
        >>> tally.add_statements("x:p", 3)
        >>> tally.n_triples, tally.properties
        (3, Counter({'x:p': 3}))
        """
        self.properties[predicate] += n_triples
        self.n_triples += n_triples

    def add_records(self, kind: str, iris: Sequence[str]) -> None:
        """Count records of one kind, without looking at their triples.

        >>> tally = Tally()
        >>> tally.add_records("person", ["x:b", "x:a"])
        >>> tally.records, tally.examples
        (Counter({'person': 2}), {'person': 'x:a'})
        """
        if iris:
            self.records[kind] += len(iris)
            self._show(kind, min(iris))

    def note(self, predicate: str, objects: tuple[str, ...]) -> None:
        """Count classes and links to other data sets.

        >>> tally = Tally()
        >>> tally.note(RDF_TYPE, ("<x:C>",))
        >>> tally.classes
        Counter({'x:C': 1})
        """
        if predicate == RDF_TYPE:
            for value in objects:
                self.classes[value[1:-1]] += 1
        else:
            self.links.update([(predicate, target_space(value[1:-1])) for value in objects if value[0] == "<"])

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
