"""The search for namesakes as a work for engines: names that may be alike were brought together, and are compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from sedova_lod.engines import Engine, batches_of
from sedova_lod.records import Share
from sedova_lod.validation import Pair, namesakes_in

__all__ = ["NamesakeWork", "judge_with"]

_SHARES_SENT = 8


class NamesakeWork:
    """Compare the names of shares; it is its own worker, since nothing need be made for it.

    >>> NamesakeWork().start().process([([], [])])
    []
    """

    def start(self) -> NamesakeWork:
        """Give what does the work."""
        return self

    def process(self, batch: list[Share]) -> list[Pair]:
        """Look for namesakes in some shares."""
        return list(chain.from_iterable(map(namesakes_in, batch)))

    def lost(self, item: Share) -> list[Pair]:
        """Look for them here, if every other process dies of it: nothing is left out."""
        return namesakes_in(item)


def judge_with(engine: Engine, shares: Iterable[Share]) -> Iterator[list[Pair]]:
    """Let an engine look for namesakes."""
    return engine.run(NamesakeWork(), batches_of(shares, _SHARES_SENT))
