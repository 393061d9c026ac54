"""The streams that a program is given: stand-ins for those that are closed, and what is said of one that is full."""

from __future__ import annotations

import errno
import os
import sys

__all__ = ["discard_output", "open_missing_streams", "unwritable"]

_UNWRITABLE = {
    errno.EBADF: "stdout: it is closed\n  hint: leave it open, or send it to a file",
    errno.ENOSPC: "the output cannot be written: no space left on the disk\n  hint: free some space on it",
    errno.EDQUOT: "the output cannot be written: your share of the disk is used up\n  hint: free some space on it",
    errno.EFBIG: "the output cannot be written: it grew larger than the system allows\n  hint: raise the limit",
}


def open_missing_streams() -> None:
    """Open what stands in for standard streams that are closed: else files would get their numbers.

    What is written to a closed stderr is lost; to write to a closed stdout is a fault, for data would be lost.

    >>> open_missing_streams()
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # gets the lowest number that is free
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


def unwritable(error: OSError) -> str | None:
    r"""Say that the output cannot be written, if the fault is that; a fault of a file is none.

    >>> unwritable(OSError(28, "No space left on device"))
    'the output cannot be written: no space left on the disk\n  hint: free some space on it'
    >>> unwritable(OSError(13, "Permission denied", "people.csv")) is None
    True
    """
    return _UNWRITABLE.get(error.errno or 0) if error.filename is None else None


def discard_output() -> None:
    """Let what still waits to be written to stdout be lost: nobody takes it.

    >>> callable(discard_output)
    True
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
