"""Validating any RDF file against any shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.findings import CellRef, Finding, rule_for_shape
from sedova_lod.validation import (
    Result,
    ShapeGraph,
    ShapeSet,
    idle_shapes,
    load_shapes,
    read_rdf,
    report_turtle,
    tell,
    tell_term,
    validate_by_pieces,
    validate_rdf,
)

__all__ = ["ValidationResult", "validate_file"]

_BLOCK_BYTES = 1 << 22
_AIM = "name a file of SHACL shapes, one of which has sh:targetClass or another target"


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """Hold what the shapes report of a file.

    Args:
        findings: What is wrong, by focus node.
        n_triples: Triples read.
        results: The same as SHACL tells it.
        shapes: The shapes.
        idle: Those of the files and folders of shapes that are about no node of the data: they have checked nothing.
    """

    findings: list[Finding]
    n_triples: int
    results: list[Result]
    shapes: ShapeSet
    idle: tuple[Path, ...] = ()

    def to_turtle(self) -> str:
        """Write the report that SHACL defines, as Turtle."""
        return report_turtle(self.results, self.shapes)


def validate_file(data: Path, shapes: Sequence[Path], language: str = "en") -> ValidationResult:
    """Check an RDF file, or the data set in a folder.

    Args:
        data: Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, plain or compressed, told by the end of its name;
            or a folder that `build` wrote, whose parts are checked together.
        shapes: Files or folders of shapes.
        language: Language in which shapes tell what is wrong.

    Raises:
        InputError: A file cannot be read.
        ShapesError: The shapes have faults, or none of them is about any node.
    """
    shape_set: ShapeSet = load_shapes(shapes)
    if not ShapeGraph(shape_set.everything).has_targets():
        where = ", ".join(map(str, shapes))
        raise ShapesError([Fault(where, "no shape says which nodes it is about: nothing would be checked", _AIM)])
    files = _files(data)
    is_lines = len(files) == 1 and files[0].suffix.lower() == ".nt"
    found = validate_by_pieces(files[0], shape_set) if is_lines else None
    blocks: Callable[[], Iterable[str]] = partial(_blocks, files[0])
    if found is None:
        ntriples, n_triples = read_rdf(*files)
        found = validate_rdf(ntriples, shape_set), n_triples
        blocks = partial(iter, (ntriples,))
    results, n_triples = found
    findings = sorted((_finding(r, data, language) for r in results), key=lambda f: f.sort_key)
    return ValidationResult(findings, n_triples, results, shape_set, tuple(idle_shapes(shape_set, shapes, blocks)))


def _blocks(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES) + file.readline():
            yield block.decode("utf-8", "replace")


def _files(data: Path) -> list[Path]:
    if not data.is_dir():
        return [data]
    from sedova_lod.triplestore import data_files  # noqa: PLC0415 - a file alone needs nothing of the triplestore

    return data_files([data], has_graphs=False)


def _finding(result: Result, data: Path, language: str) -> Finding:
    path = f" {_shown_path(result)}" if result.path and result.messages else ""
    value = f": {tell_term(result.value)}" if result.value and result.value != result.focus else ""
    return Finding(
        rule_for_shape(result.shape).code,
        result.severity,
        f"{tell_term(result.focus)}{path}: {tell(result, language)}{value}",
        where=CellRef(data.name),
        value=result.value,
        focus=result.focus.strip("<>"),
        shape=result.shape,
        path=result.path,
    )


def _shown_path(result: Result) -> str:
    return result.path if "<" in result.path else tell_term(f"<{result.path}>")
