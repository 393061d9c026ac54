"""The classes of records outside a batch, by kind and category: what shapes ask of the records referred to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from functools import lru_cache

from sedova_lod.mapping import Mapping
from sedova_lod.records import KINDS
from sedova_lod.serializers import RDF_TYPE

__all__ = ["UNKNOWN_CATEGORY", "NeighbourTypes", "neighbour_types"]

UNKNOWN_CATEGORY = "?"
"""Category of a record that cannot be read: it may be anything, and is told by its own findings."""

_IRI = re.compile(r"<[^<>\s]+>")


class NeighbourTypes:
    """Know the classes of records by kind and category.

    Args:
        mapping: Mapping that gives the classes.

    >>> from sedova_lod.mapping import load_profiles
    >>> mapping = load_profiles(["schema_org"], {kind.name: kind.schema for kind in KINDS.values()})
    >>> NeighbourTypes(mapping).types("place", "city")
    ('<http://schema.org/City>',)
    """

    def __init__(self, mapping: Mapping) -> None:
        self._types = {
            (kind, category): _types_of(mapping, kind, category)
            for kind in mapping.kinds
            for category in ("", *_categories(kind))
        }
        for kind in mapping.kinds:
            every = dict.fromkeys(t for c in ("", *_categories(kind)) for t in self._types[kind, c])
            self._types[kind, UNKNOWN_CATEGORY] = tuple(every)

    def types(self, kind: str, category: str = "") -> tuple[str, ...]:
        """Give the classes, in N-Triples form; none for an unknown kind."""
        return self._types.get((kind, category), ())

    def telling(self, shapes: str) -> frozenset[tuple[str, str]]:
        """List the kinds and categories that shapes tell from others of their kind; only those need be remembered.

        Args:
            shapes: Shapes as N-Triples.

        >>> from sedova_lod.mapping import load_profiles
        >>> mapping = load_profiles(["schema_org"], {kind.name: kind.schema for kind in KINDS.values()})
        >>> sorted(NeighbourTypes(mapping).telling("<s> <class> <http://schema.org/Country> ."))
        [('place', '?'), ('place', 'country')]
        """
        mentioned = set(_IRI.findall(shapes))

        def seen(kind: str, category: str) -> set[str]:
            return mentioned.intersection(self._types[kind, category])

        wanted = {(kind, category) for kind, category in self._types if seen(kind, category) != seen(kind, "")}
        kinds = {kind for kind, category in wanted if category != UNKNOWN_CATEGORY}
        return frozenset(one for one in wanted if one[0] in kinds)

    def describe(self, iri: str, kind: str, categories: MappingOf[str, str]) -> Iterator[str]:
        """Write the classes of a record as N-Triples."""
        for name in self.types(kind, categories.get(iri, "")):
            yield f"<{iri}> <{RDF_TYPE}> {name} .\n"


neighbour_types = lru_cache(maxsize=4)(NeighbourTypes)
"""Give the classes that a mapping makes; they are found once for each mapping."""


def _categories(kind: str) -> tuple[str, ...]:
    column = KINDS[kind].columns.get("category")
    return column[1].choices if column else ()


def _types_of(mapping: Mapping, kind: str, category: str) -> tuple[str, ...]:
    """Find the classes that every record of a kind and category has."""
    given = {"category": category} if category else {}
    node = KINDS[kind].schema.make("urn:x", None, id="x", title="x", **given)
    own = next((pairs for subject, pairs in mapping.map_record(kind, node) if subject == "urn:x"), ())
    return next((objects for predicate, objects in own if predicate == RDF_TYPE), ())
