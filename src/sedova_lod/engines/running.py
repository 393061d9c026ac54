"""The engines: how batches are worked on, in this process or in several, always in order."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import entry_points
from typing import Protocol, TypeVar

from sedova_lod.engines.work import Work
from sedova_lod.engines.worker_pool import WorkerPool
from sedova_lod.errors import UsageError

__all__ = ["GROUP", "Engine", "LocalEngine", "ProcessesEngine", "batches_of", "engine_names", "open_engine"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Engine(Protocol):
    """Work on batches one after another, or side by side; results come in the order of the batches.

    `reads_rows` says whether rows of tables are worth sending to it as well, and `shares_files` whether what works for
    it can read the files of this process.
    """

    reads_rows: bool
    shares_files: bool

    def run(self, work: Work[_Item, _Result], batches: Iterable[list[_Item]]) -> Iterator[_Result]:
        """Yield the results of the batches; those of a batch that was divided come one after another."""
        ...

    def close(self) -> None:
        """End whatever was begun for the work."""
        ...


class LocalEngine:
    """Work in this process.

    Args:
        jobs: Not used: one process has one job.
        master: Not used.
    """

    reads_rows = False
    shares_files = True

    def __init__(self, jobs: int = 1, master: str = "") -> None:
        del jobs, master

    def run(self, work: Work[_Item, _Result], batches: Iterable[list[_Item]]) -> Iterator[_Result]:
        """Yield the result of each batch."""
        return map(work.start().process, batches)

    def close(self) -> None:
        """Do nothing: nothing was begun."""


class ProcessesEngine:
    """Work in several processes of this machine, which are started when they are needed.

    Args:
        jobs: Number of processes.
        master: Not used.
    """

    reads_rows = True
    shares_files = True

    def __init__(self, jobs: int, master: str = "") -> None:
        del master
        self._pool = WorkerPool(jobs)

    def run(self, work: Work[_Item, _Result], batches: Iterable[list[_Item]]) -> Iterator[_Result]:
        """Yield the results of the batches; no more of them are held than the processes can work on soon."""
        return self._pool.run(work, batches)

    def close(self) -> None:
        """End the processes."""
        self._pool.close()


GROUP = "sedova_lod.engines"
_OURS: dict[str, Callable[[int, str], Engine]] = {"local": LocalEngine, "processes": ProcessesEngine}


def engine_names() -> tuple[str, ...]:
    """List the engines that there are: ours first, then those of plug-ins.

    >>> engine_names()[:2]
    ('local', 'processes')
    """
    return (*_OURS, *(name for name in sorted(entry_points(group=GROUP).names) if name not in _OURS))


def open_engine(name: str, jobs: int, master: str = "") -> Engine:
    """Choose the engine called `name`; `auto` takes several processes for several jobs.

    Args:
        name: Its name; those of plug-ins are looked up in the entry points `sedova_lod.engines`.
        jobs: Processes that work side by side.
        master: Address of a cluster, for engines that have one.

    Raises:
        UsageError: There is no such engine, or it has no cluster.

    >>> type(open_engine("auto", 1)).__name__, type(open_engine("auto", 2)).__name__
    ('LocalEngine', 'ProcessesEngine')
    """
    chosen = ("local" if jobs == 1 else "processes") if name == "auto" else name
    make: Callable[[int, str], Engine] | None = _OURS.get(chosen)
    if make is not None and master:
        hint = "add --engine spark, or leave --master out"
        raise UsageError(f"the engine '{chosen}' works on this machine and has no cluster", hint=hint)
    if make is None:
        make = next((door.load() for door in entry_points(group=GROUP, name=chosen)), None)
    if make is None:
        close = difflib.get_close_matches(name, engine_names(), n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"use one of: auto, {', '.join(engine_names())}"
        raise UsageError(f"there is no engine '{name}'", hint=hint)
    return make(jobs, master)


def batches_of(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Take some items at a time, in order.

    >>> [len(batch) for batch in batches_of(iter([None] * 5), 2)]
    [2, 2, 1]
    """
    batch: list[_Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
