"""One reviewer's session: which records wait, what is decided about them, and how that is taken back."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sedova_lod.errors import UsageError
from sedova_lod.linking import Entity, EntityName
from sedova_lod.linking.candidates import Proposal
from sedova_lod.linking.decision_table import Decisions, DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.namespaces import identifier_of, iri_of
from sedova_lod.records import Judgement
from sedova_lod.review.comparison import shown_text

__all__ = ["Outcome", "Question", "ReviewSession", "say_decision"]

_MOST_LABEL = 80
_LINKED = (Judgement.SAME, Judgement.UNSURE)


@dataclass(frozen=True, slots=True)
class Question:
    """Hold what is asked about one record.

    Args:
        key: Names the question in this session.
        record: The record.
        proposal: What it may be.
        rejected: IRIs of the candidates that it is not.
        decisions: What is decided about it in this authority.
        stamp: Stands for those decisions: another one, if they have changed.
        is_settled: Whether it need not be asked any more.
    """

    key: str
    record: Entity
    proposal: Proposal
    rejected: frozenset[str]
    decisions: tuple[Decision, ...]
    stamp: str
    is_settled: bool

    @property
    def n_open(self) -> int:
        """Count the candidates that are not rejected."""
        return sum(target not in self.rejected for target in self.proposal.targets)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Tell what became of a decision.

    Args:
        key: The question it was about; empty if there was none.
        message: A sentence for the reviewer.
        is_done: Whether it was written.
        others: What somebody else has decided meanwhile.
    """

    key: str
    message: str
    is_done: bool
    others: tuple[Decision, ...] = ()


