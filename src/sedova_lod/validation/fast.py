"""The fast validator: core shapes, run by the compiled package `shacl`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

import shacl

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.findings import Severity
from sedova_lod.validation.causes import Check, Explainer
from sedova_lod.validation.results import SEVERITIES, SHACL, Result
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import ShapeGraph, written_term

__all__ = ["FastValidator", "compiled_validator"]

_LABEL = re.compile(r"_:(?<!\S_:)([A-Za-z0-9_][\w.\-·]*[\w\-]|[A-Za-z0-9_])")
_CLOSED = "ClosedConstraintComponent"  # its path is the property that is not allowed, never the shape's own
_NAMES = "urn:sedova-lod:names"
_NAME = "urn:sedova-lod:name:"
# The engine gives blank nodes labels of its own. This shape reports each under a name made from its own label.
_NAMING_SHAPE = (
    f"<{_NAMES}:shape> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SHACL}NodeShape> .\n"
    f"<{_NAMES}:shape> <{SHACL}targetSubjectsOf> <{_NAMES}> .\n"
    f"<{_NAMES}:shape> <{SHACL}property> <{_NAMES}:property> .\n"
    f"<{_NAMES}:property> <{SHACL}path> <{_NAMES}> .\n"
    f"<{_NAMES}:property> <{SHACL}nodeKind> <{SHACL}IRI> .\n"
)


class FastValidator:
    """Check graphs against the core shapes of a set; the shapes are compiled once.

    Args:
        shapes: The shapes.
        is_part: Whether another validator runs the shapes that need the general engine.
        graph: All the shapes, if they were read before.

    Raises:
        ShapesError: The shapes are RDF, but not well-formed SHACL; or another validator is needed for some.
    """

    def __init__(self, shapes: ShapeSet, *, is_part: bool = False, graph: ShapeGraph | None = None) -> None:
        self._names = ", ".join(path.name for path in shapes.files)
        if shapes.general and not is_part:
            raise ShapesError([_beyond(name) for name in shapes.beyond or (self._names,)])
        self._graph = graph or ShapeGraph(shapes.everything, shapes.prefixes)
        self._compiled = self._compiled_shapes(shapes.core)
        self._explainer = Explainer(self._graph, shapes.core, self._compile)

    def validate_graph(self, ntriples: str, is_wanted: Callable[[str], bool] | None = None) -> list[Result]:
        """Return the results for a graph, in the order of focus nodes and paths.

        Args:
            ntriples: The graph, as N-Triples.
            is_wanted: Tells by its focus node whether a result matters; None if all do.
        """
        results = self.check(ntriples)
        if is_wanted is not None:  # to find the causes of a result takes far longer than to find the result
            results = [result for result in results if is_wanted(result.focus)]
        return self.explain(results, ntriples)

    def check(self, ntriples: str) -> list[Result]:
        """Return the results for a graph, without their causes."""
        return self._checked(self._compiled, ntriples)

    def check_file(self, path: Path) -> list[Result]:
        """Return the results for a graph in a file, without their causes.

        Args:
            path: N-Triples without blank nodes.
        """
        report = self._compiled.validate_file(str(path))
        return self._results_of(report, {}) if len(report) else []

    def explain(self, results: list[Result], ntriples: str) -> list[Result]:
        """Return results with their causes.

        Args:
            results: What was found without causes.
            ntriples: At least all that the shapes look at from the focus nodes.
        """
        return self._explainer.explain(results, ntriples) if results else results

    def _compile(self, ntriples: str) -> Check:
        return partial(self._checked, self._compiled_shapes(ntriples))

    def _compiled_shapes(self, ntriples: str) -> shacl.Shapes:
        try:
            return shacl.Shapes.from_text(ntriples + _NAMING_SHAPE, format="ntriples")
        except ValueError as error:
            raise ShapesError([Fault(self._names, str(error))]) from error

    def _checked(self, compiled: shacl.Shapes, data: str) -> list[Result]:
        naming = _naming_triples(data)
        report = compiled.validate_text(data + naming if naming else data, format="ntriples")
        names = {
            r.value: f"_:{r.focus_node[1:-1].removeprefix(_NAME)}"
            for r in (report.results if naming else ())
            if r.focus_node.startswith(f"<{_NAME}") and r.value
        }
        return self._results_of(report, names)

    def _results_of(self, report: shacl.Report, names: dict[str, str]) -> list[Result]:
        found = (r for r in report.results if r.source_shape != f"<{_NAMES}:property>")
        return sorted(self._result(r, names) for r in found)

    def _result(self, found: shacl.Result, names: dict[str, str]) -> Result:
        source = found.source_shape or ""
        stated = "" if found.component == _CLOSED else self._graph.result_path(source)
        return Result(
            names.get(found.focus_node) or written_term(found.focus_node),
            stated or (found.path or "").removeprefix("<").removesuffix(">"),
            (names.get(found.value) or written_term(found.value)) if found.value else "",
            found.component_iri or f"{SHACL}{found.component}",
            SEVERITIES.get(found.severity_iri, Severity.ERROR),
            self._graph.named_shape(source),
            self._graph.messages(source),
            source,
        )


@lru_cache(maxsize=2)
def compiled_validator(shapes: ShapeSet) -> FastValidator:
    """Give the validator of a set of shapes; the same set is compiled once in a process.

    Raises:
        ShapesError: The shapes are RDF, but not well-formed SHACL.

    >>> shapes = ShapeSet(())
    >>> compiled_validator(shapes) is compiled_validator(shapes)
    True
    """
    return FastValidator(shapes)


def _naming_triples(ntriples: str) -> str:
    labels = dict.fromkeys(_LABEL.findall(ntriples)) if "_:" in ntriples else {}
    return "".join(f"\n<{_NAME}{label}> <{_NAMES}> _:{label} ." for label in labels)


def _beyond(name: str) -> Fault:
    return Fault(
        name,
        "the shape cannot be run over the data piece by piece, while they are built",
        "check what was built: sedova-lod validate FILE --shapes SHAPES; docs/reference/shacl.md tells why",
    )
