"""The links to Wikidata are decisions about records that exist."""

import csv
import re
from collections import Counter

import pytest

from .conftest import BIOGRAPHY, DATA

_SUBJECT = re.compile(r"sedova:(\w+)/([a-z0-9-]+)")
_LINKED_KINDS = ("person", "group", "place", "work")
_NOT_IN_THE_TEXT = {
    "Q529934": "Zinaida Volkova",
    "Q120277197": "Nina Nevelson",
    "Q452517": "Olga Kameneva",
    "Q215637": "Nadezhda Krupskaya",
    "Q1667757": "International Institute of Social History",
    "Q181133": "Trotskyism as a doctrine",
    "Q1785017": "The Revolution Betrayed",
    "Q7756737": "The Permanent Revolution, the book",
    "Q102164178": "the grave",
    "Q661315": "Coyoacán",
    "Q753652": "Bereslavka",
    "Q16002877": "Amherst Internment Camp",
    "Q1874": "Odessa",
    "Q34266": "Russian Empire: the text says Russia, before and after 1917",
    "Q133356": "Ukrainian SSR",
    "Q2305208": "Russian SFSR",
    "Q9248": "Baku",
}


@pytest.fixture(scope="module")
def undecided() -> list[dict[str, str]]:
    with (DATA / "undecided.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def seen_items() -> list[dict[str, str]]:
    """The items of Wikidata that were seen when the source was prepared; the product does not need the list."""
    path = BIOGRAPHY.with_name("wikidata_ids.csv")
    if not path.is_file():
        pytest.skip("the list of items that were seen is kept beside the repository")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_linked_record_exists_and_is_called_so(dataset, links):
    faults = []
    for link in links:
        kind, record_id = _SUBJECT.fullmatch(link["subject_id"]).groups()
        if record_id not in dataset.ids(kind) or dataset.record(kind, record_id)["name"] != link["subject_label"]:
            faults.append(link["subject_id"])
    assert faults == []


def test_every_object_is_an_item_of_wikidata(links):
    assert [link["object_id"] for link in links if not re.fullmatch(r"wd:Q[1-9][0-9]*", link["object_id"])] == []


def test_a_record_has_one_item_and_an_item_one_record(links):
    for column in ("subject_id", "object_id"):
        assert [value for value, n in Counter(link[column] for link in links).items() if n > 1] == []


def test_every_decision_says_who_when_and_how_sure(links):
    for link in links:
        assert link["author_label"]
        assert re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", link["mapping_date"])
        assert 0 < float(link["confidence"]) <= 1
        assert link["mapping_justification"] == "semapv:ManualMappingCuration"


def test_every_person_group_place_and_work_is_linked_or_listed_as_undecided(dataset, links, undecided):
    linked = {link["subject_id"].removeprefix("sedova:") for link in links}
    records = {f"{kind}/{record_id}" for kind in _LINKED_KINDS for record_id in dataset.ids(kind)}
    listed = {row["record"] for row in undecided}
    assert (listed & linked, sorted(records - linked - listed), sorted(listed - records)) == (set(), [], [])


def test_the_undecided_stand_once_each_in_order_with_a_known_state(undecided):
    names = [row["record"] for row in undecided]
    assert names == sorted(set(names))
    assert {row["state"] for row in undecided} == {"not yet decided", "not a candidate"}
    assert [row["record"] for row in undecided if row["state"] == "not a candidate" and not row["why"]] == []


def test_every_item_that_was_seen_is_linked_unless_the_text_lacks_the_thing(links, seen_items):
    linked = {link["object_id"].removeprefix("wd:"): link for link in links}
    rest = {row["qid"] for row in seen_items} - set(linked)
    assert (rest, set(linked) - {row["qid"] for row in seen_items}) == (set(_NOT_IN_THE_TEXT), set())


def test_what_was_seen_less_surely_has_a_lower_confidence(links, seen_items):
    medium = {row["qid"] for row in seen_items if row["confidence"].startswith("medium")}
    less_sure = {link["object_id"].removeprefix("wd:") for link in links if float(link["confidence"]) < 0.9}
    assert less_sure == medium
