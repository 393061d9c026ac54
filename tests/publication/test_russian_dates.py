"""Dates in Russian stand in the cases that Russian asks for."""

from __future__ import annotations

import re

import pytest

from sedova_lod.dates import parse_date
from sedova_lod.publication.russian_dates import in_russian

SAID = {
    "5 April 1882": "5 апреля 1882",
    "January 1917": "январь 1917",
    "summer 1902": "лето 1902",
    "1905": "1905",
    "between May 1905 and winter 1906": "между маем 1905 и зимой 1906",
    "between 1 December 1934 and January 1937": "между 1 декабря 1934 и январём 1937",
    "between early 1905 and late May 1906": "между началом 1905 и концом мая 1906",
    "between possibly 14 October 1917 and possibly 13 November 1917": (
        "между, возможно, 14 октября 1917 и, возможно, 13 ноября 1917"
    ),
    "before May 1905": "до мая 1905",
    "after summer 1905": "после лета 1905",
    "about May 1917": "около мая 1917",
    "possibly July 1917": "возможно, июль 1917",
    "possibly about 1917": "возможно, около 1917",
    "1907 (possibly) to 1908 (possibly about)": "1907 (возможно) – 1908 (возможно, приблизительно)",
    "from May 1917, end unknown": "с мая 1917, конец не известен",
    "until March 1917, beginning open": "до марта 1917, начало открыто",
    "all from 1905 to spring 1908": "всё время с 1905 по весну 1908",
    "spring 1902 or summer 1902": "весна 1902 или лето 1902",
    "1905 and May 1906": "1905 и май 1906",
    "March 1947 or later": "март 1947 или позже",
    "January to March 1905": "январь – март 1905",
    "early 1917": "начало 1917",
    "mid-1917": "середина 1917",
    "early winter 1905": "начало зимы 1905",
    "first half of 1905": "первая половина 1905",
    "after second half of May 1905": "после второй половины мая 1905",
    "from second half of 1905, end open": "со второй половины 1905, конец открыт",
    "the 1920s": "1920-е",
    "about the 1920s": "около 1920-х",
    "between the 1920s and the 1930s": "между 1920-ми и 1930-ми",
    "late 19th century": "конец XIX века",
    "19th century": "XIX век",
    "5th century BC": "V век до н. э.",
    "44 BC": "44 до н. э.",
    "AD 79": "79 н. э.",
    "some year from 1900 to 1999": "один из годов с 1900 по 1999",
    "1905 (estimate; 1900 to 1999)": "1905 (оценка; 1900 – 1999)",
    "a date like 1905-XX-03 (X: digit not known)": "дата вида 1905-XX-03 (X: цифра не известна)",
    "1905, month and day not known": "1905, месяц и день не известны",
    "spring 1905 (northern hemisphere)": "весна 1905 (северное полушарие)",
    "16 February 1938 (year uncertain)": "16 февраля 1938 (год под вопросом)",
    "May 1905 (year uncertain, month approximate), calendar not stated": (
        "май 1905 (год под вопросом, месяц приблизительно), календарь не указан"
    ),
    "October 1917 (Julian; between 14 October 1917 and 13 November 1917 Gregorian)": (
        "октябрь 1917 (ст. ст.; между 14 октября 1917 и 13 ноября 1917 н. ст.)"
    ),
    "24 October 1917 to 25 October 1917 (Julian)": "24 октября 1917 – 25 октября 1917 (ст. ст.)",
}


@pytest.mark.parametrize(("english", "russian"), SAID.items())
def test_a_label_in_russian(english: str, russian: str) -> None:
    assert in_russian(english) == russian


@pytest.mark.parametrize("text", [
    "early 1917", "mid-1917", "late May 1905", "first half of 1905", "last quarter of the 19th century", "1920s",
    "between May 1905 and winter 1906", "after summer 1905", "from May 1917", "1905S2", "1905-XX-03", "190X", "Y-17E7",
    "{1905..1908-05}", "1905-33", "1905-30", "?1905-05", "1905-?05", "1905~/1908%", "../1905", "19XX", "1905-XX-XX",
    "5th century BC", "winter 1905/1906", "middle of the 1930s", "1905-05-XX", "{1905..}", "1X05",
])  # fmt: skip
def test_no_word_of_any_label_stays_english(text: str) -> None:
    said = in_russian(parse_date(text).label)
    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"[XIV]+|\d[\dX-]*", "", said)) == []
