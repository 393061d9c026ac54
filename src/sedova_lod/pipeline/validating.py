"""Validating any RDF file against any shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.graph import SHAPE_VIOLATED
from sedova_lod.validation import Result, ShapeSet, load_shapes, read_rdf, validate_rdf

__all__ = ["ValidationResult", "validate_file"]


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """Hold what the shapes report of a file.

    Args:
        findings: What is wrong, by focus node.
        n_triples: Triples read.
    """

    findings: list[Finding]
    n_triples: int


def validate_file(data: Path, shapes: Sequence[Path]) -> ValidationResult:
    """Check an RDF file.

    Args:
        data: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, told by the end of its name.
        shapes: Files or folders of shapes.

    Raises:
        InputError: The file cannot be read.
        ShapesError: The shapes have faults.
    """
    shape_set: ShapeSet = load_shapes(shapes)
    ntriples, n_triples = read_rdf(data)
    results = validate_rdf(ntriples, shape_set)
    return ValidationResult(sorted((_finding(r, data) for r in results), key=lambda f: f.sort_key), n_triples)


def _finding(result: Result, data: Path) -> Finding:
    name = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    told = result.message() or f"the condition sh:{name[:1].lower()}{name[1:]} does not hold"
    path = f" {result.path}" if result.path else ""
    value = f": {result.value}" if result.value else ""
    return Finding(
        SHAPE_VIOLATED.code,
        result.severity,
        f"{result.focus}{path}: {told}{value}",
        where=CellRef(data.name),
        value=result.value,
        focus=result.focus.strip("<>"),
        shape=result.shape,
        path=result.path,
    )
