"""The checked query: variables with types, groups with their patterns, the template's triples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sedova_lod.mapping.term_types import TermType
from sedova_lod.mapping.tokens import Place
from sedova_lod.records.schema import NodeType, Property

__all__ = ["Bind", "Constant", "Expression", "Filter", "Group", "Pattern", "Query", "Triple", "Variable"]


@dataclass(slots=True, eq=False)
class Variable:
    """Describe a variable; each is bound in one place.

    Args:
        name: Its name, without the question mark.
        type: Type of its values.
        group: Group that binds it.
        node_type: Type of its nodes, where it stands for nodes of the record graph.
        pattern: Pattern that binds it, if one does.
        bind: BIND that binds it, if one does.
    """

    name: str
    type: TermType
    group: Group
    node_type: NodeType | None = None
    pattern: Pattern | None = None
    bind: Bind | None = None

    @property
    def is_root(self) -> bool:
        """Say whether it stands for the record itself."""
        return self.pattern is None and self.bind is None

    @property
    def path(self) -> tuple[str, ...]:
        """List the properties that lead from the record to it."""
        return (*self.pattern.subject.path, self.pattern.prop.name) if self.pattern else ()

    @property
    def is_sure(self) -> bool:
        """Say whether it has a value wherever its group matches."""
        return self.bind is None or self.bind.expression.is_sure


@dataclass(frozen=True, slots=True, eq=False)
class Expression:
    """Hold an expression with its type.

    Args:
        op: `variable`, `constant`, or the function or operator as the query names it.
        type: Type of its values.
        place: Where it stands.
        args: Arguments.
        is_sure: Whether it always has a value where it stands.
        variable: Variable meant by `variable`.
        value: Text of a `constant`; `#` for an IRI() that must look for a second `#`.
    """

    op: str
    type: TermType
    place: Place
    args: tuple[Expression, ...] = ()
    is_sure: bool = True
    variable: Variable | None = None
    value: str = ""

    def variables(self) -> Iterator[Variable]:
        """List the variables in it, in the order of writing."""
        if self.variable is not None:
            yield self.variable
        for arg in self.args:
            yield from arg.variables()


@dataclass(slots=True, eq=False)
class Pattern:
    """Hold a triple pattern: one step from a node to a property's value."""

    subject: Variable
    prop: Property
    object: Variable
    place: Place


@dataclass(slots=True, eq=False)
class Bind:
    """Hold a BIND."""

    variable: Variable
    expression: Expression


@dataclass(slots=True, eq=False)
class Filter:
    """Hold a FILTER."""

    expression: Expression


@dataclass(slots=True, eq=False)
class Group:
    """Hold the WHERE part (without a parent) or an OPTIONAL group.

    Args:
        parent: Group around it.
        place: Where it begins.
        patterns: Its patterns; only the first may have several values.
        items: Its BINDs, FILTERs and inner groups, in order.
        is_looked_into: Whether an expression outside uses one of its variables.
    """

    parent: Group | None
    place: Place
    patterns: list[Pattern] = field(default_factory=list)
    items: list[Bind | Filter | Group] = field(default_factory=list)
    is_looked_into: bool = False

    @property
    def groups(self) -> list[Group]:
        """List its inner groups."""
        return [item for item in self.items if isinstance(item, Group)]

    @property
    def is_many(self) -> bool:
        """Say whether it may match several times."""
        return bool(self.patterns) and self.patterns[0].prop.many

    @property
    def lineage(self) -> list[Group]:
        """List the groups around it from the outermost on, itself last."""
        return [*(self.parent.lineage if self.parent else ()), self]


@dataclass(frozen=True, slots=True)
class Constant:
    """Hold a constant of the template: its N-Triples form and its type."""

    text: str
    type: TermType
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
class Triple:
    """Hold a triple of the template.

    Args:
        subject: Its subject.
        predicate: IRI of its predicate.
        object: Its object.
        place: Where its object stands.
        predicate_place: Where its predicate stands; None if it is written `a`.
    """

    subject: Variable
    predicate: str
    object: Variable | Constant
    place: Place
    predicate_place: Place | None

    @property
    def groups(self) -> list[Group]:
        """List the groups that must match for it, outer ones first, in the order of the query."""
        groups = list(self.subject.group.lineage)
        if isinstance(self.object, Variable):
            groups += [group for group in self.object.group.lineage if group not in groups]
        return groups


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """Hold a checked query.

    Args:
        file: Its file, as messages name it.
        kind: Kind of the records that it maps.
        schema: Node type of these records.
        root: Variable of the record itself.
        where: The WHERE part.
        triples: The template.
    """

    file: str
    kind: str
    schema: NodeType
    root: Variable
    where: Group
    triples: tuple[Triple, ...]
