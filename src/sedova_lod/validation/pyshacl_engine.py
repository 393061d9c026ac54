"""The use of pySHACL and RDFLib: a graph and shapes in, the report's results out as plain text."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox
import pyshacl
import rdflib
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.errors import ReportableRuntimeError
from rdflib.term import Node

from sedova_lod.validation.results import SHACL

__all__ = ["EngineRefusalError", "ReportedResult", "run_pyshacl"]

_LOGGERS = ("pyshacl-validate", "rdflib.term")
_SH = rdflib.Namespace(SHACL)


class EngineRefusalError(ValueError):
    """Report shapes that pySHACL does not run."""


class ReportedResult(NamedTuple):
    """Hold a result of a report; terms in N-Triples form, empty where there are none."""

    focus: str
    path: str
    value: str
    component: str
    severity: str
    source: str
    constraint: str
    messages: tuple[tuple[str, str], ...]


def run_pyshacl(shapes: str, data: str) -> list[ReportedResult]:
    """Validate a graph.

    Args:
        shapes: The shapes, as N-Triples.
        data: The graph, as N-Triples; its blank nodes keep their labels.

    Raises:
        EngineRefusalError: The shapes are not well-formed, or use what pySHACL cannot run.

    >>> run_pyshacl("<x:S> <http://www.w3.org/ns/shacl#targetNode> <x:a> .", "<x:a> <x:p> <x:b> .")
    []
    """
    labels: dict[str, rdflib.BNode] = {}
    SPARQLConstraintComponentValidator.validator_cache.clear()  # its keys are addresses of graphs, which come again
    with _exact_literals():
        data_graph = rdflib.Graph().parse(data=data, format="nt", bnode_context=labels)
        shape_graph = rdflib.Graph().parse(data=shapes, format="nt")
        try:
            _, report, text = pyshacl.validate(data_graph, shacl_graph=shape_graph, advanced=True, inplace=True)
        except ReportableRuntimeError as error:
            raise EngineRefusalError(_sentence(error.message)) from error
        except NotImplementedError as error:
            raise EngineRefusalError(_sentence(str(error))) from error
    if not isinstance(report, rdflib.Graph):
        raise EngineRefusalError(_sentence(text))
    return list(_results(report, {str(node): f"_:{label}" for label, node in labels.items()}))


def _sentence(text: str) -> str:
    return " ".join(text.removeprefix("Validation Failure - ").split()).rstrip(".")


def _results(report: rdflib.Graph, labels: dict[str, str]) -> Iterator[ReportedResult]:
    for holder in report.subjects(rdflib.RDF.type, _SH.ValidationReport):
        for node in report.objects(holder, _SH.result):

            def one(name: str, node: Node = node) -> str:
                return _text(report.value(node, _SH[name]), labels)

            messages = [m for m in report.objects(node, _SH.resultMessage) if isinstance(m, rdflib.Literal)]
            yield ReportedResult(
                one("focusNode"),
                one("resultPath"),
                one("value"),
                one("sourceConstraintComponent"),
                one("resultSeverity"),
                one("sourceShape"),
                one("sourceConstraint"),
                tuple(sorted((str(m), m.language or "") for m in messages)),
            )


def _text(term: Node | None, labels: dict[str, str]) -> str:
    if term is None:
        return ""
    if isinstance(term, rdflib.BNode):
        return labels.get(str(term), f"_:{term}")
    if isinstance(term, rdflib.Literal):
        if term.language:
            return str(ox.Literal(str(term), language=term.language))
        return str(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None))
    return f"<{term}>"


@contextlib.contextmanager
def _exact_literals() -> Iterator[None]:
    """Keep literals as they are written, and be silent about those that are ill-typed: results tell them."""
    before = rdflib.NORMALIZE_LITERALS
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    disabled = [logger.disabled for logger in loggers]
    rdflib.NORMALIZE_LITERALS = False
    for logger in loggers:
        logger.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
        for logger, was in zip(loggers, disabled, strict=True):
            logger.disabled = was
