"""The folder of a site: pages that do not change stay untouched, and only what we made is ever removed."""

from __future__ import annotations

import filecmp
import hashlib
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import TracebackType

from sedova_lod.errors import OutputError
from sedova_lod.publication.own_files import KnownNames, refuse_strange, strange_files
from sedova_lod.publication.site_listing import Listed, SiteListing
from sedova_lod.publication.site_place import SITE_MANIFEST, SitePlace
from sedova_lod.records.sorting import ExternalSorter

__all__ = ["SiteFolder", "check_site_folder"]

_BYTES = getattr(os, "O_BINARY", 0)
_READ = os.O_RDONLY | _BYTES
_HEAD = "# Files of this site made by sedova-lod publish; the next run removes those that it does not make again.\n"
_MADE_OF = "# Made of: "
_PIECE_BYTES = 1 << 17
_HASHED_TOGETHER = 1000
_SORTING_BYTES = 16_000_000


class SiteFolder:
    """Write the files of a site; a context manager.

    A file whose bytes are the same is left alone, and one that no earlier run made is never replaced. Leaving the
    context without an exception removes the files of the former site that were not written again. A run that ends
    before, even one that is killed, leaves no new site, or of a former one old and new pages side by side, each of them
    whole; the next run makes the site whole.

    Args:
        target: The folder; must be new, empty, or made by us before.
        made_of: Fingerprint of all that the site is made of, by which the next run knows that nothing has changed;
            empty if there is none.

    Raises:
        OutputError: The folder cannot be written, or holds files of somebody else.

    >>> import tempfile
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
        self._place = SitePlace(target)
        self.n_written = 0
        self.n_unchanged = 0
        self.n_removed = 0
        self._is_new = False
        self._is_kept = False
        self._listing = SiteListing()
        self._journal = -1
        self._strange: list[str] | None = None

    def __enter__(self) -> SiteFolder:
        check_site_folder(self._target)
        with self._translated():
            self._place.open()
            self._is_new = not os.listdir(self._root)
            if not os.path.exists(f"{self._root}/{SITE_MANIFEST}"):
                self._place.write(SITE_MANIFEST, _HEAD.encode())
            if not self._place.vanishes:  # what a run that is killed has written is known to be ours
                self._journal = os.open(f"{self._root}/{SITE_MANIFEST}", os.O_WRONLY | os.O_APPEND | _BYTES)
        return self

    @cached_property
    def _own(self) -> KnownNames:
        return KnownNames(self._former())

    def holds_strange(self, names: Iterable[str]) -> bool:
        """Say whether files of somebody else have some of the names that are to be written."""
        return not self._is_new and bool(strange_files(self._target, names, self._own))

    @contextmanager
    def rehearsing(self) -> Iterator[None]:
        """Write nothing in this context, but see what of somebody else's would be replaced.

        Raises:
            OutputError: Something would.
        """
        self._strange = []
        yield
        strange, self._strange = self._strange, None
        refuse_strange(self._target, strange)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        is_whole = False
        if self._journal >= 0:
            os.close(self._journal)
        try:
            if not self._is_kept and (kind is None or not self._place.vanishes):
                with self._translated():
                    self._finish(is_whole=kind is None)
            is_whole = kind is None
        finally:
            self._listing.close()
            with self._translated():
                self._place.close(is_whole=is_whole)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Say of a fault of the system which folder it is about."""
        try:
            yield
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._target)) from error

    @property
    def _root(self) -> str:
        return self._place.root

    def keep_all(self) -> bool:
        """Keep the site of the last run, if it was made of the same, and still has every byte of every file.

        Raises:
            OutputError: A file cannot be read.
        """
        made = next((line for line in self._manifest() if line.startswith(_MADE_OF)), "")
        if not self._made_of or not made.startswith(f"{_MADE_OF}{self._made_of} "):
            return False
        try:
            found = ((name, b"%d %d" % _check(f"{self._root}/{name}")) for name in self._former())
            self._is_kept = made == self._told(found)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise OutputError(f"cannot be read: {error.strerror}", where=str(self._target)) from error
        self.n_unchanged = sum(1 for _ in self._former()) if self._is_kept else 0
        return self._is_kept

    def _told(self, files: Iterable[Listed]) -> str:
        """Tell what the site is made of, and by which bytes it is known."""
        whole = hashlib.blake2b(digest_size=16)
        waiting = iter(files)
        while part := list(islice(waiting, _HASHED_TOGETHER)):
            whole.update(b"".join([b"%b %b\n" % (name.encode(), checked) for name, checked in part]))
        return f"{_MADE_OF}{self._made_of} {whole.hexdigest()}"

    def write(self, name: str, content: bytes) -> None:
        """Write a file, unless it has these bytes already.

        Args:
            name: Path in the folder, with `/` between folders.
            content: Its bytes.

        Raises:
            OutputError: The file cannot be written, or one of somebody else stands there.
        """
        self.write_all([(name, content)])

    def write_all(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Write some files, unless they have these bytes already.

        Args:
            files: Path in the folder and bytes of each.

        Raises:
            OutputError: A file cannot be written, or one of somebody else stands there.
        """
        name, is_beside = "", self._place.vanishes
        try:
            for name, content in files:
                if is_beside:
                    self._place.write(name, content)
                    self.n_written += 1
                else:
                    self._renew(name, content)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._target / name)) from error
        if self._strange is None:
            self._listing.add_all({name: (len(content), zlib.crc32(content)) for name, content in files})

    def _renew(self, name: str, content: bytes) -> None:
        """Write a file into a folder that may hold it, or one of somebody else by its name."""
        held = None if self._is_new else _read_start(f"{self._root}/{name}", len(content) + 1)
        if not self._claim(name, is_there=held is not None, is_same=held == content):
            return
        if held == content:
            self.n_unchanged += 1
            return
        self._place.write(name, content)
        self.n_written += 1

    def _claim(self, name: str, *, is_there: bool, is_same: bool) -> bool:
        """Hold that what would be replaced is ours, and list what is new before it is there; say whether to write."""
        is_known = not is_there or is_same or name in self._own or name in self._former()  # which knows this run's too
        strange = [] if is_known else [name]
        if self._strange is not None:
            self._strange += strange
            return False
        refuse_strange(self._target, strange)
        if self._journal >= 0 and not is_there:
            os.write(self._journal, f"\n{name}\n".encode())
        return True

    def take_over(self, name: str, source: Path) -> None:
        """Take over a large file, unless it is there already; nobody may change it afterwards.

        Args:
            name: Path in the folder.
            source: File with the bytes.

        Raises:
            OutputError: The file cannot be written, or one of somebody else stands there.
        """
        path = f"{self._root}/{name}"
        try:
            is_same = os.path.isfile(path) and filecmp.cmp(path, source, shallow=False)
            if not self._claim(name, is_there=os.path.lexists(path), is_same=is_same):
                return
            self._listing.add_all({name: _check(str(source))})
            if is_same:
                self.n_unchanged += 1
                return
            self._place.take_over(name, source)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=str(self._target / name)) from error
        self.n_written += 1

    def _manifest(self) -> Iterator[str]:
        try:
            with (Path(self._root) / SITE_MANIFEST).open(encoding="utf-8", errors="replace") as lines:
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
        draft = Path(self._root) / f"{SITE_MANIFEST}.partial"
        if not is_whole:
            self._listing.add_all(dict.fromkeys(self._stale(), (0, 0)))
        else:
            for name in self._stale():
                self._remove(name)
        with draft.open("w", encoding="utf-8", newline="\n") as out:
            out.write(_HEAD)
            if self._made_of and is_whole:
                out.write(f"{self._told(self._listing)}\n")
            out.writelines(f"{name}\n" for name in self._listing.names())
        os.replace(draft, Path(self._root) / SITE_MANIFEST)

    def _stale(self) -> Iterator[str]:
        """Give the files of the last run that are not made any more."""
        if self._is_new:
            return
        with ExternalSorter(_SORTING_BYTES) as former:  # somebody may have edited the list: its order is not relied on
            for name in self._former():
                former.add_packed(name, b"")
            present = self._listing.names()
            made = next(present, "")
            for name, _ in former.packed():
                while made and made < name:
                    made = next(present, "")
                if made != name:
                    yield name

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
