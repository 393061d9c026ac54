"""A folder with an embedded store: releases beside each other, and a pointer to the one that is read."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.errors import InputError, OutputError
from sedova_lod.locks import try_lock, unlock

__all__ = ["Release", "is_plain_store", "is_store", "new_release", "open_release", "read_pointer"]

_POINTER = "current"
_PREFIX = "release-"


@dataclass(frozen=True, slots=True)
class Release:
    """Describe the release that a store folder points to.

    Args:
        name: Name of its folder.
        n_quads: Quads that were loaded.
        files: Names of the files that they came from.

    >>> Release("release-1", 12, ("dataset.nq",)).n_quads
    12
    """

    name: str
    n_quads: int
    files: tuple[str, ...]


def is_store(folder: Path) -> bool:
    """Say whether a folder is one that `load` made.

    >>> is_store(Path("data"))
    False
    """
    return (folder / _POINTER).is_file() and any(folder.glob(f"{_PREFIX}*"))


def is_plain_store(folder: Path) -> bool:
    """Say whether a folder is a database that Oxigraph itself made.

    >>> is_plain_store(Path("data"))
    False
    """
    return (folder / "IDENTITY").is_file() and any(folder.glob("MANIFEST-*"))


def read_pointer(folder: Path) -> Release:
    """Tell which release is read now.

    Raises:
        InputError: There is none.
    """
    try:
        content = json.loads((folder / _POINTER).read_bytes())
        return Release(str(content["release"]), int(content["quads"]), tuple(map(str, content["files"])))
    except (OSError, ValueError, LookupError, TypeError) as error:
        hint = f"make it with sedova-lod load DIST --store {folder}"
        raise InputError("there is no store in this folder", where=str(folder), hint=hint) from error


@contextlib.contextmanager
def open_release(folder: Path) -> Iterator[Path]:
    """Keep the release that is read now from being removed, and give its folder.

    A release that is loaded meanwhile takes its place for those who open it after that.

    Raises:
        InputError: There is no store.
    """
    if is_plain_store(folder) and not is_store(folder):
        yield folder
        return
    with contextlib.ExitStack() as stack:
        while True:
            name = read_pointer(folder).name
            handle = stack.enter_context(_lock(folder / f"{name}.lock", is_shared=True))
            if handle and read_pointer(folder).name == name:
                break
        yield folder / name


@contextlib.contextmanager
def new_release(folder: Path, fill: Callable[[Path], tuple[int, tuple[str, ...]]]) -> Iterator[Release]:
    """Make a new release beside the old one, and let it take the old one's place when it is whole.

    What an interrupted or killed run left behind is cleared away first; so are old releases that nobody reads any more.

    Args:
        folder: The store; made if it is not there.
        fill: Fills the folder of the release; gives the number of quads and the names of the files.

    Raises:
        OutputError: The folder holds something else, or another run is loading into it.
    """
    _require_room(folder)
    with _translated(folder), _lock(folder / "loading.lock", is_shared=False) as is_ours:
        if not is_ours:
            hint = "wait until it is done, or choose another folder"
            raise OutputError("another run is loading into this store", where=str(folder), hint=hint)
        _clear(folder)
        place = folder / f"{_PREFIX}{_next_number(folder)}"
        try:
            n_quads, files = fill(place)
            release = Release(place.name, n_quads, files)
            (folder / f"{place.name}.lock").touch()
            _point(folder, release)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        _clear(folder)
        yield release


def _require_room(folder: Path) -> None:
    with _translated(folder):
        if folder.exists() and not folder.is_dir():
            raise OutputError("this is a file, not a folder", where=str(folder), hint="choose another folder")
        folder.mkdir(parents=True, exist_ok=True)
        held = {path.name for path in folder.iterdir()}
    ours = {
        name for name in held if name.startswith(_PREFIX) or name in (_POINTER, f"{_POINTER}.partial", "loading.lock")
    }
    if held - ours:
        hint = "choose an empty folder, or one that sedova-lod load made"
        raise OutputError(f"this folder holds something else: {min(held - ours)}", where=str(folder), hint=hint)


def _clear(folder: Path) -> None:
    """Remove the releases that are neither pointed to nor read."""
    current = read_pointer(folder).name if (folder / _POINTER).is_file() else ""
    for path in folder.glob(f"{_PREFIX}*"):
        name = path.name.removesuffix(".lock")
        if name == current or (path.suffix == ".lock" and (folder / name).exists()):
            continue
        lock = folder / f"{name}.lock"
        with _lock(lock, is_shared=False) as is_free:
            if is_free:
                shutil.rmtree(folder / name, ignore_errors=True)
                lock.unlink(missing_ok=True)


def _next_number(folder: Path) -> int:
    names = (path.name.removeprefix(_PREFIX).removesuffix(".lock") for path in folder.glob(f"{_PREFIX}*"))
    return max((int(name) for name in names if name.isdecimal()), default=0) + 1


def _point(folder: Path, release: Release) -> None:
    draft = folder / f"{_POINTER}.partial"
    with draft.open("w", encoding="utf-8") as stream:
        json.dump({"release": release.name, "quads": release.n_quads, "files": release.files}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, folder / _POINTER)


@contextlib.contextmanager
def _lock(path: Path, *, is_shared: bool) -> Iterator[bool]:
    """Hold a lock while the context lasts; false if others hold one that does not go with it."""
    handle = try_lock(path, is_shared=is_shared)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            unlock(handle)


@contextlib.contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(folder)) from error
