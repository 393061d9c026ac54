"""The manual of findings, written from the catalogue of rules."""

from __future__ import annotations

from sedova_lod.findings.catalogue import RULES
from sedova_lod.findings.rule import Rule

__all__ = ["findings_reference"]

_HEAD = """# Findings

<!-- The pages of the codes are generated from the catalogue of rules; do not edit. -->

A finding has a code, a severity (error, warning, info), a message, a hint, and the place: file, row as a spreadsheet
shows it (the header is row 1), column letter and header. `sedova-lod check --explain CODE` prints a page. An error
keeps its record out of the output; `--fail-on` decides from which severity on a build stops.
"""


def findings_reference() -> str:
    """Write the manual of all finding codes as Markdown.

    >>> findings_reference().splitlines()[0]
    '# Findings'
    """
    return "\n".join([_HEAD, *(_page(rule) for rule in RULES.values())])


def _page(rule: Rule) -> str:
    example = f"\nExample:\n\n```\n{rule.example}\n```\n" if rule.example else ""
    what = f"**{rule.severity.label}**: {rule.title}. {rule.meaning}"
    return f"## {rule.code}\n\n{what}\n\nTo mend it: {rule.mend}\n{example}"
