"""Dates of clients are read like those of records, and days are written so that nothing is said that is not known."""

from __future__ import annotations

import pytest

from sedova_lod.dates import Calendar, day_number
from sedova_lod.linking import DayRange
from sedova_lod.reconciliation.dates import date_value, life_text, read_days


def days(first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> DayRange:
    numbers = (None if one is None else day_number(*one, Calendar.GREGORIAN) for one in (first, last))
    return DayRange(*numbers)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["1950-05-04"], days((1950, 5, 4), (1950, 5, 4))),
        (["1950-05-04T23:00:00Z"], days((1950, 5, 4), (1950, 5, 4))),
        (["1923-02-28"], days((1923, 2, 28), (1923, 3, 13))),
        (["1923-03-01"], days((1923, 3, 1), (1923, 3, 1))),
        (["1882-04-05"], days((1882, 4, 5), (1882, 4, 17))),
        (["5 April 1882 O.S."], days((1882, 4, 17), (1882, 4, 17))),
        (["1905", "1907"], days((1905, 1, 1), (1907, 12, 31))),
        (["../1905"], days(None, (1905, 12, 31))),
        (["1905", "1950-05-04/.."], days((1905, 1, 1), None)),
        (["", "soon", "1906-13-01"], None),
        ([], None),
    ],
)
def test_dates_are_read_with_all_their_days(texts: list[str], found: DayRange | None) -> None:
    assert read_days(texts) == found


@pytest.mark.parametrize(
    ("known", "written"),
    [
        (days((1906, 2, 24), (1906, 2, 24)), {"date": "1906-02-24T00:00:00Z"}),
        (days((1906, 1, 1), (1906, 12, 31)), {"str": "1906"}),
        (days((1904, 2, 1), (1904, 2, 29)), {"str": "1904-02"}),
        (days((1904, 2, 1), (1904, 2, 28)), {"str": "1904-02-01/1904-02-28"}),
        (days((1900, 1, 1), (1909, 12, 31)), {"str": "1900/1909"}),
        (days((1900, 1, 1), (1901, 1, 31)), {"str": "1900-01-01/1901-01-31"}),
        (days(None, (1906, 2, 24)), {"str": "../1906-02-24"}),
        (days((1906, 2, 24), None), {"str": "1906-02-24/.."}),
        (days((-43, 1, 1), (-43, 12, 31)), {"str": "-0043"}),
        (days((-43, 3, 15), (-43, 3, 15)), {"str": "-0043-03-15"}),
        (days((0, 1, 1), (0, 12, 31)), {"str": "0000"}),
        (days((12000, 1, 1), (12000, 12, 31)), {"str": "Y12000"}),
    ],
)
def test_days_are_written_as_exactly_as_they_are_known(known: DayRange, written: dict[str, str]) -> None:
    assert date_value(known) == [written]
    if known.first is not None and 1923 * 365.25 < known.first - 1721425 < 9999 * 365.25:
        assert read_days(written.values()) == known


def test_nothing_known_is_nothing_written() -> None:
    assert date_value(None) == date_value(DayRange(None, None)) == []


@pytest.mark.parametrize(
    ("born", "died", "text"),
    [
        (days((1906, 2, 24), (1906, 2, 24)), days((1938, 1, 1), (1938, 12, 31)), "1906–1938"),
        (None, days((1938, 1, 1), (1938, 12, 31)), "–1938"),
        (days((1900, 1, 1), (1909, 12, 31)), None, ""),
        (days((-43, 1, 1), (-43, 12, 31)), None, ""),
        (days((1940, 8, 20), (1940, 8, 20)), days((1940, 8, 20), (1940, 8, 20)), "1940"),
    ],
)
def test_lives_are_told_in_years(born: DayRange | None, died: DayRange | None, text: str) -> None:
    assert life_text(born, died) == text
