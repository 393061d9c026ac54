"""The plan: all queries of one kind as one tree of groups, with equal groups of different queries done once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sedova_lod.mapping.query import Bind, Constant, Expression, Filter, Group, Query, Triple, Variable
from sedova_lod.mapping.term_types import TermType

__all__ = ["Assignment", "Condition", "Emission", "Local", "Names", "Plan", "PlanGroup", "Step", "make_plan"]


@dataclass(slots=True, eq=False)
class Local:
    """Name a local variable of the generated function.

    Args:
        name: Its name in the code.
        type: Type of its values.
        group: Group that gives it its value.
        is_node: Whether it holds a node tuple.
        is_sure: Whether it has a value wherever its group matches.
    """

    name: str
    type: TermType
    group: PlanGroup
    is_node: bool = False
    is_sure: bool = True


Names = dict[Variable, Local]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Look up one property of a node."""

    subject: Local
    slot: int
    is_many: bool
    object: Local


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Compute a BIND."""

    local: Local
    expression: Expression
    names: Names
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Test a FILTER."""

    expression: Expression
    names: Names


@dataclass(frozen=True, slots=True, eq=False)
class Emission:
    """Make a triple.

    Args:
        subject: Its subject.
        predicate: IRI of its predicate.
        object: Its object: a local, or a constant in N-Triples form.
    """

    subject: Local
    predicate: str
    object: Local | str

    @property
    def key(self) -> tuple[str, str, str]:
        """Tell it from other emissions of the same group."""
        return (self.subject.name, self.predicate, self.object if isinstance(self.object, str) else self.object.name)


@dataclass(slots=True, eq=False)
class PlanGroup:
    """Hold one group: look up, compute, test, then make triples and go into the inner groups.

    Args:
        parent: Group around it; None for the record itself.
        key: What it looks up and tests; groups with the same key match alike.
        queries: Queries that it serves.
        steps: What it looks up; only the first may give several values.
        items: BINDs, FILTERs and inner groups, in order.
        emissions: Triples that it makes.
        is_first: Whether it is looked up before the triples of the group around it are made.
    """

    parent: PlanGroup | None
    key: object
    queries: set[str] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    items: list[Assignment | Condition | PlanGroup] = field(default_factory=list)
    emissions: list[Emission] = field(default_factory=list)
    is_first: bool = False

    @property
    def groups(self) -> list[PlanGroup]:
        """List the inner groups."""
        return [item for item in self.items if isinstance(item, PlanGroup)]

    @property
    def is_many(self) -> bool:
        """Say whether it may match several times."""
        return bool(self.steps) and self.steps[0].is_many

    @property
    def has_output(self) -> bool:
        """Say whether it or an inner group makes a triple."""
        return bool(self.emissions) or any(group.has_output for group in self.groups)

    def walk(self) -> Iterator[PlanGroup]:
        """List it and all groups in it."""
        yield self
        for group in self.groups:
            yield from group.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Hold the plan of one kind: the record's own group and its local variable."""

    kind: str
    root: PlanGroup
    record: Local


def make_plan(kind: str, queries: Sequence[Query]) -> Plan:
    """Join the queries of a kind to one plan.

    Args:
        kind: The kind.
        queries: Its checked queries, in the order of their files.
    """
    root = PlanGroup(None, None)
    planner = _Planner(root)
    record = planner.local("n", queries[0].root, root)
    for query in queries:
        planner.add(query, record)
    return Plan(kind, root, record)


