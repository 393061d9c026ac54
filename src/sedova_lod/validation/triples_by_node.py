"""N-Triples, read piece by piece, with all triples of a node in one piece: what shapes look at waits in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sedova_lod.validation.locality import SUBCLASS_OF
from sedova_lod.validation.plain_lines import (
    are_plain_lines,
    are_plain_nodes,
    are_plain_objects,
    numbered_blank_nodes,
    written_plainly,
)
from sedova_lod.validation.shape_graph import RDF

__all__ = ["Piece", "TriplesByNode", "UnsortedError", "Wanted"]

_PIECE_BYTES = 1 << 20
_TYPE = f"<{RDF}type>".encode()
_SUBCLASS_OF = f"<{SUBCLASS_OF}>".encode()


class UnsortedError(Exception):
    """Tell that the triples cannot be parted by nodes, or are not well-formed; nothing is wrong for the user yet."""


class Wanted(NamedTuple):
    """Say what shapes look at.

    Args:
        near: IRIs that the shapes mention which are checked node by node.
        far: IRIs that the other shapes mention; None if every triple matters to them.
        classes: Classes that values are asked for, with what states each of a value: the rest of a line of N-Triples.
        referring: Properties whose values are asked for their classes.
    """

    near: frozenset[str]
    far: frozenset[str] | None
    classes: dict[str, str]
    referring: frozenset[str]


class Piece(NamedTuple):
    """Name a file with triples of some nodes, and one with the ends of its lines that name nodes of asked classes."""

    path: Path
    references: Path


class TriplesByNode:
    """Read a file of N-Triples, and leave what is wanted of it in a folder.

    Args:
        wanted: What is wanted.
        folder: An empty folder.
        keep: Is given all triples; None if nobody wants them all.

    Afterwards, `pieces` are the files for the shapes that are checked node by node, `far` is that for the others, and
    `n_triples` the number of different triples.
    """

    def __init__(self, wanted: Wanted, folder: Path, keep: Callable[[bytes], object] | None = None) -> None:
        self._wanted = wanted
        self._folder = folder
        self._keep = keep
        self._uses = _Uses(*([] for _ in _Uses._fields))
        self._sinks: dict[bytes, Callable[[bytes], None]] = {_TYPE: self._uses.classes.append}
        self._classes = _ClassLines(wanted)
        self._seen: set[int] = set()
        self._labels: dict[bytes, bytes] = {}
        self.n_triples = 0
        self.pieces: list[Piece] = []
        self.far = folder / "far.nt"

    def read(self, file: BinaryIO) -> None:
        """Read all.

        Raises:
            UnsortedError: The triples of a node stand apart, a class is put below another, or the syntax is wrong.
        """
        with self.far.open("wb") as far:
            for block in _blocks(file):
                try:
                    self._add(block)
                except SyntaxError as error:
                    raise UnsortedError from error
                self._write(far)

    def classes_of(self, piece: Piece) -> bytes:
        """State the classes of the nodes to which a piece refers, as far as they are asked for, as N-Triples."""
        with piece.references.open("rb") as file:
            return b"".join(self._classes.of_nodes(file))

    @property
    def has_blank_nodes(self) -> bool:
        """Say whether any node has no address."""
        return bool(self._labels)

    def _add(self, block: bytes) -> None:
        """Take a block in as it is, if it is plain; otherwise as it is when it was read and written."""
        lines = dict.fromkeys(block.splitlines(keepends=True))
        nodes = self._sorted_nodes(lines, is_plain=False)
        if nodes is None:
            self._uses.clear()
            plain = numbered_blank_nodes(written_plainly(block), self._labels)
            lines = dict.fromkeys(plain.splitlines(keepends=True))
            nodes = self._sorted_nodes(lines, is_plain=True)
        if nodes is None:
            raise UnsortedError
        hashes = set(map(hash, nodes))
        if not self._seen.isdisjoint(hashes):  # or two nodes have the same hash: then it is no loss, but of time
            raise UnsortedError
        self._seen |= hashes
        self.n_triples += len(lines)
        if self._keep is not None:
            self._keep(b"".join(lines))

    def _sorted_nodes(self, lines: Iterable[bytes], *, is_plain: bool) -> list[bytes] | None:
        """Sort lines by who looks at them, and list their subjects; None if they may not be written plainly."""
        nodes: list[bytes] = []
        rests: set[bytes] = set()
        last, sinks = b"", self._sinks
        try:
            for line in lines:
                node, name, rest = line.split(b" ", 2)
                if node != last:
                    nodes.append(node)
                    last = node
                rests.add(rest)
                (sinks.get(name) or self._sink_of(name, is_plain=is_plain))(line)
        except ValueError:
            return None
        if is_plain or (are_plain_nodes(nodes) and are_plain_objects(rests)) or are_plain_lines(lines):
            return nodes
        return None

    def _sink_of(self, name: bytes, *, is_plain: bool) -> Callable[[bytes], None]:
        """Find where the lines of a property go that is met for the first time.

        Raises:
            ValueError: It may not be a well-formed IRI.
        """
        if name == _SUBCLASS_OF:
            raise UnsortedError
        if not (is_plain or are_plain_nodes([name])):
            raise ValueError(name)
        iri = name[1:-1].decode()
        is_far = self._wanted.far is None or iri in self._wanted.far
        if iri in self._wanted.referring:
            uses = self._uses.referring_far if is_far else self._uses.referring
        elif iri in self._wanted.near:
            uses = self._uses.near_far if is_far else self._uses.near
        else:
            uses = self._uses.far if is_far else self._uses.others
        self._sinks[name] = uses.append
        return uses.append

    def _write(self, far: BinaryIO) -> None:
        """Write the triples that were sorted since the last time."""
        uses = self._uses
        self._classes.sort(uses)
        piece = Piece(*(self._folder / f"{len(self.pieces)}.{end}" for end in ("nt", "references")))
        piece.path.write_bytes(b"".join([*uses.near, *uses.near_far, *uses.referring, *uses.referring_far]))
        references = {line.split(b" ", 2)[2] for line in (*uses.referring, *uses.referring_far)}
        piece.references.write_bytes(b"".join(references))
        far.writelines((*uses.far, *uses.near_far, *uses.referring_far))
        self.pieces.append(piece)
        uses.clear()


class _Uses(NamedTuple):
    """Hold lines by who looks at them: shapes checked node by node, others, both, or nobody; and those of classes."""

    near: list[bytes]
    far: list[bytes]
    near_far: list[bytes]
    referring: list[bytes]
    referring_far: list[bytes]
    others: list[bytes]
    classes: list[bytes]

    def clear(self) -> None:
        """Forget all."""
        for lines in self:
            lines.clear()


class _ClassLines:
    """Sort the lines that state classes, and remember who is of a class that is asked for."""

    def __init__(self, wanted: Wanted) -> None:
        self._near = {_end(name) for name in wanted.near}
        is_whole = wanted.far is None or f"{RDF}type" in wanted.far
        self._far = None if is_whole else {_end(name) for name in wanted.far or ()}
        self._statements = {_end(name): statement.encode() for name, statement in wanted.classes.items()}
        self._of_node: dict[bytes, tuple[bytes, ...]] = {}
        self._same: dict[tuple[bytes, ...], tuple[bytes, ...]] = {}

    def sort(self, uses: _Uses) -> None:
        """Put the lines of classes to those of the shapes that look at them."""
        for line in uses.classes:
            node, _, name = line.split(b" ", 2)
            if name in self._near:
                uses.near.append(line)
            if self._far is None or name in self._far:
                uses.far.append(line)
            if name in self._statements:
                key = node + b" .\n"
                stated = (*self._of_node.get(key, ()), self._statements[name])
                self._of_node[key] = self._same.setdefault(stated, stated)

    def of_nodes(self, ends: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what is stated of some nodes, each given as the end of a line."""
        for end in ends:
            for statement in self._of_node.get(end, ()):
                yield end[:-2] + statement


def _end(name: str) -> bytes:
    return f"<{name}> .\n".encode()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """Read some lines at a time; those of one node that follow each other are not parted."""
    first = b""
    while block := first + file.read(_PIECE_BYTES) + file.readline():
        node = block[block.rfind(b"\n", 0, -1) + 1 :].partition(b" ")[0] + b" "
        more: list[bytes] = []
        while (first := file.readline()).startswith(node):
            more.append(first)
        yield block + b"".join(more)
