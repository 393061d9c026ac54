"""What is wrong with a query, told by line and column, with what can be done."""

from __future__ import annotations

import re
from typing import NamedTuple

from sedova_lod.namespaces import PREFIXES
from sedova_lod.triplestore.query_text import place_of, update_word

__all__ = ["QueryFault", "explain_fault"]

_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_PREFIX_BEFORE = re.compile(r"([\w.-]*):(?:[\w.:%-]|\\.)*$")
_CLASS = re.compile(r"\[[^\]]*\]|\['\['\]")
_MOST_EXPECTED = 6


class QueryFault(NamedTuple):
    """Describe a fault of a query.

    Args:
        line: Line, from 1; 0 if it is not known.
        column: Column, from 1.
        what: What is wrong.
        hint: What can be done; empty if nothing is known.
    """

    line: int
    column: int
    what: str
    hint: str = ""


def explain_fault(text: str, message: str, *, is_update: bool = False) -> QueryFault:
    """Turn the message of the parser into one for people.

    Args:
        text: The query.
        message: What the parser says.
        is_update: Whether it was to be an update.

    >>> fault = explain_fault("SELECT * { ?s schema:name ?o }", "error at 1:26: expected one of Prefix not found, [_]")
    >>> fault.line, fault.column, fault.what
    (1, 15, "the prefix 'schema:' is not declared")
    >>> fault.hint
    'add PREFIX schema: <http://schema.org/>'
    """
    word = None if is_update else update_word(text)
    if word is not None:
        line, column = text.count("\n", 0, word.start) + 1, word.start - text.rfind("\n", 0, word.start)
        what = f"'{word.text}' begins an update, which changes data; this takes only queries, which read them"
        return QueryFault(line, column, what, "ask with SELECT, ASK, CONSTRUCT or DESCRIBE")
    found = _PLACE.match(message)
    if found is None:
        return QueryFault(0, 0, " ".join(message.split())[:300])
    line, column = int(found[1]), int(found[2])
    position = place_of(text, line, column)
    if "Prefix not found" in found[3]:
        return _unknown_prefix(text, position)
    return QueryFault(line, column, _unreadable(text, position), _expected(found[3]))


def _unknown_prefix(text: str, position: int) -> QueryFault:
    before = _PREFIX_BEFORE.search(text[:position])
    start = before.start() if before else position
    prefix = before[1] if before else ""
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    space = PREFIXES.get(prefix, "https://...")
    return QueryFault(line, column, f"the prefix '{prefix}:' is not declared", f"add PREFIX {prefix}: <{space}>")


def _unreadable(text: str, position: int) -> str:
    rest = text[position:].lstrip()
    if not rest:
        return "the query ends too early"
    word = re.match(r"\w+|\S", rest)
    return f"'{word.group() if word else rest[0]}' cannot stand here"


def _expected(names: str) -> str:
    """Name the words that could stand there; where names or numbers could too, they say nothing."""
    words = [name.strip().strip('"') for name in _CLASS.sub("", names).split(",")]
    words = [word for word in dict.fromkeys(words) if word and " " not in word and "\\" not in word]
    has_others = any(found != "[_]" for found in _CLASS.findall(names))
    if 0 < len(words) <= _MOST_EXPECTED and not has_others:
        return f"expected here: {' '.join(words)}"
    return "look just before this place: a bracket, a full stop or a quotation mark may be missing"
