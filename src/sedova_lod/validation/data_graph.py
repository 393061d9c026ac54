"""The data as a graph that paths can be walked in, to count values and to say where a nested fault lies."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from sedova_lod.validation.shape_graph import RDF, ShapeGraph, Term, term_of

__all__ = ["DataGraph"]

_Line = tuple[str, str, str]


class DataGraph:
    """Find the values of paths; the triples are indexed at the first question.

    Args:
        ntriples: The data.
        shapes: The shapes that the paths belong to.
    """

    def __init__(self, ntriples: str, shapes: ShapeGraph) -> None:
        self._ntriples = ntriples
        self._shapes = shapes
        self._lines: list[_Line] | None = None
        self._forward: dict[str, list[_Line]] = {}
        self._backward: dict[str, list[_Line]] = {}
        self._dataset: ox.Dataset | None = None

    def values(self, start: Term, path: Term) -> list[Term]:
        """List the distinct values of a path from a node.

        >>> graph = DataGraph("<x:a> <x:p> <x:b> .", ShapeGraph(""))
        >>> [v.value for v in graph.values(ox.NamedNode("x:a"), ox.NamedNode("x:p"))]
        ['x:b']
        """
        return sorted(self._step([start], path, is_inverse=False), key=str)

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
        """Look into an index of lines: far quicker to make than a set of all triples as terms."""
        if self._lines is None:
            self._lines = _split(self._ntriples)
            for line in self._lines:
                self._forward.setdefault(line[0], []).append(line)
        if not self._lines or isinstance(node, ox.Literal):  # one literal can be written in several ways
            yield from self._neighbours_in_dataset(node, predicate, is_inverse=is_inverse)
            return
        if is_inverse and not self._backward:
            for line in self._lines:
                self._backward.setdefault(line[2], []).append(line)
        wanted = str(predicate)
        for subject, name, value in (self._backward if is_inverse else self._forward).get(str(node), ()):
            if name == wanted and not value.startswith("<<"):
                yield term_of(subject if is_inverse else value)

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


def _split(ntriples: str) -> list[_Line]:
    """Split the triples, if each has a line of its own in the usual form and no name is escaped; else give nothing."""
    if "\\u" in ntriples or "\\U" in ntriples:
        return []
    lines = []
    for line in ntriples.split("\n"):
        subject, _, rest = line.partition(" ")
        name, _, value = rest.partition(" ")
        if value[-2:] == " ." and name[:1] == "<" and name[-1:] == ">" and subject[:1] in "<_":
            lines.append((subject, name, value[:-2]))
        elif line:
            return []
    return lines
