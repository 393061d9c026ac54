"""RDF that others made: read with an independent parser and checked with all shapes at once."""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from sedova_lod.errors import InputError
from sedova_lod.rdf_formats import COMPRESSIONS, format_of
from sedova_lod.validation.fast import FastValidator
from sedova_lod.validation.plain_lines import are_plain, numbered_blank_nodes, written_plainly
from sedova_lod.validation.reference import ReferenceValidator
from sedova_lod.validation.results import Result
from sedova_lod.validation.rules import RuleStore
from sedova_lod.validation.shape_files import ShapeSet

__all__ = ["read_rdf", "validate_rdf"]

_PARSE_PLACE = re.compile(r"^Parser error at line \d+(?: between columns? \d+ and(?: column)? \d+| column \d+)?:? ?")
_BLOCK_BYTES = 1 << 20


def read_rdf(*paths: Path) -> tuple[str, int]:
    """Read an RDF file, or the parts of a data set; named graphs are read as one.

    Args:
        paths: The files, plain or compressed; the end of a name tells the format. A blank node's name means the same
            in all of them.

    Returns:
        The triples as N-Triples, and their number.

    Raises:
        InputError: A file cannot be read, or is not well-formed.

    >>> triples, number = read_rdf(Path("shapes/links.ttl"))
    >>> number == len(triples.splitlines())
    True
    """
    ntriples = _without_repetitions(numbered_blank_nodes(b"".join(map(_read, paths)), {}))
    return ntriples.decode(), ntriples.count(b"\n")


def _read(path: Path) -> bytes:
    syntax = format_of(path)
    try:
        written = _read_lines(path) if syntax == ox.RdfFormat.N_TRIPLES else None
        if written is not None:
            return written
        with _open(path) as file:
            quads = ox.parse(file, format=syntax, base_iri=path.absolute().as_uri())
            return ox.serialize(map(attrgetter("triple"), quads), format=ox.RdfFormat.N_TRIPLES) or b""
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what, hint = f"the compressed file is damaged: {error}", "copy or make it again"
        raise InputError(what, where=str(path), hint=hint) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        from sedova_lod.triplestore.rdf_files import odd_encoding, plain_fault  # noqa: PLC0415 - only after a fault

        if (odd := odd_encoding(path)) is not None:
            raise odd from error
        fault = plain_fault(_PARSE_PLACE.sub("", str(error.msg)).strip())
        raise InputError(f"the file is not well-formed: {fault}", where=f"{path}{line}") from error


def _open(path: Path) -> IO[bytes]:
    if path.suffix.lower() not in COMPRESSIONS:
        return path.open("rb")
    from sedova_lod.triplestore.rdf_files import open_rdf  # noqa: PLC0415 - a plain file needs nothing of it

    return open_rdf(path)


def _read_lines(path: Path) -> bytes | None:
    """Read N-Triples, of which only unusual ones have to be parsed; None if they are not well-formed."""
    blocks = []
    with _open(path) as file:
        while block := file.read(_BLOCK_BYTES) + file.readline():
            try:
                blocks.append(block if are_plain(block) else written_plainly(block))
            except SyntaxError:
                return None
    return b"".join(blocks)


def _without_repetitions(ntriples: bytes) -> bytes:
    """Leave out lines that come again; mostly none does, and then their hashes tell it in little memory."""
    if len(set(map(hash, BytesIO(ntriples)))) == ntriples.count(b"\n"):
        return ntriples
    return b"".join(dict.fromkeys(BytesIO(ntriples)))


def validate_rdf(ntriples: str, shapes: ShapeSet) -> list[Result]:
    """Check a whole graph against core shapes and SPARQL constraints.

    Args:
        ntriples: The graph, as N-Triples.
        shapes: The shapes.

    Returns:
        The results of all engines, in the order of focus nodes and paths.

    Raises:
        ShapesError: The shapes have faults.
    """
    results = FastValidator(shapes, is_part=True).validate_graph(ntriples)
    if shapes.rules:
        with RuleStore(shapes.rules, ours=shapes.ours) as store:
            store.add(ntriples.encode())
            results.extend(store.run())
    if shapes.general:
        results.extend(ReferenceValidator(shapes, is_part=True).validate_graph(ntriples))
    return sorted(results)
