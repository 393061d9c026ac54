"""Shapes over the data as a whole: what a focus node's shapes can ask for is fetched from a store, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pyoxigraph as ox

from sedova_lod.validation.data_graph import DataGraph
from sedova_lod.validation.fast import FastValidator
from sedova_lod.validation.locality import LISTS, PAIRS, SUBCLASS_OF, WideShapes, without_targets
from sedova_lod.validation.results import SHACL, Result
from sedova_lod.validation.shape_graph import RDF, ShapeGraph, Term

__all__ = ["WideValidator", "with_subclasses"]

_BATCH_NODES = 500
_TYPE = ox.NamedNode(f"{RDF}type")
_SUBCLASS_OF = ox.NamedNode(SUBCLASS_OF)
_ASKER = "urn:sedova-lod:wide"
_MARK = "urn:sedova-lod:wide:"
_INNER = ("node", "not", "qualifiedValueShape", "property")


def with_subclasses(store: ox.Store, classes: Sequence[str]) -> list[str]:
    """List classes with all that lie below them in the data.

    >>> store = ox.Store()
    >>> store.extend([ox.Quad(ox.NamedNode("x:City"), _SUBCLASS_OF, ox.NamedNode("x:Place"))])
    >>> with_subclasses(store, ["x:Place"])
    ['x:City', 'x:Place']
    """
    found = set(classes)
    front = list(classes)
    while front:
        for quad in store.quads_for_pattern(None, _SUBCLASS_OF, ox.NamedNode(front.pop()), None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in found:
                found.add(quad.subject.value)
                front.append(quad.subject.value)
    return sorted(found)


class WideValidator:
    """Check the shapes that look further than one record, with bounded memory and the results of the whole graph.

    An engine that checks a node only ever looks up a path, a class or a property that the node's shapes name. So the
    triples that answer these lookups are all that it needs. Focus nodes are named to it one by one, so that it takes no
    others for some because the triples at hand happen to fit.

    Args:
        wide: The shapes.
    """

    def __init__(self, wide: WideShapes) -> None:
        self._graph = ShapeGraph(wide.shapes.core)
        self._marks = {shape: f"{_MARK}{number}" for number, shape in enumerate(wide.tops)}
        marked = (f"{shape} <{SHACL}targetObjectsOf> <{mark}> .\n" for shape, mark in self._marks.items())
        core = without_targets(wide.shapes.core, self._graph, (*wide.tops, *wide.of_classes)) + "".join(marked)
        self._validator = FastValidator(replace(wide.shapes, core=core))
        self._asked_of: dict[str, _Asked] = {}

    def results(self, store: ox.Store) -> Iterator[Result]:
        """Yield the results for the data in a store, in the order of focus nodes."""
        found = self._focus_nodes(store)
        ordered = sorted(found)
        for start in range(0, len(ordered), _BATCH_NODES):
            reached = _Reached(store, self._graph, self._asked_of)
            for name in ordered[start : start + _BATCH_NODES]:
                node, shapes = found[name]
                reached.ask(node, shapes)
                reached.lines.update((f"<{_ASKER}> <{self._marks[shape]}> {name} .\n", None) for shape in shapes)
            yield from self._validator.validate_graph("".join(reached.lines))

    def _focus_nodes(self, store: ox.Store) -> dict[str, tuple[Term, list[str]]]:
        found: dict[str, tuple[Term, list[str]]] = {}
        for shape in self._marks:
            for node in self._targets(store, shape):
                shapes = found.setdefault(str(node), (node, []))[1]
                if shapes[-1:] != [shape]:
                    shapes.append(shape)
        return found

    def _targets(self, store: ox.Store, shape: str) -> Iterator[Term]:
        graph = self._graph
        yield from graph.objects(shape, "targetNode")
        classes = [c.value for c in graph.objects(shape, "targetClass")]
        classes += [shape[1:-1] for c in graph.objects(shape, f"{RDF}type") if graph.is_target(f"{RDF}type", str(c))]
        for name in with_subclasses(store, classes):
            yield from _terms(q.subject for q in store.quads_for_pattern(None, _TYPE, ox.NamedNode(name), None))
        for path in _names(graph.objects(shape, "targetSubjectsOf")):
            yield from _terms(q.subject for q in store.quads_for_pattern(None, path, None, None))
        for path in _names(graph.objects(shape, "targetObjectsOf")):
            yield from _terms(q.object for q in store.quads_for_pattern(None, path, None, None))


def _terms(found: Iterable[object]) -> Iterator[Term]:
    return (term for term in found if isinstance(term, ox.NamedNode | ox.BlankNode | ox.Literal))


def _names(found: Iterable[Term]) -> Iterator[ox.NamedNode]:
    return (term for term in found if isinstance(term, ox.NamedNode))


class _Asked(NamedTuple):
    """Hold what a shape asks of a node.

    Args:
        path: Path to the values that are checked; None for the node itself.
        pairs: Properties that are compared with the values.
        is_closed: Whether the values may have no other properties.
        has_class: Whether the values must be of a class.
        inner: Shapes that the values are checked with; those of siblings too, which they may have to fail.
    """

    path: Term | None
    pairs: tuple[ox.NamedNode, ...]
    is_closed: bool
    has_class: bool
    inner: tuple[str, ...]

    @classmethod
    def of(cls, graph: ShapeGraph, shape: str) -> _Asked:
        """Read it from the shapes."""
        pairs = tuple(path for name in PAIRS for path in _names(graph.objects(shape, name)))
        is_closed, has_class = (bool(graph.objects(shape, name)) for name in ("closed", "class"))
        return cls(graph.path(shape), pairs, is_closed, has_class, tuple(_inner_shapes(graph, shape)))


def _inner_shapes(graph: ShapeGraph, shape: str) -> Iterator[str]:
    for name in LISTS:
        yield from (str(member) for head in graph.objects(shape, name) for member in graph.members(head))
    for name in _INNER:
        yield from (str(value) for value in graph.objects(shape, name))
    if graph.objects(shape, "qualifiedValueShapesDisjoint"):
        for parent in graph.holders(shape, "property"):
            for sibling in graph.objects(parent, "property"):
                yield from (str(value) for value in graph.objects(str(sibling), "qualifiedValueShape"))


class _Reached(DataGraph):
    """Walk through a store, and keep the triples that were met."""

    def __init__(self, store: ox.Store, shapes: ShapeGraph, asked_of: dict[str, _Asked]) -> None:
        super().__init__("", shapes)
        self._store = store
        self._graph = shapes
        self._asked_of = asked_of
        self._asked: dict[tuple[Term, ox.NamedNode | None, bool], list[Term]] = {}
        self._seen: set[tuple[str, str]] = set()
        self.lines: dict[str, None] = {}

    def ask(self, node: Term, shapes: Iterable[str]) -> None:
        """Keep what the shapes can ask of a node, and of all nodes to which they lead."""
        front = [(shape, node) for shape in shapes]
        while front:
            shape, one = front.pop()
            if (shape, str(one)) in self._seen:
                continue
            self._seen.add((shape, str(one)))
            asked = self._asked_of.get(shape)
            if asked is None:
                asked = self._asked_of[shape] = _Asked.of(self._graph, shape)
            values = [one] if asked.path is None else self.values(one, asked.path)
            self._ask_properties(asked, one, values)
            front.extend((inner, value) for inner in asked.inner for value in values)

    def _ask_properties(self, asked: _Asked, node: Term, values: Iterable[Term]) -> None:
        for path in asked.pairs:
            self._neighbours(node, path, is_inverse=False)
        for value in values:
            if asked.is_closed:
                self._neighbours(value, None, is_inverse=False)
            if asked.has_class:
                self._ask_classes(value)

    def _ask_classes(self, node: Term) -> None:
        front = list(self._neighbours(node, _TYPE, is_inverse=False))
        seen: set[str] = set()
        while front:
            above = front.pop()
            if str(above) not in seen:
                seen.add(str(above))
                front.extend(self._neighbours(above, _SUBCLASS_OF, is_inverse=False))

    def _neighbours(self, node: Term, predicate: ox.NamedNode | None, *, is_inverse: bool) -> list[Term]:
        key = (node, predicate, is_inverse)
        if key not in self._asked:
            self._asked[key] = list(self._fetched(node, predicate, is_inverse=is_inverse))
        return self._asked[key]

    def _fetched(self, node: Term, predicate: ox.NamedNode | None, *, is_inverse: bool) -> Iterator[Term]:
        if isinstance(node, ox.Literal) and not is_inverse:
            return
        subject = None if is_inverse or isinstance(node, ox.Literal) else node
        for quad in self._store.quads_for_pattern(subject, predicate, node if is_inverse else None, None):
            self.lines[f"{quad.triple} .\n"] = None
            yield from _terms([quad.subject if is_inverse else quad.object])
