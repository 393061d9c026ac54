"""Which candidate may be suggested as the same thing, if any."""

from __future__ import annotations

from collections.abc import Sequence

from sedova_lod.linking.entities import Candidate
from sedova_lod.linking.scoring import load_weights, score

__all__ = ["suggest_match"]


def suggest_match(candidates: Sequence[Candidate], threshold: float | None = None) -> Candidate | None:
    """Choose the candidate that may be suggested as an exact match; a person still decides.

    It must be likely enough, and no other candidate may be so that seems to be somebody else. Two entries of one
    thing, as an index of several authorities has them, do not stand in each other's way.

    Args:
        candidates: What was found, the likeliest first.
        threshold: Least probability; that of the package if None.

    Returns:
        The candidate; None if there is none, or it cannot be told which.

    >>> from sedova_lod.linking.entities import Entity
    >>> suggest_match([Candidate(Entity("Q1"), 0.97), Candidate(Entity("Q2"), 0.2)]).entity.id
    'Q1'
    >>> suggest_match([Candidate(Entity("Q1"), 0.97), Candidate(Entity("Q2"), 0.96)])
    """
    least = load_weights().threshold if threshold is None else threshold
    likely = [candidate for candidate in candidates if candidate.probability >= least]
    if not likely:
        return None
    first, *others = likely
    is_clear = all(score(first.entity, other.entity).probability >= least for other in others)
    return first if is_clear else None
