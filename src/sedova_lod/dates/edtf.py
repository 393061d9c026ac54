"""The Extended Date/Time Format, levels 0, 1 and 2, read to dates, intervals and sets."""

import re
from typing import Final

from .expressions import UNMARKED, DatePart, DateSet, End, Expression, Interval, Span, joined_mark
from .faults import Unreadable
from .readings import CalendarRule, EdtfBounds, bounds_of, read_in_calendar

_MARK: Final = "([?~%]?)"
_PART: Final = re.compile(
    rf"{_MARK}(-?[0-9X]{{4}}(?:S\d+)?|Y-?(?:[1-9]\d{{4,}}|\d+E\d+)(?:S\d+)?){_MARK}"
    rf"(?:-{_MARK}([0-9X]{{2}}){_MARK}(?:-{_MARK}([0-9X]{{2}}){_MARK})?)?",
    re.ASCII,
)
_HIGHEST_CODE: Final = 41
_DATE_TIME: Final = re.compile(
    r"(-?\d{4}-\d\d-\d\d)T(?:([01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
    r"(?:Z|[+-](?:[01]\d|2[0-3])(?::[0-5]\d)?)?",
    re.ASCII,
)
_EDTF_LETTERS: Final = re.compile(r"[-0-9XYES?~%/.,\[\]{}:TZ+ ]+")

HINT: Final = "write it in EDTF, as 1882-04-05, 1882-04, 1882~ (about), 188X or 1882/1884, or in English, as 'c. 1882'"


def parse_edtf(text: str) -> EdtfBounds:
    """Find the first and last day of an EDTF expression, in the Gregorian calendar.

    Args:
        text: EDTF of level 0, 1 or 2; no other wording.

    Returns:
        Bounds as Julian day numbers, inclusive.

    Raises:
        DateFault: The text is not EDTF, or says a date that does not exist.

    Source:
        Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019,
        https://www.loc.gov/standards/datetime/

    >>> parse_edtf("1882-04-17")[:2]
    (2408553, 2408553)
    >>> parse_edtf("1905/..").is_open_end
    True
    """
    try:
        expression = read_edtf(text.strip())
        if expression is None:
            raise Unreadable("it is not EDTF", HINT)
        return bounds_of(read_in_calendar(expression, CalendarRule()))
    except Unreadable as fault:
        raise fault.in_text(text) from fault


def read_edtf(text: str) -> Expression | None:
    """Read an EDTF expression.

    Args:
        text: The text, without white space around it.

    Returns:
        The dates, or None if the text does not have the form of EDTF.

    Raises:
        Unreadable: The text has the form of EDTF but says nothing.

    >>> read_edtf("1907~/1914-08").begin.marks
    ('~', '', '')
    >>> read_edtf("5 April 1882") is None
    True
    """
    if not _EDTF_LETTERS.fullmatch(text):
        return None
    if text[0] in "[{":
        return _read_set(text)
    if "/" in text:
        return _read_interval(text)
    if "T" in text:
        found = _DATE_TIME.fullmatch(text)
        return read_edtf_part(found[1]) if found else None
    return read_edtf_part(text)


def read_edtf_part(text: str) -> DatePart | None:
    """Read one EDTF date of any precision.

    Args:
        text: The date, without white space around it.

    Returns:
        The date, or None if the text does not have the form of an EDTF date.

    Raises:
        Unreadable: The text has the form of a date but its year or month cannot be.

    >>> read_edtf_part("2004-06-~11").marks
    ('', '', '~')
    """
    found = _PART.fullmatch(text)
    if found is None:
        return None
    left, year, right, month_left, month, month_right, day_left, day, day_right = found.groups(default="")
    # 1775-80 has the form of a month, but no code is that high: it may be a pair of years.
    if month.isdecimal() and int(month) > _HIGHEST_CODE and not day:
        return None
    # There is no year -0000, and only a plain year of four digits has months.
    if year.startswith("-0000") or (month and len(year.lstrip("-")) > 4):
        return None
    if "X" in month and month[0] not in "01X":
        raise Unreadable(f"there is no month {month}", "months are 01 to 12, 0X, 1X or XX")
    if not (left or right or month_left or month_right or day_left or day_right):
        return DatePart(year, month, day, UNMARKED)
    # A qualifier on the right of a component holds for it and for all to its left.
    to_left_of_month = joined_mark(month_right, day_right)
    marks = (
        joined_mark(left, joined_mark(right, to_left_of_month)),
        joined_mark(month_left, to_left_of_month),
        joined_mark(day_left, day_right),
    )
    return DatePart(year, month, day, marks)


def _read_interval(text: str) -> Expression | None:
    begin_text, _, end_text = text.partition("/")
    begin, end = _read_end(begin_text), _read_end(end_text)
    if begin is None or end is None:
        return None
    if isinstance(begin, End) and isinstance(end, End):
        hint = "write 1905/.. or ../1905, or leave the cell empty"
        raise Unreadable("an interval needs a begin or an end", hint)
    return Interval(begin, end)


def _read_end(text: str) -> DatePart | End | None:
    text = text.strip()
    if text == "..":
        return End.OPEN
    return read_edtf_part(text) if text else End.UNKNOWN


def _read_set(text: str) -> Expression | None:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        return None
    members = []
    texts = text[1:-1].split(",")
    for position, member in enumerate(texts):
        is_first, is_last = position == 0, position == len(texts) - 1
        span = _read_member(member.strip(), is_first=is_first, is_last=is_last)
        if span is None:
            return None
        members.append(span)
    return DateSet(tuple(members), is_all=text[0] == "{")


def _read_member(text: str, *, is_first: bool, is_last: bool) -> Span[DatePart] | None:
    first_text, dots, last_text = text.partition("..")
    first = read_edtf_part(first_text)
    if not dots:
        return first and Span(first, first)
    last = read_edtf_part(last_text)
    # "A.." is the last member of a set, "..A" the first: elsewhere they would swallow their neighbours.
    if (first is None and (first_text or not is_first)) or (last is None and (last_text or not is_last)):
        return None
    return None if first is None and last is None else Span(first, last)
