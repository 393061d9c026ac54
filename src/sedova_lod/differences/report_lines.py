"""The difference as headings, entries and fields: what the text, Markdown and HTML reports have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sedova_lod.differences.comparing import ADDED, CHANGED, NOTED, REMOVED, Change, Difference
from sedova_lod.reports.model import noun

__all__ = ["Block", "blocks", "headline", "remarks", "retirement_words", "summary_rows"]

_TITLES = {REMOVED: "Removed", ADDED: "Added", CHANGED: "Changed"}
_MOST_REMARKED = 3


class Block(NamedTuple):
    """Name one stretch of a report.

    Args:
        title: Its heading: `Claims removed`.
        what: What became of its documents.
        is_claim: Whether it tells of claims, or of all other records.
        number: How many documents it tells of.
    """

    title: str
    what: str
    is_claim: bool
    number: int

    def changes(self, difference: Difference) -> Iterator[Change]:
        """Read its changes."""
        return (c for c in difference.changes(self.what) if c.kind and (c.kind == "claim") is self.is_claim)


def headline(difference: Difference) -> str:
    """Say in one line what is compared.

    >>> with Difference() as nothing:
    ...     headline(nothing)
    'the old build and the new build'
    """
    old, new = (f"version {facts.version}" if facts.version else "" for facts in (difference.old, difference.new))
    if old == new:
        return f"two builds of {old}" if old else "the old build and the new build"
    return f"{old or 'the old build'} and {new or 'the new build'}"


def blocks(difference: Difference) -> list[Block]:
    """List the stretches of a report that have something to tell: records first, then claims.

    >>> with Difference() as nothing:
    ...     blocks(nothing)
    []
    """
    found = []
    for is_claim, noun_of in ((False, "Records"), (True, "Claims")):
        for what, title in _TITLES.items():
            number = difference.count(what, is_claim=is_claim)
            if number:
                found.append(Block(f"{noun_of} {title.lower()}", what, is_claim, number))
    return found


def summary_rows(difference: Difference) -> list[tuple[str, int, int, int]]:
    """Count by kind: added, removed, changed.

    >>> with Difference() as nothing:
    ...     summary_rows(nothing)
    []
    """
    kinds = sorted({kind for what, kind in difference.counts if what != NOTED and kind})
    counts = difference.counts
    return [(kind, counts[ADDED, kind], counts[REMOVED, kind], counts[CHANGED, kind]) for kind in kinds]


def remarks(difference: Difference) -> Iterator[str]:
    """Say what the one who releases must know: quads, the version, identifiers that are gone without a word.

    >>> with Difference() as nothing:
    ...     list(remarks(nothing))
    ['the two hold the same']
    """
    old, new = difference.old, difference.new
    if not difference.n_removed_quads and not difference.n_added_quads:
        yield "the two hold the same"
        return
    quads = f"{noun(difference.n_added_quads, 'quad')} added, {noun(difference.n_removed_quads, 'quad')} removed"
    noted = difference.count(NOTED)
    only = f"; of {noun(noted, 'other document')} only the note of how it was made differs" if noted else ""
    yield f"{quads}{only}"
    if old.base and new.base and old.base != new.base:
        yield f"all addresses differ: they begin with {old.base} in the old build, with {new.base} in the new one"
    yield from _version_remark(difference)
    yield from _vanished_remark(difference)
    for name in _reused(difference):
        yield f"{name} is retired, and stands in the new build nevertheless: an identifier is never used again"


def _version_remark(difference: Difference) -> Iterator[str]:
    hint = difference.hint()
    if hint.level == "none":
        return
    number = f", {hint.number} or later" if hint.number else ""
    said = f"version: {hint.level}{number}, because {hint.reason}"
    if hint.number and not hint.is_met:
        said += f"; but the new build calls itself {difference.new.version}"
    yield said


def _vanished_remark(difference: Difference) -> Iterator[str]:
    number = 0
    names: list[str] = []
    for change in difference.changes(REMOVED):
        if change.retirement is None:
            number += 1
            if len(names) < _MOST_REMARKED:
                names.append(change.name)
    if number:
        more = ", …" if number > len(names) else ""
        gone = "is gone without a word" if number == 1 else "are gone without a word"
        yield f"{noun(number, 'record')} {gone}: list {', '.join(names)}{more} in retired.csv"


def _reused(difference: Difference) -> Iterator[str]:
    for change in difference.changes(ADDED):
        if change.name in difference.retired:
            yield change.name


def retirement_words(change: Change) -> str:
    """Say why a record is gone, and what stands for it now.

    >>> from sedova_lod.records.retirement import Retirement
    >>> gone = Retirement("person/lev", "a duplicate", ("person/lev-sedov",), "2026-01-31")
    >>> retirement_words(Change("removed", "person", "lev", "", "", "", (), (), gone))
    'a duplicate; see person/lev-sedov'
    """
    gone = change.retirement
    if gone is None:
        return ""
    return f"{gone.reason}; see {', '.join(gone.replaced_by)}" if gone.replaced_by else gone.reason
