"""Which engine runs which shapes: the compiled one, the queries over all the data, or the general one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shape_graph import ShapeGraph
from sedova_lod.validation.sparql_rules import SparqlRule, rule_of

__all__ = ["Division", "divide_shapes"]

_VALIDATORS = ("validator", "nodeValidator", "propertyValidator")


class Division(NamedTuple):
    """Hold the shapes as each engine gets them.

    Args:
        core: Shapes without SPARQL, as N-Triples.
        general: Shapes that only the general engine runs as the standard says, as N-Triples; empty if there are none.
        rules: SPARQL constraints that are run over all the data at once.
        beyond: Names of the shapes that only the general engine runs.
    """

    core: str
    general: str
    rules: tuple[SparqlRule, ...]
    beyond: tuple[str, ...]


def divide_shapes(triples: Iterable[ox.Triple], graph: ShapeGraph) -> Division:
    """Give every shape to the fastest engine that surely runs it as the standard says.

    Args:
        triples: The shapes.
        graph: The same shapes, to be asked.
    """
    components = {s for s in graph.subjects() if any(graph.objects(s, name) for name in _VALIDATORS)}
    rules, starts = _rules(graph)
    starts |= _users_of(graph, components)
    general = graph.reaching(starts)
    kept = {(f"<{rule.shape}>", rule.constraint): rule for rule in rules if f"<{rule.shape}>" not in general}
    core: list[str] = []
    rest: list[str] = []
    for triple in triples:
        subject = str(triple.subject)
        is_target = graph.is_target(triple.predicate.value, str(triple.object))
        if (
            triple.predicate.value != f"{SHACL}sparql"
            and subject not in components
            and not (is_target and subject in general)
        ):
            core.append(f"{triple} .\n")
        if not (is_target and subject not in general) and (subject, str(triple.object)) not in kept:
            rest.append(f"{triple} .\n")
    names = tuple(sorted({graph.named_shape(s) for s in starts} - {""}))
    ordered = sorted(kept.values(), key=lambda rule: (rule.shape, rule.select))
    return Division("".join(core), "".join(rest) if starts else "", tuple(ordered), names)


def _rules(graph: ShapeGraph) -> tuple[list[SparqlRule], set[str]]:
    """Return the constraints that are rules, and the shapes that need the general engine."""
    rules: list[SparqlRule] = []
    starts: set[str] = set()
    for subject in graph.subjects():
        is_closed = any(o.value in {"true", "1"} for o in graph.objects(subject, "closed"))
        if (
            graph.objects(subject, "target")
            or graph.objects(subject, "expression")
            or (is_closed and graph.path(subject) is not None)
        ):
            starts.add(subject)
        for constraint in graph.objects(subject, "sparql"):
            rule = rule_of(graph, subject, str(constraint))
            if rule is None:
                starts.add(subject)
            else:
                rules.append(rule)
    return rules, starts


def _users_of(graph: ShapeGraph, components: set[str]) -> set[str]:
    """List the nodes that have a parameter of a constraint component of the shapes' own."""
    parameters = {
        path.value
        for component in components
        for parameter in graph.objects(component, "parameter")
        for path in graph.objects(str(parameter), "path")
    }
    return {s for s in graph.subjects() if not parameters.isdisjoint(graph.predicates(s))}