@dataclass(slots=True)
class ReviewSession:
    """Ask a reviewer about records, and write each decision at once.

    Decisions are read anew whenever their table has changed, so that several people can review at the same time. May
    be used by several threads.

    Args:
        proposals: What was found for the records, in the order in which they are asked.
        records: Records by their short form; a record that is not there is shown by its name only.
        table: Where decisions are kept.
        reviewer: Who decides.
        tool_version: Version of this program.
        today: Gives the day.
    """

    proposals: Iterable[Proposal]
    records: Mapping[str, Entity]
    table: DecisionTable
    reviewer: str
    tool_version: str
    today: Callable[[], datetime.date]
    n_decided: int = 0
    _proposals: dict[str, Proposal] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _decisions: Decisions = field(default_factory=Decisions)
    _signature: tuple[int, ...] | None = None
    _done: list[tuple[str, Decision, tuple[Decision, ...]]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        self._proposals = {_key(one): one for one in self.proposals if not one.is_empty}
        self._places = {key: place for place, key in enumerate(self._proposals)}

    def waiting(self) -> list[str]:
        """List the questions that nobody has settled, in order."""
        with self._lock:
            decisions = self._read()
            return [key for key, one in self._proposals.items() if self._is_open(decisions, one)]

    def question(self, key: str) -> Question:
        """Give a question as it stands now.

        Raises:
            UsageError: There is no such question.
        """
        with self._lock:
            return self._question(self._proposals[self._known(key)], self._read())

    def neighbours(self, key: str) -> tuple[str, str]:
        """Give the waiting questions before and after another one; empty where there is none."""
        place = self._places[self._known(key)]
        waiting = self.waiting()
        before = [one for one in waiting if self._places[one] < place]
        return before[-1] if before else "", next((one for one in waiting if self._places[one] > place), "")

    def decide(self, key: str, judgement: Judgement, target: str, *, stamp: str, comment: str = "") -> Outcome:
        """Write a decision, unless somebody else has decided about the record since it was shown.

        Args:
            key: The question.
            judgement: What the reviewer says.
            target: IRI of the candidate; of no use for `Judgement.NOTHING`.
            stamp: The question's stamp when it was shown.
            comment: A remark.

        Raises:
            UsageError: There is no such question or candidate.
            OutputError: The decision cannot be written.
        """
        with self._lock:
            proposal = self._proposals[self._known(key)]
            decision = self._decision(proposal, judgement, target, comment)

            def is_unchanged(decisions: Decisions) -> bool:
                return self._question(proposal, decisions).stamp == stamp

            replaced = self.table.add_if(is_unchanged, [decision])
            if replaced is None:
                others = self.question(key).decisions
                return Outcome(key, "somebody has decided meanwhile; your decision was not written", False, others)
            self._done.append((key, decision, tuple(replaced)))
            self.n_decided += 1
            return Outcome(key, f"written: {say_decision(decision, proposal.source)}", True)

    def undo(self) -> Outcome:
        """Take back the last decision of this session that was not taken back yet.

        Raises:
            OutputError: That cannot be written.
        """
        with self._lock:
            if not self._done:
                return Outcome("", "there is nothing to take back", False)
            key, decision, replaced = self._done[-1]
            was_there = self.table.withdraw(decision)
            self._done.pop()
            if not was_there:
                others = self.question(key).decisions
                return Outcome(key, "somebody has changed it meanwhile; it stays as it is", False, others)
            if replaced:
                self.table.add(replaced)
            self.n_decided -= 1
            said = say_decision(decision, self._proposals[key].source)
            return Outcome(key, f"taken back: {said}", True)

    @property
    def last(self) -> str:
        """Say what `undo` would take back; empty if nothing."""
        if not self._done:
            return ""
        key, decision, _ = self._done[-1]
        return say_decision(decision, self._proposals[key].source)

    def source(self, key: str) -> str:
        """Say where the candidates of a question come from.

        Raises:
            UsageError: There is no such question.
        """
        return self._proposals[self._known(key)].source

    def _known(self, key: str) -> str:
        if key not in self._proposals:
            raise UsageError("this record is not among the candidates", hint="start the review anew")
        return key

    def _decision(self, proposal: Proposal, judgement: Judgement, target: str, comment: str) -> Decision:
        is_nothing = judgement is Judgement.NOTHING
        if not is_nothing and target not in proposal.targets:
            raise UsageError("this candidate is not among those of the record", hint="start the review anew")
        place = 0 if is_nothing else proposal.targets.index(target)
        candidate = proposal.candidates[place]
        return Decision(
            proposal.subject,
            judgement,
            _authority(proposal) if is_nothing else target,
            proposal.subject_label,
            "" if is_nothing else candidate.entity.name,
            self.reviewer,
            self.today().isoformat(),
            round(candidate.probability, 3) if judgement in _LINKED else None,
            self.tool_version,
            proposal.snapshot,
            comment,
        )

    def _read(self) -> Decisions:
        """Read the decisions, if their table has changed."""
        try:
            found = self.table.path.stat()
            signature: tuple[int, ...] | None = (found.st_ino, found.st_size, found.st_mtime_ns)
        except FileNotFoundError:
            signature = None
        if signature is None or signature != self._signature:
            self._decisions, self._signature = self.table.read(), signature
        return self._decisions

    def _is_open(self, decisions: Decisions, proposal: Proposal) -> bool:
        if proposal.subject not in decisions.by_subject:
            return True
        if decisions.is_settled(proposal.subject, _authority(proposal)):
            return False
        return not decisions.rejected(proposal.subject).issuperset(proposal.targets)

    def _question(self, proposal: Proposal, decisions: Decisions) -> Question:
        authority = _authority(proposal)
        here = [one for one in decisions.of(proposal.subject) if not one.target or one.target.startswith(authority)]
        stamp = hashlib.sha256("\n".join(sorted(map(repr, here))).encode()).hexdigest()[:16]
        unknown = Entity(proposal.subject, proposal.subject.partition("/")[0], (EntityName(proposal.subject_label),))
        return Question(
            _key(proposal),
            self.records.get(proposal.subject, unknown),
            proposal,
            decisions.rejected(proposal.subject),
            tuple(here),
            stamp,
            decisions.is_settled(proposal.subject, authority),
        )


def say_decision(decision: Decision, source: str) -> str:
    """Say in a clause what was decided.

    Args:
        decision: The decision.
        source: Where the candidates come from.

    >>> decision = Decision("person/p1", Judgement.SAME, "http://www.wikidata.org/entity/Q1", "Lev Sedov")
    >>> say_decision(decision, "Wikidata")
    "'Lev Sedov' is Q1"
    """
    label = shown_text(decision.subject_label or decision.subject)
    name = f"'{label}'" if len(label) <= _MOST_LABEL else f"'{label[:_MOST_LABEL]}…'"
    target = decision.target[max(decision.target.rfind("/"), decision.target.rfind("#")) + 1 :]
    sentences = {
        Judgement.SAME: f"{name} is {target}",
        Judgement.SIMILAR: f"{name} is like {target}",
        Judgement.DIFFERENT: f"{name} is not {target}",
        Judgement.NOTHING: f"{name} has no match in {source}",
        Judgement.UNSURE: f"it is not sure whether {name} is {target}",
    }
    return sentences[decision.judgement]


def _key(proposal: Proposal) -> str:
    return f"{proposal.subject} {proposal.source}"


def _authority(proposal: Proposal) -> str:
    """Give the beginning of the IRIs of what the candidates are taken from."""
    target = proposal.targets[0]
    known = identifier_of(target)
    return iri_of(known[0], "") if known else target[: max(target.rfind("/"), target.rfind("#")) + 1]
