"""Scopes: which variables each group of a query sees, exactly as SPARQL evaluates groups.

SPARQL evaluates an OPTIONAL group by itself and joins the result with what stands before it. So a BIND sees nothing of
the groups around its own, and a variable that skips a level would match anywhere in the record.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sedova_lod.mapping.query import Group, Variable
from sedova_lod.mapping.reports import Report, did_you_mean
from sedova_lod.mapping.syntax import BindSyntax, GroupSyntax, TripleSyntax, VariableSyntax

__all__ = ["Binders", "Scope", "bound_names"]


@dataclass(frozen=True, slots=True)
class Binders:
    """Tell where variables are bound, for messages.

    Args:
        lines: Lines of the patterns and BINDs that bind variables, by name.
        faulty: Names whose pattern or BIND has a fault that was reported.
        is_complete: Whether the whole query could be read, so that an unknown name is a fault.
    """

    lines: dict[str, int]
    faulty: set[str] = field(default_factory=set)
    is_complete: bool = True

    def is_known(self, name: str) -> bool:
        """Say whether a name that is not found has been reported, or may have stood in what could not be read."""
        return name in self.faulty or (name not in self.lines and not self.is_complete)


@dataclass(slots=True, eq=False)
class Scope:
    """Hold what one group sees so far.

    Args:
        group: The group.
        parent: Scope of the group around it.
        mentioned: Variables in its own patterns and BINDs: they surely take part in each of its matches.
        nested: Variables of inner groups that match at most once; each may be unbound.
        nested_many: Variables of inner groups that may match several times.
    """

    group: Group
    parent: Scope | None = None
    mentioned: dict[str, Variable] = field(default_factory=dict)
    nested: dict[str, Variable] = field(default_factory=dict)
    nested_many: dict[str, Variable] = field(default_factory=dict)

    def close(self) -> None:
        """Show the variables that this group binds to the group around it."""
        assert self.parent is not None  # noqa: S101 - the WHERE part is never closed
        own = {name: v for name, v in self.mentioned.items() if v.group is self.group}
        many = self.parent.nested_many
        (many if self.group.is_many else self.parent.nested).update({**own, **self.nested})
        many.update(self.nested_many)

    def subject(self, name: VariableSyntax, report: Report, binders: Binders) -> Variable | None:
        """Find the variable that a pattern starts from; None, with a fault, if none can be it."""
        found = self.mentioned.get(name.name) or (self.parent.mentioned.get(name.name) if self.parent else None)
        if found is not None:
            return found
        further = self._outer_variable(name.name)
        if further is not None:
            what = f"?{name.name} is not mentioned in the group around this one, so SPARQL would match it anywhere"
            report.fault(name.place, what, _mention(further, "the group around"))
        elif not binders.is_known(name.name):
            report.fault(name.place, *_no_subject(name.name, binders))
        return None

    def expression_variable(
        self, name: VariableSyntax, report: Report, binders: Binders
    ) -> tuple[Variable, bool] | None:
        """Find a variable for an expression, and say whether it surely has a value; None, with a fault, if unseen."""
        if name.name in self.mentioned:
            variable = self.mentioned[name.name]
            return variable, variable.is_sure
        if name.name in self.nested:
            variable = self.nested[name.name]
            for group in variable.group.lineage[len(self.group.lineage) :]:
                group.is_looked_into = True
            return variable, False
        if not binders.is_known(name.name):
            report.fault(name.place, *self._unseen(name.name, binders))
        return None

    def _outer_variable(self, name: str) -> Variable | None:
        """Find a variable in the groups around this one."""
        outer = self.parent
        while outer is not None and name not in outer.mentioned:
            outer = outer.parent
        return outer.mentioned[name] if outer else None

    def _unseen(self, name: str, binders: Binders) -> tuple[str, str]:
        if name in self.nested_many:
            what = f"?{name} may have several values here, since its OPTIONAL group may match several times"
            return what, "write the BIND or FILTER inside that group"
        outer = self._outer_variable(name)
        if outer is not None:
            what = f"?{name} belongs to a group further out, which SPARQL does not show here"
            return what, _mention(outer, "this group")
        if name in binders.lines:
            what = f"?{name} is not seen here: {_bound_elsewhere(name, binders)}"
            return what, "move this behind it, or repeat its pattern here with a new variable"
        return f"nothing binds ?{name}", did_you_mean(name, binders.lines, prefix="?")


def _mention(variable: Variable, where: str) -> str:
    """Say how to bring a variable of an outer group into another one."""
    if variable.node_type is not None:
        return f"mention it in {where}: ?{variable.name} a rec:{variable.node_type.name} ."
    if variable.pattern is None:
        return f"repeat the BIND in {where} with a new variable"
    subject, prop = variable.pattern.subject.name, variable.pattern.prop.name
    return f"repeat its pattern in {where} with a new variable: ?{subject} rec:{prop} ?{variable.name}2 ."


def _no_subject(name: str, binders: Binders) -> tuple[str, str]:
    if name in binders.lines:
        what = f"?{name} may be unbound here: {_bound_elsewhere(name, binders)}"
        return what, f"put this pattern inside the group that binds ?{name}"
    return f"nothing binds ?{name}", did_you_mean(name, binders.lines, prefix="?")


def _bound_elsewhere(name: str, binders: Binders) -> str:
    return f"it is bound in another group or further down, in line {binders.lines[name]}"


def bound_names(group: GroupSyntax) -> dict[str, int]:
    """List the names of all variables that a group binds, inner groups included, with their lines."""
    found: dict[str, int] = {}
    for item in group.items:
        if isinstance(item, GroupSyntax):
            for name, line in bound_names(item).items():
                found.setdefault(name, line)
        elif isinstance(item, BindSyntax):
            found.setdefault(item.variable.name, item.variable.place.line)
        elif isinstance(item, TripleSyntax) and isinstance(item.object, VariableSyntax):
            found.setdefault(item.object.name, item.object.place.line)
    return found
