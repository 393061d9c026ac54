"""Dates are shown in both calendars where these differ, and a difference of calendar is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.dates import Calendar, day_number
from sedova_lod.linking import DayRange
from sedova_lod.review import Verdict, WrittenDays, compare_days, write_days
from tests.review.conftest import day

JULIAN = Calendar.JULIAN


def days(first: tuple[int, int, int], last: tuple[int, int, int], calendar: Calendar = Calendar.GREGORIAN) -> DayRange:
    return DayRange(day_number(*first, calendar), day_number(*last, calendar))


YEAR_1882 = days((1882, 1, 1), (1882, 12, 31))
APRIL_1882 = days((1882, 4, 1), (1882, 4, 30))
UNKNOWN_DAY = DayRange(day_number(1882, 4, 5), day_number(1882, 4, 5, JULIAN))
UNKNOWN_YEAR = DayRange(day_number(1882, 1, 1), day_number(1882, 12, 31, JULIAN))


@pytest.mark.parametrize(
    ("written", "text", "also"),
    [
        (day(1882, 4, 17), "17 April 1882", "5 April 1882 in the Julian calendar"),
        (day(1882, 4, 5, JULIAN), "17 April 1882", "5 April 1882 in the Julian calendar"),
        (day(1923, 12, 31), "31 December 1923", "18 December 1923 in the Julian calendar"),
        (day(1924, 1, 1), "1 January 1924", ""),
        (day(1582, 10, 4, JULIAN), "4 October 1582 in the Julian calendar",
         "14 October 1582 in the Gregorian calendar"),
        (day(1582, 10, 15), "15 October 1582", "5 October 1582 in the Julian calendar"),
        (day(-43, 3, 15, JULIAN), "15 March 44 BC in the Julian calendar", "13 March 44 BC in the Gregorian calendar"),
        (YEAR_1882, "1882", ""),
        (APRIL_1882, "April 1882", ""),
        (days((1880, 1, 1), (1889, 12, 31)), "1880 to 1889", ""),
        (days((1882, 4, 1), (1882, 4, 30), JULIAN), "April 1882 in the Julian calendar",
         "13 April 1882 to 12 May 1882"),
        (days((1882, 4, 17), (1882, 5, 2)), "17 April 1882 to 2 May 1882", ""),
        (days((1982, 4, 17), (1982, 5, 2)), "17 April 1982 to 2 May 1982", ""),
        (UNKNOWN_DAY, "5 April 1882, calendar not stated", "Julian, it would be 17 April 1882"),
        (UNKNOWN_YEAR, "1882, calendar not stated", ""),
        (DayRange(None, day_number(1882, 4, 17)), "17 April 1882 or earlier", ""),
        (DayRange(day_number(1882, 4, 17), None), "17 April 1882 or later", ""),
        (DayRange(None, None), "", ""),
        (None, "", ""),
    ],
)  # fmt: skip
def test_days_are_written_in_both_calendars(written: DayRange | None, text: str, also: str) -> None:
    assert write_days(written) == WrittenDays(text, also)


@pytest.mark.parametrize(
    ("mine", "theirs", "tone", "note"),
    [
        (day(1882, 4, 17), day(1882, 4, 5, JULIAN), "same", "the same day"),
        (YEAR_1882, YEAR_1882, "same", "the same year"),
        (APRIL_1882, APRIL_1882, "same", "the same dates"),
        (YEAR_1882, day(1882, 4, 17), "same", "agrees, and is more exact"),
        (day(1882, 4, 17), YEAR_1882, "same", "agrees, and is less exact"),
        (day(1882, 4, 17), days((1850, 1, 1), (1899, 12, 31)), "near", "agrees, and is less exact"),
        (days((1882, 4, 1), (1882, 6, 1)), days((1882, 5, 1), (1882, 8, 1)), "near", "may be the same"),
        (DayRange(None, 2408553), day(1850, 1, 1), "near", "agrees, and is more exact"),
        (day(1882, 4, 5), day(1882, 4, 17), "near", "12 days apart: one date read in two calendars"),
        (day(1882, 4, 17), day(1882, 4, 5), "near", "12 days apart: one date read in two calendars"),
        (day(1905, 1, 22), day(1905, 1, 9), "near", "13 days apart: one date read in two calendars"),
        (day(1905, 1, 22), day(1905, 1, 10), "apart", "12 days apart"),
        (day(1905, 1, 22), day(1905, 1, 21), "apart", "1 day apart"),
        (day(1905, 1, 22), day(1908, 1, 21), "apart", "at least 2 years apart"),
        (YEAR_1882, days((1884, 1, 1), (1884, 12, 31)), "apart", "2 years apart"),
        (YEAR_1882, days((1883, 1, 1), (1883, 12, 31)), "near", "1 year apart"),
        (YEAR_1882, days((1884, 1, 1), (1885, 12, 31)), "apart", "at least 1 year apart"),
        (YEAR_1882, day(1883, 2, 1), "near", "close, but not the same"),
        (YEAR_1882, DayRange(day_number(1884, 1, 2), None), "apart", "at least 1 year apart"),
        (YEAR_1882, None, "", ""),
    ],
)  # fmt: skip
def test_dates_are_compared_as_days(mine: DayRange | None, theirs: DayRange | None, tone: str, note: str) -> None:
    assert compare_days(mine, theirs) == Verdict(tone, note)


NUMBERS = st.integers(min_value=1_500_000, max_value=2_470_000)
RANGES = st.tuples(NUMBERS, st.integers(0, 1000)).map(lambda pair: DayRange(pair[0], pair[0] + pair[1]))


@given(RANGES, RANGES)
def test_which_side_is_which_does_not_change_how_well_dates_agree(mine: DayRange, theirs: DayRange) -> None:
    assert compare_days(mine, theirs).tone == compare_days(theirs, mine).tone
    assert write_days(mine).text
