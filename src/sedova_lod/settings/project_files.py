"""The files that a project names: they must lie inside its folder and be there."""

from __future__ import annotations

import difflib
import os
import posixpath
import re
from itertools import islice
from pathlib import Path, PurePosixPath

from sedova_lod.terms import bad_character

__all__ = ["PATTERN_SUFFIXES", "FileFault", "expand_pattern", "inside", "is_pattern", "present"]

PATTERN_SUFFIXES = frozenset((".yaml", ".yml", ".jsonl", ".ndjson", ".json"))
_MOST_NAMES = 2000


class FileFault(ValueError):  # noqa: N818 - a fault of the project file, reported with others
    """Say why a file cannot be used.

    Args:
        what: What is wrong.
        hint: How to mend it.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


def inside(root: Path, file: str) -> str:
    """Bring a file's name into its usual form, if it stays inside the project folder.

    Args:
        root: Project folder.
        file: Name as written in the project file.

    Returns:
        The name without `.` and `..`, relative to the folder.

    Raises:
        FileFault: The name is absolute, leaves the folder, or follows a link out of it.

    >>> inside(Path("/p"), "records/../people.csv")
    'people.csv'
    >>> inside(Path("/p"), "../people.csv")
    Traceback (most recent call last):
    ...
    sedova_lod.settings.project_files.FileFault: '../people.csv' lies outside the project folder
    """
    bad = bad_character(file)
    if bad or "\n" in file:
        raise FileFault(f"{file!r} is no file name: it has {bad or 'a line break'}")
    if "\\" in file:
        slashed = file.replace("\\", "/")
        raise FileFault(f"'{file}' has a backslash", f"write '/' between folders: '{slashed}'")
    if PurePosixPath(file).is_absolute() or re.match(r"[A-Za-z]:", file):
        raise FileFault(f"'{file}' is an absolute path", "name the file relative to the project folder")
    usual = posixpath.normpath(file)
    if usual == ".." or usual.startswith("../"):
        raise FileFault(f"'{file}' lies outside the project folder", "move the file into the project folder")
    if not _is_contained(root, root / usual):
        raise FileFault(f"'{file}' is a link that leads out of the project folder", "copy the file into the folder")
    return usual


def _is_contained(root: Path, path: Path) -> bool:
    top, real = os.path.realpath(root), os.path.realpath(path)
    return real == top or real.startswith(top.rstrip(os.sep) + os.sep)


def present(root: Path, file: str) -> None:
    """Make sure that a file is there and is no folder.

    Raises:
        FileFault: It is not; the hint names the nearest file that is.
    """
    try:
        path = root / file
        if path.is_file():
            return
        if path.is_dir():
            raise FileFault(f"'{file}' is a folder", f"name a file in it, or a pattern such as '{file}/*.yaml'")
        is_there = path.exists()
    except OSError as error:
        raise FileFault(f"'{file}' cannot be read: {error.strerror}") from error
    if is_there:
        raise FileFault(f"'{file}' is no ordinary file")
    if path.is_symlink():
        raise FileFault(f"'{file}' is a link that leads nowhere", "copy the file itself into the folder")
    near = _nearest_file(root, file)
    raise FileFault(f"no file '{file}'", f"did you mean '{near}'?" if near else "check the name")


def _nearest_file(root: Path, file: str) -> str:
    names: list[str] = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = PurePosixPath(Path(folder).relative_to(root).as_posix())
        names += [str(below / name) for name in sorted(files)]
        if len(names) > _MOST_NAMES:
            break
    lowered = {name.lower(): name for name in reversed(names)}
    close = difflib.get_close_matches(file.lower(), lowered, n=1, cutoff=0.7)
    if close:
        return lowered[close[0]]
    base = posixpath.basename(file).lower()
    return next((name for name in names if posixpath.basename(name).lower() == base), "")


def is_pattern(root: Path, file: str) -> bool:
    """Say whether a name stands for several files; a file really called so comes first.

    >>> is_pattern(Path("/p"), "people/*.yaml"), is_pattern(Path("/p"), "people.csv")
    (True, False)
    """
    return any(sign in file for sign in "*?[") and not os.path.lexists(root / file)


def expand_pattern(root: Path, file: str) -> tuple[str, ...]:
    """List the files that match a pattern, in the order of their names.

    Raises:
        FileFault: There are none, the pattern is for another format, or a match lies outside the folder.
    """
    usual = inside(root, file)
    if PurePosixPath(usual).suffix.lower() not in PATTERN_SUFFIXES:
        raise FileFault(
            f"'{file}' is a pattern, which only YAML and JSON files can have",
            "write one [[tables]] for each file",
        )
    try:
        found = sorted(p.relative_to(root).as_posix() for p in islice(root.glob(usual), None) if p.is_file())
    except (OSError, ValueError, NotImplementedError) as error:
        raise FileFault(f"'{file}' is no pattern of files: {error}") from error
    if not found:
        raise FileFault(f"no file matches '{file}'", "check the folder and the ending")
    return tuple(inside(root, name) for name in found)
