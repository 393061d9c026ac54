"""Shapes, read from files: checked, told apart by how they are run, with the languages of their messages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from sedova_lod.errors import Fault, InputError, ShapesError
from sedova_lod.rdf_formats import ENDINGS
from sedova_lod.validation.engine_choice import divide_shapes
from sedova_lod.validation.query_texts import complete_queries, query_faults
from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shacl_terms import SHACL_TERMS
from sedova_lod.validation.shape_graph import BLANK, ShapeGraph
from sedova_lod.validation.sparql_rules import SparqlRule

__all__ = ["ShapeSet", "default_shape_files", "load_shapes"]

_PARSE_PLACE = re.compile(r"at line (\d+)(?: between columns? \d+ and(?: column)? \d+| column (\d+))?:? ?")
_REFUSED = {
    "entailment": "nothing is inferred before the data is checked",
    "js": "no JavaScript is run",
    "rule": "no triples are inferred",
}
_REFUSED_HINT = "take it out of the shapes; infer triples with another tool before, if the shapes need them"


@dataclass(slots=True, eq=False)  # compared and hashed as itself, so that it is compiled once
class ShapeSet:
    """Hold shapes that were read and checked; their graphs are N-Triples.

    Blank nodes, but those of paths, are written as IRIs of the tool's own, so that a result can name its shape.

    Args:
        files: Files they come from.
        core: The shapes without SPARQL.
        rules: SPARQL constraints that are run over all the data at once.
        general: The shapes that only the general engine runs; empty if there are none.
        beyond: Names of the shapes that only the general engine runs.
        everything: All shapes as they are.
        prefixes: Namespaces by prefix, as the files declare them.
        ours: Shapes that come with the tool and that no other file adds to, in N-Triples form.
        targets: What each file says of the nodes that its shapes are about: properties of SHACL, or that of types for a
            shape that is a class, with their values in N-Triples form.
    """

    files: tuple[Path, ...]
    core: str = ""
    rules: tuple[SparqlRule, ...] = ()
    general: str = ""
    beyond: tuple[str, ...] = ()
    everything: str = ""
    prefixes: dict[str, str] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()
    targets: dict[Path, frozenset[tuple[str, str]]] = field(default_factory=dict)


def default_shape_files() -> tuple[Path, ...]:
    """Find the shapes that come with the tool: in the wheel, or beside an editable install.

    Raises:
        InputError: There are none, so that nothing would be checked by them.

    >>> all(path.suffix == ".ttl" for path in default_shape_files())
    True
    """
    packaged = resources.files("sedova_lod") / "shapes"
    folder = Path(str(packaged))
    if not folder.is_dir():
        folder = Path(__file__).resolve().parents[3] / "shapes"
    files = tuple(sorted(folder.glob("*.ttl")))
    if not files:
        hint = "install sedova-lod again, whole"
        raise InputError("the shapes that come with sedova-lod are not there", where=str(folder), hint=hint)
    return files


def load_shapes(files: Sequence[Path]) -> ShapeSet:
    """Read shapes files and check them.

    Raises:
        InputError: A file cannot be read.
        ShapesError: A file is no RDF, or uses a term that SHACL does not have; all faults at once.
    """
    faults: list[Fault] = []
    triples: dict[Path, list[ox.Triple]] = {}
    prefixes: dict[str, str] = {}
    names: dict[tuple[Path, str], str] = {}
    subjects: dict[bool, set[str]] = {True: set(), False: set()}
    own_files = default_shape_files()
    for path in _expanded(files):
        content = _content(path)
        try:
            syntax = ENDINGS.get(path.suffix.lower(), ox.RdfFormat.TURTLE)
            parser = ox.parse(content, format=syntax, base_iri=path.absolute().as_uri())
            read = [quad.triple for quad in parser]
        except SyntaxError as error:
            faults.append(_syntax_fault(path, error))
            continue
        faults.extend(_term_faults(path, content.decode("utf-8", "replace"), read))
        prefixes.update((p, n) for p, n in parser.prefixes.items() if p not in prefixes)
        triples[path] = [_renamed(triple, path, names) for triple in read]
        subjects[path in own_files].update(str(t.subject) for t in read if isinstance(t.subject, ox.NamedNode))
    if faults:
        raise ShapesError(faults)
    named = _with_names(list(dict.fromkeys(chain.from_iterable(triples.values()))))
    stated = ShapeGraph(_ntriples(named))
    complete = complete_queries(named, stated)
    if faults := list(query_faults(complete, stated)):
        raise ShapesError(faults)
    everything = _ntriples(complete)
    division = divide_shapes(complete, ShapeGraph(everything))
    return ShapeSet(
        tuple(files),
        division.core,
        division.rules,
        division.general,
        division.beyond,
        everything,
        prefixes,
        frozenset(subjects[True] - subjects[False]),
        {path: frozenset(_targets(of_file, stated)) for path, of_file in triples.items()},
    )


def _targets(triples: Iterable[ox.Triple], stated: ShapeGraph) -> Iterator[tuple[str, str]]:
    for triple in triples:
        kind, subject, value = triple.predicate.value, str(triple.subject), str(triple.object)
        if stated.is_target(kind, value) and any(name.startswith(SHACL) for name in stated.predicates(subject)):
            yield kind, value if kind.startswith(SHACL) else subject


def _ntriples(triples: Iterable[ox.Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _renamed(triple: ox.Triple, path: Path, names: dict[tuple[Path, str], str]) -> ox.Triple:
    """Number the blank nodes of all files in the order in which they are met: a parser's own labels are random."""

    def one(term: object) -> object:
        if not isinstance(term, ox.BlankNode):
            return term
        return ox.BlankNode(names.setdefault((path, term.value), f"b{len(names)}"))

    return ox.Triple(one(triple.subject), triple.predicate, one(triple.object))  # type: ignore[arg-type]


