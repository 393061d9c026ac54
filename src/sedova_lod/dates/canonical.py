"""The one EDTF form, in the Gregorian calendar, of dates read in any calendar."""

from typing import Final

from .calendars import Calendar, civil_date, iso_day
from .expressions import UNMARKED, DatePart, DateSet, End, Interval, ReadExpression, Reading, Span, joined_mark
from .faults import Unreadable
from .part_days import day_span

_DAY_LENGTH: Final = len("1882-04-17")


def edtf_of(expression: ReadExpression) -> str:
    """Write an expression in EDTF, Gregorian.

    A month in the Julian calendar, or a day in an unknown one, becomes the set of the days it can
    be. EDTF has no set as an end of an interval: there its outermost day is marked as approximate.

    Args:
        expression: Dates read in a calendar.

    Raises:
        Unreadable: The Gregorian day lies beyond the four-digit years of EDTF.

    >>> from .readings import CalendarRule, read_in_calendar
    >>> edtf_of(read_in_calendar(DatePart("1905", "05"), CalendarRule(Calendar.JULIAN)))
    '[1905-05-14..1905-06-13]'
    """
    if isinstance(expression, Reading):
        text = _run_text(expression)
        return f"[{text}]" if ".." in text else text
    if isinstance(expression, Interval):
        begin, end = expression
        return (
            (begin.value if isinstance(begin, End) else _end_text(begin, begin.earliest))
            + "/"
            + (end.value if isinstance(end, End) else _end_text(end, end.latest))
        )
    if expression.is_all and (ends := _unsayable_ends(expression)):
        return "/".join(ends)
    members = ",".join(map(_member_text, expression.members))
    return f"{{{members}}}" if expression.is_all else f"[{members}]"


def part_text(part: DatePart) -> str:
    """Write one date in EDTF as it stands, without a look at calendars.

    Args:
        part: The date.

    >>> part_text(DatePart("1905", "05", "", ("~", "~", "")))
    '1905-05~'
    >>> part_text(DatePart("2004", "06", "11", ("", "", "~")))
    '2004-06-~11'
    """
    year, month, day = part[:3]
    components = (year, month, day) if day else (year, month) if month else (year,)
    if part.marks == UNMARKED:
        return "-".join(components)
    marks = part.marks[: len(components)]
    if len(set(marks)) == 1:
        return "-".join(components) + marks[0]
    # A mark on the right of a component holds for all to its left: use it for the longest equal run.
    run = 1
    while marks[run] == marks[0]:
        run += 1
    written = [
        component if index < run else mark + component
        for index, (component, mark) in enumerate(zip(components, marks, strict=True))
    ]
    written[run - 1] += marks[0]
    return "-".join(written)


def day_text(number: int) -> str:
    """Write a day in EDTF, Gregorian.

    Args:
        number: Julian day number.

    Raises:
        Unreadable: The year has more than four digits.

    >>> day_text(2408553)
    '1882-04-17'
    """
    text = iso_day(number)
    if len(text.lstrip("-")) > _DAY_LENGTH:
        hint = "EDTF has days for the years -9999 to 9999 only"
        raise Unreadable(f"its Gregorian day is {text}", hint)
    return text


def year_text(year: int) -> str:
    """Write a year in EDTF.

    Args:
        year: Astronomical year.

    >>> year_text(79), year_text(-43), year_text(-17000)
    ('0079', '-0043', 'Y-17000')
    """
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _keeps_text(reading: Reading) -> bool:
    """Tell whether the date says in the Gregorian calendar what it says as it is written."""
    if reading.calendar is Calendar.GREGORIAN or not reading.part.depends_on_calendar:
        return True
    if reading.earliest != reading.latest_begin:
        return False
    try:
        return day_span(reading.part) == (reading.earliest, reading.latest)
    except Unreadable:
        return False


def _run_text(reading: Reading) -> str:
    if _keeps_text(reading):
        return part_text(reading.part)
    first = _marked_day(reading, reading.earliest)
    return first if reading.is_day else f"{first}..{_marked_day(reading, reading.latest)}"


def _edge_text(reading: Reading, number: int) -> str:
    return part_text(reading.part) if _keeps_text(reading) else _marked_day(reading, number)


def _end_text(reading: Reading, number: int) -> str:
    if _keeps_text(reading) or reading.is_day:
        return _edge_text(reading, number)
    return _marked_day(reading, number, joined_mark("~", _any_mark(reading)))


def _marked_day(reading: Reading, number: int, mark: str = "") -> str:
    text = day_text(number)
    marks = (mark, mark, mark) if mark else reading.part.marks
    if marks == UNMARKED:
        return text
    if not marks[2]:
        mark = _any_mark(reading)
        marks = (mark, mark, mark) if not reading.part.day else marks
    year, month, day = text.rsplit("-", 2)
    return part_text(DatePart(year, month, day, marks))


def _any_mark(reading: Reading) -> str:
    year, month, day = reading.part.marks
    return joined_mark(joined_mark(year, month), day)


def _member_text(span: Span[Reading]) -> str:
    first, last = span.first, span.last
    if first is not None and first == last:
        return _run_text(first)
    if span.is_strict:
        begin = _stepped_text(first, first.earliest_end + 1) if first else ""
        end = _stepped_text(last, last.latest_begin - 1) if last else ""
    else:
        begin = _edge_text(first, first.earliest) if first else ""
        end = _edge_text(last, last.latest) if last else ""
    return f"{begin}..{end}"


def _stepped_text(reading: Reading, number: int) -> str:
    """Write the next or last date outside a date, as coarse as the date itself."""
    part = reading.part
    year, month, _ = civil_date(number)
    mark = _any_mark(reading)
    if part.is_year:
        return f"{year_text(year)}{mark}"
    if not part.day and not part.is_season and "X" not in part.month and _keeps_text(reading):
        return f"{year_text(year)}-{month:02d}{mark}"
    return f"{day_text(number)}{mark}"


def _unsayable_ends(expression: DateSet[Reading]) -> tuple[str, str] | None:
    """Give the outer ends of a set of which all are meant but EDTF cannot say each one.

    A member of unknown calendar would be a set of days of which one is meant, inside a set of which
    all are meant.
    """
    firsts = [span.first for span in expression.members if span.first is not None]
    lasts = [span.last for span in expression.members if span.last is not None]
    if all(_keeps_text(r) or r.is_day or r.calendar is Calendar.JULIAN for r in (*firsts, *lasts)):
        return None
    n_members = len(expression.members)
    first = min(firsts, key=lambda r: r.earliest) if len(firsts) == n_members else None
    last = max(lasts, key=lambda r: r.latest) if len(lasts) == n_members else None
    return (
        _end_text(first, first.earliest) if first else "..",
        _end_text(last, last.latest) if last else "..",
    )
