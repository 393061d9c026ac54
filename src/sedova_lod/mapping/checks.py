"""Checks of a whole query: from its syntax tree to a checked query, or to all its faults."""

from __future__ import annotations

from collections.abc import Mapping

from sedova_lod.mapping.expressions import ExpressionChecker
from sedova_lod.mapping.query import Bind, Filter, Group, Pattern, Query, Variable
from sedova_lod.mapping.reports import Report, did_you_mean
from sedova_lod.mapping.scopes import Binders, Scope, bound_names
from sedova_lod.mapping.syntax import (
    BindSyntax,
    FilterSyntax,
    GroupSyntax,
    IriSyntax,
    QuerySyntax,
    TripleSyntax,
    VariableSyntax,
)
from sedova_lod.mapping.templates import check_template
from sedova_lod.mapping.term_types import IRI, type_of
from sedova_lod.mapping.token_stream import RDF
from sedova_lod.namespaces import REC
from sedova_lod.records.schema import NodeType, Property

__all__ = ["check_query"]

_TYPE = f"{RDF}type"
_MAX_STEPS = 40
_MAX_LOOPS = 9
"""How much Python allows inside each other, with room for triples that join values of two groups."""


def check_query(syntax: QuerySyntax, schemas: Mapping[str, NodeType], report: Report) -> Query | None:
    """Check a query against the schemas of the record kinds.

    Args:
        syntax: The query.
        schemas: Node type of each kind's records, by kind.
        report: Where faults and warnings go.

    Returns:
        The checked query; None if its kind cannot be known. With faults in the report it must not be used.
    """
    root = _root(syntax, schemas, report)
    if root is None:
        return None
    kind, variable = root
    binders = Binders(bound_names(syntax.where), is_complete=not report.faults)
    checker = _QueryChecker(report, binders)
    checker.where(syntax.where, variable)
    _refuse_depth(variable.group, report)
    triples = check_template(syntax.template, checker.variables, binders, report)
    schema = schemas[kind]
    return Query(syntax.file, kind, schema, variable, variable.group, triples)


def _root(syntax: QuerySyntax, schemas: Mapping[str, NodeType], report: Report) -> tuple[str, Variable] | None:
    """Read the first pattern, which fixes the kind."""
    first = syntax.where.items[0] if syntax.where.items else None
    if not (
        isinstance(first, TripleSyntax)
        and isinstance(first.subject, VariableSyntax)
        and isinstance(first.predicate, IriSyntax)
        and isinstance(first.object, IriSyntax)
        and first.predicate.value == _TYPE
    ):
        place = syntax.where.place
        report.fault(place, "the WHERE part must begin with the kind of record", "write ?person a rec:Person .")
        return None
    for kind, schema in schemas.items():
        if first.object.value == REC + schema.name:
            return kind, Variable(first.subject.name, IRI, Group(None, syntax.where.place), schema)
    name = first.object.value.removeprefix(REC)
    classes = [schema.name for schema in schemas.values()]
    hint = did_you_mean(name, classes, f"the kinds are {', '.join(classes)}", prefix="rec:")
    report.fault(first.object.place, f"no record kind '{first.object.text}'", hint)
    return None


