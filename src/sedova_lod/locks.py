"""Locks on files and folders that one process at a time may change; they end with the process that holds them."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

from sedova_lod.errors import OutputError

__all__ = ["UNLOCKED", "lock_folder", "try_lock", "unlock"]

UNLOCKED = -1
"""No lock; that can be let go as any other."""

_fcntl = importlib.import_module("fcntl") if os.name == "posix" else None


def try_lock(path: str | Path, *, is_shared: bool = False) -> int | None:
    """Take a lock, unless others hold one that does not go with it.

    Args:
        path: A folder, or a file, which is made if it is not there.
        is_shared: Whether others may hold a shared lock as well.

    Returns:
        A handle for `unlock`; None if the lock cannot be had. Where the system has no such locks, it always can.

    Raises:
        OSError: The file cannot be opened.

    >>> first = try_lock("src")
    >>> try_lock("src") is None or first == UNLOCKED
    True
    >>> unlock(first)
    """
    if _fcntl is None:
        return UNLOCKED
    handle = os.open(path, os.O_RDONLY if os.path.isdir(path) else os.O_RDONLY | os.O_CREAT, 0o644)
    try:
        _fcntl.flock(handle, (_fcntl.LOCK_SH if is_shared else _fcntl.LOCK_EX) | _fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def unlock(handle: int) -> None:
    """Let a lock go."""
    if handle != UNLOCKED:
        os.close(handle)


def lock_folder(folder: str | Path, shown: Path) -> int:
    """Take the lock on a folder that is about to be written.

    Args:
        folder: The folder.
        shown: How messages call it.

    Raises:
        OutputError: Another process is writing to it.
        OSError: It cannot be opened.
    """
    handle = try_lock(folder)
    if handle is None:
        hint = "wait until it is done, or choose another folder"
        raise OutputError("another run is writing to this folder", where=str(shown), hint=hint)
    return handle
