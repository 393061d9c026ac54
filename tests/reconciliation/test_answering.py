"""Queries are answered by what is known: names, ids, types, dates, identifiers; and matches are said with care."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.linking import Entity
from sedova_lod.linking.index import open_index
from sedova_lod.linking.index_writing import IndexWriter
from sedova_lod.reconciliation import Answerer, Query, ServedEntities, Value, read_queries, serve_index
from tests.reconciliation.conftest import OpenEntities, names, year

Find = Callable[..., list[Any]]


@pytest.fixture
def unknown() -> list[str]:
    return []


@pytest.fixture
def find(entities: ServedEntities, unknown: list[str]) -> Find:
    """Answer a query about the circle."""

    def ask(text: str = "", **more: Any) -> list[Any]:
        return list(Answerer(entities, unknown.append).answer(Query(text, **more))["result"])

    return ask


def ids(found: list[Any]) -> list[str]:
    return [one["id"] for one in found]


def values(**texts: str) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    return tuple((name, (Value(text),)) for name, text in texts.items())


def test_a_name_alone_finds_all_of_that_name_and_matches_none(find: Find) -> None:
    found = find("Lev Sedov")
    assert ids(found) == ["person/lev-sedov", "person/lev-sedov-2"]
    assert [one["match"] for one in found] == [False, False]


def test_a_surname_alone_finds_all_who_have_it(find: Find) -> None:
    found = find("Sedov")
    assert {"person/lev-sedov", "person/lev-sedov-2"} <= set(ids(found))
    assert not any(one["match"] for one in found)
    assert set(ids(find("Седов"))) == set(ids(found))
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert ids(find("Sedov", types=("place",), strictness="any")) == []


def test_a_date_tells_namesakes_apart(find: Find) -> None:
    found = find("Sedov, Lev", values=values(born="24 February 1906"))
    assert (found[0]["id"], found[0]["match"]) == ("person/lev-sedov", True)
    assert [one["match"] for one in found[1:]] == [False] * (len(found) - 1)
    found = find("Lev Sedov", values=values(born="1951"))
    assert (found[0]["id"], found[0]["match"]) == ("person/lev-sedov-2", True)


def test_a_day_may_be_of_either_calendar_while_both_were_in_use(find: Find) -> None:
    for text in ("5 April 1882", "17 April 1882", "1882-04-05T00:00:00Z", "5 April 1882 O.S."):
        found = find("Natalia Sedova", values=values(born=text))
        assert (found[0]["id"], found[0]["match"]) == ("person/natalia-sedova", True)
        assert next(one["value"] for one in found[0]["features"] if one["id"] == "born") >= 0.85


def test_a_date_that_cannot_be_read_says_nothing(find: Find) -> None:
    assert find("Lev Sedov", values=values(born="unknown")) == find("Lev Sedov")


@pytest.mark.parametrize(
    "text",
    [
        "person/natalia-sedova",
        "person%2Fnatalia-sedova",
        "https://example.org/person/natalia-sedova",
    ],
)
def test_an_id_or_an_address_finds_its_entity(find: Find, text: str) -> None:
    found = find(text)
    assert (found[0]["id"], found[0]["score"], found[0]["match"]) == ("person/natalia-sedova", 100.0, True)
    assert found[0]["features"] == [{"id": "id", "value": 1.0}]


def test_an_address_elsewhere_finds_who_has_it(find: Find) -> None:
    found = find("https://www.wikidata.org/wiki/Q543149")
    assert (found[0]["id"], found[0]["match"]) == ("person/lev-sedov", True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("viaf", Value("54151571")),
        ("viaf", Value("https://viaf.org/viaf/54151571/")),
        ("wd", Value("Lev Lvovich", "Q543149")),
        ("same_as", Value("http://www.wikidata.org/entity/Q543149")),
    ],
)
def test_an_identifier_decides_with_and_without_a_name(find: Find, name: str, value: Value) -> None:
    for text in ("", "L. L. Sedoff"):
        found = find(text, values=((name, (value,)),))
        assert (found[0]["id"], found[0]["match"], found[0]["score"]) == ("person/lev-sedov", True, 99.9)


def test_an_identifier_of_somebody_else_speaks_against(find: Find) -> None:
    found = find("Lev Sedov", values=values(wd="Q7"))
    assert "person/lev-sedov" not in ids(found)[:1]


@pytest.mark.parametrize(
    ("types", "strictness", "found"),
    [
        (("place",), "any", ["place/romny"]),
        (("place",), "all", ["place/romny"]),
        (("place",), "should", ["place/romny"]),
        (("person", "place"), "any", ["place/romny"]),
        (("person", "place"), "all", []),
        (("person",), "any", []),
        (("Q515",), "any", []),
        (("Q515",), "all", []),
        (("Q515",), "should", ["place/romny"]),
        (("Q515", "place"), "any", ["place/romny"]),
        (("Q515", "place"), "all", []),
        ((), "any", ["place/romny"]),
        ((), "all", ["place/romny"]),
    ],
)
def test_types_are_asked_for_or_preferred(
    find: Find, types: tuple[str, ...], strictness: str, found: list[str]
) -> None:
    assert ids(find("Romny", types=types, strictness=strictness)) == found


def test_a_preferred_type_counts_in_the_score(open_entities: OpenEntities) -> None:
    pair = (Entity("place/sedov", "place", names("Sedov")), Entity("work/sedov", "work", names("Sedov")))
    answerer = Answerer(open_entities(*pair), print)
    for kind in ("place", "work"):
        found = answerer.answer(Query("Sedov", (kind,)))["result"]
        assert found[0]["id"] == f"{kind}/sedov"
        assert found[0]["score"] > max((one["score"] for one in found[1:]), default=0)
    both = answerer.answer(Query("Sedov", ("place", "work")))["result"]
    assert both[0]["score"] == both[1]["score"]
    as_value = answerer.answer(Query("Sedov", values=values(kind="Work")))["result"]
    assert as_value[0]["id"] == "work/sedov"


def test_what_is_not_known_here_is_told_and_counted(find: Find, unknown: list[str]) -> None:
    found = find("Romny", types=("Q515",), values=values(mayor="A. B.", description="town"))
    assert unknown == ["property 'mayor'", "property 'description'", "type 'Q515'"]
    assert {"id": "ignored", "value": 2} in found[0]["features"]


def test_there_are_no_more_candidates_than_wanted(open_entities: OpenEntities) -> None:
    namesakes = [Entity(f"person/p{n}", "person", names("Ivan Ivanov"), born=year(1850 + n)) for n in range(30)]
    answerer = Answerer(open_entities(*namesakes), print)
    assert len(answerer.answer(Query("Ivan Ivanov", limit=3))["result"]) == 3
    kinds = answerer.answer(Query("Ivan Ivanov", values=values(born="1855")))["result"]
    assert (kinds[0]["id"], kinds[0]["match"]) == ("person/p5", True)


def test_two_that_are_both_likely_do_not_match(open_entities: OpenEntities) -> None:
    twins = [Entity(f"person/p{n}", "person", names("Vikenty Vikentiyev"), born=year(1906)) for n in range(2)]
    found = Answerer(open_entities(*twins), print).answer(Query("Vikenty Vikentiyev", values=values(born="1906")))
    assert [one["match"] for one in found["result"]] == [False, False]
    assert found["result"][0]["score"] > 95


def test_scores_fall(find: Find) -> None:
    scores = [one["score"] for one in find("Sedov", values=values(born="1907"))]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= one <= 100 for one in scores)


def test_nothing_asked_for_finds_nothing(find: Find) -> None:
    assert find("") == find("  ") == find("?!") == find(values=values(born="1906")) == []


def test_values_of_any_form_are_read() -> None:
    text = (
        '{"q": {"query": " a ", "type": ["x", "", "x"], "limit": 1e3, "properties": ['
        '{"pid": "born", "v": 1906.0}, {"pid": "born", "v": [1907, true, ""]}, {"pid": "wd", "v": {"id": "Q1"}}]}}'
    )
    query = read_queries(text)["q"]
    assert (query.text, query.types, query.limit, query.strictness) == ("a", ("x",), 100, "should")
    assert query.values == (
        ("born", (Value("1906"), Value("1907"), Value("True"))),
        ("wd", (Value("Q1", "Q1"),)),
    )


def test_ids_of_an_authority_are_also_found_by_its_other_addresses(open_entities: OpenEntities) -> None:
    items = open_entities(Entity("Q33391", "person", names("Leon Trotsky")), prefix="http://www.wikidata.org/entity/")
    for text in ("Q33391", "https://www.wikidata.org/wiki/Q33391", "http://www.wikidata.org/entity/Q33391"):
        assert ids(Answerer(items, print).answer(Query(text))["result"]) == ["Q33391"]
    assert items.view == "http://www.wikidata.org/entity/{{id}}"
    assert items.iri(Entity("Q33391")) == "http://www.wikidata.org/entity/Q33391"


def test_ids_that_are_addresses_have_a_page_here(open_entities: OpenEntities) -> None:
    iri = "http://www.wikidata.org/entity/Q1"
    items = open_entities(Entity(iri, "person", names("Lev")), prefix="http://www.wikidata.org/entity/")
    assert (items.view, items.iri(Entity(iri))) == ("", iri)
    assert ids(Answerer(items, print).answer(Query(iri))["result"]) == [iri]


def test_who_waits_is_told_how_many_were_read(tmp_path: Path) -> None:
    with IndexWriter(tmp_path / "many.index") as writer:
        for number in range(2500):
            writer.add(Entity(f"p{number}", "", names(f"Name {number}")))
        writer.finish()
    told: list[int] = []
    with (
        open_index(tmp_path / "many.index") as index,
        serve_index(index, "Many", "https://example.org/", told.append) as served,
    ):
        assert told == [1000, 1000]
        assert (served.types, served.names.find("Name 2499")) == ({}, ["p2499"])
