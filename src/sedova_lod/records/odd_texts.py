"""Texts that were damaged on their way into the table, or say nothing: what programs write in place of a value."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from sedova_lod.findings import Rule
from sedova_lod.findings.tables import ERROR_CELL, LOST_DIGITS
from sedova_lod.findings.values import DATE_MADE, FORMULA_TEXT, GARBLED_TEXT, HIDDEN_SIGN, PLACEHOLDER

__all__ = ["Oddity", "id_oddity", "is_plain_latin", "odd_text", "without_hidden_signs"]

_MOST_SHOWN = 80
_ERRORS = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|GETTING_DATA)|#{4,}"
)
_PLACEHOLDERS = frozenset(
    ("NULL", "null", "Null", "\\N", "N/A", "n/a", "NaN", "nan", "None", "-", "--", "---", "–", "—", "?", "??", "???")
)  # fmt: skip
_FORMULA = re.compile(r"=(?:[A-Z][A-Z0-9.]*\(|\"|\$?[A-Z]{1,3}\$?[0-9]+\b)")
_SHORTENED = re.compile(r"-?[1-9](?:[.,][0-9]{1,14})?E\+[0-9]{2,3}")
_LONGEST_MADE = 6
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_MADE = re.compile(f"[0-9]{{1,2}}-{_MONTH}|{_MONTH}-[0-9]{{2}}")
_FORCED_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_ENTITY = re.compile(
    r"&(?:#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|amp|lt|gt|quot|apos|nbsp|szlig|[nm]dash|[lrb][sd]quo|hellip|copy|deg|euro|shy"
    r"|[A-Za-z](?:uml|acute|grave|circ|tilde|ring|cedil|slash|caron)|(?:AE|ae|OE|oe)lig);"
)
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
# Joiners belong into Persian and Indic words and into emoji, marks of direction beside Hebrew and Arabic letters
_JOINER_IN_WORD = re.compile("(?<=[A-Za-z\u00c0-\u052f])[\u200c\u200d](?=[A-Za-z\u00c0-\u052f])")
_DIRECTION = re.compile("[\u200e\u200f]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2069\u202a-\u202e\ufeff]")
# The first byte of a sign of UTF-8, and a further one, read as windows-1252 or as windows-1251
_MOJIBAKE = re.compile(
    "[\u00c2-\u00f4\u0412\u0413\u0420\u0421\u0432][\u0080-\u00bf\u0152-\u017e\u02c6\u02dc\u0401-\u045f\u2013-\u2122]"
)


_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f"
_MARKS = "\u2013\u2014\u2018-\u201e\u2026"
_PLAIN_LATIN = re.compile(f"[{_LATIN}][ -%'-~{_LATIN}{_MARKS}]{{3,}}[!-%'-~{_LATIN}{_MARKS}]")


def _bytes_of_signs(codec: str) -> dict[str, int]:
    """List which byte programs write for which sign, those without a sign of their own included."""
    return {bytes([b]).decode(codec, "ignore") or chr(b): b for b in range(256)}


_CODECS = (_bytes_of_signs("cp1252"), _bytes_of_signs("cp1251"))


class Oddity(NamedTuple):
    """Say what is odd about a text.

    Args:
        rule: Rule that it breaks.
        message: What is wrong.
        hint: How to mend it.
    """

    rule: Rule
    message: str
    hint: str


def odd_text(text: str) -> Oddity | None:
    """Look for what no curator has typed; None if there is nothing of the kind.

    >>> odd_text("#REF!").message, odd_text("ZoÃ« MÃ¼ller").hint, odd_text("Zoë Müller")
    ("'#REF!' is an error of a spreadsheet", "did you mean 'Zoë Müller'?", None)
    """
    is_plain = text.isascii() and text[:1] not in "#=" and "&" not in text and "E+" not in text
    if is_plain and text not in _PLACEHOLDERS and (len(text) > _LONGEST_MADE or "-" not in text):
        return None
    return _found_odd(text)


@lru_cache(maxsize=8192)
def _found_odd(text: str) -> Oddity | None:
    checks = _OF_ALL if text.isascii() else (*_OF_ALL, _wrongly_decoded, _with_hidden_sign)
    return next((found for check in checks if (found := check(text)) is not None), None)


def is_plain_latin(text: str) -> bool:
    """Say quickly of most texts in Latin letters, dashes and quotation marks, that nothing is to be told of them.

    They begin with a letter, have five signs or more, no blanks around them, and letters and accents in one sign.

    >>> is_plain_latin("Zo\u00eb M\u00fcller"), is_plain_latin("ZoÃ« MÃ¼ller"), is_plain_latin("Зоя Мюллер")
    (True, False, False)
    """
    return _PLAIN_LATIN.fullmatch(text) is not None and _MOJIBAKE.search(text) is None


def _spreadsheet_error(text: str) -> Oddity | None:
    if not _ERRORS.fullmatch(text):
        return None
    what = f"'{_shown(text)}' is an error of a spreadsheet"
    return Oddity(ERROR_CELL, what, "look the value up in the spreadsheet, and write it here")


def _placeholder(text: str) -> Oddity | None:
    if text not in _PLACEHOLDERS:
        return None
    return Oddity(PLACEHOLDER, f"'{text}' looks like a word of a program for no value", PLACEHOLDER.advice)


def _formula(text: str) -> Oddity | None:
    if not _FORMULA.match(text):
        return None
    forced = _FORCED_TEXT.fullmatch(text)
    hint = f"did you mean '{_shown(forced[1])}'?" if forced and forced[1] else FORMULA_TEXT.advice
    return Oddity(FORMULA_TEXT, f"'{_shown(text)}' is a formula, and stands here as a text", hint)


def _shortened_number(text: str) -> Oddity | None:
    if not _SHORTENED.fullmatch(text):
        return None
    return Oddity(LOST_DIGITS, f"'{text}' is a long number as spreadsheets shorten it", LOST_DIGITS.advice)


def _made_date(text: str) -> Oddity | None:
    if not _MADE.fullmatch(text):
        return None
    return Oddity(DATE_MADE, f"'{text}' is how spreadsheets write a date", DATE_MADE.advice)


def _web_sign(text: str) -> Oddity | None:
    found = _ENTITY.search(text) if "&" in text else None
    if found is None:
        return None
    what = f"'{found[0]}' is how web pages write a sign"
    return Oddity(GARBLED_TEXT, what, f"did you mean '{_shown(html.unescape(text))}'?")


def _wrongly_decoded(text: str) -> Oddity | None:
    meant = _meant(text)
    if not meant:
        return None
    what = f"'{_shown(text)}' was read in a wrong encoding before it came here"
    return Oddity(GARBLED_TEXT, what, f"did you mean '{_shown(meant)}'?")


def _with_hidden_sign(text: str) -> Oddity | None:
    hidden = _HIDDEN.search(text) or _JOINER_IN_WORD.search(text)
    if hidden is None and not _RIGHT_TO_LEFT.search(text):
        hidden = _DIRECTION.search(text)
    if hidden is None:
        return None
    what = f"the text has a sign that nobody sees: U+{ord(hidden[0]):04X} at position {hidden.start() + 1}"
    return Oddity(HIDDEN_SIGN, what, HIDDEN_SIGN.advice)


_OF_ALL = (_spreadsheet_error, _placeholder, _formula, _shortened_number, _made_date, _web_sign)


def _meant(text: str) -> str:
    """Read a text as UTF-8 that was taken for another encoding; empty if it is none."""
    if not _MOJIBAKE.search(text):
        return ""
    for byte_of in _CODECS:
        try:
            return bytes(byte_of[sign] for sign in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            continue
    return ""


def without_hidden_signs(text: str) -> str:
    r"""Leave out signs that nobody sees, for values that are no texts.

    >>> without_hidden_signs("\u200e1900\u200b")
    '1900'
    """
    return text if text.isascii() else _INVISIBLE.sub("", text).strip()


def id_oddity(text: str) -> str:
    """Say what makes an id look like another one; empty if nothing does.

    >>> id_oddity("sed\u043ev"), id_oddity("\ufb01n"), id_oddity("\u0441\u0435\u0434\u043e\u0432")
    ("it mixes Cyrillic 'о' with Latin letters", "'ﬁ' is another sign than 'fi'", '')
    """
    for sign in text:
        usual = unicodedata.normalize("NFKC", sign)
        if usual != unicodedata.normalize("NFC", sign):
            return f"'{sign}' is another sign than '{usual}'"
    scripts: dict[str, str] = {}
    for sign in text:
        if sign.isalpha():
            script = unicodedata.name(sign, "").partition(" ")[0]
            if script in ("LATIN", "CYRILLIC", "GREEK"):
                scripts.setdefault(script, sign)
    if "LATIN" in scripts and len(scripts) > 1:
        other = next(script for script in scripts if script != "LATIN")
        return f"it mixes {other.title()} '{scripts[other]}' with Latin letters"
    return ""


def _shown(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
