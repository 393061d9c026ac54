"""Times of Wikidata as ranges of days: precision and calendar model are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sedova_lod.dates import Calendar, day_number, days_in_month
from sedova_lod.linking.entities import DayRange

__all__ = ["GREGORIAN_MODEL", "JULIAN_MODEL", "day_range_of", "days_of_time"]

GREGORIAN_MODEL = "http://www.wikidata.org/entity/Q1985727"
JULIAN_MODEL = "http://www.wikidata.org/entity/Q1985786"
_TIME = re.compile(r"([+-]?)(\d{1,16})-(\d\d)-(\d\d)(?:T|$)")
_DAY, _MONTH, _YEAR, _DECADE, _CENTURY, _MILLENNIUM = 11, 10, 9, 8, 7, 6
_EARLIEST, _LATEST = "P1319", "P1326"
_MOST_YEARS = 1_000_000  # earlier times are of geology: no record of people or their works has them


def day_range_of(statement: Mapping[str, Any]) -> DayRange | None:
    """Give the days of a statement about a time, with its qualifiers for earliest and latest date.

    Args:
        statement: The statement's JSON.

    Returns:
        The days; None if nothing is known.

    >>> time = {"time": "+1882-00-00T00:00:00Z", "precision": 9, "calendarmodel": GREGORIAN_MODEL}
    >>> day_range_of({"mainsnak": {"snaktype": "value", "datavalue": {"value": time, "type": "time"}}})
    DayRange(first=2408447, last=2408811)
    """
    main = _days_of_snak(statement.get("mainsnak"))
    qualifiers = statement.get("qualifiers")
    if not isinstance(qualifiers, Mapping):
        return main
    earliest, latest = (_days_of_qualifier(qualifiers.get(name)) for name in (_EARLIEST, _LATEST))
    if earliest is None and latest is None:
        return main
    bounds = DayRange(earliest.first if earliest else None, latest.last if latest else None)
    return bounds if main is None else _joined(main, bounds)


def days_of_time(value: Mapping[str, Any]) -> DayRange | None:
    """Give the days of a time value.

    Days and months are read in the calendar model of the value: the Julian 5 April 1882 is the Gregorian 17 April.
    Years before the year 1 count as they do in the JSON of Wikidata: -44 is 44 BC.

    Args:
        value: The JSON of the value: `time`, `precision`, `calendarmodel`.

    Returns:
        The days; None if the value says nothing of use.

    Source:
        Wikibase DataModel, JSON format, time: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html

    >>> days_of_time({"time": "+1882-04-05T00:00:00Z", "precision": 11, "calendarmodel": JULIAN_MODEL})
    DayRange(first=2408553, last=2408553)
    >>> days_of_time({"time": "-0044-03-15T00:00:00Z", "precision": 11, "calendarmodel": JULIAN_MODEL}).first
    1705426
    """
    found = _TIME.match(str(value.get("time", "")))
    precision = value.get("precision")
    if not found or not isinstance(precision, int) or isinstance(precision, bool):
        return None
    year, month, day = int(found[2]), int(found[3]), int(found[4])
    if year > _MOST_YEARS or precision < _MILLENNIUM:
        return None
    calendar = Calendar.JULIAN if value.get("calendarmodel") == JULIAN_MODEL else Calendar.GREGORIAN
    is_before_christ = found[1] == "-"
    if precision < _YEAR:
        return _days_of_years(year, precision, is_before_christ=is_before_christ)
    return _days_of_date(1 - year if is_before_christ else year, month, day, precision, calendar)


def _days_of_date(year: int, month: int, day: int, precision: int, calendar: Calendar) -> DayRange:
    """Give the days of a year, month or day; what is not there, as 30 February, makes it coarser."""
    if precision < _MONTH or not 1 <= month <= 12:
        return DayRange(day_number(year, 1, 1), day_number(year, 12, 31))
    n_days = days_in_month(year, month, calendar)
    if precision < _DAY or not 1 <= day <= n_days:
        return DayRange(day_number(year, month, 1, calendar), day_number(year, month, n_days, calendar))
    number = day_number(year, month, day, calendar)
    return DayRange(number, number)


def _days_of_years(year: int, precision: int, *, is_before_christ: bool) -> DayRange:
    """Give the days of a decade, century or millennium.

    Some mean the 19th century by 1900, others the years from 1900 on: a full hundred stands for both.
    """
    if precision == _DECADE:
        first = year // 10 * 10
        last = first + 9
    else:
        length = 100 if precision == _CENTURY else 1000
        first = (max(year, 1) - 1) // length * length + 1
        last = first + length - 1 + (length - 1 if year and year % length == 0 else 0)
    if is_before_christ:
        first, last = 1 - last, 1 - first
    return DayRange(day_number(first, 1, 1), day_number(last, 12, 31))


def _days_of_snak(snak: object) -> DayRange | None:
    data = snak.get("datavalue") if isinstance(snak, Mapping) else None
    value = data.get("value") if isinstance(data, Mapping) else None
    return days_of_time(value) if isinstance(value, Mapping) else None


def _days_of_qualifier(snaks: object) -> DayRange | None:
    if not isinstance(snaks, list):
        return None
    return next((days for snak in snaks if (days := _days_of_snak(snak)) is not None), None)


def _joined(main: DayRange, bounds: DayRange) -> DayRange:
    """Let bounds that a qualifier gives replace those of a coarser main value."""
    first = main.first if bounds.first is None else bounds.first
    last = main.last if bounds.last is None else bounds.last
    if first is not None and last is not None and first > last:
        return main
    return DayRange(first, last)
