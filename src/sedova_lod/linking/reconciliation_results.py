"""What a reconciliation service tells of a thing, read as an entity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sedova_lod.dates import Calendar, DateFault, parse_date
from sedova_lod.linking.entities import DayRange, Entity, EntityName
from sedova_lod.linking.reconciliation_manifest import ServiceManifest
from sedova_lod.namespaces import identifier_of

__all__ = ["add_details", "entity_of_result", "service_points"]

_Json = Mapping[str, Any]
_LIFE = re.compile(r"(?<![\d-])(\d{4})\s*[-–—]\s*(\d{4})(?![\d-])")
_LIFE_IN_NAME = re.compile(r"[\s,(]*(?:ca?\.?\s*)?\d{4}\s*[-–—]\s*(?:\d{4})?\s*\)?\.?$")
_LONGEST_LIFE = 120
_DATE = re.compile(r"-?\d{4,}(-\d\d){0,2}")
_PADDED = "-01-01"


def entity_of_result(result: _Json, manifest: ServiceManifest) -> Entity:
    """Read a candidate of a service.

    Args:
        result: The candidate's JSON: `id`, `name`, `description`, `type`.
        manifest: The service.

    >>> manifest = ServiceManifest("https://example.org/", "VIAF", "0.2", ("http://viaf.org/viaf/",))
    >>> entity = entity_of_result({"id": "1", "name": "Sedov, Lev, 1906-1938"}, manifest)
    >>> entity.name, entity.identifiers, entity.born
    ('Sedov, Lev', (('viaf', '1'),), DayRange(first=2417212, last=2417576))
    """
    name, description = str(result["name"]), str(result.get("description") or "")
    born, died = _life_in(name, description)
    shown = _LIFE_IN_NAME.sub("", name) or name
    iri = manifest.iri(str(result["id"]))
    known = identifier_of(iri)
    return Entity(
        id=iri,
        kind=manifest.kind_of(_types(result.get("type"))),
        names=(EntityName(shown),),
        born=born,
        died=died,
        identifiers=(known,) if known else (),
        description=description,
    )


def add_details(entity: Entity, row: object, manifest: ServiceManifest) -> Entity:
    """Add the dates that a service gave when it was asked for more; they are in an unknown calendar.

    Args:
        entity: The thing.
        row: Values by property, as the API's data extension gives them.
        manifest: The service.

    >>> manifest = ServiceManifest("https://example.org/", "Items", "0.2", properties={"born": "P569"})
    >>> add_details(Entity("Q1"), {"P569": [{"date": "1906-02-24T00:00:00"}]}, manifest).born
    DayRange(first=2417266, last=2417279)
    """
    if not isinstance(row, Mapping):
        return entity
    born, died = (_hull(_dates(row.get(manifest.properties.get(key, "")))) for key in ("born", "died"))
    return replace(entity, born=born or entity.born, died=died or entity.died)


def service_points(result: _Json) -> tuple[dict[str, float], tuple[str, ...]]:
    """Give the service's own judgement as features and reasons.

    Args:
        result: The candidate's JSON: `score` is most often from 0 to 100, but need not be; `match` is true or false.

    >>> service_points({"score": 87, "match": True})
    ({'service': 0.87, 'service.match': 1.0}, ('the service takes it for the same, with 87 points',))
    """
    points, is_match = result.get("score"), result.get("match") is True
    features: dict[str, float] = {}
    if isinstance(points, int | float) and not isinstance(points, bool):
        features["service"] = min(max(points / 100, 0.0), 1.0)
    if is_match:
        features["service.match"] = 1.0
    told = f"{points:g} points" if "service" in features else ""
    if is_match:
        return features, (f"the service takes it for the same{', with ' + told if told else ''}",)
    return features, ((f"the service gives it {told}",) if told else ())


def _life_in(*texts: str) -> tuple[DayRange | None, DayRange | None]:
    """Find years of birth and death, as authorities put them behind names."""
    for text in texts:
        found = _LIFE.search(text)
        if found and 0 <= int(found[2]) - int(found[1]) <= _LONGEST_LIFE:
            return _days(found[1]), _days(found[2])
    return None, None


def _days(text: str) -> DayRange | None:
    try:
        date = parse_date(text, calendar=Calendar.NOT_STATED)
    except DateFault:
        return None
    return DayRange(date.earliest, date.latest)


def _dates(values: object) -> Iterator[DayRange]:
    """Read dates and intervals; the first of January is how many services write that only the year is known."""
    for value in values if isinstance(values, list) else ():
        if not isinstance(value, Mapping):
            continue
        text = next((value[key] for key in ("date", "str") if isinstance(value.get(key), str)), "")
        found = _DATE.match(text)
        days = _days(text) if "/" in text else _days(found[0].removesuffix(_PADDED)) if found else None
        if days is not None:
            yield days


def _hull(ranges: Iterator[DayRange]) -> DayRange | None:
    found = [one for one in ranges if one.first is not None and one.last is not None]
    if not found:
        return None
    return DayRange(min(one.first or 0 for one in found), max(one.last or 0 for one in found))


def _types(value: object) -> dict[str, str]:
    """Read types, which are ids or objects with an id."""
    found: dict[str, str] = {}
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            found[one] = ""
        elif isinstance(one, Mapping) and isinstance(one.get("id"), str):
            found[one["id"]] = str(one.get("name", ""))
    return found
