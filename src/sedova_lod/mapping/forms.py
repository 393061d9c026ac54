"""Forms of records: how many values some properties have; most records of a kind have one of a few forms.

The plan of a form is a narrow one: groups that find nothing are gone, and those that find one value need no loop.
"""

from __future__ import annotations

from collections.abc import Mapping

from sedova_lod.mapping.plan import Assignment, Condition, Plan, PlanGroup, Step

__all__ = ["form_slots", "narrow"]


def form_slots(plan: Plan) -> tuple[int, ...]:
    """List the places in a record's node where a plan looks up several values, and that tell its form."""
    groups = (group for group in plan.root.walk() if _is_of_record(group, plan))
    return tuple(sorted({group.steps[0].slot for group in groups}))


def narrow(plan: Plan, counts: Mapping[int, int]) -> None:
    """Change a plan to one that serves records of one form only.

    Args:
        plan: The plan.
        counts: Number of values, by place in the record's node.
    """
    waiting, kept = list(plan.root.items), []
    while waiting:
        item = waiting.pop(0)
        number = None
        if isinstance(item, PlanGroup) and _is_of_record(item, plan):
            number = counts.get(item.steps[0].slot)
        if number == 1 and isinstance(item, PlanGroup) and _always_matches(item):
            _join(plan.root, item)
            waiting = [*item.items, *waiting]
        elif number != 0:
            kept.append(item)
    plan.root.items = kept


def _is_of_record(group: PlanGroup, plan: Plan) -> bool:
    """Say whether a group looks up a property of the record that may have several values."""
    return group.is_many and not group.is_first and group.steps[0].subject is plan.record


def _always_matches(group: PlanGroup) -> bool:
    """Say whether a group matches whenever its first property has a value."""
    return len(group.steps) == 1 and not any(isinstance(item, Condition) for item in group.items)


def _join(root: PlanGroup, group: PlanGroup) -> None:
    """Make what a group looks up, computes and says a part of the record's own group."""
    (step,) = group.steps
    root.steps.append(Step(step.subject, step.slot, False, step.object))
    step.object.group = root
    for item in group.items:
        if isinstance(item, Assignment):
            item.local.group = root
        elif isinstance(item, PlanGroup):
            item.parent = root
    known = {emission.key for emission in root.emissions}
    root.emissions += [emission for emission in group.emissions if emission.key not in known]
