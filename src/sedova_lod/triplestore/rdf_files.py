"""RDF files of any format, plain or compressed, opened to be read as bytes."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from sedova_lod.errors import InputError
from sedova_lod.rdf_formats import COMPRESSIONS, format_of
from sedova_lod.triplestore.built_dumps import dumps_in
from sedova_lod.triplestore.zstd_frames import open_zstd

__all__ = ["data_files", "load_files", "odd_encoding", "open_rdf", "plain_fault"]

_LINE_FORMATS = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_PIECE_BYTES = 16_000_000
_LINE = re.compile(r"\bline (\d+)\b")
_TOMBSTONES = "retired.ttl"
_RICHEST_FIRST = (".nq", ".trig", ".nt", ".ttl", ".rdf", ".jsonld")
_TRIPLES_FIRST = (".nt", ".ttl", ".jsonld", ".rdf", ".nq", ".trig")


def data_files(places: Iterable[Path], *, has_graphs: bool = True) -> list[Path]:
    """List the files to load: those named, and the data set of each folder that `build` wrote, with its tombstones.

    Args:
        places: Files and folders. Of a folder one form is taken, with all its parts if it is in parts.
        has_graphs: Whether the form that tells most is wanted, N-Quads before all others; else N-Triples come first,
            without what N-Quads say of the sources.

    Raises:
        InputError: A place is not there, or a folder holds no data set, or not all parts of one.

    >>> data_files([Path("shapes/person.ttl")])
    [PosixPath('shapes/person.ttl')]
    """
    forms = _RICHEST_FIRST if has_graphs else _TRIPLES_FIRST
    return [file for place in places for file in (_in_folder(place, forms) if place.is_dir() else [_checked(place)])]


def _in_folder(folder: Path, forms: Sequence[str]) -> list[Path]:
    found = dumps_in(folder, forms)
    if not found:
        what = f"there is no data set in this folder: no {', '.join(f'dataset{form}' for form in forms)}"
        raise InputError(what, where=str(folder), hint="name a folder that sedova-lod build wrote, or RDF files")
    return [*found, *(tombs for tombs in (folder / _TOMBSTONES,) if tombs.is_file())]


def _checked(path: Path) -> Path:
    if not path.exists():
        raise InputError("there is no such file or folder", where=str(path))
    format_of(path)
    return path


def open_rdf(path: Path) -> IO[bytes]:
    """Open a file to be read, unpacked on the way.

    Raises:
        InputError: It cannot be read, or is compressed and empty.
        MissingExtraError: It is compressed with zstd, and no package for that is installed.
    """
    try:
        if path.suffix.lower() in COMPRESSIONS and path.is_file() and not path.stat().st_size:
            hint = "copy or make it again"
            raise InputError("the compressed file is empty: it was cut off", where=str(path), hint=hint)
        if path.suffix.lower() == ".gz":
            return cast(IO[bytes], gzip.open(path, "rb"))
        return open_zstd(path) if path.suffix.lower() == ".zst" else path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error


class _Stoppable:
    """A stream that hands on what stops its reader: an interrupt would else be told as a fault of reading."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.stopped_by: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._stream.read(size)
        except BaseException as error:
            self.stopped_by = error
            raise


def load_files(store: ox.Store, files: Sequence[Path]) -> None:
    """Load files into a store, in bulk.

    Args:
        store: The store.
        files: The files; relative IRIs in them are resolved against the file's own address.

    Raises:
        InputError: A file cannot be read or understood.

    >>> store = ox.Store()
    >>> load_files(store, [Path("shapes/person.ttl")])
    >>> len(store) > 10
    True
    """
    for path in files:
        with open_rdf(path) as raw:
            stream = _Stoppable(raw)
            try:
                _load(store, stream, format_of(path), path.resolve().as_uri())
            except (KeyboardInterrupt, MemoryError):
                raise
            except (SyntaxError, OSError, EOFError, ValueError, RuntimeError) as error:
                if isinstance(stream.stopped_by, KeyboardInterrupt):
                    raise stream.stopped_by from None
                if (odd := odd_encoding(path)) is not None:
                    raise odd from error
                raise InputError(_why(error), where=str(path)) from error
            except Exception as error:
                if stream.stopped_by is None:
                    raise
                raise InputError(_why(stream.stopped_by), where=str(path)) from error


def _load(store: ox.Store, stream: _Stoppable, form: ox.RdfFormat, base: str) -> None:
    """Load a stream, line formats in pieces: the loader's memory grows with what it is given at once.

    Blank nodes are the same within one piece only, so from the first of them on all is one piece.
    """
    if form not in _LINE_FORMATS:
        store.bulk_load(cast(Any, stream), form, base_iri=base)
        return
    n_lines, rest = 0, b""
    while more := stream.read(_PIECE_BYTES):
        held = rest + more
        end = held.rfind(b"\n") + 1
        with _lines_before(n_lines):
            if b"_:" in held:
                store.bulk_load(cast(Any, _Rest(held, stream)), form)
                return
            store.bulk_load(held[:end], form)
        n_lines += held.count(b"\n", 0, end)
        rest = held[end:]
    with _lines_before(n_lines):
        store.bulk_load(rest, form)


@contextlib.contextmanager
def _lines_before(number: int) -> Iterator[None]:
    """Add so many lines to the one that a fault is told at."""
    try:
        yield
    except SyntaxError as error:
        raise SyntaxError(_LINE.sub(lambda found: f"line {int(found[1]) + number}", str(error))) from None


class _Rest:
    """A stream that begins with what was read from it already."""

    def __init__(self, start: bytes, stream: _Stoppable) -> None:
        self._start, self._stream = start, stream

    def read(self, size: int = -1) -> bytes:
        start, self._start = self._start, b""
        if 0 <= size < len(start):
            start, self._start = start[:size], start[size:]
        return start or self._stream.read(size)


def odd_encoding(path: Path) -> InputError | None:
    """Say what is wrong with a file that cannot be understood, if its first bytes tell it; None if they do not.

    Source:
        Turtle is UTF-8, and its grammar has no byte order mark: https://www.w3.org/TR/turtle/#sec-mime

    >>> odd_encoding(Path("shapes/person.ttl")) is None
    True
    """
    try:
        with open_rdf(path) as file:
            start = file.read(4)
    except (OSError, EOFError, InputError):
        return None
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # that of UTF-32 begins alike
        hint = "save it as UTF-8 without a byte order mark"
        return InputError("is not encoded in UTF-8, but in UTF-16 or UTF-32", where=str(path), hint=hint)
    if start[:3] == codecs.BOM_UTF8:
        hint = "save it as UTF-8 without a byte order mark; it is the first three bytes: tail -c +4 leaves them out"
        what = "begins with a byte order mark (BOM), which its format does not allow"
        return InputError(what, where=f"{path}:1", hint=hint)
    return None


def plain_fault(said: str) -> str:
    """Say what a parser says in words of ours, where its own lead nowhere.

    >>> plain_fault("No LoadDocumentCallback has been set to load remote contexts")
    'its context would have to be fetched, which is never done: write it into the file'
    """
    if "LoadDocumentCallback" in said:
        return "its context would have to be fetched, which is never done: write it into the file"
    return said


def _why(error: BaseException) -> str:
    """Say in one line what is wrong with a file."""
    said = plain_fault(" ".join(str(error).split())[:300])
    return f"cannot be loaded: {said[:1].lower()}{said[1:]}" if said else f"cannot be loaded: {type(error).__name__}"
