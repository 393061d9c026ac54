"""Names: two records of one kind with the same full name, or with names that differ in spelling only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import ne
from typing import Any, NamedTuple

from sedova_lod.findings import Finding, Rule
from sedova_lod.findings.history import SAME_NAME, SIMILAR_NAME
from sedova_lod.records import ExternalSorter
from sedova_lod.validation.history.view import Moment, PlainCell, RecordView, cell_of, plain_cell

__all__ = ["Names", "is_one_letter_apart", "spelling_key"]

_MOST_IN_BLOCK = 200
_MOST_COMPARED = 16
_LEAST_LENGTH = 10
_SHORT_WORD = 3
_MOST_HELD = 16_384
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
    if len(word) <= _SHORT_WORD or not word.isalpha():  # II is no I, and the 18th century not the 20th
        return word
    for sounds, spelling in _SPELLINGS:
        word = word.replace(sounds, spelling)
    if "ie" in word or "ei" in word:
        word = _I_AND_E.sub("e", word)
    return _REPEATED.sub(r"\1", word)


def is_one_letter_apart(one: str, other: str) -> bool:
    """Say whether two names differ in one letter: another one, one more, or one less; initials are not compared.

    >>> is_one_letter_apart("natalia sedova", "natalia sedovo"), is_one_letter_apart("n sedova", "m sedova")
    (True, False)
    """
    if len(one) > len(other):
        one, other = other, one
    if one == other or len(other) - len(one) > 1:
        return False
    if len(one) == len(other) and sum(map(ne, one, other)) > 1:
        return False
    start = next((i for i, sign in enumerate(one) if sign != other[i]), len(one))
    if one[start + (len(one) == len(other)) :] != other[start + 1 :]:
        return False
    word = other[other.rfind(" ", 0, start) + 1 :].partition(" ")[0]
    if not word.isalpha():
        return False
    is_inner = 0 < start < len(other) and other[start - 1] != " " and " " not in (other[start], one[start : start + 1])
    return is_inner and len(word) > _SHORT_WORD


_Sighting = tuple[str, str, bytes, bool]
"""Kind, sign and shared part under which a name may be found to be alike, the rest of it, the name, packed, and whether
it is the first sighting of its record."""

_END = "\0"  # no name holds it, so texts that it divides are in the order of their parts
_DIGITS = 12


class _Named(NamedTuple):
    """Hold one name of a record, the number of the record, and what tells it apart from others."""

    number: int
    name: str
    record: str
    title: str
    cell: PlainCell
    traits: tuple[Any, ...]


class Names:
    """Collect full names, and find those that two records share.

    Args:
        sorter: Takes the names; empty.
    """

    kinds = frozenset(("person", "group", "place"))

    def __init__(self, sorter: ExternalSorter) -> None:
        self._sorter = sorter
        self._n_seen = self._n_records = 0

    @staticmethod
    def sight(view: RecordView) -> Iterator[_Sighting]:
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
                yield f"{view.kind}{_END}={_END}{key}", "", packed, is_first
                length = len(key)
                if length < _LEAST_LENGTH or " " not in key:
                    continue
                for half in (length // 2,) if length % 2 else (length // 2 - 1, length // 2):
                    yield f"{view.kind}{_END}<{_END}{key[:half]}", key[half:], packed, False
                    yield f"{view.kind}{_END}>{_END}{key[-half:]}", key[:-half], packed, False

    def add(self, sighting: _Sighting) -> None:
        """Take what was sighted."""
        head, rest, packed, is_first = sighting
        self._n_seen += 1
        self._n_records += is_first
        self._sorter.add_packed(f"{head}{_END}{self._n_seen:012d}{self._n_records:012d}{rest}", packed)

    def findings(self) -> Iterator[Finding]:
        """Report each record of a shared name once, at the later of two."""
        told = _Told()
        for head, entries in groupby(self._sorter.packed(), key=_head_of):
            found = list(entries)
            if 1 < len(found) <= _MOST_IN_BLOCK:
                start = len(head) + 1 + _DIGITS
                names = [(key[start : start + _DIGITS], key[start + _DIGITS :], packed) for key, packed in found]
                _kind, sign, shared = head.split(_END)
                for named, other in _Block(sign, shared, names).namesakes(told):
                    told.add(named.number)
                    told.add(other.number)
                    is_same = _plain(named.name) == _plain(other.name)
                    yield _finding(SAME_NAME if is_same else SIMILAR_NAME, named, other)


def _head_of(entry: tuple[str, bytes]) -> str:
    return entry[0].rpartition(_END)[0]


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


class _Block:
    """Compare names that share a part; they are unpacked only if they are alike."""

    def __init__(self, sign: str, shared: str, names: Sequence[tuple[str, str, bytes]]) -> None:
        self._sign, self._shared, self._names = sign, shared, names
        self._unpacked: dict[int, _Named] = {}

    def namesakes(self, told: Container[int]) -> Iterator[tuple[_Named, _Named]]:
        """Give each record that nothing was told of, with the first before it that may be the same thing."""
        for place, alike in enumerate(self._alike()):
            named = self._named(place) if alike else None
            if named is None or named.number in told:
                continue
            others = map(self._named, alike)
            found = (o for o in others if o.record != named.record and _may_be_one(named.traits, o.traits))
            other = next(found, None)
            if other is not None:
                yield named, other

    def _named(self, place: int) -> _Named:
        if place not in self._unpacked:
            number, _rest, packed = self._names[place]
            self._unpacked[place] = _Named(int(number), *ExternalSorter.unpack(packed))
        return self._unpacked[place]

    def _alike(self) -> Iterator[Sequence[int]]:
        """Give for each name the places of those before it that are alike."""
        if self._sign == "=":
            yield from map(range, range(len(self._names)))
            return
        rests = [rest for _number, rest, _packed in self._names]
        wholes = [self._shared + rest if self._sign == "<" else rest + self._shared for rest in rests]
        near = _earlier(rests) if len(rests) > _MOST_COMPARED else map(range, range(len(rests)))
        for whole, places in zip(wholes, near, strict=True):
            length = len(whole)
            yield [p for p in places if -2 < length - len(wholes[p]) < 2 and is_one_letter_apart(whole, wholes[p])]


def _earlier(texts: Sequence[str]) -> Iterator[Sequence[int]]:
    """Give for each text the places of those before it that may be one letter apart: all others are further apart.

    >>> list(_earlier(["lev", "leo", "leon", "ivan"]))
    [[], [0], [1], []]
    """
    seen: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        shorter = {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}
        yield sorted({other for one in shorter for other in seen.get(one, ())})
        for one in shorter:
            seen.setdefault(one, []).append(place)


def _finding(rule: Rule, named: _Named, other: _Named) -> Finding:
    what = "has the name of" if rule is SAME_NAME else "has a name much like that of"
    message = f"{named.record}: '{named.name}' {what} {other.record}, '{other.name}', at {cell_of(other.cell)}"
    return rule.finding(message, hint=rule.advice, where=cell_of(named.cell), value=named.name, record=named.record)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


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


def _may_be_one(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    for mine, theirs in zip(one[:2], other[:2], strict=True):
        if mine and theirs and not set(mine) & set(theirs):
            return False
    return all(_overlap(mine, theirs) for mine, theirs in zip(one[2:], other[2:], strict=True))


def _overlap(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return True
    return not (_is_before(one[1], other[0]) or _is_before(other[1], one[0]))


def _is_before(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other
