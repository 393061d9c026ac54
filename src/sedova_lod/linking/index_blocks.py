"""Blocks of lines, compressed together by a dictionary made of the first of them."""

from __future__ import annotations

import zlib
from typing import BinaryIO

__all__ = ["BLOCK_LINES", "BlockWriter", "unpack_block"]

BLOCK_LINES = 16
"""Lines that are compressed together; only the last block has fewer."""

_SAMPLE_BYTES, _DICTIONARY_BYTES = 1 << 18, 1 << 14
_LEVEL, _MEMORY = 9, 9


class BlockWriter:
    r"""Compress lines to three files: the dictionary, the blocks, and where each block begins.

    Args:
        dictionary: File for the dictionary.
        blocks: File for the blocks.
        starts: File for where they begin, and where the last one ends: 8 bytes each.

    >>> import io
    >>> files = io.BytesIO(), io.BytesIO(), io.BytesIO()
    >>> writer = BlockWriter(*files)
    >>> writer.add("some text")
    >>> writer.finish()
    >>> unpack_block(files[1].getvalue(), files[0].getvalue())
    [b'some text']
    """

    def __init__(self, dictionary: BinaryIO, blocks: BinaryIO, starts: BinaryIO) -> None:
        self._dictionary_file, self._blocks, self._starts = dictionary, blocks, starts
        self._lines: list[bytes] = []
        self._n_sampled = self._n_written = 0
        self._dictionary: bytes | None = None

    def add(self, line: str) -> None:
        """Add a line; it holds no line end."""
        data = line.encode("utf-8", "replace")
        self._lines.append(data)
        if self._dictionary is not None:
            if len(self._lines) == BLOCK_LINES:
                self._write_block(self._lines)
                self._lines.clear()
            return
        self._n_sampled += len(data)
        if self._n_sampled >= _SAMPLE_BYTES:
            self._make_dictionary()

    def finish(self) -> None:
        """Write what is left."""
        if self._dictionary is None:
            self._make_dictionary()
        if self._lines:
            self._write_block(self._lines)
        self._starts.write(self._n_written.to_bytes(8, "little"))

    def _make_dictionary(self) -> None:
        """Choose lines from all over the first ones, and write these at last."""
        step = self._n_sampled // _DICTIONARY_BYTES + 1
        self._dictionary = b"\n".join(self._lines[::step])[:_DICTIONARY_BYTES]
        self._dictionary_file.write(self._dictionary)
        lines = self._lines
        n_whole = len(lines) - len(lines) % BLOCK_LINES
        for start in range(0, n_whole, BLOCK_LINES):
            self._write_block(lines[start : start + BLOCK_LINES])
        self._lines = lines[n_whole:]

    def _write_block(self, lines: list[bytes]) -> None:
        dictionary = self._dictionary or b""
        deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY, zlib.Z_DEFAULT_STRATEGY, dictionary)
        block = deflate.compress(b"\n".join(lines)) + deflate.flush()
        self._starts.write(self._n_written.to_bytes(8, "little"))
        self._blocks.write(block)
        self._n_written += len(block)


def unpack_block(block: bytes | memoryview, dictionary: bytes) -> list[bytes]:
    """Give the lines of a block, as they are encoded.

    Args:
        block: The compressed block.
        dictionary: What all blocks were compressed by.

    Raises:
        zlib.error: The block is damaged.
    """
    return zlib.decompressobj(-zlib.MAX_WBITS, dictionary).decompress(block).split(b"\n")
