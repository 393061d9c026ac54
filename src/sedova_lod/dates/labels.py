"""Dates in plain English, for people who do not read EDTF."""

from typing import Final

from .calendars import MONTHS, Calendar, civil_date
from .expressions import DatePart, DateSet, End, Interval, ReadExpression, Reading, Span
from .part_days import part_of_year_months, year_span
from .readings import readings_in

_SEASONS: Final = ("spring", "summer", "autumn", "winter")
_HALVES: Final = (" (northern hemisphere)", " (southern hemisphere)")
MARK_PREFIX: Final = {"~": "about ", "?": "possibly ", "%": "possibly about "}
_MARK_WORD: Final = {"~": "about", "?": "possibly", "%": "possibly about"}
_MARK_REMARK: Final = {"~": "approximate", "?": "uncertain", "%": "uncertain and approximate"}


def label_of(expression: ReadExpression, calendar: Calendar) -> str:
    """Say an expression in English.

    Args:
        expression: Dates read in a calendar.
        calendar: The calendar of the whole, named in the label unless it is Gregorian.

    >>> from .readings import CalendarRule, read_in_calendar
    >>> date = read_in_calendar(DatePart("1882", "04", "05"), CalendarRule(Calendar.JULIAN))
    >>> label_of(date, Calendar.JULIAN)
    '5 April 1882 (Julian; 17 April 1882 Gregorian)'
    """
    label = _label(expression)
    if calendar is Calendar.GREGORIAN:
        return label
    is_moved = any(reading.part.depends_on_calendar for reading in readings_in(expression))
    if calendar is Calendar.NOT_STATED:
        return f"{label}, calendar not stated" if is_moved else label
    gregorian = f"; {_label(_gregorian(expression))} Gregorian" if is_moved else ""
    return f"{label} (Julian{gregorian})"


def label_of_part(part: DatePart) -> str:
    """Say one date in English.

    Args:
        part: The date as written.

    >>> label_of_part(DatePart("1905", "05", "", ("~", "~", "")))
    'about May 1905'
    >>> label_of_part(DatePart("-0043", "03", "15"))
    '15 March 44 BC'
    """
    plain = part.wording or _plain_label(part)
    marks = part.marks
    if marks == ("", "", ""):
        return plain
    mark = _whole_mark(part)
    return f"{MARK_PREFIX[mark]}{plain}" if mark else f"{plain} ({_remark(marks)})"


def label_of_year(year: int) -> str:
    """Say a year in English.

    Args:
        year: Astronomical year.

    >>> label_of_year(1882), label_of_year(79), label_of_year(-43)
    ('1882', 'AD 79', '44 BC')
    """
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year > 999 else f"AD {year}"


def _label(expression: ReadExpression) -> str:
    if isinstance(expression, Reading):
        return label_of_part(expression.part)
    if isinstance(expression, Interval):
        return _interval_label(expression)
    if expression.wording:
        mark = _whole_mark(readings_in(expression)[0].part)
        return MARK_PREFIX.get(mark, "") + expression.wording
    *others, last = (_span_label(span, is_all=expression.is_all) for span in expression.members)
    conjunction = " and " if expression.is_all else " or "
    return conjunction.join([", ".join(others), last]) if others else last


def _interval_label(interval: Interval[Reading]) -> str:
    begin, end = interval
    if isinstance(begin, Reading) and isinstance(end, Reading):
        return f"{_end_label(begin.part)} to {_end_label(end.part)}"
    (known,) = readings_in(interval)
    if isinstance(end, End):
        return f"from {_end_label(known.part)}, {'end open' if end is End.OPEN else 'end unknown'}"
    return f"until {_end_label(known.part)}, {'beginning open' if begin is End.OPEN else 'beginning unknown'}"


def _end_label(part: DatePart) -> str:
    mark = _whole_mark(part)
    if not mark:
        return label_of_part(part)
    return f"{part.wording or _plain_label(part)} ({_MARK_WORD[mark]})"


def _span_label(span: Span[Reading], *, is_all: bool) -> str:
    if span.is_strict:
        return _excluding_label(span)
    first = span.first and label_of_part(span.first.part)
    last = span.last and label_of_part(span.last.part)
    if first is None or last is None:
        return f"{first or last} {'and' if is_all else 'or'} {'later' if first else 'earlier'}"
    if span.first == span.last:
        return first
    return f"all from {first} to {last}" if is_all else f"between {first} and {last}"


