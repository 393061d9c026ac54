"""The folder of a run of `propose`: only files that an earlier run made, and that nobody has edited, are replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sedova_lod.errors import OutputError
from sedova_lod.serializers import write_file
from sedova_lod.serializers.writing import translate_faults

__all__ = ["LISTING", "write_proposal_files"]

LISTING = ".sedova-lod-proposals"
"""File that tells which files `propose` made, each with the SHA-256 of its bytes."""

_MOVE = "move it elsewhere, or choose another folder"


def write_proposal_files(folder: Path, files: Iterable[tuple[str, str]]) -> list[str]:
    """Write the files of a run, and take away those that only an earlier run made.

    Nothing is written or taken away if any of them is somebody else's, or was edited since it was written.

    Args:
        folder: The folder; need not exist.
        files: Name and text of each file.

    Returns:
        Names of the files, in their order.

    Raises:
        OutputError: A file cannot be written, or one that would be lost is not as `propose` wrote it.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     names = write_proposal_files(Path(place), [("conflicts.csv", ""), ("edits.jsonl", "")])
    ...     names, write_proposal_files(Path(place), [("edits.jsonl", "{}")]), (Path(place) / names[0]).exists()
    (['conflicts.csv', 'edits.jsonl'], ['edits.jsonl'], False)
    """
    contents = {name: text.encode() for name, text in files}
    made = {name: _hash(content) for name, content in contents.items()}
    listed = _listed(folder)
    stale = [name for name in listed if name not in contents and (folder / name).is_file()]
    for name in (*contents, *stale):
        _spare(folder / name, made.get(name), listed.get(name))
    with translate_faults(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        # A run that is killed leaves old and new files side by side: both are known until all is written.
        both = {name: [*listed.get(name, ()), made.get(name, "")] for name in (*made, *stale)}
        _write(folder / LISTING, _listing(both))
        for name, content in contents.items():
            _write(folder / name, content)
        for name in stale:
            (folder / name).unlink()
        _write(folder / LISTING, _listing({name: [sha256] for name, sha256 in made.items()}))
    return list(contents)


def _spare(path: Path, new: str | None, former: list[str] | None) -> None:
    """Refuse to lose what somebody else has made of a file."""
    if not path.exists():
        return
    with translate_faults(str(path)):
        found = _hash(path.read_bytes())
    if found == new or found in (former or ()):
        return
    if former is None:
        raise OutputError("this file would be replaced, and no earlier run made it", where=str(path), hint=_MOVE)
    what = "this file would be replaced, and somebody has changed it since 'propose' wrote it"
    raise OutputError(what, where=str(path), hint=_MOVE)


def _listed(folder: Path) -> dict[str, list[str]]:
    """Read what the last run made; whatever is no name of a file in the folder is passed over."""
    try:
        found = json.loads((folder / LISTING).read_bytes())["files"]
        return {name: [str(one) for one in hashes] for name, hashes in found.items() if name == Path(name).name}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def _listing(files: Mapping[str, list[str]]) -> bytes:
    return f"{json.dumps({'files': files}, indent=1)}\n".encode()


def _write(path: Path, content: bytes) -> None:
    with write_file(path) as file:
        file.write(content)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
