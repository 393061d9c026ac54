"""Text from the users' tables made safe for what it is shown in: a terminal, a spreadsheet, XML."""

from __future__ import annotations

import re

__all__ = ["guard_cell", "shorten", "to_unicode", "to_xml", "visible"]

_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def visible(text: str) -> str:
    r"""Show line breaks as `⏎`, and signs that would steer a terminal or hide or turn text as their code.

    >>> visible("two\nlines"), visible("\x1b[31m"), visible("abc\u202ecba")
    ('two⏎lines', '\\x1b[31m', 'abc\\u202ecba')
    """
    if text.isprintable():
        return text
    return _HIDDEN.sub(_escape, _LINE_ENDS.sub("⏎", text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def shorten(text: str, most: int) -> str:
    """Cut a long text, and say how long it was.

    >>> shorten("Romny", 10), shorten("Natalia Sedova", 7)
    ('Romny', 'Natalia… (14 signs)')
    """
    if len(text) <= most:
        return text
    length = f"{len(text):,}".replace(",", " ")
    return f"{text[:most]}… ({length} signs)"


def to_unicode(text: str) -> str:
    r"""Replace what cannot be written as UTF-8: halves of surrogate pairs, from damaged files.

    >>> to_unicode("a\udc80") == "a\ufffd"
    True
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def to_xml(text: str) -> str:
    r"""Replace what XML cannot hold: control characters and halves of surrogate pairs.

    >>> to_xml("a\x00b") == "a\ufffdb"
    True
    """
    return _NOT_XML.sub("\ufffd", text)


def guard_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Source:
        OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection

    >>> guard_cell("=1+1"), guard_cell("Romny")
    ("'=1+1", 'Romny')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
