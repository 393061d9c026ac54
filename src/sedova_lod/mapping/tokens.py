"""Tokens: the words of a mapping query, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

__all__ = ["Place", "SyntaxFault", "Token", "read_tokens"]

_LETTERS = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_JOINING = "\u00b7\u0300-\u036f\u203f-\u2040"
_SPECIAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_NUMBER = r"[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"


@cache
def _token(*, is_ascii: bool) -> re.Pattern[str]:
    """Compile what a token is; where there is nothing but ASCII, that takes a tenth of the time."""
    base = "A-Za-z" if is_ascii else f"A-Za-z{_LETTERS}"
    word = f"{base}_0-9" if is_ascii else f"{base}_0-9{_JOINING}"
    prefix = f"(?:[{base}](?:[{word}.-]*[{word}-])?)?"
    local = f"(?:(?:[{base}_0-9:]|{_SPECIAL})(?:(?:[{word}.:-]|{_SPECIAL})*(?:[{word}:-]|{_SPECIAL}))?)?"
    return re.compile(
        r"(?P<blank>[ \t\r\n]+|\#[^\r\n]*)"
        r'|(?P<iri><[^\x00-\x20<>"{}|^`\\]*>)'
        rf"|(?P<blank_node>_:[{word}.-]*)"
        rf"|(?P<name>{prefix}:{local})"
        rf"|(?P<variable>[?$][{base}_0-9][{word}]*)"
        r'|(?P<string>"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""'
        r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
        r'|"(?:[^"\\\r\n]|\\.)*"'
        r"|'(?:[^'\\\r\n]|\\.)*')"
        r"|(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
        rf"|(?P<number>{_NUMBER})"
        r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
        r"|(?P<sign>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].,;=<>!/|*+?^-])",
        re.DOTALL,
    )


_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class Place(NamedTuple):
    """Point into a query: line and column, both from 1."""

    line: int
    column: int


class Token(NamedTuple):
    """Hold one word of a query.

    Args:
        sort: `iri`, `name` (a CURIE), `variable`, `string`, `language`, `number`, `word`, `sign`, `blank_node`, `end`.
        text: What it says: an IRI without brackets, a variable without its sign, a string without quotes.
        place: Where it begins.
    """

    sort: str
    text: str
    place: Place

    def is_word(self, *words: str) -> bool:
        """Say whether it is one of some keywords, in any case."""
        return self.sort == "word" and self.text.upper() in words

    def is_sign(self, *signs: str) -> bool:
        """Say whether it is one of some punctuation signs."""
        return self.sort == "sign" and self.text in signs


class SyntaxFault(Exception):  # noqa: N818 - a fault of the user's file, not an error of the program
    """Stop the reading of one query at a place that cannot be understood.

    >>> str(SyntaxFault(Place(1, 8), "'}' is missing"))
    "'}' is missing"
    """

    def __init__(self, place: Place, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.place = place
        self.what = what
        self.hint = hint


def read_tokens(text: str) -> list[Token]:
    """Split a query into tokens; the last one has the sort `end`.

    Raises:
        SyntaxFault: A character cannot begin a token, or a string has a bad escape.

    >>> [(t.sort, t.text) for t in read_tokens("?x a rec:Person .")][:3]
    [('variable', 'x'), ('word', 'a'), ('name', 'rec:Person')]
    """
    return list(_iter_tokens(text))


def _iter_tokens(text: str) -> Iterator[Token]:
    position, line, start = 0, 1, 0
    token = _token(is_ascii=text.isascii())
    while position < len(text):
        found = token.match(text, position)
        place = Place(line, position - start + 1)
        if found is None:
            raise _unreadable(text, position, place)
        sort, value = found.lastgroup or "", found.group()
        if sort != "blank":
            yield Token(sort, _content(sort, value, place), place)
        breaks = value.count("\n")
        if breaks:
            line += breaks
            start = position + value.rindex("\n") + 1
        position = found.end()
    yield Token("end", "", Place(line, position - start + 1))


def _unreadable(text: str, position: int, place: Place) -> SyntaxFault:
    sign = text[position]
    if sign in "\"'":
        return SyntaxFault(place, "a string is not closed", 'a string of several lines stands in """three quotes"""')
    return SyntaxFault(place, f"{sign!r} cannot stand here")


def _content(sort: str, text: str, place: Place) -> str:
    if sort == "iri":
        return text[1:-1]
    if sort in ("variable", "language"):
        return text[1:]
    if sort == "name":
        return re.sub(r"\\(.)", r"\1", text)
    if sort == "string":
        quotes = 3 if text[:3] in ('"""', "'''") and len(text) > 5 else 1
        return _unescape(text[quotes:-quotes], place)
    return text


def _unescape(text: str, place: Place) -> str:
    for found in _ESCAPE.finditer(text):
        if found[1] not in _ESCAPED:
            hint = "write the character itself" if found[1] in "uU" else r"write '\\' for a backslash"
            raise SyntaxFault(place, rf"the escape '\{found[1]}' is not supported", hint)
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text)
