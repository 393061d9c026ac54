"""How far a SPARQL rule looks from the node that it judges: judged from its query, before any data is read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from sedova_lod.validation.query_patterns import Group, Inner, Path, Pattern, read_patterns
from sedova_lod.validation.shape_graph import RDF

__all__ = ["RuleReach", "reach_of_query"]

_FOCUS = "?this"
_TYPE = f"{RDF}type"
_Distances = Mapping[str, float]


class RuleReach(NamedTuple):
    """Say which triples a query can look up, beginning at the focus node.

    A triple is looked up from a node that was reached: as its subject, or, backward, as its object.

    Args:
        n_steps: Most triples on the way from the focus node, the last one included; infinite without a bound.
        asked: Properties of the triples looked up from their subjects; None for any.
        asked_back: Properties of the triples looked up from their objects.
        walked: Those of `asked` whose objects are nodes from which others are looked up.
        walked_back: Those of `asked_back` whose subjects are.
        classes: Classes that nodes reached are asked for; `asked` has the property `rdf:type` if it is for any class.
    """

    n_steps: float
    asked: frozenset[str] | None
    asked_back: frozenset[str] = frozenset()
    walked: frozenset[str] = frozenset()
    walked_back: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def reach_of_query(query: str) -> RuleReach | None:
    """Say how far a query looks from `$this`; None if it may look anywhere, or is not understood.

    Each triple pattern must hang together with the focus node: by patterns that are matched together with it, or, in
    OPTIONAL and EXISTS, by nodes that are bound before. Classes are never a way from one node to another.

    >>> reach = reach_of_query("SELECT $this { $this <x:p>/<x:q> ?v . ?other <x:r> ?v }")
    >>> reach.n_steps, reach.asked_back
    (3, frozenset({'x:r'}))
    >>> reach_of_query("SELECT $this { $this <x:p> ?v . ?a <x:p> ?b }") is None
    True
    """
    group = read_patterns(query)
    if group is None:
        return None
    try:
        looks = list(_looks(group, {}))
    except _LooksAnywhereError:
        return None
    return _put_together(looks)


class _LooksAnywhereError(Exception):
    pass


class _Look(NamedTuple):
    """Hold a pattern, the distance of the node that it is looked up from, and whether that is its object."""

    pattern: Pattern
    distance: float
    is_backward: bool


def _looks(group: Group, around: _Distances) -> Iterable[_Look]:
    """Find for each pattern the end that it is looked up from.

    Args:
        group: The group.
        around: Distances of nodes outside the group that its patterns are joined with.
    """
    patterns = [item for item in group.items if isinstance(item, Pattern)]
    known = {**around, _FOCUS: 0}
    ways = _ways(patterns, known)
    distances = _distances(ways, known)
    for pattern, is_backward in ways:
        start = pattern.value if is_backward else pattern.subject
        yield _Look(pattern, distances[start], is_backward)
    bound = {_FOCUS}
    every = bound.union(*((p.subject, p.value) for p in patterns))
    for item in group.items:
        if isinstance(item, Pattern):
            bound |= {item.subject, item.value}
        else:
            yield from _looks(item.group, _seen_inside(item, distances, bound, every))


def _seen_inside(inner: Inner, distances: _Distances, before: set[str], every: set[str]) -> _Distances:
    """Give the nodes that a group inside is surely matched together with: in OPTIONAL, only what stands before it."""
    if inner.kind == "joined":
        return distances
    names = before if inner.kind == "optional" else every
    return {name: distance for name, distance in distances.items() if name in names}


def _ways(patterns: Iterable[Pattern], known: Iterable[str]) -> list[tuple[Pattern, bool]]:
    """Find an order in which each pattern is looked up from a node known by then; say whether that is its object.

    To look up the instances of a class comes last: it is never near.
    """
    found, left = set(known), list(patterns)
    ways: list[tuple[Pattern, bool]] = []
    while left:
        forward = next((pattern for pattern in left if pattern.subject in found), None)
        backward = [pattern for pattern in left if pattern.value in found]
        if forward is None and not backward:
            raise _LooksAnywhereError
        pattern = forward or min(backward, key=lambda one: one.path.iri == _TYPE)
        ways.append((pattern, forward is None))
        left.remove(pattern)
        found |= {pattern.subject, pattern.value} - {""}
    return ways


def _distances(ways: Iterable[tuple[Pattern, bool]], start: _Distances) -> _Distances:
    """Go on from the nodes known, along all patterns, until nothing comes nearer."""
    found = dict(start)
    is_settled = False
    while not is_settled:
        is_settled = True
        for pattern, is_backward in ways:
            one, other = (pattern.subject, pattern.value)[:: -1 if is_backward else 1]
            far = found[one] + _length(pattern.path)
            if other and (other not in found or far < found[other]):
                found[other], is_settled = far, False
    return found


def _length(path: Path) -> float:
    if path.sign in ("iri", "any"):
        return 1
    inner = [_length(part) for part in path.parts]
    if path.sign in ("*", "+"):
        return math.inf
    return sum(inner) if path.sign == "/" else max(inner)


def _put_together(looks: list[_Look]) -> RuleReach | None:
    starts = {look.pattern.value if look.is_backward else look.pattern.subject for look in looks}
    classes = frozenset(look.pattern.value[1:-1] for look in looks if _asks_for_class(look))
    steps = [step for look in looks if not _asks_for_class(look) for step in _steps_of(look, starts)]
    asked, asked_back, walked, walked_back = (
        frozenset(iri for iri, is_back, is_walked in steps if is_back is back and (is_walked or not needs_walk))
        for needs_walk, back in ((False, False), (False, True), (True, False), (True, True))
    )
    if {_TYPE, ""} & (asked_back | walked) or _TYPE in walked_back:
        return None
    n_steps = max((look.distance + _length(look.pattern.path) for look in looks), default=0)
    return RuleReach(n_steps, None if "" in asked else asked, asked_back, walked, walked_back, classes)


def _asks_for_class(look: _Look) -> bool:
    """Say whether a pattern does nothing but ask whether a node is of a certain class."""
    pattern = look.pattern
    return pattern.path.iri == _TYPE and pattern.value.startswith("<") and not look.is_backward


def _steps_of(look: _Look, starts: set[str]) -> Iterable[tuple[str, bool, bool]]:
    """List the steps of a path: property, whether backward, and whether it leads to a node that is gone on from."""
    end = look.pattern.subject if look.is_backward else look.pattern.value
    return _walk(look.pattern.path, is_back=look.is_backward, is_walked=end in starts)


def _walk(path: Path, *, is_back: bool, is_walked: bool) -> Iterable[tuple[str, bool, bool]]:
    if path.sign in ("iri", "any"):
        yield path.iri, is_back, is_walked
        return
    last = len(path.parts) - 1
    for number, part in enumerate(path.parts):
        goes_on = path.sign in ("*", "+") or (path.sign == "/" and number != (0 if is_back else last))
        yield from _walk(part, is_back=is_back is not (path.sign == "^"), is_walked=is_walked or goes_on)
