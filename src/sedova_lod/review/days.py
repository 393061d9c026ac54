"""Days as a reviewer reads them: in both calendars where these differ, and how far two dates are apart."""

from __future__ import annotations

from typing import NamedTuple

from sedova_lod.dates import MONTHS, Calendar, civil_date, day_number, days_in_month
from sedova_lod.dates.labels import label_of_year
from sedova_lod.linking import DayRange

__all__ = ["Verdict", "WrittenDays", "compare_days", "write_days"]

_LAST_JULIAN_DAY = day_number(1923, 12, 31)
"""The last states that changed their calendar did so in 1923; later days are written in one calendar only."""
_REFORM = day_number(1582, 10, 15)
_YEAR_DAYS = 365.2425


class WrittenDays(NamedTuple):
    """Hold days in words.

    Args:
        text: The days; those before 15 October 1582 in the Julian calendar.
        also: The same days in the other calendar; empty if that is of no use.
    """

    text: str
    also: str = ""


class Verdict(NamedTuple):
    """Tell how two values agree.

    Args:
        tone: `same`, `near` (may be the same), `apart`, or empty if that cannot be told.
        note: Why, in a few words; empty if it goes without saying.
    """

    tone: str
    note: str = ""


def write_days(days: DayRange | None) -> WrittenDays:
    """Write days as a day, month, year or range, with the reading in the other calendar.

    Args:
        days: The days; None if nothing is known.

    >>> write_days(DayRange(2408553, 2408553))
    WrittenDays(text='17 April 1882', also='5 April 1882 in the Julian calendar')
    >>> write_days(DayRange(2408541, 2408553))
    WrittenDays(text='5 April 1882, calendar not stated', also='Julian, it would be 17 April 1882')
    >>> write_days(DayRange(2408447, 2408811)).text, write_days(DayRange(None, 2408553)).text
    ('1882', '17 April 1882 or earlier')
    """
    if days is None or (days.first is None and days.last is None):
        return WrittenDays("")
    if days.first is None:
        return WrittenDays(f"{_day(days.last or 0)} or earlier")
    if days.last is None:
        return WrittenDays(f"{_day(days.first)} or later")
    if days.first == days.last:
        return _single(days.first)
    return _range(days.first, days.last)


def _range(first: int, last: int) -> WrittenDays:
    plain = f"{_day(first)} to {_day(last)}"
    whole = _whole(first, last, Calendar.GREGORIAN)
    if whole or first > _LAST_JULIAN_DAY:
        return WrittenDays(whole or plain)
    julian = _whole(first, last, Calendar.JULIAN)
    if julian:
        return WrittenDays(f"{julian} in the Julian calendar", plain)
    return _unknown(first, last) or WrittenDays(plain)


def _single(number: int) -> WrittenDays:
    gregorian, julian = _words(civil_date(number)), _words(civil_date(number, Calendar.JULIAN))
    if number < _REFORM:
        return WrittenDays(f"{julian} in the Julian calendar", f"{gregorian} in the Gregorian calendar")
    return WrittenDays(gregorian, f"{julian} in the Julian calendar" if number <= _LAST_JULIAN_DAY else "")


def _day(number: int) -> str:
    return _words(civil_date(number, Calendar.JULIAN if number < _REFORM else Calendar.GREGORIAN))


def _words(date: tuple[int, int, int]) -> str:
    year, month, day = date
    return f"{day} {MONTHS[month - 1]} {label_of_year(year)}"


def _whole(first: int, last: int, calendar: Calendar) -> str:
    """Write a range that is a whole year, several, or a month of a calendar; empty if it is none."""
    year, month, day = civil_date(first, calendar)
    last_year, last_month, last_day = civil_date(last, calendar)
    if day != 1:
        return ""
    if (month, last_month, last_day) == (1, 12, 31):
        return label_of_year(year) if year == last_year else f"{label_of_year(year)} to {label_of_year(last_year)}"
    is_month = (year, month) == (last_year, last_month) and last_day == days_in_month(year, month, calendar)
    return f"{MONTHS[month - 1]} {label_of_year(year)}" if is_month else ""


