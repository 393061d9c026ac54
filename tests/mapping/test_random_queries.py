"""Random queries over random records: SPARQL engines, compiled code and traces must agree on every triple."""

from __future__ import annotations

import random

import pytest

from sedova_lod.mapping import Mapping, QuerySource, compile_queries
from sedova_lod.records import Node, NodeType
from tests.mapping.oracle import Lines, flatten, oxigraph_triples, rdflib_triples, with_lower_tags
from tests.mapping.random_queries import random_query
from tests.mapping.random_records import random_record, random_schema


def _case(seed: int, *, is_tame: bool) -> tuple[Mapping, NodeType, Node]:
    chance = random.Random(f"{seed}{is_tame}")
    schema = random_schema(chance)
    node = random_record(chance, schema)
    texts = [random_query(chance, schema, is_tame=is_tame) for _ in range(chance.choice((1, 1, 2)))]
    sources = [QuerySource(f"{number}.rq", text) for number, text in enumerate(texts)]
    return compile_queries(sources, {"thing": schema}), schema, node


def _check(seed: int, *, is_tame: bool, with_rdflib: bool = True) -> None:
    mapping, schema, node = _case(seed, is_tame=is_tame)
    triples = flatten(mapping.map_record("thing", node))
    assert len(triples) == len(set(triples))
    assert {(t.subject, t.predicate, t.object) for t in mapping.explain("thing", node)} == set(triples)
    engines = (oxigraph_triples, rdflib_triples) if is_tame and with_rdflib else (oxigraph_triples,)
    for engine in engines:
        expected: Lines = set().union(*(engine(source.text, schema, node) for source in mapping.sources))
        assert with_lower_tags(triples) == with_lower_tags(expected), mapping.sources


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 60, 10))
def test_rdflib_and_pyoxigraph_give_the_triples_of_tame_queries(start: int) -> None:
    for seed in range(start, start + 10):
        _check(seed, is_tame=True)


@pytest.mark.parametrize("start", range(60, 250, 95))
def test_pyoxigraph_gives_the_triples_of_tame_queries(start: int) -> None:
    """rdflib, which needs a hundred times as long, judges these in the long tests."""
    for seed in range(start, start + 95):
        _check(seed, is_tame=True, with_rdflib=False)


@pytest.mark.parametrize("start", range(0, 250, 50))
def test_pyoxigraph_gives_the_triples_of_all_queries(start: int) -> None:
    for seed in range(start, start + 50):
        _check(seed, is_tame=False)


@pytest.mark.long
@pytest.mark.parametrize("start", range(60, 250, 95))
def test_rdflib_gives_the_triples_of_more_tame_queries(start: int) -> None:
    for seed in range(start, start + 95):
        _check(seed, is_tame=True)


@pytest.mark.long
@pytest.mark.parametrize("start", range(1000, 3500, 100))
def test_many_more_random_queries(start: int) -> None:
    for seed in range(start, start + 100):
        _check(seed, is_tame=True)
        _check(seed, is_tame=False)


@pytest.mark.parametrize("start", range(0, 100, 20))
def test_blocks_are_in_their_canonical_order(start: int) -> None:
    for seed in range(start, start + 20):
        mapping, _, node = _case(seed, is_tame=False)
        blocks = mapping.map_record("thing", node)
        subjects = [subject for subject, _ in blocks]
        assert subjects == sorted(set(subjects))
        for _, statements in blocks:
            predicates = [predicate for predicate, _ in statements]
            assert predicates == sorted(set(predicates), key=_rank)
            assert all(objects and list(objects) == sorted(set(objects)) for _, objects in statements)


@pytest.mark.parametrize("start", [0, 50, *(pytest.param(one, marks=pytest.mark.slow) for one in (100, 150))])
def test_text_written_at_once_is_that_of_the_blocks(start: int) -> None:
    n_written = 0
    for seed in range(start, start + 50):
        for is_tame in (True, False):
            mapping, _, node = _case(seed, is_tame=is_tame)
            written = "".join(f"<{s}> <{p}> {o} .\n" for s, p, o in flatten(mapping.map_record("thing", node)))
            for counts in (None, {slot: len(node[slot]) for slot in mapping.form_slots("thing")}):
                made = mapping.text_writer("thing", counts=counts)
                text = made and made[0](node)
                n_written += text is not None
                if text is not None:
                    assert text[0] == written
    assert n_written > 100


@pytest.mark.long
@pytest.mark.parametrize("start", range(200, 2000, 50))
def test_more_text_written_at_once_is_that_of_the_blocks(start: int) -> None:
    test_text_written_at_once_is_that_of_the_blocks(start)


def _rank(predicate: str) -> tuple[int, str]:
    first = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type": 0, "http://www.w3.org/2000/01/rdf-schema#label": 1}
    return first.get(predicate, 2), predicate
