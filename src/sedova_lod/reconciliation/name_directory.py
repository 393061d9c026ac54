"""A directory of names: what begins like the letters that somebody has typed."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from sedova_lod.errors import OutputError
from sedova_lod.linking.romanisation import romanise

__all__ = ["NameDirectory"]

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"['’`]")
_MOST_WORDS, _MOST_LETTERS = 8, 80
_AFTER, _AFTER_WORD = "\x7f", "!"
_LONGEST_ROMANISED = 300


class NameDirectory:
    """Find ids by the beginning of a name, or of a word in it, in any script and order; a context manager.

    The names lie in a file, not in memory. May be used by several threads.

    Args:
        path: File for the names; it must not exist.

    Raises:
        OutputError: The file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, NameDirectory(Path(folder) / "names") as names:
    ...     names.add([("a", "Sedov, Lev"), ("b", "Лев Троцкий")])
    ...     names.find("lev"), names.find("Sed"), names.find("Троц"), names.find("x")
    (['b', 'a'], ['a'], ['b'], [])
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        with self._translated():
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._database.execute("PRAGMA journal_mode = OFF")
            self._database.execute("PRAGMA synchronous = OFF")
            self._database.execute("CREATE TABLE names (is_turned INTEGER, text TEXT, id TEXT)")

    def __enter__(self) -> NameDirectory:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def add(self, names: Iterable[tuple[str, str]]) -> None:
        """Add names, all at once: pairs of an id and a name.

        Raises:
            OutputError: The file cannot be written.
        """
        with self._translated():
            self._database.execute("BEGIN")
            self._database.executemany("INSERT INTO names VALUES (?, ?, ?)", _rows(names))
            self._database.execute("CREATE INDEX by_text ON names (is_turned, text)")
            self._database.execute("COMMIT")

    def find(self, typed: str, limit: int = 10, skipped: int = 0) -> list[str]:
        """Give ids whose names begin with the words typed, then those that have them later, then those of longer words.

        Args:
            typed: Some letters or words.
            limit: Most ids to give.
            skipped: How many to leave out at the beginning.
        """
        words = _words_of(typed)
        if not words:
            return []
        begin = " ".join(words)[:_MOST_LETTERS]
        found: dict[str, None] = {}
        with self._lock:
            for is_turned, after in ((0, _AFTER_WORD), (1, _AFTER_WORD), (0, _AFTER), (1, _AFTER)):
                rows = self._database.execute(_FIND, (is_turned, begin, begin + after))
                for (identity,) in rows:
                    found.setdefault(identity)
                    if len(found) == skipped + limit:
                        return list(found)[skipped:]
        return list(found)[skipped:]

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            what = f"the directory of names cannot be written: {error}"
            raise OutputError(what, where=str(self._path.parent), hint="make room there, or set TMPDIR") from error


_FIND = "SELECT id FROM names WHERE is_turned = ? AND text >= ? AND text < ? ORDER BY text, id"


def _rows(names: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Give each name as it is, and turned so that each of its words comes first."""
    for identity, name in names:
        words = _words_of(name)
        for place in range(len(words)):
            turned = " ".join((*words[place:], *words[:place]))
            yield int(place > 0), turned[:_MOST_LETTERS], identity


def _words_of(text: str) -> list[str]:
    plain = _APOSTROPHES.sub("", romanise(text[:_LONGEST_ROMANISED]))
    return _WORD.findall(plain)[:_MOST_WORDS]
