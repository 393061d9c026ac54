"""What is left when all records have passed, as works for engines: names are compared, and rules across records run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from sedova_lod.engines import Engine, batches_of
from sedova_lod.records import Share
from sedova_lod.validation import Pair, Result, StoredLoad, namesakes_in, run_load

__all__ = ["ItemWork", "judge_with", "run_loads_with"]

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")

_SHARES_SENT = 8


@dataclass(frozen=True, slots=True)
class ItemWork(Generic[_Item, _Found]):
    """Do the same with every item of a batch; it is its own worker, since nothing need be made for it.

    Args:
        find: What is done with an item; a function that other processes can import.

    >>> ItemWork(namesakes_in).start().process([([], []), ([], [])])
    []
    """

    find: Callable[[_Item], list[_Found]]

    def start(self) -> ItemWork[_Item, _Found]:
        """Give what does the work."""
        return self

    def process(self, batch: list[_Item]) -> list[_Found]:
        """Give what is found in all items."""
        return list(chain.from_iterable(map(self.find, batch)))

    def lost(self, item: _Item) -> list[_Found]:
        """Do it here, if every other process dies of it: nothing is left out."""
        return self.find(item)


def judge_with(engine: Engine, shares: Iterable[Share]) -> Iterator[list[Pair]]:
    """Let an engine look for namesakes."""
    return engine.run(ItemWork(namesakes_in), batches_of(shares, _SHARES_SENT))


def run_loads_with(engine: Engine, loads: Iterable[StoredLoad]) -> Iterator[list[Result]]:
    """Let an engine run rules across records, if it is sure that it can read the files of this process."""
    if getattr(engine, "shares_files", False):
        return engine.run(ItemWork(run_load), batches_of(loads, 1))
    return map(run_load, loads)
