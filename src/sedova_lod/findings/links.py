"""Rules about links to other data sets."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = ["BAD_LINK", "LINK_RULES"]

BAD_LINK = Rule(
    "bad-link",
    Severity.ERROR,
    "a row of the table of links that cannot be read",
    "A decision that is not understood would be lost.",
    "Write subject, predicate, object and justification as SSSOM asks.",
)
LINK_RULES = (BAD_LINK,)
