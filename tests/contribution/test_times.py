"""Dates of records as times of Wikidata: the calendar kept, and never more exact than what is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.contribution.times import (
    Bounds,
    SaidTime,
    Unsayable,
    bounds_of_node,
    days_of,
    end_time,
    said_time,
    start_time,
)
from sedova_lod.contribution.values import CENTURY, DAY, DECADE, MILLENNIUM, MONTH, SOME_VALUE, TimeValue
from sedova_lod.dates import Calendar, day_number, parse_date
from sedova_lod.linking import DayRange
from sedova_lod.records.nodes import TIMESPAN_NODE

RUSSIA = day_number(1918, 2, 14)


def bounds(text: str, calendar: Calendar | None = None, *, unknown_before: int | None = None) -> Bounds:
    """Read a text as a record does."""
    date = parse_date(text, calendar=calendar, unknown_before=unknown_before)
    begin_latest = date.earliest if date.begin_latest is None else date.begin_latest
    end_earliest = date.latest if date.end_earliest is None else date.end_earliest
    days = DayRange(date.earliest, date.latest)
    is_sure = not (date.is_approximate or date.is_uncertain)
    if not date.is_interval:
        return Bounds(days, days, days, date.edtf, calendar, is_sure)
    begin, end = DayRange(date.earliest, begin_latest), DayRange(end_earliest, date.latest)
    return Bounds(days, begin, end, date.edtf, calendar, is_sure)


def told(text: str, calendar: Calendar | None = None) -> str:
    said = said_time(bounds(text, calendar), is_stated=True)
    parts = [str(said.value)]
    parts += [f"{name} {bound}" for name, bound in (("from", said.earliest), ("to", said.latest)) if bound]
    parts += [word for word, is_so in (("circa", said.is_circa), ("presumably", said.is_presumed)) if is_so]
    return ", ".join(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1962-01-23", "1962-01-23"),
        ("1905-05", "1905-05"),
        ("1905", "1905"),
        ("190X", "1900s"),
        ("[1901..2000]", "century 20"),
        ("[1001..2000]", "millennium 2"),
        ("1905~", "1905, circa"),
        ("1938?-02-16", "1938-02-16, presumably"),
        ("1905%", "1905, circa, presumably"),
        ("1902-23", "1902, from 1902-09, to 1902-11"),
        ("[1940-08-20..1941]", "1940s, from 1940-08-20, to 1941"),
        ("19XX", "millennium 2, from 1900, to 1999"),
        ("before 1917", "unknown value, to 1916"),
        ("[1917..]", "unknown value, from 1917"),
        ("-0043-03-15", "44 BC-03-15"),
        ("-0043", "44 BC"),
        ("[-0010..0010]", "unknown value, from 11 BC, to 10"),
    ],
)
def test_what_a_date_is_on_wikidata(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1882-04-05", "1882-04-05 (Julian)"),
        ("1905-05", "1905-05 (Julian)"),
        ("1905", "1905 (Julian)"),
        ("[1917-10-24..1917-10-26]", "1917-10 (Julian), from 1917-10-24 (Julian), to 1917-10-26 (Julian)"),
    ],
)
def test_a_julian_date_stays_julian(text: str, expected: str) -> None:
    assert told(text, Calendar.JULIAN) == expected


def test_a_day_of_unknown_calendar_is_no_day() -> None:
    assert told("1882-04-05", Calendar.NOT_STATED) == "1882-04, from 1882-04-05, to 1882-04-17"
    assert told("1908-03-21", Calendar.NOT_STATED) == "1908, from 1908-03-21, to 1908-04-03"


@pytest.mark.parametrize(
    ("text", "calendar", "reason"),
    [
        ("1905/1907", None, "it is an interval, and Wikidata takes one date here"),
        ("{1905,1907}", None, "it is several dates, and Wikidata takes one here"),
        ("1492-10-12", None, "no calendar is stated, and it is older than the Gregorian calendar"),
    ],
)
def test_what_wikidata_cannot_say(text: str, calendar: Calendar | None, reason: str) -> None:
    with pytest.raises(Unsayable) as refused:
        said_time(bounds(text, calendar))
    assert str(refused.value) == reason


def test_an_old_year_needs_no_calendar() -> None:
    assert str(said_time(bounds("1492")).value) == "1492"
    assert str(said_time(bounds("1492-10-12", Calendar.JULIAN)).value) == "1492-10-12 (Julian)"


@pytest.mark.parametrize(
    ("text", "calendar", "start", "end"),
    [
        ("1917-10-26/", Calendar.JULIAN, "1917-10-26 (Julian)", "None"),
        ("/1951-05-09", None, "None", "1951-05-09"),
        ("1914-11/1918", None, "1914-11", "1918"),
        ("1917-22/1917-10", Calendar.JULIAN, "1917 (Julian)", "1917-10 (Julian)"),
        ("../1905", None, "None", "1905"),
    ],
)
def test_beginning_and_end(text: str, calendar: Calendar | None, start: str, end: str) -> None:
    assert (str(start_time(bounds(text, calendar))), str(end_time(bounds(text, calendar)))) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["1917-22/1917-10", "1917-22/1917-10~", "1917-22/1917-10?", "1917~-10/", "1905~", "1905%", "1950S2", "1938?-02-16",
     "c. 1905", "1905-05~/1906%", "1905", "[1905-05..1906]", "before 1917", "1914-11/1918"],
)  # fmt: skip
@pytest.mark.parametrize("calendar", [Calendar.JULIAN, None])
def test_a_label_tells_whether_a_date_is_sure(text: str, calendar: Calendar | None) -> None:
    date = parse_date(text, calendar=calendar)
    node = TIMESPAN_NODE.make("#t", edtf=date.edtf, label=(date.label, "en"))
    found = bounds_of_node(node, {name: TIMESPAN_NODE.slot(name) for name in TIMESPAN_NODE.names()}, calendar)
    assert found.is_sure is not (date.is_approximate or date.is_uncertain)


def test_a_beginning_that_is_not_certain_is_left_out() -> None:
    with pytest.raises(Unsayable) as refused:
        start_time(bounds("1917?-07/"))
    assert str(refused.value) == "it is approximate or uncertain, which Wikidata cannot say of a qualifier"


days = st.integers(day_number(1, 1, 1), day_number(2030, 12, 31))
calendars = st.sampled_from((Calendar.JULIAN, Calendar.GREGORIAN, Calendar.NOT_STATED))


def narrowed(said: SaidTime) -> tuple[int | None, int | None]:
    """Give the days that value and bounds leave."""
    first, last = (None, None) if said.value == SOME_VALUE else days_of(said.value)
    if said.earliest is not None:
        first = days_of(said.earliest)[0]
    if said.latest is not None:
        last = days_of(said.latest)[1]
    return first, last


@given(first=days, length=st.integers(0, 40_000), calendar=calendars)
def test_value_and_bounds_say_exactly_the_days_that_are_possible(first: int, length: int, calendar: Calendar) -> None:
    span = DayRange(first, first + length)
    said = said_time(Bounds(span, span, span, "", calendar), is_stated=True)
    assert narrowed(said) == (first, first + length)
    if said.value != SOME_VALUE:
        begins, ends = days_of(said.value)
        assert begins <= first <= first + length <= ends


@given(number=days, calendar=st.sampled_from((Calendar.JULIAN, Calendar.GREGORIAN)))
def test_a_day_is_said_in_its_own_calendar(number: int, calendar: Calendar) -> None:
    span = DayRange(number, number)
    said = said_time(Bounds(span, span, span, "", calendar))
    assert isinstance(said.value, TimeValue)
    assert (said.value.precision, said.value.calendar, days_of(said.value)) == (DAY, calendar, (number, number))


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        (TimeValue(1900, precision=DECADE), (1900, 1, 1), (1909, 12, 31)),
        (TimeValue(2000, precision=CENTURY), (1901, 1, 1), (2000, 12, 31)),
        (TimeValue(2000, precision=MILLENNIUM), (1001, 1, 1), (2000, 12, 31)),
        (TimeValue(1904, 2, precision=MONTH), (1904, 2, 1), (1904, 2, 29)),
    ],
)
def test_days_of_longer_times(value: TimeValue, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert days_of(value) == (day_number(*first), day_number(*last))
