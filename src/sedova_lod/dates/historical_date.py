"""The type of every date in a record, and the one function that reads it from a text."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .calendars import MONTHS, Calendar, day_number, days_in_month
from .canonical import edtf_of
from .edtf import read_edtf
from .expressions import Interval, ReadExpression, Reading
from .faults import Unreadable
from .labels import label_of
from .prose import read_prose, take_calendar
from .readings import CalendarRule, bounds_of, read_in_calendar, readings_in
from .xsd_values import XsdValue, begin_of_day, end_of_day, value_of

_ISO: Final = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)
# Hyphens and the minus sign to "-", the wider dashes to the en dash, typographic apostrophes to "'".
_TYPOGRAPHY: Final = str.maketrans("\u2010\u2011\u2212\u2012\u2014\u2015’‘", "---–––''")
_DASHED_DAY: Final = re.compile(r"(\d{4})–(\d\d)–(\d\d)", re.ASCII)
_LONGEST_TEXT: Final = 250
_N_CACHED: Final = 2**14


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """Hold what a source says about a time, and the days that are then possible.

    All days are Julian day numbers, inclusive; texts and xsd values are proleptic Gregorian.

    Args:
        written: The original wording, as given.
        edtf: The date in EDTF, Gregorian.
        calendar: The calendar in which it was written or is read.
        earliest: First possible day; None if the begin is open or unknown.
        latest: Last possible day; None if the end is open or unknown.
        is_open_start: There is no begin; with `earliest` None and this False the begin is unknown.
        is_open_end: There is no end.
        begin_latest: Last possible day of the begin of an interval, where that is coarser than a day.
        end_earliest: First possible day of the end of an interval, where that is coarser than a day.
        earliest_xsd: First second of `earliest`, as xsd:dateTime.
        latest_xsd: Last second of `latest`.
        begin_latest_xsd: Last second of `begin_latest`.
        end_earliest_xsd: First second of `end_earliest`.
        value: The one xsd:date, gYearMonth or gYear that says it truthfully: (lexical form, local name).
        start: The same for the begin of an interval; for a single date, `value`.
        end: The same for the end.
        label: Plain English.
        is_approximate: Something in it is said to be approximate.
        is_uncertain: Something in it is said to be uncertain.
        is_interval: It has a begin and an end, with all the time between them.

    >>> date = parse_date("5th April, 1882", calendar=Calendar.NOT_STATED)
    >>> date.label, date.edtf, date.value
    ('5 April 1882, calendar not stated', '[1882-04-05..1882-04-17]', ('1882-04', 'gYearMonth'))
    """

    written: str
    edtf: str
    calendar: Calendar
    earliest: int | None
    latest: int | None
    is_open_start: bool
    is_open_end: bool
    begin_latest: int | None
    end_earliest: int | None
    earliest_xsd: str | None
    latest_xsd: str | None
    begin_latest_xsd: str | None
    end_earliest_xsd: str | None
    value: XsdValue | None
    start: XsdValue | None
    end: XsdValue | None
    label: str
    is_approximate: bool
    is_uncertain: bool
    is_interval: bool


def parse_date(
    text: str, *, calendar: Calendar | None = None, unknown_before: int | None = None
) -> HistoricalDate:
    """Read a date in EDTF or English.

    Args:
        text: The wording of the source. It may name its calendar: "5 April 1882 O.S.".
        calendar: The calendar that the record states; None if it states none.
        unknown_before: Day number before which a day or month without a stated calendar may be in
            either calendar; without it such a date is Gregorian.

    Returns:
        The date; the last few thousand are kept and shared.

    Raises:
        DateFault: The text is not understood completely, can be read in two ways, or names a day
            that does not exist, a wrong weekday or another calendar than `calendar`.

    >>> parse_date("c. 1905").edtf, parse_date("between 1882 and 1884").edtf
    ('1905~', '[1882..1884]')
    >>> parse_date("31 Feb 1929")
    Traceback (most recent call last):
        ...
    sedova_lod.dates.faults.DateFault: '31 Feb 1929' is not a date: February 1929 has 28 days
      hint: write what is known: 1929, 1929-02 or 1929-02~
    """
    return _cached_date(text, calendar, unknown_before)


@lru_cache(maxsize=_N_CACHED)
def _cached_date(text: str, calendar: Calendar | None, unknown_before: int | None) -> HistoricalDate:
    if calendar is None or calendar is Calendar.GREGORIAN:
        date = _iso_date(text, None if calendar else unknown_before)
        if date is not None:
            return date
    try:
        return _read_date(text, calendar, unknown_before)
    except Unreadable as fault:
        raise fault.in_text(text) from fault


def _iso_date(text: str, unknown_before: int | None) -> HistoricalDate | None:
    """Read a plain Gregorian year, month or day: most dates are one, and this is several times faster."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    if month is None:
        number = int(year)
        first, last = day_number(number, 1, 1), day_number(number, 12, 31)
        return _plain_date(text, (text, "gYear"), (first, f"{text}-01-01"), (last, f"{text}-12-31"), text)
    label = f"{MONTHS[int(month) - 1]} {year}"
    n_days = days_in_month(int(year), int(month))
    first = day_number(int(year), int(month), 1)
    if unknown_before is not None and first < unknown_before:
        return None
    if day is None:
        last = first + n_days - 1
        return _plain_date(
            text, (text, "gYearMonth"), (first, f"{text}-01"), (last, f"{text}-{n_days}"), label
        )
    if not 1 <= int(day) <= n_days:
        return None
    first += int(day) - 1
    return _plain_date(text, (text, "date"), (first, text), (first, text), f"{int(day)} {label}")


