"""Items of Wikidata, in the JSON of its dumps and of its API, read as entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sedova_lod.linking.entities import DayRange, Entity, EntityName
from sedova_lod.linking.wikidata_kinds import is_page_of_wikimedia, kind_of_item
from sedova_lod.linking.wikidata_times import day_range_of
from sedova_lod.namespaces import AUTHORITIES

__all__ = ["entity_from_json", "is_item", "referenced_items"]

Json = Mapping[str, Any]

_BEGINNINGS = ("P569", "P571", "P577", "P580", "P585")
_ENDS = ("P570", "P576", "P582", "P585")
_NAMES = ("P1559", "P1477", "P1448", "P1705", "P1476", "P742")
_PLACES = ("P19", "P20", "P159", "P740", "P551", "P937", "P276", "P131")
_OCCUPATIONS = ("P106", "P39")
_COUNTRIES = ("P27", "P17", "P495")
_GENDERS = {
    "Q6581097": "male",
    "Q6581072": "female",
    "Q1097630": "intersex",
    "Q1052281": "trans woman",
    "Q2449503": "trans man",
    "Q48270": "non-binary",
}
_SCHEMES = {one.property: one.scheme for one in AUTHORITIES.values() if one.property}
_LANGUAGES = {
    "als": "gsw", "bat-smg": "sgs", "be-x-old": "be-tarask", "fiu-vro": "vro", "map-bms": "jv", "no": "nb",
    "roa-rup": "rup", "simple": "en", "sr-ec": "sr-Cyrl", "sr-el": "sr-Latn", "zh-classical": "lzh",
    "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "zh-min-nan": "nan", "zh-yue": "yue",
}  # fmt: skip
_QID = re.compile(r"Q[1-9][0-9]*")


def is_item(value: object) -> bool:
    """Tell whether a JSON value is an item about a thing: no property or lexeme, nothing missing, no list of pages.

    >>> is_item({"id": "Q1", "type": "item"}), is_item({"id": "Q1", "missing": ""}), is_item({"id": "P31"})
    (True, False, False)
    """
    if not isinstance(value, Mapping) or "missing" in value:
        return False
    if not isinstance(value.get("id"), str) or _QID.fullmatch(value["id"]) is None:
        return False
    return not is_page_of_wikimedia(_Statements(value).items(("P31",)))


def entity_from_json(
    item: Json, languages: tuple[str, ...] = ("en",), name_of: Callable[[str], str] | None = None
) -> Entity:
    """Read an item as an entity.

    Statements of deprecated rank are left out; where there are preferred ones, only they count. Days are kept in
    the calendar that the item states; several dates of birth make one range from the earliest to the latest.

    Args:
        item: The item's JSON; `is_item` says whether it is one.
        languages: Languages in which the primary name and the description are looked for, in this order.
        name_of: Gives the name of another item, empty if it is not known: places, occupations and countries are
            items. Without it they are left out.

    >>> entity_from_json({"id": "Q33391", "labels": {"en": {"language": "en", "value": "Leon Trotsky"}}}).name
    'Leon Trotsky'
    """
    statements = _Statements(item)

    def named(properties: Iterable[str]) -> tuple[str, ...]:
        if name_of is None:
            return ()
        return tuple(dict.fromkeys(filter(None, map(name_of, statements.items(properties)))))

    genders = [_GENDERS[qid] for qid in statements.items(("P21",)) if qid in _GENDERS]
    return Entity(
        id=item["id"],
        kind=kind_of_item(tuple(statements.items(("P31",))), statements.properties),
        names=tuple(_names(item, statements, languages)),
        born=statements.days(_BEGINNINGS),
        died=statements.days(_ENDS),
        places=named(_PLACES),
        occupations=named(_OCCUPATIONS),
        nationalities=named(_COUNTRIES),
        gender=genders[0] if genders else "",
        identifiers=(("wd", item["id"]), *statements.identifiers()),
        description=next(_texts(item, "descriptions", languages), ("", ""))[1],
    )


def referenced_items(item: Json) -> list[str]:
    """List the items whose names `entity_from_json` asks for.

    >>> value = {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q239"}}}
    >>> referenced_items({"id": "Q1", "claims": {"P19": [{"rank": "normal", "mainsnak": value}]}})
    ['Q239']
    """
    return list(dict.fromkeys(_Statements(item).items((*_PLACES, *_OCCUPATIONS, *_COUNTRIES))))


class _Statements:
    """The statements of an item that count, by property."""

    def __init__(self, item: Json) -> None:
        self._claims = _mapping(item.get("claims"))

    @property
    def properties(self) -> frozenset[str]:
        return frozenset(self._claims)

    def best(self, name: str) -> list[Json]:
        """Give the statements of the best rank."""
        found = self._claims.get(name)
        if not isinstance(found, list):
            return []
        kept = [one for one in found if isinstance(one, Mapping) and one.get("rank") != "deprecated"]
        return [one for one in kept if one.get("rank") == "preferred"] or kept

    def values(self, name: str) -> Iterator[Any]:
        for statement in self.best(name):
            value = _snak_value(statement.get("mainsnak"))
            if value is not None:
                yield value

    def items(self, properties: Iterable[str]) -> Iterator[str]:
        for name in properties:
            for value in self.values(name):
                if isinstance(value, Mapping) and isinstance(value.get("id"), str):
                    yield value["id"]

    def days(self, properties: Iterable[str]) -> DayRange | None:
        """Give the days of the first of the properties that the item has."""
        for name in properties:
            if name in self._claims:
                ranges = [days for one in self.best(name) if (days := day_range_of(one)) is not None]
                if ranges:
                    return _hull(ranges)
        return None

    def identifiers(self) -> Iterator[tuple[str, str]]:
        for name in self._claims:
            scheme = _SCHEMES.get(name, name)
            for statement in self.best(name):
                snak = _mapping(statement.get("mainsnak"))
                is_identifier = snak.get("datatype") == "external-id" or name in _SCHEMES
                value = _snak_value(snak) if is_identifier else None
                if isinstance(value, str):
                    yield scheme, value.replace(" ", "") if scheme == "isni" else value


def _snak_value(snak: object) -> Any:
    """Give the value of a snak; None if there is none, or it is unknown."""
    data = _mapping(_mapping(snak).get("datavalue"))
    return data.get("value")


def _hull(ranges: list[DayRange]) -> DayRange:
    firsts = [one.first for one in ranges if one.first is not None]
    lasts = [one.last for one in ranges if one.last is not None]
    return DayRange(
        min(firsts) if len(firsts) == len(ranges) else None, max(lasts) if len(lasts) == len(ranges) else None
    )


def _names(item: Json, statements: _Statements, languages: tuple[str, ...]) -> Iterator[EntityName]:
    """Give each text once, with the first language that it has."""
    seen: set[str] = set()
    for language, text in _every_name(item, statements, languages):
        if text and text not in seen:
            seen.add(text)
            yield EntityName(text, _LANGUAGES.get(language, language))


def _every_name(item: Json, statements: _Statements, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from _texts(item, "labels", languages)
    for aliases in _mapping(item.get("aliases")).values():
        if isinstance(aliases, list):
            yield from (_text(one) for one in aliases)
    for value in (value for name in _NAMES for value in statements.values(name)):
        yield ("", value) if isinstance(value, str) else _text(value, "text")


def _texts(item: Json, key: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give the texts by language, those in the languages wanted first."""
    found = _mapping(item.get(key))
    order = dict.fromkeys((*languages, "mul", "en", *found))
    return (_text(found[language]) for language in order if language in found)


def _text(value: object, key: str = "value") -> tuple[str, str]:
    found = _mapping(value)
    language, text = found.get("language"), found.get(key)
    return (language if isinstance(language, str) else "", text if isinstance(text, str) else "")


def _mapping(value: object) -> Json:
    """Give a JSON object; what is empty is often written as an empty list."""
    return value if isinstance(value, Mapping) else {}
