"""Dates read in a calendar: which one holds, and the days that are then possible."""

from dataclasses import dataclass
from typing import NamedTuple

from .calendars import MONTHS, WEEKDAYS, Calendar, day_number, days_in_month, weekday
from .expressions import DatePart, DateSet, End, Expression, Interval, ReadExpression, Reading, Span
from .faults import Unreadable
from .part_days import day_span

_BOTH = (Calendar.GREGORIAN, Calendar.JULIAN)


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """Say in which calendar a date is read.

    Args:
        calendar: The calendar, if one is stated.
        unknown_before: Day number before which a day or month without a stated calendar may be either.

    >>> rule = CalendarRule(None, unknown_before=2421639)
    >>> read_part(DatePart("1905", "05"), rule).calendar
    <Calendar.NOT_STATED: 'unknown'>
    >>> read_part(DatePart("1905"), rule).calendar
    <Calendar.GREGORIAN: 'gregorian'>
    """

    calendar: Calendar | None = None
    unknown_before: int | None = None


class EdtfBounds(NamedTuple):
    """Hold the first and last days of a date, an interval or a set, as Julian day numbers.

    Args:
        earliest: First possible day; None if the beginning is open or unknown.
        latest: Last possible day; None if the end is open or unknown.
        is_open_start: There is no begin, as opposed to an unknown one.
        is_open_end: There is no end, as opposed to an unknown one.
        begin_latest: Last possible day of the beginning of an interval, where that is coarser than a day.
        end_earliest: First possible day of the end of an interval, where that is coarser than a day.

    >>> EdtfBounds(2408553, 2408553).is_open_end
    False
    """

    earliest: int | None
    latest: int | None
    is_open_start: bool = False
    is_open_end: bool = False
    begin_latest: int | None = None
    end_earliest: int | None = None


def read_in_calendar(expression: Expression, rule: CalendarRule) -> ReadExpression:
    """Find the days that each date of an expression can be.

    Args:
        expression: Dates as written.
        rule: The calendar in which they are read.

    Raises:
        Unreadable: A date does not exist in its calendar, or its weekday is another.

    >>> read_in_calendar(DatePart("1882", "04", "05"), CalendarRule(Calendar.JULIAN)).earliest
    2408553
    """
    if isinstance(expression, DatePart):
        return read_part(expression, rule)
    if isinstance(expression, Interval):
        begin, end = expression
        return Interval(
            begin if isinstance(begin, End) else read_part(begin, rule),
            end if isinstance(end, End) else read_part(end, rule),
        )
    members = tuple(_read_span(span, rule) for span in expression.members)
    return DateSet(members, expression.is_all, expression.wording)


def read_part(part: DatePart, rule: CalendarRule) -> Reading:
    """Find the days that one date can be.

    Args:
        part: The date as written.
        rule: The calendar in which it is read.

    Raises:
        Unreadable: The date does not exist in its calendar, or its weekday is another.

    >>> read_part(DatePart("1900", "02", "29"), CalendarRule(Calendar.JULIAN)).earliest
    2415092
    """
    if not part.depends_on_calendar:
        first, last = day_span(part)
        return Reading(part, rule.calendar or Calendar.GREGORIAN, first, last, first, last)
    calendar, spans = _possible_spans(part, rule)
    if part.weekday >= 0:
        _check_weekday(part, calendar, [first for first, _ in spans])
    if len(spans) == 1:
        first, last = spans[0]
        return Reading(part, calendar, first, last, first, last)
    (first, last), (other_first, other_last) = spans
    return Reading(
        part,
        calendar,
        min(first, other_first),
        max(last, other_last),
        max(first, other_first),
        min(last, other_last),
    )


def bounds_of(expression: ReadExpression) -> EdtfBounds:
    """Find the first and last day of an expression.

    Args:
        expression: Dates read in a calendar.

    Raises:
        Unreadable: An interval, or a run of dates in a set, ends before it begins.

    >>> part = DatePart("1882", "04", "05")
    >>> bounds_of(read_in_calendar(part, CalendarRule(Calendar.NOT_STATED)))[:2]
    (2408541, 2408553)
    """
    if isinstance(expression, Reading):
        return EdtfBounds(expression.earliest, expression.latest)
    if isinstance(expression, Interval):
        return _interval_bounds(expression.begin, expression.end)
    firsts, lasts = zip(*(span_days(span) for span in expression.members), strict=True)
    is_open_start, is_open_end = None in firsts, None in lasts
    return EdtfBounds(
        None if is_open_start else min(firsts),
        None if is_open_end else max(lasts),
        is_open_start,
        is_open_end,
    )


