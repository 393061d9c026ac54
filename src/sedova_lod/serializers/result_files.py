"""Which files in a folder are the result of an earlier run, by its manifest; all others are somebody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

__all__ = ["MANIFEST", "STATE_FILE", "former_files", "is_inside", "is_strange_manifest", "listed_files", "result_of"]

MANIFEST = "manifest.json"
"""File that lists the others; it takes its place last."""

STATE_FILE = ".sedova-lod-state"
"""File by which a later build knows what it can keep; no part of the data set, so that nothing lists it."""

_DEEPEST = 3


def listed_files(folder: Path) -> list[str]:
    """List the files that the manifest of a folder names; whatever would lead out of the folder is passed over.

    >>> listed_files(Path("src"))
    []
    """
    try:
        names = [str(entry["name"]) for entry in _read(folder)["files"]]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    return [name for name in names if is_inside(name)]


def former_files(folder: Path) -> Iterator[str]:
    """Give those files of the last run that are there, but for the manifest."""
    if (folder / STATE_FILE).is_file():
        yield STATE_FILE
    yield from (name for name in listed_files(folder) if (folder / name).is_file())


def is_inside(name: str) -> bool:
    """Say whether a name stays in its folder.

    >>> is_inside("rejects/people.csv"), is_inside("../people.csv")
    (True, False)
    """
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def is_strange_manifest(folder: Path) -> bool:
    """Say whether the folder has a manifest of something else, such as that of a IIIF image or a web page.

    >>> is_strange_manifest(Path("src"))
    False
    """
    try:
        found = _read(folder)
    except (OSError, ValueError):
        return False  # there is none, or it is damaged
    return isinstance(found, dict) and "files" not in found


def result_of(file: Path) -> Path | None:
    """Give the folder of the earlier run that made a file; None if none did.

    >>> result_of(Path("README.md")) is None
    True
    """
    path = file.resolve()
    for folder in path.parents[:_DEEPEST]:
        listed = listed_files(folder)
        if listed and path.relative_to(folder).as_posix() in (*listed, MANIFEST, STATE_FILE):
            return folder
    return None


def _read(folder: Path) -> Any:
    return json.loads((folder / MANIFEST).read_bytes())
