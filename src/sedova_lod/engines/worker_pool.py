"""A pool of processes that work on batches: results in order, and an item that kills its process found and told."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any, TypeVar

from sedova_lod.engines.pool_member import GONE, PoolMember, Task
from sedova_lod.engines.work import Work, comes_again
from sedova_lod.errors import SedovaError

__all__ = ["WorkerPool"]

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_MOST_LOST = 5
_MOST_HELD = 6


class WorkerPool:
    """Start processes when there is work for them, and end them when the pool is closed.

    Each has one batch in hand, and most often others that wait. When one dies, the batch in hand is worked on again
    item by item in another, so that the item that killed it is known; the work goes on without that.

    Args:
        jobs: Most processes at a time.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._members: list[PoolMember] = []
        self._n_lost = 0

    def run(self, work: Work[_Item, _Result], batches: Iterable[list[_Item]]) -> Iterator[_Result]:
        """Yield the results of the batches, in order.

        Raises:
            SedovaError: Processes cannot be started, or too many of them die.
        """
        self._end_busy()
        packed = pickle.dumps(work)
        for member in self._members:  # they prepare themselves while the first batch is made
            member.prepare(packed)
        waiting: deque[Task] = deque()
        tasks: deque[Task] = deque()
        for batch in batches:
            tasks.append(Task(batch))
            waiting.append(tasks[-1])
            self._exchange(work, packed, waiting, 0)
            yield from _done(tasks)
            while waiting or len(tasks) > _MOST_HELD * self._jobs:
                self._exchange(work, packed, waiting, None)
                yield from _done(tasks)
        while tasks:
            self._exchange(work, packed, waiting, None)
            yield from _done(tasks)

    def close(self) -> None:
        """End all processes."""
        while self._members:
            self._members.pop().end()

    def _end_busy(self) -> None:
        """End the processes that still work for a run that was given up."""
        for member in [member for member in self._members if member.tasks]:
            self._end(member)

    def _end(self, member: PoolMember) -> None:
        self._members.remove(member)
        member.end()

    def _exchange(self, work: Work[Any, Any], packed: bytes, waiting: deque[Task], timeout: float | None) -> None:
        """Hand out batches, and take the answers that are there; without a timeout, wait for one."""
        self._hand_out(packed, waiting)
        busy = {member.connection: member for member in self._members if member.tasks}
        for connection in wait(list(busy), timeout) if busy else ():
            member = busy[connection]
            try:
                member.receive()
            except GONE:
                self._end(member)
                deadly, *others = member.tasks
                waiting.extendleft(reversed(others))
                self._work_singly(work, packed, deadly)
        self._hand_out(packed, waiting)

    def _hand_out(self, packed: bytes, waiting: deque[Task]) -> None:
        while waiting:
            member = min(self._members, key=_n_tasks, default=None)
            if (member is None or member.tasks) and len(self._members) < self._jobs:
                member = self._start()
            if member is None or not member.is_free:
                return
            member.give(packed, waiting.popleft())

    def _start(self) -> PoolMember:
        member = PoolMember()
        self._members.append(member)
        return member

    def _work_singly(self, work: Work[Any, Any], packed: bytes, task: Task) -> None:
        """Work on a batch item by item, after a process died of it."""
        member = None
        for item in task.batch:
            member = member or self._start()
            single = Task([item])
            try:
                member.give(packed, single)
                while not single.is_done:
                    member.receive()
            except GONE as error:
                self._end(member)
                member = None
                single.results.append(work.lost(item))
                if not comes_again(single.results[-1]):
                    self._n_lost += 1
                if self._n_lost > _MOST_LOST:
                    raise _too_many() from error
            task.results += single.results
        task.is_done = True


def _n_tasks(member: PoolMember) -> int:
    return len(member.tasks)


def _done(tasks: deque[Task]) -> Iterator[Any]:
    """Take the results of the first batches, as far as they are there."""
    while tasks and tasks[0].is_done:
        yield from tasks.popleft().results


def _too_many() -> SedovaError:
    return SedovaError(
        f"processes die again and again: more than {_MOST_LOST} records or rows cannot be worked on",
        hint="try again with --jobs 1; most often memory ran out",
    )
