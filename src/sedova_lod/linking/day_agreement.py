"""How well two dates agree, as ranges of days, and what is said about it."""

from __future__ import annotations

from functools import lru_cache

from sedova_lod.dates import Calendar, civil_date
from sedova_lod.linking.entities import DayRange

__all__ = ["OTHER_CALENDAR", "OTHER_DAY", "agreement_of_days", "say_days"]

_YEAR = 365.25
_MOST_PRECISE = 31
_CALENDAR_GAPS = range(9, 15)
_YEARS_APART = ((1.25, 0.25), (2.25, -0.1), (5.25, -0.4), (10.25, -0.7))
_SAME_DAYS, _SAME_YEAR, _SAME_DECADE, _SAME_CENTURY = 1.0, 0.9, 0.5, 0.15
OTHER_CALENDAR = 0.85
"""Agreement of two days that are one, if they were read in different calendars."""
OTHER_DAY = 0.4
"""Agreement of different days within a year."""


def agreement_of_days(mine: DayRange | None, theirs: DayRange | None) -> float:
    """Tell how far two dates support that they are of the same thing.

    Two days that lie apart as the Julian and the Gregorian calendar do, count as one day that somebody read in the
    wrong calendar. A year apart is still weak support, as sources often are; more is not.

    Args:
        mine: Days of one; None if nothing is known.
        theirs: Days of the other.

    Returns:
        1 for the same days, 0 if it says nothing, -1 for years far apart; the same in both directions.

    >>> year = DayRange(2408447, 2408811)
    >>> agreement_of_days(year, year), agreement_of_days(DayRange(2408541, 2408541), DayRange(2408553, 2408553))
    (0.9, 0.85)
    >>> agreement_of_days(year, DayRange(2412464, 2412829)), agreement_of_days(year, None)
    (-1.0, 0.0)
    """
    if mine is None or theirs is None:
        return 0.0
    (first, last), (their_first, their_last) = mine, theirs
    if first is None or last is None or their_first is None or their_last is None:
        return 0.0 if mine.overlaps(theirs) else -1.0
    width, their_width = last - first + 1, their_last - their_first + 1
    if mine == theirs:
        return _of_width(width)
    common = min(last, their_last) - max(first, their_first) + 1
    widest = max(width, their_width)
    if 2 * common >= min(width, their_width):
        return _of_width(widest)
    apart = abs(first + last - their_first - their_last) / 2
    if widest <= _MOST_PRECISE and apart < _YEAR:
        return OTHER_CALENDAR if round(apart) in _CALENDAR_GAPS else OTHER_DAY
    # Wide ranges are apart only as far as their ends are.
    years = (apart - (width + their_width - 2 * _YEAR) / 2 * (widest > 2 * _YEAR)) / _YEAR
    return _of_years_apart(years)


def _of_years_apart(years: float) -> float:
    for most, value in _YEARS_APART:
        if years <= most:
            return value
    return -1.0


def _of_width(n_days: int) -> float:
    if n_days <= _MOST_PRECISE:
        return _SAME_DAYS
    if n_days <= 2 * _YEAR:
        return _SAME_YEAR
    return _SAME_DECADE if n_days <= 11 * _YEAR else _SAME_CENTURY


@lru_cache(maxsize=2**12)
def say_days(days: DayRange) -> str:
    """Write a range of days as a person would: a year, a month, a day, or from when to when.

    >>> say_days(DayRange(2408447, 2408811)), say_days(DayRange(2408553, 2408553)), say_days(DayRange(None, 2408553))
    ('1882', '1882-04-17', 'until 1882-04-17')
    """
    if days.first is None or days.last is None:
        if days.first is None:
            return "unknown" if days.last is None else f"until {_day(days.last)}"
        return f"from {_day(days.first)} on"
    year, month, day = civil_date(days.first, Calendar.GREGORIAN)
    last_year, last_month, last_day = civil_date(days.last, Calendar.GREGORIAN)
    if (month, day, last_month, last_day) == (1, 1, 12, 31):
        return f"{year}" if year == last_year else f"{year} to {last_year}"
    return _day(days.first) if days.first == days.last else f"{_day(days.first)} to {_day(days.last)}"


def _day(number: int) -> str:
    year, month, day = civil_date(number, Calendar.GREGORIAN)
    return f"{year:04d}-{month:02d}-{day:02d}"
