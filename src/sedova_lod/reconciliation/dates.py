"""Dates as clients send them, and as they are sent back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sedova_lod.dates import Calendar, DateFault, civil_date, day_number, parse_date
from sedova_lod.linking import DayRange

__all__ = ["DateValue", "date_value", "life_text", "read_days"]

DateValue = dict[str, str]

_CALENDARS_AGREE = day_number(1923, 3, 1, Calendar.GREGORIAN)
"""Greece was the last state to give up the Julian calendar: earlier days without a calendar may be in either."""

_TIME = re.compile(r"[T ]\d\d:\d\d.*$")


def read_days(texts: Iterable[str]) -> DayRange | None:
    """Read dates in any form that records may have; None if no text is one.

    Args:
        texts: Dates, in EDTF or English, with or without a time of day.

    Returns:
        All days from the first to the last of them.

    >>> read_days(["1906-02-24T00:00:00Z"]), read_days(["c. 1905", "unknown"])
    (DayRange(first=2417266, last=2417279), DayRange(first=2416847, last=2417211))
    """
    found = list(_ranges(texts))
    if not found:
        return None
    firsts, lasts = zip(*found, strict=True)
    return DayRange(None if None in firsts else min(firsts), None if None in lasts else max(lasts))


def _ranges(texts: Iterable[str]) -> Iterator[DayRange]:
    for text in texts:
        try:
            date = parse_date(_TIME.sub("", text.strip()), unknown_before=_CALENDARS_AGREE)
        except DateFault:
            continue
        yield DayRange(date.earliest, date.latest)


def date_value(days: DayRange | None) -> list[DateValue]:
    """Write days as a value of a data extension: a day as a date, all else as EDTF; in the Gregorian calendar.

    >>> date_value(DayRange(2417266, 2417266)), date_value(DayRange(2417212, 2417576))
    ([{'date': '1906-02-24T00:00:00Z'}], [{'str': '1906'}])
    >>> date_value(DayRange(2417266, 2417279)), date_value(DayRange(None, 2417279))
    ([{'str': '1906-02-24/1906-03-09'}], [{'str': '../1906-03-09'}])
    """
    if days is None or (days.first is None and days.last is None):
        return []
    if days.first == days.last and days.first is not None and _is_plain(days.first):
        return [{"date": f"{_day(days.first)}T00:00:00Z"}]
    return [{"str": _edtf(days)}]


def life_text(born: DayRange | None, died: DayRange | None) -> str:
    """Write the years of a life, as they tell namesakes apart; empty if nothing is known to the year.

    >>> life_text(DayRange(2417212, 2417576), None), life_text(None, None)
    ('1906–', '')
    """
    first, last = _year(born), _year(died)
    if first == last:
        return first
    return f"{first}–{last}" if first or last else ""


def _year(days: DayRange | None) -> str:
    if days is None or days.first is None or days.last is None:
        return ""
    first, last = (civil_date(day, Calendar.GREGORIAN)[0] for day in days)  # type: ignore[arg-type]
    return str(first) if first == last and first > 0 else ""


def _edtf(days: DayRange) -> str:
    if days.first is None or days.last is None:
        return f"{'..' if days.first is None else _day(days.first)}/{'..' if days.last is None else _day(days.last)}"
    (year, month, day), (last_year, last_month, last_day) = (
        civil_date(one, Calendar.GREGORIAN) for one in (days.first, days.last)
    )
    if (month, day, last_month, last_day) == (1, 1, 12, 31):
        return _year_text(year) if year == last_year else f"{_year_text(year)}/{_year_text(last_year)}"
    is_whole_month = day == 1 and civil_date(days.last + 1, Calendar.GREGORIAN)[2] == 1
    if is_whole_month and (year, month) == (last_year, last_month):
        return f"{_year_text(year)}-{month:02d}"
    return _day(days.first) if days.first == days.last else f"{_day(days.first)}/{_day(days.last)}"


def _is_plain(day: int) -> bool:
    """Tell whether the year of a day has four digits and no sign."""
    return 0 < civil_date(day, Calendar.GREGORIAN)[0] < 10_000


def _day(number: int) -> str:
    year, month, day = civil_date(number, Calendar.GREGORIAN)
    return f"{_year_text(year)}-{month:02d}-{day:02d}"


def _year_text(year: int) -> str:
    """Write a year as EDTF does: four digits, a sign before Christ, `Y` where four do not suffice."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
