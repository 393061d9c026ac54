"""Forms of one given name: in other languages, and short."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

__all__ = ["are_forms_of_one_name"]


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """Read for each form the lines that it stands in."""
    text = files("sedova_lod.linking").joinpath("given_names.txt").read_text(encoding="utf-8")
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(text.splitlines()):
        if not line.startswith("#"):
            for word in line.split():
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
