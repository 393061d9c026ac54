"""The statements of records that stand in a dump already: counted, or filtered for the rules across records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sedova_lod.serializers import NOTED_PREDICATES, RDF_TYPE, Tally

__all__ = ["LINE_FORMATS", "DumpLines", "Statement", "count_statements", "needed_lines", "take_away"]

LINE_FORMATS = ("nt", "nq")
"""Formats whose lines tell what a record said."""

_PIECE_BYTES = 1_000_000
_TYPE = f"<{RDF_TYPE}>".encode()


class Statement(NamedTuple):
    """Hold one triple: IRIs of subject and predicate, the object in N-Triples form."""

    subject: str
    predicate: str
    value: str


class DumpLines:
    r"""Read records out of a dump in N-Triples or N-Quads; a context manager.

    Args:
        path: The dump.
        base: IRI with which the addresses of the data set begin; its provenance is left out.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "dataset.nt"
    ...     _ = path.write_bytes(b'<x:a> <x:p> "A b"@en .\n')
    ...     with DumpLines(path, "x:") as lines:
    ...         list(lines.statements(0, 23))
    [Statement(subject='x:a', predicate='x:p', value='"A b"@en')]
    """

    def __init__(self, path: Path, base: str) -> None:
        self._has_graphs = path.suffix == ".nq"
        self._provenance = f"<{base}provenance>".encode()
        self._stream: BinaryIO = path.open("rb")

    def __enter__(self) -> DumpLines:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, start: int, end: int) -> bytes:
        """Read some bytes.

        Raises:
            EOFError: The dump is shorter than that.
        """
        self._stream.seek(start)
        data = self._stream.read(end - start)
        if len(data) < end - start:
            raise EOFError
        return data

    def statements(self, start: int, end: int) -> Iterator[Statement]:
        """Yield the statements between two places, at which lines begin."""
        for line in self._lines(start, end):
            subject, predicate, value = line.split(b" ", 2)
            yield Statement(subject[1:-1].decode(), predicate[1:-1].decode(), value[:-2].decode())

    def needed(self, start: int, end: int, terms: frozenset[str] | None) -> Iterator[bytes]:
        """Yield the lines, as N-Triples, that have one of some terms as their property, or as their class.

        Args:
            start: Place at which a line begins.
            end: Place after the last line.
            terms: The terms; None for all lines.
        """
        names = frozenset(f"<{term}>".encode() for term in terms or ())
        for line in self._lines(start, end):
            _subject, predicate, value = line.split(b" ", 2)
            if terms is None or predicate in names or (predicate == _TYPE and value[:-2] in names):
                yield line

    def _lines(self, start: int, end: int) -> Iterator[bytes]:
        """Yield lines without their graphs, and without their ends."""
        while start < end:
            piece = self.read(start, min(start + _PIECE_BYTES, end))
            if start + len(piece) < end:
                piece = piece[: piece.rfind(b"\n") + 1] or piece + self._stream.readline()
            start += len(piece)
            lines = filter(None, piece.split(b"\n"))
            yield from self._without_graphs(lines) if self._has_graphs else lines

    def _without_graphs(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            cut = line.rindex(b" <")
            if line[cut + 1 : -2] != self._provenance:
                yield line[:cut] + b" ."


def count_statements(statements: Iterable[Statement]) -> Tally:
    """Count what a record held, as it was counted when it was written.

    >>> count_statements([Statement("x:a", "x:p", '"A"')]).n_subjects
    1
    """
    tally = Tally()
    subjects: set[str] = set()
    for subject, predicate, value in statements:
        subjects.add(subject)
        tally.add_statements(predicate, 1)
        if predicate in NOTED_PREDICATES:
            tally.note(predicate, (value,))
    tally.n_subjects = len(subjects)
    return tally


def take_away(tally: Tally, gone: Tally) -> bool:
    """Take counts away from a tally, but for its examples; false if it never counted so many.

    >>> tally = count_statements([Statement("x:a", "x:p", '"A"')])
    >>> take_away(tally, count_statements([Statement("x:a", "x:p", '"A"')])), tally.properties, tally.n_triples
    (True, Counter(), 0)
    """
    tally.n_triples -= gone.n_triples
    tally.n_subjects -= gone.n_subjects
    is_sound = tally.n_triples >= 0 and tally.n_subjects >= 0
    pairs: tuple[tuple[Counter[Any], Counter[Any]], ...] = (
        (tally.records, gone.records),
        (tally.classes, gone.classes),
        (tally.properties, gone.properties),
        (tally.links, gone.links),
    )
    for counter, less in pairs:
        for name, number in less.items():
            counter[name] -= number
            is_sound &= counter[name] >= 0
            if not counter[name]:
                del counter[name]
    return is_sound


def needed_lines(statements: Iterable[Statement], terms: frozenset[str] | None) -> Iterator[str]:
    """Write as lines of N-Triples what has one of some terms as its property, or as its class; all, without terms.

    >>> list(needed_lines([Statement("x:a", "x:p", '"A"'), Statement("x:a", "x:q", '"B"')], frozenset(["x:q"])))
    ['<x:a> <x:q> "B" .']
    """
    for subject, predicate, value in statements:
        if terms is None or predicate in terms or (predicate == RDF_TYPE and value[1:-1] in terms):
            yield f"<{subject}> <{predicate}> {value} ."
