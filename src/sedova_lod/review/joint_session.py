"""A review of both sorts of question: first the candidates of records, then the conflicts with items."""

from __future__ import annotations

from dataclasses import dataclass, field

from sedova_lod.errors import UsageError
from sedova_lod.linking.decisions import Decision
from sedova_lod.records import Judgement
from sedova_lod.review.conflict_session import ConflictQuestion, ConflictSession
from sedova_lod.review.conflicts import ConflictAnswer, ConflictDecision, say_conflict
from sedova_lod.review.session import Outcome, Question, ReviewSession, say_decision

__all__ = ["Answer", "JointSession", "say_any"]

Answer = Judgement | ConflictAnswer


@dataclass(slots=True)
class JointSession:
    """Ask about candidates, then about conflicts; what is decided last is taken back first.

    Args:
        links: Asks about candidates.
        conflicts: Asks about conflicts; None if there are none.
    """

    links: ReviewSession
    conflicts: ConflictSession | None = None
    _done: list[ReviewSession | ConflictSession] = field(default_factory=list)

    @property
    def reviewer(self) -> str:
        """Give the name of who decides."""
        return self.links.reviewer

    @property
    def n_waiting(self) -> int:
        """Count the questions that nobody has settled."""
        return self.links.n_waiting + (self.conflicts.n_waiting if self.conflicts else 0)

    @property
    def n_decided(self) -> int:
        """Count the decisions of this session that were not taken back."""
        return self.links.n_decided + (self.conflicts.n_decided if self.conflicts else 0)

    def first(self) -> str:
        """Give the first question that waits; empty if none does."""
        return self.links.first() or self._first_conflict()

    def position(self, key: str) -> int:
        """Tell which one among those that wait a question is, from 1; 0 if it does not wait.

        Raises:
            UsageError: There is no such question.
        """
        if self.conflicts is None or not self.conflicts.holds(key):
            return self.links.position(key)
        place = self.conflicts.position(key)
        return self.links.n_waiting + place if place else 0

    def neighbours(self, key: str) -> tuple[str, str]:
        """Give the waiting questions before and after another one; empty where there is none.

        Raises:
            UsageError: There is no such question.
        """
        if self.conflicts is not None and self.conflicts.holds(key):
            before, after = self.conflicts.neighbours(key)
            return before or next(reversed(self.links.waiting()), ""), after
        before, after = self.links.neighbours(key)
        return before, after or self._first_conflict()

    def question(self, key: str) -> Question | ConflictQuestion:
        """Give a question as it stands now.

        Raises:
            InputError: Its candidates cannot be read.
            UsageError: There is no such question.
        """
        if self.conflicts is not None and self.conflicts.holds(key):
            return self.conflicts.question(key)
        return self.links.question(key)

    def source(self, key: str) -> str:
        """Say where the candidates of a question come from; empty for a conflict."""
        return "" if self.conflicts is not None and self.conflicts.holds(key) else self.links.source(key)

    def decide(self, key: str, answer: Answer, target: str, *, stamp: str, comment: str = "") -> Outcome:
        """Write a decision, unless somebody else has decided about the same since it was shown.

        Args:
            key: The question.
            answer: What the reviewer says.
            target: IRI of the candidate; of no use for a conflict.
            stamp: The question's stamp when it was shown.
            comment: A remark.

        Raises:
            UsageError: There is no such question or candidate, or this is no answer to it.
            OutputError: The decision cannot be written.
        """
        is_conflict = self.conflicts is not None and self.conflicts.holds(key)
        if is_conflict is not isinstance(answer, ConflictAnswer):
            raise UsageError("this is no answer to this question", hint="load the page anew")
        if self.conflicts is not None and isinstance(answer, ConflictAnswer):
            return self._noted(self.conflicts, self.conflicts.decide(key, answer, stamp=stamp, comment=comment))
        if isinstance(answer, Judgement):
            return self._noted(self.links, self.links.decide(key, answer, target, stamp=stamp, comment=comment))
        raise AssertionError("an answer is of one of two sorts")

    def undo(self) -> Outcome:
        """Take back the last decision of this session that was not taken back yet.

        Raises:
            OutputError: That cannot be written.
        """
        if not self._done:
            return Outcome("", "there is nothing to take back", False)
        outcome = self._done[-1].undo()
        self._done.pop()
        return outcome

    @property
    def last(self) -> str:
        """Say what `undo` would take back; empty if nothing."""
        return self._done[-1].last if self._done else ""

    def _noted(self, session: ReviewSession | ConflictSession, outcome: Outcome) -> Outcome:
        if outcome.is_done:
            self._done.append(session)
        return outcome

    def _first_conflict(self) -> str:
        return next(iter(self.conflicts.waiting()), "") if self.conflicts else ""


def say_any(decision: Decision | ConflictDecision, source: str) -> str:
    """Say in a clause what was decided, about a candidate or a conflict.

    Args:
        decision: The decision.
        source: Where candidates come from.

    >>> say_any(Decision("person/p1", Judgement.SAME, "http://www.wikidata.org/entity/Q1", "Lev Sedov"), "Wikidata")
    "'Lev Sedov' is Q1"
    """
    return say_conflict(decision) if isinstance(decision, ConflictDecision) else say_decision(decision, source)
