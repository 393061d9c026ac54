"""The parser of expressions: operators by rank, function calls, constants."""

from __future__ import annotations

from collections.abc import Callable

from sedova_lod.mapping.refusals import FUNCTIONS as REFUSED_FUNCTIONS
from sedova_lod.mapping.reports import did_you_mean
from sedova_lod.mapping.syntax import CallSyntax, ExpressionSyntax
from sedova_lod.mapping.token_stream import TokenStream
from sedova_lod.mapping.tokens import Token
from sedova_lod.namespaces import SL

__all__ = ["FUNCTION_NAMES", "REFUSED", "parse_expression"]

REFUSED = ""
"""The name of a call that was reported already."""

FUNCTION_NAMES = ("IRI", "URI", "STR", "CONCAT", "STRDT", "STRLANG", "IF", "COALESCE", "BOUND", "ENCODE_FOR_URI")
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_ARITHMETIC = ("+", "-", "*", "/")


def parse_expression(tokens: TokenStream, *, is_filter: bool = False) -> ExpressionSyntax:
    """Read an expression.

    Args:
        tokens: The query, before the expression.
        is_filter: Whether it is a FILTER's, which stands in parentheses or is one call.

    Raises:
        SyntaxFault: It cannot be read.

    >>> from sedova_lod.mapping.reports import Report
    >>> from sedova_lod.mapping.tokens import read_tokens
    >>> call = parse_expression(TokenStream(read_tokens('CONCAT("a", STR(?x)) = "ab"'), Report("x.rq")))
    >>> call.name, call.args[0].name, call.place.column
    ('=', 'CONCAT', 22)
    """
    if is_filter and not tokens.next.is_sign("("):
        token = tokens.next
        if token.sort in ("word", "name", "iri"):
            return _primary(tokens)
        raise tokens.unexpected("'('")
    return _primary(tokens) if is_filter else _either(tokens)


def _either(tokens: TokenStream) -> ExpressionSyntax:
    return _chain(tokens, "||", _both)


def _both(tokens: TokenStream) -> ExpressionSyntax:
    return _chain(tokens, "&&", _comparison)


def _chain(
    tokens: TokenStream, sign: str, parse_operand: Callable[[TokenStream], ExpressionSyntax]
) -> ExpressionSyntax:
    """Read operands joined by one sign, as one call with all of them."""
    operands = [parse_operand(tokens)]
    place = tokens.next.place
    while tokens.skip(sign):
        operands.append(parse_operand(tokens))
    return operands[0] if len(operands) == 1 else CallSyntax(sign, tuple(operands), place)


def _comparison(tokens: TokenStream) -> ExpressionSyntax:
    left = _operand(tokens)
    token = tokens.next
    if token.is_sign(*_COMPARISONS):
        tokens.take()
        return CallSyntax(token.text, (left, _operand(tokens)), token.place)
    if token.is_word("IN"):
        tokens.take()
        return CallSyntax("IN", (left, *_arguments(tokens)), token.place)
    if token.is_word("NOT") and tokens.second.is_word("IN"):
        tokens.take()
        tokens.take()
        return CallSyntax("NOT IN", (left, *_arguments(tokens)), token.place)
    return left


def _operand(tokens: TokenStream) -> ExpressionSyntax:
    value = _unary(tokens)
    while True:
        token = tokens.next
        if token.is_sign(*_ARITHMETIC):
            tokens.take()
        elif not (token.sort == "number" and token.text[0] in "+-"):
            return value
        _unary(tokens)
        value = _no_arithmetic(tokens, token)


def _no_arithmetic(tokens: TokenStream, token: Token) -> CallSyntax:
    what = "arithmetic is not supported: engines compute numbers differently"
    tokens.report.fault(token.place, what, "keep the result in a field")
    return CallSyntax(REFUSED, (), token.place)


def _unary(tokens: TokenStream) -> ExpressionSyntax:
    with tokens.one_level_deeper():
        return _signed(tokens)


def _signed(tokens: TokenStream) -> ExpressionSyntax:
    token = tokens.next
    if token.is_sign("!"):
        tokens.take()
        return CallSyntax("!", (_unary(tokens),), token.place)
    if token.is_sign("+", "-"):
        tokens.take()
        _unary(tokens)
        return _no_arithmetic(tokens, token)
    return _primary(tokens)


def _primary(tokens: TokenStream) -> ExpressionSyntax:
    token = tokens.next
    if token.is_sign("("):
        tokens.take()
        inner = _either(tokens)
        tokens.expect(")")
        return inner
    if token.sort == "word" and not token.is_word("TRUE", "FALSE"):
        return _built_in(tokens)
    if token.sort in ("iri", "name"):
        tokens.take()
        iri = tokens.iri(token)
        if tokens.next.is_sign("("):
            return CallSyntax(iri.value, _arguments(tokens), token.place)
        return iri
    if token.sort in ("variable", "string", "number", "word"):
        term = tokens.term()
        assert term is not None  # noqa: S101 - only blank nodes give None
        return term
    raise tokens.unexpected("an expression")


def _built_in(tokens: TokenStream) -> CallSyntax:
    token = tokens.next
    name = token.text.upper()
    if not tokens.second.is_sign("(") and name not in ("EXISTS", "NOT"):
        raise tokens.unexpected("an expression")
    tokens.take()
    if name in REFUSED_FUNCTIONS:
        return _refused(tokens, token, *REFUSED_FUNCTIONS[name])
    if name not in FUNCTION_NAMES:
        known = f"use {', '.join(FUNCTION_NAMES)}, or a function of sl: <{SL}>"
        return _refused(
            tokens, token, f"the function {name} is not supported", did_you_mean(name, FUNCTION_NAMES, known)
        )
    return CallSyntax("IRI" if name == "URI" else name, _arguments(tokens), token.place)


def _refused(tokens: TokenStream, token: Token, what: str, hint: str) -> CallSyntax:
    """Report a function that cannot be used, and pass over its arguments."""
    tokens.report.fault(token.place, what, hint)
    if token.is_word("NOT"):
        tokens.skip_word("EXISTS")
    tokens.skip_brackets()
    return CallSyntax(REFUSED, (), token.place)


def _arguments(tokens: TokenStream) -> tuple[ExpressionSyntax, ...]:
    tokens.expect("(")
    if tokens.skip(")"):
        return ()
    args = [_either(tokens)]
    while tokens.skip(","):
        args.append(_either(tokens))
    tokens.expect(")")
    return tuple(args)
