"""Calendars: days in Russia before the reform, and days of one sequence in two calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sedova_lod.dates import day_number
from sedova_lod.findings import Finding
from sedova_lod.findings.history import CALENDAR_UNSETTLED, MIXED_CALENDARS
from sedova_lod.records import KINDS, ExternalSorter
from sedova_lod.validation.history.view import Moment, RecordView, cell_of, nodes_can_have, plain_cell

__all__ = ["MixedCalendars", "UnsettledCalendars"]

_REFORM = day_number(1918, 2, 14)
_FIRST_GREGORIAN = day_number(1582, 10, 15)
_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")
_RUSSIA = re.compile(
    r"(?:(?:imperial |tsarist |soviet )?russia|(?:the )?russian empire|soviet union|ussr|rsfsr|россия|"
    r"российская империя|советский союз|ссср|рсфср)",
    re.IGNORECASE,
)
_RUSSIAN_ITEMS = frozenset(f"http://www.wikidata.org/entity/{qid}" for qid in ("Q159", "Q34266", "Q15180", "Q2184"))


class UnsettledCalendars:
    """Collect days without a calendar and the places they belong to; find those in Russia.

    Places and their larger places are held in memory; the days wait in the sorter.

    Args:
        sorter: Takes the days; empty.
    """

    kinds = frozenset(
        ("place", *(kind.name for kind in KINDS.values() if nodes_can_have(kind.schema, "date", "place")))
    ) - {"object"}

    def __init__(self, sorter: ExternalSorter) -> None:
        self._sorter = sorter
        self._parts: dict[str, list[str]] = {}
        self._roots: list[str] = []
        self._n_seen = 0

    @classmethod
    def sight(cls, view: RecordView) -> Iterator[tuple[Any, ...]]:
        """Look at a record: at a place for what it lies in, at others for their days and places."""
        if view.kind == "place":
            yield cls._sight_place(view)
            return
        for node, node_type in view.nodes("date", "place"):
            place_prop = node_type.property("place")
            found = node[node_type.slot("place")]
            date = view.date(node, node_type) if found else None
            if place_prop is None or date is None or not _is_unsettled(date):
                continue
            cell = view.cell("", node=node[node_type.slot("date")])
            for place in found if place_prop.many else (found,) if found else ():
                yield place, (view.name, date.edtf, plain_cell(cell))

    @staticmethod
    def _sight_place(view: RecordView) -> tuple[str, tuple[str, ...], bool]:
        names = [text for prop in ("label", "altLabel") for text, _language in view.get(prop)]
        is_root = any(_RUSSIA.fullmatch(name) for name in names) or not _RUSSIAN_ITEMS.isdisjoint(view.get("sameAs"))
        return view.record.iri, tuple(view.get("partOf")), is_root

    def add(self, sighting: tuple[Any, ...]) -> None:
        """Take what was sighted."""
        if len(sighting) == 2:
            self._n_seen += 1
            self._sorter.add((sighting[0], self._n_seen), sighting[1])
            return
        iri, larger_places, is_root = sighting
        for larger in larger_places:
            self._parts.setdefault(larger, []).append(iri)
        if is_root:
            self._roots.append(iri)

    def findings(self) -> Iterator[Finding]:
        """Report the days in Russia before 14 February 1918."""
        russian: set[str] = set()
        waiting = list(self._roots)
        while waiting:
            place = waiting.pop()
            if place not in russian:
                russian.add(place)
                waiting.extend(self._parts.get(place, ()))
        for (place, _number), (name, edtf, cell) in self._sorter:
            if place in russian:
                message = f"{name}: {edtf} is a day in Russia before 14 February 1918, and no calendar is stated"
                yield CALENDAR_UNSETTLED.finding(
                    message, hint=CALENDAR_UNSETTLED.advice, where=cell_of(cell), value=edtf, record=name
                )


def _is_unsettled(date: Moment) -> bool:
    return (
        not date.calendar
        and date.earliest is not None
        and _FIRST_GREGORIAN <= date.earliest < _REFORM
        and bool(_DAY.search(date.edtf))
    )


class MixedCalendars:
    """Collect the days of events that belong to one larger event, or follow each other.

    Args:
        sorter: Takes the days; empty.
        is_julian: Whether days without a calendar of their own are Julian.
    """

    kinds = frozenset(("event",))

    def __init__(self, sorter: ExternalSorter, *, is_julian: bool) -> None:
        self._sorter = sorter
        self._default = "julian" if is_julian else "gregorian"
        self._n_seen = 0

    @staticmethod
    def sight(view: RecordView) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Look at an event: give its day for each sequence that it stands in."""
        date = view.date(*next(view.nodes()))
        if date is None or date.earliest is None or not _DAY.search(date.edtf):
            return
        cell = plain_cell(view.cell("", node=view.get("date")))
        sequences = [*view.get("partOf"), *(f"{view.record.iri}>" for _ in view.get("before")[:1])]
        sequences += [f"{earlier}>" for earlier in view.get("after")]
        for sequence in sequences:
            yield sequence, (date.calendar, date.earliest, view.name, date.edtf, cell)

    def add(self, sighting: tuple[str, tuple[Any, ...]]) -> None:
        """Take what was sighted."""
        sequence, (calendar, *others) = sighting
        self._n_seen += 1
        self._sorter.add((sequence, self._n_seen), (calendar or self._default, *others))

    def findings(self) -> Iterator[Finding]:
        """Report each sequence once, if a Gregorian day does not come after all Julian ones."""
        for (_sequence,), entries in groupby(self._sorter, key=lambda entry: entry[0][:1]):
            latest_julian = earliest_gregorian = None
            for _key, entry in entries:
                if entry[0] == "julian" and (latest_julian is None or entry[1] > latest_julian[1]):
                    latest_julian = entry
                elif entry[0] == "gregorian" and (earliest_gregorian is None or entry[1] < earliest_gregorian[1]):
                    earliest_gregorian = entry
            if latest_julian and earliest_gregorian and earliest_gregorian[1] <= latest_julian[1]:
                name, other = earliest_gregorian[2], latest_julian[2]
                message = (
                    f"{name}: its day is Gregorian ({earliest_gregorian[3]}), that of {other} in the same sequence "
                    f"Julian (at {cell_of(latest_julian[4])})"
                )
                yield MIXED_CALENDARS.finding(
                    message, hint=MIXED_CALENDARS.advice, where=cell_of(earliest_gregorian[4]), record=name
                )
