"""Which shapes can be checked record by record, and which need all the data: judged before any record is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import BLANK, RDF, ShapeGraph, Term

if TYPE_CHECKING:
    from sedova_lod.mapping import Mapping

__all__ = [
    "LISTS",
    "PAIRS",
    "SUBCLASS_OF",
    "Reach",
    "ShapeVocabulary",
    "WideShapes",
    "asks_siblings",
    "divide_by_reach",
    "mentioned_terms",
    "reach_of",
    "referring_properties",
    "shapes_of_own_triples",
    "target_shapes",
    "vocabulary_of",
    "without_targets",
]

SUBCLASS_OF = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_TYPE = f"{RDF}type"
PAIRS = ("equals", "disjoint", "lessThan", "lessThanOrEquals")
LISTS = ("and", "or", "xone")
_INNER = ("node", "not", "qualifiedValueShape", "property")


class Reach(NamedTuple):
    """Say what is known of all records before they are read.

    Args:
        leading_out: Predicates whose objects may lie outside the record.
        unsure_classes: Classes that a record of a known kind and category has or has not.
        is_open: Whether classes may come from the records' values, or have classes above them in the data.
    """

    leading_out: frozenset[str]
    unsure_classes: frozenset[str] = frozenset()
    is_open: bool = False


class WideShapes(NamedTuple):
    """Hold the shapes that are checked over the data as a whole.

    Args:
        shapes: All shapes; only those that look further have targets.
        tops: These shapes, in N-Triples form, but for those of `of_classes`.
        of_classes: Those that ask nothing of other records but their classes.
        terms: Properties and classes that they mention: no other triples matter to them.
        is_whole: Whether they need every triple nevertheless.
    """

    shapes: ShapeSet
    tops: tuple[str, ...]
    of_classes: tuple[str, ...]
    terms: frozenset[str]
    is_whole: bool


def reach_of(mapping: Mapping) -> Reach:
    """Ask a mapping what its records can lead to.

    >>> from sedova_lod.mapping import load_profiles
    >>> from sedova_lod.records import KINDS
    >>> mapping = load_profiles(["schema_org"], {kind.name: kind.schema for kind in KINDS.values()})
    >>> "http://schema.org/parent" in reach_of(mapping).leading_out
    True
    """
    unsure = mapping.unsure_classes()
    has_classes_above = SUBCLASS_OF in mapping.predicates()
    return Reach(mapping.leading_out(), unsure.classes, unsure.is_open or has_classes_above)


def target_shapes(graph: ShapeGraph) -> list[str]:
    """List the shapes that have focus nodes of their own, in N-Triples form."""
    return sorted(subject for subject in graph.subjects() if _has_target(graph, subject))


def _has_target(graph: ShapeGraph, subject: str) -> bool:
    is_off = any(o.value == "true" for o in graph.objects(subject, "deactivated"))
    return not is_off and any(
        graph.is_target(predicate, str(value))
        for predicate in graph.predicates(subject)
        for value in graph.objects(subject, predicate)
    )


def divide_by_reach(shapes: ShapeSet, reach: Reach) -> tuple[ShapeSet, WideShapes | None]:
    """Part the shapes that one record and the classes of its neighbours suffice for from those that look further.

    Args:
        shapes: The shapes.
        reach: What is known of the records.

    Returns:
        The shapes for records one by one, and the others, if there are any.
    """
    graph = ShapeGraph(shapes.core)
    tops = target_shapes(graph)
    wide = tuple(top for top in tops if not _Judge(graph, reach, is_ours=top in shapes.ours).is_local(top))
    if not wide:
        return shapes, None
    near = without_targets(shapes.core, graph, wide)
    far = without_targets(shapes.core, graph, frozenset(tops).difference(wide))
    terms, is_whole = mentioned_terms(graph, wide)
    if reach.is_open:
        terms |= {_TYPE, SUBCLASS_OF}
    bare = replace(shapes, core=far, rules=(), general="", beyond=())
    of_classes = tuple(top for top in wide if _Judge(graph, reach, is_ours=False, has_classes=True).is_local(top))
    deep = tuple(top for top in wide if top not in of_classes)
    return replace(shapes, core=near), WideShapes(bare, deep, of_classes, terms, is_whole)


def without_targets(ntriples: str, graph: ShapeGraph, shapes: Collection[str]) -> str:
    r"""Take the targets of some shapes away.

    >>> text = "<x:S> <http://www.w3.org/ns/shacl#targetNode> <x:a> .\n"
    >>> without_targets(text, ShapeGraph(text), ["<x:S>"])
    ''
    """
    kept = (
        quad.triple
        for quad in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
        if not (str(quad.subject) in shapes and graph.is_target(quad.predicate.value, str(quad.object)))
    )
    return "".join(f"{triple} .\n" for triple in kept)


class _Everything(frozenset[str]):
    """Hold whatever is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


