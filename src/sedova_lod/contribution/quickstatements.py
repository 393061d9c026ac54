"""QuickStatements: commands in the syntax that the tool calls V1, for its classic version and for version 3."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sedova_lod.contribution.commands import (
    LAST,
    AddStatement,
    Command,
    CreateItem,
    RemoveById,
    RemoveStatement,
    RemoveTerm,
    SetTerm,
)
from sedova_lod.contribution.statements import Rank, Reference, Statement, Term, TermKind
from sedova_lod.contribution.value_json import time_text
from sedova_lod.contribution.values import (
    Coordinates,
    ItemValue,
    LanguageText,
    NotKnown,
    Quantity,
    TextValue,
    TimeValue,
    Value,
)
from sedova_lod.dates import Calendar

__all__ = ["Dialect", "Refused", "Unwritable", "Written", "text_fault", "value_text", "write_quickstatements"]

_LETTERS = {TermKind.LABEL: "L", TermKind.DESCRIPTION: "D", TermKind.ALIAS: "A"}
_RANKS = {Rank.PREFERRED: "R+", Rank.DEPRECATED: "R-"}
_MOST_DECIMALS = 6
_EXACT_PRECISION = Decimal(1).scaleb(-_MOST_DECIMALS)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z_-]+")


class Dialect(enum.Enum):
    """Name the version of QuickStatements that is to read the commands.

    Source:
        Classic: https://www.wikidata.org/wiki/Help:QuickStatements.
        Version 3: https://meta.wikimedia.org/wiki/QuickStatements_3.0/Documentation.
    """

    CLASSIC = "classic"
    VERSION_3 = "qs3"


class Unwritable(ValueError):  # noqa: N818 - no error of the program: the command is left out, with this reason
    """Say why QuickStatements cannot be told something."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Hold a command that the syntax has no true form of.

    Args:
        command: The command.
        reason: Why, one clause.
    """

    command: Command
    reason: str


@dataclass(frozen=True, slots=True)
class Written:
    """Hold commands as text, and those that could not be written.

    Args:
        text: The commands, one a line; several where one statement takes several lines.
        refused: The others.
    """

    text: str
    refused: tuple[Refused, ...] = ()


def write_quickstatements(commands: Iterable[Command], dialect: Dialect) -> Written:
    r"""Write commands.

    >>> statement = Statement("P570", TimeValue(1962, 1, 23, 11))
    >>> write_quickstatements([AddStatement("Q262376", statement)], Dialect.CLASSIC).text
    'Q262376\tP570\t+1962-01-23T00:00:00Z/11\n'
    """
    lines: list[str] = []
    refused: list[Refused] = []
    for command in commands:
        for part in _parts(command, dialect):
            try:
                lines.append("\t".join(_cells(part, dialect)))
            except Unwritable as fault:
                refused.append(Refused(part, str(fault)))
    return Written("".join(f"{line}\n" for line in lines), tuple(refused))


def _parts(command: Command, dialect: Dialect) -> Iterator[Command]:
    """Cut a command into such as fit in a line.

    The classic version makes one reference of all sources in a line, so each further one is a line of its own.
    """
    if not isinstance(command, AddStatement) or dialect is Dialect.VERSION_3:
        yield command
        return
    statement = command.statement
    yield replace(command, statement=replace(statement, references=statement.references[:1]))
    for reference in statement.references[1:]:
        yield AddStatement(command.item, Statement(statement.property, statement.value, (), (reference,)), is_more=True)


def _cells(command: Command, dialect: Dialect) -> list[str]:
    if isinstance(command, CreateItem):
        return ["CREATE"]
    if isinstance(command, SetTerm):
        return [command.item, *_term_cells(command.term, dialect)]
    if isinstance(command, RemoveById):
        return ["-STATEMENT", command.id]
    if isinstance(command, RemoveStatement):
        return [f"-{command.item}", command.property, value_text(command.value, dialect)]
    return _removed_term(command, dialect) if isinstance(command, RemoveTerm) else _statement_cells(command, dialect)


def _term_cells(term: Term, dialect: Dialect) -> list[str]:
    if not _LANGUAGE.fullmatch(term.language):
        raise Unwritable(f"it takes no language '{term.language}'")
    return [f"{_LETTERS[term.kind]}{term.language}", _quoted(term.text, dialect)]


def _removed_term(command: RemoveTerm, dialect: Dialect) -> list[str]:
    """An alias is taken away by a minus; a label or description by an empty text."""
    name, text = _term_cells(command.term, dialect)
    is_alias = command.term.kind is TermKind.ALIAS
    return [f"-{command.item}", name, text] if is_alias else [command.item, name, '""']


def _statement_cells(command: AddStatement, dialect: Dialect) -> list[str]:
    if command.is_more and command.item == LAST:
        raise Unwritable("the classic version gives a new item no second reference: send it when the item is there")
    cells = _head(command, dialect)
    for snak in command.statement.qualifiers:
        cells += [snak.property, value_text(snak.value, dialect)]
    for number, reference in enumerate(command.statement.references):
        name, *rest = _source_cells(reference, dialect)
        cells += [f"!{name}" if number else name, *rest]
    return cells


def _head(command: AddStatement, dialect: Dialect) -> list[str]:
    statement = command.statement
    item, prop = command.item, statement.property
    value = value_text(statement.value, dialect)
    if dialect is Dialect.CLASSIC:
        if statement.rank is not Rank.NORMAL:
            raise Unwritable("the classic version knows no ranks")
        return [item, f"!{prop}" if command.is_beside else prop, value]
    rank = [_RANKS[statement.rank]] if statement.rank in _RANKS else []
    return [f"+{item}" if command.is_beside else item, prop, value, *rank]


def _source_cells(reference: Reference, dialect: Dialect) -> list[str]:
    cells = []
    for snak in reference.snaks:
        cells += [f"S{snak.property[1:]}", value_text(snak.value, dialect)]
    return cells


def value_text(value: Value, dialect: Dialect) -> str:
    """Write a value.

    Raises:
        Unwritable: The syntax has no true form of it.

    >>> value_text(TimeValue(1882, 4, 5, 11, Calendar.JULIAN), Dialect.CLASSIC)
    '+1882-04-05T00:00:00Z/11/J'
    """
    if isinstance(value, TextValue):
        return _quoted(value.text, dialect)
    if isinstance(value, LanguageText):
        if not _LANGUAGE.fullmatch(value.language):
            raise Unwritable(f"it takes no language '{value.language}'")
        return f"{value.language}:{_quoted(value.text, dialect)}"
    if isinstance(value, Coordinates):
        return _coordinates_text(value, dialect)
    if isinstance(value, Quantity):
        return _quantity_text(value, dialect)
    return _plain_text(value)


def _plain_text(value: ItemValue | TimeValue | NotKnown) -> str:
    if isinstance(value, ItemValue):
        return value.id
    if isinstance(value, NotKnown):
        return "novalue" if value.is_none else "somevalue"
    julian = "/J" if value.calendar is Calendar.JULIAN else ""
    return f"{time_text(value)}/{value.precision}{julian}"


def _coordinates_text(value: Coordinates, dialect: Dialect) -> str:
    """The classic version gives every point one precision; version 3 takes a power of ten."""
    point = f"@{value.latitude:f}/{value.longitude:f}"
    if value.precision == _EXACT_PRECISION:
        return point
    power = value.precision.adjusted()
    if dialect is Dialect.VERSION_3 and value.precision == Decimal(1).scaleb(power) and -_MOST_DECIMALS < power <= 1:
        return f"{point}/{power}"
    which = "the classic version" if dialect is Dialect.CLASSIC else "version 3"
    raise Unwritable(f"{which} cannot say that a point is exact to {value.precision:f}°")


def _quantity_text(value: Quantity, dialect: Dialect) -> str:
    unit = f"U{value.unit[1:]}" if value.unit else ""
    if value.lower is None or value.upper is None:
        return f"{value.amount:f}{unit}"
    if dialect is Dialect.VERSION_3:
        return f"{value.amount:f}[{value.lower:f},{value.upper:f}]{unit}"
    if value.amount - value.lower != value.upper - value.amount:
        raise Unwritable("the classic version takes only limits that are equally far from the number")
    return f"{value.amount:f}~{value.amount - value.lower:f}{unit}"


def _quoted(text: str, dialect: Dialect) -> str:
    fault = text_fault(text, dialect)
    if fault:
        raise Unwritable(fault)
    return f'"{text}"'


def text_fault(text: str, dialect: Dialect) -> str:
    """Say why a text cannot be written so that it is read as it stands; empty if it can.

    There are no escapes. The classic version takes all signs within a line. Version 3 first looks for pairs of
    quotation marks, so that a `|` between them is literal; a text with quotation marks of its own can upset that.

    >>> text_fault("a | b", Dialect.VERSION_3), text_fault('say "a" | b', Dialect.VERSION_3)
    ('', 'version 3 takes a | for a separator in a text with quotation marks')
    """
    if not text:
        return "it is empty"
    if _UNSEEN.search(text):
        return "it has a line break, a tab or another control character"
    if text != text.strip():
        return "it begins or ends with a blank, which would be dropped"
    return _classic_fault(text) if dialect is Dialect.CLASSIC else _version_3_fault(text)


def _classic_fault(text: str) -> str:
    return "the classic version may take || for the end of a command" if "||" in text else ""


def _version_3_fault(text: str) -> str:
    if "“" in text or "”" in text:
        return "version 3 would turn its curly quotation marks into straight ones"
    if text.count('"') % 2:
        return "version 3 does not take an odd number of quotation marks"
    if '""' in text or ('"' in text and "\\" in text) or text.endswith("\\"):
        return "version 3 would not find the end of the text"
    if '"' in text and "|" in text:
        return "version 3 takes a | for a separator in a text with quotation marks"
    return "version 3 may take /* for the beginning of a remark" if "/*" in text else ""
