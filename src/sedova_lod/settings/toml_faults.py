"""What is wrong with the TOML of a project file, in words that do not take its grammar for known."""

from __future__ import annotations

import re
from typing import NamedTuple

from sedova_lod.errors import Fault

__all__ = ["toml_fault"]

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE_KEY = re.compile(r"[^\s\"'=#\[]*[^\sA-Za-z0-9_.\"'=#\[-][^\"'=#]*=")
_DAY_LIKE = re.compile(
    r"=\s*(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{1,2}\.? [^\W\d]+\.? \d{4})\s*(#|$)"
)
_TWICE = re.compile(r"Cannot (?:declare|mutate immutable namespace) \((.*?),?\)(?: twice)?")
_USUAL = "texts stand in quotation marks, and each key on a line of its own"


class _Plain(NamedTuple):
    what: str
    hint: str = _USUAL


_FAULTS = {
    "Invalid date or datetime": _Plain("this is no day of the calendar", "write a day that there is, as 2026-01-31"),
    "Cannot overwrite a value": _Plain("the key stands twice", "delete one of them"),
    "Duplicate inline table key": _Plain("the key stands twice", "delete one of them"),
    "Illegal character '\\n'": _Plain("the text is not closed on its line", "put a quotation mark at its end"),
    "Unterminated string": _Plain("the text is never closed", "put a quotation mark at its end"),
    "Unescaped '\\'": _Plain("a backslash stands in the text", "write '/' between folders"),
    "Invalid hex value": _Plain("a backslash stands in the text", "write '/' between folders"),
    "Expected ']]'": _Plain("the brackets ']]' that close the line are missing", "write it like [[tables]]"),
    "Expected ']'": _Plain("the bracket ']' that closes the line is missing", "write it like [dataset]"),
    "Expected '=' after a key": _Plain("no '=' follows the key", 'write it like title = "Letters"'),
    "Expected newline": _Plain("more follows than a key and its value"),
    "Unclosed array": _Plain("the list is never closed", "put ']' after its last value"),
    "Unclosed inline table": _Plain("the braces are never closed", "put '}' after the last value"),
    "Invalid initial character": _Plain("no key can begin so"),
    "Invalid statement": _Plain("this is no key, no section and no remark"),
    "Invalid value": _Plain("this is no value"),
}


def toml_fault(file: str, text: str, message: str) -> Fault:
    r"""Tell a fault of the syntax with its place.

    Args:
        file: Name of the project file.
        text: Its text.
        message: What Python's reader says.

    >>> print(toml_fault("sedova.toml", 'file = "a\\b.csv"', "Unescaped '\\' in a string (at line 1, column 11)"))
    sedova.toml:1:11: a backslash stands in the text
      hint: write '/' between folders
    """
    found = _PLACE.search(message)
    lines = text.split("\n")
    is_placed = found is not None and found[1] is not None
    line, column = (int(found[1]), int(found[2])) if found and is_placed else (len(lines), len(lines[-1]) + 1)
    plain = _plain(_PLACE.sub("", message))
    if message.startswith("Expected newline") and _DAY_LIKE.search(lines[line - 1]):
        plain = _Plain("this is no day as it is written here", "write it like 2026-01-31")
    elif _BARE_KEY.match(lines[line - 1].lstrip()):
        hint = "put names with other signs than letters, digits, '-' and '_' in quotation marks"
        plain = plain._replace(hint=hint)
    return Fault(f"{file}:{line}:{column}", plain.what, plain.hint)


def _plain(message: str) -> _Plain:
    twice = _TWICE.match(message)
    if twice:
        name = ".".join(part.strip().strip("'\"") for part in twice[1].split(","))
        return _Plain(f"the section [{name}] stands twice", "put all its keys into one")
    known = next((plain for usual, plain in _FAULTS.items() if message.startswith(usual)), None)
    return known or _Plain(f"{message[:1].lower()}{message[1:]}")
