"""Looking for several records at once, where a place can do that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from sedova_lod.linking.entities import Candidate, Entity, Matcher

__all__ = ["BatchMatcher", "batch_size_of", "find_all"]

_USUAL_BATCH = 250


@runtime_checkable
class BatchMatcher(Protocol):
    """A `Matcher` that is quicker when it is asked for several entities at once."""

    @property
    def batch_size(self) -> int:
        """Say how many are looked for at once."""
        ...

    def find_many(self, queries: Sequence[Entity], limit: int = 10) -> list[list[Candidate]]:
        """Give at most `limit` candidates for each query, the likeliest first."""
        ...


def batch_size_of(matcher: Matcher) -> int:
    """Say how many entities should be looked for before what was found is saved.

    >>> class Nowhere:
    ...     snapshot = "2026-01-31"
    ...     def find(self, query, limit=10):
    ...         return []
    >>> batch_size_of(Nowhere()), find_all(Nowhere(), [Entity("person/p1")], 10)
    (250, [[]])
    """
    return matcher.batch_size if isinstance(matcher, BatchMatcher) else _USUAL_BATCH


def find_all(matcher: Matcher, queries: Sequence[Entity], limit: int) -> list[list[Candidate]]:
    """Give the candidates of each entity, one by one or together.

    Args:
        matcher: Where to look.
        queries: What is looked for.
        limit: Most candidates for each.
    """
    if isinstance(matcher, BatchMatcher):
        return matcher.find_many(queries, limit)
    return [matcher.find(query, limit) for query in queries]
