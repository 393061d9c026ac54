"""The output folder: all files of a build take their places together, or none does."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from sedova_lod.errors import OutputError
from sedova_lod.locks import UNLOCKED, lock_folder, unlock
from sedova_lod.serializers.result_files import (
    MANIFEST,
    STATE_FILE,
    former_files,
    is_inside,
    is_strange_manifest,
    listed_files,
)
from sedova_lod.serializers.writing import OutputFile, WrittenFile, sync_folder, translate_faults

__all__ = ["OutputFolder"]

_NEW, _OLD, _DECISION = "new", "old", "decision.json"


class OutputFolder:
    """Write the files of a build, and put them in place when all are whole; a context manager.

    The files are written to `.NAME.partial` beside the folder (inside it, where the folder is a disk of its own) and
    seen onto the disk. Leaving the context without an exception decides for them: the decision is written down, each
    file is renamed into the folder, and the manifest last. Files that the former manifest lists and the new build
    does not have are removed; files that no manifest lists are never touched, so the folder may hold others, but none
    with the name of a new one.

    - An exception before the decision, an interrupt too, leaves the folder as it was and nothing beside it.
    - A rename that fails puts all files back that were renamed before.
    - A crash before the decision leaves the folder as it was; the next build clears the partial folder away.
    - A crash after the decision may leave new files beside old ones, of which the manifest, still the old one, tells;
      the next `OutputFolder` finishes the renames before it begins.

    Only one process at a time can write to a folder.

    Args:
        target: The folder; need not exist.
        sign: File that each result of this command has: the folder may not hold that of another one. Empty for any.

    Attributes:
        target: The folder, as an absolute path.

    Raises:
        OutputError: The folder cannot be written, another process is writing to it, or it holds something else.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     with OutputFolder(Path(place) / "dist") as folder:
    ...         with folder.create("dataset.nt") as file:
    ...             file.write(b"")
    ...     [path.name for path in Path(place).iterdir()], [file.name for file in folder.files]
    (['dist'], ['dataset.nt'])
    """

    def __init__(self, target: Path, sign: str = "") -> None:
        self._shown = target
        self._sign = sign
        self._former: frozenset[str] = frozenset()
        self.target = Path(os.path.realpath(target))
        self._partial = _place_of_partial(self.target)
        self._made: dict[str, OutputFile] = {}
        self._lock = UNLOCKED

    def __enter__(self) -> OutputFolder:
        with translate_faults(str(self._shown)):
            if self.target.exists() and not self.target.is_dir():
                raise OutputError("this is a file, not a folder", where=str(self._shown), hint="choose another folder")
            self._partial.mkdir(parents=True, exist_ok=True)
            self._lock = lock_folder(self._partial, self._shown)
            with contextlib.ExitStack() as on_fault:
                on_fault.callback(self._release)
                _finish(self._partial, self.target)
                _empty(self._partial)
                self._know_former()
                on_fault.pop_all()
        return self

    def _know_former(self) -> None:
        """Learn what the last run made; refuse a folder that holds the result of another command."""
        listed = listed_files(self.target)
        if listed and self._sign and self._sign not in listed:
            what, hint = "the folder holds what another command made", "choose a folder of its own"
            raise OutputError(what, where=str(self._shown), hint=hint)
        self._former = frozenset(former_files(self.target))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._commit()
        finally:
            self._leave()

    @property
    def files(self) -> tuple[WrittenFile, ...]:
        """List the files of the data set made so far, by name; those still open are not complete."""
        listed = (file.written for name, file in self._made.items() if name != STATE_FILE)
        return tuple(sorted(listed, key=lambda file: file.name))

    def create(self, name: str) -> OutputFile:
        """Begin a file.

        Args:
            name: Name in the folder, `/` between folders; its end decides about compression.

        Raises:
            OutputError: The file cannot be written, or one of somebody else has its name.
            ValueError: The name leads out of the folder.
        """
        if not is_inside(name):
            raise ValueError(f"'{name}' leads out of the folder")
        shown = str(self._shown / name)
        self._spare(name, shown)
        path = self._partial / _NEW / name
        with translate_faults(shown):
            path.parent.mkdir(parents=True, exist_ok=True)
        file = OutputFile(path, shown, name)
        self._made[name] = file
        return file

    def _spare(self, name: str, shown: str) -> None:
        """Refuse to replace a file that no earlier run made."""
        is_strange = name not in self._former and (self.target / name).is_file()
        if is_strange and (name != MANIFEST or is_strange_manifest(self.target)):
            what = "this file would be replaced, and no earlier run made it"
            raise OutputError(what, where=shown, hint="move it elsewhere, or choose another folder")

    def _commit(self) -> None:
        names = sorted(self._made)
        for file in self._made.values():
            file.close()
        with translate_faults(str(self._shown)):
            stale = sorted(set(self._former) - {*names, MANIFEST})
            self._check(names)
            _write_down(self._partial, names, stale)
            with contextlib.ExitStack() as undo:
                _make_folder(self.target, undo)
                for name in (*stale, *sorted(names, key=lambda name: (name == MANIFEST, name))):
                    _replace(name, self._partial, self.target, undo)
                undo.pop_all()
            (self._partial / _DECISION).unlink()
            sync_folder(self.target)

    def _check(self, names: Iterable[str]) -> None:
        for name in names:
            if (self.target / name).is_dir():
                raise OutputError("there is a folder of this name", where=str(self._shown / name), hint="move it away")

    def _leave(self) -> None:
        """Clear the partial folder away, unless it holds old files that could not be put back."""
        for file in self._made.values():
            file.abandon()
        old = [path for path in (self._partial / _OLD).rglob("*") if path.is_file()]
        if not old or not (self._partial / _DECISION).exists():
            with contextlib.suppress(OSError):
                shutil.rmtree(self._partial)
        self._release()

    def _release(self) -> None:
        unlock(self._lock)
        self._lock = UNLOCKED


def _place_of_partial(target: Path) -> Path:
    """Choose a place on the same disk as the folder, beside it if that can be."""
    name = f".{target.name}.partial"
    if target.is_dir() and (os.path.ismount(target) or not os.access(target.parent, os.W_OK)):
        return target / name
    return target.parent / name


def _write_down(partial: Path, names: list[str], stale: list[str]) -> None:
    """Decide for the new files: from here on a crash is mended forwards."""
    sync_folder(partial)
    draft = partial / f"{_DECISION}.partial"
    with draft.open("w", encoding="utf-8") as stream:
        json.dump({"names": names, "stale": stale}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, partial / _DECISION)
    sync_folder(partial)


def _make_folder(folder: Path, undo: contextlib.ExitStack) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent, undo)
    folder.mkdir()
    undo.callback(folder.rmdir)


def _replace(name: str, partial: Path, target: Path, undo: contextlib.ExitStack) -> None:
    """Move an old file out and the new one, if there is one, in."""
    new, old, place = partial / _NEW / name, partial / _OLD / name, target / name
    if place.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        os.replace(place, old)
        undo.callback(os.replace, old, place)
    if new.exists():
        _make_folder(place.parent, undo)
        os.replace(new, place)
        undo.callback(os.replace, place, new)


def _finish(partial: Path, target: Path) -> None:
    """Do what a crashed run had decided for."""
    try:
        decision = json.loads((partial / _DECISION).read_bytes())
    except FileNotFoundError:
        return
    with contextlib.ExitStack() as undo:
        _make_folder(target, undo)
        for name in sorted(decision["names"], key=lambda name: (name == MANIFEST, name)):
            if (partial / _NEW / name).exists():
                _make_folder((target / name).parent, undo)
                os.replace(partial / _NEW / name, target / name)
        for name in decision["stale"]:
            (target / name).unlink(missing_ok=True)
        undo.pop_all()
    sync_folder(target)


def _empty(partial: Path) -> None:
    for entry in partial.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
