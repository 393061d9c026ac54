"""Day numbers written out for the eye."""

from sedova_lod.dates import HistoricalDate
from sedova_lod.dates.calendars import iso_day


def day_or_end(number: int | None, *, is_open: bool) -> str:
    """Write a bound as the table of cases does.

    Args:
        number: Julian day number, or None.
        is_open: None means open, not unknown.

    >>> day_or_end(2408553, is_open=False), day_or_end(None, is_open=True)
    ('1882-04-17', 'inf')
    """
    if number is not None:
        return iso_day(number)
    return "inf" if is_open else "unk"


def span(date: HistoricalDate) -> str:
    """Write the bounds of a date.

    Args:
        date: The date.

    >>> from sedova_lod.dates import parse_date
    >>> span(parse_date("1905-02"))
    '1905-02-01..1905-02-28'
    """
    first = day_or_end(date.earliest, is_open=date.is_open_start)
    return f"{first}..{day_or_end(date.latest, is_open=date.is_open_end)}"
