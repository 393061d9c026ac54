"""Shapes that ask nothing of other records but their classes: run over some records at a time, with these classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from sedova_lod.validation.fast import FastValidator
from sedova_lod.validation.locality import SUBCLASS_OF, WideShapes, referring_properties, without_targets
from sedova_lod.validation.node_marks import document_of
from sedova_lod.validation.results import Result
from sedova_lod.validation.shape_graph import RDF, ShapeGraph

__all__ = ["ClassValidator", "is_class_line"]

_PIECE_BYTES = 1_000_000
_TYPE = ox.NamedNode(f"{RDF}type")
_OF_CLASS, _BELOW_CLASS = f" {_TYPE} ".encode(), f" <{SUBCLASS_OF}> ".encode()


def is_class_line(line: bytes) -> bool:
    """Say whether a line of N-Triples states a class of something, or a class above another.

    >>> is_class_line(b"<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:C> .")
    True
    """
    return _OF_CLASS in line or _BELOW_CLASS in line


class ClassValidator:
    """Check shapes that look at other records, but ask nothing of them but their classes.

    Args:
        wide: The shapes that look further than one record.
    """

    def __init__(self, wide: WideShapes) -> None:
        graph = ShapeGraph(wide.shapes.core)
        core = without_targets(wide.shapes.core, graph, wide.tops)
        self._validator = FastValidator(replace(wide.shapes, core=core))
        self._referring = {f"<{name}>" for name in referring_properties(graph)}

    def results(self, store: ox.Store, path: Path) -> Iterator[Result]:
        """Yield the results, record by record.

        Args:
            store: At least the classes of all records.
            path: The triples of all records, as N-Triples, those of a record and its parts together.
        """
        with path.open("rb") as file:
            for piece in _pieces(file):
                own, referred = self._nodes(piece)
                lines = "".join(line for node in sorted(referred - own) for line in _class_lines(store, node))
                yield from self._validator.validate_graph(piece + lines, own.__contains__)

    def _nodes(self, piece: str) -> tuple[set[str], set[str]]:
        """List the nodes with an address that a piece describes, and those whose classes it may be asked for."""
        own: set[str] = set()
        referred: set[str] = set()
        for line in piece.split("\n")[:-1]:
            node, name, value = line.split(" ", 2)
            own.add(node)
            if name in self._referring and value[0] == "<":
                referred.add(value[:-2])
        return {node for node in own if node[0] == "<"}, referred


def _class_lines(store: ox.Store, node: str) -> Iterator[str]:
    for quad in store.quads_for_pattern(ox.NamedNode(node[1:-1]), _TYPE, None, None):
        yield f"{quad.triple} .\n"


def _pieces(file: BinaryIO) -> Iterator[str]:
    """Read some records at a time; none is parted."""
    first = b""
    while piece := first + file.read(_PIECE_BYTES) + file.readline():
        record = _record_of(piece.rsplit(b"\n", 2)[-2])
        first = file.readline()
        while first and _record_of(first) == record:
            piece += first
            first = file.readline()
        yield piece.decode()


def _record_of(line: bytes) -> str:
    """Name the record that the subject of a line is, or is a part of."""
    return document_of(line.partition(b">")[0].decode())