def _with_names(triples: list[ox.Triple]) -> list[ox.Triple]:
    """Give IRIs to all blank nodes that are no part of a path; an IRI there would be a path itself."""
    outgoing: dict[object, list[object]] = {}
    for triple in triples:
        if isinstance(triple.object, ox.BlankNode):
            outgoing.setdefault(triple.subject, []).append(triple.object)
    front: list[object] = [
        t.object for t in triples if t.predicate == _sh("path") and isinstance(t.object, ox.BlankNode)
    ]
    of_paths = set(front)
    while front:
        inner = [o for o in outgoing.get(front.pop(), ()) if o not in of_paths]
        of_paths.update(inner)
        front.extend(inner)

    def one(term: object) -> object:
        return ox.NamedNode(BLANK + term.value) if isinstance(term, ox.BlankNode) and term not in of_paths else term

    return [ox.Triple(one(t.subject), t.predicate, one(t.object)) for t in triples]  # type: ignore[arg-type]


def _expanded(files: Sequence[Path]) -> Iterable[Path]:
    for path in files:
        if path.is_dir():
            found = sorted(path.glob("*.ttl"))
            if not found:
                hint = "shapes are read from files that end in .ttl"
                raise InputError("there are no shapes in this folder", where=str(path), hint=hint)
            yield from found
        else:
            yield path


def _syntax_fault(path: Path, error: SyntaxError) -> Fault:
    from sedova_lod.triplestore.rdf_files import odd_encoding  # noqa: PLC0415 - only after a fault

    if (odd := odd_encoding(path)) is not None:
        return odd.faults[0]
    line = error.lineno or 0
    column = f":{error.offset}" if error.offset else ""
    message = _PARSE_PLACE.sub("", str(error.msg)).removeprefix("Parser error ").strip()
    return Fault(f"{path.name}:{line}{column}" if line else path.name, f"the file is not well-formed: {message}")


def _term_faults(path: Path, text: str, triples: Sequence[ox.Triple]) -> Iterable[Fault]:
    used = {
        term.value.removeprefix(SHACL)
        for triple in triples
        for term in (triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(SHACL)
    }
    if not _is_linked_in_shapes(triples):
        used.discard("nodeShape")
    for name in sorted(used - SHACL_TERMS):
        close = difflib.get_close_matches(name, SHACL_TERMS, n=1)
        hint = f"did you mean 'sh:{close[0]}'?" if close else "see https://www.w3.org/TR/shacl/"
        yield Fault(_place(path, text, name), f"SHACL has no term 'sh:{name}'", hint)
    predicates = {t.predicate.value.removeprefix(SHACL) for t in triples}
    for name in sorted(predicates & _REFUSED.keys()):
        yield Fault(_place(path, text, name), f"'sh:{name}' is not supported: {_REFUSED[name]}", _REFUSED_HINT)


def _is_linked_in_shapes(triples: Sequence[ox.Triple]) -> bool:
    """Say whether `sh:nodeShape`, by which drafts of SHACL linked data with shapes, stands anywhere but in data."""
    links = [t for t in triples if t.predicate.value == f"{SHACL}nodeShape"]
    data = {t.subject for t in links}
    return not links or any(
        t.subject in data and f"<{SHACL}" in f"{t.predicate} {t.object}" for t in triples if t not in links
    )


def _place(path: Path, text: str, name: str) -> str:
    line = next((i for i, t in enumerate(text.splitlines(), 1) if re.search(rf"\b{re.escape(name)}\b", t)), 0)
    return f"{path.name}:{line}" if line else path.name


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SHACL + name)
