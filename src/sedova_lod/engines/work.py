"""What engines do: some work on batches, told as plain data that can be sent to other processes."""

from __future__ import annotations

import marshal
import pickle
from typing import Any, Protocol, TypeVar

__all__ = ["Work", "Worker", "comes_again", "pack", "unpack"]

_Item = TypeVar("_Item")
_Result_co = TypeVar("_Result_co", covariant=True)


class Worker(Protocol[_Item, _Result_co]):
    """Do one work, batch by batch; each result arrives before the next batch is given."""

    def process(self, batch: list[_Item]) -> _Result_co:
        """Work on a batch."""
        ...


class Work(Protocol[_Item, _Result_co]):
    """Say what is to be done; it can be pickled."""

    def start(self) -> Worker[_Item, _Result_co]:
        """Make what does the work, once in each process."""
        ...

    def lost(self, item: _Item) -> _Result_co:
        """Give the result for an item that no process can work on, because each that tries dies.

        Where the result has an attribute `is_odd` that is true, what the item holds comes again, in smaller items.
        """
        ...


def comes_again(result: object) -> bool:
    """Say whether the result for a lost item asks for what it holds in smaller items, so that nothing is lost yet.

    >>> from types import SimpleNamespace
    >>> comes_again(SimpleNamespace(is_odd=True)), comes_again("a result of another work")
    (True, False)
    """
    return bool(getattr(result, "is_odd", False))


def pack(batch: list[Any]) -> bytes:
    """Pack a batch for another process, as quickly as its values allow.

    >>> unpack(pack([("a", 1)])), unpack(pack([range(2)]))
    ([('a', 1)], [range(0, 2)])
    """
    try:
        return b"M" + marshal.dumps(batch)
    except ValueError:  # values of a form that marshal does not know
        return b"P" + pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes | memoryview) -> Any:
    """Unpack a batch."""
    load = marshal.loads if packed[:1] == b"M" else pickle.loads
    return load(memoryview(packed)[1:])
