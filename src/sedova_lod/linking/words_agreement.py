"""How well the words agree that describe two things: nationalities, places, occupations."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from sedova_lod.linking.romanisation import romanise

__all__ = ["agreement_of_nations", "agreement_of_words"]

_NOISE = re.compile(r"\(\?\)|\?|[^a-z. '-]+")
_BETWEEN = re.compile(r" or | and |-")


def agreement_of_nations(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Tell how far nationalities support that two things are the same.

    Args:
        mine: Countries or what their people are called, in English: `French`, `Russian Empire`.
        theirs: The same of the other thing.

    Returns:
        1 if they share a country, -1 if all are known and they share none, 0 if it says nothing.

    >>> agreement_of_nations(("Russian",), ("Soviet Union",)), agreement_of_nations(("French",), ("Peru",))
    (1.0, -1.0)
    """
    if not mine or not theirs:
        return 0.0
    ours, others = _countries(mine), _countries(theirs)
    if not ours or not others:
        return 0.0
    return -1.0 if ours.isdisjoint(others) else 1.0


@lru_cache(maxsize=2**12)
def _countries(words: tuple[str, ...]) -> frozenset[int]:
    return frozenset(number for word in words for number in _countries_of(_folded(word)))


def _countries_of(word: str) -> frozenset[int]:
    """Give the countries of a word, or of the words that it is made of: `swiss or german`."""
    nations = _nations()
    if word in nations:
        return nations[word]
    return frozenset().union(*(nations.get(part, ()) for part in _BETWEEN.split(word)))


@lru_cache(maxsize=1)
def _nations() -> dict[str, frozenset[int]]:
    """Read for each word the lines that it stands in."""
    text = files("sedova_lod.linking").joinpath("nations.txt").read_text(encoding="utf-8")
    nations: dict[str, set[int]] = {}
    for number, line in enumerate(text.splitlines()):
        if not line.startswith("#"):
            for word in line.split(", "):
                nations.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in nations.items()}


def agreement_of_words(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Tell how far two lists of words agree: places or occupations.

    Args:
        mine: Words or names, in any script.
        theirs: The same of the other thing.

    Returns:
        1 if they share one, 0.5 if only a part of one, 0 if they share none: nobody lists all places or occupations.

    >>> agreement_of_words(("Paris", "Odessa"), ("Paris",)), agreement_of_words(("painter",), ("glass painter",))
    (1.0, 0.5)
    """
    if not mine or not theirs:
        return 0.0
    ours, others = _folded_words(mine), _folded_words(theirs)
    if not ours.isdisjoint(others):
        return 1.0
    parts = ({part for word in words for part in word.split() if len(part) > 3} for words in (ours, others))
    return 0.5 if not next(parts).isdisjoint(next(parts)) else 0.0


@lru_cache(maxsize=2**12)
def _folded_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(_folded, words)))


def _folded(word: str) -> str:
    return " ".join(_NOISE.sub(" ", romanise(word)).split())
