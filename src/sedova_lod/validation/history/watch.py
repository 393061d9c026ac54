"""All rules of history on records, run while the records pass by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType

from sedova_lod.findings import Finding
from sedova_lod.records import KINDS, DataSetContext, ExternalSorter, Record, TableLayout
from sedova_lod.validation.history.calendars import MixedCalendars, UnsettledCalendars
from sedova_lod.validation.history.claims import find_hedges
from sedova_lod.validation.history.durations import find_duration_mismatch, find_years_in_text
from sedova_lod.validation.history.names import Names
from sedova_lod.validation.history.order import OrderLoops
from sedova_lod.validation.history.posts import Posts
from sedova_lod.validation.history.view import RecordView

__all__ = ["HistoryWatch"]

_LOCAL = {"claim": (find_hedges,), "event": (find_duration_mismatch,), "person": (find_years_in_text,)}
_MEMORY_BYTES = 12_000_000


class HistoryWatch:
    """Look at every record that passes, and tell in the end what cannot be; a context manager.

    Names, days and memberships wait in external sorts, so that memory does not grow with the data.

    Args:
        context: The data set's settings for records.
        layouts: The tables, by number.
    """

    def __init__(self, context: DataSetContext, layouts: Sequence[TableLayout]) -> None:
        self._context = context
        self._layouts = layouts
        self._found: list[Finding] = []
        self._stack = ExitStack()
        mixed = MixedCalendars(self._sorter(), is_julian=context.calendar == "julian")
        self._checks: list[Names | Posts | OrderLoops | MixedCalendars | UnsettledCalendars] = [
            Names(self._sorter()),
            Posts(self._sorter()),
            OrderLoops(),
            mixed,
        ]
        if not context.is_calendar_stated:
            self._checks.append(UnsettledCalendars(self._sorter()))

    def _sorter(self) -> ExternalSorter:
        return self._stack.enter_context(ExternalSorter(_MEMORY_BYTES))

    def __enter__(self) -> HistoryWatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def watch(self, records: Iterable[Record]) -> Iterator[Record]:
        """Pass records on, and look at each."""
        rules = {
            kind: (_LOCAL.get(kind, ()), [check.see for check in self._checks if kind in check.kinds]) for kind in KINDS
        }
        for record in records:
            own, see = rules[record.kind]
            if own or see:
                view = RecordView(record, self._context, self._layouts)
                for find in own:
                    self._found.extend(find(view))
                for look in see:
                    look(view)
            yield record

    def findings(self) -> list[Finding]:
        """Tell what was found; to be asked when all records have passed."""
        return [*self._found, *(finding for check in self._checks for finding in check.findings())]
