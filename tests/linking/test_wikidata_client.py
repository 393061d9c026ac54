"""Wikidata's own search over a real socket: items are found by name, text and identifier, and judged by us."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sedova_lod.errors import ServiceError
from sedova_lod.linking import DayRange, Entity, EntityName
from sedova_lod.linking.wikidata_api import WikidataApi
from sedova_lod.linking.wikidata_client import WikidataMatcher
from sedova_lod.web import WebClient
from tests.linking.wikibase import ITEMS, SEDOV, Wikibase, item
from tests.web.server import Reply, breaks_off, sends, sends_bytes, serve

Clients = Callable[..., WebClient]
LEV = Entity(
    "person/lev", "person", (EntityName("Lev Sedov", "en"), EntityName("Лев Седов", "ru")),
    born=DayRange(2417212, 2417576), died=DayRange(2428946, 2428946), places=("Saint Petersburg",),
    occupations=("revolutionary",),
)  # fmt: skip
SHAPE = "  hint: it may have changed; tell the makers of sedova-lod"


def matcher(client: WebClient, url: str) -> WikidataMatcher:
    return WikidataMatcher(WikidataApi(client, f"{url}/w/api.php"))


def test_the_item_is_found_before_its_namesake(web_client: Clients) -> None:
    base = Wikibase(ITEMS)
    with serve(base.reply) as server:
        found = matcher(web_client(), server.url).find(LEV)
    assert [one.entity.id for one in found] == ["Q543149", "Q777"]
    assert found[0].probability > 0.95 > found[1].probability
    assert found[0].entity.places == ("Saint Petersburg",)
    assert found[0].entity.occupations == ("revolutionary",)
    assert found[0].reasons[:2] == ("the names agree: 'Lev Sedov'", "died at the same time: 1938-02-16")


def test_every_request_is_polite_and_in_the_documented_form(web_client: Clients) -> None:
    base = Wikibase(ITEMS)
    with serve(base.reply) as server:
        matcher(web_client(), server.url).find(LEV)
    assert {(query["format"], query["formatversion"], query["maxlag"]) for query in base.asked} == {("json", "2", "5")}
    assert [(query["search"], query["language"]) for query in base.asked if "search" in query] == [
        ("Lev Sedov", "en"),
        ("Лев Седов", "ru"),
    ]
    assert {one.headers["User-Agent"].split()[-1] for one in server.received} == {"archive@example.org)"}
    assert {one.path for one in server.received} == {"/w/api.php"}


def test_an_identifier_finds_an_item_whatever_its_name(web_client: Clients) -> None:
    base = Wikibase(ITEMS)
    query = Entity(
        "person/p", "person", (EntityName("Markin"),), identifiers=(("viaf", "54151571"), ("gnd", "1 2"), ("x", "1"))
    )
    with serve(base.reply) as server:
        found = matcher(web_client(), server.url).find(query)
    assert [(one.entity.id, one.features["identifier"]) for one in found] == [("Q543149", 1.0)]
    assert base.asked[0]["srsearch"] == "haswbstatement:P214=54151571"


def test_items_of_several_records_are_fetched_fifty_at_a_time(web_client: Clients) -> None:
    many = {f"Q{n}": item(f"Q{n}", labels={"en": f"Sedov {n % 12:02d}"}) for n in range(1, 121)}
    base = Wikibase(many)
    queries = [Entity(f"person/{n}", "person", (EntityName(f"Sedov {n:02d}"),)) for n in range(12)]
    with serve(base.reply) as server:
        found = matcher(web_client(), server.url).find_many(queries, limit=3)
    assert [len(one) for one in found] == [3] * 12
    sizes = [len(query["ids"].split("|")) for query in base.asked if query["action"] == "wbgetentities"]
    assert sizes == [50, 50, 20]


def test_nothing_is_asked_twice_and_a_replay_asks_nothing(web_client: Clients) -> None:
    base = Wikibase(ITEMS)
    with serve(base.reply) as server:
        first = matcher(web_client(), server.url)
        found = first.find(LEV)
        n_asked = len(base.asked)
        again = matcher(web_client(), server.url)
        assert (again.find(LEV), again.snapshot) == (found, first.snapshot)
        alone = Entity("person/other", "person", LEV.names[:1])
        again.find(alone)
        assert len(base.asked) == n_asked
        url = server.url
    assert matcher(web_client(is_replay=True), url).find(LEV) == found
    with pytest.raises(ServiceError) as failed:
        matcher(web_client(is_replay=True), url).find(Entity("person/p", names=(EntityName("Trotsky"),)))
    assert str(failed.value) == (
        "Wikidata is not asked (--replay), and an answer is not in the cache\n"
        "  hint: run the same command once without --replay"
    )


def test_an_item_that_is_gone_is_no_candidate(web_client: Clients) -> None:
    class Gone(Wikibase):
        def _entities(self, query: dict[str, str]) -> dict[str, object]:
            return {"entities": {"Q1": {"id": "Q1", "missing": ""}}, "success": 1}

    with serve(Gone({"Q1": SEDOV, "Q2": SEDOV}).reply) as server:
        assert matcher(web_client(), server.url).find(LEV) == []


def test_a_redirected_item_counts_once_under_its_new_id(web_client: Clients) -> None:
    with serve(Wikibase({"Q543149": SEDOV, "Q1": SEDOV}).reply) as server:
        assert [one.entity.id for one in matcher(web_client(), server.url).find(LEV)] == ["Q543149"]


def test_a_record_without_a_name_is_not_asked_for(web_client: Clients) -> None:
    base = Wikibase(ITEMS)
    with serve(base.reply) as server:
        assert matcher(web_client(), server.url).find(Entity("person/p")) == []
    assert base.asked == []


@pytest.mark.parametrize(
    ("name", "language"),
    [
        (EntityName("Лев Седов", "ru"), "ru"),
        (EntityName("Лев Седов"), "ru"),
        (EntityName("Lev Sedov", "ru-Latn"), "en"),
        (EntityName("Lev Sedov", "grc"), "en"),
        (EntityName("Λέων", ""), "el"),
        (EntityName("列夫"), "zh"),
    ],
)
def test_names_are_looked_for_in_a_language_that_is_known(web_client: Clients, name: EntityName, language: str) -> None:
    base = Wikibase({})
    with serve(base.reply) as server:
        matcher(web_client(), server.url).find(Entity("person/p", names=(name,)))
    assert base.asked[0]["language"] == language


def test_signs_that_mean_something_to_the_search_are_left_out(web_client: Clients) -> None:
    base = Wikibase({})
    with serve(base.reply) as server:
        matcher(web_client(), server.url).find(
            Entity("person/p", names=(EntityName('-Jean-Luc "x" insource:/a/ O\'Neil_~'),))
        )
        matcher(web_client(), server.url).find(Entity("person/p", names=(EntityName("???"),)))
    assert [query["srsearch"] for query in base.asked if "srsearch" in query] == ["Jean-Luc x insource a O'Neil"]


LAG = {"error": {"code": "maxlag", "info": "Waiting for 10.0.0.1: 7.4 seconds lagged", "host": "10.0.0.1", "lag": 7.4}}


@pytest.mark.slow
@pytest.mark.parametrize(
    "fault",
    [
        sends(LAG, Retry_After="5"),
        sends({"error": {"code": "ratelimited", "info": "slow down"}}),
        sends({"error": {"code": "internal_api_error_DBQueryError", "info": "x"}}, 500),
        sends({}, 429, Retry_After="1"),
        sends({}, 503),
        breaks_off(b'{"search": [', 900),
        sends_bytes(b"<html>Our servers are currently under maintenance", 200, Content_Type="text/html"),
    ],
)
def test_a_fault_that_passes_does_not_change_what_is_found(web_client: Clients, fault: Reply) -> None:
    with serve(Wikibase(ITEMS).reply) as server:
        right = matcher(web_client(), server.url).find(LEV)
    for number in range(5):
        base = Wikibase(ITEMS, {number: fault})
        with serve(base.reply) as server:
            assert matcher(web_client(), server.url).find(LEV) == right
            assert len(server.received) > 5


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (sends(LAG), "Wikidata failed 5 times in 0 s (its servers are 7 s behind)\n"
         "  hint: run the same command again later; what has been answered is kept"),
        (sends({"error": {"code": "badvalue", "info": "no such language"}}),
         "Wikidata failed (badvalue: no such language)\n  hint: check what was asked ({url}/w/api.php)"),
        (sends({"error": {"code": "blocked", "info": "too many requests"}}),
         "Wikidata refused (blocked: too many requests)\n  hint: check what was asked ({url}/w/api.php)"),
        (sends([]), "Wikidata failed (an answer without 'search')\n" + SHAPE + " ({url}/w/api.php)"),
        (sends({"search": {}}), "Wikidata failed (an answer without 'search')\n" + SHAPE + " ({url}/w/api.php)"),
        (sends(None), "Wikidata failed (an answer without 'search')\n" + SHAPE + " ({url}/w/api.php)"),
    ],
)  # fmt: skip
def test_a_fault_that_stays_is_told_and_not_kept(web_client: Clients, reply: Reply, said: str) -> None:
    with serve(reply) as server:
        with pytest.raises(ServiceError) as failed:
            matcher(web_client(), server.url).find(LEV)
        assert str(failed.value) == said.replace("{url}", server.url)
    url = server.url
    with pytest.raises(ServiceError, match="is not in the cache"):
        matcher(web_client(is_replay=True), url).find(LEV)


@pytest.mark.parametrize(
    ("number", "answer", "path"),
    [
        (2, {"query": {}}, "query.search"),
        (2, {"query": []}, "query.search"),
        (3, {"entities": []}, "entities"),
        (3, {"success": 1}, "entities"),
        (4, {"entities": None}, "entities"),
    ],
)
def test_answers_of_another_shape_are_failures(web_client: Clients, number: int, answer: object, path: str) -> None:
    base = Wikibase(ITEMS, {number: sends(answer)})
    with serve(base.reply) as server, pytest.raises(ServiceError) as failed:
        matcher(web_client(), server.url).find(LEV)
    assert str(failed.value) == f"Wikidata failed (an answer without '{path}')\n{SHAPE} ({server.url}/w/api.php)"


def test_odd_hits_are_passed_over(web_client: Clients) -> None:
    hits = sends({"search": [7, {"id": 3}, {}, {"id": "P31"}, {"id": "Q1|Q2"}, {"id": "Q543149"}], "success": 1})
    base = Wikibase(ITEMS, {0: hits})
    with serve(base.reply) as server:
        assert matcher(web_client(), server.url).find(LEV)[0].entity.id == "Q543149"
