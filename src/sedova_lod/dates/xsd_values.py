"""Days as xsd:dateTime bounds, and the one xsd value that says a date without inventing precision."""

from .calendars import iso_day
from .expressions import DatePart, DateSet, ReadExpression, Reading, Span
from .part_days import day_span
from .readings import CalendarRule, read_part

XsdValue = tuple[str, str]


def begin_of_day(number: int) -> str:
    """Write the first second of a day as an xsd:dateTime; year 0000 is 1 BC, as in XML Schema 1.1.

    Args:
        number: Julian day number.

    >>> begin_of_day(2408541)
    '1882-04-05T00:00:00Z'
    """
    return f"{iso_day(number)}T00:00:00Z"


def end_of_day(number: int) -> str:
    """Write the last second of a day as an xsd:dateTime.

    Args:
        number: Julian day number.

    >>> end_of_day(2408553)
    '1882-04-17T23:59:59Z'
    """
    return f"{iso_day(number)}T23:59:59Z"


def value_of_days(first: int, last: int) -> XsdValue | None:
    """Find the most precise ISO 8601 value that holds all days from the first to the last.

    Args:
        first: Julian day number.
        last: Julian day number, not before the first.

    Returns:
        Lexical form and local name in the xsd namespace; None if the days lie in two years.

    >>> value_of_days(2408541, 2408553)
    ('1882-04', 'gYearMonth')
    """
    begin, end = iso_day(first), iso_day(last)
    if begin == end:
        return begin, "date"
    if begin[:-3] == end[:-3]:
        return begin[:-3], "gYearMonth"
    return (begin[:-6], "gYear") if begin[:-6] == end[:-6] else None


def value_of(expression: ReadExpression) -> XsdValue | None:
    """Find the one ISO 8601 value that says a date or a set of dates truthfully.

    What is qualified as approximate or uncertain is left out, with all that is finer.

    Args:
        expression: Dates read in a calendar.

    Returns:
        Lexical form and local name in the xsd namespace; None if no value is truthful, and for intervals.

    >>> part = DatePart("2004", "06", "11", ("", "", "~"))
    >>> value_of(read_part(part, CalendarRule()))
    ('2004-06', 'gYearMonth')
    """
    if isinstance(expression, Reading):
        days = _certain_days(expression)
    elif isinstance(expression, DateSet):
        days = _certain_set_days(expression)
    else:
        return None
    return days and value_of_days(*days)


def _certain_days(reading: Reading) -> tuple[int, int] | None:
    """Give the days of the components that are not qualified."""
    part = reading.part
    marks = part.marks
    if marks == ("", "", ""):
        return None if "S" in part.year else (reading.earliest, reading.latest)
    if marks[0] or "S" in part.year:
        return None
    if marks[1]:
        first, last = day_span(DatePart(part.year))
    else:
        certain = read_part(DatePart(part.year, part.month), CalendarRule(reading.calendar))
        first, last = certain.earliest, certain.latest
    # A calendar can move a day out of the year in which it was written.
    return min(first, reading.earliest), max(last, reading.latest)


def _certain_set_days(expression: DateSet[Reading]) -> tuple[int, int] | None:
    days = [_certain_span_days(span) for span in expression.members]
    known = [span for span in days if span is not None]
    if len(known) < len(days):
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def _certain_span_days(span: Span[Reading]) -> tuple[int, int] | None:
    if span.first is None or span.last is None:
        return None
    first, last = _certain_days(span.first), _certain_days(span.last)
    return (first[0], last[1]) if first and last else None
