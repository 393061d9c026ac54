"""What generated code calls for the rare cases: three-valued logic, numbers, blocks about the same subject."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

__all__ = [
    "Block",
    "Statements",
    "both",
    "compare_numbers",
    "either",
    "in_blocks_order",
    "in_order",
    "predicate_rank",
    "several",
]

Statements = tuple[tuple[str, tuple[str, ...]], ...]
"""What is said of one subject: predicate IRIs, `rdf:type` first, each with its objects in N-Triples form, sorted."""

Block = tuple[str, Statements]
"""A subject IRI and what is said of it."""

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def both(*conditions: bool | None) -> bool | None:
    """Join conditions with SPARQL's `&&`; None stands for an error.

    >>> both(None, False), both(None, True)
    (False, None)
    """
    if False in conditions:
        return False
    return None if None in conditions else True


def either(*conditions: bool | None) -> bool | None:
    """Join conditions with SPARQL's `||`; None stands for an error.

    >>> either(None, True), either(None, False)
    (True, None)
    """
    if True in conditions:
        return True
    return None if None in conditions else False


def compare_numbers(sign: str, left: str, right: str, datatypes: str) -> bool | None:
    """Compare two numbers; None if a text is no number of its datatype.

    Args:
        sign: `=`, `!=`, `<`, `<=`, `>` or `>=`.
        left: Text of the first number.
        right: Text of the second.
        datatypes: Two letters, one a number: `i` for xsd:integer, `d` for xsd:decimal.

    >>> compare_numbers("<", "9", "10.5", "id"), compare_numbers("=", "9", "nine", "ii")
    (True, None)
    """
    for text, letter in zip((left, right), datatypes, strict=True):
        if (_INTEGER if letter == "i" else _DECIMAL).fullmatch(text) is None:
            return None
    return COMPARE[sign](Decimal(left), Decimal(right)) is True


def in_order(objects: list[str]) -> tuple[str, ...]:
    """Sort objects and leave out repeated ones.

    >>> in_order(['"b"', '"a"', '"b"'])
    ('"a"', '"b"')
    """
    return tuple(sorted(set(objects)))


def several(known: str | list[str], value: str) -> list[str]:
    """Put one more object to those of a statement that are known.

    >>> several(several("<x:a>", "<x:b>"), "<x:c>")
    ['<x:a>', '<x:b>', '<x:c>']
    """
    if isinstance(known, str):
        return [known, value]
    known.append(value)
    return known


def predicate_rank(predicate: str) -> tuple[int, str]:
    """Give the place of a predicate in a block: `rdf:type`, `rdfs:label`, then by IRI."""
    if predicate == _RDF_TYPE:
        return 0, predicate
    return (1 if predicate == _RDFS_LABEL else 2), predicate


def in_blocks_order(blocks: list[Block]) -> list[Block]:
    """Sort blocks by subject, and make one of those about the same subject.

    A record's IRI is the beginning of its parts' IRIs, so its own block comes first.

    >>> in_blocks_order([("r#a", (("p", ("1",)),)), ("r", ()), ("r#a", (("p", ("0",)),))])
    [('r', ()), ('r#a', (('p', ('0', '1')),))]
    """
    if len(blocks) < 2:
        return blocks
    blocks.sort()
    if len({block[0] for block in blocks}) == len(blocks):
        return blocks
    return [_merge(subject, list(group)) for subject, group in groupby(blocks, key=itemgetter(0))]


def _merge(subject: str, blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    predicates: dict[str, tuple[str, ...]] = {}
    for _, statements in blocks:
        for predicate, objects in statements:
            known = predicates.get(predicate)
            predicates[predicate] = objects if known is None or known == objects else in_order([*known, *objects])
    return subject, tuple((predicate, predicates[predicate]) for predicate in sorted(predicates, key=predicate_rank))
