"""The reference validator: all of SHACL with SPARQL, run by pySHACL, which is complete but slow."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.validation.causes import Check, Explainer
from sedova_lod.validation.results import SEVERITIES, SHACL, Result
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import ShapeGraph

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

__all__ = ["ReferenceValidator"]

_LOGGERS = ("pyshacl-validate", "rdflib.term")


class ReferenceValidator:
    """Check graphs against shapes with pySHACL.

    Args:
        shapes: The shapes.
        is_part: Whether to run only the shapes that need SPARQL in their midst.
    """

    def __init__(self, shapes: ShapeSet, *, is_part: bool = False) -> None:
        ntriples = shapes.general if is_part else shapes.everything
        self._names = ", ".join(path.name for path in shapes.files)
        self._graph = ShapeGraph(shapes.everything, shapes.prefixes)
        self._check = self._compile(ntriples)
        self._explainer = Explainer(self._graph, ntriples, self._compile)

    def validate_graph(self, ntriples: str) -> list[Result]:
        """Return the results for a graph given as N-Triples, in the order of focus nodes and paths.

        Raises:
            ShapesError: The shapes are not well-formed, or use what cannot be run.
        """
        results = self._check(ntriples)
        return self._explainer.explain(results, ntriples) if results else results

    def _compile(self, ntriples: str) -> Check:
        def check(data: str) -> list[Result]:
            with _exact_literals():
                report, labels = self._report(ntriples, data)
            return sorted(self._results(report, labels))

        return check

    def _report(self, shapes: str, data: str) -> tuple[rdflib.Graph, dict[str, str]]:
        import pyshacl
        import rdflib
        from pyshacl.errors import ReportableRuntimeError

        labels: dict[str, rdflib.BNode] = {}
        data_graph = rdflib.Graph().parse(data=data, format="nt", bnode_context=labels)
        shape_graph = rdflib.Graph().parse(data=shapes, format="nt")
        try:
            _, report, text = pyshacl.validate(data_graph, shacl_graph=shape_graph, advanced=True, inplace=True)
        except ReportableRuntimeError as error:
            raise self._fault(error.message) from error
        except NotImplementedError as error:
            raise self._fault(str(error)) from error
        if not isinstance(report, rdflib.Graph):
            raise self._fault(text)
        return report, {str(node): f"_:{label}" for label, node in labels.items()}

    def _fault(self, text: str) -> ShapesError:
        sentence = " ".join(text.removeprefix("Validation Failure - ").split()).rstrip(".")
        return ShapesError([Fault(self._names, f"the shapes cannot be run: {sentence}")])

    def _results(self, report: rdflib.Graph, labels: dict[str, str]) -> Iterator[Result]:
        from rdflib import RDF, Namespace

        sh = Namespace(SHACL)
        for holder in report.subjects(RDF.type, sh.ValidationReport):
            for node in report.objects(holder, sh.result):

                def one(name: str, node: Node = node) -> str:
                    found = report.value(node, sh[name])
                    return "" if found is None else _term_text(found, labels)

                source, path = one("sourceShape"), one("resultPath")
                constraint = one("sourceConstraint")
                messages = [m for m in report.objects(node, sh.resultMessage)]
                yield Result(
                    one("focusNode"),
                    self._graph.result_path(source) or (path[1:-1] if path.startswith("<") else ""),
                    one("value"),
                    one("sourceConstraintComponent")[1:-1],
                    SEVERITIES.get(one("resultSeverity")[1:-1], SEVERITIES[f"{SHACL}Violation"]),
                    self._graph.named_shape(source),
                    self._messages(source, constraint, messages),
                    source,
                    constraint,
                )

    def _messages(self, source: str, constraint: str, reported: list[Node]) -> tuple[tuple[str, str], ...]:
        """Return messages that the shapes state; the engine's own are for programmers."""
        if constraint and self._graph.messages(constraint):
            return tuple(sorted((str(m), getattr(m, "language", None) or "") for m in reported))
        return self._graph.messages(source)


def _term_text(term: Node, labels: dict[str, str]) -> str:
    import rdflib

    if isinstance(term, rdflib.BNode):
        return labels.get(str(term), f"_:{term}")
    if isinstance(term, rdflib.Literal):
        if term.language:
            return str(ox.Literal(str(term), language=term.language))
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return str(ox.Literal(str(term), datatype=datatype))
    return f"<{term}>"


@contextlib.contextmanager
def _exact_literals() -> Iterator[None]:
    """Keep literals as they are written, and the engine's log quiet."""
    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    silent = [logger.disabled for logger in loggers]
    rdflib.NORMALIZE_LITERALS = False
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        for logger, was in zip(loggers, silent, strict=True):
            logger.disabled = was
