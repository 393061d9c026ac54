"""The folder of a site: pages that do not change stay untouched, and only what we made is ever removed."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from sedova_lod.errors import OutputError

__all__ = ["SITE_MANIFEST", "SiteFolder", "check_site_folder"]

SITE_MANIFEST = ".sedova-lod-site"
"""File that lists what a site is made of, one path a line: only these are overwritten or removed."""

_BYTES = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BYTES
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BYTES
_HEAD = "# Files of this site made by sedova-lod publish; the next run removes those that it does not make again.\n"
_MADE_OF = "# Made of: "
_PIECE_BYTES = 1 << 20

_Checked = tuple[str, int, int]
"""Path of a file, its size and its check sum."""


class SiteFolder:
    """Write the files of a site; a context manager.

    A file whose bytes are the same is left alone. Leaving the context without an exception removes the files of the
    former site that were not written again. An interrupted run leaves old and new pages side by side, and the next run
    knows them all; a file that changes is replaced in one step, so that a reader never meets half of it.

    Args:
        target: The folder; must be new, empty, or made by us before.
        made_of: Fingerprint of all that the site is made of, by which the next run knows that nothing has changed;
            empty if there is none.

    Raises:
        OutputError: The folder cannot be written, or holds files of somebody else.

    >>> with tempfile.TemporaryDirectory() as place:
    ...     with SiteFolder(Path(place) / "site") as folder:
    ...         folder.write("index.html", b"<p>")
    ...     with SiteFolder(Path(place) / "site") as folder:
    ...         folder.write("index.html", b"<p>")
    ...     folder.n_written, folder.n_unchanged
    (0, 1)
    """

    def __init__(self, target: Path, made_of: str = "") -> None:
        self._target = target
        self._made_of = made_of
        self._root = os.path.realpath(target)
        self.n_written = 0
        self.n_unchanged = 0
        self.n_removed = 0
        self._folders: set[str] = set()
        self._is_new = False
        self._is_kept = False
        self._waiting: list[_Checked] = []

    def __enter__(self) -> SiteFolder:
        check_site_folder(self._target)
        try:
            os.makedirs(self._root, exist_ok=True)
            self._is_new = not os.listdir(self._root)
            with open(f"{self._root}/{SITE_MANIFEST}", "a", encoding="utf-8") as manifest:
                if self._is_new:  # a run that is killed leaves a folder that is known to be ours
                    manifest.write(_HEAD)
            self._place = tempfile.TemporaryDirectory(prefix="sedova-lod-paths-")
            self._paths = sqlite3.connect(Path(self._place.name) / "paths.sqlite")
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._target)) from error
        self._paths.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE path (name TEXT, size INTEGER, crc INTEGER);"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if not self._is_kept:
                self._store_paths()
                self._finish(is_whole=kind is None)
        finally:
            self._paths.close()
            self._place.cleanup()

    def keep_all(self) -> bool:
        """Keep the site of the last run, if it was made of the same, and still has every byte of every file.

        Raises:
            OutputError: A file cannot be read.
        """
        made = next((line for line in self._manifest() if line.startswith(_MADE_OF)), "")
        if not self._made_of or not made.startswith(f"{_MADE_OF}{self._made_of} "):
            return False
        try:
            self._is_kept = made == self._told((name, *_check(f"{self._root}/{name}")) for name in self._former())
        except FileNotFoundError:
            return False
        except OSError as error:
            raise OutputError(f"cannot be read: {error.strerror}", where=str(self._target)) from error
        self.n_unchanged = sum(1 for _ in self._former()) if self._is_kept else 0
        return self._is_kept

    def _told(self, files: Iterable[_Checked]) -> str:
        """Tell what the site is made of, and by which bytes it is known."""
        whole = hashlib.blake2b(digest_size=16)
        for name, size, crc in files:
            whole.update(f"{name} {size} {crc}\n".encode())
        return f"{_MADE_OF}{self._made_of} {whole.hexdigest()}"

    def write(self, name: str, content: bytes) -> None:
        """Write a file, unless it has these bytes already.

        Args:
            name: Path in the folder, with `/` between folders.
            content: Its bytes.

        Raises:
            OutputError: The file cannot be written.
        """
        path = f"{self._root}/{name}"
        self._waiting.append((name, len(content), zlib.crc32(content)))
        if len(self._waiting) >= 5000:
            self._store_paths()
        try:
            there = None if self._is_new else _read_start(path, len(content) + 1)
            if there == content:
                self.n_unchanged += 1
                return
            self._make_folder(path)
            if there is None:
                _create(path, content)
            else:
                _create(f"{path}.partial", content)
                os.replace(f"{path}.partial", path)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._target / name)) from error
        self.n_written += 1

    def copy(self, name: str, source: Path) -> None:
        """Take over a large file, unless it is there already.

        Args:
            name: Path in the folder.
            source: File with the bytes.

        Raises:
            OutputError: The file cannot be written.
        """
        path = f"{self._root}/{name}"
        try:
            self._waiting.append((name, *_check(str(source))))
            if os.path.isfile(path) and filecmp.cmp(path, source, shallow=False):
                self.n_unchanged += 1
                return
            self._make_folder(path)
            shutil.copyfile(source, f"{path}.partial")
            os.replace(f"{path}.partial", path)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._target / name)) from error
        self.n_written += 1

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)

    def _store_paths(self) -> None:
        self._paths.executemany("INSERT INTO path VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()

    def _manifest(self) -> Iterator[str]:
        try:
            with (Path(self._root) / SITE_MANIFEST).open(encoding="utf-8") as lines:
                for line in lines:
                    yield line.rstrip("\n")
        except FileNotFoundError:
            return

    def _former(self) -> Iterator[str]:
        """Read what the last run made; whatever would lead out of the folder is passed over."""
        for name in self._manifest():
            if name and name[0] not in "#/" and ".." not in name.split("/"):
                yield name

    def _finish(self, *, is_whole: bool) -> None:
        """Remove what is not made any more, and list what there is; after a fault, list all and remove nothing."""
        self._paths.execute("CREATE INDEX names ON path (name)")
        draft = Path(self._root) / f"{SITE_MANIFEST}.partial"
        stale: list[_Checked] = []
        for name in () if self._is_new else self._former():
            if self._paths.execute("SELECT 1 FROM path WHERE name = ?", (name,)).fetchone():
                continue
            if is_whole:
                self._remove(name)
            else:
                stale.append((name, 0, 0))
        self._paths.executemany("INSERT INTO path VALUES (?, ?, ?)", stale)
        with draft.open("w", encoding="utf-8", newline="\n") as out:
            out.write(_HEAD)
            if self._made_of and is_whole:
                out.write(f"{self._told(self._written())}\n")
            for name, _, _ in self._written():
                out.write(f"{name}\n")
        os.replace(draft, Path(self._root) / SITE_MANIFEST)

    def _written(self) -> Iterator[_Checked]:
        """Give the files of this run by path; one that was written twice as it was written last."""
        rows = self._paths.execute("SELECT name, size, crc, MAX(rowid) FROM path GROUP BY name ORDER BY name")
        return (row[:3] for row in rows)

    def _remove(self, name: str) -> None:
        path = Path(self._root) / name
        try:
            path.unlink()
        except FileNotFoundError:
            return
        self.n_removed += 1
        for folder in path.parents:
            if str(folder) == self._root or any(folder.iterdir()):
                return
            folder.rmdir()


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


def _check(path: str) -> tuple[int, int]:
    """Give the size and the check sum of a file."""
    size = crc = 0
    handle = os.open(path, _READ)
    try:
        while piece := os.read(handle, _PIECE_BYTES):
            size, crc = size + len(piece), zlib.crc32(piece, crc)
    finally:
        os.close(handle)
    return size, crc


def _read_start(path: str, most_bytes: int) -> bytes | None:
    """Read the beginning of a file; None if there is no such file."""
    try:
        handle = os.open(path, _READ)
    except FileNotFoundError:
        return None
    try:
        found = os.read(handle, most_bytes)
        while len(found) < most_bytes and (more := os.read(handle, most_bytes - len(found))):
            found += more
        return found
    finally:
        os.close(handle)


def check_site_folder(target: Path) -> None:
    """Hold that a folder is new, empty, or the site of an earlier run; names that begin with a point do not count.

    Raises:
        OutputError: It is a file, or holds files of somebody else.

    >>> check_site_folder(Path("src"))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.OutputError: src: the folder holds 'sedova_lod', which no earlier 'publish' made
      hint: choose a new or empty folder; publish removes only what it made itself
    """
    root = Path(os.path.realpath(target))
    if root.exists() and not root.is_dir():
        raise OutputError("this is a file, not a folder", where=str(target), hint="choose another folder")
    if not root.is_dir() or (root / SITE_MANIFEST).is_file():
        return
    strange = next((entry.name for entry in sorted(root.iterdir()) if not entry.name.startswith(".")), "")
    if strange:
        raise OutputError(
            f"the folder holds '{strange}', which no earlier 'publish' made",
            where=str(target),
            hint="choose a new or empty folder; publish removes only what it made itself",
        )
