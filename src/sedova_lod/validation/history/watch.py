"""All rules of history on records, run while the records pass by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from types import TracebackType
from typing import Any

from sedova_lod.findings import Finding, FindingPile
from sedova_lod.findings.pile import MOST_HELD
from sedova_lod.records import KINDS, DataSetContext, DividedEntries, ExternalSorter, Record, TableLayout
from sedova_lod.validation.history.authorities import find_several_entries
from sedova_lod.validation.history.calendars import MixedCalendars, UnsettledCalendars
from sedova_lod.validation.history.circles import SELF_REFERRING, find_self_references
from sedova_lod.validation.history.claims import find_hedges
from sedova_lod.validation.history.durations import find_duration_mismatch, find_years_in_text
from sedova_lod.validation.history.names import N_SHARES, Judge, Names, judge_here
from sedova_lod.validation.history.order import OrderLoops
from sedova_lod.validation.history.posts import Posts
from sedova_lod.validation.history.view import RecordView

__all__ = ["HistoryAcross", "HistoryWatch", "Sighted"]

_Find = Callable[[RecordView], Iterator[Finding]]
_LOCAL: dict[str, tuple[_Find, ...]] = {
    "claim": (find_hedges,), "event": (find_duration_mismatch,), "person": (find_years_in_text,),
}  # fmt: skip
_Check = Names | Posts | OrderLoops | MixedCalendars | UnsettledCalendars
_ACROSS: tuple[type[_Check], ...] = (Names, Posts, OrderLoops, MixedCalendars, UnsettledCalendars)
_MEMORY_BYTES = 12_000_000

Sighted = tuple[list[Finding], list[list[Any]]]
"""What is wrong with records by themselves, and what each check across records must know of them."""


class HistoryWatch:
    """Look at every record that passes.

    Args:
        context: The data set's settings for records.
        layouts: The tables, by number.

    >>> watch = HistoryWatch(DataSetContext("https://example.org/"), [])
    >>> list(watch.watch([])), watch.hand_over()
    ([], ([], [[], [], [], [], []]))
    """

    def __init__(self, context: DataSetContext, layouts: Sequence[TableLayout]) -> None:
        self._context = context
        self._layouts = layouts
        self._found: list[Finding] = []
        self._sighted: list[list[Any]] = [[] for _ in _ACROSS]
        checks = _ACROSS[:-1] if context.is_calendar_stated else _ACROSS
        self._rules = {
            kind: (_local(kind), [(n, check.sight) for n, check in enumerate(checks) if kind in check.kinds])
            for kind in KINDS
        }

    @property
    def kinds(self) -> frozenset[str]:
        """List the kinds of the records that are looked at.

        >>> "object" in HistoryWatch(DataSetContext("https://example.org/"), []).kinds
        False
        """
        return frozenset(kind for kind, (own, sights) in self._rules.items() if own or sights)

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass records on, and look at each."""
        for record in records:
            own, sights = self._rules[record.kind]
            if own or sights:
                view = RecordView(record, self._context, self._layouts)
                for find in own:
                    self._found.extend(find(view))
                for number, sight in sights:
                    self._sighted[number].extend(sight(view))
            yield record

    def hand_over(self) -> Sighted:
        """Give what was found and sighted since the last time, and forget it."""
        found = (self._found, self._sighted)
        self._found, self._sighted = [], [[] for _ in _ACROSS]
        return found


class HistoryAcross:
    """Tell in the end what cannot be of records together; a context manager.

    Names, days and memberships wait in external sorts, so that memory does not grow with the data.

    Args:
        context: The data set's settings for records.
        most_held: Findings that are kept in memory.
        judge: Looks for namesakes.

    >>> context = DataSetContext("https://example.org/")
    >>> with HistoryAcross(context) as across:
    ...     across.add(HistoryWatch(context, []).hand_over())
    ...     len(across.findings())
    0
    """

    def __init__(self, context: DataSetContext, most_held: int = MOST_HELD, judge: Judge = judge_here) -> None:
        self._found = FindingPile(most_held)
        self._stack = ExitStack()
        self._judge = judge
        names = self._stack.enter_context(closing(DividedEntries(N_SHARES, _MEMORY_BYTES)))
        self._checks: tuple[_Check, ...] = (
            Names(names, self._sorter()),
            Posts(self._sorter()),
            OrderLoops(),
            MixedCalendars(self._sorter(), is_julian=context.calendar == "julian"),
            UnsettledCalendars(self._sorter()),
        )

    def _sorter(self) -> ExternalSorter:
        return self._stack.enter_context(ExternalSorter(_MEMORY_BYTES))

    def __enter__(self) -> HistoryAcross:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, sighted: Sighted) -> None:
        """Take what a watch handed over, in the order of the records."""
        found, by_check = sighted
        self._found.extend(found)
        for check, sightings in zip(self._checks, by_check, strict=True):
            if isinstance(check, Names):
                check.extend(sightings)
                continue
            for sighting in sightings:
                check.add(sighting)

    def findings(self) -> FindingPile:
        """Tell what was found; to be asked once, when all records have passed."""
        for check in self._checks:
            self._found.extend(check.findings(self._judge) if isinstance(check, Names) else check.findings())
        return self._found


def _local(kind: str) -> tuple[_Find, ...]:
    own = _LOCAL.get(kind, ())
    return (*own, find_self_references, find_several_entries) if kind in SELF_REFERRING else own
