"""Text of any script as plain Latin letters, so that names can be compared at all."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

__all__ = ["romanise"]

_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _letters_of(character: str) -> str:
    """Give the letters of one character; syllables of word signs stand apart."""
    decomposed = unicodedata.normalize("NFKD", character)
    plain = "".join(one for one in decomposed if unicodedata.category(one) not in ("Mn", "Cf"))
    if plain.isascii():
        return plain.lower()
    return _CASE.sub(" ", anyascii(character)).lower()


_LETTERS = {code: chr(code).lower() for code in range(128)}  # others are added when they are first met


def romanise(text: str) -> str:
    """Write a text in small plain Latin letters.

    Cyrillic, Greek, Arabic, Hebrew, Japanese syllables, Chinese and others are transliterated letter by letter, with
    the letters of Russian spelling before 1918 too; diacritics and invisible marks fall away.

    Args:
        text: Text in any script.

    Returns:
        Letters, digits and signs of ASCII.

    >>> romanise("Лев Сѣдовъ"), romanise("Süha Arın"), romanise("Søren Łukasz")
    ("lev sedov'", 'suha arin', 'soren lukasz')
    """
    return text.lower() if text.isascii() else _romanised(text)


@lru_cache(maxsize=2**12)
def _romanised(text: str) -> str:
    plain = text.translate(_LETTERS)
    if not plain.isascii():
        _LETTERS.update({ord(one): _letters_of(one) for one in set(plain) if not one.isascii()})
        plain = text.translate(_LETTERS)
    return plain