class _QueryChecker:
    """Check the WHERE part of one query, group by group."""

    def __init__(self, report: Report, binders: Binders) -> None:
        self._report = report
        self._binders = binders
        self.variables: dict[str, Variable] = {}

    def where(self, syntax: GroupSyntax, root: Variable) -> None:
        """Check the WHERE part, behind its first pattern."""
        self.variables[root.name] = root
        scope = Scope(root.group, mentioned={root.name: root})
        for item in syntax.items[1:]:
            if isinstance(item, TripleSyntax):
                hint = "put it in an OPTIONAL group: OPTIONAL { ... }"
                place = item.predicate.place
                self._report.fault(place, "a pattern outside OPTIONAL: records without it would vanish", hint)
                self._forget(item)
            elif isinstance(item, FilterSyntax):
                hint = "write it in an OPTIONAL group, for the triples that depend on it"
                self._report.fault(item.place, "a FILTER outside OPTIONAL: records could vanish", hint)
            else:
                self._item(item, scope)

    def _item(self, item: TripleSyntax | BindSyntax | FilterSyntax | GroupSyntax, scope: Scope) -> None:
        if isinstance(item, GroupSyntax):
            self._group(item, scope)
        elif isinstance(item, BindSyntax):
            self._bind(item, scope)
        elif isinstance(item, FilterSyntax):
            condition = self._expressions(scope).condition(item.expression, "FILTER")
            if condition is not None:
                scope.group.items.append(Filter(condition))
        else:
            self._pattern(item, scope)

    def _group(self, syntax: GroupSyntax, parent: Scope) -> None:
        scope = Scope(Group(parent.group, syntax.place), parent)
        n_patterns = 0
        for item in syntax.items:
            is_pattern = isinstance(item, TripleSyntax) and not _is_type(item)
            if is_pattern and isinstance(item, TripleSyntax) and any(isinstance(i, Group) for i in scope.group.items):
                hint = "move it above the inner OPTIONAL groups"
                self._report.fault(item.predicate.place, "a pattern behind an inner OPTIONAL group", hint)
            n_patterns += is_pattern
            self._item(item, scope)
        if not n_patterns and self._binders.is_complete:
            what = "an OPTIONAL group without a pattern of a property"
            self._report.fault(syntax.place, what, "begin it with one: ?person rec:name ?name .")
        parent.group.items.append(scope.group)
        scope.close()

    def _expressions(self, scope: Scope) -> ExpressionChecker:
        return ExpressionChecker(
            self._report, lambda name: scope.expression_variable(name, self._report, self._binders)
        )

    def _bind(self, syntax: BindSyntax, scope: Scope) -> None:
        expression = self._expressions(scope).check(syntax.expression)
        if not self._is_fresh(syntax.variable):
            return
        if expression is None:
            self._binders.faulty.add(syntax.variable.name)
            return
        variable = Variable(syntax.variable.name, expression.type, scope.group)
        variable.bind = Bind(variable, expression)
        scope.group.items.append(variable.bind)
        scope.mentioned[variable.name] = self.variables[variable.name] = variable

    def _is_fresh(self, name: VariableSyntax) -> bool:
        if name.name not in self.variables:
            return True
        what = f"?{name.name} is bound a second time"
        self._report.fault(name.place, what, "give it a name of its own: each variable is bound once")
        return False

    def _forget(self, syntax: TripleSyntax) -> None:
        """Note that what a faulty pattern would bind needs no further message."""
        if isinstance(syntax.object, VariableSyntax) and syntax.object.name not in self.variables:
            self._binders.faulty.add(syntax.object.name)

    def _pattern(self, syntax: TripleSyntax, scope: Scope) -> None:
        subject = self._subject(syntax, scope)
        predicate = syntax.predicate
        if not isinstance(predicate, IriSyntax):
            what = "a property must be a constant, not a variable"
            self._report.fault(predicate.place, what, "write one pattern for each property: rec:name, rec:note ...")
        elif subject is not None:
            if predicate.value == _TYPE:
                self._type_pattern(syntax, subject, scope)
                return
            if self._step(syntax, predicate, subject, scope):
                return
        self._forget(syntax)

    def _step(self, syntax: TripleSyntax, predicate: IriSyntax, subject: Variable, scope: Scope) -> bool:
        """Add a pattern to its group; say whether it is sound."""
        prop = self._property(predicate, subject)
        name = self._object(syntax)
        if prop is None or name is None or not self._has_place(prop, predicate, scope):
            return False
        variable = Variable(name.name, type_of(prop), scope.group, prop.node)
        variable.pattern = Pattern(subject, prop, variable, predicate.place)
        scope.group.patterns.append(variable.pattern)
        scope.mentioned[subject.name] = subject
        scope.mentioned[variable.name] = self.variables[variable.name] = variable
        return True

    def _subject(self, syntax: TripleSyntax, scope: Scope) -> Variable | None:
        if not isinstance(syntax.subject, VariableSyntax):
            hint = "begin with the record's variable or one bound above"
            self._report.fault(syntax.subject.place, "the subject of a pattern must be a variable", hint)
            return None
        found = scope.subject(syntax.subject, self._report, self._binders)
        if found is None or found.node_type is not None:
            return found
        if found.bind is not None:
            what, hint = f"?{found.name} is made by BIND, so the record has nothing more about it", ""
        elif found.type == IRI:
            what = f"?{found.name} is another record or an address, of which the record knows only the IRI"
            hint = "only parts of the record have properties"
        else:
            what, hint = f"?{found.name} is {found.type}, which has no properties", ""
        self._report.fault(syntax.subject.place, what, hint)
        return None

    def _type_pattern(self, syntax: TripleSyntax, subject: Variable, scope: Scope) -> None:
        expected = subject.node_type.name if subject.node_type else ""
        if isinstance(syntax.object, IriSyntax) and syntax.object.value == REC + expected:
            scope.mentioned[subject.name] = subject
            return
        shown = syntax.object.text if isinstance(syntax.object, IriSyntax) else "a variable or literal"
        what = f"?{subject.name} is a rec:{expected}, not {shown}"
        self._report.fault(syntax.object.place, what, f"write ?{subject.name} a rec:{expected} . or leave it out")

    def _property(self, predicate: IriSyntax, subject: Variable) -> Property | None:
        node_type = subject.node_type
        assert node_type is not None  # noqa: S101 - _subject lets only nodes through
        name = predicate.value.removeprefix(REC)
        found = node_type.property(name) if predicate.value.startswith(REC) else None
        if found is not None:
            return found
        fields = f"the fields of rec:{node_type.name} are {', '.join(node_type.names())}"
        hint = did_you_mean(name.rpartition(":")[2], node_type.names(), fields, prefix="rec:")
        self._report.fault(predicate.place, f"no field '{predicate.text}' of rec:{node_type.name}", hint)
        return None

    def _object(self, syntax: TripleSyntax) -> VariableSyntax | None:
        value = syntax.object
        if isinstance(value, VariableSyntax):
            return value if self._is_fresh(value) else None
        shown = value.text if isinstance(value, IriSyntax) else f'"{value.text}"'
        hint = f"bind a variable and compare it: FILTER(?value = {shown})"
        self._report.fault(value.place, "the object of a pattern must be a variable", hint)
        return None

    def _has_place(self, prop: Property, predicate: IriSyntax, scope: Scope) -> bool:
        """Say whether a property may stand here: one with several values only as the first of a group."""
        if not prop.many or not scope.group.patterns:
            return True
        what = f"{predicate.text} may have several values, so it must be the first pattern of its OPTIONAL group"
        self._report.fault(predicate.place, what, "give it an OPTIONAL group of its own")
        return False


def _refuse_depth(group: Group, report: Report) -> None:
    for inner in group.groups:
        lineage = inner.lineage
        n_steps = sum(len(g.patterns) + sum(isinstance(item, Filter) for item in g.items) for g in lineage)
        if n_steps > _MAX_STEPS or sum(g.is_many for g in lineage) > _MAX_LOOPS:
            limits = f"{_MAX_STEPS} patterns and FILTERs, or {_MAX_LOOPS} fields with several values"
            what = f"more than {limits}, one inside the other"
            report.fault(inner.place, what, "nest fewer OPTIONAL groups, or write a second query")
        else:
            _refuse_depth(inner, report)


def _is_type(item: TripleSyntax) -> bool:
    return isinstance(item.predicate, IriSyntax) and item.predicate.value == _TYPE
