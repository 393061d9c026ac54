"""A file of N-Triples checked piece by piece, with little memory and the results of the whole."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from sedova_lod.passing_folders import PassingFolder
from sedova_lod.validation.fast import FastValidator
from sedova_lod.validation.locality import (
    SUBCLASS_OF,
    asks_siblings,
    mentioned_terms,
    referring_properties,
    shapes_of_own_triples,
    target_shapes,
    without_targets,
)
from sedova_lod.validation.results import SHACL, Result
from sedova_lod.validation.rules import RuleStore
from sedova_lod.validation.shape_files import ShapeSet
from sedova_lod.validation.shape_graph import RDF, ShapeGraph
from sedova_lod.validation.triples_by_node import Piece, TriplesByNode, UnsortedError, Wanted

__all__ = ["validate_by_pieces"]

_ABOVE = "urn:sedova-lod:above:"


def validate_by_pieces(path: Path, shapes: ShapeSet) -> tuple[list[Result], int] | None:
    """Check a file of N-Triples against core shapes and SPARQL constraints.

    A shape that asks for a focus node's own triples and the classes of its values is checked with some nodes at a time.
    All others are checked with all triples that they mention.

    Args:
        path: The file.
        shapes: The shapes.

    Returns:
        The results, and the number of different triples; None if the data or the shapes must be looked at as a whole,
        or the file cannot be read.

    Raises:
        ShapesError: The shapes have faults.
    """
    division = _division(shapes)
    if division is None:
        return None
    try:
        return _validated(path, shapes, division)
    except (UnsortedError, OSError):  # what is wrong with the file is told when it is read as a whole
        return None


def _validated(path: Path, shapes: ShapeSet, division: _Division) -> tuple[list[Result], int]:
    with ExitStack() as stack:
        folder = stack.enter_context(PassingFolder("validate"))
        rules = stack.enter_context(RuleStore(shapes.rules, ours=shapes.ours)) if shapes.rules else None
        data = TriplesByNode(division.wanted, folder, None if rules is None else rules.add)
        with path.open("rb") as file:
            data.read(file)
        graph = ShapeGraph(shapes.everything, shapes.prefixes)
        results = _results_near(FastValidator(division.near, is_part=True, graph=graph), division.above, data)
        if division.far is not None:
            far = FastValidator(division.far, is_part=True, graph=graph)
            results += far.validate_graph(data.far.read_text(encoding="utf-8"))
        if rules is not None:
            results += rules.run()
        return sorted(results), data.n_triples


class _Division(NamedTuple):
    """Hold shapes that are checked node by node, the classes above those that they ask for, the others, their wants."""

    near: ShapeSet
    above: bytes
    far: ShapeSet | None
    wanted: Wanted


def _division(shapes: ShapeSet) -> _Division | None:
    if asks_siblings(shapes.core):
        return None
    graph = ShapeGraph(shapes.core)
    tops = target_shapes(graph)
    near = shapes_of_own_triples(graph)
    if shapes.general or not near:
        return None
    far = sorted(set(tops).difference(near))
    far_terms, is_whole = mentioned_terms(graph, far)
    core, asked = _with_classes_above(without_targets(shapes.core, graph, far))
    wanted = Wanted(
        mentioned_terms(graph, near)[0] - {f"{RDF}type"},
        None if is_whole else far_terms,
        {name: f"<{RDF}type> <{_ABOVE}{name}> .\n" for name in asked},
        referring_properties(graph),
    )
    bare = replace(shapes, rules=())
    return _Division(
        replace(bare, core=core),
        "".join(f"<{name}> <{SUBCLASS_OF}> <{_ABOVE}{name}> .\n" for name in asked).encode(),
        replace(bare, core=without_targets(shapes.core, graph, near)) if far else None,
        wanted,
    )


def _with_classes_above(core: str) -> tuple[str, list[str]]:
    """Let shapes ask for classes of our own above those that they ask for; return these, too.

    A node of another piece is said to be of a class above: so it is what is asked for, but no shape takes it for one of
    its focus nodes.
    """
    asked: dict[str, None] = {}
    lines = []
    for quad in ox.parse(core, format=ox.RdfFormat.N_TRIPLES):
        triple = quad.triple
        if triple.predicate.value == f"{SHACL}class" and isinstance(triple.object, ox.NamedNode):
            asked[triple.object.value] = None
            triple = ox.Triple(triple.subject, triple.predicate, ox.NamedNode(_ABOVE + triple.object.value))
        lines.append(f"{triple} .\n")
    return "".join(lines), sorted(asked)


def _results_near(validator: FastValidator, above: bytes, data: TriplesByNode) -> list[Result]:
    """Check the pieces; the causes of all results are looked for at once, in the triples of their focus nodes."""
    found: list[Result] = []
    around: list[bytes] = []
    for piece in data.pieces:
        classes = data.classes_of(piece)
        with piece.path.open("ab") as file:
            file.write(classes + above)
        is_named = not data.has_blank_nodes
        results = (
            validator.check_file(piece.path) if is_named else validator.check(piece.path.read_text(encoding="utf-8"))
        )
        if results:
            found += results
            around += _lines_of({result.focus.encode() for result in results}, piece)
            around.append(classes)
    if found:
        around.append(above)
    return validator.explain(sorted(found), b"".join(around).decode())


def _lines_of(nodes: Iterable[bytes], piece: Piece) -> list[bytes]:
    wanted = {node + b" " for node in nodes}
    with piece.path.open("rb") as file:
        return [line for line in file if line[: line.index(b" ") + 1] in wanted]
