"""Commands: the single edits that proposals ask for, in the order in which they are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sedova_lod.contribution.comparing import Comparison, Outcome
from sedova_lod.contribution.statements import Statement, Term
from sedova_lod.contribution.values import Value

__all__ = [
    "LAST",
    "AddStatement",
    "Command",
    "CreateItem",
    "RemoveById",
    "RemoveStatement",
    "RemoveTerm",
    "SetTerm",
    "commands_of",
]

LAST = "LAST"
"""Stands for the item that was made last."""


@dataclass(frozen=True, slots=True)
class CreateItem:
    """Make an item."""


@dataclass(frozen=True, slots=True)
class SetTerm:
    """Give an item a label, a description or one more alias.

    Args:
        item: QID, or `LAST`.
        term: The term.
    """

    item: str
    term: Term


@dataclass(frozen=True, slots=True)
class AddStatement:
    """Give an item a statement; where it has the same value, only what is missing.

    Args:
        item: QID, or `LAST`.
        statement: The statement.
        is_beside: Whether it stands beside one with the same value.
        is_more: Whether it only brings a further reference to what was said just before.
    """

    item: str
    statement: Statement
    is_beside: bool = False
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class RemoveStatement:
    """Take a statement away, by its value.

    Args:
        item: QID.
        property: PID.
        value: The value.
    """

    item: str
    property: str
    value: Value


@dataclass(frozen=True, slots=True)
class RemoveById:
    """Take a statement away, by its id.

    Args:
        id: Id of the statement.
    """

    id: str


@dataclass(frozen=True, slots=True)
class RemoveTerm:
    """Take a term away.

    Args:
        item: QID.
        term: The term.
    """

    item: str
    term: Term


Command = CreateItem | SetTerm | AddStatement | RemoveStatement | RemoveById | RemoveTerm


def commands_of(comparisons: Iterable[Comparison]) -> list[Command]:
    """Give the commands for all that is to be sent, item by item.

    >>> commands_of([])
    []
    """
    groups: dict[str, list[Comparison]] = {}
    for one in comparisons:
        if one.outcome.is_sent:
            groups.setdefault(one.proposal.item or f"new {one.proposal.record}", []).append(one)
    return [command for group in groups.values() for command in _of_item(group)]


def _of_item(group: list[Comparison]) -> Iterator[Command]:
    item = group[0].proposal.item or LAST
    if item == LAST:
        yield CreateItem()
    for one in group:
        content = one.proposal.content
        if isinstance(content, Term):
            yield SetTerm(item, content)
        elif one.outcome is Outcome.REFERENCE and one.held is not None and one.held.statement is not None:
            # The statement that is there is found by its own value.
            yield AddStatement(item, replace(content, value=one.held.statement.value, qualifiers=()))
        else:
            yield AddStatement(item, content, one.is_beside)
