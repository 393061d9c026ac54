"""Comparing times: as spans of days, whatever calendar they are written in, never as texts."""

from __future__ import annotations

import enum

from sedova_lod.contribution.property_map import PropertyMap
from sedova_lod.contribution.statements import Statement
from sedova_lod.contribution.times import days_of
from sedova_lod.contribution.values import YEAR, NotKnown, TimeValue, Value
from sedova_lod.dates import Calendar
from sedova_lod.linking import DayRange

__all__ = ["TimeComparer", "Verdict"]


class Verdict(enum.Enum):
    """Say how our value stands to that of an item; of several, the first in this order counts."""

    SAME = "same"
    SAME_DAY = "the same days in another calendar"
    COARSER = "ours holds theirs"
    FINER = "theirs holds ours"
    DISPUTED = "the same value, otherwise qualified"
    OVERLAP = "they overlap"
    APART = "apart"


class TimeComparer:
    """Compare statements about a time.

    Args:
        properties: Names the qualifiers that bound a time.

    >>> from sedova_lod.contribution.property_map import load_property_map
    >>> times = TimeComparer(load_property_map())
    >>> julian, gregorian = TimeValue(1882, 4, 5, 11, Calendar.JULIAN), TimeValue(1882, 4, 17, 11)
    >>> times.judge_values(julian, gregorian), times.judge_values(TimeValue(1882), gregorian)
    (<Verdict.SAME_DAY: 'the same days in another calendar'>, <Verdict.COARSER: 'ours holds theirs'>)
    """

    def __init__(self, properties: PropertyMap) -> None:
        self._earliest = properties.qualifier("earliest")
        self._latest = properties.qualifier("latest")
        self._is_doubt = properties.is_doubt

    def is_bounded(self, statement: Statement) -> bool:
        """Say whether a statement names an earliest or latest date."""
        return any(snak.property in (self._earliest, self._latest) for snak in statement.qualifiers)

    def judge(self, ours: Statement, theirs: Statement) -> tuple[Verdict, str]:
        """Say how two statements stand to each other, and why."""
        if isinstance(theirs.value, NotKnown) and not self.is_bounded(theirs):
            if theirs.value.is_none:
                return Verdict.APART, "it says that there is none"
            same = isinstance(ours.value, NotKnown) and not self.is_bounded(ours)
            return (Verdict.SAME, "") if same else (Verdict.FINER, "it does not know the date")
        our_days, their_days = self.days(ours), self.days(theirs)
        if our_days is None or their_days is None:
            return Verdict.APART, ""
        verdict = _relation(our_days, their_days)
        if verdict is Verdict.SAME and _is_written_otherwise(ours.value, theirs.value):
            verdict = Verdict.SAME_DAY
        if verdict in (Verdict.OVERLAP, Verdict.APART) and _is_same_year(ours.value, theirs.value):
            return Verdict.SAME_DAY, "the same year, in another calendar"
        return self._with_doubts(verdict, ours, theirs, _thirteen_days_apart(ours.value, theirs.value))

    def judge_values(self, ours: Value, theirs: Value) -> Verdict:
        """Say how two values stand to each other, without their qualifiers."""
        if not isinstance(ours, TimeValue) or not isinstance(theirs, TimeValue):
            return Verdict.SAME if ours == theirs else Verdict.APART
        return self.judge(Statement("", ours), Statement("", theirs))[0]

    def _with_doubts(self, verdict: Verdict, ours: Statement, theirs: Statement, detail: str) -> tuple[Verdict, str]:
        """Take into account that only one of the two may be sure."""
        is_ours, is_theirs = self._is_doubtful(ours), self._is_doubtful(theirs)
        if verdict in (Verdict.SAME, Verdict.SAME_DAY) and is_ours and not is_theirs:
            return Verdict.COARSER, "it says the same without our doubt"
        if verdict in (Verdict.SAME, Verdict.SAME_DAY) and is_theirs and not is_ours:
            return Verdict.DISPUTED, "it is less sure than we are"
        if verdict is Verdict.FINER and is_ours:
            return Verdict.OVERLAP, "ours is finer, but not certain"
        if verdict is Verdict.OVERLAP:
            return verdict, detail or "the two overlap, and neither holds the other"
        return verdict, detail if verdict is Verdict.APART else ""

    def _is_doubtful(self, statement: Statement) -> bool:
        return any(self._is_doubt(snak.property) for snak in statement.qualifiers)

    def days(self, statement: Statement) -> DayRange | None:
        """Give the days of a time, narrowed by the qualifiers for earliest and latest date."""
        first: int | None = None
        last: int | None = None
        if isinstance(statement.value, TimeValue):
            first, last = days_of(statement.value)
        elif not self.is_bounded(statement):
            return None
        for snak in statement.qualifiers:
            if not isinstance(snak.value, TimeValue):
                continue
            begins, ends = days_of(snak.value)
            if snak.property == self._earliest:
                first = begins if first is None else max(first, begins)
            elif snak.property == self._latest:
                last = ends if last is None else min(last, ends)
        return DayRange(first, last)


def _relation(ours: DayRange, theirs: DayRange) -> Verdict:
    if ours == theirs:
        return Verdict.SAME
    if _holds(ours, theirs):
        return Verdict.COARSER
    if _holds(theirs, ours):
        return Verdict.FINER
    return Verdict.OVERLAP if ours.overlaps(theirs) else Verdict.APART


def _holds(outer: DayRange, inner: DayRange) -> bool:
    begins = outer.first is None or (inner.first is not None and outer.first <= inner.first)
    return begins and (outer.last is None or (inner.last is not None and inner.last <= outer.last))


def _is_written_otherwise(ours: Value, theirs: Value) -> bool:
    return isinstance(ours, TimeValue) and isinstance(theirs, TimeValue) and ours.calendar != theirs.calendar


def _is_same_year(ours: Value, theirs: Value) -> bool:
    """Say whether two years, or longer times, differ in their calendar only."""
    if not isinstance(ours, TimeValue) or not isinstance(theirs, TimeValue) or ours.precision > YEAR:
        return False
    return (ours.year, ours.precision) == (theirs.year, theirs.precision)


def _thirteen_days_apart(ours: Value, theirs: Value) -> str:
    """Notice that the same day of the month stands in both, once in each calendar."""
    if not isinstance(ours, TimeValue) or not isinstance(theirs, TimeValue) or ours.calendar == theirs.calendar:
        return ""
    if (ours.year, ours.month, ours.day) != (theirs.year, theirs.month, theirs.day) or not ours.day:
        return ""
    n_days = abs(days_of(ours)[0] - days_of(theirs)[0])
    names = {Calendar.JULIAN: "Julian", Calendar.GREGORIAN: "Gregorian"}
    return f"the same date as {names[ours.calendar]} here and {names[theirs.calendar]} there, {n_days} days apart"
