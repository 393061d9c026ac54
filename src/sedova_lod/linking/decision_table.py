"""The table of decisions `links.sssom.tsv`: read, and changed safely while others change it too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sedova_lod.linking.decisions import COLUMNS, Decision, decision_of_row, row_of_decision
from sedova_lod.linking.sssom_text import SssomRow, SssomText, parse_sssom
from sedova_lod.linking.table_files import FileVersion, locked, read_text, replace_text
from sedova_lod.records import Judgement

__all__ = ["Change", "DecisionTable", "Decisions"]


@dataclass(slots=True)
class Decisions:
    """Hold the decisions of a table, by record.

    Args:
        by_subject: Decisions by the short form of their record.

    >>> Decisions().is_settled("person/p1", "http://www.wikidata.org/entity/")
    False
    """

    by_subject: dict[str, list[Decision]] = field(default_factory=dict)

    def of(self, subject: str) -> list[Decision]:
        """Give the decisions about a record."""
        return self.by_subject.get(subject, [])

    def is_settled(self, subject: str, authority: str) -> bool:
        """Say whether it is decided what, if anything, a record is in an authority.

        Args:
            subject: The record.
            authority: Beginning of the authority's IRIs.
        """
        return any(d.is_settling and (not d.target or d.target.startswith(authority)) for d in self.of(subject))

    def rejected(self, subject: str) -> frozenset[str]:
        """Give the IRIs of the things that a record is not."""
        return frozenset(d.target for d in self.of(subject) if d.judgement is Judgement.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Change:
    """Tell what a change of a table did.

    Args:
        replaced: Decisions whose place was taken, those that say the same left out.
        now: All decisions about the records concerned, as they are after it.
        version: Version of the table after it.

    >>> Change((), {}, (1, 2, 3)).replaced
    ()
    """

    replaced: tuple[Decision, ...]
    now: Mapping[str, list[Decision]]
    version: FileVersion


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Keep decisions in an SSSOM table, one a row.

    Every change locks the file, reads it anew, and puts the new one in its place whole: nothing is lost when a
    process dies, nor when two people decide at once. Rows and columns that are not ours stay as they are.

    Args:
        path: The table; it need not exist.
        base: Beginning of the data set's IRIs.
        metadata: Metadata of a table that is made anew: `mapping_set_id`, `mapping_set_title`, `license` ...

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = DecisionTable(Path(folder) / "links.sssom.tsv", "https://example.org/")
    ...     decision = Decision("person/p1", Judgement.SAME, "http://www.wikidata.org/entity/Q1", author="A. Archivist")
    ...     _ = table.add([decision])
    ...     table.read().is_settled("person/p1", "http://www.wikidata.org/entity/")
    True
    """

    path: Path
    base: str
    metadata: Mapping[str, str] = field(default_factory=dict)

    def read(self) -> Decisions:
        """Read all decisions.

        Raises:
            InputError: The file is no SSSOM table.
        """
        table = self._parse()
        found = Decisions()
        for row in table.rows:
            decision = self.decision(table, row)
            if decision is not None:
                found.by_subject.setdefault(decision.subject, []).append(decision)
        return found

    def add(self, decisions: Iterable[Decision]) -> list[Decision]:
        """Write decisions; a decision takes the place of those that contradict it.

        A shared identifier does not overrule a person: then its decision is left out.

        Args:
            decisions: The decisions.

        Returns:
            Decisions whose place was taken, those that say the same left out.

        Raises:
            InputError: The file is no SSSOM table.
            OutputError: It cannot be written.
        """
        with locked(self.path):
            return list(self._add(_Change(self, self._parse()), decisions).replaced)

    def add_if(self, condition: Callable[[list[Decision]], bool], decision: Decision) -> Change | None:
        """Write a decision if a condition holds at that moment, when nobody else can change the table.

        Args:
            condition: Looks at the decisions that are there about the record.
            decision: The decision.

        Returns:
            What that did; None if the condition did not hold.

        Raises:
            InputError: The file is no SSSOM table.
            OutputError: It cannot be written.
        """
        with locked(self.path):
            change = _Change(self, self._parse())
            return self._add(change, [decision]) if condition(change.decisions(decision.subject)) else None

    def withdraw(self, decision: Decision) -> bool:
        """Take a decision back.

        Args:
            decision: The decision, as it was read or written.

        Returns:
            Whether it was still there.
        """
        with locked(self.path):
            table = self._parse()
            removed = {id(row) for row in table.rows if _is_same(self.decision(table, row), decision)}
            if removed:
                table.change((), removed)
                replace_text(self.path, table.to_text())
        return bool(removed)

    def decision(self, table: SssomText, row: SssomRow) -> Decision | None:
        """Read the decision of a row; None if nobody has decided, or the record is not of this data set."""
        decision = decision_of_row(row.values, lambda curie: table.expand(curie).removeprefix(self.base))
        return None if decision is None or "://" in decision.subject else decision

    def shorten(self, table: SssomText, iri: str) -> str:
        """Write an IRI, or the short form of a record, as a CURIE."""
        if "://" in iri:
            return table.shorten(iri)
        if not any(self.base.startswith(start) for start in table.prefixes.values()):
            table.declare("data", self.base)
        return table.shorten(self.base + iri)

    def _add(self, change: _Change, decisions: Iterable[Decision]) -> Change:
        for decision in decisions:
            change.put(decision)
        change.table.change(change.new.values(), change.removed)
        version = replace_text(self.path, change.table.to_text())
        return Change(tuple(change.replaced), change.now(), version)

    def _parse(self) -> SssomText:
        return parse_sssom(read_text(self.path), self.path.name, new=self.metadata)


