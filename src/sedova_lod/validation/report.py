"""The validation report of SHACL, as Turtle; the same results give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from sedova_lod.terms import language_literal, literal
from sedova_lod.validation.results import SHACL, Result
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import BLANK, RDF, ShapeGraph, Term

__all__ = ["report_turtle"]

_HEAD = f"@prefix sh: <{SHACL}> .\n"


def report_turtle(results: Sequence[Result], shapes: ShapeSet) -> str:
    """Write results as a `sh:ValidationReport`.

    Args:
        results: The results, in their order.
        shapes: The shapes that report them.

    >>> print(report_turtle([], ShapeSet(())), end="")
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    <BLANKLINE>
    [] a sh:ValidationReport ;
      sh:conforms true .
    """
    graph = ShapeGraph(shapes.everything)
    conforms = "false" if results else "true"
    lines = [_HEAD, f"\n[] a sh:ValidationReport ;\n  sh:conforms {conforms}"]
    for result in results:
        statements = " ;\n    ".join(_statements(result, graph))
        lines.append(f" ;\n  sh:result [ a sh:ValidationResult ;\n    {statements} ]")
    return "".join(lines) + " .\n"


def _statements(result: Result, graph: ShapeGraph) -> Iterable[str]:
    yield f"sh:focusNode {_term(result.focus)}"
    path = graph.path(result.source)
    if path is not None and not result.component.endswith("#ClosedConstraintComponent"):
        yield f"sh:resultPath {_path(path, graph)}"
    elif result.path:
        yield f"sh:resultPath <{result.path}>"
    if result.value:
        yield f"sh:value {_term(result.value)}"
    severity = graph.objects(result.source, "severity")
    yield f"sh:resultSeverity {_shacl(severity[0].value) if severity else 'sh:Violation'}"
    yield f"sh:sourceConstraintComponent {_shacl(result.component)}"
    if result.source:
        yield f"sh:sourceShape {_term(result.source)}"
    if result.constraint:
        yield f"sh:sourceConstraint {_term(result.constraint)}"
    for text, tag in result.messages or ((result.plain, "en"),):
        if text:
            yield f"sh:resultMessage {language_literal(text, tag) if tag else literal(text)}"


def _shacl(iri: str) -> str:
    name = iri.removeprefix(SHACL)
    return f"sh:{name}" if name != iri and name.isalnum() else f"<{iri}>"


def _term(term: str) -> str:
    """Write a term; blank nodes of the data and of the shapes are kept apart by their labels."""
    if term.startswith(f"<{BLANK}"):
        return f"_:shape-{term[1:-1].removeprefix(BLANK)}"
    return f"_:data-{term[2:]}" if term.startswith("_:") else term


def _path(path: Term, graph: ShapeGraph) -> str:
    if isinstance(path, ox.NamedNode):
        return str(path)
    node = str(path)
    if graph.objects(node, f"{RDF}first"):
        return f"( {' '.join(_path(p, graph) for p in graph.members(path))} )"
    names = ("alternativePath", "inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
    inner = ((name, found) for name in names for found in graph.objects(node, name))
    return "[ " + " ; ".join(f"sh:{name} {_path(found, graph)}" for name, found in inner) + " ]"
