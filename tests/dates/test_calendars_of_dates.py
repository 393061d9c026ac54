"""Dates in Julian, Gregorian and unknown calendars: what they become, and what is left as it is."""

import pytest

from sedova_lod.dates import Calendar, day_number, parse_date

from .spelling import span

RUSSIA = day_number(1918, 2, 14)


@pytest.mark.parametrize(
    ("text", "edtf", "bounds", "label"),
    [
        (
            "5 April 1882",
            "1882-04-17",
            "1882-04-17..1882-04-17",
            "5 April 1882 (Julian; 17 April 1882 Gregorian)",
        ),
        (
            "29 February 1900",
            "1900-03-13",
            "1900-03-13..1900-03-13",
            "29 February 1900 (Julian; 13 March 1900 Gregorian)",
        ),
        (
            "1905-05",
            "[1905-05-14..1905-06-13]",
            "1905-05-14..1905-06-13",
            "May 1905 (Julian; between 14 May 1905 and 13 June 1905 Gregorian)",
        ),
        ("1905", "1905", "1905-01-01..1905-12-31", "1905 (Julian)"),
        ("summer 1902", "1902-22", "1902-06-01..1902-08-31", "summer 1902 (Julian)"),
        ("0250-05", "0250-05", "0250-05-01..0250-05-31", None),
        ("-0001-03-01", "-0001-02-27", "-0001-02-27..-0001-02-27", None),
        (
            "c. 5 April 1882",
            "1882-04-17~",
            "1882-04-17..1882-04-17",
            "about 5 April 1882 (Julian; about 17 April 1882 Gregorian)",
        ),
        ("1882-04-~05", "1882-04-~17", "1882-04-17..1882-04-17", None),
        (
            "1905-05~",
            "[1905-05-14~..1905-06-13~]",
            "1905-05-14..1905-06-13",
            "about May 1905 (Julian; between about 14 May 1905 and about 13 June 1905 Gregorian)",
        ),
        (
            "1905-05-14/1905-06",
            "1905-05-27/1905-07-13~",
            "1905-05-27..1905-07-13",
            "14 May 1905 to June 1905 (Julian; 27 May 1905 to 13 July 1905 Gregorian)",
        ),
        ("1905-05?/1907", "1905-05-14%/1907", "1905-05-14..1907-12-31", None),
        ("1905-05-14/..", "1905-05-27/..", "1905-05-27..inf", None),
        ("/1905-05-14", "/1905-05-27", "unk..1905-05-27", None),
        ("1905/1905-05-14", "1905/1905-05-27", "1905-01-01..1905-05-27", None),
        (
            "before 1 March 1900",
            "[..1900-03-13]",
            "inf..1900-03-13",
            "before 1 March 1900 (Julian; before 14 March 1900 Gregorian)",
        ),
        (
            "after May 1905",
            "[1905-06-14..]",
            "1905-06-14..inf",
            "after May 1905 (Julian; after 13 June 1905 Gregorian)",
        ),
        ("before summer 1902", "[..1902-05-31]", "inf..1902-05-31", "before summer 1902 (Julian)"),
        (
            "late February 1904",
            "[1904-03-05..1904-03-13]",
            "1904-03-05..1904-03-13",
            "late February 1904 (Julian; between 5 March 1904 and 13 March 1904 Gregorian)",
        ),
        (
            "[1905-05-14,1905-06..]",
            "[1905-05-27,1905-06-14..]",
            "1905-05-27..inf",
            "14 May 1905 or June 1905 or later (Julian; 27 May 1905 or 14 June 1905 or later Gregorian)",
        ),
        ("[..1905-05]", "[..1905-06-13]", "inf..1905-06-13", None),
        ("{1905-05-14,1905-06-01}", "{1905-05-27,1905-06-14}", "1905-05-27..1905-06-14", None),
        ("{1905-05,1905-06}", "{1905-05-14..1905-06-13,1905-06-14..1905-07-13}", None, None),
        ("1882-XX-05", "[1882-01-17..1882-12-17]", "1882-01-17..1882-12-17", None),
        ("1905-05-14T10:00:00Z", "1905-05-27", "1905-05-27..1905-05-27", None),
    ],
)
def test_julian(text: str, edtf: str, bounds: str | None, label: str | None) -> None:
    date = parse_date(text, calendar=Calendar.JULIAN)
    assert (date.edtf, date.calendar) == (edtf, Calendar.JULIAN)
    assert bounds in (None, span(date))
    assert label in (None, date.label)


