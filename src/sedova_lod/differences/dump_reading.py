"""Dumps read for a comparison: N-Quads, document by document, in the order of kinds and ids."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sedova_lod.errors import InputError
from sedova_lod.records import ExternalSorter
from sedova_lod.triplestore.built_dumps import dumps_in
from sedova_lod.triplestore.rdf_files import odd_encoding, open_rdf

__all__ = ["DisorderError", "Dump", "Key", "Quad", "Section", "find_dump", "parse_quad"]

Key = tuple[str, str, str]
"""Kind, id and document: what documents are ordered by."""

_ENDINGS = (".nq", ".nq.gz", ".nq.zst")
_IRI = rb'<[^\x00-\x20<>"{}|^`]*+>'
_LITERAL = rb'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"(?:\^\^' + _IRI + rb"|@[A-Za-z0-9-]++)?"
_BLANK = rb"_:[^\s<>\"]++"
_QUAD = re.compile(
    rb"[ \t]*+(%(iri)s|%(blank)s)[ \t]*+(%(iri)s)[ \t]*+(%(iri)s|%(literal)s|%(blank)s)[ \t]*+(%(iri)s|%(blank)s)?+"
    rb"[ \t]*+\.[ \t]*+(?:#.*+)?[\r\n]*+" % {b"iri": _IRI, b"blank": _BLANK, b"literal": _LITERAL}
)
_PROVENANCE = b"provenance>"
_DOCUMENT = b".ttl>"
_AGAIN = "copy or make the file again"
_MOST_SHOWN = 60


class Quad(NamedTuple):
    """Hold a quad as N-Quads writes its terms; the graph is empty for the default graph."""

    subject: bytes
    predicate: bytes
    value: bytes
    graph: bytes


class Section(NamedTuple):
    """Hold what a dump says in one document and about it.

    Args:
        key: Kind, id and document.
        quads: Its quads, one a line of N-Quads without the full stop.
    """

    key: Key
    quads: frozenset[bytes]


class DisorderError(Exception):
    """Tell that a dump is not in the order of its keys: it is to be sorted, and read again.

    Args:
        dump: The dump.
    """

    def __init__(self, dump: Dump) -> None:
        super().__init__(", ".join(map(str, dump.paths)))
        self.dump = dump


class Dump:
    r"""Read a dump, plain or compressed, as sections in the order of their keys.

    A dump that `build` wrote is in order, and is read as it is; any other must be sorted first. Memory is bounded by
    the largest document, or by the sort.

    Args:
        paths: The dump, or its parts in order.
        is_sorted_first: Whether it is sorted before it is read.

    Raises:
        DisorderError: While it is read, a document turns up out of its order.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "a.nq"
    ...     lines = ['<x:person/b> <x:p> "B" <x:person/b.ttl> .', '<x:person/a> <x:p> "A" <x:person/a.ttl> .']
    ...     _ = path.write_text("\n".join(lines))
    ...     [section.key[1] for section in Dump([path], is_sorted_first=True)]
    ['a', 'b']
    """

    def __init__(self, paths: Sequence[Path], *, is_sorted_first: bool = False) -> None:
        self.paths = tuple(paths)
        self.is_sorted_first = is_sorted_first

    def __iter__(self) -> Iterator[Section]:
        return self._sorted() if self.is_sorted_first else self._as_it_is()

    def _as_it_is(self) -> Iterator[Section]:
        last: Key | None = None
        for section in _runs(self._quads()):
            if last is not None and section.key <= last:
                raise DisorderError(self)
            last = section.key
            yield section

    def _sorted(self) -> Iterator[Section]:
        with ExternalSorter() as sorter:
            for section in _runs(self._quads()):
                sorter.add("\0".join(section.key), sorted(section.quads))
            pairs = ((_key_of_text(text), quad) for text, quads in sorter for quad in quads)
            yield from _runs(pairs)

    def _quads(self) -> Iterator[tuple[Key, bytes]]:
        return chain.from_iterable(map(_quads_in, self.paths))


def find_dump(place: Path) -> Dump:
    """Find the N-Quads of a build: a file, or a folder that `build` wrote, in parts or not.

    Raises:
        InputError: There are none, or not all parts of them.

    >>> find_dump(Path("/no/such/folder"))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: /no/such/folder: there is no such file or folder
      hint: name a folder that sedova-lod build wrote, or its dataset.nq
    """
    hint = "name a folder that sedova-lod build wrote, or its dataset.nq"
    if place.is_dir():
        found = dumps_in(place, (".nq",))
        if not found:
            raise InputError("there is no dataset.nq in this folder", where=str(place), hint=hint)
        return Dump(found)
    if not place.exists():
        raise InputError("there is no such file or folder", where=str(place), hint=hint)
    if not place.name.endswith(_ENDINGS):
        raise InputError(
            "only N-Quads can be compared: they name the record of each triple", where=str(place), hint=hint
        )
    return Dump([place])


def _quads_in(path: Path) -> Iterator[tuple[Key, bytes]]:
    """Read the quads of a file, each with the key of its document."""
    name, number = str(path), 0
    keys: dict[bytes, Key] = {}
    with open_rdf(path) as stream:
        try:
            for number, line in enumerate(stream, start=1):
                if not line.isascii():
                    line.decode()
                found = parse_quad(line)
                if found is None:
                    if line.strip() and not line.lstrip().startswith(b"#"):
                        raise (odd_encoding(path) if number == 1 else None) or _no_quad(name, number, line)
                    continue
                if b"_:" in (found.subject[:2], found.value[:2], found.graph[:2]):
                    raise _blank(name, number)
                document = _document(found)
                key = keys.get(document)
                if key is None:
                    keys.clear()  # a document's lines stand together
                    key = keys[document] = _key(document)
                yield key, b" ".join(found).rstrip()
        except UnicodeDecodeError as error:
            raise InputError("this line is not UTF-8", where=f"{name}:{number}", hint=_AGAIN) from error
        except (EOFError, OSError, zlib.error) as error:
            what = f"the file is damaged after line {number}: it cannot be unpacked"
            raise InputError(what, where=name, hint="copy or make it again") from error


def parse_quad(line: bytes) -> Quad | None:
    r"""Read a line of N-Quads; None if it holds no quad.

    Source:
        RDF 1.1 N-Quads, https://www.w3.org/TR/n-quads/

    >>> parse_quad(b'<x:a> <x:p> "A \\"b\\""@en <x:g> .\n').value
    b'"A \\"b\\""@en'
    >>> parse_quad(b"# a comment") is None
    True
    """
    found = _QUAD.fullmatch(line)
    return Quad(found[1], found[2], found[3], found[4] or b"") if found else None


def _document(quad: Quad) -> bytes:
    """Name the document that a quad belongs to; what is said of the whole build belongs to none."""
    if quad.graph.endswith(_PROVENANCE):
        return quad.subject if quad.subject.endswith(_DOCUMENT) else b""
    return quad.graph or quad.subject.partition(b"#")[0].removesuffix(b">") + b">"


def _key(document: bytes) -> Key:
    text = document[1:-1].decode()
    folder, _, record_id = text.removesuffix(".ttl").rpartition("/")
    return (folder.rpartition("/")[2] or "document", record_id, text) if text else ("", "", "")


def _key_of_text(text: str) -> Key:
    kind, record_id, document = text.split("\0")
    return kind, record_id, document


def _runs(pairs: Iterable[tuple[Key, bytes]]) -> Iterator[Section]:
    """Join neighbouring quads of one document."""
    last: Key | None = None
    quads: list[bytes] = []
    for key, quad in pairs:
        if key != last:
            if last is not None:
                yield Section(last, frozenset(quads))
            last, quads = key, []
        quads.append(quad)
    if last is not None:
        yield Section(last, frozenset(quads))


def _no_quad(name: str, number: int, line: bytes) -> InputError:
    if b"<<(" in line:
        what, hint = (
            "a triple term (RDF 1.2) cannot be compared",
            "compare dumps that sedova-lod build wrote: they have none",
        )
        return InputError(what, where=f"{name}:{number}", hint=hint)
    shown = line.decode(errors="replace").strip()
    shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"
    what = (
        f"this is no line of N-Quads: {shown!a}" if not shown.isprintable() else f"this is no line of N-Quads: {shown}"
    )
    return InputError(what, where=f"{name}:{number}", hint=_AGAIN)


def _blank(name: str, number: int) -> InputError:
    what = "a blank node has no name by which it could be compared"
    return InputError(what, where=f"{name}:{number}", hint="compare dumps that sedova-lod build wrote: they have none")
