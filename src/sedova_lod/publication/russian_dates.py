"""Dates in Russian: the English labels of dates, said with the cases that Russian prepositions ask for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sedova_lod.dates.calendars import MONTHS

__all__ = ["RUSSIAN_MONTHS_OF", "in_russian"]


class _Noun(NamedTuple):
    """Hold a noun by case; the accusative only where it is not the nominative."""

    nominative: str
    genitive: str
    instrumental: str
    accusative: str = ""


_NOUNS: Final = {
    english: _Noun(*forms.split("|"))
    for english, forms in {
        "January": "январь|января|январём", "February": "февраль|февраля|февралём", "March": "март|марта|мартом",
        "April": "апрель|апреля|апрелем", "May": "май|мая|маем", "June": "июнь|июня|июнем", "July": "июль|июля|июлем",
        "August": "август|августа|августом", "September": "сентябрь|сентября|сентябрём",
        "October": "октябрь|октября|октябрём", "November": "ноябрь|ноября|ноябрём",
        "December": "декабрь|декабря|декабрём",
        "spring": "весна|весны|весной|весну", "summer": "лето|лета|летом", "autumn": "осень|осени|осенью",
        "winter": "зима|зимы|зимой|зиму", "century": "век|века|веком",
    }.items()
}  # fmt: skip
_SHARES: Final = {
    "early": "начало|начала|началом", "beginning": "начало|начала|началом", "start": "начало|начала|началом",
    "mid": "середина|середины|серединой|середину", "middle": "середина|середины|серединой|середину",
    "late": "конец|конца|концом", "end": "конец|конца|концом",
    "first half": "первая половина|первой половины|первой половиной|первую половину",
    "second half": "вторая половина|второй половины|второй половиной|вторую половину",
    "first quarter": "первая четверть|первой четверти|первой четвертью|первую четверть",
    "second quarter": "вторая четверть|второй четверти|второй четвертью|вторую четверть",
    "third quarter": "третья четверть|третьей четверти|третьей четвертью|третью четверть",
    "fourth quarter": "четвёртая четверть|четвёртой четверти|четвёртой четвертью|четвёртую четверть",
    "last quarter": "последняя четверть|последней четверти|последней четвертью|последнюю четверть",
}  # fmt: skip
_PARTS: Final = {english: _Noun(*forms.split("|")) for english, forms in _SHARES.items()}
_GOVERNING: Final = {
    "between": ("между", "instrumental"), "from": ("с", "genitive"), "until": ("до", "genitive"),
    "before": ("до", "genitive"), "after": ("после", "genitive"), "about": ("около", "genitive"),
    "all from": ("всё время с", "genitive"), "some year from": ("один из годов с", "genitive"),
}  # fmt: skip
_PHRASES: Final = {
    "calendar not stated": "календарь не указан", "end open": "конец открыт", "end unknown": "конец не известен",
    "beginning open": "начало открыто", "beginning unknown": "начало не известно",
    "month and day not known": "месяц и день не известны", "day not known": "день не известен",
    "month not known": "месяц не известен", "X: digit not known": "X: цифра не известна",
    "a date like": "дата вида", "a year like": "год вида", "estimate": "оценка", "or later": "или позже",
    "or earlier": "или раньше", "and later": "и позже", "and earlier": "и раньше", "Julian": "ст. ст.",
    "Gregorian": "н. ст.", "northern hemisphere": "северное полушарие", "southern hemisphere": "южное полушарие",
    "uncertain and approximate": "под вопросом и приблизительно", "uncertain": "под вопросом",
    "approximate": "приблизительно", "year": "год", "month": "месяц", "day": "день", "BC": "до н. э.",
}  # fmt: skip
_MARKS: Final = {
    "possibly": "возможно", "about": "приблизительно", "possibly about": "возможно, приблизительно",
}  # fmt: skip
RUSSIAN_MONTHS_OF: Final = tuple(_NOUNS[month].genitive for month in MONTHS)
"""Months as they stand after the number of a day."""

_TOKEN: Final = re.compile(
    r"\((?P<mark>possibly about|possibly|about)\)|(?P<day>\d{1,2}) (?P<month>" + "|".join(MONTHS) + r")\b"
    r"|(?P<number>\d+)(?:st|nd|rd|th) century|(?:the )?(?P<decade>\d+)s\b|AD (?P<ad>\d+)"
    r"|(?P<part>\b(?:" + "|".join(sorted(_PARTS, key=len, reverse=True)) + r"))(?:[ -](?:of )?(?:the )?(?=[A-Z\d]|"
    r"spring|summer|autumn|winter|the ))"
    r"|\b(?P<governing>" + "|".join(sorted(_GOVERNING, key=len, reverse=True)) + r") "
    r"|\b(?P<phrase>" + "|".join(sorted(_PHRASES, key=len, reverse=True)) + r")\b"
    r"|\b(?P<noun>" + "|".join(_NOUNS) + r")\b|(?P<possibly>\bpossibly )|\b(?P<word>to|and|or)\b"
    r"|(?P<stop>[,;()])"
)
_PLAIN: Final = re.compile(r"(?:(?:(\d{1,2}) )?(" + "|".join(MONTHS) + r") )?(\d+)")
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@lru_cache(maxsize=20_000)
def in_russian(label: str) -> str:
    """Say the label of a date in Russian.

    Args:
        label: The label in English, as `sedova_lod.dates` writes it.

    >>> in_russian("between 5 April 1882 and May 1882, calendar not stated")
    'между 5 апреля 1882 и маем 1882, календарь не указан'
    """
    plain = _PLAIN.fullmatch(label)
    if plain:  # most dates
        day, month, year = plain.groups()
        noun = _NOUNS[month] if month else None
        return f"{day} {noun.genitive} {year}" if noun and day else f"{noun.nominative} {year}" if noun else label
    speaker = _Speaker()
    text = _TOKEN.sub(speaker.say, label)
    text = re.sub(r"(?<=\w) (возможно, )", r", \1", text)
    return re.sub(r"\bс (?=втор)", "со ", text)


class _Speaker:
    """Say the words of one label, and remember which case is asked for."""

    def __init__(self) -> None:
        self._case = "nominative"
        self._is_pair = False  # between ... and ...
        self._is_reach = False  # all from ... to ...

    def say(self, found: re.Match[str]) -> str:
        """Say one word."""
        kind = found.lastgroup or ""
        said: str = getattr(self, f"_say_{kind}")(found)
        return said

    def _say_mark(self, found: re.Match[str]) -> str:
        return f"({_MARKS[found['mark']]})"

    def _say_month(self, found: re.Match[str]) -> str:
        return f"{found['day']} {_NOUNS[found['month']].genitive}"

    def _say_number(self, found: re.Match[str]) -> str:
        return f"{_roman(int(found['number']))} {self._decline(_NOUNS['century'])}"

    def _say_decade(self, found: re.Match[str]) -> str:
        ending = {"genitive": "х", "instrumental": "ми"}.get(self._case, "е")
        return f"{found['decade']}-{ending}"

    def _say_ad(self, found: re.Match[str]) -> str:
        return f"{found['ad']} н. э."

    def _say_part(self, found: re.Match[str]) -> str:
        said = self._decline(_PARTS[found["part"]])
        self._case = "genitive"
        return f"{said} "

    def _say_noun(self, found: re.Match[str]) -> str:
        return self._decline(_NOUNS[found["noun"]])

    def _say_governing(self, found: re.Match[str]) -> str:
        word, self._case = _GOVERNING[found["governing"]]
        self._is_pair = word == "между"
        self._is_reach = word in ("всё время с", "один из годов с")
        return f"{word} "

    def _say_phrase(self, found: re.Match[str]) -> str:
        return _PHRASES[found["phrase"]]

    def _say_possibly(self, _: re.Match[str]) -> str:
        return "возможно, "

    def _say_stop(self, found: re.Match[str]) -> str:
        self._case, self._is_pair, self._is_reach = "nominative", False, False
        return found["stop"]

    def _say_word(self, found: re.Match[str]) -> str:
        word = found["word"]
        if word == "and" and self._is_pair:
            self._case, self._is_pair = "instrumental", False
            return "и"
        said = {"and": "и", "or": "или", "to": "по" if self._is_reach else "–"}[word]
        self._case, self._is_reach = "accusative" if said == "по" else "nominative", False
        return said

    def _decline(self, noun: _Noun) -> str:
        return getattr(noun, self._case) or noun.nominative


def _roman(number: int) -> str:
    """Write a number in Roman numerals, as centuries have them in Russian.

    >>> _roman(19), _roman(4), _roman(21)
    ('XIX', 'IV', 'XXI')
    """
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said
