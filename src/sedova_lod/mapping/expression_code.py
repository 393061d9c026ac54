"""Python code for expressions: each computed once, in local variables, None standing for SPARQL's errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.mapping.plan import Names
from sedova_lod.mapping.query import Expression
from sedova_lod.mapping.term_types import BOOLEAN, DATED, TEXT, Sort, TermType

__all__ = ["Code", "ExpressionWriter", "guarded"]


@dataclass(frozen=True, slots=True)
class Code:
    """Hold code for a value.

    Args:
        text: A Python expression.
        needs: Names that must not be None for it; the value is unbound if one is.
    """

    text: str
    needs: tuple[str, ...] = ()


def guarded(code: Code) -> str:
    """Write code that gives None where the value is unbound.

    >>> guarded(Code("v1[0]", ("v1",)))
    '(v1[0] if v1 is not None else None)'
    """
    if not code.needs or code.needs == (code.text,):
        return code.text
    return f"({code.text} if {tests(code.needs)} else None)"


def tests(needs: tuple[str, ...]) -> str:
    """Write the test that names are not None."""
    return " and ".join(f"{name} is not None" for name in needs)


class ExpressionWriter:
    """Write the code of expressions.

    Args:
        write: Adds a statement in front of the one that uses the expression.
        names: Local variables of the query's variables.
        fresh: Gives a new local name.
    """

    def __init__(self, write: Callable[[str], None], names: Names, fresh: Callable[[], str]) -> None:
        self._write = write
        self._names = names
        self._fresh = fresh

    def code(self, expression: Expression) -> Code:
        """Write the code of an expression."""
        if expression.variable is not None:
            return self._variable(expression)
        if expression.op == "constant":
            is_condition = expression.type == BOOLEAN
            return Code(str(expression.value == "true") if is_condition else repr(expression.value))
        if expression.op in FUNCTIONS:
            return self._extension(expression)
        return {
            "STR": self._str, "CONCAT": self._concat, "IRI": self._iri, "STRDT": self._same, "STRLANG": self._same,
            "ENCODE_FOR_URI": self._encode, "BOUND": self._bound, "IF": self._if, "COALESCE": self._coalesce,
            "&&": self._logic, "||": self._logic, "!": self._not,
        }.get(expression.op, self._comparison)(expression)  # fmt: skip

    def _variable(self, expression: Expression) -> Code:
        assert expression.variable is not None  # noqa: S101 - asked before
        local = self._names[expression.variable]
        text = f"{local.name}[0]" if local.is_node else local.name
        return Code(text, () if expression.is_sure else (local.name,))

    def _spill(self, code: Code, *, is_nullable: bool = False) -> Code:
        """Keep a value in a local name, None if it is unbound."""
        name = self._fresh()
        self._write(f"{name} = {guarded(code)}")
        return Code(name, (name,) if code.needs or is_nullable else ())

    def _short(self, expression: Expression) -> Code:
        """Write code that may stand inside a format string, or be read twice."""
        code = self.code(expression)
        is_short = code.text.removesuffix("[0]").isidentifier()
        return code if is_short else self._spill(code)

    def _str(self, expression: Expression) -> Code:
        (arg,) = expression.args
        if arg.type.sort in (Sort.TEXT, Sort.DATED):
            code = self._short(arg)
            return Code(f"{code.text}[0]", code.needs)
        code = self.code(arg)
        if arg.type == BOOLEAN:
            return Code(f"('true' if {code.text} else 'false')", code.needs)
        return code

    def _same(self, expression: Expression) -> Code:
        return self.code(expression.args[0])

    def _encode(self, expression: Expression) -> Code:
        code = self.code(expression.args[0])
        return Code(f"encode_for_uri({code.text})", code.needs)

    def _extension(self, expression: Expression) -> Code:
        function = FUNCTIONS[expression.op]
        codes = [self.code(arg) for arg in expression.args]
        call = Code(f"sl_{function.name}({', '.join(code.text for code in codes)})", _needs(codes))
        return self._spill(call, is_nullable=True) if function.can_fail else call

    def _concat(self, expression: Expression) -> Code:
        template, needs = "", []
        for arg in expression.args:
            if arg.op == "constant":
                template += arg.value.replace("{", "{{").replace("}", "}}")
                continue
            code = self._short(arg)
            template += f"{{{code.text}}}"
            needs.append(code)
        return Code(f"f{template!r}", _needs(needs))

    def _iri(self, expression: Expression) -> Code:
        if not expression.value:
            return self.code(expression.args[0])
        made = self._short(expression.args[0])
        return self._spill(Code(f"({made.text} if {made.text}.count('#') < 2 else None)", made.needs), is_nullable=True)

    def _bound(self, expression: Expression) -> Code:
        code = self.code(expression.args[0])
        return Code(f"({tests(code.needs)})" if code.needs else "True")

    def _logic(self, expression: Expression) -> Code:
        codes = [self.code(arg) for arg in expression.args]
        if not any(code.needs for code in codes):
            word = " and " if expression.op == "&&" else " or "
            return Code(f"({word.join(code.text for code in codes)})")
        function = "both" if expression.op == "&&" else "either"
        call = f"{function}({', '.join(self._spill(code).text for code in codes)})"
        return self._spill(Code(call), is_nullable=True)

    def _not(self, expression: Expression) -> Code:
        code = self.code(expression.args[0])
        return Code(f"(not {code.text})", code.needs)

    def _comparison(self, expression: Expression) -> Code:
        left, right = (self.code(arg) for arg in expression.args)
        if expression.args[0].type.is_number:
            letters = "".join(arg.type.detail.rpartition("#")[2][0] for arg in expression.args)
            call = Code(
                f"compare_numbers({expression.op!r}, {left.text}, {right.text}, {letters!r})", _needs([left, right])
            )
            return self._spill(call, is_nullable=True)
        sign = "==" if expression.op == "=" else expression.op
        return Code(f"({left.text} {sign} {right.text})", _needs([left, right]))

    def _if(self, expression: Expression) -> Code:
        condition, yes, no = expression.args
        test = self.code(condition)
        then, otherwise = self._converted(yes, expression.type), self._converted(no, expression.type)
        chosen = Code(f"({guarded(then)} if {test.text} else {guarded(otherwise)})", test.needs)
        return self._spill(chosen, is_nullable=True) if then.needs or otherwise.needs else chosen

    def _coalesce(self, expression: Expression) -> Code:
        text, is_open = "", True
        for arg in expression.args:
            code = self._converted(arg, expression.type)
            if not code.needs:
                text, is_open = text + code.text, False
                break
            text += f"{code.text} if {tests(code.needs)} else "
        if not is_open:
            return Code(f"({text})")
        return self._spill(Code(f"{text}None"), is_nullable=True)

    def _converted(self, expression: Expression, to: TermType) -> Code:
        """Write code whose value has the form of another type."""
        code = self.code(expression)
        return Code(_convert(code.text, expression.type, to), code.needs)


def _convert(text: str, old: TermType, new: TermType) -> str:
    if new == TEXT and old != TEXT:
        return f"({text}, {old.detail!r})"
    if new == DATED and old != DATED:
        return f"({text}, {old.detail!r})"
    return text


def _needs(codes: list[Code]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for code in codes for name in code.needs))