class _Change:
    """Work out which rows new decisions add and which they take the place of."""

    def __init__(self, owner: DecisionTable, table: SssomText) -> None:
        self.table = table
        self.new: dict[int, SssomRow] = {}
        self.removed: set[int] = set()
        self.replaced: list[Decision] = []
        self._owner = owner
        self._pairs: dict[str, list[tuple[SssomRow, Decision]]] = {}
        self._rows: dict[str, list[SssomRow]] = {}
        for row in table.rows:
            subject = table.expand(row.values.get("subject_id", "")).removeprefix(owner.base)
            self._rows.setdefault(subject, []).append(row)

    def decisions(self, subject: str) -> list[Decision]:
        """Give the decisions about a record."""
        return [decision for _, decision in self._about(subject)]

    def now(self) -> dict[str, list[Decision]]:
        """Give the decisions about all records that were looked at."""
        return {subject: self.decisions(subject) for subject in self._pairs}

    def _about(self, subject: str) -> list[tuple[SssomRow, Decision]]:
        if subject not in self._pairs:
            read = ((row, self._owner.decision(self.table, row)) for row in self._rows.get(subject, ()))
            self._pairs[subject] = [(row, decision) for row, decision in read if decision is not None]
        return self._pairs[subject]

    def put(self, decision: Decision) -> None:
        """Add a decision in the place of those that contradict it."""
        pairs = self._about(decision.subject)
        rivals = [(row, other) for row, other in pairs if _excludes(decision, other)]
        if not decision.author and any(other.author for _, other in rivals):
            return
        values = row_of_decision(decision, lambda iri: self._owner.shorten(self.table, iri))
        for row, other in rivals:
            values.update({name: value for name, value in row.values.items() if name not in COLUMNS and value})
            self.removed.add(id(row))
            self.new.pop(id(row), None)
            if not _is_same(other, decision):
                self.replaced.append(other)
        row = SssomRow(values)
        self.new[id(row)] = row
        as_read = self._owner.decision(self.table, row) or decision
        self._pairs[decision.subject] = [*(pair for pair in pairs if pair not in rivals), (row, as_read)]


def _is_same(one: Decision | None, other: Decision) -> bool:
    """Say whether two decisions say the same of the same, by the same person."""
    if one is None:
        return False
    return (one.subject, one.target, one.judgement, one.author) == (
        other.subject,
        other.target,
        other.judgement,
        other.author,
    )


def _excludes(one: Decision, other: Decision) -> bool:
    """Say whether two decisions about a record cannot both stand: it is one thing in an authority, or none."""
    if one.target == other.target:
        return True
    if not (one.is_settling and other.is_settling) or Judgement.SIMILAR in (one.judgement, other.judgement):
        return False
    if one.judgement is other.judgement is Judgement.UNSURE:
        return False
    return _authority(one).startswith(_authority(other)) or _authority(other).startswith(_authority(one))


def _authority(decision: Decision) -> str:
    """Give the beginning of the IRIs of the authority that a decision is about."""
    if decision.judgement is Judgement.NOTHING:
        return decision.target
    return decision.target[: max(decision.target.rfind("/"), decision.target.rfind("#")) + 1]
