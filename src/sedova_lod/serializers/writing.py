"""Output files: written beside their place and renamed when whole, counted and hashed on the way."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from sedova_lod.errors import OutputError
from sedova_lod.serializers.compression import open_compressor

__all__ = ["OutputFile", "WrittenFile", "sync_folder", "translate_faults", "write_file"]

_UNTOUCHED = "what was there before is untouched"
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """Tell what was written.

    Args:
        name: Name in its folder, with `/` between folders.
        size_bytes: Size on the disk, compressed if it is.
        sha256: SHA-256 of those bytes, in hexadecimal digits.
        note: What it holds, in English, if it is a part of a dump.

    >>> WrittenFile("dataset.nt", 0, hashlib.sha256().hexdigest()).sha256[:8]
    'e3b0c442'
    """

    name: str
    size_bytes: int
    sha256: str
    note: str = ""


class OutputFile:
    """Write one file, compressed if its name ends in `.gz` or `.zst`; a context manager.

    Args:
        path: File to write; its folder must be there.
        shown: Name of the file in messages.
        name: Name that decides about compression, and that `written` tells.

    Attributes:
        path: The file.
        is_taken_over: Whether an old file stands in its place.

    Raises:
        OutputError: The file cannot be written; `write` and `close` raise it as well.
        MissingExtraError: The compression needs a package that is not installed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with OutputFile(Path(folder) / "a.txt", "a.txt", "a.txt") as file:
    ...         file.write(b"some text")
    >>> file.written.size_bytes
    9
    """

    def __init__(self, path: Path, shown: str, name: str) -> None:
        self._shown, self._name = shown, name
        self.path = path
        self.is_taken_over = False
        self._compressor = open_compressor(name)
        self._hash = hashlib.sha256()
        self._sha256 = ""
        self._size_bytes = 0
        self._settling: _Settling | None = None
        with translate_faults(shown):
            self._stream: BinaryIO = path.open("wb")

    def __enter__(self) -> OutputFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    @property
    def written(self) -> WrittenFile:
        """Tell what was written; complete when the file is closed."""
        return WrittenFile(self._name, self._size_bytes, self._sha256 or self._hash.hexdigest())

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        with translate_faults(self._shown):
            self._put(self._compressor.compress(data))

    def begin_to_settle(self) -> None:
        """Begin to see onto the disk what was written so far, beside what is done until the file is closed."""
        with translate_faults(self._shown):
            self._stream.flush()
        self._settling = _Settling(self._stream.fileno())

    def take_over(self, old: Path, written: WrittenFile) -> None:
        """Put an old file, whose bytes are all that this one is to hold, in its place; nothing more is written.

        Args:
            old: The old file; it stays where it is.
            written: Its size and hash.
        """
        self.abandon()
        with translate_faults(self._shown):
            self.path.unlink()
            try:
                os.link(old, self.path)
            except OSError:  # not every file system has links
                shutil.copy2(old, self.path)
        self._size_bytes, self._sha256 = written.size_bytes, written.sha256
        self.is_taken_over = True

    def close(self) -> None:
        """Finish the file and see it onto the disk."""
        if self._stream.closed:
            return
        with translate_faults(self._shown), self._stream:
            self._put(self._compressor.flush())
            self._compressor = open_compressor("")  # the memory of a compressor is large, and folders keep their files
            self._stream.flush()
            self._settle()
            os.fsync(self._stream.fileno())

    def abandon(self) -> None:
        """Close the file without finishing it, if it is still open."""
        with contextlib.suppress(OSError):
            self._settle()
        with contextlib.suppress(OSError):
            self._stream.close()

    def _settle(self) -> None:
        """Wait until what was begun is done."""
        settling, self._settling = self._settling, None
        if settling is not None:
            settling.finish()

    def _put(self, data: bytes) -> None:
        self._stream.write(data)
        self._hash.update(data)
        self._size_bytes += len(data)


class _Settling:
    """See a file onto the disk in a thread; a fault is told once, by the first who asks the system for it."""

    def __init__(self, number: int) -> None:
        self._fault: OSError | None = None
        self._thread = threading.Thread(target=self._run, args=(number,))
        self._thread.start()

    def _run(self, number: int) -> None:
        try:
            os.fsync(number)
        except OSError as error:
            self._fault = error

    def finish(self) -> None:
        self._thread.join()
        if self._fault is not None:
            raise self._fault


@contextlib.contextmanager
def write_file(path: Path) -> Iterator[OutputFile]:
    """Write one file so that it is there whole, or as it was before.

    Args:
        path: The file; the end of its name decides about compression.

    Raises:
        OutputError: The file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with write_file(Path(folder) / "findings.txt") as file:
    ...         file.write(b"none")
    ...     (Path(folder) / "findings.txt").read_bytes()
    b'none'
    """
    partial = path.with_name(f".{path.name}.partial")
    with contextlib.ExitStack() as on_fault:
        on_fault.callback(_remove, partial)
        with OutputFile(partial, str(path), path.name) as file:
            yield file
        with translate_faults(str(path)):
            os.replace(partial, path)
            sync_folder(path.parent)
        on_fault.pop_all()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def sync_folder(folder: Path) -> None:
    """See the names in a folder onto the disk, where the system can.

    >>> sync_folder(Path("."))
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def translate_faults(shown: str) -> Iterator[None]:
    """Turn a fault of the file system into a sentence.

    Args:
        shown: The file or folder concerned.

    Raises:
        OutputError: The file system reports a fault.

    >>> with translate_faults("dist/dataset.nt"):
    ...     raise OSError(errno.ENOSPC, "No space left on device")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.OutputError: dist/dataset.nt: the disk is full
      hint: free some space, or choose another folder; what was there before is untouched
    """
    try:
        yield
    except OSError as error:
        raise _explain(error, shown) from error


def _explain(error: OSError, shown: str) -> OutputError:
    if error.errno in _FULL:
        return OutputError(
            "the disk is full", where=shown, hint=f"free some space, or choose another folder; {_UNTOUCHED}"
        )
    if error.errno == errno.EFBIG:
        return OutputError(
            "the file grew larger than the system allows",
            where=shown,
            hint=f"compress it, raise the limit, or choose another disk; {_UNTOUCHED}",
        )
    if error.errno in _FORBIDDEN:
        return OutputError(
            "there is no right to write here",
            where=shown,
            hint=f"choose another folder, or have the right given; {_UNTOUCHED}",
        )
    reason = (error.strerror or str(error)).lower()
    return OutputError(f"it cannot be written: {reason}", where=shown, hint=f"choose another folder; {_UNTOUCHED}")
