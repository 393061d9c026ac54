"""Compression of output files by their suffix, with the same bytes on every machine and day."""

from __future__ import annotations

import zlib
from typing import Protocol

from sedova_lod.errors import MissingExtraError

__all__ = ["SUFFIXES", "Compressor", "open_compressor"]

SUFFIXES = {"none": "", "gzip": ".gz", "zstd": ".zst"}
"""Suffixes that are added to file names, by the name of the compression."""

_GZIP_LEVEL = 6
_ZSTD_LEVEL = 6
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"  # deflate, no name, no time, no system
_WORD = 0xFFFFFFFF


class Compressor(Protocol):
    """Compress a stream piece by piece."""

    def compress(self, data: bytes, /) -> bytes:
        """Take some bytes, and give what can be written by now."""
        ...

    def flush(self) -> bytes:
        """Give what remains."""
        ...


def open_compressor(name: str) -> Compressor:
    """Choose the compression of a file by the end of its name.

    Raises:
        MissingExtraError: The name ends in `.zst`, and no package for it is installed.

    >>> compressor = open_compressor("dataset.nt")
    >>> compressor.compress(b"as it is") + compressor.flush()
    b'as it is'
    """
    if name.endswith(".gz"):
        return _Gzip()
    return _open_zstd() if name.endswith(".zst") else _Plain()


class _Plain:
    def compress(self, data: bytes, /) -> bytes:
        return data

    def flush(self) -> bytes:
        return b""


class _Gzip:
    """Write one gzip member whose header tells neither name, time nor system (RFC 1952)."""

    def __init__(self) -> None:
        self._deflate = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._head = _GZIP_HEAD
        self._checksum = self._length = 0

    def compress(self, data: bytes, /) -> bytes:
        self._checksum = zlib.crc32(data, self._checksum)
        self._length += len(data)
        head, self._head = self._head, b""
        return head + self._deflate.compress(data)

    def flush(self) -> bytes:
        end = self._checksum.to_bytes(4, "little") + (self._length & _WORD).to_bytes(4, "little")
        return self._head + self._deflate.flush() + end


def _open_zstd() -> Compressor:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("Files compressed with zstd", "zstd") from error
    compressor: Compressor = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj()
    return compressor
