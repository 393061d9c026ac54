"""An external sort: entries of any number in order, in bounded memory."""

from __future__ import annotations

import heapq
import marshal
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from sedova_lod.block_files import BlockFile

__all__ = ["Entry", "EntryList", "ExternalSorter"]

Key = Any
"""A text, or a tuple of texts and numbers; the keys of one sort are of one form."""

Entry = tuple[Key, Any]
"""A key, and a payload of plain values."""

_BLOCK_ENTRIES = 64
_BLOCK_BYTES = 16_000  # hundreds of runs are merged


class ExternalSorter:
    """Sort entries by their keys; spill sorted runs to disk when they fill the memory allowed.

    The runs stand in one file without a name, so that nothing is left of it when the process is killed. Keys must
    differ where order matters: entries with the same key come together, but in no order that says anything. The sorted
    entries can be read any number of times; where there are runs, no more than a block of each is in memory meanwhile.

    Args:
        memory_bytes: Size of the entries kept in memory.
        folder: Where runs are written; the system's temporary folder if empty.

    Raises:
        OutputError: The folder cannot be written to, or its disk is full.

    >>> with ExternalSorter() as sorter:
    ...     for key in ("b", "a"):
    ...         sorter.add((key,), key.upper())
    ...     [payload for key, payload in sorter]
    ['A', 'B']
    """

    def __init__(self, memory_bytes: int = 48_000_000, folder: str | None = None) -> None:
        self._memory_bytes = memory_bytes
        self._blocks = BlockFile("rows cannot be sorted here", folder)
        self._held: list[tuple[Key, bytes]] = []
        self._held_bytes = 0
        self._runs: list[tuple[int, int]] = []
        self._is_sorted = True
        self.n_entries = 0

    def __enter__(self) -> ExternalSorter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the runs from the disk."""
        self._held = []
        self._blocks.close()

    def add(self, key: Key, payload: Any) -> None:
        """Add one entry."""
        self.add_packed(key, marshal.dumps(payload))

    @staticmethod
    def pack(payload: Any) -> bytes:
        """Pack a payload, to be added under several keys.

        >>> ExternalSorter.unpack(ExternalSorter.pack(("a", 1)))
        ('a', 1)
        """
        return marshal.dumps(payload)

    @staticmethod
    def unpack(packed: bytes) -> Any:
        """Unpack a payload."""
        return marshal.loads(packed)  # noqa: S302 - written by this very process

    def add_packed(self, key: Key, packed: bytes) -> None:
        """Add one entry whose payload is packed."""
        self._held.append((key, packed))
        self._held_bytes += len(packed) + 200
        self._is_sorted = False
        self.n_entries += 1
        if self._held_bytes > self._memory_bytes:
            self._spill()

    def add_sorted(self, packed: bytes) -> None:
        """Add the entries of a list; to sort lists that are in order by themselves is quick."""
        entries = marshal.loads(packed)  # noqa: S302 - written by this program
        self._held += entries
        self._held_bytes += len(packed) + 150 * len(entries)
        self._is_sorted = False
        self.n_entries += len(entries)
        if self._held_bytes > self._memory_bytes:
            self._spill()

    def _spill(self) -> None:
        self._held.sort()
        begin = self._blocks.end
        self._blocks.write(_blocks(self._held))
        self._runs.append((begin, self._blocks.end))
        self._held, self._held_bytes, self._is_sorted = [], 0, True

    def __iter__(self) -> Iterator[Entry]:
        for key, packed in self.packed():
            yield key, marshal.loads(packed)  # noqa: S302 - written by this very process

    def packed(self) -> Iterator[tuple[Key, bytes]]:
        """Yield the entries in order, their payloads packed by `marshal`, to be unpacked where they are needed."""
        if self._runs:
            if self._held:
                self._spill()  # whoever reads needs the memory for other things
            return heapq.merge(*[self._read_run(*run) for run in self._runs])
        if not self._is_sorted:
            self._held.sort()
            self._is_sorted = True
        return iter(self._held)

    def _read_run(self, begin: int, end: int) -> Iterator[tuple[Key, bytes]]:
        for entries in self._blocks.between(begin, end):
            yield from entries


class EntryList:
    """Hold entries for a sorter in another process.

    >>> entries = EntryList()
    >>> entries.add("b", 2), entries.add("a", 1)
    (None, None)
    >>> with ExternalSorter() as sorter:
    ...     sorter.add_sorted(entries.take())
    ...     list(sorter)
    [('a', 1), ('b', 2)]
    """

    def __init__(self) -> None:
        self._held: list[tuple[Key, bytes]] = []

    def add(self, key: Key, payload: Any) -> None:
        """Add one entry."""
        self._held.append((key, marshal.dumps(payload)))

    def take(self) -> bytes:
        """Give all entries, in order and packed, and forget them."""
        self._held.sort()
        packed = marshal.dumps(self._held)
        self._held = []
        return packed


def _blocks(entries: list[tuple[Key, bytes]]) -> Iterator[list[tuple[Key, bytes]]]:
    """Divide entries into blocks of which one of each run fits into memory, even where large ones come together."""
    block: list[tuple[Key, bytes]] = []
    size = 0
    for entry in entries:
        block.append(entry)
        size += len(entry[1])
        if size > _BLOCK_BYTES or len(block) == _BLOCK_ENTRIES:
            yield block
            block, size = [], 0
    if block:
        yield block
