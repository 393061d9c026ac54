"""The listing of a site: its files with sizes and check sums, by path, in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from sedova_lod.records.sorting import ExternalSorter

__all__ = ["Listed", "SiteListing"]

_MEMORY_BYTES = 16_000_000
_MOST_HELD = 100_000

Listed = tuple[str, bytes]
"""Path of a file, and its size and check sum as text, with a space between."""


class SiteListing:
    """Collect what is written, and give it by path; a file that was written twice counts as it was written last.

    >>> listing = SiteListing()
    >>> listing.add_all({"b.html": (3, 7), "a.html": (4, 7)})
    >>> listing.add_all({"b.html": (5, 7)})
    >>> list(listing)
    [('a.html', b'4 7'), ('b.html', b'5 7')]
    >>> listing.close()
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, int]] = {}
        self._sorter: ExternalSorter | None = None
        self._n_stored = 0

    def close(self) -> None:
        """Take away what stands on disk."""
        if self._sorter is not None:
            self._sorter.close()

    def add_all(self, files: Mapping[str, tuple[int, int]]) -> None:
        """Take in some files: size and check sum of each, by path."""
        self._held.update(files)
        if len(self._held) >= _MOST_HELD:
            self._store()

    def _store(self) -> ExternalSorter:
        """Put on disk what is held in memory."""
        sorter = self._sorter = self._sorter or ExternalSorter(_MEMORY_BYTES)
        self._n_stored += 1
        for name, (size, crc) in self._held.items():
            sorter.add_packed((name, self._n_stored), b"%d %d" % (size, crc))
        self._held = {}
        return sorter

    def names(self) -> Iterator[str]:
        """Give the paths of all files, in order."""
        return iter(sorted(self._held)) if self._sorter is None else (name for name, _ in self)

    def __iter__(self) -> Iterator[Listed]:
        """Give all files by path."""
        if self._sorter is None:
            for name in sorted(self._held):
                yield name, b"%d %d" % self._held[name]
            return
        for name, entries in groupby(self._store().packed(), key=lambda entry: entry[0][0]):
            *_, (_, packed) = entries
            yield name, packed
