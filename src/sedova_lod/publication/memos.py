"""Memos: what was made once for a site is remembered; of very many, only what was made last."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Memo", "remember"]

_MOST = 20_000
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def remember(memo: dict[_Key, _Value], key: _Key, value: _Value, most: int = _MOST) -> _Value:
    """Remember a value, and give it back; a memo of `most` values forgets all that it held.

    >>> memo = {}
    >>> remember(memo, "a", 1), memo
    (1, {'a': 1})
    """
    if len(memo) >= most:
        memo.clear()
    memo[key] = value
    return value


class Memo(dict[_Key, _Value]):
    """A dictionary that makes what it does not hold; with `most` values it forgets all that it held.

    Args:
        make: Makes the value of a key.
        most: Most values.

    >>> memo = Memo(str.upper)
    >>> memo["a"], memo
    ('A', {'a': 'A'})
    """

    def __init__(self, make: Callable[[_Key], _Value], most: int = _MOST) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: _Key) -> _Value:
        return remember(self, key, self._make(key), self._most)
