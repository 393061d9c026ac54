"""Why a condition on whole shapes fails: the node is checked again with each shape that the condition names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph as ox

from sedova_lod.validation.data_graph import DataGraph
from sedova_lod.validation.plain_messages import component_name, plain_message
from sedova_lod.validation.results import SHACL, Alternative, Result
from sedova_lod.validation.shape_graph import ShapeGraph, Term, term_of

__all__ = ["Check", "CompileShapes", "Explainer"]

Check = Callable[[str], list[Result]]
CompileShapes = Callable[[str], Check]
_ASKER = "urn:sedova-lod:asks"
_ASKS = "urn:sedova-lod:asks:"
_LISTS = {"And": "and", "Or": "or", "Xone": "xone"}
_SINGLES = {"Node": "node", "Not": "not"}
_QUALIFIED = ("QualifiedMinCount", "QualifiedMaxCount")
_COUNTING = ("MinCount", "MaxCount")
_DEEPEST = 6

_Question = tuple[str, str]


class Explainer:
    """Add plain messages and nested causes to results.

    Each level of nesting costs one more validation, of the nodes reported and the shapes that they failed only; if no
    shape looks from a value back to its subject, only what these nodes lead to is read again.

    Args:
        graph: The shapes.
        ntriples: The same shapes, as the engine gets them.
        compile_shapes: Makes a validation of shapes; used when a first result needs it.
    """

    def __init__(self, graph: ShapeGraph, ntriples: str, compile_shapes: CompileShapes) -> None:
        self._graph = graph
        self._ntriples = ntriples
        self._compile = compile_shapes
        self._inner = {shape: i for i, shape in enumerate(graph.inner_shapes())}
        self._check: Check | None = None
        self._looks_back = f"<{SHACL}inversePath>" in ntriples

    def explain(self, results: Sequence[Result], ntriples: str) -> list[Result]:
        """Return the results with their causes.

        Args:
            results: Results for a graph.
            ntriples: The graph.
        """
        data = DataGraph(ntriples, self._graph)
        answers: dict[_Question, list[Result]] = {}
        front: Iterable[Result] = results
        for _ in range(_DEEPEST):
            asked = {q for result in front for q in self._questions(result, data)} - answers.keys()
            if not asked:
                break
            found = self._answers(sorted(asked), ntriples, data)
            answers.update(found)
            front = [result for one in found.values() for result in one]
        return _Assembly(self._graph, data, answers).complete(results, 0)

    def _questions(self, result: Result, data: DataGraph) -> Iterable[_Question]:
        for _, pairs in _conditions(result, self._graph, data):
            yield from pairs

    def _answers(self, asked: Sequence[_Question], ntriples: str, data: DataGraph) -> dict[_Question, list[Result]]:
        if self._check is None:
            targets = (f"{s} <{SHACL}targetObjectsOf> <{_ASKS}{i}> .\n" for s, i in self._inner.items())
            self._check = self._compile(_without_targets(self._ntriples, self._graph) + "".join(targets))
        marks = "".join(f"<{_ASKER}> <{_ASKS}{self._inner[shape]}> {node} .\n" for shape, node in asked)
        part = None if self._looks_back else data.around(node for _, node in asked)
        by_place: dict[_Question, list[Result]] = {}
        for result in self._check(f"{ntriples if part is None else part}\n{marks}"):
            by_place.setdefault((result.source, result.focus), []).append(result)
        return {
            q: [r for place in sorted(self._places(q, data)) for r in _once(by_place.get(place, ()))] for q in asked
        }

    def _places(self, question: _Question, data: DataGraph) -> set[_Question]:
        """List the shapes and focus nodes whose results belong to a node's check with a shape."""
        found: set[_Question] = set()
        front = [question]
        while front:
            shape, node = front.pop()
            if (shape, node) in found:
                continue
            found.add((shape, node))
            inner = [str(p) for p in self._graph.objects(shape, "property")]
            path = self._graph.path(shape)
            nodes = [node] if path is None or not inner else [str(v) for v in _values(data, node, path)]
            front.extend((p, n) for p in inner for n in nodes)
        return found


class _Assembly:
    """Put answers into the results that asked for them."""

    def __init__(self, graph: ShapeGraph, data: DataGraph, answers: dict[_Question, list[Result]]) -> None:
        self._graph = graph
        self._data = data
        self._answers = answers

    def complete(self, results: Sequence[Result], depth: int) -> list[Result]:
        told: Counter[tuple[str, ...]] = Counter()
        found = []
        for result in results:
            key = (result.source, result.component, result.focus, result.path, result.value)
            details = self._details(result, told[key], depth)
            told[key] += 1
            plain = result.plain or plain_message(result, self._graph, self._n_values(result), details)
            found.append(result._replace(plain=plain, details=details))
        return found

    def _n_values(self, result: Result) -> int:
        path = self._graph.path(result.source)
        if path is None or component_name(result) not in _COUNTING:
            return 0
        return len(_values(self._data, result.focus, path))

    def _details(self, result: Result, number: int, depth: int) -> tuple[Alternative, ...]:
        """Return the alternatives of the condition that failed: of several alike, that with the number."""
        if depth >= _DEEPEST:
            return ()
        name = component_name(result)
        failed = [
            pairs
            for _, pairs in _conditions(result, self._graph, self._data)
            if all(pair in self._answers for pair in pairs) and self._fails(name, pairs)
        ]
        if not failed:
            return ()
        pairs = failed[min(number, len(failed) - 1)]
        is_numbered = name in _LISTS
        return tuple(
            Alternative(
                self._graph.name_of(shape) or (f"alternative {i}" if is_numbered else ""),
                node,
                tuple(self.complete(self._answers[shape, node], depth + 1)),
            )
            for i, (shape, node) in enumerate(pairs, 1)
        )

    def _fails(self, name: str, pairs: Sequence[_Question]) -> bool:
        n_met = sum(not self._answers[pair] for pair in pairs)
        if name in {"Node", "And"}:
            return n_met < len(pairs)
        if name == "Or":
            return n_met == 0
        if name == "Xone":
            return n_met != 1
        return True


def _conditions(result: Result, graph: ShapeGraph, data: DataGraph) -> Iterable[tuple[Term, list[_Question]]]:
    """List the conditions of the result's shape that it may be about, with the shapes and nodes concerned."""
    name = component_name(result)
    node = result.value or result.focus
    if name in _LISTS:
        for head in graph.objects(result.source, _LISTS[name]):
            yield head, [(str(member), node) for member in graph.members(head)]
    elif name in _SINGLES:
        for shape in graph.objects(result.source, _SINGLES[name]):
            yield shape, [(str(shape), node)]
    elif name in _QUALIFIED and (path := graph.path(result.source)) is not None:
        values = _values(data, result.focus, path)
        for shape in graph.objects(result.source, "qualifiedValueShape"):
            yield shape, [(str(shape), str(value)) for value in values]


def _without_targets(ntriples: str, graph: ShapeGraph) -> str:
    kept = []
    for triple in ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES):
        if not graph.is_target(triple.predicate.value, str(triple.object)):
            kept.append(f"{triple.triple} .\n")
    return "".join(kept)


def _once(results: Iterable[Result]) -> list[Result]:
    """Drop the repetitions that come from a node being asked about with several shapes."""
    return sorted(dict.fromkeys(results))


def _values(data: DataGraph, node: str, path: Term) -> list[Term]:
    """Follow a path from a node; a triple, which may be a value in RDF 1.2, has no properties."""
    return [] if node.startswith("<<") else data.values(term_of(node), path)
