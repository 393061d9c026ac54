"""Numbers as people and programs write them: understood well enough to say what to write instead."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["meant_number", "number_hint"]

_USUAL = "write it like 59.95"
_TWO = re.compile(r"-?[0-9]+\.[0-9]+[ ,;/]+-?[0-9]+\.[0-9]+")
_PLAIN = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_GROUPED = re.compile(
    r"-?[0-9]{1,3}(?:(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:\.[0-9]{3})+,[0-9]+|(?:[ '][0-9]{3})+(?:[.,][0-9]+)?)"
)
_SCIENTIFIC = re.compile(r"-?[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,2}", re.IGNORECASE)
_DEGREES = re.compile(
    r"(?P<before>[NSEWСЮВЗ])? ?(?P<sign>-)?(?P<degrees>[0-9]{1,3}(?:[.,][0-9]+)?) ?(?:°|º|d(?:eg)?\b)? ?"
    r"(?:(?P<minutes>[0-9]{1,2}(?:[.,][0-9]+)?) ?['′’m]+ ?)?"
    r"(?:(?P<seconds>[0-9]{1,2}(?:[.,][0-9]+)?) ?(?:[\"″”s]|''|′′)+ ?)?(?P<after>[NSEWСЮВЗ])?",
    re.IGNORECASE,
)
_NEGATIVE = frozenset("SWЮЗ")
_DECIMALS = 6


def number_hint(text: str) -> str:
    """Say what to write for a text that is not a number.

    >>> number_hint("50,75"), number_hint("50° 45′ N"), number_hint("50.75, 33.47")
    ("did you mean '50.75'?", "did you mean '50.75'?", 'there are two numbers: write each into a column of its own')
    >>> number_hint("many")
    'write it like 59.95'
    """
    if _TWO.fullmatch(text):
        return "there are two numbers: write each into a column of its own"
    meant = meant_number(text)
    return f"did you mean '{meant}'?" if meant else _USUAL


def meant_number(text: str) -> str:
    """Read a number from a form that is not taken for certain; empty if it is none.

    >>> meant_number("1.234,5"), meant_number("１２"), meant_number("−50"), meant_number("5e1")
    ('1234.5', '12', '-50', '50')
    >>> meant_number("33°28'12″ W"), meant_number("50° 45′ 0″ N")
    ('-33.47', '50.75')
    """
    plain = unicodedata.normalize("NFKC", text.replace("\u2212", "-").replace("º", "°")).lstrip("'").strip().rstrip("%")
    plain = "".join(str(unicodedata.digit(sign, sign)) if sign.isdigit() else sign for sign in plain).rstrip()
    if _GROUPED.fullmatch(plain):
        decimal = max(plain.rfind("."), plain.rfind(",")) if not plain.count(",") > 1 else plain.rfind(".")
        return _written(_grouped(plain, decimal))
    simple = plain.replace(",", ".", 1)
    if _PLAIN.fullmatch(simple):
        return "" if text.rstrip().endswith("%") else _written(simple)
    if _SCIENTIFIC.fullmatch(simple):
        return _written(f"{float(simple):.{_DECIMALS}f}")
    return _in_degrees(plain)


def _grouped(text: str, decimal: int) -> str:
    whole, rest = (text, "") if decimal < 0 else (text[:decimal], text[decimal + 1 :])
    if len(rest) == 3 and text[decimal] == "," and "." not in text[:decimal] and " " not in text:
        whole, rest = text, ""  # a comma before three digits groups them
    digits = re.sub(r"[^0-9-]", "", whole)
    return f"{digits}.{rest}" if rest else digits


def _in_degrees(text: str) -> str:
    found = _DEGREES.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return ""
    parts = [float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    if parts[1] >= 60 or parts[2] >= 60:
        return ""
    side = (found["before"] or found["after"] or "").upper()
    sign = "-" if found["sign"] or side in _NEGATIVE else ""
    return sign + _written(f"{parts[0] + parts[1] / 60 + parts[2] / 3600:.{_DECIMALS}f}")


def _written(number: str) -> str:
    """Bring a number into its usual form."""
    sign, _, digits = number.rpartition("-")
    whole, _, decimals = digits.partition(".")
    decimals = decimals.rstrip("0")
    return f"{'-' if '-' in number else sign}{whole.lstrip('0') or '0'}{'.' if decimals else ''}{decimals}"
