"""One reviewer's session: which records wait, what is decided about them, and how that is taken back."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sedova_lod.errors import UsageError
from sedova_lod.linking import Entity, EntityName
from sedova_lod.linking.candidates import Proposal
from sedova_lod.linking.decision_table import Decisions, DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.linking.stored_proposals import StoredProposals
from sedova_lod.linking.table_files import FileVersion, version_of
from sedova_lod.namespaces import identifier_of, iri_of
from sedova_lod.records import Judgement
from sedova_lod.review.comparison import shown_text
from sedova_lod.review.conflicts import ConflictDecision

__all__ = ["Outcome", "Question", "ReviewSession", "say_decision"]

_MOST_LABEL = 80
_MOST_SURE = 0.999
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
    others: tuple[Decision, ...] | tuple[ConflictDecision, ...] = ()


@dataclass(slots=True)
class ReviewSession:
    """Ask a reviewer about records, and write each decision at once.

    Decisions are read anew whenever their table has changed, so that several people can review at the same time. May
    be used by several threads.

    Args:
        stored: What was found for the records, in the order in which they are asked; it must stay open.
        records: Records by their short form; a record that is not there is shown by its name only.
        table: Where decisions are kept.
        reviewer: Who decides.
        tool_version: Version of this program.
        today: Gives the day.
        n_decided: Decisions of this session that were not taken back.
    """

    stored: StoredProposals
    records: Mapping[str, Entity]
    table: DecisionTable
    reviewer: str
    tool_version: str
    today: Callable[[], datetime.date]
    n_decided: int = 0
    _places: dict[str, int] = field(default_factory=dict)
    _of_subject: dict[str, list[int]] = field(default_factory=dict)
    _is_open: bytearray = field(default_factory=bytearray)
    _decisions: Decisions = field(default_factory=Decisions)
    _version: FileVersion | None = None
    _done: list[tuple[str, Decision, tuple[Decision, ...]]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        for place, one in enumerate(self.stored.found):
            self._places[_key(one.subject, one.source)] = place
            self._of_subject.setdefault(one.subject, []).append(place)
        self._is_open = bytearray(b"\x01" * len(self.stored.found))

    @property
    def n_waiting(self) -> int:
        """Count the questions that nobody has settled."""
        with self._lock:
            self._read()
            return self._is_open.count(1)

    def waiting(self) -> list[str]:
        """List the questions that nobody has settled, in order."""
        with self._lock:
            self._read()
            return [key for key, place in self._places.items() if self._is_open[place]]

    def first(self) -> str:
        """Give the first question that waits; empty if none does."""
        with self._lock:
            self._read()
            return self._key_at(self._is_open.find(1))

    def position(self, key: str) -> int:
        """Tell which one among those that wait a question is, from 1; 0 if it does not wait.

        Raises:
            UsageError: There is no such question.
        """
        with self._lock:
            self._read()
            place = self._known(key)
            return self._is_open.count(1, 0, place + 1) if self._is_open[place] else 0

    def question(self, key: str) -> Question:
        """Give a question as it stands now.

        Raises:
            InputError: Its candidates cannot be read.
            UsageError: There is no such question.
        """
        with self._lock:
            proposal = self.stored.load(self._known(key))
            self._read()
            return self._question(proposal, self._decisions.of(proposal.subject))

    def neighbours(self, key: str) -> tuple[str, str]:
        """Give the waiting questions before and after another one; empty where there is none.

        Raises:
            UsageError: There is no such question.
        """
        with self._lock:
            self._read()
            place = self._known(key)
            before, after = self._is_open.rfind(1, 0, place), self._is_open.find(1, place + 1)
            return self._key_at(before), self._key_at(after)

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
            proposal = self.stored.load(self._known(key))
            decision = self._decision(proposal, judgement, target, comment)
            version: FileVersion | None = None

            def is_unchanged(decisions: list[Decision]) -> bool:
                nonlocal version
                version = version_of(self.table.path)
                return self._question(proposal, decisions).stamp == stamp

            change = self.table.add_if(is_unchanged, decision)
            if change is None:
                others = self.question(key).decisions
                return Outcome(key, "somebody has decided meanwhile; your decision was not written", False, others)
            if version == self._version:
                self._version = change.version
                self._take_up(change.now)
            self._done.append((key, decision, change.replaced))
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
            return Outcome(key, f"taken back: {say_decision(decision, self.source(key))}", True)

    @property
    def last(self) -> str:
        """Say what `undo` would take back; empty if nothing."""
        if not self._done:
            return ""
        key, decision, _ = self._done[-1]
        return say_decision(decision, self.source(key))

    def source(self, key: str) -> str:
        """Say where the candidates of a question come from.

        Raises:
            UsageError: There is no such question.
        """
        return self.stored.found[self._known(key)].source

    def _known(self, key: str) -> int:
        if key not in self._places:
            raise UsageError("this record is not among the candidates", hint="start the review anew")
        return self._places[key]

    def _key_at(self, place: int) -> str:
        return "" if place < 0 else _key(self.stored.found[place].subject, self.stored.found[place].source)

    def _decision(self, proposal: Proposal, judgement: Judgement, target: str, comment: str) -> Decision:
        is_nothing = judgement is Judgement.NOTHING
        if not is_nothing and target not in proposal.targets:
            raise UsageError("this candidate is not among those of the record", hint="start the review anew")
        place = 0 if is_nothing else proposal.targets.index(target)
        candidate = proposal.candidates[place]
        return Decision(
            proposal.subject,
            judgement,
            _authority(proposal.targets[0]) if is_nothing else target,
            proposal.subject_label,
            "" if is_nothing else candidate.entity.name,
            self.reviewer,
            self.today().isoformat(),
            min(round(candidate.probability, 3), _MOST_SURE) if judgement in _LINKED else None,
            self.tool_version,
            proposal.snapshot,
            comment,
        )

    def _read(self) -> None:
        """Read the decisions, if their table has changed."""
        version = version_of(self.table.path)
        if version is None or version != self._version:
            before, after = self._decisions.by_subject, self.table.read().by_subject
            self._version = version
            self._take_up(
                {name: after.get(name, []) for name in {*before, *after} if before.get(name) != after.get(name)}
            )

    def _take_up(self, changed: Mapping[str, list[Decision]]) -> None:
        """Note what is decided about some records, and whether they still wait."""
        for subject, decisions in changed.items():
            self._decisions.by_subject[subject] = decisions
            for place in self._of_subject.get(subject, ()):
                self._is_open[place] = self._waits(place, decisions)

    def _waits(self, place: int, decisions: list[Decision]) -> bool:
        here = _about(self.stored.found[place].target, decisions)
        if any(one.is_settling for one in here):
            return False
        return not here or self._question(self.stored.load(place), here).n_open > 0

    def _question(self, proposal: Proposal, decisions: list[Decision]) -> Question:
        here = _about(proposal.targets[0], decisions)
        stamp = hashlib.sha256("\n".join(sorted(map(repr, here))).encode()).hexdigest()[:16]
        unknown = Entity(proposal.subject, proposal.subject.partition("/")[0], (EntityName(proposal.subject_label),))
        return Question(
            _key(proposal.subject, proposal.source),
            self.records.get(proposal.subject, unknown),
            proposal,
            frozenset(one.target for one in here if one.judgement is Judgement.DIFFERENT),
            tuple(here),
            stamp,
            any(one.is_settling for one in here),
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


def _key(subject: str, source: str) -> str:
    return f"{subject} {source}"


def _about(target: str, decisions: list[Decision]) -> list[Decision]:
    """Choose the decisions about things of the authority that a candidate is taken from."""
    authority = _authority(target)
    return [one for one in decisions if not one.target or one.target.startswith(authority)]


def _authority(target: str) -> str:
    """Give the beginning of the IRIs of the authority that a candidate is taken from."""
    known = identifier_of(target)
    return iri_of(known[0], "") if known else target[: max(target.rfind("/"), target.rfind("#")) + 1]
