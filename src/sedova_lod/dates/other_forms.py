"""Dates in forms that are not read, but understood well enough to say what to write instead."""

import re
import unicodedata
from typing import Final

__all__ = ["meant_date"]

# How the names of months begin in Russian, Ukrainian, German, French, Spanish, Italian, Polish, Portuguese, Dutch,
# Swedish and Danish, from January on.
_MONTHS: Final = (
    "янв січ jan jän ene gen sty stycz janv",
    "фев лют feb fev fév lut",
    "мар бер mar mär maer mrt",
    "апр кві apr avr abr kwi",
    "май мая мае тра mai maj may mei mag",
    "июн чер jun juin giu cze",
    "июл лип jul juil lug lip",
    "авг сер aug aoû aou ago sie",
    "сен вер sep set wrz",
    "окт жов okt oct ott out paź paz",
    "ноя лис nov lis",
    "дек гру dez déc dec dic gru",
)
_BEGINNINGS: Final = {
    unicodedata.normalize("NFC", begin): f"{month:02}"
    for month, names in enumerate(_MONTHS, 1)
    for begin in names.split()
}
_NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN: Final = {numeral: f"{month:02}" for month, numeral in enumerate(_NUMERALS, 1)}
_FILLERS: Final = frozenset(
    ("г", "гг", "год", "года", "году", "го", "р", "року", "рік", "de", "del", "do", "der", "den", "d", "le", "la", "el",
     "il", "er", "r", "roku", "the")
)  # fmt: skip
_TOKEN: Final = re.compile(r"[^\W\d_]+|[0-9]+")
_EAST_ASIAN: Final = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")
_ROMAN_DATE: Final = re.compile(r"(?:([0-9]{1,2})[-./ ])?([ivx]{1,4})[-./ ]([0-9]{4})")
_DAY_AND_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ t].*")
_OPEN_DIGITS: Final = re.compile(r"([12][0-9])(?:([0-9])[-_]|[-_]{2})")
_SHORT_YEAR: Final = re.compile(r"'([0-9]{2})")
_LONGEST_BEGINNING: Final = max(map(len, _BEGINNINGS))


def meant_date(text: str) -> str:
    """Say what to write for a date in another language or form; empty if that is not understood.

    Args:
        text: The wording, in lower case.

    >>> meant_date("5 мая 1882 г."), meant_date("1er janvier 1900"), meant_date("5.v.1882"), meant_date("after the war")
    ('write 1882-05-05', 'write 1900-01-01', 'write 1882-05-05', '')
    """
    if found := _DAY_AND_TIME.fullmatch(text):
        return f"write {found[1]}"
    if found := _EAST_ASIAN.fullmatch(text):
        return f"write {'-'.join(part.zfill(2) for part in found.groups() if part)}"
    if found := _OPEN_DIGITS.fullmatch(text):
        return f"write {found[1]}{found[2] or 'X'}X"
    if _SHORT_YEAR.fullmatch(text):
        return "write the year with four digits"
    found = _ROMAN_DATE.fullmatch(text)
    if found and found[2] in _ROMAN:
        return f"write {found[3]}-{_ROMAN[found[2]]}{f'-{found[1].zfill(2)}' if found[1] else ''}"
    return _with_month(_TOKEN.findall(unicodedata.normalize("NFC", text)))


def _with_month(tokens: list[str]) -> str:
    numbers = [token for token in tokens if token.isascii() and token.isdigit()]
    words = [token for token in tokens if token not in numbers and token not in _FILLERS]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3 and 0 < int(number) <= 31]
    month = _month(words[0]) if len(words) == 1 else ""
    if not month or len(years) != 1 or len(days) > 1 or len(numbers) != 1 + len(days):
        return ""
    return f"write {'-'.join((years[0], month, *(day.zfill(2) for day in days)))}"


def _month(word: str) -> str:
    begins = (word[:length] for length in range(min(len(word), _LONGEST_BEGINNING), 2, -1))
    return next((_BEGINNINGS[begin] for begin in begins if begin in _BEGINNINGS), "")
