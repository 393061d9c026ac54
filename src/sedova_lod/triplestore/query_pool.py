"""A pool of query processes: so many queries run at once, so many wait, and whatever takes too long is killed."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, TypeVar, cast

from sedova_lod.errors import InputError
from sedova_lod.triplestore.query_process import Job, QueryError, QueryProcess, Source, Summary
from sedova_lod.triplestore.store_folder import is_store, read_pointer

__all__ = ["BusyError", "PoolLimits", "QueryPool", "Spooled"]

_T = TypeVar("_T")
_IN_MEMORY_BYTES = 1_000_000


class BusyError(Exception):
    """So many queries run and wait that one more would wait too long."""


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """Say how much a pool may do.

    Args:
        n_processes: Queries that run at once.
        most_waiting: Queries that wait for their turn; a further one is refused.
        wait_s: Seconds that a query waits for its turn.
        open_s: Seconds that opening the source, or reading the files, may take.

    >>> PoolLimits().n_processes
    2
    """

    n_processes: int = 2
    most_waiting: int = 64
    wait_s: float = 30.0
    open_s: float = 600.0


@dataclass(frozen=True, slots=True)
class Spooled:
    """Hold a whole answer: in memory if it is short, else in a file that is gone when it is closed.

    Args:
        summary: What it is.
        content: The answer, at its beginning.
        size_bytes: Its length.
    """

    summary: Summary
    content: IO[bytes]
    size_bytes: int


class QueryPool:
    """Put queries to a source from an event loop.

    A slow client never holds a process: the answer is whole before the first byte of it is sent.

    Args:
        source: What is asked.
        limits: How much may be done at once.
    """

    def __init__(self, source: Source, limits: PoolLimits) -> None:
        self._source = source
        self._limits = limits
        self._threads = ThreadPoolExecutor(limits.n_processes, "sedova-lod-query")
        self._turns = asyncio.Semaphore(limits.n_processes)
        self._n_waiting = 0
        self._idle: list[tuple[str, QueryProcess]] = []

    def warm(self) -> None:
        """Start the processes, so that faults of the source are told before anybody asks.

        Raises:
            QueryError: The source cannot be opened.
        """
        for _ in range(self._limits.n_processes):
            self._idle.append((self._release(), self._start()))

    async def ask(self, job: Job) -> Spooled:
        """Put a query when it is its turn.

        Raises:
            BusyError: Too many are waiting, or its turn does not come.
            QueryError: There is no answer.
        """
        return await self._in_turn(lambda: self._answer(job))

    def ask_now(self, job: Job, write: Callable[[bytes], object]) -> Summary:
        """Put a query before the event loop runs.

        Raises:
            QueryError: There is no answer.
        """
        release, process = self._take()
        try:
            return process.ask(job, write)
        finally:
            self._give_back(release, process)

    def close(self) -> None:
        """End all processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        while self._idle:
            self._idle.pop()[1].kill()

    async def _in_turn(self, work: Callable[[], _T]) -> _T:
        if self._n_waiting >= self._limits.most_waiting:
            raise BusyError
        self._n_waiting += 1
        try:
            async with asyncio.timeout(self._limits.wait_s):
                await self._turns.acquire()
        except TimeoutError as error:
            raise BusyError from error
        finally:
            self._n_waiting -= 1
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        done.add_done_callback(lambda _: self._turns.release())  # also when nobody waits for it any more
        return await asyncio.shield(done)

    def _answer(self, job: Job) -> Spooled:
        release, process = self._take()
        content = cast(IO[bytes], tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES))  # noqa: SIM115 - who sends it closes it
        try:
            summary = process.ask(job, content.write)
            size_bytes = content.tell()
            content.seek(0)
            return Spooled(summary, content, size_bytes)
        except BaseException:
            content.close()
            raise
        finally:
            self._give_back(release, process)

    def _give_back(self, release: str, process: QueryProcess) -> None:
        if process.is_alive:
            self._idle.append((release, process))
        else:
            process.kill()

    def _take(self) -> tuple[str, QueryProcess]:
        """Take a process that asks the release of now; one that asks an older one is ended."""
        release = self._release()
        while self._idle:
            opened, process = self._idle.pop()
            if opened == release and process.is_alive:
                return release, process
            process.kill()
        return release, self._start()

    def _start(self) -> QueryProcess:
        return QueryProcess(self._source, self._limits.open_s)

    def _release(self) -> str:
        if self._source.store is None or not is_store(self._source.store):
            return ""
        try:
            return read_pointer(self._source.store).name
        except InputError as error:
            raise QueryError("killed", "the store is not there any more") from error
