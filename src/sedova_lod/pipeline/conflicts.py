"""Conflicts of a project with items: as questions of a review, and settled by what was decided there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sedova_lod.contribution import (
    Comparison,
    HeldStatement,
    Item,
    ProposalReport,
    Statement,
    conflict_key,
    settle_conflict,
)
from sedova_lod.linking import DayRange
from sedova_lod.review import (
    ComparedField,
    Conflict,
    ConflictAnswer,
    ConflictDecision,
    ConflictTable,
    ShownValue,
    compare_days,
    write_days,
)
from sedova_lod.review.comparison import shown_text
from sedova_lod.settings import Project

__all__ = ["ConflictWriter", "conflict_table", "settle_by"]

_FILE = "conflicts.tsv"
_WIKIDATA = "https://www.wikidata.org/wiki/"
_DASH = ShownValue("–")


def conflict_table(project: Project) -> ConflictTable:
    """Give the table in which decisions about a project's conflicts are kept.

    >>> from pathlib import Path
    >>> from sedova_lod.settings import load_project
    >>> conflict_table(load_project(Path("data"))).path.name
    'conflicts.tsv'
    """
    return ConflictTable(project.root / _FILE)


def settle_by(decisions: Mapping[str, ConflictDecision]) -> Callable[[Comparison], Comparison]:
    """Give what settles the conflicts that somebody has decided about, and leaves the others as they are.

    Args:
        decisions: The decisions, by the key of the conflict.

    >>> settle_by({})("a comparison")
    'a comparison'
    """

    def settle(one: Comparison) -> Comparison:
        found = decisions.get(conflict_key(one)) if decisions else None
        if found is None:
            return one
        told = f"{found.answer.value}, says {found.author} on {found.date}"
        return settle_conflict(one, is_added=found.answer is ConflictAnswer.ADD, told=told)

    return settle


@dataclass(frozen=True, slots=True)
class ConflictWriter:
    """Write the conflicts of a report as a reviewer reads them.

    Args:
        report: The report.
        days: Gives the days that a statement names.
    """

    report: ProposalReport
    days: Callable[[Statement], DayRange | None]

    def conflicts(self) -> Iterator[Conflict]:
        """Give the conflicts that nobody has decided about, in the order of the report."""
        for one in self.report.conflicts:
            content = one.proposal.content
            if isinstance(content, Statement):
                yield self._conflict(one, content)

    def _conflict(self, one: Comparison, ours: Statement) -> Conflict:
        proposal, theirs = one.proposal, one.held.statement if one.held else None
        item = proposal.item
        return Conflict(
            conflict_key(one),
            proposal.record,
            self.report.titles.get(item) or proposal.record,
            item or "new item",
            _label(one.item),
            f"{self.report.entities or _WIKIDATA}{item}" if item else "",
            self.report.property_text(ours.property),
            self.report.statement_text(ours),
            "" if theirs is None else self.report.statement_text(theirs),
            one.detail,
            tuple(_filled(field) for field in self._fields(one, ours, theirs) if field.mine or field.theirs),
            str(proposal.where),
        )

    def _fields(self, one: Comparison, ours: Statement, theirs: Statement | None) -> Iterator[ComparedField]:
        value = self.report.value_text
        yield _field("Value", value(ours.value), "" if theirs is None else value(theirs.value))
        yield self._days(ours, theirs)
        yield ComparedField("Qualifiers", self._qualifiers(ours), self._qualifiers(theirs))
        if theirs is not None and ours.rank is not theirs.rank:
            yield _field("Rank", ours.rank.value, theirs.rank.value)
        yield ComparedField("Sources", self._sources(ours), self._sources(theirs))
        yield ComparedField("Also there", (), tuple(_shown(self._held(other)) for other in _others(one, ours)))
        yield ComparedField("Notes", tuple(map(_shown, one.proposal.notes)), ())
        yield ComparedField("From", (_shown(str(one.proposal.where)),), ())

    def _days(self, ours: Statement, theirs: Statement | None) -> ComparedField:
        """Set the days of two times beside each other, each in both calendars."""
        mine, other = self.days(ours), None if theirs is None else self.days(theirs)
        shown = [_days_shown(one) for one in (mine, other)]
        return ComparedField("Days", shown[0], shown[1], compare_days(mine, other))

    def _qualifiers(self, statement: Statement | None) -> tuple[ShownValue, ...]:
        return () if statement is None else tuple(_shown(self.report.snak_text(one)) for one in statement.qualifiers)

    def _sources(self, statement: Statement | None) -> tuple[ShownValue, ...]:
        if statement is None:
            return ()
        found = tuple(_shown(self.report.reference_text(one)) for one in statement.references)
        return found or (_shown("no source"),)

    def _held(self, held: HeldStatement) -> str:
        return "a value that we cannot read" if held.statement is None else self.report.statement_text(held.statement)


def _filled(field: ComparedField) -> ComparedField:
    """Put a dash where a side says nothing; what it leaves out need not be unknown."""
    return replace(field, mine=field.mine or (_DASH,), theirs=field.theirs or (_DASH,))


def _others(one: Comparison, ours: Statement) -> list[HeldStatement]:
    """Give what else the item has of the property."""
    held = one.item.statements.get(ours.property, ()) if one.item else ()
    return [other for other in held if other is not one.held]


def _label(item: Item | None) -> str:
    """Give the name and description of an item, in English where it has them."""
    if item is None:
        return ""
    found = [next((texts[code] for code in ("en", "mul", *texts) if code in texts), "")
             for texts in (item.labels, item.descriptions)]  # fmt: skip
    return ", ".join(filter(None, found))


def _days_shown(days: DayRange | None) -> tuple[ShownValue, ...]:
    written = write_days(days)
    return (ShownValue(written.text, written.also),) if written.text else ()


def _field(label: str, mine: str, theirs: str) -> ComparedField:
    return ComparedField(label, (_shown(mine),), (_shown(theirs),) if theirs else ())


def _shown(text: str) -> ShownValue:
    return ShownValue(shown_text(text))
