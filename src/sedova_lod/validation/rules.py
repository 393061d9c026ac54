"""Conditions across records, run once over all the triples that they mention: SPARQL constraints, and wide shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pyoxigraph as ox

from sedova_lod.errors import Fault, ShapesError
from sedova_lod.findings import Severity
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.validation.classes_referred_to import ClassValidator, is_class_line
from sedova_lod.validation.locality import SUBCLASS_OF, WideShapes
from sedova_lod.validation.query_terms import terms_of_query
from sedova_lod.validation.results import SEVERITIES, SHACL, Result
from sedova_lod.validation.rule_loads import BELOW_CLASS, RuleLoad, TriplesByKey, divide_rules, pieces_of
from sedova_lod.validation.shape_graph import term_of
from sedova_lod.validation.sparql_rules import SparqlRule
from sedova_lod.validation.wide import WideValidator, with_subclasses

__all__ = ["MOST_TRIPLES", "RuleStore", "StoredLoad", "asks_any_triple", "mentioned_iris", "results_of", "run_load"]

MOST_TRIPLES = 800_000
"""Triples that are held in memory if nothing else is said: some 350 MB."""

_LOADED_TOGETHER = 20_000
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


class StoredLoad(NamedTuple):
    """Hold rules, and where the triples are that they look up, so that any process of this machine can run them.

    Args:
        rules: The rules.
        files: The triples, as N-Triples.
        place: Folder for a store of them; empty if they fit into memory.
    """

    rules: tuple[SparqlRule, ...]
    files: tuple[Path, ...]
    place: str = ""


def run_load(load: StoredLoad) -> list[Result]:
    """Run some rules over the triples that they look up.

    Raises:
        ShapesError: A query cannot be run.
    """
    store = _open(load.place)
    _fill(store, pieces_of(load.files))
    return [result for rule in load.rules for result in results_of(store, rule)]


def run_loads_here(loads: Iterable[StoredLoad]) -> Iterator[list[Result]]:
    """Run rules in this process."""
    return map(run_load, loads)


class RuleStore:
    """Collect triples, and run the rules and wide shapes over them; a context manager.

    The triples wait in a temporary file. Many of them are not held in memory together: rules that look up the same ones
    run over these alone. Only what needs very many is looked up in a store on the disk, which takes longer, so that
    memory does not grow with the data.

    Args:
        rules: The rules.
        wide: Shapes that look further than one record, if there are any.
        ours: The tool's own shapes, in N-Triples form; they ask for no triples but those with terms that they mention.
        most_triples: Triples up to which a store is held in memory.
        run_loads: Runs rules over the triples that they look up, if all triples are too many.

    After `run`, `users` tells for focus nodes that have no triples of their own which node refers to them, and how;
    `has_subclasses` tells whether the data put classes below others.
    """

    def __init__(
        self,
        rules: Sequence[SparqlRule],
        wide: WideShapes | None = None,
        ours: frozenset[str] = frozenset(),
        most_triples: int = MOST_TRIPLES,
        run_loads: Callable[[Iterable[StoredLoad]], Iterator[list[Result]]] = run_loads_here,
    ) -> None:
        self._run_loads = run_loads
        self._rules = rules
        self._wide = wide
        self._ours = ours
        self.users: dict[str, tuple[str, str]] = {}
        self.has_subclasses = False
        self._most_triples = most_triples
        self._n_triples = self._n_folders = 0
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
        self._n_triples += ntriples.count(b"\n")

    def run(self, rules: Sequence[SparqlRule] | None = None) -> list[Result]:
        """Run all rules and wide shapes, or some rules; results in the order of focus nodes.

        Args:
            rules: The rules, if not all.

        Raises:
            ShapesError: A query cannot be run.
        """
        self._file.flush()
        chosen, wide = (self._rules, self._wide) if rules is None else (rules, None)
        is_deep = wide is not None and bool(wide.tops)
        is_divided = self._n_triples > self._most_triples and not is_deep
        return sorted(self._results_by_loads(chosen, wide) if is_divided else self._results_at_once(chosen, wide))

    def _results_at_once(self, rules: Sequence[SparqlRule], wide: WideShapes | None) -> set[Result]:
        """Run everything over all triples."""
        is_deep = wide is not None and bool(wide.tops)
        store = _open(self._place(self._n_triples))
        with self._path.open("rb") as lines:
            _fill(store, _pieces(lines if rules or is_deep else filter(is_class_line, lines)))
        self.has_subclasses = any(store.quads_for_pattern(None, _SUBCLASS_OF, None, None))
        results = {result for rule in rules for result in results_of(store, rule)}
        if wide is not None and is_deep:
            results.update(WideValidator(wide).results(store))
        self.users.update(_users(store, {result.focus for result in results}))
        if wide is not None and wide.of_classes:
            results.update(ClassValidator(wide).results(store, self._path))
        return results

    def _results_by_loads(self, rules: Sequence[SparqlRule], wide: WideShapes | None) -> set[Result]:
        """Run rules together that look up the same triples, over these."""
        triples = TriplesByKey(self._new_folder())
        with self._path.open("rb") as lines:
            triples.extend(lines)
        self.has_subclasses = BELOW_CLASS in triples.counts
        results: set[Result] = set()
        loads = divide_rules(rules, triples.counts, self._most_triples, self._ours)
        for found in self._run_loads([self._stored(load, triples) for load in loads]):
            results.update(found)
        foci = {result.focus for result in results}
        if foci:
            with self._path.open("rb") as lines:
                self.users.update(_users_in(lines, foci))
        if wide is not None and wide.of_classes:
            results.update(ClassValidator(wide).results(self._class_store(), self._path))
        return results

    def _stored(self, load: RuleLoad, triples: TriplesByKey) -> StoredLoad:
        return StoredLoad(tuple(load.rules), triples.files(load.keys), self._place(load.n_triples))

    def _class_store(self) -> ox.Store:
        with self._path.open("rb") as lines:
            store = _open(self._place(sum(map(is_class_line, lines))))
            lines.seek(0)
            _fill(store, _pieces(filter(is_class_line, lines)))
        return store

    def _place(self, n_triples: int) -> str:
        """Say where a store for so many triples is: on the disk, or, if they are few enough, in memory, which is ""."""
        return "" if n_triples <= self._most_triples else str(self._new_folder())

    def _new_folder(self) -> Path:
        self._n_folders += 1
        folder = self._folder.path / str(self._n_folders)
        folder.mkdir()
        return folder


def _open(place: str) -> ox.Store:
    return ox.Store(place) if place else ox.Store()


def _fill(store: ox.Store, pieces: Iterable[bytes]) -> None:
    """Load triples, and put those on a disk in order, since they are looked up much more often than they are loaded."""
    for piece in pieces:
        _load(store, piece)
    store.optimize()


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Put lines together; the loader's memory grows with what it is given at once."""
    waiting = iter(lines)
    while some := b"".join(islice(waiting, _LOADED_TOGETHER)):
        yield some


def _users(store: ox.Store, nodes: Iterable[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Find for nodes without triples of their own the first node that refers to each, and the property."""
    for name in sorted(nodes):
        node = term_of(name)
        if isinstance(node, ox.NamedNode) and any(store.quads_for_pattern(node, None, None, None)):
            continue
        found = [(str(q.subject), q.predicate.value) for q in store.quads_for_pattern(None, None, node, None)]
        if found:
            yield name, min(found)


def _users_in(lines: Iterable[bytes], nodes: set[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Do the same as `_users` with the lines of a file that is too large for memory."""
    own: set[str] = set()
    found: dict[str, tuple[str, str]] = {}
    for line in lines:
        subject, predicate, value = line[:-3].decode().split(" ", 2)
        if subject in nodes and subject[0] == "<":
            own.add(subject)
        if value in nodes:
            user = (subject, predicate[1:-1])
            found[value] = min(found.get(value, user), user)
    return ((node, found[node]) for node in sorted(found.keys() - own))


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
