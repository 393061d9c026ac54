"""Rules across records are run once for all focus nodes."""

from __future__ import annotations

import random
import re

import pytest

from sedova_lod.errors import ShapesError
from sedova_lod.validation import RuleStore, SparqlRule, default_shape_files, load_shapes, mentioned_iris, rule_loads

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
    with RuleStore([rule("SELECT $this ?value WHERE { $this ex:q ?value }")], most_triples=1) as store:
        store.add(GRAPH)
        assert [r.focus for r in store.run()] == ["<http://x/a>"]


@pytest.mark.parametrize("most_triples", [1, 400, 4000])
def test_rules_in_loads_find_what_they_find_over_everything(bundled_build, most_triples):
    shapes = load_shapes(default_shape_files())
    chance = random.Random(3)
    lines = (bundled_build.folder / "dataset.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [
        re.sub(r'"(-?)1[89]\d\d-', lambda found: f'"{found[1]}{chance.randrange(1780, 1990)}-', line)
        if "/P82" in line and chance.random() < 0.3
        else line
        for line in lines
        if line[0] != "#"
    ]
    loose = [line for line in changed if "P4_has_time-span" not in line or chance.random() < 0.9]
    data = "".join(loose).encode()

    def run(most):
        with RuleStore(shapes.rules, ours=shapes.ours, most_triples=most) as store:
            store.add(data)
            return store.run(), store.users, store.has_subclasses

    found, users, has_subclasses = run(10**6)
    assert len({result.shape for result in found}) > 10
    assert run(most_triples) == (found, users, has_subclasses)


def test_nodes_without_triples_of_their_own_are_told_by_who_names_them_in_loads_too():
    told = rule("SELECT $this ?value WHERE { $this ex:q ?value . ?value ex:r ?last }", target_classes=())
    lines = [f"<http://x/{n}> <http://example.org/r> <http://x/c> .\n" for n in "zyx"]
    found = set()
    for most in (1, 100):
        with RuleStore(
            [told, rule("SELECT $this WHERE { ?other ex:r $this }", target_classes=())], most_triples=most
        ) as store:
            store.add("".join(lines).encode())
            found.add((tuple(store.run()), *store.users.items()))
    ((results, users),) = found
    assert [result.focus for result in results] == ["<http://x/c>"]
    assert users == ("<http://x/c>", ("<http://x/x>", "http://example.org/r"))


def test_classes_below_others_count_in_loads_too():
    below = "<http://x/Sub> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://example.org/P> .\n"
    sub = GRAPH.replace(b"<http://example.org/P>", b"<http://x/Sub>")
    with RuleStore([rule("SELECT $this ?value WHERE { $this ex:q ?value }")], most_triples=1) as store:
        store.add(below.encode() + sub)
        assert [r.focus for r in store.run()] == ["<http://x/a>"]
        assert store.has_subclasses


def test_classes_below_others_count_in_loads_too_if_there_are_very_many_keys(monkeypatch):
    monkeypatch.setattr(rule_loads, "_MOST_KEYS", 2)
    below = b"<http://x/Sub> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <http://example.org/P> .\n"
    sub = GRAPH.replace(b"<http://example.org/P>", b"<http://x/Sub>")
    with RuleStore([rule("SELECT $this ?value WHERE { $this ex:q ?value }")], most_triples=1) as store:
        store.add(sub + below)
        assert [r.focus for r in store.run()] == ["<http://x/a>"]
        assert store.has_subclasses


def test_triples_with_very_many_keys_are_all_found(tmp_path, monkeypatch):
    monkeypatch.setattr(rule_loads, "_MOST_KEYS", 3)
    monkeypatch.setattr(rule_loads, "_MOST_WAITING", 2)
    triples = rule_loads.TriplesByKey(tmp_path)
    lines = [f"<x:a> <x:p{n % 7}> <x:b{n}> .\n".encode() for n in range(50)]
    triples.extend(lines)
    assert len(triples.counts) == 4
    assert triples.counts.total() == 50
    everything = b"".join(rule_loads.pieces_of(triples.files(triples.counts)))
    assert sorted(everything.splitlines(keepends=True)) == sorted(lines)
    (load,) = rule_loads.divide_rules([rule("SELECT $this WHERE { $this <x:p6> ?v }")], triples.counts, 10)
    assert load.keys == {rule_loads.OTHERS}


def test_a_rule_about_any_class_needs_all_classes():
    assert TYPE[1:-1] in mentioned_iris([rule("SELECT $this WHERE { $this a ?class }")])
