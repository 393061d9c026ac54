"""Dates of records as times of Wikidata: the calendar kept, and never more exact than what is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sedova_lod.contribution.values import (
    CENTURY,
    DAY,
    DECADE,
    MILLENNIUM,
    MONTH,
    SOME_VALUE,
    YEAR,
    NotKnown,
    TimeValue,
)
from sedova_lod.dates import Calendar, civil_date, day_number, days_in_month
from sedova_lod.linking import DayRange

__all__ = ["Bounds", "SaidTime", "Unsayable", "bounds_of_node", "days_of", "end_time", "said_time", "start_time"]

_ISO_DAY = re.compile(r"(-?)(\d{4,})-(\d\d)-(\d\d)T")
_HEDGES = ("about", "approximate", "possibly", "uncertain", "estimate")
_FIRST_GREGORIAN = day_number(1582, 10, 15)


class Unsayable(ValueError):  # noqa: N818 - no error of the program: the date is left out, with this reason
    """Say why Wikidata cannot say a date."""


@dataclass(frozen=True, slots=True)
class SaidTime:
    """Hold a time as Wikidata can say it.

    Args:
        value: The smallest time that Wikidata knows around all days that are possible.
        earliest: First possible day, where the value begins before it.
        latest: Last possible day, where the value ends after it.
        is_circa: The source says that it is approximate.
        is_presumed: The source, or the curator, is not sure of it.
    """

    value: TimeValue | NotKnown
    earliest: TimeValue | None = None
    latest: TimeValue | None = None
    is_circa: bool = False
    is_presumed: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """Hold what a time-span of the record graph says, in numbers.

    Args:
        days: All days that are possible.
        begin: Days of the beginning.
        end: Days of the end.
        edtf: The date in EDTF.
        calendar: Calendar that was stated; None if none was.
        is_sure: Whether nothing in it is approximate or uncertain: EDTF has to mark a Julian month as approximate
            where it is the end of an interval.
    """

    days: DayRange
    begin: DayRange
    end: DayRange
    edtf: str
    calendar: Calendar | None
    is_sure: bool = False


def said_time(bounds: Bounds, *, is_stated: bool = False) -> SaidTime:
    """Say a date that is no interval.

    Args:
        bounds: The date.
        is_stated: Whether the data set itself says in which calendar its dates are.

    Raises:
        Unsayable: Wikidata has no true form of it; the text says why.

    >>> days = DayRange(day_number(1882, 4, 5), day_number(1882, 4, 17))
    >>> said = said_time(Bounds(days, days, days, "[1882-04-05..1882-04-17]", Calendar.NOT_STATED))
    >>> str(said.value), str(said.earliest), str(said.latest)
    ('1882-04', '1882-04-05', '1882-04-17')
    """
    if "/" in bounds.edtf:
        raise Unsayable("it is an interval, and Wikidata takes one date here")
    if bounds.edtf.startswith("{"):
        raise Unsayable("it is several dates, and Wikidata takes one here")
    _check_calendar(bounds, is_stated)
    said = _said(bounds.days, _calendar(bounds))
    is_both = "%" in bounds.edtf
    is_circa = is_both or "~" in bounds.edtf or "S" in bounds.edtf
    return SaidTime(said.value, said.earliest, said.latest, is_circa, is_both or "?" in bounds.edtf)


def start_time(bounds: Bounds) -> TimeValue | None:
    """Say when something began; None if that is open or not known.

    Raises:
        Unsayable: It is known, and Wikidata has no true form of it in a qualifier.

    >>> days = DayRange(day_number(1917, 11, 8), None)
    >>> first = DayRange(days.first, days.first)
    >>> print(start_time(Bounds(days, first, DayRange(None, None), "1917-11-08/", Calendar.JULIAN)))
    1917-10-26 (Julian)
    """
    return _edge(bounds.begin, bounds, bounds.edtf.partition("/")[0])


def end_time(bounds: Bounds) -> TimeValue | None:
    """Say when something ended; None if that is open or not known.

    Raises:
        Unsayable: It is known, and Wikidata has no true form of it in a qualifier.
    """
    return _edge(bounds.end, bounds, bounds.edtf.rpartition("/")[2])


def _edge(days: DayRange, bounds: Bounds, edtf: str) -> TimeValue | None:
    if days.first is None or days.last is None:
        return None
    if not bounds.is_sure and any(sign in edtf for sign in "~?%S"):
        raise Unsayable("it is approximate or uncertain, which Wikidata cannot say of a qualifier")
    said = _said(days, _calendar(bounds))
    if isinstance(said.value, NotKnown):
        raise Unsayable("it lies in a span that has no name on Wikidata")
    return said.value


def _check_calendar(bounds: Bounds, is_stated: bool) -> None:
    """Refuse days of before the Gregorian calendar that are Gregorian by default only."""
    last = bounds.days.last
    if bounds.calendar is not None or is_stated or last is None or last >= _FIRST_GREGORIAN:
        return
    first = bounds.days.first
    if first is None or _whole(first, last, Calendar.GREGORIAN, YEAR) is None:
        raise Unsayable("no calendar is stated, and it is older than the Gregorian calendar")


def _calendar(bounds: Bounds) -> Calendar:
    return Calendar.JULIAN if bounds.calendar is Calendar.JULIAN else Calendar.GREGORIAN


def _said(days: DayRange, calendar: Calendar) -> SaidTime:
    first, last = days
    if first is None and last is None:
        raise Unsayable("nothing is known of it")
    if first is None or last is None:
        return SaidTime(SOME_VALUE, _first_day(first, calendar), _last_day(last, calendar))
    exact = _exact(first, last, calendar)
    if exact is not None:
        return SaidTime(exact)
    around = _around(first, last, calendar)
    begins, ends = (None, None) if isinstance(around, NotKnown) else days_of(around)
    return SaidTime(
        around,
        None if begins == first else _first_day(first, calendar),
        None if ends == last else _last_day(last, calendar),
    )


def _exact(first: int, last: int, calendar: Calendar) -> TimeValue | None:
    """Find the time that is exactly these days; a year is one in every calendar."""
    for precision in (DAY, MONTH, YEAR, DECADE, CENTURY, MILLENNIUM):
        found = _whole(first, last, calendar, precision)
        if found is None and precision == YEAR and calendar is Calendar.JULIAN:
            found = _whole(first, last, Calendar.GREGORIAN, precision)
            found = found and TimeValue(found.year, calendar=calendar)
        if found is not None:
            return found
    return None


def _whole(first: int, last: int, calendar: Calendar, precision: int) -> TimeValue | None:
    found = _time_at(first, calendar, precision)
    return found if found is not None and days_of(found) == (first, last) else None


def _around(first: int, last: int, calendar: Calendar) -> TimeValue | NotKnown:
    """Find the smallest time that holds all the days."""
    for precision in (MONTH, YEAR, DECADE, CENTURY, MILLENNIUM):
        found = _time_at(first, calendar, precision)
        if found is not None and found == _time_at(last, calendar, precision):
            return found
    return SOME_VALUE


def _time_at(number: int, calendar: Calendar, precision: int) -> TimeValue | None:
    """Give the time of some precision in which a day lies; years before Christ have no decades here."""
    year, month, day = civil_date(number, calendar)
    if precision >= YEAR:
        return TimeValue(year, month if precision >= MONTH else 0, day if precision >= DAY else 0, precision, calendar)
    if year < 1:
        return None
    if precision == DECADE:
        return TimeValue(year // 10 * 10, precision=precision, calendar=calendar)
    length = 100 if precision == CENTURY else 1000
    return TimeValue(-(-year // length) * length, precision=precision, calendar=calendar)


def days_of(value: TimeValue) -> tuple[int, int]:
    """Give the first and the last day of a time, as Julian day numbers.

    >>> days_of(TimeValue(1882, 4, 5, DAY, Calendar.JULIAN))
    (2408553, 2408553)
    """
    calendar = value.calendar
    if value.precision == DAY:
        number = day_number(value.year, value.month, value.day, calendar)
        return number, number
    if value.precision == MONTH:
        last = days_in_month(value.year, value.month, calendar)
        return day_number(value.year, value.month, 1, calendar), day_number(value.year, value.month, last, calendar)
    first_year, last_year = value.year, value.year
    if value.precision == DECADE:
        last_year += 9
    elif value.precision < DECADE:
        first_year -= 99 if value.precision == CENTURY else 999
    return day_number(first_year, 1, 1, calendar), day_number(last_year, 12, 31, calendar)


def _first_day(number: int | None, calendar: Calendar) -> TimeValue | None:
    """Name the first possible day as coarsely as is true: 1 January as the year."""
    return None if number is None else _edge_time(number, calendar, 0)


def _last_day(number: int | None, calendar: Calendar) -> TimeValue | None:
    return None if number is None else _edge_time(number, calendar, 1)


def _edge_time(number: int, calendar: Calendar, end: int) -> TimeValue | None:
    for precision in (YEAR, MONTH, DAY):
        found = _time_at(number, calendar, precision)
        if found is not None and days_of(found)[end] == number:
            return found
    return None


def bounds_of_node(timespan: Sequence[Any], slots: dict[str, int], calendar: Calendar | None) -> Bounds:
    """Read a time-span of the record graph.

    Args:
        timespan: The node.
        slots: Position of each property in it.
        calendar: The calendar that was stated.

    >>> from sedova_lod.records.nodes import TIMESPAN_NODE
    >>> node = TIMESPAN_NODE.make("#t", edtf="1905", earliest="1905-01-01T00:00:00Z", latest="1905-12-31T23:59:59Z")
    >>> slots = {name: TIMESPAN_NODE.slot(name) for name in TIMESPAN_NODE.names()}
    >>> print(said_time(bounds_of_node(node, slots, None)).value)
    1905
    """
    label = (timespan[slots["label"]] or ("", ""))[0]
    is_sure = bool(label) and not any(word in label for word in _HEDGES)
    earliest, latest, begin_latest, end_earliest = (
        _day(timespan[slots[name]]) for name in ("earliest", "latest", "beginLatest", "endEarliest")
    )
    edtf = timespan[slots["edtf"]] or ""
    if "/" not in edtf:
        days = DayRange(earliest, latest)
        return Bounds(days, days, days, edtf, calendar, is_sure)
    # Where begin or end is one day, the record graph gives no second bound.
    begin = DayRange(earliest, earliest if begin_latest is None else begin_latest)
    end = DayRange(latest if end_earliest is None else end_earliest, latest)
    return Bounds(DayRange(earliest, latest), begin, end, edtf, calendar, is_sure)


def _day(moment: str | None) -> int | None:
    found = _ISO_DAY.match(moment or "")
    if found is None:
        return None
    year = int(found[2])
    return day_number(-year if found[1] else year, int(found[3]), int(found[4]))
