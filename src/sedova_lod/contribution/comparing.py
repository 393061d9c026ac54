"""Comparing what we say with what an item has: nothing is sent that is there, and nothing that contradicts it."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from sedova_lod.contribution.items import HeldStatement, Item
from sedova_lod.contribution.property_map import PropertyMap
from sedova_lod.contribution.statements import Proposal, Rank, Reference, Snak, Statement, Term, TermKind
from sedova_lod.contribution.time_comparing import TimeComparer, Verdict
from sedova_lod.contribution.values import ItemValue, NotKnown, Quantity, TextValue, TimeValue, Value
from sedova_lod.linking import DayRange

__all__ = ["Comparer", "Comparison", "Outcome"]


class Outcome(enum.Enum):
    """Say what became of a proposal when it was compared with its item."""

    NEW = "new"
    FINER = "ours is finer"
    BESIDE = "ours, beside theirs"
    REFERENCE = "only a reference to add"
    SAME = "same"
    SAME_DAY = "same day, other calendar"
    COARSER = "ours is coarser"
    LEFT = "left as it is"
    CONFLICT = "conflict"

    @property
    def is_sent(self) -> bool:
        """Say whether something is to be sent."""
        return self in (Outcome.NEW, Outcome.FINER, Outcome.BESIDE, Outcome.REFERENCE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold a proposal, what the item says of the same, and what is left to send.

    Args:
        proposal: The proposal; of a statement that is there, with those references only that are missing.
        outcome: What became of it.
        detail: Why, or what the item has instead; empty if there is nothing to add.
        held: The statement of the item that it was compared with; None if there is none.
        is_beside: Whether the item has the same value already, and the new statement stands beside it.
        item: The item, for a conflict.
    """

    proposal: Proposal
    outcome: Outcome
    detail: str = ""
    held: HeldStatement | None = None
    is_beside: bool = False
    item: Item | None = field(default=None, repr=False, compare=False)


class Comparer:
    """Compare proposals with items.

    Args:
        properties: Tells which properties have one value.
        containers: Gives the items inside which a place lies.
        name_value: Writes a value for a reader.
        settle: Applies what somebody has decided about a conflict.
    """

    def __init__(
        self,
        properties: PropertyMap,
        containers: Callable[[str], set[str]] = lambda qid: set(),
        name_value: Callable[[Value], str] = str,
        settle: Callable[[Comparison], Comparison] = lambda one: one,
    ) -> None:
        self._map = properties
        self._containers = containers
        self._name = name_value
        self._times = TimeComparer(properties)
        self._settle = settle

    def compare(self, proposal: Proposal, item: Item) -> Comparison:
        """Compare one proposal with its item."""
        if isinstance(proposal.content, Term):
            return _compare_term(proposal, proposal.content, item)
        found = self._compare_statement(proposal, proposal.content, item)
        if found.outcome is not Outcome.CONFLICT:
            return found
        return self._settle(replace(found, item=item))

    def days(self, statement: Statement) -> DayRange | None:
        """Give the days that a statement about a time names; None if it names none."""
        return self._times.days(statement)

    def _compare_statement(self, proposal: Proposal, ours: Statement, item: Item) -> Comparison:
        held = item.statements.get(ours.property, ())
        read = [one for one in held if one.statement is not None]
        judged = [(self._judge(ours, one.statement), one) for one in read if one.statement is not None]
        for verdict in Verdict:
            for found, one in judged:
                if found[0] is verdict and self._counts(verdict, ours, one):
                    return self._comparison(proposal, ours, one, found)
        if len(read) < len(held) and self._map.is_single(ours.property):
            return Comparison(proposal, Outcome.CONFLICT, "the item has a value that we cannot read")
        return Comparison(proposal, Outcome.NEW)

    def _counts(self, verdict: Verdict, ours: Statement, held: HeldStatement) -> bool:
        """Say whether a verdict decides: another value only where there can be one, and none that is held wrong."""
        is_deprecated = held.statement is not None and held.statement.rank is Rank.DEPRECATED
        if is_deprecated and ours.rank is not Rank.DEPRECATED:
            return verdict in (Verdict.SAME, Verdict.SAME_DAY)
        is_single = self._map.is_single(ours.property) and ours.rank is not Rank.DEPRECATED
        return verdict is not Verdict.APART or is_single

    def _comparison(
        self, proposal: Proposal, ours: Statement, held: HeldStatement, judged: tuple[Verdict, str]
    ) -> Comparison:
        verdict, detail = judged
        theirs = held.statement
        if theirs is None:
            return Comparison(proposal, Outcome.CONFLICT, detail, held)
        shown = f"the item has {self._shown(theirs)}"
        told = f"{shown}: {detail}" if detail else shown
        if verdict in (Verdict.APART, Verdict.OVERLAP, Verdict.DISPUTED):
            return Comparison(proposal, Outcome.CONFLICT, told, held)
        if theirs.rank is Rank.DEPRECATED and ours.rank is not Rank.DEPRECATED:
            return Comparison(proposal, Outcome.CONFLICT, f"{shown}, and holds it to be wrong", held)
        if verdict is Verdict.SAME:
            return _missing_references(proposal, ours, held, theirs)
        outcome = {Verdict.SAME_DAY: Outcome.SAME_DAY, Verdict.COARSER: Outcome.COARSER}.get(verdict, Outcome.FINER)
        is_beside = verdict is Verdict.FINER and ours.value == theirs.value
        return Comparison(proposal, outcome, told, held, is_beside)

    def _shown(self, statement: Statement) -> str:
        qualifiers = "".join(
            f"; {self._map.label(one.property) or one.property} {self._name(one.value)}" for one in statement.qualifiers
        )
        return f"{self._name(statement.value)}{qualifiers}"

    def _judge(self, ours: Statement, theirs: Statement) -> tuple[Verdict, str]:
        """Say how two statements of one property stand to each other."""
        is_time = isinstance(ours.value, TimeValue) or isinstance(theirs.value, TimeValue)
        if is_time or (isinstance(ours.value, NotKnown) and self._times.is_bounded(ours)):
            return self._times.judge(ours, theirs)
        if _is_equal(ours.value, theirs.value):
            return self._judge_qualifiers(ours.qualifiers, theirs.qualifiers)
        if isinstance(theirs.value, NotKnown) and not theirs.value.is_none:
            return Verdict.FINER, "it does not know the value"
        if isinstance(ours.value, ItemValue) and isinstance(theirs.value, ItemValue):
            if theirs.value.id in self._containers(ours.value.id):
                return Verdict.FINER, "our place lies in that one"
            if ours.value.id in self._containers(theirs.value.id):
                return Verdict.COARSER, "that place lies in ours"
        return Verdict.APART, ""

    def _judge_qualifiers(self, ours: Sequence[Snak], theirs: Sequence[Snak]) -> tuple[Verdict, str]:
        """Compare the qualifiers of two statements with one value."""
        missing, differing = [], []
        for snak in ours:
            same = [one for one in theirs if one.property == snak.property]
            if any(_is_equal(snak.value, one.value) for one in same):
                continue
            verdicts = {self._times.judge_values(snak.value, one.value) for one in same}
            if not same:
                missing.append(snak)
            elif not verdicts <= {Verdict.SAME, Verdict.SAME_DAY, Verdict.COARSER}:
                differing.append(snak)
        label = self._map.label
        if differing:
            names = ", ".join(label(one.property) or one.property for one in differing)
            return Verdict.DISPUTED, f"the same value with another {names}"
        doubts = [one for one in missing if self._map.is_doubt(one.property)]
        if doubts:
            return Verdict.COARSER, "it says the same without our doubt"
        if missing:
            names = ", ".join(label(one.property) or one.property for one in missing)
            return Verdict.DISPUTED, f"the same value without {names}"
        return Verdict.SAME, ""


