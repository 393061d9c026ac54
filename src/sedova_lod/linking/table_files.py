"""Tables that several people and programs may change at once: locked, written beside their place, and renamed."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sedova_lod.errors import InputError, OutputError

__all__ = ["FileVersion", "append_text", "locked", "read_text", "replace_text", "version_of"]

FileVersion = tuple[int, int, int]

_PATIENCE_S = 30.0
_PAUSE_S = 0.02
_BLOCK_BYTES = 65_536


@contextlib.contextmanager
def locked(
    path: Path,
    *,
    patience_s: float = _PATIENCE_S,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[None]:
    """Keep others from changing a file; the system frees it when a process ends, however it ends.

    Args:
        path: The file; it need not exist.
        patience_s: Seconds that are waited for others.
        clock: Gives seconds, from any beginning.
        sleep: Waits some seconds.

    Raises:
        OutputError: Somebody else keeps it for too long, or no lock can be made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder) / "links.sssom.tsv"):
    ...     os.listdir(folder)
    ['.links.sssom.tsv.lock']
    """
    path = path.resolve()
    lock = path.with_name(f".{path.name}.lock")
    give_up_s = clock() + patience_s
    with _translated(path):
        while (handle := _try_lock(lock)) is None:
            if clock() > give_up_s:
                hint = "wait until it is done, or end it, and run the same command again"
                raise OutputError("another process is changing this file", where=str(path), hint=hint)
            sleep(_PAUSE_S)
    try:
        yield
    finally:
        _unlock(lock, handle)


def read_text(path: Path) -> str:
    """Read a file of text; empty if there is none.

    Raises:
        InputError: It cannot be read, or is no UTF-8.

    >>> read_text(Path("/no/such/file"))
    ''
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError("bytes that are no UTF-8", where=f"{path}:{line}", hint="save the file as UTF-8") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error


def version_of(path: Path) -> FileVersion | None:
    """Give what changes whenever a file is replaced; None if there is none.

    >>> version_of(Path("/no/such/file"))
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def replace_text(path: Path, text: str) -> FileVersion:
    """Write a file so that it is there whole, or as it was before; its rights stay as they are.

    Returns:
        The version of the file as it was written, whoever replaces it afterwards.

    Raises:
        OutputError: It cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.tsv"
    ...     replace_text(path, "a") == version_of(path)
    ...     read_text(path)
    True
    'a'
    """
    return replace_bytes(path, (text.encode(),))


def replace_bytes(path: Path, chunks: Iterable[bytes]) -> FileVersion:
    """Write a file piece by piece, as `replace_text` does; the pieces may be read from the file itself.

    Returns:
        The version of the file as it was written, whoever replaces it afterwards.

    Raises:
        OutputError: It cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = replace_bytes(Path(folder) / "a.tsv", (b"a", b"b"))
    ...     read_text(Path(folder) / "a.tsv")
    'ab'
    """
    path = path.resolve()
    with _translated(path), contextlib.ExitStack() as on_fault:
        partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        on_fault.callback(partial.unlink, missing_ok=True)
        with partial.open("wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            partial.chmod(path.stat().st_mode & 0o777)
        written = partial.stat()
        os.replace(partial, path)
        on_fault.pop_all()
    return (written.st_ino, written.st_size, written.st_mtime_ns)


def append_text(path: Path, text: str, *, first_line: str = "") -> None:
    r"""Add lines at the end of a file, and see them onto the disk.

    A line that was cut off when an earlier process died is taken away first.

    Args:
        path: The file; it need not exist.
        text: Whole lines.
        first_line: Line that a file without lines gets before them.

    Raises:
        OutputError: It cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.tsv"
    ...     _ = path.write_text("whole\ncut o")
    ...     append_text(path, "new\n")
    ...     path.read_text()
    'whole\nnew\n'
    """
    with _translated(path), path.open("a+b") as file:
        end = _end_of_lines(file)
        file.truncate(end)
        file.write(((first_line if end == 0 else "") + text).encode())
        file.flush()
        os.fsync(file.fileno())


def _end_of_lines(file: BinaryIO) -> int:
    """Find where the last whole line ends."""
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(end - _BLOCK_BYTES, 0)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = "free some space or have the right given; what was there before is untouched"
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"it cannot be written: {reason}", where=str(path), hint=hint) from error


try:
    import fcntl
except ImportError:  # Windows
    import msvcrt

    def _try_lock(lock: Path) -> int | None:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            os.close(handle)
            return None
        return handle

    def _unlock(lock: Path, handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        os.close(handle)

else:

    def _try_lock(lock: Path) -> int | None:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.stat(lock).st_ino == os.fstat(handle).st_ino:
                return handle
        except (BlockingIOError, FileNotFoundError):
            pass
        os.close(handle)  # held by somebody else, or taken away by whoever held it
        return None

    def _unlock(lock: Path, handle: int) -> None:
        with contextlib.suppress(OSError):
            lock.unlink()
        os.close(handle)
