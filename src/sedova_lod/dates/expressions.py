"""What a date says before calendars are applied: a date, an interval or a set of dates."""

import enum
from typing import Final, Generic, NamedTuple, TypeVar

from .calendars import Calendar


class DatePart(NamedTuple):
    """Hold one date of any precision, as written, in no particular calendar.

    Args:
        year: EDTF year: "1882", "188X", "-0043", "Y-17E7", "1950S2".
        month: Two digits, X for an unspecified one, 21 to 41 for a season or another part of the
            year; "" for none.
        day: Two digits, X for an unspecified one; "" for none.
        marks: The EDTF qualifier ("?", "~", "%" or "") of year, month and day.
        weekday: The day of the week that the text names, 0 for Monday; -1 for none.
        wording: English that says more than the EDTF form: "early 1905".

    >>> DatePart("1905", "05").is_year
    False
    """

    year: str
    month: str = ""
    day: str = ""
    marks: tuple[str, str, str] = ("", "", "")
    weekday: int = -1
    wording: str = ""

    @property
    def is_year(self) -> bool:
        """Tell whether no month, no day and no part of the year is said."""
        return not self.month.strip("X") and not self.day.strip("X")

    @property
    def is_season(self) -> bool:
        """Tell whether the month is a season or another part of the year."""
        return self.month > "12" and "X" not in self.month

    @property
    def depends_on_calendar(self) -> bool:
        """Tell whether the calendar moves the date: years and seasons are too coarse for that."""
        return bool(self.month) and not (self.is_year or self.is_season)


class Reading(NamedTuple):
    """Hold one date and the days that it can be, in the calendar in which it is read.

    Args:
        part: The date as written.
        calendar: The calendar; `NOT_STATED` stands for both.
        earliest: Day number of the first possible day.
        latest: Day number of the last possible day.
        latest_begin: The latest first day over the calendars; `earliest` when there is one calendar.
        earliest_end: The earliest last day over the calendars; `latest` when there is one calendar.

    >>> Reading(DatePart("1882", "04", "17"), Calendar.GREGORIAN, 2408553, 2408553, 2408553, 2408553).is_day
    True
    """

    part: DatePart
    calendar: Calendar
    earliest: int
    latest: int
    latest_begin: int
    earliest_end: int

    @property
    def is_day(self) -> bool:
        """Tell whether only one day is possible."""
        return self.earliest == self.latest


DateT = TypeVar("DateT", DatePart, Reading)


class End(enum.Enum):
    """Say why an interval has no date at one end.

    >>> End("..") is End.OPEN, End("") is End.UNKNOWN
    (True, True)
    """

    OPEN = ".."
    UNKNOWN = ""


class Span(NamedTuple, Generic[DateT]):
    """Hold one member of a set: a date (both ends the same) or a run of dates.

    Args:
        first: Begin of the run; None when it has none.
        last: End of the run; None when it has none.
        is_strict: The run stops short of the date: "before 1917", "after 1917".

    >>> Span(None, DatePart("1917"), is_strict=True).first is None
    True
    """

    first: DateT | None
    last: DateT | None
    is_strict: bool = False


class DateSet(NamedTuple, Generic[DateT]):
    """Hold several dates of which one is meant, or all are.

    Args:
        members: The dates and runs of dates, in the order written.
        is_all: All are meant, EDTF braces.
        wording: English that says more than the EDTF form: "early May 1905".

    >>> one = DatePart("1882")
    >>> DateSet((Span(one, one),)).is_all
    False
    """

    members: tuple[Span[DateT], ...]
    is_all: bool = False
    wording: str = ""


class Interval(NamedTuple, Generic[DateT]):
    """Hold a begin and an end, with all the time between them.

    Args:
        begin: The begin, or why there is none.
        end: The end, or why there is none.

    >>> Interval(DatePart("1907"), End.OPEN).end.value
    '..'
    """

    begin: DateT | End
    end: DateT | End


Expression = DatePart | Interval[DatePart] | DateSet[DatePart]
ReadExpression = Reading | Interval[Reading] | DateSet[Reading]

UNMARKED: Final = ("", "", "")


def joined_mark(one: str, other: str) -> str:
    """Join two EDTF qualifiers of the same component.

    >>> joined_mark("?", "~"), joined_mark("", "~"), joined_mark("?", "?")
    ('%', '~', '?')
    """
    if not one or one == other:
        return other
    return "%" if other else one


def marked(expression: Expression, mark: str) -> Expression:
    """Qualify every component of every date in an expression.

    Args:
        expression: The expression.
        mark: EDTF qualifier; "" changes nothing.

    >>> marked(DatePart("1905", "05"), "~").marks
    ('~', '~', '')
    """
    if not mark:
        return expression
    if isinstance(expression, DatePart):
        return marked_part(expression, mark)
    if isinstance(expression, Interval):
        begin, end = (e if isinstance(e, End) else marked_part(e, mark) for e in expression)
        return Interval(begin, end)
    members = tuple(
        Span(s.first and marked_part(s.first, mark), s.last and marked_part(s.last, mark), s.is_strict)
        for s in expression.members
    )
    return expression._replace(members=members)


def marked_part(part: DatePart, mark: str) -> DatePart:
    """Qualify every component of one date.

    Args:
        part: The date.
        mark: EDTF qualifier; "" changes nothing.

    >>> marked_part(DatePart("1905"), "?").marks
    ('?', '', '')
    """
    if not mark:
        return part
    year, month, day = part.marks
    marks = (
        joined_mark(year, mark),
        joined_mark(month, mark) if part.month else "",
        joined_mark(day, mark) if part.day else "",
    )
    return DatePart(part.year, part.month, part.day, marks, part.weekday, part.wording)