def _excluding_label(span: Span[Reading]) -> str:
    (part,) = (end.part for end in (span.first, span.last) if end is not None)
    word = "after" if span.first else "before"
    mark = _whole_mark(part)
    if mark in ("?", "%"):
        # The doubt is about the whole statement, the approximation about its date.
        return f"possibly {word} {'about ' if mark == '%' else ''}{part.wording or _plain_label(part)}"
    return f"{word} {label_of_part(part)}"


def _whole_mark(part: DatePart) -> str:
    """Give the mark that all components of a date share, or ""."""
    year, month, day = part.marks
    is_whole = (not part.month or month == year) and (not part.day or day == year)
    return year if is_whole else ""


def _remark(marks: tuple[str, str, str]) -> str:
    names: dict[str, list[str]] = {}
    for mark, name in zip(marks, ("year", "month", "day"), strict=True):
        if mark:
            names.setdefault(_MARK_REMARK[mark], []).append(name)
    return ", ".join(f"{' and '.join(which)} {remark}" for remark, which in names.items())


def _plain_label(part: DatePart) -> str:
    if "X" in part.month or "X" in part.day or ("X" in part.year and part.month):
        return _unspecified_label(part)
    year = _year_label(part.year)
    if not part.month:
        return year
    if part.is_season:
        return _part_of_year_label(int(part.month), year)
    month = MONTHS[int(part.month) - 1]
    return f"{int(part.day)} {month} {year}" if part.day else f"{month} {year}"


def _year_label(year: str) -> str:
    if year.isdecimal():
        return label_of_year(int(year))
    first, last = year_span(year)
    if first == last:
        return label_of_year(first)
    if "S" in year:
        estimate, _ = year_span(year.partition("S")[0])
        return f"{label_of_year(estimate)} (estimate; {label_of_year(first)} to {label_of_year(last)})"
    if "X" in year.rstrip("X"):
        return f"a year like {year} (X: digit not known)"
    if year[-2] != "X" and first > 999:
        return f"the {first}s"
    return f"some year from {label_of_year(first)} to {label_of_year(last)}"


def _unspecified_label(part: DatePart) -> str:
    if "X" not in part.year:
        year = _year_label(part.year)
        if part.is_year:
            return f"{year}, {'month and day' if part.day else 'month'} not known"
        if part.day == "XX" and "X" not in part.month:
            return f"{MONTHS[int(part.month) - 1]} {year}, day not known"
    return f"a date like {'-'.join(filter(None, part[:3]))} (X: digit not known)"


def _part_of_year_label(code: int, year: str) -> str:
    if code <= 32:
        where = "" if code < 25 else _HALVES[(code - 25) // 4]
        return f"{_SEASONS[(code - 21) % 4]} {year}{where}"
    first, last = part_of_year_months(str(code))
    return f"{MONTHS[first - 1]} to {MONTHS[last - 1]} {year}"


def _gregorian(expression: ReadExpression) -> ReadExpression:
    """Put Gregorian dates in the place of Julian ones, for the second half of a label."""
    if isinstance(expression, Reading):
        if expression.is_day or not expression.part.depends_on_calendar:
            return _on_day(expression, expression.earliest)
        first, last = _on_day(expression, expression.earliest), _on_day(expression, expression.latest)
        return DateSet((Span(first, last),))
    if isinstance(expression, Interval):
        begin, end = expression
        return Interval(
            begin if isinstance(begin, End) else _on_day(begin, begin.earliest),
            end if isinstance(end, End) else _on_day(end, end.latest),
        )
    return DateSet(tuple(map(_gregorian_span, expression.members)), expression.is_all)


def _gregorian_span(span: Span[Reading]) -> Span[Reading]:
    first, last = span.first, span.last
    if span.is_strict:
        first_day, last_day = first and first.latest, last and last.earliest
    else:
        first_day, last_day = first and first.earliest, last and last.latest
    return Span(
        None if first is None or first_day is None else _on_day(first, first_day),
        None if last is None or last_day is None else _on_day(last, last_day),
        span.is_strict,
    )


def _on_day(reading: Reading, number: int) -> Reading:
    part = reading.part
    if not part.depends_on_calendar:
        return reading
    year, month, day = civil_date(number)
    year_digits = f"-{-year:04d}" if year < 0 else f"{year:04d}"
    marks = part.marks if part.day else (part.marks[0], part.marks[1], part.marks[1])
    moved = DatePart(year_digits, f"{month:02d}", f"{day:02d}", marks)
    return reading._replace(part=moved, calendar=Calendar.GREGORIAN)
