"""Conditions across records, run once over all the triples that they mention: SPARQL constraints, and wide shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

import pyoxigraph as ox

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.findings import Severity
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.validation.classes_referred_to import ClassValidator, is_class_line
from sedova_lod.validation.locality import SUBCLASS_OF, WideShapes
from sedova_lod.validation.query_terms import terms_of_query
from sedova_lod.validation.results import SEVERITIES, SHACL, Result
from sedova_lod.validation.shape_graph import term_of
from sedova_lod.validation.sparql_rules import SparqlRule
from sedova_lod.validation.wide import WideValidator, with_subclasses

__all__ = ["RuleStore", "asks_any_triple", "mentioned_iris", "results_of"]

_CHUNK_BYTES = 2_000_000
_WHERE = re.compile(r"\bWHERE\s*\{|\{", re.IGNORECASE)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SUBCLASS_OF = ox.NamedNode(SUBCLASS_OF)


def mentioned_iris(rules: Sequence[SparqlRule]) -> frozenset[str]:
    """List the properties and classes that the rules mention: no other triples can matter to them.

    >>> rule = SparqlRule("x", ("http://c/E1",), "PREFIX crm: <http://c/> SELECT $this { $this crm:P1 ?o }", "", ())
    >>> sorted(mentioned_iris([rule]))
    ['http://c/', 'http://c/E1', 'http://c/P1']
    """
    found: set[str] = set()
    for rule in rules:
        found.update(rule.target_classes, terms_of_query(rule.select).iris)
    return frozenset(found)


def asks_any_triple(rules: Sequence[SparqlRule], ours: frozenset[str]) -> bool:
    """Say whether a rule may ask for triples that have none of the terms which it mentions.

    Args:
        rules: The rules.
        ours: The tool's own shapes, in N-Triples form; they are known to ask for none.

    >>> rule = SparqlRule("x", ("http://c/E1",), "SELECT $this { $this ?any ?value }", "", ())
    >>> asks_any_triple([rule], frozenset())
    True
    """
    return any(terms_of_query(rule.select).is_open for rule in rules if f"<{rule.shape}>" not in ours)


class RuleStore:
    """Collect triples, and run the rules and wide shapes over them; a context manager.

    The triples wait in a temporary file. Many of them are loaded into a store on the disk, so that memory does not
    grow with the data.

    Args:
        rules: The rules.
        wide: Shapes that look further than one record, if there are any.
        memory_bytes: Size of the triples up to which the store is held in memory.

    After `run`, `users` tells for focus nodes that have no triples of their own which node refers to them, and how;
    `has_subclasses` tells whether the data put classes below others.
    """

    def __init__(
        self, rules: Sequence[SparqlRule], wide: WideShapes | None = None, memory_bytes: int = 32_000_000
    ) -> None:
        self._rules = rules
        self._wide = wide
        self.users: dict[str, tuple[str, str]] = {}
        self.has_subclasses = False
        self._memory_bytes = memory_bytes
        self._size_bytes = 0
        self._folder = PassingFolder("rules")
        self._path = self._folder.path / "triples.nt"
        self._file = self._path.open("wb")

    def __enter__(self) -> RuleStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.close()

    def add(self, ntriples: bytes) -> None:
        """Add triples, as N-Triples."""
        self._file.write(ntriples)
        self._size_bytes += len(ntriples)

    def run(self, rules: Sequence[SparqlRule] | None = None) -> list[Result]:
        """Run all rules and wide shapes, or some rules; results in the order of focus nodes.

        Args:
            rules: The rules, if not all.

        Raises:
            ShapesError: A query cannot be run.
        """
        self._file.flush()
        is_small = self._size_bytes <= self._memory_bytes
        store = ox.Store() if is_small else ox.Store(str(self._folder.path / "store"))
        chosen, wide = (self._rules, self._wide) if rules is None else (rules, None)
        self._fill(store, is_all=bool(chosen) or (wide is not None and bool(wide.tops)))
        self.has_subclasses = any(store.quads_for_pattern(None, _SUBCLASS_OF, None, None))
        results = {result for rule in chosen for result in results_of(store, rule)}
        if wide is not None and wide.tops:
            results.update(WideValidator(wide).results(store))
        self.users.update(_users(store, {result.focus for result in results}))
        if wide is not None and wide.of_classes:
            results.update(ClassValidator(wide).results(store, self._path))
        return sorted(results)

    def _fill(self, store: ox.Store, *, is_all: bool) -> None:
        """Load the triples, or classes alone if nothing else is looked up."""
        with self._path.open("rb") as file:
            while chunk := file.read(_CHUNK_BYTES):  # the loader's memory grows with what it is given at once
                chunk += file.readline()
                if not is_all:
                    chunk = b"".join([line for line in chunk.splitlines(keepends=True) if is_class_line(line)])
                _load(store, chunk)


def _users(store: ox.Store, nodes: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Find for nodes without triples of their own the first node that refers to each, and the property."""
    for name in sorted(nodes):
        node = term_of(name)
        if isinstance(node, ox.NamedNode) and any(store.quads_for_pattern(node, None, None, None)):
            continue
        found = [(str(q.subject), q.predicate.value) for q in store.quads_for_pattern(None, None, node, None)]
        if found:
            yield name, min(found)


def _load(store: ox.Store, ntriples: bytes) -> None:
    if b"_:" in ntriples:  # the quick loader gives blank nodes other labels, for each piece anew
        store.extend(ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
    else:
        store.bulk_load(ntriples, format=ox.RdfFormat.N_TRIPLES)


def results_of(store: ox.Store, rule: SparqlRule) -> Iterable[Result]:
    """Run one rule over the triples in a store.

    Raises:
        ShapesError: Its query cannot be run.

    >>> store = ox.Store()
    >>> store.extend([ox.Quad(ox.NamedNode("x:a"), ox.NamedNode(_TYPE), ox.NamedNode("x:C"))])
    >>> [result.focus for result in results_of(store, SparqlRule("x:S", ("x:C",), "SELECT $this { }", "", ()))]
    ['<x:a>']
    """
    try:
        solutions = store.query(_with_target(rule, with_subclasses(store, rule.target_classes)))
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
