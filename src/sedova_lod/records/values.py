"""How the text of a cell becomes a typed value, or a fault with its rule, message and hint."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from sedova_lod.findings import Rule
from sedova_lod.findings.values import (
    BAD_CHOICE,
    BAD_COORDINATE,
    BAD_IRI,
    BAD_LANGUAGE,
    BAD_NUMBER,
    BAD_QID,
    WRONG_SCRIPT,
)
from sedova_lod.namespaces.authorities import AUTHORITIES
from sedova_lod.records.meant_numbers import meant_number, number_hint
from sedova_lod.records.model import Field
from sedova_lod.terms import iri_fault, is_known_language, is_language_tag, usual_language_tag

__all__ = [
    "CellValue",
    "ValueFault",
    "cell_text",
    "read_choice",
    "read_decimal",
    "read_integer",
    "read_iri",
    "read_language",
    "read_qid",
    "script_fault",
]

CellValue = str | int | float | bool | datetime.date | datetime.datetime | None

_QID = re.compile(r"Q[1-9][0-9]{0,11}")
_QID_IRI = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]{0,11})/?")
_NEARLY_QID = re.compile(r"(?:[A-Za-z]{1,10}:)?\W*[Qq]?[\W_]*0*([1-9][0-9]{0,11})\D*")
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_SCHEMES = frozenset(
    ("http", "https", "ftp", "urn", "doi", "info", "mailto", "ark", "hdl", "tag", "geo", "tel", "did", "ni")
)
_MOST_DECIMALS = 18
_LIMITS = {"latitude": 90, "longitude": 180}
_SCRIPT_OF_LANGUAGE = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), "Cyrl"),
    **dict.fromkeys(("en", "fr", "de", "es", "it", "pl", "pt", "nl", "cs", "sv", "da", "fi", "no", "tr"), "Latn"),
    "el": "Grek",
    "he": "Hebr",
    "yi": "Hebr",
    "ar": "Arab",
    "ka": "Geor",
    "hy": "Armn",
}
_TAGS = {
    "english": "en", "eng.": "en", "french": "fr", "german": "de", "italian": "it", "latin": "la", "polish": "pl",
    "russian": "ru", "spanish": "es", "ukrainian": "uk", "yiddish": "yi", "deutsch": "de", "français": "fr",
    "español": "es", "русский": "ru", "українська": "uk",
}  # fmt: skip
_UNICODE_SCRIPT = {
    "Cyrl": "CYRILLIC",
    "Latn": "LATIN",
    "Grek": "GREEK",
    "Hebr": "HEBREW",
    "Arab": "ARABIC",
    "Geor": "GEORGIAN",
    "Armn": "ARMENIAN",
}


class ValueFault(ValueError):  # noqa: N818 - a fault of the data, not an error of the program
    """Say why a text is no value of its field.

    Args:
        rule: Rule that is broken.
        message: What is wrong.
        hint: How to mend it.
    """

    def __init__(self, rule: Rule, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint


def cell_text(value: CellValue) -> str:
    """Write a typed cell as the text that a curator would have typed.

    Texts are put in Unicode form NFC, without blanks at their ends.

    >>> cell_text(1905.0), cell_text(datetime.date(1905, 5, 1)), cell_text(" Romny "), cell_text(None)
    ('1905', '1905-05-01', 'Romny', '')
    >>> cell_text(0.00001)
    '0.00001'
    """
    if isinstance(value, str):
        text = value.strip()
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else _plain_number(repr(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _plain_number(text: str) -> str:
    """Write a number without a power of ten, as spreadsheets show it."""
    return f"{Decimal(text):f}" if "e" in text else text


def read_iri(text: str) -> str:
    """Check an address.

    Raises:
        ValueFault: The text is no absolute address of the web, nor of another scheme that identifiers have.

    >>> read_iri("https://example.org/a")
    'https://example.org/a'
    """
    fault = iri_fault(text)
    scheme, _, rest = text.partition(":")
    if not fault and scheme.lower() not in _SCHEMES:
        fault = f"'{scheme}:' is no scheme of addresses"
    if fault:
        raise ValueFault(BAD_IRI, f"'{text}' is not a web address: {fault}", _iri_hint(text, scheme, rest))
    return text


def _iri_hint(text: str, scheme: str, rest: str) -> str:
    if text.startswith("www."):
        return f"did you mean 'https://{text}'?"
    known = AUTHORITIES.get(scheme.lower())
    return f"did you mean '{known.prefix}{rest}'?" if known and rest.isalnum() else "write the whole address"


def read_qid(text: str) -> str:
    """Return the QID that a text names, also when it is an address of the item.

    Raises:
        ValueFault: It names none.

    >>> read_qid("https://www.wikidata.org/wiki/Q33391")
    'Q33391'
    """
    if _QID.fullmatch(text):
        return text
    found = _QID_IRI.fullmatch(text)
    if found:
        return found[1]
    raise ValueFault(BAD_QID, f"'{text}' is not a Wikidata id", _qid_hint(text))


def _qid_hint(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    if re.fullmatch(r"(?:.*wikidata\.org/.*[:/])?P[0-9]+", text):
        return "ids with P are properties; those of people, places and things begin with Q"
    if re.fullmatch(r"(?:.*wikidata\.org/.*[:/])?L[0-9]+", text):
        return "ids with L are words of a language; those of people, places and things begin with Q"
    if "wikipedia.org/" in text:
        return "this is an article; its page names the 'Wikidata item' among the tools"
    within = re.findall(r"[=/:][Qq]([1-9][0-9]{0,11})\b", text) if "wikidata.org/" in text else []
    if len(within) == 1:
        return f"did you mean 'Q{within[0]}'?"
    meant = _NEARLY_QID.fullmatch(text)
    return f"did you mean 'Q{meant[1]}'?" if meant else "write Q and a number, such as Q33391"


def read_integer(text: str) -> str:
    """Return the canonical form of a whole number.

    >>> read_integer("007")
    '7'
    """
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        meant = meant_number(text).removesuffix(".0")
        hint = f"did you mean '{meant}'?" if re.fullmatch(r"-?[0-9]{1,18}", meant) else "write digits only, such as 12"
        raise ValueFault(BAD_NUMBER, f"'{text}' is not a whole number", hint)
    return str(int(text))


def read_decimal(text: str, field_name: str = "") -> str:
    """Return the canonical form of a decimal number; latitudes and longitudes must be on the globe.

    >>> read_decimal("30.50", "longitude"), read_decimal("-7")
    ('30.5', '-7.0')
    """
    if not _DECIMAL.fullmatch(text) or len(text) > 40:
        raise ValueFault(BAD_NUMBER, f"'{text}' is not a number", number_hint(text))
    limit = _LIMITS.get(field_name)
    if limit and abs(float(text)) > limit:
        raise ValueFault(
            BAD_COORDINATE,
            f"{field_name} {text} is not between -{limit} and {limit}",
            "check whether latitude and longitude were swapped"
            if abs(float(text)) <= 180
            else "check the decimal point",
        )
    sign = "-" if text.startswith("-") and float(text) != 0 else ""
    whole, _, decimals = text.lstrip("+-").partition(".")
    if len(decimals.rstrip("0")) > _MOST_DECIMALS:
        what = f"'{text}' has {len(decimals)} decimals, and programs read {_MOST_DECIMALS}"
        raise ValueFault(BAD_NUMBER, what, "write those that were measured: the sixth of a degree is 11 cm")
    return f"{sign}{whole.lstrip('0') or '0'}.{decimals.rstrip('0') or '0'}"


@lru_cache(maxsize=1024)
def read_language(text: str) -> str:
    """Check a language tag against the IANA registry; return it with the capitals that are usual.

    Raises:
        ValueFault: The tag is not well-formed, or one of its parts is not registered.

    Source:
        BCP 47, https://www.rfc-editor.org/info/bcp47; the registry comes with the package langcodes.

    >>> read_language("ru-Latn-alalc97"), read_language("EN")
    ('ru-Latn-alalc97', 'en')
    """
    if is_known_language(text):
        return text
    import langcodes  # noqa: PLC0415 - read only when another tag is first seen

    if not is_language_tag(text) or not langcodes.tag_is_valid(text):
        tag = _TAGS.get(text.lower())
        hint = f"did you mean '{tag}'?" if tag else "use a registered tag such as en, ru or ru-Latn"
        raise ValueFault(BAD_LANGUAGE, f"'{text}' is not a language tag", hint)
    return usual_language_tag(text)


def read_choice(text: str, field: Field) -> str:
    """Check a word against the list of its field.

    Raises:
        ValueFault: The list does not have it.
    """
    if text in field.choices:
        return text
    near = difflib.get_close_matches(text.lower(), field.choices, n=1, cutoff=0.7)
    hint = f"did you mean '{near[0]}'?" if near else f"use one of: {', '.join(field.choices)}"
    raise ValueFault(BAD_CHOICE, f"'{text}' is not in the list of words for '{field.name}'", hint)


@lru_cache(maxsize=8192)
def script_fault(text: str, language: str) -> ValueFault | None:
    """Compare the script of a text with its language tag; None if nothing speaks against it.

    >>> str(script_fault("Natalia Sedova", "ru"))
    "'Natalia Sedova' is tagged 'ru' but has no Cyrillic letter"
    >>> script_fault("Natalia Sedova", "ru-Latn") is None
    True
    """
    parts = language.split("-")
    script = next((p.title() for p in parts[1:] if len(p) == 4 and p.isalpha()), _SCRIPT_OF_LANGUAGE.get(parts[0]))
    if script is None or script not in _UNICODE_SCRIPT or (script == "Latn" and text.isascii()):
        return None
    name = _UNICODE_SCRIPT[script]
    letters = [c for c in text if c.isalpha()]
    if not letters or any(unicodedata.name(c, "").startswith(name) for c in letters):
        return None
    found = unicodedata.name(letters[0], "unknown").split()[0].title()
    guess = "Latn" if found == "Latin" else "Cyrl" if found == "Cyrillic" else ""
    if guess == "Latn":
        hint = f"use '{parts[0]}-Latn' for a transliteration"
    elif guess:
        hint = (
            'state the language of the table in sedova.toml, such as language = "ru", or of the column, such as '
            f"'name@ru'; '{parts[0]}-Cyrl' is for a transliteration"
        )
    else:
        hint = "correct the tag or the text"
    return ValueFault(WRONG_SCRIPT, f"'{text}' is tagged '{language}' but has no {name.title()} letter", hint)
