"""Rules for IRIs that queries make: always valid, never of free text, and subjects only within the record."""

from __future__ import annotations

import re

from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.mapping.query import Expression, Variable
from sedova_lod.mapping.reports import Report
from sedova_lod.mapping.term_types import IRI, STRING
from sedova_lod.mapping.tokens import Place
from sedova_lod.terms import bad_character, iri_fault

__all__ = ["EITHER", "PART", "RECORD", "iri_call", "owner"]

RECORD = "record"
PART = "part"
EITHER = "record or part"

_BEGINNING = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?://[^/?#]+[/?#].*|(?!//).*)", re.DOTALL)
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\[\]\x7f-\x9f\ue000-\uf8ff]|%(?![0-9A-Fa-f]{2})")


def iri_call(place: Place, arg: Expression, report: Report) -> Expression | None:
    """Check `IRI(arg)`; None if it could give something that is no IRI, which is reported."""
    if arg.type == IRI:
        return Expression("IRI", IRI, place, (arg,), arg.is_sure)
    if arg.type != STRING:
        report.fault(place, f"IRI takes a string, but this is {arg.type}", "wrap it in STR()")
        return None
    pieces = _pieces(arg)
    if not _begins_well(pieces[0], len(pieces) == 1, report):
        return None
    if not all(_fits(piece, report) for piece in pieces[1:]):
        return None
    n_hashes = sum(piece.value.count("#") for piece in pieces if piece.op == "constant")
    base = _base(pieces[0])
    if n_hashes > 1 or (n_hashes and base is not None and _owner(base) == PART):
        what = "the IRI would have a second '#'"
        hint = "the IRI of a part has one already: join with '-': IRI(CONCAT(STR(?part), \"-more\"))"
        report.fault(place, what, hint if n_hashes == 1 else "write '#' once")
        return None
    must_look = bool(n_hashes) and base is not None
    return Expression("IRI", IRI, place, (arg,), arg.is_sure and not must_look, value="#" if must_look else "")


def _pieces(text: Expression) -> list[Expression]:
    """Split a string into what CONCAT joins, looking through BINDs."""
    if text.op == "CONCAT":
        return [piece for arg in text.args for piece in _pieces(arg)]
    if text.variable is not None and text.variable.bind is not None:
        return _pieces(text.variable.bind.expression)
    return [text]


def _base(piece: Expression) -> Expression | None:
    """Give the IRI whose text a piece is; None if it is no such text."""
    return piece.args[0] if piece.op == "STR" and piece.args[0].type == IRI else None


def _begins_well(piece: Expression, is_alone: bool, report: Report) -> bool:
    if _base(piece) is not None:
        return True
    if piece.op != "constant":
        what = "IRI() of a text that need not be an IRI"
        hint = 'begin it with a constant such as "https://example.org/" or with STR() of an IRI variable'
        report.fault(piece.place, what, hint)
        return False
    fault = _constant_fault(piece.value)
    if not fault and is_alone:
        fault = iri_fault(piece.value)
    if not fault and not _BEGINNING.fullmatch(piece.value):
        fault = "it must have a scheme such as 'https:', and a '/' after the host"
    if fault:
        report.fault(piece.place, f"'{piece.value}' cannot begin an IRI: {fault}")
    return not fault


def _constant_fault(text: str) -> str:
    found = _NOT_IN_IRI.search(text)
    if found is None:
        return bad_character(text)
    sign = found.group()
    if sign == "%":
        return "'%' without two hexadecimal digits"
    return "a blank" if sign in " \t\r\n" else f"the sign {sign!r}"


def _fits(piece: Expression, report: Report) -> bool:
    """Say whether a piece can stand inside an IRI."""
    if piece.op == "constant":
        fault = _constant_fault(piece.value)
        if fault:
            report.fault(piece.place, f"'{piece.value}' cannot stand in an IRI: {fault}")
        return not fault
    if _is_safe(piece):
        return True
    report.fault(piece.place, "free text in IRI()", "wrap it in ENCODE_FOR_URI()")
    return False


def _is_safe(piece: Expression) -> bool:
    if piece.op == "constant":
        return "#" not in piece.value and not _constant_fault(piece.value)
    if piece.op in ("IF", "COALESCE"):
        results = piece.args[1:] if piece.op == "IF" else piece.args
        return all(_is_safe(part) for result in results for part in _pieces(result))
    function = FUNCTIONS.get(piece.op)
    return piece.op == "ENCODE_FOR_URI" or (function is not None and function.is_iri_safe)


def owner(variable: Variable) -> str:
    """Tell whether a variable is surely the record itself, a part of it, or either; empty if it may be neither."""
    if variable.bind is not None:
        return _owner(variable.bind.expression)
    if variable.is_root:
        return RECORD
    return PART if variable.node_type is not None else ""


def _owner(expression: Expression) -> str:
    if expression.variable is not None:
        return owner(expression.variable)
    if expression.op in ("IF", "COALESCE"):
        results = expression.args[1:] if expression.op == "IF" else expression.args
        owners = {_owner(result) for result in results}
        return owners.pop() if len(owners) == 1 else "" if "" in owners else EITHER
    if expression.op != "IRI":
        return ""
    if expression.args[0].type == IRI:
        return _owner(expression.args[0])
    first, *rest = _pieces(expression.args[0])
    base = _base(first)
    whose = _owner(base) if base is not None else ""
    if whose == RECORD and rest:
        return PART if rest[0].op == "constant" and rest[0].value.startswith("#") else ""
    return whose if not rest or whose == PART else ""
