"""Rules about links to other data sets."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = ["BAD_LINK", "IDLE_LINK", "LINK_RULES"]

BAD_LINK = Rule(
    "bad-link",
    Severity.ERROR,
    "a row of the table of links that cannot be read",
    "A decision that is not understood would be lost.",
    "Write subject, predicate, object and justification as SSSOM asks.",
)
IDLE_LINK = Rule(
    "idle-link",
    Severity.WARNING,
    "a decision in the table of links whose predicate is none of SKOS's matches",
    "Such a row makes no link, and its decision is not asked for again; most often the predicate is misspelt.",
    "Write skos:exactMatch for the same thing, skos:closeMatch for a similar one.",
)
LINK_RULES = (BAD_LINK, IDLE_LINK)
