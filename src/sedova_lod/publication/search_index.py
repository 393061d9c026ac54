"""The search index: words to records, in parts that a browser loads as it needs them."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType

from sedova_lod.publication.dates_told import labels_told
from sedova_lod.publication.digests import Digest, values_of
from sedova_lod.publication.markup import page_stem
from sedova_lod.records import KINDS, Record

__all__ = ["SearchIndex", "data_script", "folded", "script_of", "shard_name", "to_json"]

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 400
_MOST_TEXT = 20_000
_DOCS_IN_PART = 400
_MOST_PART = 120_000
_LONGEST_PREFIX = 6
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TEXTS = ("description", "note", "summary", "text", "valueText", "medium")
_IN_OTHER_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe"}


class _Folding(dict[int, int | str | None]):
    """Say of each sign what stands for it in a word that is looked up; signs are looked at when they first come."""

    def __missing__(self, code: int) -> int | None:
        known = self[code] = None if unicodedata.combining(chr(code)) else code
        return known


_FOLDING = _Folding(str.maketrans({**_IN_OTHER_LETTERS, **dict.fromkeys("'’ʹʺʻʼ")}))


def folded(text: str) -> str:
    """Give a text as it is looked up: lower case, without signs over letters and marks of softness.

    >>> folded("Kerenskiĭ"), folded("Ёлка"), folded("Natalʹi͡a"), folded("Spalding's")
    ('kerenskii', 'елка', 'natalia', 'spaldings')
    """
    low = text.lower()
    return low.replace("'", "") if low.isascii() else unicodedata.normalize("NFD", low).translate(_FOLDING)


def shard_name(prefix: str) -> str:
    """Give the name of the file for words with a beginning: letters as their codes, so that any host serves it.

    >>> shard_name("le"), shard_name("ле")
    ('6c-65', '43b-435')
    """
    return "-".join(f"{ord(sign):x}" for sign in prefix)


class SearchIndex:
    """Collect the words of records, and write them in parts; a context manager that works on disk.

    Args:
        languages: Languages of the site.
    """

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._folder = tempfile.TemporaryDirectory(prefix="sedova-lod-search-")
        self._base = sqlite3.connect(Path(self._folder.name) / "words.sqlite")
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-16000; PRAGMA temp_store=FILE;"
            "CREATE TABLE word (word TEXT, doc INTEGER, weight INTEGER);"
        )
        self._waiting: list[tuple[str, int, int]] = []
        self._docs: list[list[object]] = []
        self.n_docs = 0

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def add(self, record: Record, digest: Digest) -> Iterator[tuple[str, bytes]]:
        """Take in a record; give a part of the list of records whenever one is full."""
        words: dict[str, int] = {}
        schema = KINDS[record.kind].schema
        for text, _ in digest.labels:
            _count(text, 8, words)
        for text, _ in values_of(record.node, schema, "altLabel"):
            _count(text, 5, words)
        for name in _TEXTS:
            for text, _ in values_of(record.node, schema, name):
                _count(text, 1, words)
        self._waiting += ((word, self.n_docs, weight) for word, weight in words.items())
        if len(self._waiting) > 20_000:
            self._store()
        moment = digest.moment()
        names = digest.names(self._languages)
        described = digest.description[:120]
        self._docs.append(
            [
                digest.kind,
                page_stem(digest.id),
                names,
                described,
                labels_told(moment.label if moment else "", self._languages),
            ]
        )
        self.n_docs += 1
        if len(self._docs) == _DOCS_IN_PART:
            yield self._docs_part()

    def _docs_part(self) -> tuple[str, bytes]:
        number = (self.n_docs - 1) // _DOCS_IN_PART
        docs, self._docs = self._docs, []
        return f"search/docs-{number}.js", data_script(f"docs-{number}", docs)

    def _store(self) -> None:
        self._base.executemany("INSERT INTO word VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give the remaining records, the parts of the index, and the list of parts, as path and content."""
        if self._docs:
            yield self._docs_part()
        self._store()
        self._base.execute("CREATE INDEX words ON word (word, doc)")
        names: list[str] = []
        rows = self._base.execute("SELECT substr(word, 1, 2), word, doc, weight FROM word ORDER BY word, doc")
        for prefix, group in groupby(rows, key=itemgetter(0)):
            for name, content in self._split(prefix, group):
                names.append(name)
                yield f"search/{shard_name(name)}.js", content
        index = {"parts": names, "docs": self.n_docs, "docsInPart": _DOCS_IN_PART}
        yield "search/index.js", data_script("index", index)

    def _split(self, prefix: str, rows: Iterator[tuple[str, str, int, int]]) -> Iterator[tuple[str, bytes]]:
        """Give the part for a beginning of words, and where it would be large, further parts for longer beginnings."""
        words: dict[str, list[int]] = {}
        for _, word, doc, weight in rows:
            words.setdefault(word, []).extend((doc, weight))
        yield from _sized(prefix, words)


def _sized(prefix: str, words: dict[str, list[int]]) -> Iterator[tuple[str, bytes]]:
    content = data_script(f"w-{prefix}", words)
    if len(content) <= _MOST_PART or len(prefix) >= _LONGEST_PREFIX or len(words) < 2:
        yield prefix, content
        return
    whole = {word: docs for word, docs in words.items() if len(word) <= len(prefix)}
    yield prefix, data_script(f"w-{prefix}", whole)
    longer = {word: docs for word, docs in words.items() if len(word) > len(prefix)}
    for start, group in groupby(longer.items(), key=lambda one: one[0][: len(prefix) + 1]):
        yield from _sized(start, dict(group))


def _count(text: str, weight: int, words: dict[str, int]) -> None:
    for word in _WORD.findall(folded(text[:_MOST_TEXT])):
        if len(words) >= _MOST_WORDS:
            return
        key = word[:40]
        if words.get(key, 0) < weight:
            words[key] = weight


def data_script(name: str, value: object) -> bytes:
    r"""Write data as a script, which a page can load from a file, too.

    >>> data_script("a", ["</script>"])
    b'sedova.take("a",["\\u003c/script>"]);\n'
    """
    return script_of(name, to_json(value))


def script_of(name: str, text: str) -> bytes:
    """Write data that is JSON already as a script."""
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"sedova.take({to_json(name)},{text});\n".encode("utf-8", "replace")
