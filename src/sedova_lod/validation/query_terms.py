"""Which terms a SPARQL query names: no triple without one of them as property or class can matter to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sedova_lod.validation.shape_graph import RDF

__all__ = ["QueryTerms", "Token", "iri_of", "prefixes_of", "read_tokens", "terms_of_query"]

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<text>(?:\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:@[\w-]+)?)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<blank>_:[\w.-]*\w)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)
    |(?P<number>[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)
_TERMS = frozenset(("text", "iri", "variable", "blank", "name", "number", "a"))
_OPENINGS = _TERMS | frozenset("([")
_ENDS = _TERMS | frozenset(";])*+")
_STEPS = frozenset(("iri", "name", "a", "^", "("))
_NAMES = frozenset(("iri", "name", "a"))


class Token(NamedTuple):
    """Hold one token of a query: its kind, which for signs is the sign itself, and its text."""

    kind: str
    text: str


class QueryTerms(NamedTuple):
    """Hold what a query names.

    Args:
        iris: The IRIs.
        is_open: Whether it may ask for triples that have none of them.
    """

    iris: frozenset[str]
    is_open: bool


@lru_cache(maxsize=256)
def terms_of_query(query: str) -> QueryTerms:
    """List the IRIs that a query names.

    >>> sorted(terms_of_query("PREFIX x: <http://x/> SELECT $this { $this x:p/^x:q ?v . ?v x:r 1 ; x:s 2 }").iris)[1:]
    ['http://x/p', 'http://x/q', 'http://x/r', 'http://x/s']
    >>> terms_of_query("SELECT $this { $this ?property ?value }").is_open
    True
    """
    tokens = list(read_tokens(query))
    body = next((i for i, token in enumerate(tokens) if token.text == "{"), len(tokens))
    has_base = any(token.text.upper() == "BASE" for token in tokens[:body])
    prefixes = prefixes_of(tokens[:body])
    found = frozenset(iri_of(token, prefixes) for token in tokens if token.kind in _NAMES)
    return QueryTerms(found, has_base or _is_open(tokens[body:]))


def read_tokens(query: str) -> Iterator[Token]:
    """Take a query apart; a bracket that closes an expression is told from one that closes a path.

    >>> [token.kind for token in read_tokens("{ ?x a <x:C> }")]
    ['{', 'variable', 'a', 'iri', '}']
    """
    brackets: list[str] = []
    before = ""
    for found in _TOKEN.finditer(query):
        kind, text = str(found.lastgroup), found.group()
        if kind == "comment":
            continue
        if kind == "sign" or text == "a":
            kind = text
        if text == "(":
            brackets.append(before)
        elif text == ")" and brackets and brackets.pop() in ("word", "name"):
            kind = "end of expression"
        before = kind
        yield Token(kind, text)


def prefixes_of(prologue: Sequence[Token]) -> dict[str, str]:
    """List the namespaces that stand before a query, by prefix.

    >>> prefixes_of(list(read_tokens("PREFIX x: <http://x/>")))
    {'x': 'http://x/'}
    """
    pairs = pairwise(prologue)
    return {one.text[:-1]: two.text[1:-1] for one, two in pairs if (one.kind, two.kind) == ("name", "iri")}


def iri_of(token: Token, prefixes: Mapping[str, str]) -> str:
    """Give the IRI that a token names: in full, by its prefix, or as `a`.

    >>> iri_of(Token("name", "x:p"), {"x": "http://x/"})
    'http://x/p'
    """
    if token.kind == "iri":
        return token.text[1:-1]
    if token.kind == "a":
        return f"{RDF}type"
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local)


def _is_open(tokens: Sequence[Token]) -> bool:
    """Look for a variable as property, for a path of all but some properties, and for one that may have no length."""
    kinds = ["", *(token.kind for token in tokens), "", ""]
    return any(
        _is_open_at(before, kind, after, further)
        for before, kind, after, further in zip(kinds, kinds[1:], kinds[2:], kinds[3:], strict=False)
    )


def _is_open_at(before: str, kind: str, after: str, further: str) -> bool:
    if kind == "variable":
        return before in _ENDS and after in _OPENINGS
    if kind == "!":
        return after in _STEPS and (after != "(" or further in _STEPS)
    return kind in ("*", "?") and before in ("iri", "name", "a", ")")