def _unknown(first: int, last: int) -> WrittenDays | None:
    """Write a range that spans the readings of one date in both calendars; None if it does not."""
    if civil_date(first) == civil_date(last, Calendar.JULIAN):
        text = f"{_words(civil_date(first))}, calendar not stated"
        return WrittenDays(text, f"Julian, it would be {_words(civil_date(last))}")
    begin, end = civil_date(first), civil_date(last, Calendar.JULIAN)
    whole = _whole(first, day_number(*end), Calendar.GREGORIAN) if begin[2] == 1 and _is_date(end) else ""
    return WrittenDays(f"{whole}, calendar not stated") if whole else None


def _is_date(date: tuple[int, int, int]) -> bool:
    return date[2] <= days_in_month(date[0], date[1])


def compare_days(mine: DayRange | None, theirs: DayRange | None) -> Verdict:
    """Tell how two dates agree, in words that name a difference of calendar.

    Args:
        mine: Days of the record.
        theirs: Days of the candidate.

    >>> compare_days(DayRange(2408553, 2408553), DayRange(2408553, 2408553))
    Verdict(tone='same', note='the same day')
    >>> compare_days(DayRange(2408541, 2408541), DayRange(2408553, 2408553))
    Verdict(tone='near', note='12 days apart: one date read in two calendars')
    >>> compare_days(DayRange(2408447, 2408811), DayRange(2409543, 2409907))
    Verdict(tone='apart', note='3 years apart')
    """
    if mine is None or theirs is None:
        return Verdict("")
    if mine == theirs:
        return Verdict("same", f"the same {_unit(mine)}")
    if mine.overlaps(theirs):
        return _overlap(mine, theirs)
    return _gap(mine, theirs) if _is_before(mine, theirs) else _gap(theirs, mine)


def _gap(earlier: DayRange, later: DayRange) -> Verdict:
    """Tell how far two dates are apart that do not overlap."""
    gap = (later.first or 0) - (earlier.last or 0)
    if _is_year(earlier) and _is_year(later):
        years = round(((later.first or 0) - (earlier.first or 0)) / _YEAR_DAYS)
        return Verdict("near", "1 year apart") if years == 1 else Verdict("apart", f"{years} years apart")
    years = int(gap / _YEAR_DAYS)
    if _is_one_date(earlier, later):
        return Verdict("near", f"{gap} days apart: one date read in two calendars")
    if years:
        return Verdict("apart", f"at least {years} {'year' if years == 1 else 'years'} apart")
    if earlier.first == earlier.last and later.first == later.last:
        return Verdict("apart", f"{gap} {'day' if gap == 1 else 'days'} apart")
    return Verdict("near", "close, but not the same")


def _unit(days: DayRange) -> str:
    if days.first == days.last:
        return "day"
    return "year" if _is_year(days) else "dates"


def _is_year(days: DayRange) -> bool:
    if days.first is None or days.last is None:
        return False
    year, month, day = civil_date(days.first)
    return (month, day) == (1, 1) and civil_date(days.last) == (year, 12, 31)


def _overlap(mine: DayRange, theirs: DayRange) -> Verdict:
    if _holds(mine, theirs):
        return Verdict("same" if _is_narrow(mine) else "near", "agrees, and is more exact")
    if _holds(theirs, mine):
        return Verdict("same" if _is_narrow(theirs) else "near", "agrees, and is less exact")
    return Verdict("near", "may be the same")


def _is_narrow(days: DayRange) -> bool:
    return days.first is not None and days.last is not None and days.last - days.first < 2 * _YEAR_DAYS


def _holds(outer: DayRange, inner: DayRange) -> bool:
    begins = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    return begins and (outer.last is None or (inner.last is not None and inner.last <= outer.last))


def _is_before(mine: DayRange, theirs: DayRange) -> bool:
    return mine.last is not None and theirs.first is not None and mine.last < theirs.first


def _is_one_date(earlier: DayRange, later: DayRange) -> bool:
    """Tell whether both are days, and one date in two calendars: the Gregorian reading comes first since 1582."""
    if earlier.first is None or earlier.first != earlier.last or later.first is None or later.first != later.last:
        return False
    return civil_date(earlier.first) == civil_date(later.first, Calendar.JULIAN)
