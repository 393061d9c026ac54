"""Which local variables of a plan are needed for triples, tests or other variables."""

from __future__ import annotations

from sedova_lod.mapping.plan import Assignment, Condition, Emission, Local, Names, Plan, PlanGroup
from sedova_lod.mapping.query import Expression

__all__ = ["used_locals"]


def used_locals(plan: Plan) -> set[Local]:
    """Find the locals that the function of a plan needs.

    A BIND that nothing uses is not computed, and a field that is only required is only tested.
    """
    groups = list(plan.root.walk())
    used = {term for group in groups for emission in group.emissions for term in _terms(emission)}
    for group in groups:
        used.update(step.subject for step in group.steps)
        for item in group.items:
            if isinstance(item, Condition):
                used.update(_read(item.expression, item.names))
            elif isinstance(item, PlanGroup) and item.is_first:
                used.update(step.object for step in item.steps)
    assignments = [item for group in groups for item in group.items if isinstance(item, Assignment)]
    for item in _later_first(assignments):
        if item.local in used:
            used.update(_read(item.expression, item.names))
    return used


def _later_first(assignments: list[Assignment]) -> list[Assignment]:
    """Order BINDs so that one comes before those whose results it uses: they were numbered in order of writing."""
    return sorted(assignments, key=lambda item: -int(item.local.name[1:]))


def _terms(emission: Emission) -> set[Local]:
    return {emission.subject} | ({emission.object} if isinstance(emission.object, Local) else set())


def _read(expression: Expression, names: Names) -> set[Local]:
    return {names[variable] for variable in expression.variables()}
