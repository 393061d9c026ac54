"""Dumps that `build` wrote, whole or in parts: which there are, in what order, whether each is as it was written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sedova_lod.errors import InputError

__all__ = ["dumps_in", "is_dump"]

_MANIFEST = "manifest.json"
_PART = re.compile(r"(?:dataset-([a-z]+)|part-([0-9]{5,}))(\.[A-Za-z0-9]+)(?:\.gz|\.zst)?")
_WHOLE = "dataset."
_COMPRESSIONS = ("", ".gz", ".zst")
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


def dumps_in(folder: Path, formats: Sequence[str]) -> list[Path]:
    """List the files of the data set in a folder, in one format: a dump, or its parts in the order of the whole.

    Each file is held against the manifest: what two builds wrote is never taken for one data set. If a manifest lists
    dumps, only these count. Nothing is listed if there is no data set.

    Args:
        folder: Folder that `build` wrote.
        formats: Ends of names without that of the compression; the first of which there is a dump is taken.

    Raises:
        InputError: A part is missing, a file is another one than was written, or nothing says which parts there are.

    >>> dumps_in(Path("docs"), [".nq"])
    []
    """
    listed = [entry for entry in _entries(folder) if is_dump(entry.name)]
    return _parts_in(folder, formats, listed) or _whole_in(folder, formats, {entry.name: entry for entry in listed})


def _parts_in(folder: Path, formats: Sequence[str], listed: Sequence[_Entry]) -> list[Path]:
    matched = ((_PART.fullmatch(entry.name), entry) for entry in listed)
    known = [(found[3], _Part(int(found[2] or 0), found[1] or "", entry)) for found, entry in matched if found]
    for wanted in formats:
        parts = sorted(part for form, part in known if form == wanted)
        for part in parts:
            _check(folder / part.entry.name, part.entry)
        if parts:
            return [folder / part.entry.name for part in parts]
    if not known and not _has_whole(folder, formats) and _has_parts(folder, formats):
        what = f"the data set is in parts, and no {_MANIFEST} says which belong to it"
        raise InputError(what, where=str(folder), hint=_HINT)
    return []


def _whole_in(folder: Path, formats: Sequence[str], listed: Mapping[str, _Entry]) -> list[Path]:
    names = [f"{_WHOLE[:-1]}{ending}{packed}" for ending in formats for packed in _COMPRESSIONS]
    found = next((name for name in names if (not listed or name in listed) and (folder / name).is_file()), None)
    if found is None:
        return []
    if found in listed and not _is_same(folder / found, listed[found]):
        what = f"this file is not the one that {_MANIFEST} lists"
        raise InputError(what, where=str(folder / found), hint=f"{_AGAIN}; name it as a file to read it as it is")
    return [folder / found]


def _entries(folder: Path) -> list[_Entry]:
    """Read what the manifest of a folder lists; nothing, if there is none."""
    try:
        files = json.loads((folder / _MANIFEST).read_bytes())["files"]
        return [_Entry(str(one["name"]), int(one["size_bytes"]), str(one["sha256"])) for one in files]
    except (OSError, ValueError, LookupError, TypeError):
        return []


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
