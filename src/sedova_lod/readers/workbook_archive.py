"""The archive that a workbook is: refuse it before parsing if it is no archive, or one that would burst."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from sedova_lod.errors import InputError

__all__ = ["blocks", "check_archive"]

_CHUNK = 1 << 20
_MOST_TAIL = 4 << 20
_MOST_TOTAL = 1 << 30
_BIG_PART = 10 << 20
_MOST_RATIO = 200
_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def check_archive(path: Path, where: str) -> tuple[str, ...]:
    """Make sure that a workbook is an archive of a reasonable size.

    Args:
        path: The workbook.
        where: Its name, for messages.

    Returns:
        Names of its parts.

    Raises:
        InputError: It is none, is encrypted or damaged, or would unpack to more than can be read.
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(_ENCRYPTED):
        what = "the workbook is protected by a password, or in the old .xls format"
        raise InputError(what, where=where, hint="save it as .xlsx without a password")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, where)
            _check_declared(archive, where)
    except _DAMAGE as error:
        raise InputError(
            "the workbook is damaged, or no workbook at all",
            where=where,
            hint="open it in a spreadsheet program and save it again",
        ) from error
    return tuple(part.filename for part in parts)


def _check_sizes(parts: list[zipfile.ZipInfo], where: str) -> None:
    total = sum(part.file_size for part in parts)
    burst = [p for p in parts if p.file_size > _BIG_PART and p.file_size > _MOST_RATIO * p.compress_size]
    if total > _MOST_TOTAL or burst:
        size = f"{total / _MOST_TOTAL:.1f} GB" if total > _MOST_TOTAL else f"{total >> 20} MB"
        raise InputError(
            f"the workbook would unpack to {size}, far more than a table of its size holds",
            where=where,
            hint="delete empty formatted rows and columns, or save the sheet as CSV",
        )


def _check_declared(archive: zipfile.ZipFile, where: str) -> None:
    """Unpack every part once: some archives hold more than they declare."""
    for part in archive.infolist():
        declared, n_read = part.file_size, 0
        part.file_size = _MOST_TOTAL  # else reading would stop at the declared size
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                n_read += len(chunk)
                if n_read > declared:
                    what = f"part '{part.filename}' is larger than the workbook declares"
                    raise InputError(what, where=where, hint="save the workbook again")


def blocks(archive: zipfile.ZipFile, part: str, end: re.Pattern[bytes]) -> Iterator[bytes]:
    """Give a part's bytes in blocks that end where a pattern ends, or at the end of the part.

    Args:
        archive: An archive that `check_archive` has passed.
        part: Name of the part.
        end: What a block ends with, such as the end of a cell.
    """
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            tail += chunk
            cut = max((found.end() for found in end.finditer(tail, max(0, len(tail) - 2 * _CHUNK))), default=0)
            if not cut and len(tail) > _MOST_TAIL:
                cut = len(tail) - 1024
            if cut:
                yield tail[:cut]
                tail = tail[cut:]
    if tail:
        yield tail
