"""How far rules look is judged from their queries; what is not understood may look anywhere."""

from __future__ import annotations

import math

import pytest

from sedova_lod.validation import default_shape_files, load_shapes
from sedova_lod.validation.rule_reach import RuleReach, reach_of_query

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def reach(pattern: str) -> RuleReach | None:
    return reach_of_query(f"PREFIX x: <x:> SELECT $this ?value WHERE {{ {pattern} }}")


def told(pattern: str) -> tuple[float, str, str, str, str] | None:
    """Give number of steps, then properties asked, asked back, walked and walked back, without their prefix."""
    found = reach(pattern)
    if found is None:
        return None
    names = (found.asked, found.asked_back, found.walked, found.walked_back)
    return (found.n_steps, *("any" if some is None else "".join(sorted(i[2:] for i in some)) for some in names))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("$this x:p ?v", (1, "p", "", "", "")),
        ("$this x:p/x:q ?v ; x:r 'text'@en , 1 , -1.5 , true", (2, "pqr", "", "p", "")),
        ("$this x:p ?v . ?v x:q ?w . ?w x:r ?o", (3, "pqr", "", "pq", "")),
        ("?w x:r ?o . ?v x:q ?w . $this x:p ?v", (3, "pqr", "", "pq", "")),
        ("?v x:p $this . ?v x:q ?w", (2, "q", "p", "", "p")),
        ("$this x:p ?v . ?other x:p ?v ; x:q ?w", (3, "pq", "p", "p", "p")),
        ("$this ^x:p/x:q ?v", (2, "q", "p", "", "p")),
        ("$this ^(x:p/x:q) ?v", (2, "", "pq", "", "q")),
        ("?v x:p/x:q $this . ?v x:r ?w", (3, "r", "pq", "", "pq")),
        ("$this x:p|x:q/x:r ?v", (2, "pqr", "", "q", "")),
        ("$this (x:p|x:q)? ?v . ?v x:r ?w", (2, "pqr", "", "pq", "")),
        ("$this x:p+ ?v", (math.inf, "p", "", "p", "")),
        ("$this x:p* ?v . ?v x:q ?w", (math.inf, "pq", "", "p", "")),
        ("$this ?any ?v", (1, "any", "", "", "")),
        ("$this x:p ?v OPTIONAL { ?v x:q ?w OPTIONAL { ?w x:r ?o } }", (3, "pqr", "", "pq", "")),
        ("$this x:p ?v FILTER NOT EXISTS { ?w x:q ?v }", (2, "p", "q", "p", "")),
        ("$this x:p ?v FILTER(?v > 1 && !EXISTS { ?v x:q ?w })", (2, "pq", "", "p", "")),
        ("FILTER NOT EXISTS { ?v x:q ?w } $this x:p ?v", (2, "pq", "", "p", "")),
        ("{ $this x:p ?v } UNION { $this x:q/x:r ?v } FILTER(?v < 3)", (2, "pqr", "", "q", "")),
        ("$this x:p ?v . { ?v x:q ?w } BIND(STR(?w) AS ?o)", (2, "pq", "", "p", "")),
        ("$this x:p <x:c> . ?v x:q <x:c>", (2, "p", "q", "p", "")),
        ("$this x:p 'a'^^x:type . ", (1, "p", "", "", "")),
    ],
)
def test_the_way_to_each_triple_is_followed(pattern, expected):
    assert told(pattern) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "$this x:p ?v . ?a x:q ?b",
        "$this x:p 'text' . ?a x:q 'text'",
        "OPTIONAL { ?v x:q ?w } $this x:p ?v",
        "$this x:p ?v OPTIONAL { $this x:q ?w } ?w x:r ?o",
        "{ $this x:p ?v } UNION { $this x:q ?v } ?v x:r ?w",
        "$this x:p ?v . { ?w x:r ?o FILTER NOT EXISTS { ?v x:q ?o } }",
        "$this x:p ?v . { $this x:q ?w OPTIONAL { ?v x:r ?o } }",
        "BIND(IRI('x:a') AS ?v) ?v x:p ?w",
        "$this a ?class . ?other a ?class",
        "$this a ?class . ?class x:p ?v",
        "$this ?any ?v . ?v x:p ?w",
        "?v ?any $this",
        "$this !x:p ?v",
        "$this x:p [ x:q ?v ]",
        "$this x:p (1 2)",
        "$this x:p ?v FILTER(RAND() > 0.5)",
        "$this x:p ?v BIND(NOW() AS ?w)",
        "{ SELECT $this WHERE { $this x:p ?v } }",
        "$this x:p ?v . GRAPH x:g { $this x:q ?w }",
        "$this x:p << ?a x:q ?b >>",
    ],
)
def test_what_may_look_anywhere_is_noticed(pattern):
    assert reach(pattern) is None


@pytest.mark.parametrize(
    "query",
    [
        "BASE <x:> SELECT $this { $this <p> ?v }",
        "SELECT (EXISTS { ?a <x:p> ?b } AS ?value) $this { $this <x:p> ?v }",
        "SELECT $this { $this <x:p> ?v } LIMIT 1",
        "SELECT $this { $this <x:p> ?v",
        "SELECT * { $this <x:p> ?v }",
        "",
    ],
)
def test_queries_of_other_forms_are_not_understood(query):
    assert reach_of_query(query) is None


def test_a_class_is_asked_for_by_its_name_or_as_any():
    assert reach("$this x:p ?v . ?v a x:C").classes == {"x:C"}
    assert reach("$this x:p ?v . ?v a x:C").asked == {"x:p"}
    assert reach("$this x:p ?v . ?v a ?class").asked == {"x:p", TYPE}


def test_all_rules_that_come_with_the_tool_have_a_way_to_their_triples():
    rules = load_shapes(default_shape_files()).rules
    assert [one.shape for one in rules if reach_of_query(one.select) is None] == []
    assert [one.shape.partition("#")[2] for one in rules if reach_of_query(one.select).n_steps > 5] == ["OwnAncestor"]
