"""The fast validator: core shapes, run by the compiled package `shacl`."""

from __future__ import annotations

import shacl

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.findings import Severity
from sedova_lod.validation.results import SHACL, Result
from sedova_lod.validation.shape_files import ShapeSet

__all__ = ["FastValidator"]

_SEVERITIES = {"Violation": Severity.ERROR, "Warning": Severity.WARNING, "Info": Severity.INFO}


class FastValidator:
    """Check graphs against the core shapes of a set; the shapes are compiled once.

    Args:
        shapes: The shapes.

    Raises:
        ShapesError: The shapes are RDF, but not well-formed SHACL.
    """

    def __init__(self, shapes: ShapeSet) -> None:
        self._languages = shapes.languages
        try:
            self._shapes = shacl.Shapes.from_text(shapes.core, format="ntriples")
        except ValueError as error:
            names = ", ".join(path.name for path in shapes.files)
            raise ShapesError([Fault(names, str(error))]) from error

    def validate_graph(self, ntriples: str) -> list[Result]:
        """Return the results for a graph given as N-Triples, in the order of focus nodes and paths."""
        report = self._shapes.validate_text(ntriples, format="ntriples")
        return sorted(self._result(r) for r in report.results)

    def _result(self, found: shacl.Result) -> Result:
        path = found.path or ""
        if path.startswith("<") and path.endswith(">") and path.count("<") == 1:
            path = path[1:-1]
        shape = found.root_shape or ""
        return Result(
            found.focus_node,
            path,
            found.value or "",
            found.component_iri or f"{SHACL}{found.component}",
            _SEVERITIES.get(found.severity, Severity.ERROR),
            shape[1:-1] if shape.startswith("<") else "",
            tuple((text, self._languages.get(text, "")) for text in found.messages),
        )
