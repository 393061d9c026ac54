"""Plain values in any number, in the order in which they come: few in memory, the others in a file without a name."""

from __future__ import annotations

import marshal
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from typing import IO, Generic, TypeVar

from sedova_lod.errors import OutputError

__all__ = ["PlainPile"]

_MOST_HELD = 1000
_LENGTH_BYTES = 8
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

    __slots__ = ("__weakref__", "_end", "_file", "_held", "_n_written")

    def __init__(self) -> None:
        self._held: list[_Value] = []
        self._file: IO[bytes] | None = None
        self._end = self._n_written = 0

    def append(self, value: _Value) -> None:
        """Add a value."""
        self._held.append(value)
        if len(self._held) >= _MOST_HELD:
            self._spill()

    def extend(self, values: Iterable[_Value]) -> None:
        """Add values."""
        for value in values:
            self.append(value)

    def take(self) -> list[_Value]:
        """Give all values, and forget them."""
        found = [*self] if self._n_written else self._held
        self._held, self._end, self._n_written = [], 0, 0
        return found

    def __len__(self) -> int:
        return self._n_written + len(self._held)

    def __iter__(self) -> Iterator[_Value]:
        place = 0
        while self._file is not None and place < self._end:
            self._file.seek(place)  # others are read in between
            length = int.from_bytes(self._file.read(_LENGTH_BYTES), "little")
            place += _LENGTH_BYTES + length
            yield from marshal.loads(self._file.read(length))  # noqa: S302 - written by this very process
        yield from self._held

    def _spill(self) -> None:
        block = marshal.dumps(self._held)
        try:
            file = self._file or self._open()
            file.seek(self._end)
            file.write(len(block).to_bytes(_LENGTH_BYTES, "little") + block)
            file.flush()
        except OSError as error:
            raise _no_space(error) from error
        self._end = file.tell()
        self._n_written += len(self._held)
        self._held = []

    def _open(self) -> IO[bytes]:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the pile is gone
        weakref.finalize(self, self._file.close)
        return self._file


def _no_space(error: OSError) -> OutputError:
    folder = tempfile.gettempdir()
    hint = "set TMPDIR to a folder on a disk with more space"
    return OutputError(f"what is wrong with rows cannot be kept here: {error.strerror}", where=folder, hint=hint)
