"""Cells of rejects files: made inert for spreadsheet programs when written, and as they were when read again."""

from __future__ import annotations

import re

__all__ = ["inert_cell", "plain_cell"]

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def inert_cell(text: str) -> str:
    r"""Put an apostrophe before a text that a spreadsheet program would take for a formula.

    >>> inert_cell('=HYPERLINK("http://example.org")'), inert_cell("-99.13"), inert_cell("Romny")
    ('\'=HYPERLINK("http://example.org")', '-99.13', 'Romny')
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def plain_cell(text: str) -> str:
    """Take away the apostrophe that `inert_cell` put there.

    >>> plain_cell(inert_cell("=1+1")), plain_cell(inert_cell("'=1+1")), plain_cell("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
