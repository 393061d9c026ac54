"""The place where a site is written: nothing stands under its final name before it is whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from sedova_lod.locks import UNLOCKED, lock_folder, unlock

__all__ = ["SITE_MANIFEST", "SitePlace"]

SITE_MANIFEST = ".sedova-lod-site"
"""File that lists what a site is made of, one path a line: only these are overwritten or removed."""

_DRAFT = f"{SITE_MANIFEST}.partial"
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class SitePlace:
    """Write files so that a run that is killed, at any moment, leaves no half of one.

    - Where there is no folder, the site is written to `.NAME.site.partial` beside it, which is renamed at the end. If
      the run is killed before, the next one clears that away; if it fails, nothing is left of it.
    - Where there is a folder, each file is written to a draft in it, and then renamed.

    Only one process at a time can write to a folder.

    Args:
        target: The folder.

    Attributes:
        root: Where the files stand until the end.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = SitePlace(Path(folder) / "site")
    ...     place.open()
    ...     place.write("index.html", b"<p>")
    ...     before = os.listdir(folder)
    ...     place.close(is_whole=True)
    ...     before, os.listdir(folder)
    (['.site.site.partial'], ['site'])
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._final = os.path.realpath(target)
        self.root = self._final
        self._is_beside = False
        self._lock = UNLOCKED

    def open(self) -> None:
        """Begin.

        Raises:
            OutputError: Another process is writing to the folder.
            OSError: The folder cannot be made.
        """
        self._is_beside = not os.path.exists(self._final)
        if self._is_beside:
            parent, name = os.path.split(self._final)
            self.root = f"{parent}/.{name}.site.partial"
        os.makedirs(self.root, exist_ok=True)
        self._lock = lock_folder(self.root, self._target)
        if self._is_beside and os.listdir(self.root):
            self._clear()

    def _clear(self) -> None:
        """Clear away what a run left that was killed."""
        for entry in os.scandir(self.root):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)

    def close(self, *, is_whole: bool) -> None:
        """End: a new site takes its place, or is cleared away if it is not whole.

        Raises:
            OSError: It cannot take its place.
        """
        try:
            if self._is_beside and is_whole:
                os.rename(self.root, self._final)
            elif self._is_beside:
                shutil.rmtree(self.root, ignore_errors=True)
        finally:
            unlock(self._lock)
            self._lock = UNLOCKED

    @property
    def vanishes(self) -> bool:
        """Whether nothing is left of the site unless it is whole."""
        return self._is_beside

    def write(self, name: str, content: bytes) -> None:
        """Write a file.

        Args:
            name: Path in the folder, with `/` between folders.
            content: Its bytes.

        Raises:
            OSError: It cannot be written.
        """
        path = f"{self.root}/{name}"
        if self._is_beside:
            try:
                _create(path, content)
            except FileNotFoundError:
                _make_folder_of(path)
                _create(path, content)
        else:
            _create(f"{self.root}/{_DRAFT}", content)
            self._rename_draft(path)

    def _rename_draft(self, path: str) -> None:
        """Give the draft its name; the folder is made if it is not there."""
        try:
            os.replace(f"{self.root}/{_DRAFT}", path)
        except FileNotFoundError:
            _make_folder_of(path)
            os.replace(f"{self.root}/{_DRAFT}", path)

    def take_over(self, name: str, source: Path) -> None:
        """Write a file that has the bytes of another: on the same disk one more name of it, or else a copy.

        Raises:
            OSError: It cannot be written.
        """
        draft = f"{self.root}/{_DRAFT}"
        try:
            if os.path.lexists(draft):  # of a run that was killed
                os.unlink(draft)
            os.link(source, draft)
        except OSError:
            shutil.copyfile(source, draft)
        self._rename_draft(f"{self.root}/{name}")


def _make_folder_of(path: str) -> None:
    os.makedirs(path.rpartition("/")[0], exist_ok=True)


def _create(path: str, content: bytes) -> None:
    """Write a file with as few calls of the system as can be; what cannot be written whole is taken away."""
    handle = os.open(path, _NEW_FILE, 0o666)
    try:
        written = os.write(handle, content)
        while written < len(content):
            written += os.write(handle, content[written:])
    except OSError:
        os.unlink(path)
        raise
    finally:
        os.close(handle)
