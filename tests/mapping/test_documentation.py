"""The page on the query subset: every example does what the page says, and nothing is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from sedova_lod.errors import ProfileError
from sedova_lod.mapping import QuerySource, compile_queries
from sedova_lod.mapping.expression_parser import FUNCTION_NAMES
from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.mapping.refusals import FUNCTIONS as REFUSED_FUNCTIONS
from sedova_lod.mapping.refusals import GROUP_WORDS
from sedova_lod.namespaces import PREFIXES, REC, SL
from sedova_lod.records import KINDS, Node, NodeType, ValueType
from tests.mapping.oracle import flatten

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "query-subset.md").read_text("utf-8")
_NAMESPACES = {"rec": REC, "sl": SL, **PREFIXES}
_QUERY = re.compile(r"```sparql\n(.*?)```\n(?:\n[^\n ][^\n]*(?:\n[^\n ][^\n]*)*\n)?\n((?:    [^\n]*\n)+)", re.S)
_EXAMPLES = _QUERY.findall(PAGE)
_PERSON = KINDS["person"].schema
_Triples = set[tuple[str, str, str]]


def _turtle(text: str) -> list[ox.Triple]:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in _NAMESPACES.items())
    return [quad.triple for quad in ox.parse(prefixes + text, format=ox.RdfFormat.TURTLE)]


def _node(triples: list[ox.Triple], iri: str, node_type: NodeType) -> Node:
    """Read a node of the record graph back from RDF."""
    values: dict[str, Any] = {}
    for prop in node_type.properties:
        found = [t.object for t in triples if t.subject.value == iri and t.predicate.value == REC + prop.name]
        read = [_value(triples, term, prop.type, prop.node) for term in found]
        if read:
            values[prop.name] = tuple(read) if prop.many else read[0]
    return node_type.make(iri, **values)


def _value(triples: list[ox.Triple], term: Any, kind: ValueType, node_type: NodeType | None) -> Any:
    if node_type is not None:
        return _node(triples, term.value, node_type)
    if kind is ValueType.TEXT:
        return (term.value, term.language or "")
    return (term.value, term.datatype.value) if kind is ValueType.DATED else term.value


def _record() -> Node:
    section = PAGE.split("## The record graph")[1]
    graph = re.search(r"(?:^    [^\n]*\n)+", section, re.M)
    assert graph is not None
    return _node(_turtle(graph.group()), "https://example.org/person/natalia-sedova", _PERSON)


def _result(query: str) -> _Triples | str:
    used = set(re.findall(r"\b([a-z]+):", query)) & _NAMESPACES.keys()
    prefixes = "".join(f"PREFIX {name}: <{_NAMESPACES[name]}>\n" for name in sorted(used))
    try:
        mapping = compile_queries([QuerySource("person.rq", prefixes + query)], {"person": _PERSON})
    except ProfileError as error:
        moved = re.compile(r"^person\.rq:(\d+)", re.M)
        return moved.sub(lambda found: f"person.rq:{int(found[1]) - len(used)}", str(error))
    return set(flatten(mapping.map_record("person", _record())))


@pytest.mark.parametrize(("query", "shown"), _EXAMPLES)
def test_each_example_gives_what_the_page_shows(query: str, shown: str) -> None:
    text = re.sub(r"^    ", "", shown, flags=re.M)
    if text.startswith("person.rq:"):
        assert _result(query) == text.rstrip("\n")
    else:
        assert _result(query) == {(t.subject.value, t.predicate.value, str(t.object)) for t in _turtle(text)}


def test_every_query_of_the_page_is_an_example() -> None:
    assert len(_EXAMPLES) == PAGE.count("```sparql") > 5


@pytest.mark.parametrize("function", [*FUNCTION_NAMES, *(f"sl:{function.name}" for function in FUNCTIONS.values())])
def test_each_function_is_on_the_page(function: str) -> None:
    assert f"`{function}(" in PAGE


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_the_page_tells_of_an_extension_function_what_the_function_says(function: Any) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `sl:{function.name}("))
    assert row.rpartition(" | ")[2].removesuffix(" |") in function.doc[:1].lower() + function.doc[1:].removesuffix(".")


_AGGREGATES = {"SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "NOT"}


@pytest.mark.parametrize("word", [*GROUP_WORDS, *sorted(REFUSED_FUNCTIONS.keys() - _AGGREGATES)])
def test_each_refused_word_is_on_the_page(word: str) -> None:
    assert f"`{word}`" in PAGE
