"""The search index: words to records, in parts that a browser loads as it needs them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, islice
from json.encoder import encode_basestring as _quoted
from operator import itemgetter

from sedova_lod.publication.digests import LIFE_PAIRS, Digest
from sedova_lod.publication.names_in_data import NamesInData, date_in_data, years_in_data
from sedova_lod.publication.subject import Subject
from sedova_lod.records import KINDS, Record
from sedova_lod.records.sorting import ExternalSorter

__all__ = ["SearchIndex", "data_script", "folded", "script_of", "shard_name"]

_LONGEST_WORD = 40
_MOST_WORDS = 4000
_MOST_TEXT = 20_000
_DOCS_IN_PART = 400
_MOST_PART = 120_000
_MOST_HELD = 300_000
_MEMORY_BYTES = 16_000_000
_SHORTEST_PREFIX, _LONGEST_PREFIX = 2, 6
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_WEIGHTS = _NAME, _OTHER_NAME, _TEXT = (8, 5, 1)
_TEXTS = ("description", "note", "summary", "text", "valueText", "medium")
_IN_OTHER_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ς": "σ"}
_AFTER_APOSTROPHE = re.compile(r"(?<=\w['’])\w{3,}")


class _Folding(dict[int, int | str | None]):
    """Say of each sign what stands for it in a word that is looked up; signs are looked at when they first come."""

    def __missing__(self, code: int) -> int | None:
        known = self[code] = None if unicodedata.category(chr(code))[0] == "M" else code
        return known


class _WordFolding(_Folding):
    """Do so, and put a space for what is no letter or digit, so that words can be split off."""

    def __missing__(self, code: int) -> int | None:
        known = super().__missing__(code)
        if known is not None and not chr(known).isalnum():
            known = self[code] = _SPACE
        return known


_SPACE = ord(" ")
_ASCII_FOLDING = bytes(ord(sign.lower()) if sign.isalnum() else _SPACE for sign in map(chr, range(128))).ljust(
    256, b" "
)
"""The same as a word folding, for texts in ASCII."""

_FOLDING = _Folding(str.maketrans({**_IN_OTHER_LETTERS, **dict.fromkeys("'’ʹʺʻʼ")}))
_WORD_FOLDING = _WordFolding(_FOLDING)


def folded(text: str, folding: _Folding = _FOLDING) -> str:
    """Give a text as it is looked up: lower case, without signs over letters and marks of softness.

    Args:
        text: The text.
        folding: Says what stands for each sign.

    >>> folded("Kerenskiĭ"), folded("Ёлка"), folded("Natalʹi͡a"), folded("Spalding's")
    ('kerenskii', 'елка', 'natalia', 'spaldings')
    """
    return unicodedata.normalize("NFD", text.lower()).translate(folding)


def shard_name(prefix: str) -> str:
    """Give the name of the file for words with a beginning: letters as their codes, so that any host serves it.

    >>> shard_name("le"), shard_name("ле")
    ('6c-65', '43b-435')
    """
    return "-".join(f"{ord(sign):x}" for sign in prefix)


class SearchIndex:
    """Collect the words of records, and write them in parts; a context manager that keeps most of them on disk.

    Args:
        names: Names of records in the languages of the site.
    """

    def __init__(self, names: NamesInData) -> None:
        self._names = names
        self._held: dict[str, str | list[str]] = {}
        self._n_held = self._n_stored = self._n_docs_parts = 0
        self._sorter = ExternalSorter(_MEMORY_BYTES)
        self._docs: list[str] = []
        self.n_docs = 0

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self._sorter.close()

    def add(self, subjects: Sequence[Subject]) -> Iterator[tuple[str, bytes]]:
        """Take in some records; give a part of the list of records whenever one is full."""
        words = [_weighted_words(subject.record, subject.digest) for subject in subjects]
        for number, of_one in enumerate(words, start=self.n_docs):
            self._hold(number, of_one)
        self._docs += [self._doc(subject.record.iri, subject.digest) for subject in subjects]
        self.n_docs += len(subjects)
        while len(self._docs) >= _DOCS_IN_PART:
            yield self._docs_part()

    def _doc(self, iri: str, digest: Digest) -> str:
        """Write what the list of records tells of one."""
        place, names = self._names.of(iri, digest)
        dated = _years_of(digest, self._names.languages) or date_in_data(_label_of(digest), self._names.languages)
        return f"[{place},{names},{_quoted(digest.description[:120])},{dated}]"

    def _hold(self, number: int, words: dict[str, int]) -> None:
        """Note for each word the number of the record, and the weight that the word has in it."""
        held = self._held
        noted = {weight: f"{number},{weight}" for weight in _WEIGHTS}
        for word, weight in words.items():
            known = held.get(word)
            if known is None:
                held[word] = noted[weight]  # most words stand in one record: they need no list
            elif isinstance(known, str):
                held[word] = [known, noted[weight]]
            else:
                known.append(noted[weight])
        self._n_held += len(words)
        if self._n_held > _MOST_HELD:
            self._store()

    def _docs_part(self) -> tuple[str, bytes]:
        name = f"docs-{self._n_docs_parts}"
        docs, self._docs = self._docs[:_DOCS_IN_PART], self._docs[_DOCS_IN_PART:]
        self._n_docs_parts += 1
        return f"search/{name}.js", script_of(name, f"[{','.join(docs)}]")

    def _store(self) -> None:
        for word, docs in self._held.items():
            self._sorter.add((word, self._n_stored), _listed(docs))
        self._n_stored += 1
        self._held, self._n_held = {}, 0

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give the remaining records, the parts of the index, and the list of parts, as path and content."""
        if self._docs:
            yield self._docs_part()
        names: list[str] = []
        for prefix, words in self._words_by_beginning():
            for name, content in _sized(prefix, words):
                names.append(name)
                yield f"search/{shard_name(name)}.js", content
        index = {"parts": names, "docs": self.n_docs, "docsInPart": _DOCS_IN_PART}
        yield "search/index.js", data_script("index", index)

    def _words_by_beginning(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Give the words of each beginning in order, each with its records and weights."""
        if self._n_stored:
            for prefix, entries in groupby(self._stored_words(), key=lambda one: one[0][:_SHORTEST_PREFIX]):
                yield prefix, dict(entries)
            return
        held = self._held
        for prefix, words in groupby(sorted(held), key=itemgetter(slice(_SHORTEST_PREFIX))):
            yield prefix, {word: _listed(held[word]) for word in words}

    def _stored_words(self) -> Iterator[tuple[str, str]]:
        """Give all words in order, each with its records and weights, where some stand on disk."""
        self._store()
        for word, entries in groupby(self._sorter, key=lambda entry: entry[0][0]):
            yield word, ",".join([docs for _, docs in entries])


def _years_of(digest: Digest, languages: tuple[str, ...]) -> str:
    """Write the years of a life, or of a group; empty if it has none."""
    pair = LIFE_PAIRS.get(digest.kind) if digest.dates else None
    return years_in_data(digest.moment(pair[0]), digest.moment(pair[1]), languages) if pair else ""


def _label_of(digest: Digest) -> str:
    moment = digest.moment()
    return moment.label if moment else ""


def _listed(docs: str | list[str]) -> str:
    return docs if isinstance(docs, str) else ",".join(docs)


def _sized(prefix: str, words: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Give the part for a beginning of words, and where it would be large, further parts for longer beginnings."""
    content = _part(prefix, words)
    if len(content) <= _MOST_PART or len(prefix) >= _LONGEST_PREFIX or len(words) < 2:
        yield prefix, content
        return
    yield prefix, _part(prefix, {word: docs for word, docs in words.items() if len(word) <= len(prefix)})
    longer = {word: docs for word, docs in words.items() if len(word) > len(prefix)}
    for start, group in groupby(longer.items(), key=lambda one: one[0][: len(prefix) + 1]):
        yield from _sized(start, dict(group))


def _part(prefix: str, words: dict[str, str]) -> bytes:
    listed = ",".join([f'"{word}":[{docs}]' for word, docs in words.items()])  # letters and digits need no escapes
    return script_of(f"w-{prefix}", f"{{{listed}}}")


@cache
def _text_slots(kind: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give where the nodes of a kind have other names, and texts."""
    schema = KINDS[kind].schema
    names, texts = (
        tuple(schema.slot(name) for name in wanted if schema.property(name)) for wanted in (("altLabel",), _TEXTS)
    )
    return names, texts


def _weighted_words(record: Record, digest: Digest) -> dict[str, int]:
    """Give the words of a record, the first of very many, each with the greatest weight that it has in it."""
    node, (name_slots, text_slots) = record.node, _text_slots(record.kind)
    names = [word for text, _ in digest.labels for word in _words_in(text)]
    others = [word for slot in name_slots for text, _ in node[slot] or () for word in _words_in(text)]
    told = [word for slot in text_slots for text, _ in node[slot] or () for word in _words_in(text)]
    words = dict.fromkeys([*names, *others, *told], _TEXT)
    words.update(dict.fromkeys(others, _OTHER_NAME))
    words.update(dict.fromkeys(names, _NAME))
    return words if len(words) <= _MOST_WORDS else dict(islice(words.items(), _MOST_WORDS))


def _words_in(text: str) -> list[str]:
    """Give the words of a text as they are looked up, those with an apostrophe also as what follows it."""
    words = _plain_words_in(text)
    if "'" in text or "’" in text:
        words += _plain_words_in(" ".join(_AFTER_APOSTROPHE.findall(text[:_MOST_TEXT])))
    return words


def _plain_words_in(text: str) -> list[str]:
    """Give the words of a text as they are looked up; of very long ones the beginning."""
    if text.isascii():
        found = text[:_MOST_TEXT].encode().translate(_ASCII_FOLDING, b"'").decode().split()
    else:
        found = folded(text[:_MOST_TEXT], _WORD_FOLDING).split()
    return [word[:_LONGEST_WORD] for word in found] if len(text) > _LONGEST_WORD else found


def data_script(name: str, value: object) -> bytes:
    r"""Write data as a script, which a page can load from a file, too.

    >>> data_script("a", ["</script>"])
    b'sedova.take("a",["\\u003c/script>"]);\n'
    """
    return script_of(name, _to_json(value))


def script_of(name: str, text: str) -> bytes:
    """Write data that is JSON already as a script."""
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"sedova.take({_to_json(name)},{text});\n".encode("utf-8", "replace")
