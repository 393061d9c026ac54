"""Files compressed with zstd, read so that one that was cut off is never taken for whole."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Any

from sedova_lod.errors import MissingExtraError

__all__ = ["open_zstd"]

_CHUNK_BYTES = 1 << 17


def open_zstd(path: Path) -> IO[bytes]:
    """Open a file to be read, unpacked on the way; reading it raises EOFError if it was cut off or is damaged.

    Raises:
        MissingExtraError: No package for zstd is installed.

    >>> import zstandard, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     packed = Path(folder, "a.nt.zst")
    ...     _ = packed.write_bytes(zstandard.compress(b"as it was"))
    ...     with open_zstd(packed) as stream:
    ...         stream.read()
    b'as it was'
    """
    return io.BufferedReader(_Zstd(path), _CHUNK_BYTES)


class _Zstd(io.RawIOBase):
    """Unpack frames one after the other; the last must have its end."""

    def __init__(self, path: Path) -> None:
        try:
            import zstandard  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise MissingExtraError("Files compressed with zstd", "zstd") from error
        self._fault: type[Exception] = zstandard.ZstdError
        self._make = zstandard.ZstdDecompressor().decompressobj
        self._frame: Any = None
        self._held = b""
        self._stream = path.open("rb")

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            packed = self._stream.read(_CHUNK_BYTES)
            if not packed:
                if self._frame is None or not self._frame.eof:
                    raise EOFError("the compressed file was cut off")
                return 0
            self._held = self._unpack(packed)
        n_given = min(len(buffer), len(self._held))
        buffer[:n_given] = self._held[:n_given]
        self._held = self._held[n_given:]
        return n_given

    def _unpack(self, packed: bytes) -> bytes:
        found = []
        try:
            while packed:
                if self._frame is None or self._frame.eof:
                    self._frame = self._make()
                found.append(self._frame.decompress(packed))
                packed = self._frame.unused_data if self._frame.eof else b""
        except self._fault as error:
            raise EOFError(f"the compressed file is damaged: {error}") from error
        return b"".join(found)
