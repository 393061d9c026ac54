"""The data as a graph that paths can be walked in, to count values and to say where a nested fault lies."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from sedova_lod.validation.shape_graph import RDF, ShapeGraph, Term, term_of

__all__ = ["DataGraph"]

_Statement = tuple[str, str]
_Spans = dict[str, list[tuple[int, int]]]
_BLOCK = re.compile(r"^(\S+) .*(?:\n\1 .*)*", re.MULTILINE)
_SUBJECT = re.compile(r"<[^<>\"]*>|_:[^<>\"]+")
_LARGEST_PART = 1 / 4


class DataGraph:
    """Find the values of paths; the triples are indexed at the first question.

    Args:
        ntriples: The data.
        shapes: The shapes that the paths belong to.
    """

    def __init__(self, ntriples: str, shapes: ShapeGraph) -> None:
        self._ntriples = ntriples
        self._shapes = shapes
        self._spans: _Spans | None = None
        self._backward: dict[str, list[_Statement]] | None = None
        self._is_usual = "\\u" not in ntriples and "\\U" not in ntriples
        self._dataset: ox.Dataset | None = None

    def values(self, start: Term, path: Term) -> list[Term]:
        """List the distinct values of a path from a node.

        >>> graph = DataGraph("<x:a> <x:p> <x:b> .", ShapeGraph(""))
        >>> [v.value for v in graph.values(ox.NamedNode("x:a"), ox.NamedNode("x:p"))]
        ['x:b']
        """
        return sorted(self._step([start], path, is_inverse=False), key=str)

    def around(self, nodes: Iterable[str]) -> str | None:
        r"""Give the triples of some nodes and of all nodes that they lead to.

        Args:
            nodes: Terms in N-Triples form.

        Returns:
            N-Triples; None if it cannot be told without reading all, or if it is no small part of the data.

        >>> others = "".join(f"<x:{i}> <x:p> <x:a> .\n" for i in range(9))
        >>> graph = DataGraph(f"<x:a> <x:p> <x:b> .\n<x:b> <x:p> <x:c> .\n{others}", ShapeGraph(""))
        >>> graph.around(["<x:a>"])
        '<x:a> <x:p> <x:b> .\n<x:b> <x:p> <x:c> .\n'
        """
        spans = self._subject_spans()
        most = len(spans) * _LARGEST_PART
        found = dict.fromkeys(node for node in nodes if node in spans)
        front = list(found)
        while front and len(found) <= most:
            statements = self._forward_statements(front.pop())
            if statements is None:
                return None
            new = {value for _, value in statements if value in spans and value not in found}
            found.update(dict.fromkeys(new))
            front.extend(new)
        if not self._is_usual or len(found) > most:
            return None
        return "".join(f"{self._ntriples[first:last]}\n" for node in found for first, last in spans[node])

    def _step(self, starts: Iterable[Term], path: Term, *, is_inverse: bool) -> set[Term]:
        if isinstance(path, ox.NamedNode):
            return {v for s in starts for v in self._neighbours(s, path, is_inverse=is_inverse)}
        node = str(path)
        if self._shapes.objects(node, f"{RDF}first"):
            found = set(starts)
            members = self._shapes.members(path)
            for part in reversed(members) if is_inverse else members:
                found = self._step(found, part, is_inverse=is_inverse)
            return found
        if inner := self._shapes.objects(node, "alternativePath"):
            return {v for p in self._shapes.members(inner[0]) for v in self._step(starts, p, is_inverse=is_inverse)}
        if inner := self._shapes.objects(node, "inversePath"):
            return self._step(starts, inner[0], is_inverse=not is_inverse)
        return self._repeated(set(starts), node, is_inverse=is_inverse)

    def _repeated(self, starts: set[Term], node: str, *, is_inverse: bool) -> set[Term]:
        if inner := self._shapes.objects(node, "zeroOrOnePath"):
            return starts | self._step(starts, inner[0], is_inverse=is_inverse)
        inner = self._shapes.objects(node, "zeroOrMorePath")
        found = set(starts) if inner else set()
        inner = inner or self._shapes.objects(node, "oneOrMorePath")
        front = starts
        while inner and front:
            front = self._step(front, inner[0], is_inverse=is_inverse) - found
            found |= front
        return found

    def _neighbours(self, node: Term, predicate: ox.NamedNode, *, is_inverse: bool) -> Iterable[Term]:
        """Look into the lines of the text: far quicker than to make a set of all triples as terms."""
        look = self._backward_statements if is_inverse else self._forward_statements
        # One literal can be written in several ways.
        statements = None if isinstance(node, ox.Literal) else look(str(node))
        if statements is None:
            yield from self._neighbours_in_dataset(node, predicate, is_inverse=is_inverse)
            return
        wanted = str(predicate)
        for name, value in statements:
            if name == wanted and not value.startswith("<<"):
                yield term_of(value)

    def _forward_statements(self, node: str) -> list[_Statement] | None:
        """List predicate and object of each triple of a node; None if lines are not written in the usual form."""
        spans = self._subject_spans()
        lines = [line for first, last in spans.get(node, ()) for line in self._ntriples[first:last].split("\n")]
        found = _split(lines)
        self._is_usual = self._is_usual and found is not None
        return [(name, value) for _, name, value in found] if self._is_usual and found is not None else None

    def _backward_statements(self, node: str) -> list[_Statement] | None:
        """List predicate and subject of each triple that has a node as its object; None as above."""
        if self._backward is None:
            lines = _split(self._ntriples.split("\n")) if self._is_usual else None
            self._is_usual = lines is not None
            self._backward = {}
            for subject, name, value in lines or ():
                self._backward.setdefault(value, []).append((name, subject))
        return self._backward.get(node, []) if self._is_usual else None

    def _subject_spans(self) -> _Spans:
        """Find where the lines of each subject stand; nothing if they are not written in the usual form."""
        if self._spans is None:
            spans = _spans_of(self._ntriples) if self._is_usual else None
            self._is_usual = spans is not None
            self._spans = spans or {}
        return self._spans

    def _neighbours_in_dataset(self, node: Term, predicate: ox.NamedNode, *, is_inverse: bool) -> Iterable[Term]:
        if self._dataset is None:
            self._dataset = ox.Dataset(ox.parse(self._ntriples, format=ox.RdfFormat.N_TRIPLES))
        if is_inverse:
            for quad in self._dataset.quads_for_object(node):
                if quad.predicate == predicate and not isinstance(quad.subject, ox.Triple):
                    yield quad.subject
        elif not isinstance(node, ox.Literal):
            for quad in self._dataset.quads_for_subject(node):
                if quad.predicate == predicate and not isinstance(quad.object, ox.Triple):
                    yield quad.object


def _spans_of(ntriples: str) -> _Spans | None:
    """Find the lines of each subject, if each line begins with one in the usual form."""
    spans: _Spans = {}
    end = 0
    for block in _BLOCK.finditer(ntriples):
        if not ntriples[end : block.start()].isspace() and block.start() > end:
            return None
        end = block.end()
        spans.setdefault(block[1], []).append(block.span())
    is_usual = not ntriples[end:].strip() and all(map(_SUBJECT.fullmatch, spans))
    return spans if is_usual else None


def _split(lines: Iterable[str]) -> list[tuple[str, str, str]] | None:
    """Split triples, if each has a line of its own in the usual form; else give nothing."""
    found = []
    for line in lines:
        subject, _, rest = line.partition(" ")
        name, _, value = rest.partition(" ")
        if value[-2:] == " ." and name[:1] == "<" and name[-1:] == ">" and subject[:1] in "<_":
            found.append((subject, name, value[:-2]))
        elif line:
            return None
    return found
