"""The id that was probably meant by one that is not there."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["NearestIds"]

_DIGITS = re.compile(r"[0-9]+")
_FEW = 100
_MOST_COMPARED = 20
_MOST_ASKED = 2000
_LEAST_LIKENESS = 0.6


class NearestIds:
    """Find ids that are written nearly alike; numbers in them must be the same, for another number means another thing.

    Args:
        ids: Ids that are there.

    >>> nearest = NearestIds(["natalia-sedova", "lev-sedov", "p649"])
    >>> nearest.find("nathalia-sedova"), nearest.find("P-649"), nearest.find("p6419")
    ('natalia-sedova', 'p649', '')
    """

    def __init__(self, ids: Iterable[str]) -> None:
        self._groups: dict[tuple[str, ...], list[str]] = {}
        for one in ids:
            self._groups.setdefault(_numbers(one), []).append(one)
        self._indexes: dict[tuple[str, ...], dict[str, list[int]]] = {}
        self._found: dict[str, str] = {}

    def find(self, wanted: str) -> str:
        """Give the nearest id; empty if none is near, or if very many were asked for."""
        if wanted not in self._found and len(self._found) < _MOST_ASKED:
            self._found[wanted] = self._nearest(wanted)
        return self._found.get(wanted, "")

    def _nearest(self, wanted: str) -> str:
        key = _numbers(wanted)
        group = self._groups.get(key, [])
        if len(group) > _FEW:
            group = self._likely(key, group, wanted)
        lowered = {one.lower(): one for one in reversed(group)}
        close = difflib.get_close_matches(wanted.lower(), lowered, n=1, cutoff=_LEAST_LIKENESS)
        return lowered[close[0]] if close else ""

    def _likely(self, key: tuple[str, ...], group: list[str], wanted: str) -> list[str]:
        """Choose the ids that share most pieces of three letters; comparing all of many would take long."""
        if key not in self._indexes:
            index: dict[str, list[int]] = {}
            for number, one in enumerate(group):
                for piece in _pieces(one):
                    index.setdefault(piece, []).append(number)
            self._indexes[key] = index
        shared: Counter[int] = Counter()
        for piece in _pieces(wanted):
            shared.update(self._indexes[key].get(piece, ()))
        return [group[number] for number, _ in shared.most_common(_MOST_COMPARED)]


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(text))


def _pieces(text: str) -> list[str]:
    padded = f"^{text.lower()}$"
    return list(dict.fromkeys(padded[at : at + 3] for at in range(len(padded) - 2)))
