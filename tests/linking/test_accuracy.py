"""The accuracy that is promised, measured on the development queries where they are at hand."""

from __future__ import annotations

import pytest

from sedova_lod.linking import Entity
from tests.benchmarks.linking import Tally, answers, recall_at, tally, wilson
from tests.benchmarks.linking_data import SHARED, Query, read_pool, read_queries, with_homonyms
from tests.benchmarks.linking_pool import larger_pool, read_rows

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the pool and its queries are not at hand"),
]


ALL, SOME = pytest.param(1, marks=pytest.mark.long), 5  # of the entries that no query is after, each or every fifth


def thinned(pool: list[Entity], queries: list[Query], every: int) -> list[Entity]:
    wanted = {identity for query in queries for identity in query.accepted}
    return [entity for number, entity in enumerate(pool) if number % every == 0 or entity.id in wanted]


def measured(every: int = 1, *, has_homonyms: bool) -> Tally:
    pool = read_pool(SHARED / "pool.csv")
    queries = read_queries(SHARED / "queries_dev.csv", pool)
    pool = thinned(pool, queries, every)
    return tally(answers(with_homonyms(pool, queries) if has_homonyms else pool, queries))


def test_precision_and_f1_are_reached() -> None:
    found = measured(has_homonyms=False)
    assert found.n_right / (found.n_right + found.n_wrong) >= 0.995
    assert found.f1 >= 0.985


@pytest.mark.parametrize("every", [SOME, ALL])
def test_homonyms_do_not_mislead(every: int) -> None:
    found = measured(every, has_homonyms=True)
    assert found.n_right / (found.n_right + found.n_wrong) >= 0.995
    assert found.f1 >= 0.98


@pytest.mark.parametrize("every", [SOME, ALL])
def test_cyrillic_names_are_recalled_against_latin_ones(every: int) -> None:
    pool = read_pool(SHARED / "pool.csv", only_latin=True)
    queries = read_queries(SHARED / "queries_cyrillic_dev.csv", pool)
    n_right, _ = recall_at(answers(thinned(pool, queries, every), queries), 0.98)
    assert n_right / sum(query.is_in_pool for query in queries) >= 0.85


def test_a_larger_pool_has_other_names_of_the_same_words() -> None:
    rows = read_rows(SHARED / "pool.csv")[:2000]
    larger = list(larger_pool(rows, 3))
    assert len(larger) == 3 * len(rows)
    assert len({row["id"] for row in larger}) == len(larger)
    assert len({row["name"] for row in larger}) > 2.7 * len({row["name"] for row in rows})


def test_an_interval_of_wilson() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)
