"""Traces: for each triple of a record, the line of the query and the values of the record that made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sedova_lod.mapping.evaluation import Values, evaluate, n_triples_form
from sedova_lod.mapping.query import Bind, Constant, Expression, Filter, Group, Pattern, Query, Triple, Variable
from sedova_lod.mapping.term_types import BOOLEAN
from sedova_lod.records.schema import Node, NodeType

__all__ = ["Input", "TracedTriple", "patterns_of", "trace"]


class Input(NamedTuple):
    """Point at a value of the record graph that took part in making a triple.

    Args:
        node: Node that has the value.
        node_type: Type of the node.
        path: Properties that lead from the record to the node.
        prop: Property of the node that holds the value.
        is_guard: Whether the triple only depends on it: it was required or tested, but is not part of the object.
        value: The value; of a node its IRI.
    """

    node: Node
    node_type: NodeType
    path: tuple[str, ...]
    prop: str
    is_guard: bool
    value: Any


class TracedTriple(NamedTuple):
    """Hold a triple with what made it.

    Args:
        subject: Its subject, an IRI.
        predicate: Its predicate, an IRI.
        object: Its object in N-Triples form.
        query: Query file, as messages name it.
        line: Line of the query's template.
        inputs: Values that made it: those in the object first, then those that it depends on, outer ones first.
    """

    subject: str
    predicate: str
    object: str
    query: str
    line: int
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class _Solution:
    """Bind variables: their values, the nodes among them, and the groups that matched."""

    values: Values
    nodes: dict[Variable, Node]
    groups: tuple[Group, ...] = ()


def trace(queries: Sequence[Query], node: Node) -> list[TracedTriple]:
    """Make the triples of a record with their origin; a triple made in two ways comes twice.

    Args:
        queries: All queries of the record's kind.
        node: The record's node.
    """
    return [traced for query in queries for traced in _trace_query(query, node)]


def _trace_query(query: Query, node: Node) -> Iterator[TracedTriple]:
    start = _Solution({query.root: node[0]}, {query.root: node})
    start = next(_complete(query.where, start))
    for triple in query.triples:
        seen = set()
        for solution in _expand(triple.groups[1:], start):
            traced = _traced(query, triple, solution)
            if traced is not None and (key := (traced, tuple(id(i.node) for i in traced.inputs))) not in seen:
                seen.add(key)
                yield traced


def _expand(groups: Sequence[Group], solution: _Solution) -> Iterator[_Solution]:
    """Match groups one after the other, all combinations."""
    if not groups:
        yield solution
        return
    for matched in _match(groups[0], solution):
        yield from _expand(groups[1:], matched)


def _match(group: Group, solution: _Solution) -> Iterator[_Solution]:
    """Give each way in which a group matches; none if it does not."""
    found = [_Solution(solution.values, solution.nodes, (*solution.groups, group))]
    for pattern in group.patterns:
        found = [extended for one in found for extended in _follow(pattern, one)]
    for one in found:
        yield from _complete(group, one)


def _follow(pattern: Pattern, solution: _Solution) -> Iterator[_Solution]:
    subject = pattern.subject
    assert subject.node_type is not None  # noqa: S101 - patterns start from nodes
    value = solution.nodes[subject][subject.node_type.slot(pattern.prop.name)]
    for one in value if pattern.prop.many else () if value is None else (value,):
        variable = pattern.object
        if variable.node_type is None:
            yield _Solution({**solution.values, variable: one}, solution.nodes, solution.groups)
        else:
            nodes = {**solution.nodes, variable: one}
            yield _Solution({**solution.values, variable: one[0]}, nodes, solution.groups)


def _complete(group: Group, solution: _Solution) -> Iterator[_Solution]:
    """Compute BINDs, look into inner groups, test FILTERs; give the solution if it passes."""
    for item in group.items:
        if isinstance(item, Bind):
            value = evaluate(item.expression, solution.values)
            solution = _Solution({**solution.values, item.variable: value}, solution.nodes, solution.groups)
        elif isinstance(item, Filter):
            if evaluate(item.expression, solution.values) is not True:
                return
        elif item.is_looked_into:
            inner = next(_match(item, solution), solution)
            solution = _Solution(inner.values, inner.nodes, solution.groups)
    yield solution


def _traced(query: Query, triple: Triple, solution: _Solution) -> TracedTriple | None:
    subject = solution.values[triple.subject]
    if isinstance(triple.object, Constant):
        value = triple.object.text
    else:
        found = solution.values[triple.object]
        if found is None:
            return None
        value = n_triples_form(found, triple.object.type)
    if subject is None:
        return None
    inputs = tuple(_inputs(triple, solution))
    return TracedTriple(subject, triple.predicate, value, query.file, triple.place.line, inputs)


def _inputs(triple: Triple, solution: _Solution) -> Iterator[Input]:
    seen: set[tuple[int, str]] = set()
    for pattern, is_guard in patterns_of(triple, solution.groups):
        if pattern.subject not in solution.nodes or solution.values.get(pattern.object) is None:
            continue
        node = solution.nodes[pattern.subject]
        key = (id(node), pattern.prop.name)
        if key not in seen:
            seen.add(key)
            assert pattern.subject.node_type is not None  # noqa: S101 - patterns start from nodes
            value = solution.values[pattern.object]
            yield Input(node, pattern.subject.node_type, pattern.subject.path, pattern.prop.name, is_guard, value)


def patterns_of(triple: Triple, groups: Sequence[Group]) -> Iterator[tuple[Pattern, bool]]:
    """List the patterns behind a triple, and whether it only depends on them; first those of its object's value."""
    tested = []
    if isinstance(triple.object, Variable):
        for pattern, is_tested in _sources(triple.object):
            if is_tested:
                tested.append(pattern)
            else:
                yield pattern, False
    for group in groups:
        for pattern in group.patterns:
            yield pattern, True
        for item in group.items:
            if isinstance(item, Filter):
                yield from ((pattern, True) for pattern, _ in _read(item.expression, is_tested=True))
    yield from ((pattern, True) for pattern in tested)
    yield from ((pattern, True) for pattern, _ in _sources(triple.subject))


def _sources(variable: Variable, *, is_tested: bool = False) -> Iterator[tuple[Pattern, bool]]:
    """List the patterns whose values make the value of a variable, and whether they are only tested."""
    if variable.pattern is not None:
        yield variable.pattern, is_tested
    elif variable.bind is not None:
        yield from _read(variable.bind.expression, is_tested=is_tested)


def _read(expression: Expression, *, is_tested: bool) -> Iterator[tuple[Pattern, bool]]:
    if expression.variable is not None:
        yield from _sources(expression.variable, is_tested=is_tested)
    is_condition = expression.type == BOOLEAN
    for position, arg in enumerate(expression.args):
        is_test = is_condition or (expression.op == "IF" and position == 0)
        yield from _read(arg, is_tested=is_tested or is_test)
