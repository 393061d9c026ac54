"""Folders that are wanted while a command runs; what a process that was killed left is cleared away by a later one."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path
from types import TracebackType

from sedova_lod.errors import OutputError
from sedova_lod.locks import try_lock, unlock

__all__ = ["PassingFolder"]

_PREFIX, _SUFFIX = ".sedova-lod-", ".passing"
_NEW_S = 60.0  # a folder is locked at once, but not in the moment in which it is made


class PassingFolder:
    """Make a folder where the system keeps what does not last; it is gone when the context ends.

    It is locked while it is used. Folders of this form that nobody has locked are what a killed process left, and are
    cleared away first, if they are the user's own.

    Args:
        purpose: A word for its name.

    Attributes:
        path: The folder.

    Raises:
        OutputError: It cannot be made.

    >>> with PassingFolder("example") as folder:
    ...     folder.is_dir(), folder.name.startswith(".sedova-lod-example-")
    (True, True)
    >>> folder.exists()
    False
    """

    def __init__(self, purpose: str) -> None:
        try:
            place = tempfile.gettempdir()
            _clear(place)
            self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{purpose}-", suffix=_SUFFIX))
            self._lock = try_lock(self.path)
        except OSError as error:
            hint = "set TMPDIR to a folder on a disk with more space, where you may write"
            what = f"no folder can be made for what is wanted while this runs: {error.strerror}"
            raise OutputError(what, where=os.environ.get("TMPDIR", ""), hint=hint) from error

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            unlock(self._lock)
            self._lock = None


def _clear(place: str) -> None:
    """Clear away what processes of the same user left that are gone; that they are gone, locks tell."""
    if os.name != "posix":
        return
    with os.scandir(place) as entries:
        found = [entry for entry in entries if entry.name.startswith(_PREFIX) and entry.name.endswith(_SUFFIX)]
    for entry in found:
        try:
            facts = entry.stat(follow_symlinks=False)
            is_ours = entry.is_dir(follow_symlinks=False) and facts.st_uid == os.getuid()
            if not is_ours or time.time() - facts.st_mtime < _NEW_S:
                continue
            lock = try_lock(entry.path)
        except OSError:  # another process was quicker
            continue
        if lock is not None:
            shutil.rmtree(entry.path, ignore_errors=True)
            unlock(lock)
