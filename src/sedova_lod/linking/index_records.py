"""Entities as compact lines of text, as an index keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sedova_lod.dates import Calendar, civil_date, day_number
from sedova_lod.linking.entities import DayRange, Entity, EntityName

__all__ = ["decode_entity", "encode_entity"]

_FIELD, _ITEM, _PART, _SHORT = "\x1f", "\x1e", "\x1d", "\x1c"
_CONTROL = re.compile("[\x00-\x1f\ud800-\udfff]+")


def encode_entity(entity: Entity) -> str:
    r"""Write an entity as one line; control characters in its texts become blanks.

    A name that is the first one with its last words put before a comma takes one sign.

    >>> names = (EntityName("Lev Sedov"), EntityName("Sedov, Lev"))
    >>> encode_entity(Entity("Q1", "person", names, born=DayRange(2417212, 2417576)))
    'Q1\x1fperson\x1fLev Sedov\x1e\x1c1\x1f1906'
    """
    fields = (
        _clean(entity.id),
        _clean(entity.kind),
        _ITEM.join(_names(entity)),
        _days(entity.born),
        _days(entity.died),
        _words(entity.nationalities),
        _clean(entity.gender),
        _words(entity.occupations),
        _words(entity.places),
        _ITEM.join(_identifiers(entity)),
        _clean(entity.description),
    )
    return _FIELD.join(fields).rstrip(_FIELD)


def decode_entity(line: str) -> Entity:
    """Read an entity back.

    >>> line = encode_entity(Entity("Q1", "person", (EntityName("Lev Sedov", "en"),), died=DayRange(None, 2429311)))
    >>> decode_entity(line).died
    DayRange(first=None, last=2429311)
    """
    fields = line.split(_FIELD)
    fields.extend([""] * (11 - len(fields)))
    identity, kind, names, born, died, nationalities, gender, occupations, places, identifiers, description = fields
    return Entity(
        identity,
        kind,
        _read_names(names) if names else (),
        _read_days(born) if born else None,
        _read_days(died) if died else None,
        tuple(places.split(_ITEM)) if places else (),
        tuple(occupations.split(_ITEM)) if occupations else (),
        tuple(nationalities.split(_ITEM)) if nationalities else (),
        gender,
        tuple([_pair(one, identity) for one in identifiers.split(_ITEM)]) if identifiers else (),
        description,
    )


def _clean(text: str) -> str:
    return text if text.isprintable() else _CONTROL.sub(" ", text)


def _words(words: tuple[str, ...]) -> str:
    return _ITEM.join(filter(None, map(_clean, words)))


def _names(entity: Entity) -> list[str]:
    written: list[str] = []
    first = _clean(entity.name)
    for name in entity.names:
        text = _clean(name.text)
        n_words = _inverted_words(first, text) if written else 0
        shown = f"{_SHORT}{n_words}" if n_words else text
        written.append(f"{shown}{_PART}{_clean(name.language)}" if name.language else shown)
    return written


def _inverted_words(name: str, text: str) -> int:
    """Tell how many last words of a name stand before the comma in a text that else says the same; 0 if it does not."""
    family, comma, given = text.partition(", ")
    return family.count(" ") + 1 if comma and f"{given} {family}" == name else 0


def _read_names(text: str) -> tuple[EntityName, ...]:
    names: list[EntityName] = []
    for item in text.split(_ITEM):
        written, _, language = item.partition(_PART)
        if written[:1] == _SHORT:
            given, *family = names[0].text.rsplit(" ", int(written[1:]))
            written = f"{' '.join(family)}, {given}"
        names.append(EntityName(written, language))
    return tuple(names)


def _identifiers(entity: Entity) -> Iterator[str]:
    """Write identifiers; that of a Wikidata item that is its own id takes one sign."""
    for scheme, value in entity.identifiers:
        is_own = scheme == "wd" and value == entity.id
        yield _SHORT if is_own else f"{_clean(scheme)}{_PART}{_clean(value)}"


def _pair(text: str, identity: str) -> tuple[str, str]:
    if text == _SHORT:
        return "wd", identity
    scheme, _, value = text.partition(_PART)
    return scheme, value


def _days(days: DayRange | None) -> str:
    """Write a year as such, other ranges as day numbers."""
    if days is None:
        return ""
    if days.first is not None and days.last is not None and 300 < days.last - days.first < 400:
        year = civil_date(days.first, Calendar.GREGORIAN)[0]
        if days == _read_days(str(year)):
            return str(year)
    first, last = ("" if day is None else str(day) for day in days)
    return f"={first}" if first == last and first else f"{first}~{last}"


@lru_cache(maxsize=2**12)
def _read_days(text: str) -> DayRange:
    if text[0] == "=":
        return DayRange(int(text[1:]), int(text[1:]))
    first, tilde, last = text.partition("~")
    if tilde:
        return DayRange(int(first) if first else None, int(last) if last else None)
    return DayRange(day_number(int(text), 1, 1), day_number(int(text), 12, 31))
