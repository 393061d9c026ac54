"""Plain values in any number, in the order in which they come: few in memory, the others in a file without a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from sedova_lod.block_files import BlockFile

__all__ = ["PlainPile"]

_MOST_HELD = 1000
_Value = TypeVar("_Value")


class PlainPile(Generic[_Value]):
    """Hold plain values, such as tuples of texts and numbers; beyond a limit, in a file without a name.

    They can be read any number of times. The file is gone when the pile is no longer in use, or when the process is
    killed.

    Raises:
        OutputError: The folder for passing files cannot be written to, or its disk is full.

    >>> pile = PlainPile()
    >>> pile.extend((number, "odd") for number in range(2500))
    >>> len(pile), list(pile)[1999], len(pile.take()), len(pile)
    (2500, (1999, 'odd'), 2500, 0)
    """

    __slots__ = ("_blocks", "_held", "_n_written")

    def __init__(self) -> None:
        self._held: list[_Value] = []
        self._blocks = BlockFile("what is wrong with rows cannot be kept here")
        self._n_written = 0

    def append(self, value: _Value) -> None:
        """Add a value."""
        self._held.append(value)
        if len(self._held) >= _MOST_HELD:
            self._blocks.write([self._held])
            self._n_written += len(self._held)
            self._held = []

    def extend(self, values: Iterable[_Value]) -> None:
        """Add values."""
        for value in values:
            self.append(value)

    def take(self) -> list[_Value]:
        """Give all values, and forget them."""
        found = [*self] if self._n_written else self._held
        self._held, self._n_written = [], 0
        self._blocks.clear()
        return found

    def __len__(self) -> int:
        return self._n_written + len(self._held)

    def __iter__(self) -> Iterator[_Value]:
        for block in self._blocks.between(0, self._blocks.end):
            yield from block
        yield from self._held
