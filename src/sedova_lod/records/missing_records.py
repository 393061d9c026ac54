"""What names records that do not exist: references, rows of child tables, links; told when all ids have been seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import ORPHAN_ROW
from sedova_lod.findings.values import DANGLING_REFERENCE
from sedova_lod.records.entries import LINK, PART, REFERENCE
from sedova_lod.records.nearest_ids import NearestIds
from sedova_lod.records.plain_pile import PlainPile
from sedova_lod.records.record import Origin, RecordKey

__all__ = ["MissingRecords", "Naming"]

_MAX_KNOWN_IDS = 20_000
_SORTS = (REFERENCE, PART, LINK)

Naming = tuple[str, str, Origin, str]
"""Kind and id of a record that does not exist, the cell that names it, and the record of that cell; empty if none."""


class MissingRecords:
    """Hold what names records that do not exist, and some of the ids that there are: one of them may have been meant.

    >>> missing = MissingRecords()
    >>> missing.know("place", "romny")
    >>> missing.name(REFERENCE, ("place", "romni"), (0, 2, 3), "person/lev")
    >>> cell = lambda origin: CellRef("people.csv", origin[1], "born.place", "D")
    >>> print(*missing.findings(cell))
    people.csv:2 column D 'born.place': there is no place/romni [dangling-reference]
      hint: did you mean 'romny'?
    """

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}
        self._nearest_ids: dict[str, NearestIds] = {}
        self._named: dict[str, PlainPile[Naming]] = {sort: PlainPile() for sort in _SORTS}

    def know(self, kind: str, record_id: str) -> None:
        """Take note that there is a record."""
        known = self._known.setdefault(kind, [])
        if len(known) < _MAX_KNOWN_IDS:
            known.append(record_id)

    def name(self, sort: str, key: RecordKey, origin: Origin, record: str = "") -> None:
        """Take note that a record that does not exist is named.

        Args:
            sort: What names it: a `REFERENCE`, a row of a `PART`, or a `LINK`.
            key: Its kind and id.
            origin: The cell.
            record: The record of the cell, if there is one.
        """
        self._named[sort].append((*key, origin, record))

    def take(self) -> dict[str, list[Naming]]:
        """Give what is named, by what names it, and forget it."""
        return {sort: named.take() for sort, named in self._named.items() if len(named)}

    def add(self, found: Mapping[str, list[Naming]]) -> None:
        """Take what was noted elsewhere."""
        for sort, named in found.items():
            self._named[sort].extend(named)

    def findings(self, cell: Callable[[Origin], CellRef]) -> Iterator[Finding]:
        """Report it.

        Args:
            cell: Points at a cell.
        """
        for sort in _SORTS:
            for kind, record_id, origin, record in self._named[sort]:
                rule, more = (ORPHAN_ROW, " for the row to belong to") if sort == PART else (DANGLING_REFERENCE, "")
                message, hint = f"there is no {kind}/{record_id}{more}", self._nearest(kind, record_id)
                yield rule.finding(message, hint=hint, where=cell(origin), value=record_id, record=record)

    def _nearest(self, kind: str, record_id: str) -> str:
        if kind not in self._nearest_ids:
            self._nearest_ids[kind] = NearestIds(self._known.get(kind, ()))
        near = self._nearest_ids[kind].find(record_id)
        return f"did you mean '{near}'?" if near else f"correct the id, or add the {kind}"
