"""One process of a pool, as the process that started it sees it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from typing import Any

from sedova_lod.engines.exchange import Exchange, shared_slots
from sedova_lod.engines.work import pack
from sedova_lod.engines.worker_process import BATCH, BEGUN, WORK, result_of, serve, serve_forked
from sedova_lod.errors import SedovaError

__all__ = ["GONE", "PoolMember", "Task"]

GONE = (EOFError, ConnectionError)
"""What is raised when a process is gone."""

_THREADS = "/proc/self/task"


@dataclass(slots=True)
class Task:
    """Hold a batch, and its results as soon as there are any."""

    batch: list[Any]
    results: list[Any] = field(default_factory=list)
    is_done: bool = False


class PoolMember:
    """Start a process, and give it tasks.

    It is forked from this one if that is safe: then it has all that was imported and made here, and shares memory.

    Attributes:
        tasks: Those that it was given and has not answered yet, in order.

    Raises:
        SedovaError: The process cannot be started.
    """

    def __init__(self) -> None:
        self.tasks: deque[Task] = deque()
        self._work = b""
        self._unsent = b""
        self._has_begun = False
        is_forked = _can_fork()
        slots = shared_slots() if is_forked else ()
        start: Any = multiprocessing.get_context("fork" if is_forked else "spawn")
        ours, theirs = start.Pipe()
        self._exchange = Exchange(ours, slots, is_asking=True)
        self.connection = ours
        their_end = Exchange(theirs, slots, is_asking=False)
        serving = serve_forked if is_forked else serve
        self._process = start.Process(target=serving, args=(their_end,), daemon=True)
        try:
            with _without_interrupts(is_spawned=not is_forked):
                self._process.start()
        except OSError as error:
            raise _not_begun() from error
        finally:
            theirs.close()

    @property
    def is_free(self) -> bool:
        """Say whether the process can be given a batch."""
        return not self._unsent and len(self.tasks) < self._exchange.most_ahead

    def prepare(self, work: bytes) -> None:
        """Send a work, if the process does not know it yet; one that is gone is noticed later."""
        if work is not self._work:
            self._work = work
            with contextlib.suppress(ConnectionError):
                self._exchange.tell(WORK, work)

    def give(self, work: bytes, task: Task) -> None:
        """Send a batch, and its work before it; see `prepare`."""
        batch = pack(task.batch)
        is_idle = not self.tasks
        self.tasks.append(task)
        self.prepare(work)
        with contextlib.suppress(ConnectionError):
            if is_idle or self._exchange.fits(batch):
                self._exchange.send(BATCH, batch)
            else:
                self._unsent = batch

    def receive(self) -> None:
        """Take an answer.

        Raises:
            EOFError, ConnectionError: The process is gone.
            SedovaError: It was gone before it began.
            Exception: What the work raised.
        """
        try:
            sign, answer = self._exchange.receive()
        except GONE as error:
            if not self._has_begun:
                raise _not_begun() from error
            raise
        if sign == BEGUN:
            self._has_begun = True
            return
        task = self.tasks.popleft()
        found = pickle.loads(answer)  # noqa: S301 - written by a process that was sent our work
        task.results.append(result_of(sign, found))
        task.is_done = True
        if self._unsent and len(self.tasks) == 1:  # it is idle, and so does not send while it is sent to
            batch, self._unsent = self._unsent, b""
            with contextlib.suppress(ConnectionError):
                self._exchange.send(BATCH, batch)

    def end(self) -> None:
        """End the process at once; it holds nothing that would be lost."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _can_fork() -> bool:
    """Say whether this process is alone with itself: a thread would be missing in a copy, with all that it locked."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir(_THREADS)) == 1
    except OSError:
        return False


@contextlib.contextmanager
def _without_interrupts(*, is_spawned: bool) -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: the one that started them ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    if is_spawned:
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
