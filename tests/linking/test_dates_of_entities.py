"""Dates agree as ranges of days, in both calendars where theirs is not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.dates import Calendar, day_number
from sedova_lod.linking import DayRange
from sedova_lod.linking.day_agreement import agreement_of_days, say_days


def year(number: int) -> DayRange:
    return DayRange(day_number(number, 1, 1), day_number(number, 12, 31))


def day(number: int, month: int, day_of_month: int, calendar: Calendar = Calendar.GREGORIAN) -> DayRange:
    found = day_number(number, month, day_of_month, calendar)
    return DayRange(found, found)


EITHER_CALENDAR = DayRange(day_number(1882, 4, 5), day_number(1882, 4, 5, Calendar.JULIAN))


@pytest.mark.parametrize(
    ("mine", "theirs", "agreement"),
    [
        (day(1882, 4, 17), day(1882, 4, 17), 1.0),
        (day(1882, 4, 5), day(1882, 4, 17), 0.85),
        (EITHER_CALENDAR, day(1882, 4, 17), 1.0),
        (EITHER_CALENDAR, day(1882, 4, 5), 1.0),
        (EITHER_CALENDAR, year(1882), 0.9),
        (day(1882, 4, 17), day(1882, 9, 1), 0.4),
        (year(1882), day(1882, 4, 17), 0.9),
        (year(1882), year(1882), 0.9),
        (year(1882), year(1883), 0.25),
        (day(1881, 12, 30), year(1882), 0.25),
        (year(1882), year(1884), -0.1),
        (year(1882), year(1887), -0.4),
        (year(1882), year(1890), -0.7),
        (year(1882), year(1900), -1.0),
        (year(1882), DayRange(day_number(1880, 1, 1), day_number(1889, 12, 31)), 0.5),
        (year(1882), DayRange(day_number(1801, 1, 1), day_number(1900, 12, 31)), 0.15),
        (year(1882), DayRange(None, day_number(1900, 1, 1)), 0.0),
        (year(1882), DayRange(day_number(1900, 1, 1), None), -1.0),
        (year(1882), None, 0.0),
    ],
)
def test_agreement(mine: DayRange, theirs: DayRange | None, agreement: float) -> None:
    assert agreement_of_days(mine, theirs) == agreement


def test_a_year_read_in_both_calendars_is_no_nearer_to_the_next() -> None:
    both = DayRange(year(1882).first, day_number(1882, 12, 31, Calendar.JULIAN))
    assert (agreement_of_days(both, year(1882)), agreement_of_days(both, year(1883))) == (0.9, 0.25)


DAYS = st.one_of(st.none(), st.integers(2_200_000, 2_470_000))
RANGES = st.tuples(DAYS, DAYS).map(
    lambda days: DayRange(*sorted(days)) if None not in days else DayRange(*days)  # type: ignore[type-var]
)


@given(RANGES, RANGES)
def test_agreement_is_symmetric_and_bounded(mine: DayRange, theirs: DayRange) -> None:
    agreement = agreement_of_days(mine, theirs)
    assert agreement == agreement_of_days(theirs, mine)
    assert -1.0 <= agreement <= 1.0


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        (year(1882), "1882"),
        (DayRange(day_number(1880, 1, 1), day_number(1889, 12, 31)), "1880 to 1889"),
        (EITHER_CALENDAR, "1882-04-05 to 1882-04-17"),
        (DayRange(None, day_number(1882, 4, 5)), "until 1882-04-05"),
        (DayRange(day_number(1882, 4, 5), None), "from 1882-04-05 on"),
        (DayRange(None, None), "unknown"),
    ],
)
def test_days_are_written_as_people_do(days: DayRange, shown: str) -> None:
    assert say_days(days) == shown
