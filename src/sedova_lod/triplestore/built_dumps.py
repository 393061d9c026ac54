"""Dumps that `build` wrote, whole or in parts: which there are, in what order, whether each is as it was written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sedova_lod.errors import InputError

__all__ = ["is_dump", "parts_in", "whole_in"]

_MANIFEST = "manifest.json"
_PART = re.compile(r"(?:dataset-([a-z]+)|part-([0-9]{5,}))(\.[A-Za-z0-9]+)(?:\.gz|\.zst)?")
_WHOLE = "dataset."
_AGAIN = "copy the whole folder again, or build again"
_HINT = f"{_AGAIN}; single parts can be read if you name them as files"


class _Entry(NamedTuple):
    """What a manifest says of a file."""

    name: str
    size_bytes: int
    sha256: str


class _Part(NamedTuple):
    """A part of a dump; parts are ordered as their records are."""

    number: int
    kind: str
    entry: _Entry


def is_dump(name: str) -> bool:
    """Say whether a file of a build is a dump, whole or a part of one.

    >>> is_dump("dataset.nt.gz"), is_dump("part-00001.nt"), is_dump("dataset-person.ttl"), is_dump("void.ttl")
    (True, True, True, False)
    """
    return name.startswith(_WHOLE) or _PART.fullmatch(name) is not None


def parts_in(folder: Path, formats: Sequence[str]) -> list[Path]:
    """List the parts of a dump in the order of the whole; none if the folder holds no dump in parts.

    Each part is held against the manifest: parts of two builds are never taken for one data set.

    Args:
        folder: Folder that `build` wrote.
        formats: Ends of names; the first of which there are parts is taken.

    Raises:
        InputError: A part is missing or another one than was written, or nothing says which parts there are.

    >>> parts_in(Path("docs"), [".nq"])
    []
    """
    listed = _listed(folder)
    for wanted in formats:
        parts = sorted(part for form, part in listed if form == wanted)
        for part in parts:
            _check(folder / part.entry.name, part.entry)
        if parts:
            return [folder / part.entry.name for part in parts]
    if not listed and not _has_whole(folder, formats) and _has_parts(folder, formats):
        what = f"the data set is in parts, and no {_MANIFEST} says which belong to it"
        raise InputError(what, where=str(folder), hint=_HINT)
    return []


def whole_in(folder: Path, names: Sequence[str]) -> Path | None:
    """Give the first of some whole dumps that a folder holds; None if there is none.

    If a manifest lists dumps, only these count, and the one that is taken is held against it: what another build left
    there is never taken for the data set.

    Args:
        folder: Folder that `build` wrote.
        names: Names of dumps, the best first.

    Raises:
        InputError: The dump is not the one that was written.

    >>> whole_in(Path("docs"), ["dataset.nq"]) is None
    True
    """
    listed = {entry.name: entry for entry in _entries(folder) if is_dump(entry.name)}
    found = next((name for name in names if (not listed or name in listed) and (folder / name).is_file()), None)
    if found is None:
        return None
    if found in listed and not _is_same(folder / found, listed[found]):
        what = f"this file is not the one that {_MANIFEST} lists"
        raise InputError(what, where=str(folder / found), hint=f"{_AGAIN}; name it as a file to read it as it is")
    return folder / found


def _entries(folder: Path) -> list[_Entry]:
    """Read what the manifest of a folder lists; nothing, if there is none."""
    try:
        files = json.loads((folder / _MANIFEST).read_bytes())["files"]
        return [_Entry(str(one["name"]), int(one["size_bytes"]), str(one["sha256"])) for one in files]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _listed(folder: Path) -> list[tuple[str, _Part]]:
    matched = ((_PART.fullmatch(entry.name), entry) for entry in _entries(folder))
    return [(found[3], _Part(int(found[2] or 0), found[1] or "", entry)) for found, entry in matched if found]


def _has_whole(folder: Path, formats: Iterable[str]) -> bool:
    return any(any(folder.glob(f"dataset{ending}*")) for ending in formats)


def _has_parts(folder: Path, formats: Sequence[str]) -> bool:
    matched = (_PART.fullmatch(path.name) for path in folder.iterdir())
    return any(found is not None and found[3] in formats for found in matched)


def _check(path: Path, entry: _Entry) -> None:
    """Hold a part against what was written."""
    if not path.is_file():
        raise InputError(f"a part of the data set is missing: {_MANIFEST} lists it", where=str(path), hint=_HINT)
    if not _is_same(path, entry):
        what = f"this part of the data set is not the one that {_MANIFEST} lists"
        raise InputError(what, where=str(path), hint=_HINT)


def _is_same(path: Path, entry: _Entry) -> bool:
    """Say whether a file is as it was written."""
    try:
        if path.stat().st_size != entry.size_bytes:
            return False
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == entry.sha256
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
