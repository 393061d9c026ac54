"""Formats of workbook cells: what a spreadsheet shows of the number or the day that a cell holds."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

__all__ = ["is_plain_format", "known_part", "shown_number"]

_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(.)')
_PLAIN = re.compile(r"general|@|[#,]*0(?:\.0+)?(?:e[+-]?0+)?", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DAY = re.compile(r"(?<!d)d{1,2}(?!d)")
_OTHER_FORM = re.compile(r"[Ee][+-]|\?\s*/")  # powers of ten, fractions
_SIGNS = " $€£¥%+-/()°:"


def is_plain_format(code: str) -> bool:
    """Say of a format that it shows a number as it is, or a day whole.

    >>> is_plain_format("General"), is_plain_format("#,##0.00"), is_plain_format("000"), is_plain_format("d.m.yy")
    (True, True, False, True)
    """
    if _PLAIN.fullmatch(code) or _OTHER_FORM.search(code):
        return True
    letters = _letters(code)
    return bool(re.search("[hs]", letters) or (re.search("[yeg]", letters) and _DAY.search(letters)))


def _letters(code: str) -> str:
    """Give the letters that stand for parts of a day or a time; texts and languages are left out."""
    signs = (found[5] or "" for found in _TOKEN.finditer(code.partition(";")[0]))
    return "".join(sign for sign in signs if sign.isalpha()).lower()


def known_part(code: str, day: datetime.date) -> str | None:
    """Write what is surely known of a day that its cell shows in part; None if nothing speaks against the whole day.

    A program writes the first of the month where a month or a year was typed; any other day was typed as a day. An
    empty text is given for a day that is shown without its year: the program may have added the year.

    >>> known_part("mmm-yy", datetime.date(1905, 4, 1)), known_part("yyyy", datetime.date(1905, 1, 1))
    ('1905-04', '1905')
    >>> known_part("mmm-yy", datetime.date(1905, 4, 17)), known_part("d-mmm", datetime.date(2026, 4, 5))
    (None, '')
    """
    letters = _letters(code)
    if not re.search("[dmyeg]", letters):
        return None
    if not re.search("[yeg]", letters):
        return ""
    if day.day != 1 or _DAY.search(letters):
        return None
    return f"{day.year:04}" if "m" not in letters and day.month == 1 else f"{day.year:04}-{day.month:02}"


def shown_number(code: str, number: float) -> str:
    """Write a number as its cell shows it, if that is another text; empty if it is the same number, rounded or not.

    >>> shown_number("000", 7), shown_number('"T"0000', 12), shown_number("0%", 0.5), shown_number('0.0" cm"', 12)
    ('007', 'T0012', '50%', '12.0 cm')
    >>> shown_number("#,##0.00", 1234.5), shown_number("0", 2.7)
    ('', '')
    """
    tokens = list(_TOKEN.finditer(code.partition(";")[0]))
    slots = [found[4] for found in tokens if found[4]]
    if not slots or _OTHER_FORM.search(code):
        return ""
    scaled = Decimal(repr(number)) * (100 if any(found[5] == "%" for found in tokens) else 1)
    groups = iter(_groups(scaled, slots))
    shown = "".join(next(groups) if found[4] else _literal(found) for found in tokens).strip()
    return "" if _NUMBER.fullmatch(shown) else shown


def _literal(found: re.Match[str]) -> str:
    text = found[1] or found[2] or found[3]
    return text or (found[5] if found[5] and found[5] in _SIGNS else "")


def _groups(number: Decimal, slots: list[str]) -> list[str]:
    """Share the digits of a number among the places for them; those that are over go to the first."""
    last = slots[-1].replace(",", "")
    n_decimals = len(last.partition(".")[2])
    whole, point, decimals = f"{abs(number):.{n_decimals}f}".partition(".")
    places = [slot.replace(",", "").partition(".")[0] for slot in slots]
    whole = whole.zfill("".join(places).count("0"))
    shares: list[str] = []
    for place in reversed(places[1:]):
        shares.insert(0, whole[max(len(whole) - len(place), 0) :])
        whole = whole[: max(len(whole) - len(place), 0)]
    shares.insert(0, f"-{whole}" if number < 0 else whole)
    shares[-1] += point + decimals
    return shares
