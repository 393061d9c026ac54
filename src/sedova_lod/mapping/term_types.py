"""Term types: what is known of a value before any record is read."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from sedova_lod.records.schema import Property, ValueType

__all__ = ["BOOLEAN", "DATED", "IRI", "NUMBERS", "STRING", "TEXT", "XSD", "Sort", "TermType", "joint_type", "type_of"]

XSD = "http://www.w3.org/2001/XMLSchema#"


class Sort(enum.Enum):
    """Tell the form in which generated code keeps a value.

    IRIs, strings, tagged and typed values are `str`; texts and dates are pairs of `str`; conditions are `bool`.
    """

    IRI = "an IRI"
    STRING = "a string"
    TEXT = "a text with a language"
    TAGGED = "a text in a given language"
    TYPED = "a typed literal"
    DATED = "a date"
    BOOLEAN = "a condition"


@dataclass(frozen=True, slots=True)
class TermType:
    """Describe the values of a variable or an expression.

    Args:
        sort: What they are.
        detail: Their datatype IRI (`TYPED`) or language tag (`TAGGED`).

    >>> str(TermType(Sort.TYPED, f"{XSD}decimal"))
    'a typed literal (xsd:decimal)'
    """

    sort: Sort
    detail: str = ""

    def __str__(self) -> str:
        if not self.detail:
            return self.sort.value
        shown = f"xsd:{self.detail.removeprefix(XSD)}" if self.detail.startswith(XSD) else self.detail
        return f"{self.sort.value} ({shown})"

    @property
    def is_number(self) -> bool:
        """Say whether values are numbers that all engines compare in the same way."""
        return self.sort is Sort.TYPED and self.detail in NUMBERS


IRI = TermType(Sort.IRI)
STRING = TermType(Sort.STRING)
TEXT = TermType(Sort.TEXT)
DATED = TermType(Sort.DATED)
BOOLEAN = TermType(Sort.BOOLEAN)
NUMBERS = frozenset((f"{XSD}integer", f"{XSD}decimal"))

_TEXTS = (Sort.STRING, Sort.TEXT, Sort.TAGGED)
_TYPED = (Sort.TYPED, Sort.DATED)


def type_of(prop: Property) -> TermType:
    """Give the type of a property's values; a node counts as its IRI.

    >>> type_of(Property("low", ValueType.TYPED, datatype=f"{XSD}decimal")).detail
    'http://www.w3.org/2001/XMLSchema#decimal'
    """
    if prop.type is ValueType.TYPED:
        return STRING if prop.datatype == f"{XSD}string" else TermType(Sort.TYPED, prop.datatype)
    return {
        ValueType.IRI: IRI,
        ValueType.NODE: IRI,
        ValueType.STRING: STRING,
        ValueType.TEXT: TEXT,
        ValueType.DATED: DATED,
    }[prop.type]


def joint_type(types: Iterable[TermType]) -> TermType | None:
    """Give the type that holds the values of several; None if there is none.

    >>> str(joint_type([STRING, TermType(Sort.TAGGED, "en")])), joint_type([IRI, STRING])
    ('a text with a language', None)
    """
    found = set(types)
    if len(found) == 1:
        return found.pop()
    if all(t.sort in _TEXTS for t in found):
        return TEXT
    return DATED if all(t.sort in _TYPED for t in found) else None
