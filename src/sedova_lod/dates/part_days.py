"""The first and last day of one date of any precision, in one calendar."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final

from .calendars import MONTHS, Calendar, day_number, days_in_month
from .expressions import DatePart
from .faults import Unreadable

# Months of each part of the year; a month above 12 belongs to the next year.
# Seasons without a place (21-24) are read as northern: our choice, see docs/explanation/dates.md.
_NORTHERN: Final = ((3, 5), (6, 8), (9, 11), (12, 14))
_SOUTHERN: Final = ((9, 11), (12, 14), (3, 5), (6, 8))
_QUARTERS: Final = ((1, 3), (4, 6), (7, 9), (10, 12))
_QUADRIMESTERS: Final = ((1, 4), (5, 8), (9, 12))
_SEMESTERS: Final = ((1, 6), (7, 12))
_FIRST_CODE: Final = 21
_PARTS_OF_YEAR: Final = (*_NORTHERN, *_NORTHERN, *_SOUTHERN, *_QUARTERS, *_QUADRIMESTERS, *_SEMESTERS)
_LAST_CODE: Final = _FIRST_CODE + len(_PARTS_OF_YEAR) - 1

_PLAIN_YEAR: Final = re.compile(r"-?\d+", re.ASCII)
_MOST_DIGITS: Final = 15

KNOWN_HINT: Final = "write what is known: "


def day_span(part: DatePart, calendar: Calendar = Calendar.GREGORIAN) -> tuple[int, int]:
    """Find the first and last day that a date can be.

    Args:
        part: A date of any precision.
        calendar: Gregorian or Julian. Years and seasons are Gregorian in both.

    Returns:
        Two Julian day numbers, the last one inclusive.

    Raises:
        Unreadable: There is no such date.

    >>> first, last = day_span(DatePart("1882", "02"))
    >>> last - first + 1
    28
    """
    if "X" in part.month or "X" in part.day or (part.day and "X" in part.year):
        return _unspecified_span(part, calendar)
    first_year, last_year = year_span(part.year)
    if not part.month:
        return day_number(first_year, 1, 1), day_number(last_year, 12, 31)
    month = int(part.month)
    if month > 12:
        return _season_span(first_year, last_year, part)
    if not month:
        raise _no_month(part)
    if not part.day:
        last_day = days_in_month(last_year, month, calendar)
        return day_number(first_year, month, 1, calendar), day_number(last_year, month, last_day, calendar)
    day = int(part.day)
    if not 1 <= day <= days_in_month(first_year, month, calendar):
        raise _no_day(part, first_year, month, calendar)
    number = day_number(first_year, month, day, calendar)
    return number, number


def year_span(year: str) -> tuple[int, int]:
    """Find the first and last year that an EDTF year can be.

    Args:
        year: EDTF year, with unspecified or significant digits or an exponent.

    Returns:
        Two astronomical years, the last one inclusive.

    Raises:
        Unreadable: The year has too many digits, or says nothing.

    >>> year_span("188X"), year_span("1950S2"), year_span("Y-17E3")
    ((1880, 1889), (1900, 1999), (-17000, -17000))
    """
    if year.isdecimal() or _PLAIN_YEAR.fullmatch(year):
        number = int(year)
        return number, number
    if "X" in year:
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        return (high, low) if year[0] == "-" else (low, high)
    number, significant = _long_year(year)
    free = len(str(number)) - int(significant) if significant else 0
    if significant and (free < 0 or int(significant) == 0):
        problem = f"the year has {len(str(number))} digits, of which {significant} cannot be sure"
        raise Unreadable(problem, "write 1950S2 for a year of which two digits are sure")
    low = number // 10**free * 10**free
    high = low + 10**free - 1
    return (-high, -low) if "-" in year else (low, high)


def part_of_year_months(code: str) -> tuple[int, int]:
    """Give the first and last month of an EDTF season, quarter, quadrimester or semester.

    Args:
        code: "21" to "41".

    Returns:
        Two months; above 12 in the next year.

    >>> part_of_year_months("22"), part_of_year_months("24"), part_of_year_months("37")
    ((6, 8), (12, 14), (1, 4))
    """
    return _PARTS_OF_YEAR[int(code) - _FIRST_CODE]


def _long_year(year: str) -> tuple[int, str]:
    """Give the number of a year without its sign, and how many of its digits are sure; "" for all."""
    plain, _, significant = year.lstrip("Y-").partition("S")
    digits, _, exponent = plain.partition("E")
    if len(exponent) > 2 or len(digits) + int(exponent or 0) > _MOST_DIGITS:
        raise Unreadable(f"the year has more than {_MOST_DIGITS} digits", "check the year")
    return int(digits) * 10 ** int(exponent or 0), significant


def _season_span(first_year: int, last_year: int, part: DatePart) -> tuple[int, int]:
    if not _FIRST_CODE <= int(part.month) <= _LAST_CODE or part.day:
        raise _no_month(part)
    first, last = part_of_year_months(part.month)
    if last > 12:
        last, last_year = last - 12, last_year + 1
    return day_number(first_year, first, 1), day_number(last_year, last, days_in_month(last_year, last))


def _unspecified_span(part: DatePart, calendar: Calendar) -> tuple[int, int]:
    if part.is_year:
        first_year, last_year = year_span(part.year)
        return day_number(first_year, 1, 1), day_number(last_year, 12, 31)
    first = next(_possible_days(part, calendar, is_backwards=False), None)
    if first is None:
        raise Unreadable("no day fits it", f"{KNOWN_HINT}{part.year} or {part.year}-XX")
    return first, next(_possible_days(part, calendar, is_backwards=True))


def _possible_days(part: DatePart, calendar: Calendar, *, is_backwards: bool) -> Iterator[int]:
    """Give the days that fit a date with unspecified digits, in order of time."""
    low, high = year_span(part.year)
    years = range(high, low - 1, -1) if is_backwards else range(low, high + 1)
    fits_year = re.compile(part.year.lstrip("-").replace("X", r"\d"))
    months = _fitting(part.month, 12, is_backwards)
    for year in years:
        if not fits_year.fullmatch(f"{abs(year):04d}"):
            continue
        for month in months:
            days = _fitting(part.day or "XX", days_in_month(year, month, calendar), is_backwards)
            yield from (day_number(year, month, day, calendar) for day in days)


def _fitting(pattern: str, highest: int, is_backwards: bool) -> list[int]:
    digits = ("0123456789" if digit == "X" else digit for digit in pattern)
    numbers = (int("".join(pair)) for pair in product(*digits))
    return sorted((n for n in numbers if 1 <= n <= highest), reverse=is_backwards)


def _no_month(part: DatePart) -> Unreadable:
    if part.day and _FIRST_CODE <= int(part.month) <= _LAST_CODE:
        return Unreadable("a season or another part of a year has no days", f"write {part.year}-{part.month}")
    hint = "months are 01 to 12; 21 to 24 are spring, summer, autumn and winter"
    if not part.day and part.month > part.year[-2:]:
        hint += f"; for two years write {part.year}/{part.year[:-2]}{part.month}"
    return Unreadable(f"there is no month {part.month}", hint)


def _no_day(part: DatePart, year: int, month: int, calendar: Calendar) -> Unreadable:
    n_days = days_in_month(year, month, calendar)
    where = " in the Julian calendar" if calendar is Calendar.JULIAN else ""
    return Unreadable(
        f"{MONTHS[month - 1]} {part.year} has {n_days} days{where}",
        f"{KNOWN_HINT}{part.year}, {part.year}-{part.month} or {part.year}-{part.month}~",
    )
