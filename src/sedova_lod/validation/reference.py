"""The reference validator: all of SHACL with SPARQL, run by pySHACL, which is complete but slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.validation.causes import Check, Explainer
from sedova_lod.validation.results import SEVERITIES, SHACL, Result
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import ShapeGraph

if TYPE_CHECKING:
    from sedova_lod.validation.pyshacl_engine import ReportedResult

__all__ = ["ReferenceValidator"]


class ReferenceValidator:
    """Check graphs against shapes with pySHACL.

    Args:
        shapes: The shapes.
        is_part: Whether to run only the shapes that no other engine runs.
    """

    def __init__(self, shapes: ShapeSet, *, is_part: bool = False) -> None:
        ntriples = shapes.general if is_part else shapes.everything
        self._names = ", ".join(path.name for path in shapes.files)
        self._graph = ShapeGraph(shapes.everything, shapes.prefixes)
        self._check = self._compile(ntriples)
        self._explainer = Explainer(self._graph, ntriples, self._compile)

    def validate_graph(self, ntriples: str, is_wanted: Callable[[str], bool] | None = None) -> list[Result]:
        """Return the results for a graph, in the order of focus nodes and paths.

        Args:
            ntriples: The graph, as N-Triples.
            is_wanted: Tells by its focus node whether a result matters; None if all do.

        Raises:
            ShapesError: The shapes are not well-formed, or use what cannot be run.
        """
        results = [one for one in self._check(ntriples) if is_wanted is None or is_wanted(one.focus)]
        return self._explainer.explain(results, ntriples) if results else results

    def _compile(self, ntriples: str) -> Check:
        from sedova_lod.validation.pyshacl_engine import EngineRefusalError, run_pyshacl  # noqa: PLC0415 - slow to load

        def check(data: str) -> list[Result]:
            try:
                return sorted(self._result(one) for one in run_pyshacl(ntriples, data))
            except EngineRefusalError as error:
                raise ShapesError([Fault(self._names, f"the shapes cannot be run: {error}")]) from error

        return check

    def _result(self, found: ReportedResult) -> Result:
        path = self._graph.result_path(found.source)
        if not path or found.component.endswith("ClosedConstraintComponent>"):
            path = found.path
        holders = [found.constraint, *self._validators(found.component)]
        is_stated = any(self._graph.messages(holder) for holder in holders)
        return Result(
            found.focus,
            path[1:-1] if path.startswith("<") and path.endswith(">") and path.count("<") == 1 else path,
            found.value,
            found.component[1:-1],
            SEVERITIES.get(found.severity[1:-1], SEVERITIES[f"{SHACL}Violation"]),
            self._graph.named_shape(found.source),
            found.messages if is_stated else self._graph.messages(found.source),
            found.source,
            found.constraint,
        )

    def _validators(self, component: str) -> list[str]:
        names = ("validator", "nodeValidator", "propertyValidator")
        return [str(v) for name in names for v in self._graph.objects(component, name)]
