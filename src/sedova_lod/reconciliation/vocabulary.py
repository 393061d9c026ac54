"""What a service can be asked for and tells: types, and properties with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sedova_lod.linking import Entity
from sedova_lod.namespaces import AUTHORITIES, authority_name, authority_prefixes, iri_of
from sedova_lod.reconciliation.dates import date_value

__all__ = ["ServedProperty", "ServedType", "properties_for", "type_of_kind"]

_Values = list[dict[str, Any]]

_DESCRIPTIONS = {
    "person": "People, and beings like people.",
    "group": "Organisations, families, parties and other groups.",
    "place": "Places on earth, of any size.",
    "event": "Events and periods.",
    "work": "Texts, films, pieces of music and other works.",
    "object": "Museum objects and other things made.",
    "concept": "Terms: types, materials, subjects.",
}
_NOT_PEOPLE = frozenset(("place", "concept"))


@dataclass(frozen=True, slots=True)
class ServedType:
    """Describe a type: a kind of record.

    Args:
        id: Its id, the name of the kind.
        name: Its name for people.
        description: What things are of this type.

    >>> type_of_kind("person").name
    'Person'
    """

    id: str
    name: str
    description: str

    @property
    def short(self) -> dict[str, str]:
        """Give id and name."""
        return {"id": self.id, "name": self.name}


def type_of_kind(kind: str) -> ServedType:
    """Give the type of a kind of record.

    >>> type_of_kind("place").id
    'place'
    """
    return ServedType(kind, kind.capitalize(), _DESCRIPTIONS.get(kind, ""))


@dataclass(frozen=True, slots=True)
class ServedProperty:
    """Describe a property that queries may state, and extensions tell.

    Args:
        id: Its id.
        name: Its name for people.
        description: What it holds, and how it is asked for.
        values: Gives the values of an entity, as a data extension writes them.
        without: Kinds that do not have it.
    """

    id: str
    name: str
    description: str
    values: Callable[[Entity], _Values]
    without: frozenset[str] = frozenset()

    @property
    def short(self) -> dict[str, str]:
        """Give id and name."""
        return {"id": self.id, "name": self.name}


def properties_for(schemes: Iterable[str]) -> dict[str, ServedProperty]:
    """Give all properties by id, one for each scheme of identifiers among them.

    Args:
        schemes: Schemes of the identifiers that entities have.

    >>> properties = properties_for(["viaf"])
    >>> properties["viaf"].name, properties["viaf"].values(Entity("a", identifiers=(("viaf", "2518"),)))
    ('VIAF identifier', [{'str': '2518'}])
    """
    found = [*_PROPERTIES, *map(_identifier_property, sorted(schemes, key=_order_of_scheme))]
    return {one.id: one for one in found}


def _texts(name: str, entity: Entity) -> _Values:
    value = getattr(entity, name)
    texts = (value,) if isinstance(value, str) else value
    return [{"str": text} for text in texts if text]


def _names(entity: Entity) -> _Values:
    return [{"str": text} for text in dict.fromkeys(name.text for name in entity.names)]


def _addresses(entity: Entity) -> _Values:
    prefixes = authority_prefixes()
    return [{"str": iri_of(scheme, value, prefixes)} for scheme, value in entity.identifiers if scheme in prefixes]


def _identifiers_of(scheme: str, entity: Entity) -> _Values:
    return [{"str": value} for one, value in entity.identifiers if one == scheme]


def _identifier_property(scheme: str) -> ServedProperty:
    name = authority_name(scheme)
    told = f"Identifier in {name}; asked for by the identifier or by its address. The same one decides."
    return ServedProperty(scheme, f"{name} identifier", told, partial(_identifiers_of, scheme))


def _order_of_scheme(scheme: str) -> tuple[int, str]:
    known: Mapping[str, int] = {name: place for place, name in enumerate(AUTHORITIES)}
    return known.get(scheme, len(known)), scheme


_PROPERTIES = (
    ServedProperty("name", "Name", "Names in all languages and scripts; further names may be asked for.", _names),
    ServedProperty("kind", "Kind", "Kind of record: person, group, place ...", partial(_texts, "kind")),
    ServedProperty("born", "Born, founded or made", "A day, a year or any other date, in EDTF or English.",
                   lambda entity: date_value(entity.born), _NOT_PEOPLE),
    ServedProperty("died", "Died or ended", "A day, a year or any other date, in EDTF or English.",
                   lambda entity: date_value(entity.died), _NOT_PEOPLE),
    ServedProperty("place", "Place", "Names of places that it is tied to.", partial(_texts, "places")),
    ServedProperty("occupation", "Occupation or type", "Occupations, roles or types, as words.",
                   partial(_texts, "occupations")),
    ServedProperty("nationality", "Nationality or country", "Nationalities or countries, as words.",
                   partial(_texts, "nationalities")),
    ServedProperty("gender", "Gender", "Gender, as a word.", partial(_texts, "gender"),
                   frozenset(_DESCRIPTIONS) - {"person"}),
    ServedProperty("description", "Description", "A short description; it is told, and not compared.",
                   partial(_texts, "description")),
    ServedProperty("same_as", "Addresses elsewhere",
                   "Addresses of the same thing in Wikidata, VIAF, GND and others. The same one decides.", _addresses),
)  # fmt: skip
