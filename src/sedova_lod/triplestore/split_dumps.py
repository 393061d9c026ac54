"""Dumps that `build` wrote in parts: which parts there are, whether each is the one that was written, in what order."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sedova_lod.errors import InputError

__all__ = ["is_dump", "parts_in"]

_MANIFEST = "manifest.json"
_PART = re.compile(r"(?:dataset-([a-z]+)|part-([0-9]{5,}))(\.[A-Za-z0-9]+)(?:\.gz|\.zst)?")
_WHOLE = "dataset."
_HINT = "copy the whole folder again, or build again; single parts can be read if you name them as files"


class _Part(NamedTuple):
    """What a manifest says of a part; parts are ordered as their records are."""

    number: int
    kind: str
    name: str
    size_bytes: int
    sha256: str


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
            _check(folder / part.name, part)
        if parts:
            return [folder / part.name for part in parts]
    if not listed and not _has_whole(folder, formats) and _has_parts(folder, formats):
        what = f"the data set is in parts, and no {_MANIFEST} says which belong to it"
        raise InputError(what, where=str(folder), hint=_HINT)
    return []


def _listed(folder: Path) -> list[tuple[str, _Part]]:
    try:
        files = json.loads((folder / _MANIFEST).read_bytes())["files"]
        told = [(str(one["name"]), int(one["size_bytes"]), str(one["sha256"])) for one in files]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    matched = ((_PART.fullmatch(name), name, size_bytes, sha256) for name, size_bytes, sha256 in told)
    return [
        (found[3], _Part(int(found[2] or 0), found[1] or "", name, size_bytes, sha256))
        for found, name, size_bytes, sha256 in matched
        if found
    ]


def _has_whole(folder: Path, formats: Iterable[str]) -> bool:
    return any(any(folder.glob(f"dataset{ending}*")) for ending in formats)


def _has_parts(folder: Path, formats: Sequence[str]) -> bool:
    matched = (_PART.fullmatch(path.name) for path in folder.iterdir())
    return any(found is not None and found[3] in formats for found in matched)


def _check(path: Path, part: _Part) -> None:
    """Hold a part against what was written."""
    if not path.is_file():
        raise InputError(f"a part of the data set is missing: {_MANIFEST} lists it", where=str(path), hint=_HINT)
    try:
        is_same = path.stat().st_size == part.size_bytes
        if is_same:
            with path.open("rb") as stream:
                is_same = hashlib.file_digest(stream, "sha256").hexdigest() == part.sha256
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    if not is_same:
        what = f"this part of the data set is not the one that {_MANIFEST} lists"
        raise InputError(what, where=str(path), hint=_HINT)