class _Planner:
    """Build a plan, query by query."""

    def __init__(self, root: PlanGroup) -> None:
        self._root = root
        self._n_locals = 0

    def local(self, letter: str, variable: Variable, group: PlanGroup) -> Local:
        name = f"{letter}{self._n_locals}"
        self._n_locals += 1
        return Local(name, variable.type, group, variable.node_type is not None, variable.is_sure)

    def add(self, query: Query, record: Local) -> None:
        """Add one query: its groups, then its triples where all their variables are bound."""
        names: Names = {query.root: record}
        places: dict[Group, PlanGroup] = {query.where: self._root}
        self._fill(query.where, self._root, names, places, query.file)
        crossings: dict[tuple[Group, ...], tuple[PlanGroup, Names]] = {}
        for triple in query.triples:
            groups = triple.groups
            deepest = max(groups, key=lambda group: len(group.lineage))
            crossing = tuple(group for group in groups if group not in deepest.lineage)
            if not crossing:
                _emit(triple, places[deepest], names)
                continue
            shared = [group for group in groups if all(group in v.group.lineage for v in _variables(triple))]
            apart = tuple(group for group in groups if group not in shared)
            if apart not in crossings:
                crossings[apart] = self._cross(apart, places[shared[-1]], names)
            _emit(triple, *crossings[apart])

    def _fill(self, group: Group, plan: PlanGroup, names: Names, places: dict[Group, PlanGroup], query: str) -> None:
        """Add the BINDs, FILTERs and inner groups of a group."""
        is_new = plan.queries == {query}
        for item in group.items:
            if isinstance(item, Group):
                inner = self._group(item, plan, names, query)
                places[item] = inner
                self._fill(item, inner, names, places, query)
            elif isinstance(item, Bind):
                self._bind(item, plan, names)
            elif is_new:
                plan.items.append(Condition(item.expression, names))

    def _bind(self, bind: Bind, plan: PlanGroup, names: Names) -> None:
        key = _expression_key(bind.expression, names)
        for item in plan.items:
            if isinstance(item, Assignment) and item.key == key:
                names[bind.variable] = item.local
                return
        names[bind.variable] = self.local("b", bind.variable, plan)
        plan.items.append(Assignment(names[bind.variable], bind.expression, names, key))

    def _group(self, group: Group, parent: PlanGroup, names: Names, query: str) -> PlanGroup:
        """Find an equal group of another query, or make a new one."""
        key = _group_key(group, names)
        for other in parent.groups:
            if other.key == key and query not in other.queries:
                for pattern, step in zip(group.patterns, other.steps, strict=True):
                    names[pattern.object] = step.object
                other.queries.add(query)
                other.is_first |= group.is_looked_into
                return other
        made = self._new_group(group, parent, names, key)
        made.queries.add(query)
        return made

    def _new_group(self, group: Group, parent: PlanGroup, names: Names, key: object) -> PlanGroup:
        made = PlanGroup(parent, key, is_first=group.is_looked_into)
        parent.items.append(made)
        for pattern in group.patterns:
            letter = "n" if pattern.object.node_type is not None else "v"
            names[pattern.object] = self.local(letter, pattern.object, made)
            node_type = pattern.subject.node_type
            assert node_type is not None  # noqa: S101 - patterns start from nodes
            slot = node_type.slot(pattern.prop.name)
            made.steps.append(Step(names[pattern.subject], slot, pattern.prop.many, names[pattern.object]))
        return made

    def _cross(self, groups: Sequence[Group], parent: PlanGroup, names: Names) -> tuple[PlanGroup, Names]:
        """Look groups up again, one inside the other, for triples that join values of both."""
        names = dict(names)
        copies: dict[Group, PlanGroup] = {}
        for group in groups:
            if group in copies:
                parent = copies[group]
            else:
                parent = self._copy(group, parent, names, copies)
                parent.is_first = False
        return parent, names

    def _copy(self, group: Group, parent: PlanGroup, names: Names, copies: dict[Group, PlanGroup]) -> PlanGroup:
        """Copy a group without its triples, with the inner groups that its expressions look into."""
        made = copies[group] = self._new_group(group, parent, names, None)
        for item in group.items:
            if isinstance(item, Bind):
                self._bind(item, made, names)
            elif isinstance(item, Filter):
                made.items.append(Condition(item.expression, names))
            elif item.is_looked_into:
                self._copy(item, made, names, copies)
        return made


def _variables(triple: Triple) -> list[Variable]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, Variable)]


def _emit(triple: Triple, group: PlanGroup, names: Names) -> None:
    value = triple.object.text if isinstance(triple.object, Constant) else names[triple.object]
    emission = Emission(names[triple.subject], triple.predicate, value)
    if all(emission.key != other.key for other in group.emissions):
        group.emissions.append(emission)


def _group_key(group: Group, names: Names) -> object:
    """Write what a group looks up and tests; a new object if that cannot be compared."""
    own = {
        pattern.object: Local(f"own{i}", pattern.object.type, PlanGroup(None, None))
        for i, pattern in enumerate(group.patterns)
    }
    seen = {**names, **own}
    steps = tuple((seen[pattern.subject].name, pattern.prop.name) for pattern in group.patterns)
    tests = []
    for item in group.items:
        if isinstance(item, Filter):
            if any(variable not in seen for variable in item.expression.variables()):
                return object()
            tests.append(_expression_key(item.expression, seen))
    return (steps, tuple(tests))


def _expression_key(expression: Expression, names: Names) -> str:
    if expression.variable is not None:
        return names[expression.variable].name
    if expression.op == "constant":
        return f"{expression.value!r}^{expression.type}"
    return f"{expression.op}({','.join(_expression_key(arg, names) for arg in expression.args)}){expression.type}"
