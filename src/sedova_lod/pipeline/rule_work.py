"""Rules across records as a work for engines: rules that look up the same triples are run over these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from sedova_lod.engines import Engine
from sedova_lod.validation import Result, StoredLoad, run_load

__all__ = ["RuleWork", "run_loads_with"]


class RuleWork:
    """Run rules; it is its own worker, since nothing need be made for it.

    >>> RuleWork().start().process([StoredLoad((), ())])
    []
    """

    def start(self) -> RuleWork:
        """Give what does the work."""
        return self

    def process(self, batch: list[StoredLoad]) -> list[Result]:
        """Run some rules."""
        return list(chain.from_iterable(map(run_load, batch)))

    def lost(self, item: StoredLoad) -> list[Result]:
        """Run them here, if every other process dies of it: no rule is left out."""
        return run_load(item)


def run_loads_with(engine: Engine, loads: Iterable[StoredLoad]) -> Iterator[list[Result]]:
    """Let an engine run rules, if it is sure that it can read the files of this process."""
    if getattr(engine, "shares_files", False):
        return engine.run(RuleWork(), ([load] for load in loads))
    return map(run_load, loads)