def shapes_of_own_triples(graph: ShapeGraph) -> list[str]:
    r"""List the shapes with targets that ask for a focus node's own triples and the classes of its values alone.

    Such a shape can be checked with the triples of which the focus node is the subject and the classes of its values,
    if no class lies above another in the data.

    >>> sh = "http://www.w3.org/ns/shacl#"
    >>> text = "".join(f"<x:{name}> <{sh}targetClass> <x:C> .\n<x:{name}> <{sh}path> _:{name} .\n" for name in "ST")
    >>> shapes_of_own_triples(ShapeGraph(f"{text}_:S <{sh}alternativePath> _:l .\n_:T <{sh}inversePath> <x:p> .\n"))
    ['<x:S>']
    """
    reach = Reach(_Everything())
    tops = target_shapes(graph)
    local = [top for top in tops if _Judge(graph, reach, is_ours=False, has_classes=True).is_local(top)]
    if not _asks_class_triples(graph, local):
        return local
    return [top for top in local if not _asks_class_triples(graph, [top])]


def _asks_class_triples(graph: ShapeGraph, tops: list[str]) -> bool:
    """Say whether shapes may look at the triples that state classes other than to learn a class."""
    terms, is_closed = mentioned_terms(graph, tops)
    return is_closed or bool(terms & {_TYPE, SUBCLASS_OF})


def mentioned_terms(graph: ShapeGraph, starts: Iterable[str]) -> tuple[frozenset[str], bool]:
    """List the IRIs that shapes mention, and say whether one of them is closed, so that all triples matter to it."""
    seen = set(starts)
    front, found, is_closed = list(seen), set(), False
    while front:
        subject = front.pop()
        is_closed |= _is_true(graph, subject, "closed")
        for predicate in graph.predicates(subject):
            for value in graph.objects(subject, predicate):
                if isinstance(value, ox.NamedNode) and not value.value.startswith(BLANK):
                    found.add(value.value)
                if str(value) not in seen:
                    seen.add(str(value))
                    front.append(str(value))
    return frozenset(found | {s[1:-1] for s in starts}), is_closed


class ShapeVocabulary(NamedTuple):
    """Say which properties and classes shapes look at.

    Args:
        terms: Properties and classes that they mention; None if every triple matters to them.
        referring: Properties that lead to nodes whose classes they may ask for.
    """

    terms: frozenset[str] | None
    referring: frozenset[str]


def vocabulary_of(shapes: ShapeSet, *, has_classes_above: bool) -> ShapeVocabulary:
    """Say what core shapes look at.

    Args:
        shapes: The shapes.
        has_classes_above: Whether the data may put classes above others; then every class of a node matters.

    >>> from pathlib import Path
    >>> from sedova_lod.validation import load_shapes
    >>> vocabulary = vocabulary_of(load_shapes([Path("shapes/concept.ttl")]), has_classes_above=False)
    >>> "http://www.w3.org/2004/02/skos/core#broader" in vocabulary.referring
    True
    """
    graph = ShapeGraph(shapes.core)
    terms, is_closed = mentioned_terms(graph, target_shapes(graph))
    is_whole = is_closed or asks_siblings(shapes.core)
    if has_classes_above:
        terms |= {_TYPE, SUBCLASS_OF}
    return ShapeVocabulary(None if is_whole else terms, referring_properties(graph))


def asks_siblings(core: str) -> bool:
    """Say whether shapes, given as N-Triples, also ask for what the shapes beside them say.

    >>> asks_siblings("<x:S> <http://www.w3.org/ns/shacl#path> <x:p> .")
    False
    """
    return f"<{SHACL}qualifiedValueShapesDisjoint>" in core


