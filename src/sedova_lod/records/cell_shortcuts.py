"""Quick tests of cells whose values seldom come again: a cell that passes needs no memo."""

from __future__ import annotations

from collections.abc import Callable

from sedova_lod.records.fragments import MAX_ID_LENGTH, id_fault
from sedova_lod.records.layout import Column
from sedova_lod.records.model import FieldType
from sedova_lod.records.values import script_fault

__all__ = ["shortcut_code"]

_LONGEST_PLACEHOLDER = 4  # errors and formulas of spreadsheets begin with signs that are tested
_Shortcut = tuple[str, str] | None


def shortcut_code(column: Column, language: str, name: str) -> tuple[str, str] | None:
    """Write a test of a cell, and what becomes of one that passes; None if there is no test that is quick enough.

    Args:
        column: The column.
        language: Language of its texts.
        name: Local variable that holds the cell, a text that is not empty.

    >>> from sedova_lod.records import KINDS, find_column
    >>> shortcut_code(find_column(KINDS["object"], None, "identifier"), "en", "c")
    ('c.isascii() and c.isalnum()', '((c.lower(), c),)')
    """
    rule = column.rule
    write = _SHORTCUTS.get(column.field.type)
    is_odd = column.companion or rule.lookup is not None or rule.is_slug or rule.empty
    if write is None or is_odd or (rule.prefix and column.field.type is not FieldType.ID):
        return None
    if rule.split and column.field.type is not FieldType.IDENTIFIER:
        return None
    return write(column, language, name)


def _id(column: Column, _language: str, name: str) -> _Shortcut:
    prefix = column.rule.prefix
    if prefix and id_fault(f"{prefix}x"):
        return None
    test = f"{name}.isascii() and {name}.isalnum() and len({name}) <= {MAX_ID_LENGTH - len(prefix)}"
    return test, f"{prefix!r} + {name}" if prefix else name


def _identifier(column: Column, _language: str, name: str) -> _Shortcut:
    if column.rule.split.isalnum():
        return None
    return f"{name}.isascii() and {name}.isalnum()", f"(({name}.lower(), {name}),)"


def _iri(_column: Column, _language: str, name: str) -> _Shortcut:
    return f"plain_url({name})", f"({name},)"


def _text(column: Column, language: str, name: str) -> _Shortcut:
    if column.field.many or script_fault("A", language) is not None:
        return None
    test = f"{name}.isprintable() and {name}[:1] not in ' =#' and {name}[-1:] > ' '"
    test += f" and len({name}) > {_LONGEST_PLACEHOLDER} and '&' not in {name} and 'E+' not in {name}"
    test = f"(({test}) if {name}.isascii() else is_plain_latin({name}))"
    tagged = f"({name}, {language!r})"
    return test, tagged if column.field.type is FieldType.NAME else f"({tagged},)"


_SHORTCUTS: dict[FieldType, Callable[[Column, str, str], _Shortcut]] = {
    FieldType.ID: _id,
    FieldType.IDENTIFIER: _identifier,
    FieldType.IRI: _iri,
    FieldType.NAME: _text,
    FieldType.TEXT: _text,
}
