"""Days that can hardly be meant: before the Gregorian calendar began, or after the data set itself."""

from __future__ import annotations

import pytest

from sedova_lod.dates import day_number
from sedova_lod.records import DataSetContext


@pytest.fixture
def context() -> DataSetContext:
    return DataSetContext("https://example.org/", ("en",), last_own_day=day_number(2026, 12, 31))


@pytest.mark.parametrize(
    ("born", "calendar", "is_told"),
    [
        ("15 March 44 BC", "", True),
        ("1500-10-10", "", True),
        ("1500/1582-10-14", "", True),
        ("14 October 1582", "", True),
        ("15 October 1582", "", False),
        ("10 October 1500 N.S.", "", False),
        ("10 October 1500 O.S.", "", False),
        ("10 October 1500", "gregorian", False),
        ("October 1500", "", False),
        ("1500-10-XX", "", False),
    ],
)
def test_day_that_nobody_counted_as_gregorian_is_told(read, born, calendar, is_told):
    told = [
        f"t.csv:2 column C 'born': '{born}' was read as Gregorian, and no day before 15 October 1582 was counted so "
        "[calendar-not-stated]\n"
        "  hint: state julian or gregorian in the column '.calendar', or for all dates in [dataset] calendar"
    ]
    result = read("person", ["id", "name", "born", "born.calendar"], ["x", "X", born, calendar])
    assert result.messages() == (told if is_told else [])


@pytest.mark.parametrize(
    ("born", "is_told"),
    [
        ("2082", True),
        ("2027-01-01", True),
        ("2026-12-31", False),
        ("2026", False),
        ("2020/2040", False),
        ("[..2040]", False),
    ],
)
def test_date_after_the_data_set_itself_is_told(read, born, is_told):
    told = [
        f"t.csv:2 column C 'born': '{born}' lies after the year of the data set itself [future-date]\n"
        "  hint: correct the year, or the days 'issued' and 'modified' in sedova.toml"
    ]
    assert read("person", ["id", "name", "born"], ["x", "X", born]).messages() == (told if is_told else [])


@pytest.mark.parametrize(
    ("born", "label", "years"),
    [
        ("1902-33", "January to March 1902", "1902/1933"),
        ("1914-25", "spring 1914 (northern hemisphere)", "1914/1925"),
        ("1950-33", "", ""),
        ("1902-22", "", ""),
    ],
)
def test_part_of_a_year_that_looks_like_years_is_told(read, born, label, years):
    told = [
        f"t.csv:2 column C 'born': '{born}' was read as EDTF, {label}, and can also be read as "
        f"{years.replace('/', ' to ')} [two-readings]\n"
        f"  hint: write {years} if years are meant; else name the months"
    ]
    assert read("person", ["id", "name", "born"], ["x", "X", born]).messages() == (told if label else [])
