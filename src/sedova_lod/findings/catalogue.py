"""The catalogue of rules: every finding code with its manual page, in the order of the checks."""

from __future__ import annotations

from sedova_lod.findings.graph import GRAPH_RULES
from sedova_lod.findings.links import LINK_RULES
from sedova_lod.findings.rule import Rule
from sedova_lod.findings.tables import TABLE_RULES
from sedova_lod.findings.values import VALUE_RULES

__all__ = ["RULES", "rule_for"]

RULES: dict[str, Rule] = {rule.code: rule for rule in (*TABLE_RULES, *VALUE_RULES, *LINK_RULES, *GRAPH_RULES)}


def rule_for(code: str) -> Rule | None:
    """Return the rule called `code`, or None.

    >>> rule_for("bad-date").title
    'not a date'
    """
    return RULES.get(code)
