"""Rules about waivers: findings that somebody has accepted."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = ["BAD_WAIVER", "EXPIRED_WAIVER", "UNUSED_WAIVER", "WAIVER_RULES"]

BAD_WAIVER = Rule(
    "bad-waiver",
    Severity.ERROR,
    "a waiver that cannot hold",
    "A waiver names the code of a finding, the record, the reason and who decided. It cannot make a record readable: "
    "bad cells, missing ids and references that lead nowhere must be mended.",
    "Fill in the columns code, record, reason and who; 'field' and 'until' may be empty.",
)
UNUSED_WAIVER = Rule(
    "unused-waiver",
    Severity.WARNING,
    "a waiver that waives nothing",
    "The finding is gone: the record was mended, or the waiver names another record or field than is meant.",
    "Delete the row, or correct it.",
)
EXPIRED_WAIVER = Rule(
    "expired-waiver",
    Severity.WARNING,
    "a waiver that has run out",
    "Its day is past, so the finding counts again. The day of the data set decides, not the clock.",
    "Mend the record, or set a later day in 'until'.",
)
WAIVER_RULES = (BAD_WAIVER, UNUSED_WAIVER, EXPIRED_WAIVER)
