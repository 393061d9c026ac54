"""xsd values: as precise as the source, never more; and the marks of doubt."""

import pytest

from sedova_lod.dates import Calendar, HistoricalDate, parse_date

YEAR, MONTH, DAY = "gYear", "gYearMonth", "date"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1882", ("1882", YEAR)),
        ("1882-04", ("1882-04", MONTH)),
        ("1882-04-05", ("1882-04-05", DAY)),
        ("5 April 1882", ("1882-04-05", DAY)),
        ("-0043", ("-0043", YEAR)),
        ("-0043-03-15", ("-0043-03-15", DAY)),
        ("0000", ("0000", YEAR)),
        ("Y-17E7", ("-170000000", YEAR)),
        ("Y170000002", ("170000002", YEAR)),
        ("1985-04-12T23:20:30Z", ("1985-04-12", DAY)),
        # Approximate, uncertain: what is qualified is left out, with all that is finer.
        ("1905~", None),
        ("1905-05~", None),
        ("1905-05-14?", None),
        ("2004-06-~11", ("2004-06", MONTH)),
        ("2004-~06-11", ("2004", YEAR)),
        ("2004-%06", ("2004", YEAR)),
        ("?2004-06-11", None),
        ("2004?-06-11", None),
        ("~1902-22", None),
        ("1902-~22", ("1902", YEAR)),
        # Unspecified digits
        ("188X", None),
        ("18XX", None),
        ("1882-XX", ("1882", YEAR)),
        ("1882-XX-XX", ("1882", YEAR)),
        ("1882-04-XX", ("1882-04", MONTH)),
        ("1882-04-1X", ("1882-04", MONTH)),
        ("1882-1X", ("1882", YEAR)),
        ("XXXX-12-25", None),
        ("1950S2", None),
        ("1950S4~", None),
        ("1950S4", None),
        # Seasons: the year, unless our winter runs into the next
        ("1902-22", ("1902", YEAR)),
        ("1902-24", None),
        ("1902-36", ("1902", YEAR)),
        # Sets
        ("[1882,1883]", None),
        ("{1906,1908}", None),
        ("[1882-04-05..1882-04-17]", ("1882-04", MONTH)),
        ("5 or 6 May 1905", ("1905-05", MONTH)),
        ("May or June 1905", ("1905", YEAR)),
        ("[1905-05-~05,1905-05-~06]", ("1905-05", MONTH)),
        ("[1905-05-05~,1905-05-06]", None),
        ("[1905-05-05..1905-05-06~]", None),
        ("[1905..]", None),
        ("before 1905", None),
        ("early May 1905", ("1905-05", MONTH)),
        # Intervals have a begin and an end instead
        ("1905-05-03/1905-05-04", None),
    ],
)
def test_gregorian(text: str, value: tuple[str, str] | None) -> None:
    assert parse_date(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 April 1882", ("1882-04", MONTH)),
        ("25 April 1882", ("1882", YEAR)),
        ("25 December 1882", None),
        ("May 1905", ("1905", YEAR)),
        ("December 1905", None),
        ("1905", ("1905", YEAR)),
        ("29 Feb 1900", ("1900-03-13", DAY)),
        ("1905-05-~14", ("1905", YEAR)),
        ("1905-~05-14", ("1905", YEAR)),
        ("1905-~12-31", None),
    ],
)
def test_calendar_not_stated(text: str, value: tuple[str, str] | None) -> None:
    assert parse_date(text, calendar=Calendar.NOT_STATED).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 April 1882", ("1882-04-17", DAY)),
        ("25 December 1882", ("1883-01-06", DAY)),
        ("May 1905", ("1905", YEAR)),
        ("December 1905", None),
        ("1905", ("1905", YEAR)),
        ("1905-05-~14", ("1905", YEAR)),
    ],
)
def test_julian(text: str, value: tuple[str, str] | None) -> None:
    assert parse_date(text, calendar=Calendar.JULIAN).value == value


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("1907/1914-08", ("1907", YEAR), ("1914-08", MONTH)),
        ("1907~/1914-08-03", None, ("1914-08-03", DAY)),
        ("1907/..", ("1907", YEAR), None),
        ("/1914", None, ("1914", YEAR)),
        ("1905-05", ("1905-05", MONTH), ("1905-05", MONTH)),
        ("[1882,1883]", None, None),
    ],
)
def test_ends(text: str, start: tuple[str, str] | None, end: tuple[str, str] | None) -> None:
    date = parse_date(text)
    assert (date.start, date.end) == (start, end)


