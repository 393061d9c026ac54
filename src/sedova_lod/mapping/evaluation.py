"""Evaluation of expressions value by value, for tracing: slower than compiled code, and independent of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.mapping.query import Expression, Variable
from sedova_lod.mapping.runtime import COMPARE, both, compare_numbers, either
from sedova_lod.mapping.term_types import BOOLEAN, DATED, TEXT, Sort, TermType
from sedova_lod.terms import encode_for_uri, language_literal, literal, typed_literal

__all__ = ["Values", "evaluate", "n_triples_form"]

Values = dict[Variable, Any]
"""Values of variables, in the form that `Sort` describes; a node is its IRI; None or absent if unbound."""


def evaluate(expression: Expression, values: Values) -> Any:
    """Compute an expression; None stands for SPARQL's error.

    >>> from sedova_lod.mapping.term_types import STRING
    >>> from sedova_lod.mapping.tokens import Place
    >>> romny = Expression("constant", STRING, Place(1, 1), value="Romny")
    >>> evaluate(Expression("CONCAT", STRING, Place(1, 1), (romny, romny)), {})
    'RomnyRomny'
    """
    if expression.variable is not None:
        return values.get(expression.variable)
    if expression.op == "constant":
        return expression.value == "true" if expression.type == BOOLEAN else expression.value
    if expression.op == "BOUND":
        return evaluate(expression.args[0], values) is not None
    args = [evaluate(arg, values) for arg in expression.args]
    if expression.op in _TOLERANT:
        return _TOLERANT[expression.op](expression, args)
    if any(arg is None for arg in args):
        return None
    operation: _Operation = _OPERATIONS.get(expression.op, _compare)
    return operation(expression, args)


def n_triples_form(value: Any, type_: TermType) -> str:
    """Write a value in N-Triples form.

    >>> n_triples_form(("Romny", "en"), TEXT)
    '"Romny"@en'
    """
    if type_ == BOOLEAN:
        return typed_literal("true" if value else "false", "http://www.w3.org/2001/XMLSchema#boolean")
    if type_.sort is Sort.IRI:
        return f"<{value}>"
    if type_.sort is Sort.STRING:
        return literal(value)
    if type_.sort is Sort.TEXT:
        return language_literal(*value)
    if type_.sort is Sort.TAGGED:
        return language_literal(value, type_.detail)
    return typed_literal(*value) if type_.sort is Sort.DATED else typed_literal(value, type_.detail)


def _str(expression: Expression, args: list[Any]) -> str:
    old = expression.args[0].type
    if old == BOOLEAN:
        return "true" if args[0] else "false"
    text: str = args[0][0] if old in (TEXT, DATED) else args[0]
    return text


def _iri(expression: Expression, args: list[Any]) -> str | None:
    text: str = args[0]
    return None if expression.value == "#" and text.count("#") > 1 else text


def _if(expression: Expression, args: list[Any]) -> Any:
    if args[0] is None:
        return None
    chosen = 1 if args[0] else 2
    return _converted(args[chosen], expression.args[chosen].type, expression.type)


def _coalesce(expression: Expression, args: list[Any]) -> Any:
    for value, arg in zip(args, expression.args, strict=True):
        if value is not None:
            return _converted(value, arg.type, expression.type)
    return None


def _converted(value: Any, old: TermType, new: TermType) -> Any:
    if value is None or old == new or new not in (TEXT, DATED):
        return value
    return (value, old.detail)


def _compare(expression: Expression, args: list[Any]) -> bool | None:
    left, right = args
    types = [arg.type for arg in expression.args]
    if types[0].is_number:
        letters = "".join("i" if t.detail.endswith("integer") else "d" for t in types)
        return compare_numbers(expression.op, left, right, letters)
    result: bool = COMPARE[expression.op](left, right)
    return result


_Operation = Callable[[Expression, list[Any]], Any]
_TOLERANT: dict[str, _Operation] = {
    "IF": _if,
    "COALESCE": _coalesce,
    "&&": lambda _, args: both(*args),
    "||": lambda _, args: either(*args),
}
_OPERATIONS: dict[str, _Operation] = {
    "STR": _str,
    "IRI": _iri,
    "CONCAT": lambda _, args: "".join(args),
    "STRDT": lambda _, args: args[0],
    "STRLANG": lambda _, args: args[0],
    "ENCODE_FOR_URI": lambda _, args: encode_for_uri(args[0]),
    "!": lambda _, args: not args[0],
    **{iri: lambda expression, args: FUNCTIONS[expression.op].call(*args) for iri in FUNCTIONS},
}
