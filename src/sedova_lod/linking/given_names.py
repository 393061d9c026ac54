"""Forms of one given name: in other languages, and short."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

__all__ = ["are_forms_of_one_name", "names_of_form"]


@lru_cache(maxsize=1)
def _lines() -> list[list[str]]:
    text = files("sedova_lod.linking").joinpath("given_names.txt").read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if not line.startswith("#")]


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """Give for each form the lines that it stands in."""
    groups: dict[str, set[int]] = {}
    for number, words in enumerate(_lines()):
        for word in words:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def are_forms_of_one_name(one: str, other: str) -> bool | None:
    """Tell whether two words may be the same given name.

    Args:
        one: Small Latin letters, as `romanise` gives them.
        other: The same.

    Returns:
        True if they may; False if both are given names, but never of one name; None if one of them is not known.

    >>> are_forms_of_one_name("lev", "leon"), are_forms_of_one_name("john", "jane")
    (True, False)
    >>> are_forms_of_one_name("lev", "sedov")
    """
    groups = _groups()
    mine, theirs = groups.get(one), groups.get(other)
    if mine is None or theirs is None:
        return None
    return not mine.isdisjoint(theirs)


def names_of_form(word: str) -> list[str]:
    """Give the names that a word may be a form of, each by its first form; none if it is no given name that is known.

    >>> names_of_form("lev"), names_of_form("sasha"), names_of_form("sedov")
    (['leo'], ['alexander', 'alexandra'], [])
    """
    return [_lines()[number][0] for number in sorted(_groups().get(word, ()))]
