"""What can be said of a mapping before any record is read: sources of triples, predicates, constants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sedova_lod.mapping.iri_rules import PART, owner
from sedova_lod.mapping.query import Bind, Constant, Expression, Group, Query, Triple, Variable
from sedova_lod.mapping.term_types import Sort, TermType
from sedova_lod.mapping.trace import patterns_of

__all__ = [
    "ConstantUse",
    "UnsureClasses",
    "constants",
    "leading_out",
    "object_kinds",
    "properties_used",
    "sources_of",
    "unsure_classes",
]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CATEGORY = ((), "category")
_KINDS = {Sort.IRI: "iri", Sort.STRING: "string", Sort.TEXT: "text", Sort.TAGGED: "text", Sort.DATED: "dated"}
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


class ConstantUse(NamedTuple):
    """Point at an IRI written in a query.

    Args:
        iri: The IRI.
        role: `class` (object of `rdf:type`), `property`, or `other`.
        where: The place: `profiles/cidoc_crm/person.rq:14:3`.
    """

    iri: str
    role: str
    where: str


class UnsureClasses(NamedTuple):
    """Hold the classes that a record has or not, though its kind and category are known.

    Args:
        classes: IRIs of the classes.
        is_open: Whether any other class may come, from values of the record.
    """

    classes: frozenset[str]
    is_open: bool


def sources_of(queries: Iterable[Query], subject_type: str, predicate: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """List the properties of the record graph that could make a triple, values before conditions.

    Args:
        queries: All queries of a kind.
        subject_type: Name of the subject's node type; empty for any.
        predicate: IRI of the predicate.
    """
    values: dict[tuple[tuple[str, ...], str], None] = {}
    guards: dict[tuple[tuple[str, ...], str], None] = {}
    for query in queries:
        for triple in query.triples:
            if triple.predicate != predicate or subject_type not in ("", _node_type(triple.subject)):
                continue
            for pattern, is_guard in patterns_of(triple, triple.groups):
                (guards if is_guard else values)[pattern.subject.path, pattern.prop.name] = None
    return (*values, *(pair for pair in guards if pair not in values))


def properties_used(queries: Iterable[Query]) -> frozenset[tuple[tuple[str, ...], str]]:
    """List the properties of the record graph that stand in some triple, or on which one depends.

    Args:
        queries: All queries of a kind.

    Returns:
        Path to the node that has the property, and the property.
    """
    return frozenset(
        (pattern.subject.path, pattern.prop.name)
        for query in queries
        for triple in query.triples
        for pattern, _is_guard in patterns_of(triple, triple.groups)
    )


def _node_type(variable: Variable) -> str:
    """Name the type of the node that a subject is, or of the one to which its own IRI is added."""
    if variable.node_type is not None:
        return variable.node_type.name
    used = variable.bind.expression.variables() if variable.bind else ()
    return next((name for name in (_node_type(v) for v in used if owner(v)) if name), "")


def object_kinds(queries: Iterable[Query]) -> dict[str, frozenset[str]]:
    """Tell for each predicate what its objects can be."""
    found: dict[str, set[str]] = {}
    for query in queries:
        for triple in query.triples:
            found.setdefault(triple.predicate, set()).add(_kind(triple.object.type))
    return {predicate: frozenset(kinds) for predicate, kinds in found.items()}


def leading_out(queries: Iterable[Query]) -> frozenset[str]:
    """List the predicates whose objects may be IRIs outside the record: of other records, or of the world."""
    return frozenset(
        triple.predicate
        for query in queries
        for triple in query.triples
        if triple.object.type.sort is Sort.IRI and not (isinstance(triple.object, Variable) and owner(triple.object))
    )


def unsure_classes(queries: Iterable[Query]) -> UnsureClasses:
    """Find the classes of records that depend on more than their kind and category."""
    found: set[str] = set()
    is_open = False
    for query in queries:
        for triple in query.triples:
            if triple.predicate != _RDF_TYPE or owner(triple.subject) == PART:
                continue
            if isinstance(triple.object, Variable):
                bind = triple.object.bind
                named = list(_of_expression(query, bind.expression, "class")) if bind else []
                is_open |= bind is None or not _is_constant(bind.expression)
            else:
                named = list(_of_triple(query, triple))
            if any((p.subject.path, p.prop.name) != _CATEGORY for p, _ in patterns_of(triple, triple.groups)):
                found.update(use.iri for use in named if use.role == "class")
    return UnsureClasses(frozenset(found), is_open)


def _is_constant(expression: Expression) -> bool:
    """Say whether an expression gives none but constants."""
    if expression.op in ("IF", "COALESCE"):
        return all(map(_is_constant, expression.args[1:] if expression.op == "IF" else expression.args))
    return expression.op == "constant"


def _kind(type_: TermType) -> str:
    return _KINDS.get(type_.sort) or type_.detail or _BOOLEAN


def constants(query: Query) -> Iterator[ConstantUse]:
    """List the IRIs that a query can write: those of the template first, then those of its expressions."""
    classes = {t.object for t in query.triples if t.predicate == _RDF_TYPE and isinstance(t.object, Variable)}
    for triple in query.triples:
        yield from _of_triple(query, triple)
    for expression, role in _expressions(query.where, classes):
        yield from _of_expression(query, expression, role)


def _of_triple(query: Query, triple: Triple) -> Iterator[ConstantUse]:
    if triple.predicate_place is not None:
        yield ConstantUse(triple.predicate, "property", _where(query, triple.predicate_place))
    value = triple.object
    if not isinstance(value, Constant):
        return
    if value.type.sort is Sort.IRI:
        role = "class" if triple.predicate == _RDF_TYPE else "other"
        yield ConstantUse(value.text[1:-1], role, _where(query, value.place))
    elif value.type.sort is Sort.TYPED:
        yield ConstantUse(value.type.detail, "other", _where(query, value.place))


def _expressions(group: Group, classes: set[Variable]) -> Iterator[tuple[Expression, str]]:
    for item in group.items:
        if isinstance(item, Group):
            yield from _expressions(item, classes)
        elif isinstance(item, Bind):
            yield item.expression, "class" if item.variable in classes else "other"
        else:
            yield item.expression, "other"


def _of_expression(query: Query, expression: Expression, role: str) -> Iterator[ConstantUse]:
    where = _where(query, expression.place)
    if expression.op == "constant" and expression.type.sort is Sort.IRI:
        yield ConstantUse(expression.value, role, where)
    elif expression.op in ("constant", "STRDT") and expression.type.sort is Sort.TYPED:
        yield ConstantUse(expression.type.detail, "other", where)
    is_choice = expression.op in ("IF", "COALESCE")
    for position, arg in enumerate(expression.args):
        is_result = is_choice and (position > 0 or expression.op == "COALESCE")
        yield from _of_expression(query, arg, role if is_result else "other")


def _where(query: Query, place: tuple[int, int]) -> str:
    return f"{query.file}:{place[0]}:{place[1]}"
