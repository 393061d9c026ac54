"""Which records are faulty, and which references lead to them: a hundred bytes for each, as there may be very many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from sedova_lod.records.record import RecordKey

__all__ = ["LeftOut", "RecordKeys"]


class _ByKind:
    """Say which records are held: by kind, what is held of each id."""

    __slots__ = ("_by_kind",)
    _by_kind: dict[str, Any]

    def __contains__(self, key: object) -> bool:
        kind, record_id = key  # type: ignore[misc]
        return record_id in self._by_kind.get(kind, ())  # type: ignore[has-type]

    def __iter__(self) -> Iterator[RecordKey]:
        return ((kind, record_id) for kind, ids in self._by_kind.items() for record_id in ids)

    def __len__(self) -> int:
        return sum(map(len, self._by_kind.values()))


class RecordKeys(_ByKind, Set[RecordKey]):
    """Hold kinds and ids of records: in half the memory that a set of pairs takes.

    Args:
        keys: Kinds and ids.

    >>> keys = RecordKeys([("person", "a"), ("person", "b")])
    >>> keys.add(("place", "a"))
    >>> ("person", "b") in keys, ("place", "b") in keys, len(keys | {("place", "b")})
    (True, False, 4)
    """

    __slots__ = ()
    _by_kind: dict[str, set[str]]

    def __init__(self, keys: Iterable[RecordKey] = ()) -> None:
        self._by_kind = {}
        self.update(keys)

    def add(self, key: RecordKey) -> None:
        """Add a record."""
        kind, record_id = key
        self._by_kind.setdefault(kind, set()).add(record_id)

    def update(self, keys: Iterable[RecordKey]) -> None:
        """Add records."""
        if isinstance(keys, RecordKeys):
            for kind, ids in keys._by_kind.items():
                self._by_kind.setdefault(kind, set()).update(ids)
            return
        for key in keys:
            self.add(key)

    def __or__(self, other: Iterable[RecordKey]) -> RecordKeys:  # type: ignore[override]
        both = RecordKeys(self)
        both.update(other)
        return both


class LeftOut(_ByKind, Mapping[RecordKey, frozenset[str]]):
    """Hold the references that are left out, as they lead to faulty records: by referring record.

    Records that refer to the same, such as all works of one maker, share one set.

    >>> left_out = LeftOut()
    >>> left_out.add(("object", "a"), "x:person/1"), left_out.add(("object", "b"), "x:person/1")
    (None, None)
    >>> left_out["object", "a"] is left_out["object", "b"], left_out.get(("object", "c"))
    (True, None)
    """

    __slots__ = ("_sets",)
    _by_kind: dict[str, dict[str, frozenset[str]]]

    def __init__(self) -> None:
        self._by_kind = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}

    def add(self, source: RecordKey, *iris: str) -> None:
        """Add references of one record, by the IRIs that they lead to."""
        kind, record_id = source
        of_kind = self._by_kind.setdefault(kind, {})
        found = of_kind.get(record_id, frozenset()).union(iris)
        of_kind[record_id] = self._sets.setdefault(found, found)

    def update(self, other: Mapping[RecordKey, frozenset[str]]) -> None:
        """Add references."""
        for source, iris in other.items():
            self.add(source, *iris)

    def __getitem__(self, key: RecordKey) -> frozenset[str]:
        return self._by_kind[key[0]][key[1]]
