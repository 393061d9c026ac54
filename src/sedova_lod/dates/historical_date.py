"""The type of every date in a record: its wording, its bounds and its values."""

from typing import NamedTuple

from .calendars import Calendar
from .xsd_values import XsdValue, begin_of_day, end_of_day


class HistoricalDate(NamedTuple):
    """Hold what a source says about a time, and the days that are then possible.

    A named tuple, as it is made in a third of the time of a dataclass and many millions are. All days are Julian day
    numbers, inclusive; texts and xsd values are proleptic Gregorian.

    Args:
        written: The original wording, as given.
        edtf: The date in EDTF, Gregorian.
        calendar: The calendar in which it was written or is read.
        earliest: First possible day; None if the beginning is open or unknown.
        latest: Last possible day; None if the end is open or unknown.
        is_open_start: There is no beginning; with `earliest` None and this False the beginning is unknown.
        is_open_end: There is no end.
        begin_latest: Last possible day of the beginning of an interval, where that is coarser than a day.
        end_earliest: First possible day of the end of an interval, where that is coarser than a day.
        value: The one xsd:date, gYearMonth or gYear that says it truthfully: (lexical form, local name).
        start: The same for the beginning of an interval; for a single date, `value`.
        end: The same for the end.
        label: Plain English.
        is_approximate: Something in it is said to be approximate.
        is_uncertain: Something in it is said to be uncertain.
        is_interval: It has a begin and an end, with all the time between them.

    >>> from .parsing import parse_date
    >>> date = parse_date("5th April, 1882", calendar=Calendar.NOT_STATED)
    >>> date.label, date.edtf, date.value
    ('5 April 1882, calendar not stated', '[1882-04-05..1882-04-17]', ('1882-04', 'gYearMonth'))
    >>> date.earliest_xsd, date.latest_xsd
    ('1882-04-05T00:00:00Z', '1882-04-17T23:59:59Z')
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
    value: XsdValue | None
    start: XsdValue | None
    end: XsdValue | None
    label: str
    is_approximate: bool
    is_uncertain: bool
    is_interval: bool

    @property
    def earliest_xsd(self) -> str | None:
        """The first second of `earliest`, as xsd:dateTime."""
        return None if self.earliest is None else begin_of_day(self.earliest)

    @property
    def latest_xsd(self) -> str | None:
        """The last second of `latest`, as xsd:dateTime."""
        return None if self.latest is None else end_of_day(self.latest)

    @property
    def begin_latest_xsd(self) -> str | None:
        """The last second of `begin_latest`, as xsd:dateTime."""
        return None if self.begin_latest is None else end_of_day(self.begin_latest)

    @property
    def end_earliest_xsd(self) -> str | None:
        """The first second of `end_earliest`, as xsd:dateTime."""
        return None if self.end_earliest is None else begin_of_day(self.end_earliest)
