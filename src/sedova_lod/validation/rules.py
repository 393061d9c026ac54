"""Conditions across records: SPARQL constraints, each run once over all the triples that they mention."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.findings import Severity
from sedova_lod.validation.results import SEVERITIES, SHACL, Result
from sedova_lod.validation.sparql_rules import SparqlRule

__all__ = ["RuleStore", "mentioned_iris"]

_CHUNK_BYTES = 2_000_000
_WHERE = re.compile(r"\bWHERE\s*\{|\{", re.IGNORECASE)
_IRI = re.compile(r"<([^<>\s]+)>")
_NAMED = re.compile(r"(?<![\w<])([A-Za-z][\w.-]*)?:([A-Za-z_][\w.\-]*)")
_ANY_CLASS = re.compile(r"\sa\s+[?$]")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SUBCLASS_OF = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_PREFIX = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


def mentioned_iris(rules: Sequence[SparqlRule]) -> frozenset[str]:
    """List the properties and classes that the rules mention: no other triples can matter to them.

    >>> rule = SparqlRule("x", ("http://c/E1",), "PREFIX crm: <http://c/> SELECT $this { $this crm:P1 ?o }", "", ())
    >>> sorted(mentioned_iris([rule]))
    ['http://c/', 'http://c/E1', 'http://c/P1']
    """
    found: set[str] = set()
    for rule in rules:
        prefixes = dict(_PREFIX.findall(rule.select))
        found.update(rule.target_classes, _IRI.findall(rule.select))
        found.update(prefixes[p] + name for p, name in _NAMED.findall(rule.select) if p in prefixes)
        if _ANY_CLASS.search(rule.select):
            found.add(_TYPE)
    return frozenset(found)


class RuleStore:
    """Collect triples and run the rules over them; a context manager.

    The triples wait in a temporary file. Many of them are loaded into a store on the disk, so that memory does not
    grow with the data.

    Args:
        rules: The rules.
        memory_bytes: Size of the triples up to which the store is held in memory.
    """

    def __init__(self, rules: Sequence[SparqlRule], memory_bytes: int = 4_000_000) -> None:
        self._rules = rules
        self._memory_bytes = memory_bytes
        self._size_bytes = 0
        self._folder = tempfile.TemporaryDirectory(prefix="sedova-lod-rules-")
        self._path = Path(self._folder.name) / "triples.nt"
        self._file = self._path.open("wb")

    def __enter__(self) -> RuleStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def add(self, ntriples: bytes) -> None:
        """Add triples, as N-Triples."""
        self._file.write(ntriples)
        self._size_bytes += len(ntriples)

    def run(self) -> list[Result]:
        """Run all rules; results in the order of focus nodes.

        Raises:
            ShapesError: A query cannot be run.
        """
        self._file.flush()
        is_small = self._size_bytes <= self._memory_bytes
        store = ox.Store() if is_small else ox.Store(str(Path(self._folder.name) / "store"))
        with self._path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):  # the loader's memory grows with what it is given at once
                _load(store, chunk + file.readline())
        return sorted({result for rule in self._rules for result in _run(store, rule)})


def _load(store: ox.Store, ntriples: bytes) -> None:
    if b"_:" in ntriples:  # the quick loader gives blank nodes other labels, for each piece anew
        store.extend(ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
    else:
        store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)


def _run(store: ox.Store, rule: SparqlRule) -> Iterable[Result]:
    try:
        solutions = store.query(_with_target(rule, _with_subclasses(store, rule.target_classes)))
    except SyntaxError as error:
        raise ShapesError([Fault(rule.shape, f"its SPARQL query is not well-formed: {error.msg}")]) from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise ShapesError([Fault(rule.shape, "its SPARQL query is no SELECT")])
    names = [v.value for v in solutions.variables]
    for solution in solutions:
        bound = {name: solution[name] for name in names if solution[name] is not None}
        focus = bound.get("this")
        if focus is None:
            continue
        path = bound.get("path")
        value = bound.get("value") or (None if rule.path else focus)
        messages = tuple((_filled(text, bound), tag) for text, tag in rule.messages)
        yield Result(
            str(focus),
            str(path)[1:-1] if path is not None else rule.path,
            str(value) if value is not None else "",
            f"{SHACL}SPARQLConstraintComponent",
            SEVERITIES.get(rule.severity, Severity.ERROR),
            rule.shape,
            messages,
            f"<{rule.shape}>",
            rule.constraint,
            "breaks a condition written in SPARQL",
        )


def _with_subclasses(store: ox.Store, classes: Sequence[str]) -> list[str]:
    found = set(classes)
    front = list(classes)
    while front:
        for quad in store.quads_for_pattern(None, _SUBCLASS_OF, ox.NamedNode(front.pop()), None):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in found:
                found.add(quad.subject.value)
                front.append(quad.subject.value)
    return sorted(found)


def _with_target(rule: SparqlRule, target_classes: Sequence[str]) -> str:
    """Put the condition on the focus node first in the query's pattern."""
    if not target_classes:
        return rule.select
    classes = " ".join(f"<{c}>" for c in target_classes)
    start = re.search(r"\bSELECT\b", rule.select, re.IGNORECASE)
    found = _WHERE.search(rule.select, start.end() if start else 0)
    if found is None:
        return rule.select
    pattern = f" VALUES ?_target_of_the_shape {{ {classes} }} $this <{_TYPE}> ?_target_of_the_shape . "
    return rule.select[: found.end()] + pattern + rule.select[found.end() :]


def _filled(text: str, bound: dict[str, object]) -> str:
    def one(found: re.Match[str]) -> str:
        term = bound.get(found[1])
        return str(getattr(term, "value", term)) if term is not None else found[0]

    return re.sub(r"\{[?$](\w+)\}", one, text)