def _missing_references(proposal: Proposal, ours: Statement, held: HeldStatement, theirs: Statement) -> Comparison:
    missing = tuple(one for one in ours.references if not _has_reference(theirs.references, one))
    if not missing:
        return Comparison(proposal, Outcome.SAME, "", held)
    left = replace(proposal, content=replace(ours, references=missing))
    return Comparison(left, Outcome.REFERENCE, "", held)


def _has_reference(references: Iterable[Reference], wanted: Reference) -> bool:
    """Say whether a source is named already: the same work, or the same address, whenever it was looked at."""
    marks = {_mark(snak) for snak in wanted.snaks if _is_mark(snak)}
    return any(marks & {_mark(snak) for snak in one.snaks} for one in references)


def _is_mark(snak: Snak) -> bool:
    is_address = isinstance(snak.value, TextValue) and "://" in snak.value.text
    return isinstance(snak.value, ItemValue) or is_address


def _mark(snak: Snak) -> tuple[str, str]:
    text = snak.value.text if isinstance(snak.value, TextValue) else str(snak.value)
    return snak.property, text.partition("://")[2].rstrip("/") or text


def _is_equal(one: Value, other: Value) -> bool:
    if isinstance(one, TextValue) and isinstance(other, TextValue):
        return _usual(one.text) == _usual(other.text)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return (one.amount, one.unit) == (other.amount, other.unit)
    return one == other


def _usual(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _compare_term(proposal: Proposal, term: Term, item: Item) -> Comparison:
    ours = _usual(term.text)
    label = item.labels.get(term.language, "")
    for_all = item.labels.get("mul", "")
    aliases = item.aliases.get(term.language, ())
    if term.kind is TermKind.DESCRIPTION:
        return _compare_description(proposal, term, item)
    if ours in map(_usual, (label, *aliases, *([] if label else [for_all]))):
        is_alias = ours in map(_usual, aliases) and term.kind is TermKind.LABEL
        return Comparison(proposal, Outcome.SAME, "the item has it as an alias" if is_alias else "")
    if term.kind is TermKind.LABEL and label:
        other = replace(proposal, content=Term(TermKind.ALIAS, term.language, term.text))
        return Comparison(other, Outcome.NEW, f"as an alias: the label is '{label}'")
    return Comparison(proposal, Outcome.NEW)


def _compare_description(proposal: Proposal, term: Term, item: Item) -> Comparison:
    theirs = item.descriptions.get(term.language, "")
    if _usual(theirs).removesuffix(".") == _usual(term.text).removesuffix("."):
        return Comparison(proposal, Outcome.SAME)
    if theirs:
        return Comparison(proposal, Outcome.LEFT, f"the item is described as '{theirs}'")
    if _usual(item.labels.get(term.language, "")) == _usual(term.text):
        return Comparison(proposal, Outcome.LEFT, "a description must not repeat the label")
    return Comparison(proposal, Outcome.NEW)
