"""Rules about retired identifiers: addresses that once named a record."""

from __future__ import annotations

from sedova_lod.findings.finding import Severity
from sedova_lod.findings.rule import Rule

__all__ = ["BAD_RETIREMENT", "RETIRED_ID_USED", "RETIRED_RULES"]

BAD_RETIREMENT = Rule(
    "bad-retirement",
    Severity.ERROR,
    "a retired identifier that is not told properly",
    "Whoever follows an old address is told why nothing is there any more, and where to look instead.",
    "Fill in the columns id, reason and date; 'replaced_by' names records that are there, or is empty.",
    "person/lev,,person/lew,soon",
)
RETIRED_ID_USED = Rule(
    "retired-id-used",
    Severity.ERROR,
    "a record under an id that is retired",
    "Others have cited the address for what it named before; it would now name something else.",
    "Give the record an id of its own, or take the row out of retired.csv if it is the same thing again.",
)
RETIRED_RULES = (BAD_RETIREMENT, RETIRED_ID_USED)
