"""Calendar arithmetic, checked against convertdate and against itself far away."""

import datetime

import pytest
from convertdate import gregorian, julian
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.dates import (
    WEEKDAYS,
    Calendar,
    civil_date,
    day_number,
    days_in_month,
    is_leap_year,
    weekday,
)

FIRST, LAST = day_number(1500, 1, 1), day_number(1930, 12, 31)
STATED = st.sampled_from([Calendar.GREGORIAN, Calendar.JULIAN])


def test_every_day_from_1500_to_1930_is_the_gregorian_day_of_convertdate() -> None:
    for number in range(FIRST, LAST + 1):
        date = gregorian.from_jd(number + 0.0)
        assert civil_date(number) == date
        assert day_number(*date) == number


def test_every_day_from_1500_to_1930_is_the_julian_day_of_convertdate() -> None:
    for number in range(FIRST, LAST + 1):
        date = julian.from_jd(number + 0.0)
        assert civil_date(number, Calendar.JULIAN) == date
        assert day_number(*date, Calendar.JULIAN) == number


@given(st.integers(-(10**13), 10**13), STATED)
def test_days_of_any_size_come_back(number: int, calendar: Calendar) -> None:
    assert day_number(*civil_date(number, calendar), calendar) == number


@given(st.integers(-(10**13), 10**13), STATED)
def test_the_next_day_follows_in_the_calendar(number: int, calendar: Calendar) -> None:
    year, month, day = civil_date(number, calendar)
    if day < days_in_month(year, month, calendar):
        following = (year, month, day + 1)
    else:
        following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    assert civil_date(number + 1, calendar) == following


@pytest.mark.parametrize("number", [1721425, 1721426, 5373484, 5373485])
def test_arithmetic_agrees_with_the_standard_library_where_that_begins_and_ends(number: int) -> None:
    # The Gregorian calendar repeats after 400 years of 146097 days.
    year, month, day = civil_date(number)
    assert civil_date(number + 146097) == (year + 400, month, day)
    assert civil_date(number - 146097) == (year - 400, month, day)
    assert day_number(year, month, day) == number


def test_day_numbers_begin_in_4713_before_christ() -> None:
    assert day_number(-4712, 1, 1, Calendar.JULIAN) == 0


def test_the_october_revolution_has_two_dates() -> None:
    assert day_number(1917, 10, 25, Calendar.JULIAN) == day_number(1917, 11, 7)


def test_leap_years_differ_at_the_turn_of_centuries() -> None:
    years = [1600, 1700, 1800, 1900, 1904, 1905]
    assert [is_leap_year(year) for year in years] == [True, False, False, False, True, False]
    assert [is_leap_year(year, Calendar.JULIAN) for year in years] == [True, True, True, True, True, False]


def test_weekdays_are_those_of_the_standard_library() -> None:
    assert all(weekday(number) == datetime.date(*civil_date(number)).weekday() for number in range(FIRST, FIRST + 400))
    assert WEEKDAYS[weekday(day_number(1905, 1, 9, Calendar.JULIAN))] == "Sunday"


@pytest.mark.parametrize(
    ("year", "month", "day", "calendar"),
    [
        (1900, 2, 29, Calendar.GREGORIAN),
        (1905, 13, 1, Calendar.GREGORIAN),
        (1905, 0, 1, Calendar.JULIAN),
        (1905, 2, 29, Calendar.JULIAN),
        (-44, 2, 30, Calendar.GREGORIAN),
        (1905, 1, 1, Calendar.NOT_STATED),
    ],
)
def test_a_day_that_does_not_exist_has_no_number(year: int, month: int, day: int, calendar: Calendar) -> None:
    with pytest.raises(ValueError, match=r"no day|day is out of range|month must be|stated calendar"):
        day_number(year, month, day, calendar)


def test_a_number_is_no_date_in_an_unknown_calendar() -> None:
    with pytest.raises(ValueError, match="stated calendar"):
        civil_date(0, Calendar.NOT_STATED)
