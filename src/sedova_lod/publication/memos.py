"""Memos: what was made once for a site is remembered; of very many, only what was made last."""

from __future__ import annotations

from typing import TypeVar

__all__ = ["remember"]

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