def referring_properties(graph: ShapeGraph) -> frozenset[str]:
    r"""Name the properties in the paths of all shapes that may ask for the classes of values.

    >>> text = "<x:S> <http://www.w3.org/ns/shacl#path> <x:p> .\n<x:S> <http://www.w3.org/ns/shacl#class> <x:C> ."
    >>> sorted(referring_properties(ShapeGraph(text)))
    ['x:p']
    """
    found: set[str] = set()
    for shape in graph.reaching([subject for subject in graph.subjects() if graph.objects(subject, "class")]):
        front: list[Term] = [path for path in [graph.path(shape)] if path is not None]
        seen: set[str] = set()
        while front:
            part = front.pop()
            if isinstance(part, ox.NamedNode):
                found.update({part.value} - {f"{RDF}nil"})
            elif str(part) not in seen:
                seen.add(str(part))
                front.extend(o for name in graph.predicates(str(part)) for o in graph.objects(str(part), name))
    return frozenset(found)


def _is_true(graph: ShapeGraph, shape: str, name: str) -> bool:
    return any(value.value in {"true", "1"} for value in graph.objects(shape, name))


class _Judge:
    """Follow one shape with targets into all that it asks, and see whether it leaves the record."""

    def __init__(self, graph: ShapeGraph, reach: Reach, *, is_ours: bool, has_classes: bool = False) -> None:
        self._graph = graph
        self._reach = reach
        self._is_ours = is_ours
        self._has_classes = has_classes
        self._seen: set[tuple[str, bool]] = set()

    def is_local(self, top: str) -> bool:
        """Say whether the focus nodes and all that is asked of them are seen from each record alone."""
        if self._graph.objects(top, "targetNode") or self._graph.objects(top, "targetObjectsOf"):
            return False
        has_class = bool(self._graph.objects(top, "targetClass")) or any(
            self._graph.is_target(_TYPE, str(value)) for value in self._graph.objects(top, _TYPE)
        )
        return not (has_class and self._reach.is_open) and self._asks_near(top, is_own=True)

    def _asks_near(self, shape: str, *, is_own: bool) -> bool:
        """Say whether a shape asks nothing that lies further than the record, of a node of its own or of another's."""
        if (shape, is_own) in self._seen or _is_true(self._graph, shape, "deactivated"):
            return True
        self._seen.add((shape, is_own))
        path = self._graph.path(shape)
        values_own = is_own if path is None else self._step(path, is_own=is_own)
        if values_own is None or (not is_own and any(self._graph.objects(shape, name) for name in PAIRS)):
            return False
        if _is_true(self._graph, shape, "closed") and not values_own:
            return False
        return self._knows_classes(shape, is_own=values_own) and all(
            self._asks_near(inner, is_own=values_own) for inner in self._inner(shape)
        )

    def _knows_classes(self, shape: str, *, is_own: bool) -> bool:
        """Say whether the classes asked for are known: of neighbours, to our own shapes, or where they are given."""
        asked = {c.value for c in self._graph.objects(shape, "class")}
        if not asked:
            return True
        is_sure = self._is_ours and not asked & self._reach.unsure_classes
        is_known = is_own or is_sure or self._has_classes
        return is_known and not self._reach.is_open

    def _inner(self, shape: str) -> Iterable[str]:
        for name in LISTS:
            for head in self._graph.objects(shape, name):
                yield from (str(member) for member in self._graph.members(head))
        for name in _INNER:
            yield from (str(value) for value in self._graph.objects(shape, name))

    def _step(self, path: Term, *, is_own: bool) -> bool | None:
        """Say whether a path from a node ends at the record's own nodes; None if it goes on from those of others."""
        if not is_own:
            return None
        if isinstance(path, ox.NamedNode):
            return path.value not in self._reach.leading_out
        node = str(path)
        if self._graph.objects(node, f"{RDF}first"):
            end: bool | None = is_own
            for part in self._graph.members(path):
                end = None if end is None else self._step(part, is_own=end)
            return end
        ends = [self._step(part, is_own=is_own) for part in self._branches(node)]
        can_lead_out = any(self._graph.objects(node, name) for name in ("alternativePath", "zeroOrOnePath"))
        if None in ends or not (all(ends) or can_lead_out):
            return None
        return all(ends)

    def _branches(self, node: str) -> Iterable[Term]:
        """List the paths inside a path that is no sequence."""
        for head in self._graph.objects(node, "alternativePath"):
            yield from self._graph.members(head)
        for name in ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"):
            yield from self._graph.objects(node, name)
