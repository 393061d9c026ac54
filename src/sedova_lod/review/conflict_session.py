"""One reviewer's session over conflicts: which wait, what is decided about them, and how that is taken back."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sedova_lod.errors import UsageError
from sedova_lod.linking.table_files import FileVersion, version_of
from sedova_lod.review.conflict_table import ConflictTable
from sedova_lod.review.conflicts import Conflict, ConflictAnswer, ConflictDecision, say_conflict
from sedova_lod.review.session import Outcome

__all__ = ["ConflictQuestion", "ConflictSession"]

_Done = tuple[ConflictDecision, ConflictDecision | None]


@dataclass(frozen=True, slots=True)
class ConflictQuestion:
    """Hold what is asked about one conflict.

    Args:
        conflict: The conflict.
        decision: What is decided about it; None if it waits.
    """

    conflict: Conflict
    decision: ConflictDecision | None

    @property
    def key(self) -> str:
        """Name the question in this session."""
        return self.conflict.key

    @property
    def stamp(self) -> str:
        """Stand for the decision: another one, if it has changed."""
        one = self.decision
        return "" if one is None else "\t".join((one.answer.value, one.author, one.date, one.comment))

    @property
    def is_settled(self) -> bool:
        """Say whether it need not be asked any more."""
        return self.decision is not None


@dataclass(slots=True)
class ConflictSession:
    """Ask a reviewer about conflicts, and write each decision at once.

    Decisions are read anew whenever their table has changed, so that several people can review at the same time. May
    be used by several threads.

    Args:
        conflicts: The conflicts, in the order in which they are asked.
        table: Where decisions are kept.
        reviewer: Who decides.
        today: Gives the day.
        n_decided: Decisions of this session that were not taken back.
    """

    conflicts: tuple[Conflict, ...]
    table: ConflictTable
    reviewer: str
    today: Callable[[], datetime.date]
    n_decided: int = 0
    _places: dict[str, int] = field(default_factory=dict)
    _decisions: dict[str, ConflictDecision] = field(default_factory=dict)
    _version: FileVersion | None = None
    _done: list[_Done] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._places = {one.key: place for place, one in enumerate(self.conflicts)}

    @property
    def n_waiting(self) -> int:
        """Count the conflicts that nobody has decided about."""
        return len(self.waiting())

    def waiting(self) -> list[str]:
        """List the conflicts that nobody has decided about, in order."""
        with self._lock:
            self._read()
            return [key for key in self._places if key not in self._decisions]

    def holds(self, key: str) -> bool:
        """Say whether a question is one of these."""
        return key in self._places

    def position(self, key: str) -> int:
        """Tell which one among those that wait a question is, from 1; 0 if it does not wait.

        Raises:
            UsageError: There is no such question.
        """
        self._known(key)
        waiting = self.waiting()
        return waiting.index(key) + 1 if key in waiting else 0

    def neighbours(self, key: str) -> tuple[str, str]:
        """Give the waiting questions before and after another one; empty where there is none.

        Raises:
            UsageError: There is no such question.
        """
        place = self._places[self._known(key).key]
        waiting = self.waiting()
        before = [one for one in waiting if self._places[one] < place]
        after = [one for one in waiting if self._places[one] > place]
        return before[-1] if before else "", after[0] if after else ""

    def question(self, key: str) -> ConflictQuestion:
        """Give a question as it stands now.

        Raises:
            UsageError: There is no such question.
        """
        with self._lock:
            conflict = self._known(key)
            self._read()
            return ConflictQuestion(conflict, self._decisions.get(key))

    def decide(self, key: str, answer: ConflictAnswer, *, stamp: str, comment: str = "") -> Outcome:
        """Write a decision, unless somebody else has decided about the conflict since it was shown.

        Args:
            key: The question.
            answer: What the reviewer says.
            stamp: The question's stamp when it was shown.
            comment: A remark.

        Raises:
            UsageError: There is no such question.
            OutputError: The decision cannot be written.
        """
        with self._lock:
            conflict = self._known(key)
            decision = self._decision(conflict, answer, comment)
            known: ConflictDecision | None = None

            def is_unchanged(found: ConflictDecision | None) -> bool:
                nonlocal known
                known = found
                return ConflictQuestion(conflict, found).stamp == stamp

            if not self.table.add_if(is_unchanged, decision):
                others = () if known is None else (known,)
                return Outcome(key, "somebody has decided meanwhile; your decision was not written", False, others)
            self._done.append((decision, known))
            self.n_decided += 1
            return Outcome(key, f"written: {say_conflict(decision)}", True)

    def undo(self) -> Outcome:
        """Take back the last decision of this session that was not taken back yet.

        Raises:
            OutputError: That cannot be written.
        """
        with self._lock:
            if not self._done:
                return Outcome("", "there is nothing to take back", False)
            decision, replaced = self._done[-1]
            was_there = self.table.withdraw(decision)
            self._done.pop()
            if not was_there:
                known = self.question(decision.key).decision
                others = () if known is None else (known,)
                return Outcome(decision.key, "somebody has changed it meanwhile; it stays as it is", False, others)
            if replaced is not None:
                self.table.add_if(lambda found: found is None, replaced)
            self.n_decided -= 1
            return Outcome(decision.key, f"taken back: {say_conflict(decision)}", True)

    @property
    def last(self) -> str:
        """Say what `undo` would take back; empty if nothing."""
        return say_conflict(self._done[-1][0]) if self._done else ""

    def _known(self, key: str) -> Conflict:
        if key not in self._places:
            raise UsageError("this conflict is not among those that were found", hint="start the review anew")
        return self.conflicts[self._places[key]]

    def _decision(self, conflict: Conflict, answer: ConflictAnswer, comment: str) -> ConflictDecision:
        return ConflictDecision(
            conflict.key,
            conflict.record,
            conflict.item,
            conflict.property,
            conflict.ours,
            conflict.theirs,
            answer,
            self.reviewer,
            self.today().isoformat(),
            comment,
        )

    def _read(self) -> None:
        """Read the decisions, if their table has changed."""
        version = version_of(self.table.path)
        if version is None or version != self._version:
            self._decisions = self.table.read()
            self._version = version