def claims(date: HistoricalDate) -> str:
    words = {
        "approximate": date.is_approximate,
        "uncertain": date.is_uncertain,
        "interval": date.is_interval,
        "open start": date.is_open_start,
        "open end": date.is_open_end,
    }
    return ", ".join(word for word, is_so in words.items() if is_so)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1905", ""),
        ("1905~", "approximate"),
        ("1905-05-~03", "approximate"),
        ("1905?", "uncertain"),
        ("1905-%05", "approximate, uncertain"),
        ("1905%", "approximate, uncertain"),
        ("1950S2", "approximate"),
        ("1905/1906?", "uncertain, interval"),
        ("1905/..", "interval, open end"),
        ("../1905", "interval, open start"),
        ("1905/", "interval"),
        ("[..1905]", "open start"),
        ("{1905..}", "open end"),
        ("[1905,1906~]", "approximate"),
    ],
)
def test_claims(text: str, expected: str) -> None:
    assert claims(parse_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "earliest", "begin_latest", "end_earliest", "latest"),
    [
        ("1882", "1882-01-01T00:00:00Z", None, None, "1882-12-31T23:59:59Z"),
        (
            "1905-01/1907-06",
            "1905-01-01T00:00:00Z",
            "1905-01-31T23:59:59Z",
            "1907-06-01T00:00:00Z",
            "1907-06-30T23:59:59Z",
        ),
        ("/1951-05-09", None, None, None, "1951-05-09T23:59:59Z"),
        ("1907/..", "1907-01-01T00:00:00Z", "1907-12-31T23:59:59Z", None, None),
        ("-0043", "-0043-01-01T00:00:00Z", None, None, "-0043-12-31T23:59:59Z"),
        ("Y-17000", "-17000-01-01T00:00:00Z", None, None, "-17000-12-31T23:59:59Z"),
    ],
)
def test_xsd_bounds(
    text: str, earliest: str | None, begin_latest: str | None, end_earliest: str | None, latest: str | None
) -> None:
    date = parse_date(text)
    found = (date.earliest_xsd, date.begin_latest_xsd, date.end_earliest_xsd, date.latest_xsd)
    assert found == (earliest, begin_latest, end_earliest, latest)


@pytest.mark.parametrize(
    ("edtf", "label"),
    [
        ("1905-05-14%", "possibly about 14 May 1905"),
        ("2004-06-~11", "11 June 2004 (day approximate)"),
        ("1926?-10-04", "4 October 1926 (year uncertain)"),
        ("2004?-%06-~11", "11 June 2004 (year uncertain, month uncertain and approximate, day approximate)"),
        ("2004-?06-?11", "11 June 2004 (month and day uncertain)"),
        ("1938?-02-13/1939", "13 February 1938 (year uncertain) to 1939"),
        ("188X", "the 1880s"),
        ("18XX", "some year from 1800 to 1899"),
        ("007X", "some year from AD 70 to AD 79"),
        ("-004X", "some year from 50 BC to 41 BC"),
        ("18X2", "a year like 18X2 (X: digit not known)"),
        ("1882-XX", "1882, month not known"),
        ("1882-XX-XX", "1882, month and day not known"),
        ("1882-04-XX", "April 1882, day not known"),
        ("1882-XX-05", "a date like 1882-XX-05 (X: digit not known)"),
        ("188X-04", "a date like 188X-04 (X: digit not known)"),
        ("1882-XX~", "about 1882, month not known"),
        ("1950S2", "1950 (estimate; 1900 to 1999)"),
        ("1902-24", "winter 1902"),
        ("1902-26", "summer 1902 (northern hemisphere)"),
        ("1902-29", "spring 1902 (southern hemisphere)"),
        ("1902-33", "January to March 1902"),
        ("1902-41", "July to December 1902"),
        ("[1882,1883,1885..1887]", "1882, 1883 or between 1885 and 1887"),
        ("[1905]", "1905"),
        ("{1906..1908,1910}", "all from 1906 to 1908 and 1910"),
        ("{..1908}", "1908 and earlier"),
        ("[1905..]", "1905 or later"),
        ("../1905", "until 1905, beginning open"),
        ("1905~/", "from 1905 (about), end unknown"),
    ],
)
def test_labels(edtf: str, label: str) -> None:
    date = parse_date(edtf)
    assert (date.label, date.edtf) == (label, edtf)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("?2004-?06-?11", "2004-06-11?"),
        ("?2004-06", "2004?-06"),
        ("2004-06~-11?", "2004-06%-?11"),
        ("?1905~", "1905%"),
        ("[1667, 1668]", "[1667,1668]"),
        ("1905 / 1906", "1905/1906"),
    ],
)
def test_edtf_has_one_spelling(text: str, edtf: str) -> None:
    assert parse_date(text).edtf == edtf
