"""The triples around some nodes: fetched record by record, as nodes are reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from sedova_lod.validation.locality import SUBCLASS_OF
from sedova_lod.validation.node_marks import document_of, object_mark, subject_mark
from sedova_lod.validation.rule_reach import RuleReach

__all__ = ["FarError", "NearGraph", "RecordLookup", "Triple", "marks_after", "marks_before", "read_triple"]

Triple = tuple[str, str, str]
"""A triple in N-Triples form, but for the property, of which it is the IRI."""

_LINE = re.compile(r"(<[^<>\\]*>) <([^<>\\]*)> (<[^<>\\]*>|\".*) \.")


class FarError(Exception):
    """Tell that it cannot be said surely, or not cheaply, which nodes hang together; nothing is wrong for the user."""


class RecordLookup(Protocol):
    """Find records by the nodes that they speak of."""

    def lines(self, marks: frozenset[int]) -> Iterable[str]:
        """Yield the triples of all records that have one of the marks, as lines of N-Triples, each record once.

        Raises:
            FarError: There are too many.
        """
        ...


def read_triple(line: str) -> Triple:
    """Read a triple from its line.

    Raises:
        FarError: It has blank nodes, which no address tells apart; or a class above another one, by which nodes
            are of classes that no triple of theirs names.

    >>> read_triple('<x:a> <x:p> "A . b"@en .')
    ('<x:a>', 'x:p', '"A . b"@en')
    """
    found = _LINE.fullmatch(line)
    if found is None or found[2] == SUBCLASS_OF:
        raise FarError
    return found[1], found[2], found[3]


class NearGraph:
    """Hold triples, by both their ends.

    Args:
        lines: Triples known from the beginning.
        lookup: Finds others.

    >>> class Nothing:
    ...     def lines(self, marks):
    ...         return ()
    >>> graph = NearGraph(["<x:a> <x:p> <x:b> ."], Nothing())
    >>> graph.before(["<x:b>"], RuleReach(2, None, walked=frozenset(["x:p"])))
    {'<x:a>'}
    """

    def __init__(self, lines: Iterable[str], lookup: RecordLookup) -> None:
        self._lookup = lookup
        self._asked: set[int] = set()
        self._from: dict[str, list[tuple[str, str]]] = {}
        self._to: dict[str, list[tuple[str, str]]] = {}
        self.lines: list[str] = []
        self._add(lines)

    def _add(self, lines: Iterable[str]) -> None:
        for line in lines:
            subject, predicate, value = read_triple(line)
            self.lines.append(line)
            self._from.setdefault(subject, []).append((predicate, value))
            if value[0] == "<":
                self._to.setdefault(value, []).append((predicate, subject))

    def fetch(self, marks: Iterable[int]) -> None:
        """Fetch the records that have one of some marks.

        Raises:
            FarError: There are too many, or their triples are of no use.
        """
        new = frozenset(marks) - self._asked
        if new:
            self._asked |= new
            self._add(self._lookup.lines(new))

    def has_class(self, node: str, predicate: str, classes: frozenset[str]) -> bool:
        """Say whether a node has one of some values, written as IRIs, for a property."""
        return any(name == predicate and value[1:-1] in classes for name, value in self._from.get(node, ()))

    def before(self, nodes: Iterable[str], reach: RuleReach) -> set[str]:
        """List the nodes from which a rule comes to some nodes by one triple.

        Raises:
            FarError: There may be others, for they come by the same text, not by the same node.
        """
        found: set[str] = set()
        for node in nodes:
            found.update(subject for name, subject in self._to.get(node, ()) if name in reach.walked)
            found.update(_nodes(value for name, value in self._from.get(node, ()) if name in reach.walked_back))
        return found

    def after(self, nodes: Iterable[str], reach: RuleReach) -> set[str]:
        """List the nodes to which a rule comes from some nodes by one triple.

        Raises:
            FarError: There may be others, for it goes on from a text, not from a node.
        """
        found: set[str] = set()
        for node in nodes:
            found.update(subject for name, subject in self._to.get(node, ()) if name in reach.walked_back)
            values = (value for name, value in self._from.get(node, ()) if name in reach.walked)
            found.update(_nodes(values) if reach.asked_back else (value for value in values if value[0] == "<"))
        return found


def _nodes(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        if value[0] != "<":
            raise FarError
        yield value


def marks_before(nodes: Iterable[str], reach: RuleReach) -> Iterator[int]:
    """Mark the records that hold triples by which a rule comes to some nodes.

    >>> len(list(marks_before(["<x:a#b>"], RuleReach(2, None, walked=frozenset(["x:p"])))))
    2
    """
    for document in {document_of(node[1:-1]) for node in nodes}:
        yield subject_mark(document)
        yield from (object_mark(predicate, document) for predicate in reach.walked)


def marks_after(nodes: Iterable[str], reach: RuleReach) -> Iterator[int]:
    """Mark the records that hold triples that a rule looks up from some nodes.

    >>> len(list(marks_after(["<x:a#b>"], RuleReach(2, None, frozenset(["x:p"])))))
    2
    """
    for document in {document_of(node[1:-1]) for node in nodes}:
        yield subject_mark(document)
        yield from (object_mark(predicate, document) for predicate in reach.asked_back)