@pytest.mark.parametrize(
    ("text", "edtf", "label"),
    [
        ("5th April, 1882", "[1882-04-05..1882-04-17]", "5 April 1882, calendar not stated"),
        ("May 1905", "[1905-05-01..1905-06-13]", "May 1905, calendar not stated"),
        ("1905", "1905", "1905"),
        ("summer 1902", "1902-22", "summer 1902"),
        ("29 Feb 1900", "1900-03-13", "29 February 1900, calendar not stated"),
        ("0250-05-03", "0250-05-03", "3 May AD 250, calendar not stated"),
        ("-0043-03-15", "[-0043-03-13..-0043-03-15]", "15 March 44 BC, calendar not stated"),
        ("5 April 1882?", "[1882-04-05?..1882-04-17?]", "possibly 5 April 1882, calendar not stated"),
        ("[..1905-05-14]", "[..1905-05-27]", "14 May 1905 or earlier, calendar not stated"),
        ("before 14 May 1905", "[..1905-05-26]", "before 14 May 1905, calendar not stated"),
        ("after 14 May 1905", "[1905-05-15..]", "after 14 May 1905, calendar not stated"),
        (
            "5 or 6 May 1905",
            "[1905-05-05..1905-05-18,1905-05-06..1905-05-19]",
            "5 May 1905 or 6 May 1905, calendar not stated",
        ),
        (
            "from 1907 to August 1914",
            "1907/1914-09-13~",
            "1907 to August 1914, calendar not stated",
        ),
        (
            "{1905-05-03,1905-06-01}",
            "1905-05-03~/1905-06-14~",
            "3 May 1905 and 1 June 1905, calendar not stated",
        ),
        ("{..1905-05-03}", "../1905-05-16~", "3 May 1905 and earlier, calendar not stated"),
        ("{1905-05-03..}", "1905-05-03~/..", "3 May 1905 and later, calendar not stated"),
        ("{1905,1907}", "{1905,1907}", "1905 and 1907"),
        (
            "{0000..0000-01}",
            "0000/0000-01-31~",
            "all from 1 BC to January 1 BC, calendar not stated",
        ),
    ],
)
def test_not_stated(text: str, edtf: str, label: str) -> None:
    date = parse_date(text, calendar=Calendar.NOT_STATED)
    assert (date.edtf, date.label, date.calendar) == (edtf, label, Calendar.NOT_STATED)


def test_bounds_of_an_unknown_calendar_cover_both_readings() -> None:
    date = parse_date("5th April, 1882", unknown_before=RUSSIA)
    assert (date.earliest_xsd, date.latest_xsd) == ("1882-04-05T00:00:00Z", "1882-04-17T23:59:59Z")
    assert (date.begin_latest_xsd, date.end_earliest_xsd) == (None, None)


def test_an_interval_of_unknown_calendar_has_inner_bounds() -> None:
    date = parse_date("3 May 1905 to 1 July 1905", unknown_before=RUSSIA)
    assert (date.earliest_xsd, date.begin_latest_xsd, date.end_earliest_xsd, date.latest_xsd) == (
        "1905-05-03T00:00:00Z",
        "1905-05-16T23:59:59Z",
        "1905-07-01T00:00:00Z",
        "1905-07-14T23:59:59Z",
    )


@pytest.mark.parametrize(
    "text", ["5 April 1882 O.S.", "5 April 1882, OS", "5 April 1882 (Old Style)", "1882-04-05 (Julian)"]
)
@pytest.mark.parametrize("calendar", [None, Calendar.JULIAN, Calendar.NOT_STATED])
def test_the_text_states_the_julian_calendar(text: str, calendar: Calendar | None) -> None:
    date = parse_date(text, calendar=calendar, unknown_before=RUSSIA)
    assert (date.calendar, date.edtf) == (Calendar.JULIAN, "1882-04-17")


@pytest.mark.parametrize(
    "text", ["5 April 1882 N.S.", "5 April 1882 (New Style)", "5 April 1882 in the Gregorian calendar"]
)
def test_the_text_states_the_gregorian_calendar(text: str) -> None:
    date = parse_date(text, unknown_before=RUSSIA)
    assert (date.calendar, date.edtf, date.label) == (Calendar.GREGORIAN, "1882-04-05", "5 April 1882")


@pytest.mark.parametrize(
    ("text", "calendar"),
    [
        ("1918-02-13", Calendar.NOT_STATED),
        ("1918-02-14", Calendar.GREGORIAN),
        ("1918-02", Calendar.NOT_STATED),
        ("1918-03", Calendar.GREGORIAN),
        ("20 February 1918", Calendar.GREGORIAN),
        ("1905", Calendar.GREGORIAN),
        ("1902-22", Calendar.GREGORIAN),
        ("c. 1905", Calendar.GREGORIAN),
        ("1905-05/1930-02", Calendar.NOT_STATED),
        ("1905/1930-02", Calendar.GREGORIAN),
        ("29 February 1900", Calendar.NOT_STATED),
    ],
)
def test_the_calendar_is_unknown_only_before_the_switch_over(text: str, calendar: Calendar) -> None:
    assert parse_date(text, unknown_before=RUSSIA).calendar is calendar


def test_what_comes_after_the_switch_over_is_gregorian_even_beside_what_comes_before() -> None:
    assert parse_date("1905-05-03/1930-02-03", unknown_before=RUSSIA).edtf == "1905-05-03~/1930-02-03"


def test_without_a_switch_over_dates_are_gregorian() -> None:
    assert parse_date("5 April 1882").calendar is Calendar.GREGORIAN
    assert parse_date("5 April 1882", calendar=Calendar.GREGORIAN, unknown_before=RUSSIA).edtf == "1882-04-05"


def test_dates_are_shared() -> None:
    assert parse_date("5 April 1882") is parse_date("5 April 1882")
