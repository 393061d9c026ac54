"""Values, statements and references in the JSON of Wikibase, both ways."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from sedova_lod.contribution.statements import Rank, Reference, Snak, Statement
from sedova_lod.contribution.values import (
    CENTURY,
    DAY,
    DECADE,
    MILLENNIUM,
    MONTH,
    NO_VALUE,
    SOME_VALUE,
    YEAR,
    Coordinates,
    ItemValue,
    LanguageText,
    NotKnown,
    Quantity,
    TextValue,
    TimeValue,
    Value,
)
from sedova_lod.dates import Calendar, day_number
from sedova_lod.linking.wikidata_times import GREGORIAN_MODEL, JULIAN_MODEL

__all__ = ["datavalue_json", "snak_from_json", "snak_json", "statement_from_json", "statement_json", "time_text"]

_EARTH = "http://www.wikidata.org/entity/Q2"
_ENTITIES = "http://www.wikidata.org/entity/"
_TIME = re.compile(r"([+-]?)0*(\d+)-(\d\d)-(\d\d)T")
_QID = re.compile(r"[A-Z][1-9][0-9]*(?:-[A-Z][1-9][0-9]*)?")
_PRECISIONS = (MILLENNIUM, CENTURY, DECADE, YEAR, MONTH, DAY)

Json = Mapping[str, Any]


def time_text(value: TimeValue) -> str:
    """Write a time as Wikibase does: signed, in the value's own calendar, without a year 0.

    >>> time_text(TimeValue(1882, 4, 5, DAY, Calendar.JULIAN)), time_text(TimeValue(-43))
    ('+1882-04-05T00:00:00Z', '-0044-00-00T00:00:00Z')
    """
    sign, year = ("-", 1 - value.year) if value.year < 1 else ("+", value.year)
    return f"{sign}{year:04d}-{value.month:02d}-{value.day:02d}T00:00:00Z"


def datavalue_json(value: Value) -> dict[str, Any]:
    """Write a value with its type; not one that is not known, which is no value.

    Raises:
        ValueError: The value is not known.

    >>> datavalue_json(ItemValue("Q5"))
    {'value': {'entity-type': 'item', 'numeric-id': 5, 'id': 'Q5'}, 'type': 'wikibase-entityid'}
    >>> datavalue_json(TextValue("12-14"))
    {'value': '12-14', 'type': 'string'}
    """
    if isinstance(value, ItemValue):
        content = {"entity-type": "item", "numeric-id": int(value.id[1:]), "id": value.id}
        return {"value": content, "type": "wikibase-entityid"}
    if isinstance(value, TextValue):
        return {"value": value.text, "type": "string"}
    if isinstance(value, LanguageText):
        return {"value": {"text": value.text, "language": value.language}, "type": "monolingualtext"}
    if isinstance(value, TimeValue):
        return {"value": _time_json(value), "type": "time"}
    if isinstance(value, Coordinates):
        return {"value": _coordinates_json(value), "type": "globecoordinate"}
    if isinstance(value, Quantity):
        return {"value": _quantity_json(value), "type": "quantity"}
    raise ValueError("a value that is not known has no data value")


def _time_json(value: TimeValue) -> dict[str, Any]:
    model = JULIAN_MODEL if value.calendar is Calendar.JULIAN else GREGORIAN_MODEL
    return {
        "time": time_text(value),
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": value.precision,
        "calendarmodel": model,
    }


def _coordinates_json(value: Coordinates) -> dict[str, Any]:
    return {
        "latitude": float(value.latitude),
        "longitude": float(value.longitude),
        "altitude": None,
        "precision": float(value.precision),
        "globe": _EARTH,
    }


def _quantity_json(value: Quantity) -> dict[str, Any]:
    found = {"amount": _signed(value.amount), "unit": f"{_ENTITIES}{value.unit}" if value.unit else "1"}
    if value.lower is not None and value.upper is not None:
        found |= {"upperBound": _signed(value.upper), "lowerBound": _signed(value.lower)}
    return found


def _signed(number: Decimal) -> str:
    return f"{number:+f}"


def snak_json(snak: Snak) -> dict[str, Any]:
    """Write a snak.

    >>> snak_json(Snak("P20", SOME_VALUE))
    {'snaktype': 'somevalue', 'property': 'P20'}
    """
    if isinstance(snak.value, NotKnown):
        return {"snaktype": "novalue" if snak.value.is_none else "somevalue", "property": snak.property}
    return {"snaktype": "value", "property": snak.property, "datavalue": datavalue_json(snak.value)}


def statement_json(statement: Statement) -> dict[str, Any]:
    """Write a statement that has no id yet.

    >>> statement_json(Statement("P31", ItemValue("Q5")))["rank"]
    'normal'
    """
    found: dict[str, Any] = {
        "mainsnak": snak_json(Snak(statement.property, statement.value)),
        "type": "statement",
        "rank": statement.rank.value,
    }
    if statement.qualifiers:
        found |= _grouped(statement.qualifiers, "qualifiers", "qualifiers-order")
    if statement.references:
        found["references"] = [reference_json(reference) for reference in statement.references]
    return found


def reference_json(reference: Reference) -> dict[str, Any]:
    """Write a reference.

    >>> reference_json(Reference((Snak("P248", ItemValue("Q3273600")),)))["snaks-order"]
    ['P248']
    """
    return _grouped(reference.snaks, "snaks", "snaks-order")


def _grouped(snaks: Sequence[Snak], name: str, order: str) -> dict[str, Any]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for snak in snaks:
        groups.setdefault(snak.property, []).append(snak_json(snak))
    return {name: groups, order: list(groups)}


def statement_from_json(found: Json) -> Statement | None:
    """Read a statement of an item; None if it is none that we understand, such as one about a lexeme.

    >>> statement = Statement("P570", TimeValue(1962, 1, 23, DAY), (Snak("P1480", ItemValue("Q5727902")),))
    >>> statement_from_json(statement_json(statement)) == statement
    True
    """
    main = snak_from_json(found.get("mainsnak"))
    if main is None:
        return None
    references = found.get("references")
    read = [
        Reference(_snaks(reference.get("snaks"), reference.get("snaks-order")))
        for reference in (references if isinstance(references, list) else [])
        if isinstance(reference, Mapping)
    ]
    rank = found.get("rank")
    return Statement(
        main.property,
        main.value,
        _snaks(found.get("qualifiers"), found.get("qualifiers-order")),
        tuple(read),
        next((one for one in Rank if one.value == rank), Rank.NORMAL),
    )


def _snaks(groups: object, order: object) -> tuple[Snak, ...]:
    if not isinstance(groups, Mapping):
        return ()
    ordered = [name for name in order if isinstance(name, str)] if isinstance(order, list) else []
    lists = [groups.get(name) for name in dict.fromkeys((*ordered, *groups))]
    found = [snak_from_json(snak) for snaks in lists if isinstance(snaks, list) for snak in snaks]
    return tuple(snak for snak in found if snak is not None)


def snak_from_json(found: object) -> Snak | None:
    """Read a snak; None if its value is none that we understand."""
    if not isinstance(found, Mapping) or not isinstance(found.get("property"), str):
        return None
    kind = found.get("snaktype")
    if kind in ("somevalue", "novalue"):
        return Snak(found["property"], NO_VALUE if kind == "novalue" else SOME_VALUE)
    data = found.get("datavalue")
    value = _value_from_json(data) if isinstance(data, Mapping) else None
    return None if value is None else Snak(found["property"], value)


def _value_from_json(data: Json) -> Value | None:
    content, kind = data.get("value"), data.get("type")
    if kind == "string" and isinstance(content, str):
        return TextValue(content)
    if not isinstance(content, Mapping) or not isinstance(kind, str) or kind not in _READERS:
        return None
    try:
        return _READERS[kind](content)
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None


def _read_item(content: Json) -> Value | None:
    found = content.get("id") or f"Q{content['numeric-id']}"
    return ItemValue(found) if _QID.fullmatch(found) else None


def _read_text(content: Json) -> Value | None:
    return LanguageText(str(content["text"]), str(content["language"]))


def _read_time(content: Json) -> Value | None:
    found = _TIME.match(str(content["time"]))
    if found is None or content["precision"] not in _PRECISIONS or int(found[2]) == 0:
        return None
    year, month, day = int(found[2]), int(found[3]), int(found[4])
    precision = int(content["precision"])
    if (precision >= MONTH and not month) or (precision >= DAY and not day):
        return None  # a day that is none: `+1882-00-00` with the precision of a day
    calendar = Calendar.JULIAN if content.get("calendarmodel") == JULIAN_MODEL else Calendar.GREGORIAN
    year = 1 - year if found[1] == "-" else _usual_year(year, precision)
    month, day = month if precision >= MONTH else 0, day if precision >= DAY else 0
    day_number(year, month or 1, day or 1, calendar)  # raises an error for a day that does not exist
    return TimeValue(year, month, day, precision, calendar)


def _usual_year(year: int, precision: int) -> int:
    """Give the year by which we name a decade (its first), a century or a millennium (its last)."""
    if precision == DECADE:
        return year // 10 * 10
    length = {CENTURY: 100, MILLENNIUM: 1000}.get(precision, 1)
    return -(-year // length) * length


def _read_coordinates(content: Json) -> Value | None:
    if content.get("globe", _EARTH) != _EARTH or content.get("precision") is None:
        return None
    return Coordinates(*(_decimal(content[name]) for name in ("latitude", "longitude", "precision")))


def _read_quantity(content: Json) -> Value | None:
    unit = str(content["unit"])
    limits = [content.get("lowerBound"), content.get("upperBound")]
    lower, upper = (None if one is None else Decimal(str(one)) for one in limits)
    return Quantity(Decimal(str(content["amount"])), "" if unit == "1" else unit.rpartition("/")[2], lower, upper)


def _decimal(number: float) -> Decimal:
    return Decimal(format(Decimal(repr(number)), "f"))


_READERS = {
    "wikibase-entityid": _read_item,
    "monolingualtext": _read_text,
    "time": _read_time,
    "globecoordinate": _read_coordinates,
    "quantity": _read_quantity,
}
