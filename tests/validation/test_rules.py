"""Rules across records are run once for all focus nodes."""

from __future__ import annotations

import pytest

from sedova_lod.errors import ShapesError
from sedova_lod.validation import RuleStore, SparqlRule, mentioned_iris

SH = "http://www.w3.org/ns/shacl#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
PREFIX = "PREFIX ex: <http://example.org/>\n"


def rule(select, **changes):
    values = {
        "shape": "http://example.org/S",
        "target_classes": ("http://example.org/P",),
        "select": PREFIX + select,
        "severity": f"{SH}Violation",
        "messages": (("older than {?value}", "en"),),
    }
    return SparqlRule(**{**values, **changes})


GRAPH = (
    f"<http://x/a> {TYPE} <http://example.org/P> .\n<http://x/a> <http://example.org/q> <http://x/b> .\n"
    "<http://x/c> <http://example.org/q> <http://x/b> .\n"
).encode()


def test_focus_nodes_are_those_of_the_target_class():
    with RuleStore([rule("SELECT $this ?value WHERE { $this ex:q ?value }")]) as store:
        store.add(GRAPH)
        (result,) = store.run()
    assert (result.focus, result.value, result.message()) == ("<http://x/a>", "<http://x/b>", "older than http://x/b")


def test_query_that_is_no_query_is_told():
    with RuleStore([rule("SELECT $this WHERE { $this ex:q }")]) as store, pytest.raises(ShapesError) as caught:
        store.run()
    assert str(caught.value).startswith("http://example.org/S: its SPARQL query is not well-formed")


def test_only_mentioned_predicates_matter():
    assert mentioned_iris([rule("SELECT $this WHERE { $this ex:q/ex:r ?v }")]) >= {
        "http://example.org/q",
        "http://example.org/r",
    }


def test_many_triples_wait_on_the_disk_with_the_same_result():
    with RuleStore([rule("SELECT $this ?value WHERE { $this ex:q ?value }")], memory_bytes=1) as store:
        store.add(GRAPH)
        assert [r.focus for r in store.run()] == ["<http://x/a>"]


def test_a_rule_about_any_class_needs_all_classes():
    assert TYPE[1:-1] in mentioned_iris([rule("SELECT $this WHERE { $this a ?class }")])
