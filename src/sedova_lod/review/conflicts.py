"""Conflicts: what a record and an item say against each other, and what somebody decided about it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from sedova_lod.review.comparison import ComparedField, shown_text

__all__ = ["Conflict", "ConflictAnswer", "ConflictDecision", "say_conflict"]

_MOST_SIGNS = 80


class ConflictAnswer(enum.Enum):
    """Name what is to become of a value that contradicts an item.

    >>> ConflictAnswer("leave theirs").name
    'LEAVE'
    """

    ADD = "add ours"
    LEAVE = "leave theirs"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold what a record says, and what its item says against it.

    Args:
        key: Stands for both; another one as soon as either says something else.
        record: The record: `person/lev-sedov`.
        name: Name of the record.
        item: QID.
        item_name: Name of the item; empty if unknown.
        link: Web address of the item.
        property: Number and name of the property.
        ours: Value of the record in one line.
        theirs: Value of the item in one line.
        reason: Why they contradict each other.
        fields: Both sides, field by field.
        where: Cell that says it.
    """

    key: str
    record: str
    name: str
    item: str
    item_name: str
    link: str
    property: str
    ours: str
    theirs: str
    reason: str = ""
    fields: tuple[ComparedField, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class ConflictDecision:
    """Hold what somebody decided about a conflict.

    Args:
        key: Stands for the conflict.
        record: The record.
        item: QID.
        property: Number and name of the property.
        ours: Value of the record.
        theirs: Value of the item.
        answer: What is to become of ours; theirs is never touched.
        author: Who decided.
        date: Day of the decision, ISO 8601.
        comment: A remark.
    """

    key: str
    record: str
    item: str
    property: str
    ours: str
    theirs: str
    answer: ConflictAnswer
    author: str
    date: str
    comment: str = ""


def say_conflict(decision: ConflictDecision) -> str:
    """Say in a clause what was decided.

    >>> said = ("1", "person/p1", "Q1", "P570 date of death", "1938", "1937")
    >>> say_conflict(ConflictDecision(*said, ConflictAnswer.ADD, "A. Archivist", "2026-01-31"))
    "'1938' is added beside '1937' (P570 date of death of Q1)"
    """
    ours, theirs = _brief(decision.ours), _brief(decision.theirs)
    about = f"({shown_text(decision.property)} of {shown_text(decision.item)})"
    sentences = {
        ConflictAnswer.ADD: f"'{ours}' is added beside '{theirs}' {about}",
        ConflictAnswer.LEAVE: f"'{ours}' is not added, and '{theirs}' stays {about}",
        ConflictAnswer.UNSURE: f"it is not sure whether '{ours}' is to be added beside '{theirs}' {about}",
    }
    return sentences[decision.answer]


def _brief(text: str) -> str:
    shown = shown_text(text)
    return shown if len(shown) <= _MOST_SIGNS else f"{shown[:_MOST_SIGNS]}…"
