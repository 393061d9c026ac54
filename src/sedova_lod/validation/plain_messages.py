"""What a result says when its shape has no message: one plain English sentence for each kind of condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sedova_lod.validation.results import SHACL, Alternative, Result
from sedova_lod.validation.shape_graph import ShapeGraph, Term

__all__ = ["component_name", "plain_message"]

_MOST_SHOWN = 8
_NODE_KINDS = {
    "IRI": "an IRI",
    "Literal": "a literal",
    "BlankNode": "a blank node",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a literal or a blank node",
    "IRIOrLiteral": "an IRI or a literal",
}
_TEMPLATES = {
    "Class": "{of} is not of class {p}",
    "Datatype": "{of} is not of datatype {p}",
    "NodeKind": "{of} is not {kind}",
    "MinExclusive": "{of} is not greater than {p}",
    "MinInclusive": "{of} is not {p} or greater",
    "MaxExclusive": "{of} is not less than {p}",
    "MaxInclusive": "{of} is not {p} or less",
    "MinLength": "{of} has fewer than {p} characters",
    "MaxLength": "{of} has more than {p} characters",
    "Pattern": "{of} does not fit the pattern {p}",
    "LanguageIn": "{of} is not in one of the languages {list}",
    "UniqueLang": "has more than one value for {path} in the same language",
    "Equals": "the values of {path} are not the same as those of {p}",
    "Disjoint": "{of} is also a value of {p}",
    "LessThan": "{of} is not less than that of {p}",
    "LessThanOrEquals": "{of} is not less than or equal to that of {p}",
    "In": "{of} is not one of {list}",
    "Closed": "has a value for {path}, which its shape does not allow",
    "Not": "{of} meets {shape}, which it must not",
    "And": "{of} does not meet all its conditions",
    "Or": "{of} meets none of its alternatives",
    "Node": "{of} does not meet {shape}",
}


class _Facts(NamedTuple):
    result: Result
    graph: ShapeGraph
    parameters: Sequence[Term]
    path: str
    n_values: int
    details: Sequence[Alternative]


def component_name(result: Result) -> str:
    """Name the constraint component of SHACL: `MinCount`; empty for other people's components.

    >>> from sedova_lod.findings import Severity
    >>> component_name(Result("", "", "", f"{SHACL}MinCountConstraintComponent", Severity.ERROR, "", ()))
    'MinCount'
    """
    if not result.component.startswith(SHACL):
        return ""
    return result.component.removeprefix(SHACL).removesuffix("ConstraintComponent")


def plain_message(result: Result, graph: ShapeGraph, n_values: int, details: Sequence[Alternative] = ()) -> str:
    """State what is wrong.

    Args:
        result: The result.
        graph: The shapes.
        n_values: Number of values that the path has, where the condition counts them.
        details: What a condition on whole shapes comes from.
    """
    name = component_name(result)
    parameters = graph.objects(result.source, name[:1].lower() + name[1:])
    facts = _Facts(result, graph, parameters, _shown_path(result, graph), n_values, details)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(facts)
    template = _TEMPLATES.get(name)
    if template is None:
        told = graph.shown(f"<{result.component}>")
        return "breaks a condition written in SPARQL" if name == "SPARQL" else f"breaks the condition {told}"
    kind = parameters[0].value.removeprefix(SHACL) if parameters else ""
    return template.format(
        of=_subject(facts),
        p=" and ".join(graph.shown(p) for p in parameters),
        path=facts.path,
        kind=_NODE_KINDS.get(kind, kind),
        list=_listed(graph, parameters),
        shape=_shape_name(graph, parameters),
    )


def _shown_path(result: Result, graph: ShapeGraph) -> str:
    path = graph.path(result.source)
    if path is not None and component_name(result) != "Closed":
        return graph.path_text(path)
    return graph.shown(f"<{result.path}>") if result.path and "<" not in result.path else result.path


def _subject(facts: _Facts) -> str:
    return f"the value of {facts.path}" if facts.path else "it"


def _listed(graph: ShapeGraph, parameters: Sequence[Term]) -> str:
    if not parameters:
        return ""
    members = [graph.shown(m) for m in graph.members(parameters[0])]
    rest = len(members) - _MOST_SHOWN
    return ", ".join(members[:_MOST_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _shape_name(graph: ShapeGraph, parameters: Sequence[Term]) -> str:
    names = [name for p in parameters if (name := graph.name_of(str(p)))]
    return names[0] if len(names) == 1 and len(parameters) == 1 else "its inner shape"


def _number(facts: _Facts) -> int:
    text = facts.parameters[0].value if facts.parameters else "0"
    return int(text) if text.isdigit() else 0


def _values(number: int) -> str:
    return "1 value" if number == 1 else f"{number} values"


def _min_count(facts: _Facts) -> str:
    least = _number(facts)
    if least == 1:
        return f"needs at least one value for {facts.path}"
    return f"needs at least {least} values for {facts.path}, has {facts.n_values}"


def _max_count(facts: _Facts) -> str:
    most = _number(facts)
    if most == 0:
        return f"must not have a value for {facts.path}"
    return f"has {_values(facts.n_values)} for {facts.path}, expected at most {most}"


def _has_value(facts: _Facts) -> str:
    wanted = " and ".join(facts.graph.shown(p) for p in facts.parameters)
    return f"needs the value {wanted} for {facts.path}" if facts.path else f"it is not {wanted}"


def _xone(facts: _Facts) -> str:
    n_met = sum(not a.results for a in facts.details)
    if n_met == 0:
        return f"{_subject(facts)} meets none of its alternatives, expected exactly one"
    return f"{_subject(facts)} meets {n_met} of its alternatives, expected exactly one"


def _qualified(facts: _Facts) -> str:
    graph, source = facts.graph, facts.result.source
    inner = _shape_name(graph, graph.objects(source, "qualifiedValueShape"))
    n_met = sum(not a.results for a in facts.details)
    bound = "at least" if component_name(facts.result) == "QualifiedMinCount" else "at most"
    fit = "fits" if n_met == 1 else "fit"
    return f"has {_values(n_met)} for {facts.path} that {fit} {inner}, expected {bound} {_number(facts)}"


_SPECIAL: dict[str, Callable[[_Facts], str]] = {
    "MinCount": _min_count,
    "MaxCount": _max_count,
    "HasValue": _has_value,
    "Xone": _xone,
    "QualifiedMinCount": _qualified,
    "QualifiedMaxCount": _qualified,
}
