"""The one function that reads a date from a text, in any of its forms."""

import re
from functools import lru_cache
from typing import Final, TypeGuard

from .calendars import Calendar
from .canonical import edtf_of, part_text
from .edtf import read_edtf
from .expressions import DatePart, Expression, Interval, ReadExpression, Reading
from .faults import Unreadable
from .historical_date import HistoricalDate
from .labels import label_of
from .plain_dates import read_plain_date
from .prose import read_prose, take_calendar
from .readings import CalendarRule, bounds_of, read_in_calendar, readings_in
from .xsd_values import value_of

# Hyphens and the minus sign to "-", the wider dashes to the en dash, typographic apostrophes to "'".
_TYPOGRAPHY: Final = str.maketrans("\u2010\u2011\u2212\u2012\u2014\u2015’‘", "---–––''")
_DASHED_DAY: Final = re.compile(r"(\d{4})–(\d\d)–(\d\d)", re.ASCII)
_ZEROS: Final = re.compile(r"(\d{4})(?:-(\d\d))?-00", re.ASCII)
_OPEN_BEGIN: Final = re.compile(r"\? ?[-–] ?(\d{4})", re.ASCII)
_LONGEST_TEXT: Final = 250
_N_CACHED: Final = 2**14


def parse_date(text: str, *, calendar: Calendar | None = None, unknown_before: int | None = None) -> HistoricalDate:
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
    try:
        return _plain_date(text, text, calendar, unknown_before) or _read_date(
            text, CalendarRule(calendar, unknown_before)
        )
    except Unreadable as fault:
        raise fault.in_text(text) from fault


def _plain_date(
    edtf: str, written: str, calendar: Calendar | None, unknown_before: int | None
) -> HistoricalDate | None:
    if calendar is None:
        return read_plain_date(edtf, written, unknown_before)
    return read_plain_date(edtf, written, None) if calendar is Calendar.GREGORIAN else None


def _read_date(text: str, rule: CalendarRule) -> HistoricalDate:
    plain, stated = take_calendar(_normalised(text))
    if stated:
        if rule.calendar not in (None, stated, Calendar.NOT_STATED):
            raise _contradiction(stated, rule.calendar)
        rule = CalendarRule(stated)
    _refuse_zeros(plain)
    _refuse_open_begin(plain)
    expression = read_edtf(plain) or read_prose(plain)
    if _is_plain(expression):
        date = _plain_date(part_text(expression), text, rule.calendar, rule.unknown_before)
        if date is not None:
            return date
    return _historical_date(text, read_in_calendar(expression, rule), rule.calendar)


def _refuse_zeros(text: str) -> None:
    """Refuse dates in which a database wrote zeros for what it did not know."""
    found = _ZEROS.fullmatch(text) if "-00" in text else None
    if found:
        known = found[1] if found[2] in (None, "00") else f"{found[1]}-{found[2]}"
        raise Unreadable("it has zeros for what is not known", f"write {known}")


def _refuse_open_begin(text: str) -> None:
    """Refuse what EDTF reads as a doubtful year before Christ, and most who write it mean as an unknown beginning."""
    found = _OPEN_BEGIN.fullmatch(text) if text[:1] == "?" else None
    if found:
        year = found[1]
        raise Unreadable(
            f"it can be read as until {year} or as {int(year) + 1} BC",
            f"write /{year} if the beginning is not known, -{year}? for the year before Christ",
        )


def _normalised(text: str) -> str:
    plain = " ".join(text.split())
    if not plain.isascii():
        plain = _DASHED_DAY.sub(r"\1-\2-\3", plain.translate(_TYPOGRAPHY))
    if not plain:
        raise Unreadable("there is no text", "leave out what has no date")
    if len(plain) > _LONGEST_TEXT:
        raise Unreadable(f"it has more than {_LONGEST_TEXT} characters", "put the date alone into the cell")
    return plain


def _is_plain(expression: Expression) -> TypeGuard[DatePart]:
    return isinstance(expression, DatePart) and expression.weekday < 0 and not expression.wording


def _contradiction(stated: Calendar, recorded: Calendar) -> Unreadable:
    return Unreadable(
        f"it names the {stated.value.title()} calendar, the record the {recorded.value.title()}",
        "correct one of the two",
    )


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
    return HistoricalDate(
        written, edtf_of(expression), calendar, *bounds,
        value, start, end, label_of(expression, calendar),
        "~" in marks or "%" in marks or any("S" in reading.part.year for reading in readings),
        "?" in marks or "%" in marks,
        isinstance(expression, Interval),
    )  # fmt: skip
