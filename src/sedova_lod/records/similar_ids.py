"""Ids of one kind that differ in capitals only, or in leading zeros."""

from __future__ import annotations

from collections.abc import Callable

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import SIMILAR_ID

__all__ = ["SimilarIds"]

_MOST_HELD = 100_000
_Row = tuple[int, int]


class SimilarIds:
    """Watch the ids of records that pass in their order, and find those that differ in capitals or leading zeros only.

    In that order an id with capitals or zeros comes before the same without, so that those alone are held; at most
    100 000 of them, so that memory does not grow with the data.

    Args:
        cell: Points at the cell of an id: by table and row.

    >>> similar = SimilarIds(lambda table, row: CellRef("people.csv", row, "id", "A"))
    >>> similar.see("person", "Lev", (0, 2))
    >>> print(similar.see("person", "lev", (0, 3)))
    people.csv:3 column A 'id': the id 'lev' differs from 'Lev' at people.csv:2 in capitals only [similar-id]
      hint: write both ids alike if one record is meant; else give one of them another id
    """

    def __init__(self, cell: Callable[[int, int], CellRef]) -> None:
        self._cell = cell
        self._held: dict[tuple[str, str], tuple[str, _Row]] = {}

    def see(self, kind: str, record_id: str, row: _Row) -> Finding | None:
        """Look at an id."""
        folded = record_id.lower()
        has_zeros = record_id[0] == "0"
        if has_zeros:
            folded = folded.lstrip("0") or "0"
        is_odd = has_zeros or folded != record_id
        if not is_odd and not self._held:
            return None
        other = self._held.get((kind, folded))
        if is_odd and len(self._held) < _MOST_HELD:
            self._held.setdefault((kind, folded), (record_id, row))
        return None if other is None else self._finding(kind, record_id, row, other)

    def _finding(self, kind: str, record_id: str, row: _Row, other: tuple[str, _Row]) -> Finding:
        where = self._cell(*other[1])
        place = f"{where.file}{f'[{where.sheet}]' if where.sheet else ''}:{where.row}"
        what = "capitals" if record_id.lower() == other[0].lower() else "leading zeros"
        message = f"the id '{record_id}' differs from '{other[0]}' at {place} in {what} only"
        return SIMILAR_ID.finding(
            message, hint=SIMILAR_ID.advice, where=self._cell(*row), value=record_id, record=f"{kind}/{record_id}"
        )
