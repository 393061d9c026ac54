"""The syntax tree of a mapping query, as written: nothing in it is checked yet."""

from __future__ import annotations

from dataclasses import dataclass

from sedova_lod.mapping.tokens import Place

__all__ = [
    "BindSyntax",
    "CallSyntax",
    "ExpressionSyntax",
    "FilterSyntax",
    "GroupSyntax",
    "IriSyntax",
    "LiteralSyntax",
    "QuerySyntax",
    "TermSyntax",
    "TripleSyntax",
    "VariableSyntax",
]


@dataclass(frozen=True, slots=True)
class VariableSyntax:
    """Name a variable: `?person`."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class IriSyntax:
    """Name an IRI, written in full, as a CURIE or as `a`.

    Args:
        value: The IRI.
        text: As written.
        place: Where.
    """

    value: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class LiteralSyntax:
    """Hold a literal: its text, and a language tag or a datatype IRI, one of them empty."""

    text: str
    language: str
    datatype: str
    place: Place


TermSyntax = VariableSyntax | IriSyntax | LiteralSyntax


@dataclass(frozen=True, slots=True)
class CallSyntax:
    """Apply a function or an operator.

    Args:
        name: Upper-case name or sign of it (`CONCAT`, `=`, `&&`), or the IRI of an extension function.
        args: Its arguments.
        place: Where the name or sign stands.
    """

    name: str
    args: tuple[ExpressionSyntax, ...]
    place: Place


ExpressionSyntax = VariableSyntax | IriSyntax | LiteralSyntax | CallSyntax


@dataclass(frozen=True, slots=True)
class TripleSyntax:
    """Hold one triple of the template, or one triple pattern."""

    subject: TermSyntax
    predicate: TermSyntax
    object: TermSyntax


@dataclass(frozen=True, slots=True)
class BindSyntax:
    """Hold `BIND(expression AS ?variable)`."""

    expression: ExpressionSyntax
    variable: VariableSyntax
    place: Place


@dataclass(frozen=True, slots=True)
class FilterSyntax:
    """Hold `FILTER(expression)`."""

    expression: ExpressionSyntax
    place: Place


@dataclass(frozen=True, slots=True)
class GroupSyntax:
    """Hold the WHERE part or an OPTIONAL group: patterns, BINDs, FILTERs and groups, in order."""

    items: tuple[TripleSyntax | BindSyntax | FilterSyntax | GroupSyntax, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class QuerySyntax:
    """Hold a whole query.

    Args:
        file: Its file, as messages name it.
        template: Triples of the CONSTRUCT part.
        where: The WHERE part.
    """

    file: str
    template: tuple[TripleSyntax, ...]
    where: GroupSyntax
