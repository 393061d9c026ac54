"""Names: two records of one kind with the same full name, or with names that differ in spelling only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any
from zlib import crc32

from sedova_lod.findings import Finding
from sedova_lod.findings.pile import finding_from
from sedova_lod.records import DividedEntries, ExternalSorter, Share
from sedova_lod.validation.history.namesakes import END_OF_PART, SHORT_WORD, Pair, namesakes_in
from sedova_lod.validation.history.view import Moment, RecordView, plain_cell

__all__ = ["N_SHARES", "Judge", "Names", "judge_here", "spelling_key"]

_LEAST_LENGTH = 10
_MOST_HELD = 16_384
_ENTRY_BYTES = 250
_WORTH_SENDING = 20_000

N_SHARES = 512
"""Shares into which names are divided: of some millions of them, one share fits into a few megabytes."""

_NOBODY = re.compile(
    r"(?:unknown|unidentified|anonymous|unnamed|various|several|unattributed|неизвестн|неустановленн|аноним)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        re.split(" ", "a b v g d e e zh z i i k l m n o p r s t u f h c ch sh sh _ i _ e iu ia i i e g"),
        strict=True,
    )
)
_SPELLINGS = (
    *(("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("tz", "c"), ("ts", "c")),
    *(("ph", "f"), ("ks", "x"), ("y", "i"), ("j", "i"), ("w", "v")),
)
_I_AND_E = re.compile("ie|ei")
_REPEATED = re.compile(r"(.)\1+")


def spelling_key(name: str) -> str:
    """Fold what transliterations and spellings differ in; the words keep their order.

    >>> spelling_key("Leonid Nikolayev") == spelling_key("Leonid Nikolaiev") == spelling_key("Леонид Николаев")
    True
    >>> spelling_key("Lev Sedov") == spelling_key("Leon Sedov")
    False
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("й", "и"))
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(map(_folded, _WORD.findall(plain)))


@lru_cache(maxsize=_MOST_HELD)
def _folded(word: str) -> str:
    if not word.isascii():
        word = "".join(_CYRILLIC.get(s, s).replace("_", "") for s in word)
    if len(word) <= SHORT_WORD or not word.isalpha():  # II is no I, and the 18th century not the 20th
        return word
    for sounds, spelling in _SPELLINGS:
        word = word.replace(sounds, spelling)
    if "ie" in word or "ei" in word:
        word = _I_AND_E.sub("e", word)
    return _REPEATED.sub(r"\1", word)


Judge = Callable[[Iterable[Share]], Iterator[list[Pair]]]
"""Looks for namesakes in shares, here or in other processes; what it finds comes in the order of the shares."""

_Sighted = tuple[int, str, str, bytes, bool]
"""Share and head under which a name may be found to be alike, the rest of it, the name, packed, and whether it is the
first sighting of its record."""


class Names:
    """Collect full names, and find those that two records share.

    Args:
        entries: Takes the names; empty.
        sorter: Takes the namesakes; empty.
    """

    kinds = frozenset(("person", "group", "place"))

    def __init__(self, entries: DividedEntries, sorter: ExternalSorter) -> None:
        self._entries, self._sorter = entries, sorter
        self._n_seen = self._n_records = 0

    @staticmethod
    def sight(view: RecordView) -> Iterator[_Sighted]:
        """Look at a person, group or place: give its names under all that they may be alike in."""
        traits: tuple[Any, ...] | None = None
        seen: set[str] = set()
        for prop in ("label", "altLabel"):
            for value in view.get(prop):
                key = spelling_key(value[0])
                if key in seen or not _is_full(view.kind, key) or _NOBODY.match(value[0]):
                    continue
                is_first = not seen
                seen.add(key)
                traits = traits or _traits(view)
                cell = plain_cell(view.cell(prop if prop == "altLabel" else "title", value))
                packed = ExternalSorter.pack((value[0], view.name, view.get("title"), cell, traits))
                for head, rest in _heads(view.kind, key):
                    yield crc32(head.encode()) % N_SHARES, head, rest, packed, is_first
                    is_first = False

    def extend(self, sighted: Iterable[_Sighted]) -> None:
        """Take what was sighted; there is much more of it than of anything else."""
        n_seen, n_records, n_bytes = self._n_seen, self._n_records, 0
        entries = []
        for share, head, rest, packed, is_first in sighted:
            n_seen += 1
            n_records += is_first
            n_bytes += len(packed) + _ENTRY_BYTES
            entries.append((share, (head, n_seen, n_records, rest, packed)))
        self._entries.extend(entries, n_bytes)
        self._n_seen, self._n_records = n_seen, n_records

    def findings(self, judge: Judge) -> Iterator[Finding]:
        """Report each record of a shared name once, at the later of two."""
        is_worth_sending = self._entries.n_entries >= _WORTH_SENDING
        for pairs in (judge if is_worth_sending else judge_here)(self._entries.shares()):
            for head, order, *pair in pairs:
                self._sorter.add(f"{head}{END_OF_PART}{order:012d}", pair)
        told = _Told()
        for _key, (number, other, values) in self._sorter:
            if number not in told:
                told.add(number)
                told.add(other)
                yield finding_from(values)


def judge_here(shares: Iterable[Share]) -> Iterator[list[Pair]]:
    """Look for namesakes in this process."""
    return map(namesakes_in, shares)


def _heads(kind: str, key: str) -> Iterator[tuple[str, str]]:
    """Give what other names must share with a name to be like it, each with the rest of the name."""
    yield f"{kind}{END_OF_PART}={END_OF_PART}{key}", ""
    length = len(key)
    if length < _LEAST_LENGTH or " " not in key:
        return
    for half in (length // 2,) if length % 2 else (length // 2 - 1, length // 2):
        yield f"{kind}{END_OF_PART}<{END_OF_PART}{key[:half]}", key[half:]
        yield f"{kind}{END_OF_PART}>{END_OF_PART}{key[-half:]}", key[:-half]


class _Told:
    """Hold the numbers of records of which something was told: a bit for each record."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> None:
        place = number >> 3
        if place >= len(self._bits):
            self._bits.extend(bytes(place + 1 - len(self._bits)))
        self._bits[place] |= 1 << (number & 7)

    def __contains__(self, number: object) -> bool:
        assert isinstance(number, int)  # noqa: S101 - records are numbered
        place = number >> 3
        return place < len(self._bits) and bool(self._bits[place] >> (number & 7) & 1)


def _is_full(kind: str, key: str) -> bool:
    """Say whether a name is more than a forename or an initial with a name."""
    words = key.split()
    return bool(words) and (kind != "person" or len([word for word in words if len(word) > 1]) > 1)


def _traits(view: RecordView) -> tuple[Any, ...]:
    """Give what tells namesakes apart: years, Wikidata item, the larger place or group."""
    items = tuple(iri for iri in view.get("sameAs") if "wikidata.org/entity/" in iri)
    if view.kind == "place":
        return (items, tuple(view.get("partOf")), None, None)
    first, last = ("birth", "death") if view.kind == "person" else ("formation", "dissolution")
    larger = tuple(view.get("partOf")) if view.kind == "group" else ()
    return (items, larger, _days(view.part_date(first)), _days(view.part_date(last)))


def _days(date: Moment | None) -> tuple[int | None, int | None] | None:
    return None if date is None else (date.earliest, date.latest)
