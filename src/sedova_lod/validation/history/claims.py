"""Hedges: a claim is no surer than the words of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sedova_lod.findings import Finding
from sedova_lod.findings.history import HEDGE_OVERLOOKED
from sedova_lod.validation.history.view import RecordView

__all__ = ["find_hedges", "hedge_in"]

_HEDGES = re.compile(
    r"\b(perhaps|maybe|possibly|probably|presumably|supposedly|allegedly|apparently|reportedly|seemingly|"
    r"(?:is|was|are|were) (?:believed|thought|supposed|presumed|suspected|alleged|rumou?red)|"
    r"(?:might|may|must|had to) have been|(?:seems?|seemed|appears?|appeared) to|"
    r"rumou?rs?|if (?:I|we) remember|not certain|uncertain|"
    r"возможно|вероятно|может быть|по-видимому|якобы|предположительно|говорят|по слухам)\b",
    re.IGNORECASE,
)


def hedge_in(text: str) -> str:
    """Find the word by which a text hedges; empty if it does not.

    >>> hedge_in("It is believed that he was shot"), hedge_in("he was certainly shot"), hedge_in("якобы убит")
    ('is believed', '', 'якобы')
    """
    found = _HEDGES.search(text)
    return found[0] if found else ""


def find_hedges(view: RecordView) -> Iterator[Finding]:
    """Report a claim that is given as certain although its source hedges."""
    certainty = view.get("certainty")
    if not view.is_concept(certainty, "stated", "certain"):
        return
    word = "stated" if view.is_concept(certainty, "stated") else "certain"
    texts = [("hedge", view.get("hedge") or ""), ("title", view.get("title") or "")]
    texts += [("valueText", text) for text, _language in view.get("valueText")]
    for prop, text in texts:
        hedge = hedge_in(text)
        if hedge:
            message = f"the source hedges ('{hedge}'), but the certainty is '{word}'"
            yield view.finding(HEDGE_OVERLOOKED, message, view.cell(prop), text)
            return
