"""Records as entities: what of a record linking looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sedova_lod.dates import day_number
from sedova_lod.linking import DayRange, Entity, EntityName
from sedova_lod.namespaces import AUTHORITIES, identifier_of
from sedova_lod.records import KINDS, Node, NodeType, Record

__all__ = ["LINKED_KINDS", "entity_of_record", "read_titles"]

LINKED_KINDS = ("person", "group", "place", "event", "work", "object", "concept")
_NAMED_KINDS = frozenset(("place", "concept"))
_BEGINNINGS = ("birth", "formation", "creation", "production", "publication")
_ENDS = ("death", "dissolution")
_WITH_PLACE = (*_BEGINNINGS, *_ENDS)
_PLACES = ("residence", "place", "location", "partOf")
_TIME = re.compile(r"(-?\d+)-(\d\d)-(\d\d)T")
_SCHEMED = re.compile(r"(\w+):\s*(\S+)")


def read_titles(records: Iterable[Record]) -> dict[str, str]:
    """Give the names of places and concepts, by IRI: other records refer to them.

    Args:
        records: All records.
    """
    return {record.iri: _Fields(record).get("title") for record in records if record.kind in _NAMED_KINDS}


def entity_of_record(record: Record, titles: Mapping[str, str]) -> Entity:
    """Give what linking looks at: names in all languages, days, places, occupations, identifiers.

    Args:
        record: The record.
        titles: Names of the places and concepts that it may refer to, by IRI.

    >>> node = KINDS["person"].schema.make("https://example.org/person/lev", title="Lev Sedov",
    ...                                    label=(("Лев Седов", "ru"), ("Lev Sedov", "en")))
    >>> entity = entity_of_record(Record("person", "lev", node[0], "", node, (), {}), {})
    >>> entity.id, entity.names[0].text, entity.names[1].language
    ('person/lev', 'Lev Sedov', 'ru')
    """
    fields = _Fields(record)
    born, died = _life(fields)
    return Entity(
        id=f"{record.kind}/{record.id}",
        kind=record.kind,
        names=tuple(_names(fields)),
        born=born,
        died=died,
        places=_named(_place_iris(fields), titles),
        occupations=_named((*fields.many("occupation"), *fields.many("type")), titles),
        nationalities=tuple(text for text, _ in fields.many("nationality")),
        gender=next((text for text, _ in fields.many("gender")), ""),
        identifiers=tuple(dict.fromkeys(_identifiers(fields))),
        description=next((text for text, _ in fields.many("description")), ""),
    )


class _Fields:
    """The values of a node, by property; what its type does not have is empty."""

    def __init__(self, record: Record | None, node: Node = (), node_type: NodeType | None = None) -> None:
        self._node = node if record is None else record.node
        self._type = node_type if record is None else KINDS[record.kind].schema

    def get(self, name: str) -> Any:
        if self._type is None or self._type.property(name) is None:
            return None
        return self._node[self._type.slot(name)]

    def many(self, name: str) -> tuple[Any, ...]:
        value = self.get(name)
        prop = self._type.property(name) if self._type is not None else None
        if value is None or prop is None:
            return ()
        return tuple(value) if prop.many else (value,)

    def parts(self, name: str) -> Iterator[_Fields]:
        prop = self._type.property(name) if self._type is not None else None
        if prop is not None:
            yield from (_Fields(None, node, prop.node) for node in self.many(name))


def _names(fields: _Fields) -> Iterator[EntityName]:
    """Give each name once, the title first."""
    title = fields.get("title") or ""
    labels = sorted(fields.many("label"), key=lambda label: label[0] != title)
    texts = [label for part in fields.parts("name") for label in part.many("text")]
    plain = [] if any(text == title for text, _ in labels) or not title else [(title, "")]
    seen: set[str] = set()
    for text, language in (*plain, *labels, *fields.many("altLabel"), *texts):
        if text and text not in seen:
            seen.add(text)
            yield EntityName(text, language)


def _life(fields: _Fields) -> tuple[DayRange | None, DayRange | None]:
    """Give the days of beginning and end; an event has both in its own date."""
    born = next(filter(None, (_days(part) for name in _BEGINNINGS for part in fields.parts(name))), None)
    died = next(filter(None, (_days(part) for name in _ENDS for part in fields.parts(name))), None)
    for date in fields.parts("date"):
        earliest, latest = _day(date.get("earliest")), _day(date.get("latest"))
        begin_latest, end_earliest = _day(date.get("beginLatest")), _day(date.get("endEarliest"))
        born = born or _range(earliest, latest if begin_latest is None else begin_latest)
        died = died or _range(earliest if end_earliest is None else end_earliest, latest)
    return born, died


def _days(part: _Fields) -> DayRange | None:
    date = next(part.parts("date"), None)
    return None if date is None else _range(_day(date.get("earliest")), _day(date.get("latest")))


def _range(first: int | None, last: int | None) -> DayRange | None:
    return None if first is None and last is None else DayRange(first, last)


def _day(moment: str | None) -> int | None:
    found = _TIME.match(moment or "")
    return day_number(int(found[1]), int(found[2]), int(found[3])) if found else None


def _place_iris(fields: _Fields) -> Iterator[str]:
    for name in _WITH_PLACE:
        for part in fields.parts(name):
            yield from part.many("place")
    for name in _PLACES:
        yield from fields.many(name)


def _named(iris: Iterable[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(titles[iri] for iri in iris if titles.get(iri)))


def _identifiers(fields: _Fields) -> Iterator[tuple[str, str]]:
    """Give identifiers that an authority is known for: addresses of the same thing, and those with a scheme."""
    for iri in (*fields.many("sameAs"), *fields.many("exactMatch")):
        known = identifier_of(iri)
        if known:
            yield known
    for part in fields.parts("identifier"):
        text = part.get("content") or ""
        known, found = identifier_of(text), _SCHEMED.fullmatch(text)
        if known:
            yield known
        elif found and found[1].lower() in AUTHORITIES:
            yield found[1].lower(), found[2]
