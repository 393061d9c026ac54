"""Checks of expressions: every function gets what it takes, and no engine could answer differently."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from sedova_lod.mapping.expression_parser import REFUSED
from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.mapping.iri_rules import iri_call
from sedova_lod.mapping.query import Expression, Variable
from sedova_lod.mapping.reports import Report, did_you_mean
from sedova_lod.mapping.runtime import COMPARE
from sedova_lod.mapping.syntax import CallSyntax, ExpressionSyntax, IriSyntax, LiteralSyntax, VariableSyntax
from sedova_lod.mapping.term_types import BOOLEAN, IRI, STRING, XSD, Sort, TermType, joint_type
from sedova_lod.mapping.tokens import Place
from sedova_lod.namespaces import SL
from sedova_lod.terms import is_language_tag

__all__ = ["ExpressionChecker", "Resolver", "literal_type"]

Resolver = Callable[[VariableSyntax], tuple[Variable, bool] | None]
"""Gives the variable that a name means where an expression stands, and whether it surely has a value."""

_N_ARGS = {
    "STR": (1, 1), "IRI": (1, 1), "CONCAT": (1, None), "STRDT": (2, 2), "STRLANG": (2, 2), "IF": (3, 3),
    "COALESCE": (1, None), "BOUND": (1, 1), "ENCODE_FOR_URI": (1, 1), "IN": (2, None), "NOT IN": (2, None),
}  # fmt: skip
_WRAP = "wrap it in STR()"


def literal_type(literal: LiteralSyntax) -> TermType:
    """Give the type of a constant.

    >>> str(literal_type(LiteralSyntax("Romny", "en", "", Place(1, 1))))
    'a text in a given language (en)'
    """
    if literal.language:
        return TermType(Sort.TAGGED, literal.language)
    if literal.datatype == f"{XSD}boolean" and literal.text in ("true", "false"):
        return BOOLEAN
    return TermType(Sort.TYPED, literal.datatype) if literal.datatype else STRING


class ExpressionChecker:
    """Turn the syntax of expressions into typed expressions.

    Args:
        report: Where faults and warnings go.
        resolve: Finds variables; it reports those that cannot be seen.
    """

    def __init__(self, report: Report, resolve: Resolver) -> None:
        self._report = report
        self._resolve = resolve
        self._forgiven: list[str] = []
        self._n_fallbacks = 0

    def check(self, syntax: ExpressionSyntax) -> Expression | None:
        """Check an expression; None if it has a fault, which is reported."""
        if isinstance(syntax, VariableSyntax):
            return self._variable(syntax)
        if isinstance(syntax, IriSyntax):
            return Expression("constant", IRI, syntax.place, value=syntax.value)
        if isinstance(syntax, LiteralSyntax):
            return Expression("constant", literal_type(syntax), syntax.place, value=syntax.text)
        return self._call(syntax)

    def condition(self, syntax: ExpressionSyntax, user: str) -> Expression | None:
        """Check the condition of a FILTER or an IF."""
        found = self.check(syntax)
        if found is None or found.type is BOOLEAN:
            return found
        hint = 'compare it: ?variable = "value", or ask BOUND(?variable)'
        return self._refuse(syntax.place, f"{user} needs a condition, but {shown(syntax)} is {found.type}", hint)

    def _refuse(self, place: Place, what: str, hint: str = "") -> Expression | None:
        self._report.fault(place, what, hint)
        return None

    def _variable(self, syntax: VariableSyntax) -> Expression | None:
        found = self._resolve(syntax)
        if found is None:
            return None
        variable, is_sure = found
        return Expression("variable", variable.type, syntax.place, is_sure=is_sure, variable=variable)

    def _call(self, call: CallSyntax) -> Expression | None:
        if call.name == REFUSED or not self._has_right_count(call):
            return None
        if call.name in (*COMPARE, "IN", "NOT IN"):
            return self._comparison(call)
        special = {
            "&&": self._logic, "||": self._logic, "!": self._logic, "IF": self._if, "COALESCE": self._coalesce,
            "BOUND": self._bound, "STRDT": self._strdt, "STRLANG": self._strlang, "CONCAT": self._concat,
        }.get(call.name)  # fmt: skip
        if special:
            return special(call)
        args = self._args(call.args)
        return None if args is None else self._function(call, args)

    def _function(self, call: CallSyntax, args: tuple[Expression, ...]) -> Expression | None:
        if call.name == "STR":
            return _make(call, STRING, args)
        if call.name == "IRI":
            return iri_call(call.place, args[0], self._report)
        if call.name == "ENCODE_FOR_URI":
            return _make(call, STRING, args) if self._are_strings(call, args) else None
        return self._extension(call, args)

    def _has_right_count(self, call: CallSyntax) -> bool:
        function = FUNCTIONS.get(call.name)
        low, high = (function.n_args,) * 2 if function else _N_ARGS.get(call.name, (0, None))
        n_args = len(call.args)
        if n_args >= low and (high is None or n_args <= high):
            return True
        count = str(low) if low == high else f"at least {low}"
        self._refuse(call.place, f"{_name(call)} takes {count} argument{'s' if low > 1 else ''}, not {n_args}")
        return False

    def _args(self, args: Sequence[ExpressionSyntax]) -> tuple[Expression, ...] | None:
        found = [self.check(arg) for arg in args]
        sound = tuple(arg for arg in found if arg is not None)
        return sound if len(sound) == len(found) else None

    def _are_strings(self, call: CallSyntax, args: Sequence[Expression]) -> bool:
        wrong = [(s, a) for s, a in zip(call.args, args, strict=True) if a.type != STRING]
        for syntax, arg in wrong:
            self._refuse(syntax.place, f"{_name(call)} takes strings, but {shown(syntax)} is {arg.type}", _WRAP)
        return not wrong

    def _extension(self, call: CallSyntax, args: tuple[Expression, ...]) -> Expression | None:
        function = FUNCTIONS.get(call.name)
        if function is None:
            known = [name.removeprefix(SL) for name in FUNCTIONS]
            local = call.name.removeprefix(SL)
            hint = did_you_mean(local, known, f"the extension functions are {', '.join(known)} of <{SL}>", prefix="sl:")
            return self._refuse(call.place, f"no function {_name(call)}", hint)
        if not self._are_strings(call, args):
            return None
        return _make(call, STRING, args, can_fail=function.can_fail)

    def _concat(self, call: CallSyntax) -> Expression | None:
        args = self._args(call.args)
        if args is None or not self._are_strings(call, args):
            return None
        if not self._n_fallbacks:
            for arg in args:
                self._warn_if_unbound(arg)
        return _make(call, STRING, args)

    def _warn_if_unbound(self, arg: Expression) -> None:
        for variable in [] if arg.is_sure or arg.op in ("COALESCE", "IF") else arg.variables():
            if variable.name in self._forgiven or (variable.is_sure and not variable.group.is_looked_into):
                continue
            what = f"?{variable.name} may be unbound, and then the whole CONCAT is"
            hint = f'give another text for that case: COALESCE(?{variable.name}, "")'
            self._report.warn(arg.place, what, hint)

    def _strdt(self, call: CallSyntax) -> Expression | None:
        datatype = call.args[1]
        if not isinstance(datatype, IriSyntax):
            hint = "name it, such as xsd:gYear; with IF choose between two STRDT()"
            return self._refuse(datatype.place, "the datatype of STRDT must be a constant", hint)
        if datatype.value.endswith("22-rdf-syntax-ns#langString"):
            return self._refuse(datatype.place, "a literal with a language has a tag", "use STRLANG()")
        text = self.check(call.args[0])
        if text is None or not self._are_strings(CallSyntax("STRDT", call.args[:1], call.place), [text]):
            return None
        is_string = datatype.value == f"{XSD}string"
        return _make(call, STRING if is_string else TermType(Sort.TYPED, datatype.value), (text,))

    def _strlang(self, call: CallSyntax) -> Expression | None:
        tag = call.args[1]
        if not isinstance(tag, LiteralSyntax) or literal_type(tag) != STRING:
            hint = 'write it, such as "en"; texts of the record have their own tags'
            return self._refuse(tag.place, "the language tag of STRLANG must be a constant", hint)
        if not is_language_tag(tag.text):
            return self._refuse(tag.place, f"'{tag.text}' is not a language tag", "write one such as en, ru or ru-Latn")
        text = self.check(call.args[0])
        if text is None or not self._are_strings(CallSyntax("STRLANG", call.args[:1], call.place), [text]):
            return None
        return _make(call, TermType(Sort.TAGGED, tag.text), (text,))

    def _bound(self, call: CallSyntax) -> Expression | None:
        if not isinstance(call.args[0], VariableSyntax):
            return self._refuse(call.args[0].place, "BOUND takes a variable", "write BOUND(?variable)")
        args = self._args(call.args)
        return Expression("BOUND", BOOLEAN, call.place, args) if args else None

    def _logic(self, call: CallSyntax) -> Expression | None:
        args = [self.condition(arg, _name(call)) for arg in call.args]
        sound = tuple(arg for arg in args if arg is not None)
        return _make(call, BOOLEAN, sound) if len(sound) == len(args) else None

    def _if(self, call: CallSyntax) -> Expression | None:
        condition = self.condition(call.args[0], "IF")
        with self._forgive(_bound_if(call.args[0], True)):
            yes = self.check(call.args[1])
        with self._forgive(_bound_if(call.args[0], False)):
            no = self.check(call.args[2])
        if condition is None or yes is None or no is None:
            return None
        return self._joint(call, (condition, yes, no), (yes, no))

    def _coalesce(self, call: CallSyntax) -> Expression | None:
        self._n_fallbacks += 1
        args = self._args(call.args)
        self._n_fallbacks -= 1
        return None if args is None else self._joint(call, args, args)

    def _joint(
        self, call: CallSyntax, args: tuple[Expression, ...], results: Sequence[Expression]
    ) -> Expression | None:
        joint = joint_type(arg.type for arg in results)
        if joint is None:
            kinds = " or ".join(dict.fromkeys(str(arg.type) for arg in results))
            hint = "make all results of one sort, with STR() or IRI()"
            return self._refuse(call.place, f"{call.name} would give {kinds}", hint)
        if call.name == "COALESCE":
            is_sure = any(arg.is_sure for arg in args)
            return Expression(call.name, joint, call.place, args, is_sure)
        return _make(call, joint, args)

    @contextmanager
    def _forgive(self, names: list[str]) -> Iterator[None]:
        before = list(self._forgiven)
        self._forgiven += names
        yield
        self._forgiven = before

    def _comparison(self, call: CallSyntax) -> Expression | None:
        args = self._args(call.args)
        if args is None:
            return None
        is_equality = call.name in ("=", "!=", "IN", "NOT IN")
        left, *others = args
        for other, syntax in zip(others, call.args[1:], strict=True):
            if not _can_compare(left.type, other.type, is_equality=is_equality):
                what = (
                    f"{call.name} cannot compare {shown(call.args[0])}, {left.type}, with {shown(syntax)}, {other.type}"
                )
                return self._refuse(call.place, what, _comparison_hint(left.type, other.type))
        return _one_of(call, left, others) if call.name.endswith("IN") else _compare(call, call.name, left, others[0])


def _compare(call: CallSyntax, sign: str, left: Expression, right: Expression) -> Expression:
    is_sure = left.is_sure and right.is_sure and not left.type.is_number
    return Expression(sign, BOOLEAN, call.place, (left, right), is_sure)


def _one_of(call: CallSyntax, left: Expression, others: Sequence[Expression]) -> Expression:
    """Write IN as comparisons joined by `||`, as SPARQL defines it."""
    tests = tuple(_compare(call, "=", left, other) for other in others)
    found = tests[0] if len(tests) == 1 else _make(CallSyntax("||", (), call.place), BOOLEAN, tests)
    return _make(CallSyntax("!", (), call.place), BOOLEAN, (found,)) if call.name == "NOT IN" else found


def _can_compare(left: TermType, right: TermType, *, is_equality: bool) -> bool:
    if left.is_number or right.is_number:
        return left.is_number and right.is_number
    if left != right:
        return False
    return left == STRING or (is_equality and left == IRI)


def _comparison_hint(left: TermType, right: TermType) -> str:
    if BOOLEAN in (left, right):
        return "join conditions with && and ||, turn one with !"
    if left == right == IRI:
        return "IRIs can only be equal or unlike: use = or !="
    return "compare texts: wrap both sides in STR()"


def _make(call: CallSyntax, type_: TermType, args: tuple[Expression, ...], *, can_fail: bool = False) -> Expression:
    is_sure = not can_fail and all(arg.is_sure for arg in args)
    return Expression(call.name, type_, call.place, args, is_sure)


def _bound_if(syntax: ExpressionSyntax, truth: bool) -> list[str]:
    """List variables that are bound if a condition is true (or false)."""
    if not isinstance(syntax, CallSyntax):
        return []
    if syntax.name == "!":
        return _bound_if(syntax.args[0], not truth)
    if syntax.name == ("&&" if truth else "||"):
        return [name for arg in syntax.args for name in _bound_if(arg, truth)]
    if truth and syntax.name == "BOUND" and isinstance(syntax.args[0], VariableSyntax):
        return [syntax.args[0].name]
    return []


def _name(call: CallSyntax) -> str:
    if call.name.startswith(SL):
        return f"sl:{call.name.removeprefix(SL)}"
    return f"<{call.name}>" if ":" in call.name else call.name


def shown(syntax: ExpressionSyntax) -> str:
    """Write an expression for a message, long ones by the function's name only.

    >>> shown(VariableSyntax("name", Place(1, 1)))
    '?name'
    """
    if isinstance(syntax, VariableSyntax):
        return f"?{syntax.name}"
    if isinstance(syntax, IriSyntax):
        return syntax.text
    if isinstance(syntax, LiteralSyntax):
        return syntax.text if syntax.datatype else f'"{syntax.text}"'
    return f"the result of {_name(syntax)}"
