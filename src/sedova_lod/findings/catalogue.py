"""The catalogue of rules: every finding code with its manual page, in the order of the checks."""

from __future__ import annotations

import re

from sedova_lod.findings.graph import GRAPH_RULES, SHAPE_VIOLATED
from sedova_lod.findings.history import HISTORY_RULES
from sedova_lod.findings.links import LINK_RULES
from sedova_lod.findings.retired import RETIRED_RULES
from sedova_lod.findings.rule import Rule
from sedova_lod.findings.tables import TABLE_RULES
from sedova_lod.findings.values import VALUE_RULES
from sedova_lod.findings.waivers import WAIVER_RULES

__all__ = ["RULES", "rule_for", "rule_for_shape"]

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *TABLE_RULES,
        *VALUE_RULES,
        *LINK_RULES,
        *RETIRED_RULES,
        *GRAPH_RULES,
        *HISTORY_RULES,
        *WAIVER_RULES,
    )
}
_SHAPES = "https://w3id.org/sedova-lod/shape#"
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def rule_for(code: str) -> Rule | None:
    """Return the rule called `code`, or None.

    >>> rule_for("bad-date").title
    'not a date'
    """
    return RULES.get(code)


def rule_for_shape(shape: str) -> Rule:
    """Return the rule of a shape: one of history has a code of its own, made of the shape's name.

    >>> rule_for_shape("https://w3id.org/sedova-lod/shape#ActAfterDeath").code
    'act-after-death'
    >>> rule_for_shape("https://example.org/shapes#Letter").code
    'shape-violated'
    """
    name = shape.removeprefix(_SHAPES)
    return RULES.get(_WORD.sub("-", name).lower(), SHAPE_VIOLATED) if name != shape else SHAPE_VIOLATED
