"""Paths lead to the same values, however the triples are written."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from sedova_lod.validation.data_graph import DataGraph
from sedova_lod.validation.shape_graph import ShapeGraph

_USUAL = """\
<x:a> <x:p> <x:b> .
<x:a> <x:p> "5 . <x:q> \\"c\\" ."@en .
<x:a> <x:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
<x:b> <x:p> _:b0 .
_:b0 <x:q> <x:a> .
<x:c> <x:q> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .
"""
_TIGHT = _USUAL.replace("<x:a> <x:p> <x:b> .", "<x:a><x:p><x:b>.")
_ESCAPED = _USUAL.replace("<x:b> .", "<x:\\u0062> .")
_ODD = "# a comment\n\n" + _USUAL.replace("<x:a> <x:q>", "  <x:a>\t<x:q>")


@pytest.mark.parametrize("triples", [_USUAL, _TIGHT, _ESCAPED, _ODD])
def test_values_are_found_whatever_the_spelling(triples: str):
    graph = DataGraph(triples, ShapeGraph("<x:s> <http://www.w3.org/ns/shacl#inversePath> <x:p> ."))
    a, p, q = (ox.NamedNode(f"x:{name}") for name in "apq")
    assert graph.values(a, p) == [ox.Literal('5 . <x:q> "c" .', language="en"), ox.NamedNode("x:b")]
    assert [str(value) for value in graph.values(ox.NamedNode("x:b"), p)] == ["_:b0"]
    assert graph.values(ox.BlankNode("b0"), q) == [a]
    assert graph.values(ox.NamedNode("x:b"), ox.NamedNode("x:s")) == []


def test_a_literal_is_found_backwards_in_whatever_way_it_is_written():
    one = ox.Literal("1", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    inverse = "_:i <http://www.w3.org/ns/shacl#inversePath> <x:q> ."
    graph = DataGraph(_USUAL, ShapeGraph(inverse))
    assert [str(value) for value in graph.values(one, ox.BlankNode("i"))] == ["<x:a>", "<x:c>"]
    assert [str(value) for value in graph.values(ox.NamedNode("x:a"), ox.BlankNode("i"))] == ["_:b0"]


_MANY = "".join(f"<x:{number}> <x:p> <x:a> .\n" for number in range(40))


def test_what_nodes_lead_to_is_given_alone():
    graph = DataGraph(_USUAL + _MANY, ShapeGraph(""))
    assert graph.around(["<x:c>", '"a word"']) == "".join(_USUAL.splitlines(keepends=True)[-1:])
    found = graph.around(["<x:b>"])
    assert found is not None
    assert sorted(found.splitlines()) == sorted(_USUAL.splitlines()[:-1])


@pytest.mark.parametrize("triples", [f"{_TIGHT}{_MANY}", f"{_ESCAPED}{_MANY}", f"{_ODD}{_MANY}", _USUAL])
def test_all_is_read_where_lines_are_unusual_or_much_is_led_to(triples: str):
    assert DataGraph(triples, ShapeGraph("")).around(["<x:a>"]) is None
