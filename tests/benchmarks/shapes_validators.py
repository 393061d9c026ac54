"""Runs one SHACL validator: `python -m tests.benchmarks.shapes_validators TOOL DATA SHAPES OUTPUT`.

Writes focus node, path and component of each result as JSON; paths that are no IRI are written `path`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

Results = list[tuple[str, str, str]]


def ours(data: Path, shapes: Path) -> Results:
    """Ask the function behind `sedova-lod validate`."""
    from sedova_lod.pipeline import validate_file

    return [
        (result.focus.strip("<>"), _shown(result.path), result.component)
        for result in validate_file(data, [shapes]).results
    ]


def pyshacl(data: Path, shapes: Path) -> Results:
    """Ask pyshacl, without inference and without extensions of SHACL core."""
    import rdflib
    from pyshacl import validate

    rdflib.NORMALIZE_LITERALS = False
    shape_graph = rdflib.Graph()
    for path in sorted(shapes.glob("*.ttl")):
        shape_graph.parse(path, format="turtle")
    graph = rdflib.Graph().parse(data, format="nt")
    _, report, _ = validate(graph, shacl_graph=shape_graph, inference="none", advanced=False)
    return list(_results(report, rdflib))


def _results(report, rdflib):  # type: ignore[no-untyped-def]
    shacl = rdflib.SH
    for result in report.subjects(rdflib.RDF.type, shacl.ValidationResult):
        if next(report.subjects(shacl.detail, result), None) is not None:
            continue
        path = report.value(result, shacl.resultPath)
        told = "" if path is None else str(path) if isinstance(path, rdflib.URIRef) else "path"
        yield (
            str(report.value(result, shacl.focusNode)),
            told,
            str(report.value(result, shacl.sourceConstraintComponent)),
        )


def _shown(path: str) -> str:
    return "path" if any(sign in path for sign in "<|^*+?() ") else path


def main(tool: str, data: str, shapes: str, output: str) -> None:
    """Validate and write."""
    found = {"ours": ours, "pyshacl": pyshacl}[tool](Path(data), Path(shapes))
    Path(output).write_text(json.dumps(sorted(found)), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
