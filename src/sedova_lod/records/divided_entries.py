"""Entries divided by a number that each of them has, so that one share can be looked at alone, in bounded memory."""

from __future__ import annotations

import marshal
from collections.abc import Collection, Iterator
from typing import Any

from sedova_lod.block_files import BlockFile

__all__ = ["DividedEntries", "Share", "entries_of"]

Share = tuple[list[bytes], list[Any]]
"""The entries of one number, as another process can be sent them: packed blocks, and those behind them unpacked."""


class DividedEntries:
    """Hold entries, plain values that `marshal` knows, by the number of their share; on disk when there are many.

    What has to be compared with each other is given the same number. The shares are read one by one, each in the order
    in which its entries came.

    Args:
        n_shares: How many shares there are; numbers are below that.
        memory_bytes: Size of the entries kept in memory.
        folder: Where entries are written; the system's temporary folder if empty.

    Raises:
        OutputError: The folder cannot be written to, or its disk is full.

    >>> entries = DividedEntries(n_shares=2, memory_bytes=100)
    >>> for number in range(5):
    ...     entries.extend([(number % 2, (number,))], n_bytes=30)
    >>> [entries_of(share) for share in entries.shares()]
    [[(0,), (2,), (4,)], [(1,), (3,)]]
    """

    def __init__(self, n_shares: int = 512, memory_bytes: int = 12_000_000, folder: str | None = None) -> None:
        self._memory_bytes = memory_bytes
        self._held: list[list[Any]] = [[] for _ in range(n_shares)]
        self._places: list[list[int]] = [[] for _ in range(n_shares)]
        self._held_bytes = 0
        self._blocks = BlockFile("entries cannot be kept here", folder)
        self.n_entries = 0

    def extend(self, entries: Collection[tuple[int, Any]], n_bytes: int) -> None:
        """Add entries, each with the number of its share; their size in memory need not be exact."""
        held = self._held
        for share, entry in entries:
            held[share].append(entry)
        self.n_entries += len(entries)
        self._held_bytes += n_bytes
        if self._held_bytes > self._memory_bytes:
            self._spill()

    def shares(self) -> Iterator[Share]:
        """Give the shares that have entries."""
        for places, held in zip(self._places, self._held, strict=True):
            if places or held:
                yield [self._blocks.read_packed(place) for place in places], held

    def close(self) -> None:
        """Forget all entries."""
        self._held = []
        self._blocks.close()

    def _spill(self) -> None:
        filled = [number for number, held in enumerate(self._held) if held]
        for number, place in zip(filled, self._blocks.write(self._held[number] for number in filled), strict=True):
            self._places[number].append(place)
            self._held[number] = []
        self._held_bytes = 0


def entries_of(share: Share) -> list[Any]:
    """Unpack the entries of a share."""
    blocks, held = share
    entries: list[Any] = []
    for block in blocks:
        entries += marshal.loads(block)  # noqa: S302 - written by this program
    return entries + held