def _plain_date(
    text: str, value: XsdValue, first: tuple[int, str], last: tuple[int, str], label: str
) -> HistoricalDate:
    return HistoricalDate(
        text, text, Calendar.GREGORIAN, first[0], last[0], False, False, None, None,
        f"{first[1]}T00:00:00Z", f"{last[1]}T23:59:59Z", None, None,
        value, value, value, label, False, False, False,
    )  # fmt: skip


def _read_date(text: str, calendar: Calendar | None, unknown_before: int | None) -> HistoricalDate:
    plain = " ".join(text.translate(_TYPOGRAPHY).split())
    if not plain:
        raise Unreadable("there is no text", "leave out what has no date")
    if len(plain) > _LONGEST_TEXT:
        raise Unreadable(f"it has more than {_LONGEST_TEXT} characters", "put the date alone into the cell")
    plain, stated = take_calendar(_DASHED_DAY.sub(r"\1-\2-\3", plain))
    if stated and calendar and calendar not in (stated, Calendar.NOT_STATED):
        raise Unreadable(
            f"it names the {stated.value.title()} calendar, the record the {calendar.value.title()}",
            "correct one of the two",
        )
    rule = CalendarRule(stated or calendar, unknown_before)
    expression = read_in_calendar(read_edtf(plain) or read_prose(plain), rule)
    return _historical_date(text, expression, rule.calendar)


def _historical_date(written: str, expression: ReadExpression, calendar: Calendar | None) -> HistoricalDate:
    bounds = bounds_of(expression)
    readings = readings_in(expression)
    if calendar is None:
        is_unknown = any(reading.calendar is Calendar.NOT_STATED for reading in readings)
        calendar = Calendar.NOT_STATED if is_unknown else Calendar.GREGORIAN
    marks = "".join(mark for reading in readings for mark in reading.part.marks)
    value = value_of(expression)
    start = end = value
    if isinstance(expression, Interval):
        start, end = (value_of(e) if isinstance(e, Reading) else None for e in expression)
    earliest, latest, is_open_start, is_open_end, begin_latest, end_earliest = bounds
    return HistoricalDate(
        written, edtf_of(expression), calendar, earliest, latest, is_open_start, is_open_end,
        begin_latest, end_earliest,
        None if earliest is None else begin_of_day(earliest),
        None if latest is None else end_of_day(latest),
        None if begin_latest is None else end_of_day(begin_latest),
        None if end_earliest is None else begin_of_day(end_earliest),
        value, start, end, label_of(expression, calendar),
        "~" in marks or "%" in marks or any("S" in reading.part.year for reading in readings),
        "?" in marks or "%" in marks,
        isinstance(expression, Interval),
    )  # fmt: skip
