"""The engines: how batches are worked on, in this process or in several, always in order."""

from __future__ import annotations

import contextlib
import difflib
import multiprocessing
import pickle
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from sedova_lod.engines.batch import Batch, BatchResult, BatchWorker, WorkSpec
from sedova_lod.errors import SedovaError, UsageError
from sedova_lod.records import Record

__all__ = ["GROUP", "Engine", "LocalEngine", "ProcessesEngine", "batches_of", "engine_names", "open_engine"]


class Engine(Protocol):
    """Work on batches one after another, or side by side; results come in the order of the batches."""

    def run(self, spec: WorkSpec, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        """Yield the result of each batch."""
        ...


class LocalEngine:
    """Work in this process.

    Args:
        jobs: Not used: one process has one job.
    """

    def __init__(self, jobs: int = 1) -> None:
        del jobs

    def run(self, spec: WorkSpec, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        """Yield the result of each batch."""
        worker = BatchWorker(spec)
        return map(worker.process, batches)


_worker: BatchWorker | None = None


def _start(file: str) -> None:
    global _worker  # noqa: PLW0603 - one worker a process, made when the process starts
    _worker = BatchWorker(pickle.loads(Path(file).read_bytes()))  # noqa: S301 - written by the process that started us


def _process(batch: Batch) -> BatchResult:
    if _worker is None:
        raise RuntimeError("the process was not started for any work")
    return _worker.process(batch)


class ProcessesEngine:
    """Work in several processes of this machine.

    Args:
        jobs: Number of processes.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs

    def run(self, spec: WorkSpec, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        """Yield the result of each batch; no more batches are held than the processes can work on soon.

        Raises:
            SedovaError: A process died.
        """
        start = multiprocessing.get_context("spawn")
        with _kept(spec) as file, ProcessPoolExecutor(self._jobs, start, _start, (file,)) as pool:
            try:
                yield from self._results(pool, batches)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _results(self, pool: ProcessPoolExecutor, batches: Iterable[Batch]) -> Iterator[BatchResult]:
        waiting: deque[tuple[Batch, Future[BatchResult]]] = deque()
        for batch in batches:
            waiting.append((batch, _submit(pool, batch)))
            if len(waiting) > 2 * self._jobs:
                yield _result(*waiting.popleft())
        while waiting:
            yield _result(*waiting.popleft())


@contextlib.contextmanager
def _kept(spec: WorkSpec) -> Iterator[str]:
    """Keep the work in a file for processes that start: to hand them much at once can wait for ever if one dies."""
    with tempfile.TemporaryDirectory(prefix="sedova-lod-work-") as folder:
        path = Path(folder) / "spec"
        path.write_bytes(pickle.dumps(spec))
        yield str(path)


def _submit(pool: ProcessPoolExecutor, batch: Batch) -> Future[BatchResult]:
    try:
        return pool.submit(_process, batch)
    except (BrokenProcessPool, OSError) as error:  # the latter if the pool breaks while it starts another process
        raise _died(batch) from error


def _result(batch: Batch, future: Future[BatchResult]) -> BatchResult:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _died(batch) from error


def _died(batch: Batch) -> SedovaError:
    first, last = batch[0], batch[-1]
    return SedovaError(
        f"a process died while it worked on the records {first.kind}/{first.id} to {last.kind}/{last.id}",
        hint="try again with --jobs 1; most often memory ran out",
    )


GROUP = "sedova_lod.engines"
_OURS = {"local": LocalEngine, "processes": ProcessesEngine}


def engine_names() -> tuple[str, ...]:
    """List the engines that there are: ours first, then those of plug-ins.

    >>> engine_names()[:2]
    ('local', 'processes')
    """
    return (*_OURS, *(name for name in sorted(entry_points(group=GROUP).names) if name not in _OURS))


def open_engine(name: str, jobs: int) -> Engine:
    """Choose the engine called `name`; `auto` takes several processes for several jobs.

    Raises:
        UsageError: There is no such engine.

    >>> type(open_engine("auto", 1)).__name__, type(open_engine("auto", 2)).__name__
    ('LocalEngine', 'ProcessesEngine')
    """
    chosen = ("local" if jobs == 1 else "processes") if name == "auto" else name
    make: Callable[[int], Engine] | None = _OURS.get(chosen)
    if make is None:
        make = next((door.load() for door in entry_points(group=GROUP, name=chosen)), None)
    if make is None:
        close = difflib.get_close_matches(name, engine_names(), n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"use one of: auto, {', '.join(engine_names())}"
        raise UsageError(f"there is no engine '{name}'", hint=hint)
    return make(jobs)


def batches_of(records: Iterable[Record], batch_records: int) -> Iterator[Batch]:
    """Group records into batches, in order.

    >>> [len(batch) for batch in batches_of(iter([None] * 5), 2)]
    [2, 2, 1]
    """
    batch: Batch = []
    for record in records:
        batch.append(record)
        if len(batch) == batch_records:
            yield batch
            batch = []
    if batch:
        yield batch
