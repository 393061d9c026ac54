"""Shapes, read from files: checked, told apart by how they are run, with the languages of their messages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

import pyoxigraph as ox

from sedova_lod.errors import Fault, InputError, ShapesError
from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shacl_terms import SHACL_TERMS

__all__ = ["ShapeSet", "SparqlRule", "default_shape_files", "load_shapes"]

_PARSE_PLACE = re.compile(r"at line (\d+)(?: between columns? \d+ and(?: column)? \d+| column (\d+))?:? ?")
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class SparqlRule:
    """Hold one condition that looks across records: a SPARQL constraint, run once for all its focus nodes.

    Args:
        shape: IRI of the shape.
        target_classes: Classes whose instances are checked.
        select: The query, with its prefixes; `$this` is the focus node.
        severity: IRI of the severity.
        messages: Messages with language tags; `{?value}` stands for a variable of the query.
        path: Result path, if the shape is a property shape.
    """

    shape: str
    target_classes: tuple[str, ...]
    select: str
    severity: str
    messages: tuple[tuple[str, str], ...]
    path: str = ""


@dataclass(slots=True)
class ShapeSet:
    """Hold shapes that were read and checked.

    Args:
        files: Files they come from.
        core: All shapes without SPARQL constraints, as N-Triples.
        rules: The SPARQL constraints.
        languages: Language tag of each message text.
    """

    files: tuple[Path, ...]
    core: str = ""
    rules: tuple[SparqlRule, ...] = ()
    languages: dict[str, str] = field(default_factory=dict)


def default_shape_files() -> tuple[Path, ...]:
    """Find the shapes that come with the tool: in the wheel, or beside an editable install.

    >>> all(path.suffix == ".ttl" for path in default_shape_files())
    True
    """
    packaged = resources.files("sedova_lod") / "shapes"
    folder = Path(str(packaged))
    if not folder.is_dir():
        folder = Path(__file__).resolve().parents[3] / "shapes"
    return tuple(sorted(folder.glob("*.ttl")))


def load_shapes(files: Sequence[Path]) -> ShapeSet:
    """Read shapes files and check them.

    Raises:
        InputError: A file cannot be read.
        ShapesError: A file is no RDF, or uses a term that SHACL does not have; all faults at once.
    """
    faults: list[Fault] = []
    store = ox.Store()
    for path in _expanded(files):
        try:
            content = path.read_bytes()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
        try:
            quads = list(
                ox.parse(content, format=_FORMATS.get(path.suffix, ox.RdfFormat.TURTLE), rename_blank_nodes=True)
            )
        except SyntaxError as error:
            faults.append(_syntax_fault(path, error))
            continue
        faults.extend(_term_faults(path, content.decode("utf-8", "replace"), quads))
        store.extend(quads)
    if faults:
        raise ShapesError(faults)
    rules = tuple(_rules(store))
    for constraint in [q.object for q in store.quads_for_pattern(None, _sh("sparql"), None)]:
        for quad in list(store.quads_for_pattern(None, _sh("sparql"), constraint)):
            store.remove(quad)
    languages = {
        q.object.value: q.object.language or ""
        for q in store.quads_for_pattern(None, _sh("message"), None)
        if isinstance(q.object, ox.Literal)
    }
    core = ox.serialize((q.triple for q in store), format=ox.RdfFormat.N_TRIPLES) or b""
    return ShapeSet(tuple(files), core.decode(), rules, languages)


def _expanded(files: Sequence[Path]) -> Iterable[Path]:
    for path in files:
        if path.is_dir():
            yield from sorted(path.glob("*.ttl"))
        else:
            yield path


def _syntax_fault(path: Path, error: SyntaxError) -> Fault:
    line = error.lineno or 0
    column = f":{error.offset}" if error.offset else ""
    message = _PARSE_PLACE.sub("", str(error.msg)).removeprefix("Parser error ").strip()
    return Fault(f"{path.name}:{line}{column}" if line else path.name, f"the file is not well-formed: {message}")


def _term_faults(path: Path, text: str, quads: Iterable[ox.Quad]) -> Iterable[Fault]:
    used = {
        term.value.removeprefix(SHACL)
        for quad in quads
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(SHACL)
    }
    for name in sorted(used - SHACL_TERMS):
        close = difflib.get_close_matches(name, SHACL_TERMS, n=1)
        line = next((i for i, t in enumerate(text.splitlines(), 1) if re.search(rf"\b{re.escape(name)}\b", t)), 0)
        yield Fault(
            f"{path.name}:{line}" if line else path.name,
            f"SHACL has no term 'sh:{name}'",
            f"did you mean 'sh:{close[0]}'?" if close else "see https://www.w3.org/TR/shacl/",
        )


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SHACL + name)


def _rules(store: ox.Store) -> Iterable[SparqlRule]:
    for quad in store.quads_for_pattern(None, _sh("sparql"), None):
        shape, constraint = quad.subject, quad.object
        select = _text(store, constraint, "select")
        if not isinstance(shape, ox.NamedNode) or not select:
            continue
        targets = [t.value for t in _objects(store, shape, "targetClass")]
        is_class = ox.Quad(shape, _RDF_TYPE, ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#Class"))
        if is_class in store:
            targets.append(shape.value)
        messages = _objects(store, constraint, "message") or _objects(store, shape, "message")
        severity = _objects(store, shape, "severity") or _objects(store, constraint, "severity")
        path = _objects(store, shape, "path")
        yield SparqlRule(
            shape.value,
            tuple(sorted(targets)),
            _prefixes(store, constraint) + select,
            severity[0].value if severity else f"{SHACL}Violation",
            tuple(sorted((m.value, m.language or "") for m in messages if isinstance(m, ox.Literal))),
            path[0].value if path and isinstance(path[0], ox.NamedNode) else "",
        )


def _objects(store: ox.Store, subject: object, name: str) -> list[ox.NamedNode | ox.Literal]:
    found = store.quads_for_pattern(subject, _sh(name), None)  # type: ignore[arg-type]
    return [q.object for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)]


def _text(store: ox.Store, subject: object, name: str) -> str:
    found = _objects(store, subject, name)
    return found[0].value if found else ""


def _prefixes(store: ox.Store, constraint: object) -> str:
    lines = set()
    for quad in store.quads_for_pattern(constraint, _sh("prefixes"), None):  # type: ignore[arg-type]
        for declared in store.quads_for_pattern(quad.object, _sh("declare"), None):  # type: ignore[arg-type]
            prefix, namespace = _text(store, declared.object, "prefix"), _text(store, declared.object, "namespace")
            lines.add(f"PREFIX {prefix}: <{namespace}>\n")
    return "".join(sorted(lines))
