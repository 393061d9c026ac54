"""Days before the Gregorian calendar began, in a project that states no calendar."""

from __future__ import annotations

import pytest

from sedova_lod.records import DataSetContext


@pytest.fixture
def context() -> DataSetContext:
    return DataSetContext("https://example.org/", ("en",))


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
