"""A pool of processes that work on batches: results in order, and an item that kills its process found and told."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from sedova_lod.engines.work import Work, pack
from sedova_lod.engines.worker_process import BATCH, BEGUN, WORK, result_of, serve
from sedova_lod.errors import SedovaError

__all__ = ["WorkerPool"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MOST_LOST = 5
_GONE = (EOFError, ConnectionError)


@dataclass(slots=True)
class _Task:
    """Hold a batch, and its results as soon as there are any."""

    batch: list[Any]
    results: list[Any] = field(default_factory=list)
    is_done: bool = False


class _Member:
    """Be at one end of a connection with a process at the other."""

    def __init__(self) -> None:
        start = multiprocessing.get_context("spawn")
        ours, theirs = start.Pipe()
        self.connection: Connection = ours
        self.task: _Task | None = None
        self._work = b""
        self._has_begun = False
        self._process: BaseProcess = start.Process(target=serve, args=(theirs,), daemon=True)
        try:
            with _without_interrupts():
                self._process.start()
        except OSError as error:
            raise _not_begun() from error
        finally:
            theirs.close()

    def give(self, work: bytes, task: _Task) -> None:
        """Send a batch, and its work if the process does not know that yet; a process that is gone is noticed later."""
        self.task = task
        with contextlib.suppress(ConnectionError):
            if work is not self._work:
                self._work = work
                self.connection.send_bytes(WORK + work)
            self.connection.send_bytes(BATCH + pack(task.batch))

    def receive(self) -> None:
        """Take an answer.

        Raises:
            EOFError, ConnectionError: The process is gone.
            SedovaError: It was gone before it began.
            Exception: What the work raised.
        """
        try:
            answer = self.connection.recv_bytes()
        except _GONE as error:
            if not self._has_begun:
                raise _not_begun() from error
            raise
        if answer == BEGUN:
            self._has_begun = True
            return
        found = result_of(answer)
        if self.task is not None:
            self.task.results.append(found)
            self.task.is_done = True
        self.task = None

    def end(self) -> None:
        """End the process at once; it holds nothing that would be lost."""
        self.connection.close()
        self._process.kill()
        self._process.join()


class WorkerPool:
    """Start processes when there is work for them, and end them when the pool is closed.

    Each has one batch in hand. When one dies, its batch is worked on again item by item in another, so that the item
    that killed it is known; the work goes on without that.

    Args:
        jobs: Most processes at a time.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._members: list[_Member] = []
        self._n_lost = 0

    def run(self, work: Work[_Item, _Result], batches: Iterable[list[_Item]]) -> Iterator[_Result]:
        """Yield the results of the batches, in order.

        Raises:
            SedovaError: Processes cannot be started, or too many of them die.
        """
        packed = pickle.dumps(work)
        waiting: deque[_Task] = deque()
        tasks: deque[_Task] = deque()
        for batch in batches:
            tasks.append(_Task(batch))
            waiting.append(tasks[-1])
            self._exchange(work, packed, waiting, 0)
            yield from _done(tasks)
            while len(waiting) > self._jobs or len(tasks) > 4 * self._jobs:
                self._exchange(work, packed, waiting, None)
                yield from _done(tasks)
        while tasks:
            self._exchange(work, packed, waiting, None)
            yield from _done(tasks)

    def close(self) -> None:
        """End all processes."""
        while self._members:
            self._members.pop().end()

    def _exchange(self, work: Work[Any, Any], packed: bytes, waiting: deque[_Task], timeout: float | None) -> None:
        """Hand out batches, and take the answers that are there; without a timeout, wait for one."""
        self._hand_out(packed, waiting)
        busy = {member.connection: member for member in self._members if member.task is not None}
        for connection in wait(list(busy), timeout) if busy else ():
            member = busy[connection]  # type: ignore[index]
            try:
                member.receive()
            except _GONE:
                self._members.remove(member)
                member.end()
                self._work_singly(work, packed, member.task)
        self._hand_out(packed, waiting)

    def _hand_out(self, packed: bytes, waiting: deque[_Task]) -> None:
        idle = [member for member in self._members if member.task is None]
        while waiting and (idle or len(self._members) < self._jobs):
            if not idle:
                idle.append(self._start())
            idle.pop().give(packed, waiting.popleft())

    def _start(self) -> _Member:
        member = _Member()
        self._members.append(member)
        return member

    def _work_singly(self, work: Work[Any, Any], packed: bytes, task: _Task | None) -> None:
        """Work on a batch item by item, after a process died of it."""
        if task is None:
            return
        member = None
        for item in task.batch:
            member = member or self._start()
            single = _Task([item])
            try:
                member.give(packed, single)
                while not single.is_done:
                    member.receive()
            except _GONE as error:
                self._members.remove(member)
                member.end()
                member = None
                self._n_lost += 1
                if self._n_lost > _MOST_LOST:
                    raise _too_many() from error
                single.results.append(work.lost(item))
            task.results += single.results
        task.is_done = True


def _done(tasks: deque[_Task]) -> Iterator[Any]:
    """Take the results of the first batches, as far as they are there."""
    while tasks and tasks[0].is_done:
        yield from tasks.popleft().results


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: the one that started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # it would let interrupts through again when it is started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _not_begun() -> SedovaError:
    return SedovaError(
        "a process ended before it could begin to work",
        hint="try again with --jobs 1; most often memory ran out",
    )


def _too_many() -> SedovaError:
    return SedovaError(
        f"processes die again and again: more than {_MOST_LOST} records or rows cannot be worked on",
        hint="try again with --jobs 1; most often memory ran out",
    )
