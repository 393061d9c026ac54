"""The SPARQL texts of shapes: completed with their prefixes and checked before any data is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from sedova_lod.errors import Fault
from sedova_lod.validation.results import SHACL
from sedova_lod.validation.shape_graph import ShapeGraph
from sedova_lod.validation.sparql_rules import bare_query

__all__ = ["complete_queries", "query_faults"]

_TEXTS = (f"{SHACL}select", f"{SHACL}ask")
_PREFIXES = f"{SHACL}prefixes"
_IMPORTS = "http://www.w3.org/2002/07/owl#imports"
_FORBIDDEN = re.compile(r"\b(MINUS|VALUES|SERVICE)\b", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<", re.IGNORECASE)
_USED = re.compile(r"(?<![\w?$:-])([A-Za-z][\w-]*):(?=[\w])")
_OWN_PROLOGUE = re.compile(r"(?:PREFIX [\w.-]*: <[^>]*>\n)*")
_ERROR_PLACE = re.compile(r"error at (\d+):(\d+)")
_PREFIX_HINT = "declare it with sh:declare at a node that the constraint names by sh:prefixes"
_SPARQL_SECTION = "see https://www.w3.org/TR/shacl/#pre-binding"


def complete_queries(triples: Sequence[ox.Triple], graph: ShapeGraph) -> list[ox.Triple]:
    """Put the prefixes that `sh:prefixes` names before each query, and take `sh:prefixes` out.

    Args:
        triples: The shapes.
        graph: The same shapes, to be asked.
    """
    found = []
    for triple in triples:
        if triple.predicate.value in _TEXTS and isinstance(triple.object, ox.Literal):
            text = _prologue(graph, str(triple.subject)) + triple.object.value
            found.append(ox.Triple(triple.subject, triple.predicate, ox.Literal(text)))
        elif triple.predicate.value != _PREFIXES:
            found.append(triple)
    return found


def query_faults(triples: Iterable[ox.Triple], graph: ShapeGraph) -> Iterator[Fault]:
    """List the faults of complete queries."""
    store = ox.Store()
    for triple in triples:
        if triple.predicate.value not in _TEXTS or not isinstance(triple.object, ox.Literal):
            continue
        where = graph.named_shape(str(triple.subject)) or "a query in the shapes"
        forbidden = _FORBIDDEN.search(bare_query(triple.object.value))
        if forbidden:
            yield Fault(where, f"its SPARQL query must not contain {forbidden[1].upper()}", _SPARQL_SECTION)
            continue
        undeclared = _undeclared(triple.object.value)
        if undeclared:
            yield Fault(where, f"its SPARQL query uses the prefix '{undeclared}', which is not declared", _PREFIX_HINT)
            continue
        try:
            store.query(triple.object.value)
        except SyntaxError as error:
            yield Fault(where, f"its SPARQL query is not well-formed{_place(triple.object.value, error)}")


def _undeclared(query: str) -> str:
    declared = set(_DECLARED.findall(query))
    return next((prefix for prefix in _USED.findall(bare_query(query)) if prefix not in declared), "")


def _place(query: str, error: SyntaxError) -> str:
    """Say where a fault is in the query as it is written in the shapes, without the prefixes put before it."""
    found = _ERROR_PLACE.search(str(error.msg))
    if not found:
        return ""
    n_before = len(_OWN_PROLOGUE.match(query)[0].splitlines())  # type: ignore[index]
    return f": fault at line {int(found[1]) - n_before}, column {found[2]} of the query"


def _prologue(graph: ShapeGraph, subject: str) -> str:
    front = [str(holder) for holder in graph.objects(subject, "prefixes")]
    seen: set[str] = set()
    lines: set[str] = set()
    while front:
        holder = front.pop()
        if holder in seen:
            continue
        seen.add(holder)
        front.extend(str(o) for o in graph.objects(holder, _IMPORTS))
        for declared in graph.objects(holder, "declare"):
            lines |= set(_declarations(graph, str(declared)))
    return "".join(sorted(lines))


def _declarations(graph: ShapeGraph, declared: str) -> Iterator[str]:
    for prefix in graph.objects(declared, "prefix"):
        for namespace in graph.objects(declared, "namespace"):
            yield f"PREFIX {prefix.value}: <{namespace.value}>\n"
