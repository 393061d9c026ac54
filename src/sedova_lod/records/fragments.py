"""Ids and fragments: what may stand in the last part of an IRI, and how values become fragments."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_ID_LENGTH", "id_fault", "slug"]

MAX_ID_LENGTH = 200
_ID = re.compile(r"[^\W_](?:[\w.\-]*[\w\-])?|_[\w\-]*")
_NOT_WORD = re.compile(r"[^\w]+|_+")


def id_fault(text: str) -> str:
    """Say what keeps a text from being an id; empty if nothing does.

    >>> id_fault("natalia-sedova"), id_fault("Седова"), id_fault("a b")
    ('', '', 'a blank at position 2')
    >>> id_fault(".x"), id_fault("T01234.1")
    ("'.' at its beginning", '')
    """
    if len(text) > MAX_ID_LENGTH:
        return f"more than {MAX_ID_LENGTH} characters"
    if _ID.fullmatch(text):
        return ""
    for position, sign in enumerate(text, start=1):
        if not (sign.isalnum() or sign in "-_." or unicodedata.category(sign) in ("Mn", "Mc")):
            return f"{_sign_name(sign)} at position {position}"
    if text.startswith("."):
        return "'.' at its beginning"
    return "'.' at its end" if text.endswith(".") else f"{text[:1]!r} at its beginning"


def _sign_name(sign: str) -> str:
    if sign.isspace():
        return "a blank"
    return repr(sign) if sign.isprintable() else f"an invisible sign (U+{ord(sign):04X})"


def slug(text: str) -> str:
    """Make a fragment or an id of a text: lower case, letters and digits of any script, hyphens.

    >>> slug("on paper, unique"), slug("Mrs Vikentiyev"), slug("Наталья Седова")
    ('on-paper-unique', 'mrs-vikentiyev', 'наталья-седова')
    """
    return _NOT_WORD.sub("-", unicodedata.normalize("NFC", text).casefold()).strip("-")
