"""Files without a name that hold plain values in blocks: nothing is left of them when the process is gone."""

from __future__ import annotations

import contextlib
import marshal
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from typing import IO, Any

from sedova_lod.errors import OutputError

__all__ = ["BlockFile"]

_LENGTH_BYTES = 8


class BlockFile:
    """Hold blocks: lists of plain values that `marshal` knows, such as tuples of texts and numbers.

    The file is made when the first block is written, and is gone when it is closed, or no longer in use.

    Args:
        what: What cannot be done when there is no room, for a message.
        folder: Where the file is; the system's temporary folder if empty.

    Attributes:
        end: Place behind the last block.

    >>> blocks = BlockFile("notes cannot be kept here")
    >>> first, second = blocks.write([[1, "a"], [("b", None)]])
    >>> blocks.read(second), list(blocks.between(first, blocks.end))
    ([('b', None)], [[1, 'a'], [('b', None)]])
    """

    __slots__ = ("__weakref__", "_file", "_folder", "_what", "end")

    def __init__(self, what: str, folder: str | None = None) -> None:
        self._what, self._folder = what, folder
        self._file: IO[bytes] | None = None
        self.end = 0

    def write(self, blocks: Iterable[list[Any]]) -> list[int]:
        """Add blocks; give their places.

        Raises:
            OutputError: The folder cannot be written to, or its disk is full.
        """
        places, end = [], self.end
        try:
            file = self._file or self._open()
            file.seek(end)
            for values in blocks:
                block = marshal.dumps(values)
                file.write(len(block).to_bytes(_LENGTH_BYTES, "little") + block)
                places.append(end)
                end += _LENGTH_BYTES + len(block)
            file.flush()
        except OSError as error:
            hint = "set TMPDIR to a folder on a disk with more space"
            where = self._folder or tempfile.gettempdir()
            raise OutputError(f"{self._what}: {error.strerror}", where=where, hint=hint) from error
        self.end = end
        return places

    def read(self, place: int) -> list[Any]:
        """Read the block at a place."""
        return self._read(place)[0]

    def read_packed(self, place: int) -> bytes:
        """Read the block at a place as `marshal` has packed it."""
        return self._read_packed(place)[0]

    def between(self, begin: int, end: int) -> Iterator[list[Any]]:
        """Read the blocks of a stretch, one by one; others may be read or written in between."""
        while begin < end:
            values, begin = self._read(begin)
            yield values

    def _read(self, place: int) -> tuple[list[Any], int]:
        """Read the block at a place, and say where the next one is."""
        packed, behind = self._read_packed(place)
        values: list[Any] = marshal.loads(packed)  # noqa: S302 - written by this very process
        return values, behind

    def _read_packed(self, place: int) -> tuple[bytes, int]:
        assert self._file is not None  # noqa: S101 - there is a block
        self._file.seek(place)
        length = int.from_bytes(self._file.read(_LENGTH_BYTES), "little")
        return self._file.read(length), place + _LENGTH_BYTES + length

    def clear(self) -> None:
        """Forget all blocks; the room that they take is used again."""
        self.end = 0

    def close(self) -> None:
        """Let the file go."""
        if self._file is not None:
            with contextlib.suppress(OSError):  # what was not written yet is not wanted any more
                self._file.close()

    def _open(self) -> IO[bytes]:
        self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed when nobody uses it
        weakref.finalize(self, self._file.close)
        return self._file
