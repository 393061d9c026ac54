"""Findings: the one shape in which every fault of the data is reported."""

from sedova_lod.findings.catalogue import RULES, rule_for, rule_for_shape
from sedova_lod.findings.finding import CellRef, Finding, Severity, column_letter
from sedova_lod.findings.pile import FindingList, FindingPile
from sedova_lod.findings.rule import Rule

__all__ = [
    "RULES",
    "CellRef",
    "Finding",
    "FindingList",
    "FindingPile",
    "Rule",
    "Severity",
    "column_letter",
    "rule_for",
    "rule_for_shape",
]
