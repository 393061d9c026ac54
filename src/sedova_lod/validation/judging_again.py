"""Rules across records after some triples have changed: run again for those nodes alone that lead to such a triple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox

from sedova_lod.validation.near_graph import (
    FarError,
    NearGraph,
    RecordLookup,
    Triple,
    marks_after,
    marks_before,
    read_triple,
)
from sedova_lod.validation.node_marks import document_of, subject_mark
from sedova_lod.validation.query_terms import terms_of_query
from sedova_lod.validation.results import Result
from sedova_lod.validation.rule_reach import RuleReach, reach_of_query
from sedova_lod.validation.rules import results_of
from sedova_lod.validation.shape_graph import RDF
from sedova_lod.validation.sparql_rules import SparqlRule

__all__ = ["Changes", "far_rules", "judge_again"]

_TYPE = f"{RDF}type"


class Changes(NamedTuple):
    """Hold what has changed.

    Args:
        changed: Triples that are new or gone, as lines of N-Triples; some that are not may be among them.
        made: All triples of records made anew, as such lines.
        lookup: Finds the other records.
        has_class: Says whether anything in the data is of a class now.
    """

    changed: frozenset[str]
    made: Sequence[str]
    lookup: RecordLookup
    has_class: Callable[[str], bool]


def far_rules(rules: Iterable[SparqlRule], changed: Iterable[str]) -> tuple[SparqlRule, ...]:
    """List the rules that may look anywhere, if triples that they mention have changed.

    >>> rule = SparqlRule("x", ("x:C",), "SELECT $this { $this <x:p> ?v . ?a <x:q> ?b }", "", ())
    >>> far_rules([rule], ["<x:a> <x:q> <x:b> ."]) == (rule,), far_rules([rule], ["<x:a> <x:r> <x:b> ."])
    (True, ())
    """
    triples = [read_triple(line) for line in changed]
    far = (rule for rule in rules if reach_of_query(rule.select) is None)
    return tuple(rule for rule in far if _mentions(rule, triples))


def _mentions(rule: SparqlRule, triples: Iterable[Triple]) -> bool:
    iris, is_open = terms_of_query(rule.select)
    names = iris | set(rule.target_classes)
    return is_open or any(p in names or (p == _TYPE and value[1:-1] in names) for _subject, p, value in triples)


def judge_again(rules: Iterable[SparqlRule], changes: Changes, known: Iterable[Result]) -> list[Result]:
    """Give what rules report now.

    What a rule reports of a node hangs on the triples that it can look up from there. So it is the same as before,
    unless one of these has changed: then the node leads to the subject of that triple (or to its object, if it is
    looked up backward) by triples that have not.

    Args:
        rules: Rules with a bound to what they look at; others are not judged.
        changes: What has changed.
        known: What these rules reported before.

    Returns:
        The results, in no order.

    Raises:
        FarError: Too much hangs together with what has changed, or it cannot be said what does.
    """
    judged = _judged(rules, changes)
    graph = NearGraph(changes.made, changes.lookup)
    _walk_back(judged, graph)
    graph.fetch(subject_mark(document_of(node[1:-1])) for one in judged for node in one.nodes | one.targets)
    for one in judged:
        classes = frozenset(one.rule.target_classes)
        one.focus_nodes = {node for node in one.nodes | one.targets if graph.has_class(node, _TYPE, classes)}
    _walk_on(judged, graph)
    by_name = {one.name: one for one in judged}
    found = [r for r in known if (r.shape, r.constraint) not in by_name or by_name[r.shape, r.constraint].keeps(r)]
    return [*found, *_results(judged, graph)]


@dataclass(slots=True)
class _Judged:
    """Hold a rule that has to be run again, and nodes, in N-Triples form.

    Args:
        rule: The rule.
        reach: What it can look up.
        targets: Nodes that have become focus nodes, or no longer are.
        nodes: Nodes from which the rule comes to changed triples.
        has_focus_nodes: Whether the data has nodes that it judges at all.
        focus_nodes: Nodes that it judges again.
    """

    rule: SparqlRule
    reach: RuleReach
    targets: set[str]
    nodes: set[str]
    has_focus_nodes: bool
    focus_nodes: set[str] = field(default_factory=set)

    @property
    def name(self) -> tuple[str, str]:
        return self.rule.shape, self.rule.constraint

    def keeps(self, result: Result) -> bool:
        return self.has_focus_nodes and result.focus not in self.nodes and result.focus not in self.targets


def _judged(rules: Iterable[SparqlRule], changes: Changes) -> list[_Judged]:
    """Find the rules for which triples have changed that they may look up, or that make focus nodes."""
    by_predicate: dict[str, list[Triple]] = {}
    for line in sorted(changes.changed):
        triple = read_triple(line)
        by_predicate.setdefault(triple[1], []).append(triple)
    found = []
    for rule in rules:
        reach = reach_of_query(rule.select)
        if reach is None:
            continue
        front = set(_first_nodes(reach, by_predicate))
        classes = rule.target_classes
        targets = {node for node, _, value in by_predicate.get(_TYPE, ()) if value[1:-1] in classes}
        if not (front or targets):
            continue
        if any(changes.has_class(name) for name in classes):
            found.append(_Judged(rule, reach, targets, front, has_focus_nodes=True))
        else:
            found.append(_Judged(rule, reach, set(), set(), has_focus_nodes=False))
    return found


def _first_nodes(reach: RuleReach, by_predicate: dict[str, list[Triple]]) -> Iterator[str]:
    """List the nodes from which changed triples are looked up."""
    asked = by_predicate.keys() if reach.asked is None else reach.asked & by_predicate.keys()
    for predicate in asked:
        yield from (subject for subject, _, _ in by_predicate[predicate])
    for subject, _, value in by_predicate.get(_TYPE, ()):
        if value[1:-1] in reach.classes:
            yield subject
    for predicate in reach.asked_back & by_predicate.keys():
        for _, _, value in by_predicate[predicate]:
            if value[0] != "<":
                raise FarError
            yield value


def _walk_back(judged: Sequence[_Judged], graph: NearGraph) -> None:
    """Find all nodes that lead to changed triples; those of all rules together, so that records are looked up once."""
    fronts = [(one, one.nodes) for one in judged]
    n_steps = 1.0
    while active := [(one, front) for one, front in fronts if front and n_steps < one.reach.n_steps]:
        graph.fetch(mark for one, front in active for mark in marks_before(front, one.reach))
        fronts = []
        for one, front in active:
            following = graph.before(front, one.reach) - one.nodes
            one.nodes |= following
            fronts.append((one, following))
        n_steps += 1


def _walk_on(judged: Sequence[_Judged], graph: NearGraph) -> None:
    """Fetch all that the rules can look up from their focus nodes."""
    fronts = [(one, set(one.focus_nodes), set(one.focus_nodes)) for one in judged]
    n_steps = 0.0
    while active := [(one, seen, front) for one, seen, front in fronts if front and n_steps < one.reach.n_steps]:
        graph.fetch(mark for one, _, front in active for mark in marks_after(front, one.reach))
        fronts = []
        for one, seen, front in active:
            following = graph.after(front, one.reach) - seen
            fronts.append((one, seen | following, following))
        n_steps += 1


def _results(judged: Iterable[_Judged], graph: NearGraph) -> Iterator[Result]:
    wanted = [one for one in judged if one.focus_nodes]
    if not wanted:
        return
    store = ox.Store()
    store.bulk_load("\n".join((*graph.lines, "")).encode(), format=ox.RdfFormat.N_TRIPLES)
    for one in wanted:
        yield from (result for result in results_of(store, one.rule) if result.focus in one.focus_nodes)
