"""Namesakes: records whose names share a part, compared with each other where one number brought them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter, ne
from typing import Any, NamedTuple

from sedova_lod.findings import Finding
from sedova_lod.findings.history import SAME_NAME, SIMILAR_NAME
from sedova_lod.findings.pile import finding_values
from sedova_lod.records import ExternalSorter, Share, entries_of
from sedova_lod.validation.history.view import PlainCell, cell_of

__all__ = ["END_OF_PART", "SHORT_WORD", "Pair", "Sighting", "is_one_letter_apart", "namesakes_in"]

_MOST_IN_BLOCK = 200
_MOST_COMPARED = 16

SHORT_WORD = 3
"""Signs of a word that is too short for another spelling of it, or a slip in it, to be told from another word."""

END_OF_PART = "\0"
"""Sign that parts a head; no name holds it, so heads are in the order of their parts."""

Sighting = tuple[str, int, int, str, bytes]
"""Head under which names may be found to be alike: kind, sign and what they share; place in the order of sightings;
number of the record; rest of the name; the name, packed."""

Pair = tuple[str, int, int, int, list[Any]]
"""Head and place of the later of two namesakes, the numbers of both records, and the values of the finding."""


class _Named(NamedTuple):
    """Hold one name of a record, the number of the record, and what tells it apart from others."""

    number: int
    name: str
    record: str
    title: str
    cell: PlainCell
    traits: tuple[Any, ...]


def namesakes_in(share: Share) -> list[Pair]:
    """Compare the names of a share that have the same head: of each give the first before it that may be the same.

    Of a name that very many have, each is compared with the first of them; where very many names share a part of
    themselves only, they are not compared.

    >>> namesakes_in(([], []))
    []
    """
    found: list[Pair] = []
    for head, group in groupby(sorted(entries_of(share)), key=itemgetter(0)):
        sightings = list(group)
        if len(sightings) > 1:
            block = _Block(head, sightings)
            if block.is_of_one_name or len(sightings) <= _MOST_IN_BLOCK:
                found.extend(block.pairs())
    return found


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
    return is_inner and len(word) > SHORT_WORD


class _Block:
    """Compare names that share a part; they are unpacked only if they are alike."""

    def __init__(self, head: str, sightings: Sequence[Sighting]) -> None:
        _kind, self._sign, self._shared = head.split(END_OF_PART)
        self._sightings = sightings
        self._unpacked: dict[int, _Named] = {}

    @property
    def is_of_one_name(self) -> bool:
        """Say whether they share all of the name."""
        return self._sign == "="

    def pairs(self) -> Iterator[Pair]:
        """Give each record with the first before it that may be the same thing."""
        for place, alike in enumerate(self._alike()):
            if not alike:
                continue
            named = self._named(place)
            others = map(self._named, alike)
            found = (o for o in others if o.record != named.record and _may_be_one(named.traits, o.traits))
            other = next(found, None)
            if other is not None:
                head, order, *_ = self._sightings[place]
                yield head, order, named.number, other.number, finding_values(_finding(named, other))

    def _named(self, place: int) -> _Named:
        if place in self._unpacked:
            return self._unpacked[place]
        _head, _order, number, _rest, packed = self._sightings[place]
        named = _Named(number, *ExternalSorter.unpack(packed))
        if place < _MOST_IN_BLOCK:  # the others are asked for once
            self._unpacked[place] = named
        return named

    def _alike(self) -> Iterator[Sequence[int]]:
        """Give for each name the places of those before it that are alike."""
        if self.is_of_one_name:
            yield from (range(min(place, _MOST_IN_BLOCK)) for place in range(len(self._sightings)))
            return
        rests = [sighting[3] for sighting in self._sightings]
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


def _finding(named: _Named, other: _Named) -> Finding:
    rule = SAME_NAME if _plain(named.name) == _plain(other.name) else SIMILAR_NAME
    what = "has the name of" if rule is SAME_NAME else "has a name much like that of"
    message = f"{named.record}: '{named.name}' {what} {other.record}, '{other.name}', at {cell_of(other.cell)}"
    return rule.finding(message, hint=rule.advice, where=cell_of(named.cell), value=named.name, record=named.record)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


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
