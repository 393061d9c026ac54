"""Statements of Wikidata as data: what we have to say about an item, and what we keep to ourselves, and why."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from sedova_lod.contribution.values import Value
from sedova_lod.findings import CellRef

__all__ = ["Content", "Proposal", "Rank", "Reference", "Snak", "Statement", "Term", "TermKind", "Withheld"]


class Rank(enum.Enum):
    """Say how a statement stands among others of its property."""

    PREFERRED = "preferred"
    NORMAL = "normal"
    DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Snak:
    """Hold a property with a value: in a qualifier or a reference.

    Args:
        property: PID.
        value: The value.
    """

    property: str
    value: Value

    def __str__(self) -> str:
        return f"{self.property} {self.value}"


@dataclass(frozen=True, slots=True)
class Reference:
    """Name one source of a statement.

    Args:
        snaks: What is said of the source, in order.
    """

    snaks: tuple[Snak, ...]

    def __str__(self) -> str:
        return ", ".join(map(str, self.snaks))


@dataclass(frozen=True, slots=True)
class Statement:
    """Say something of an item.

    Args:
        property: PID.
        value: The value.
        qualifiers: What limits or explains it.
        references: Its sources.
        rank: How it stands among others.

    >>> from sedova_lod.contribution.values import ItemValue
    >>> print(Statement("P19", ItemValue("Q1741")))
    P19 Q1741
    """

    property: str
    value: Value
    qualifiers: tuple[Snak, ...] = ()
    references: tuple[Reference, ...] = ()
    rank: Rank = Rank.NORMAL

    def __str__(self) -> str:
        qualifiers = "".join(f"; {one}" for one in self.qualifiers)
        rank = "" if self.rank is Rank.NORMAL else f" [{self.rank.value}]"
        return f"{self.property} {self.value}{qualifiers}{rank}"


class TermKind(enum.Enum):
    """Say what a term is to its item."""

    LABEL = "label"
    DESCRIPTION = "description"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a label, a description or an alias of an item.

    Args:
        kind: Which of them.
        language: Language code of Wikidata.
        text: The text.
    """

    kind: TermKind
    language: str
    text: str

    def __str__(self) -> str:
        return f'{self.kind.value} {self.language}:"{self.text}"'


Content = Statement | Term


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold what a record has to say about an item.

    Args:
        record: The record: `person/lev-sedov`.
        item: QID of the item; empty for one that is to be made.
        content: What is said.
        where: Cell that says so.
        notes: What of it Wikidata cannot say, and so was left out.
    """

    record: str
    item: str
    content: Content
    where: CellRef
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """Hold what is not proposed, and why.

    Args:
        record: The record.
        what: What it would have said, by our name of the field: `born`, `memberships.group`.
        reason: Why it is not proposed, one clause.
        where: Cell that says so.
    """

    record: str
    what: str
    reason: str
    where: CellRef = field(default_factory=lambda: CellRef(""))