def span_days(span: Span[Reading]) -> tuple[int | None, int | None]:
    """Find the first and last day of one member of a set.

    Args:
        span: A date or a run of dates.

    Raises:
        Unreadable: The run ends before it begins.

    >>> after = Span(read_in_calendar(DatePart("1881"), CalendarRule()), None, is_strict=True)
    >>> span_days(after)
    (2408447, None)
    """
    first, last = span.first, span.last
    if span.is_strict:
        return first and first.earliest_end + 1, last and last.latest_begin - 1
    if first and last and _is_backwards(first, last):
        raise _backwards(first.part, last.part)
    return first and first.earliest, last and last.latest


def readings_in(expression: ReadExpression) -> list[Reading]:
    """List the dates of an expression, in the order written.

    Args:
        expression: Dates read in a calendar.

    >>> since = read_in_calendar(Interval(DatePart("1907"), End.OPEN), CalendarRule())
    >>> [reading.part.year for reading in readings_in(since)]
    ['1907']
    """
    if isinstance(expression, Reading):
        return [expression]
    if isinstance(expression, Interval):
        return [end for end in expression if isinstance(end, Reading)]
    return [end for span in expression.members for end in (span.first, span.last) if end is not None]


def _read_span(span: Span[DatePart], rule: CalendarRule) -> Span[Reading]:
    first = span.first and read_part(span.first, rule)
    if span.last == span.first:
        return Span(first, first, span.is_strict)
    return Span(first, span.last and read_part(span.last, rule), span.is_strict)


def _possible_spans(part: DatePart, rule: CalendarRule) -> tuple[Calendar, list[tuple[int, int]]]:
    """Choose the calendar of a date, and give its days in that calendar, or in both."""
    calendar = rule.calendar
    if calendar is None and rule.unknown_before is None:
        calendar = Calendar.GREGORIAN
    if calendar is Calendar.GREGORIAN or calendar is Calendar.JULIAN:
        return calendar, [day_span(part, calendar)]
    spans = _both_spans(part)
    if calendar is None and rule.unknown_before is not None and spans[0][0] >= rule.unknown_before:
        return Calendar.GREGORIAN, [day_span(part)]
    return Calendar.NOT_STATED, spans


def _both_spans(part: DatePart) -> list[tuple[int, int]]:
    """Give the days of a date in the Gregorian and in the Julian calendar, or in the one that has it."""
    spans, fault = [], None
    for calendar in _BOTH:
        try:
            spans.append(day_span(part, calendar))
        except Unreadable as found:
            # 29 February 1900 is a day in one calendar only.
            fault = fault or found
    if fault and not spans:
        raise fault
    return spans


def _is_backwards(begin: Reading, end: Reading) -> bool:
    if begin.calendar is end.calendar is Calendar.NOT_STATED and end.part.depends_on_calendar:
        # Both were written in one calendar, whichever it is.
        return end.earliest_end < begin.earliest
    return end.latest < begin.earliest


def _interval_bounds(begin: Reading | End, end: Reading | End) -> EdtfBounds:
    if isinstance(begin, Reading) and isinstance(end, Reading):
        if _is_backwards(begin, end):
            raise _backwards(begin.part, end.part)
        # The begin is not after the end: each narrows what is left to the other.
        begin_latest, end_earliest = min(begin.latest, end.latest), max(end.earliest, begin.earliest)
    else:
        begin_latest = begin.latest if isinstance(begin, Reading) else 0
        end_earliest = end.earliest if isinstance(end, Reading) else 0
    return EdtfBounds(
        begin.earliest if isinstance(begin, Reading) else None,
        end.latest if isinstance(end, Reading) else None,
        begin is End.OPEN,
        end is End.OPEN,
        begin_latest if isinstance(begin, Reading) and not begin.is_day else None,
        end_earliest if isinstance(end, Reading) and not end.is_day else None,
    )


def _backwards(begin: DatePart, end: DatePart) -> Unreadable:
    first, last = ("-".join(filter(None, part[:3])) for part in (begin, end))
    return Unreadable(
        f"it ends ({last}) before it begins ({first})", "put the earlier date first, or correct one of them",
        "end-before-begin",
    )  # fmt: skip


def _check_weekday(part: DatePart, calendar: Calendar, numbers: list[int]) -> None:
    if part.weekday in map(weekday, numbers):
        return
    day = f"{int(part.day)} {MONTHS[int(part.month) - 1]} {part.year}"
    names = []
    for found in _BOTH:
        if int(part.day) <= days_in_month(int(part.year), int(part.month), found):
            number = day_number(int(part.year), int(part.month), int(part.day), found)
            names.append(f"a {WEEKDAYS[weekday(number)]} in the {found.value.title()} calendar")
    used = "" if calendar is Calendar.NOT_STATED else f"; it was read as {calendar.value.title()}"
    raise Unreadable(
        f"{day} was not a {WEEKDAYS[part.weekday]} but {' and '.join(names)}{used}",
        "check day, year and calendar in the source; leave the weekday out if it cannot be checked",
        "weekday-mismatch",
    )
