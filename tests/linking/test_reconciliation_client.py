"""Reconciliation services over a real socket: manifests, batches, results of all versions, and faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT7

from sedova_lod.errors import ServiceError
from sedova_lod.linking import DayRange, Entity, EntityName
from sedova_lod.linking.reconciliation_client import ReconciliationMatcher
from sedova_lod.linking.reconciliation_manifest import ServiceManifest, fetch_manifest
from sedova_lod.web import WebClient
from tests.web.server import Handler, Reply, Server, breaks_off, sends, sends_bytes, serve

Clients = Callable[..., WebClient]
SPECIFICATION = Path(__file__).parents[3] / "shared" / "conformance" / "reconciliation"
LEV = Entity(
    "person/lev", "person", (EntityName("Lev Sedov", "en"), EntityName("Лев Седов", "ru")),
    born=DayRange(2417212, 2417576), died=DayRange(2428946, 2428946), identifiers=(("viaf", "54151571"),),
)  # fmt: skip
VIAF = {
    "name": "VIAF",
    "identifierSpace": "http://rdf.freebase.com/ns/user/hangy/viaf",
    "schemaSpace": "http://rdf.freebase.com/ns/type.object.id",
    "view": {"url": "http://viaf.org/viaf/{{id}}"},
    "defaultTypes": [{"id": "/people/person", "name": "Person"}, {"id": "/location/location", "name": "Geographic"}],
}
WIKIDATA = {
    "versions": ["0.1", "0.2"],
    "name": "Wikidata (en)",
    "identifierSpace": "http://www.wikidata.org/entity/",
    "schemaSpace": "http://www.wikidata.org/prop/direct/",
    "extend": {},
    "batchSize": 2,
}
RESULTS = [
    {"id": "54151571", "name": "Sedov, Lev, 1906-1938", "score": 87, "match": True, "type": [{"id": "/people/person"}]},
    {"id": "99", "name": "Sedov, Lev, 1990-", "score": 120.5, "match": False, "type": ["/people/person"]},
]
SHAPE = "  hint: it does not keep to the Reconciliation API: tell those who run it"


class Service:
    """Answer as a service of the API; every question gets the same results."""

    def __init__(self, manifest: Mapping[str, Any], results: list[Any] | None = None, *, most: int = 1000) -> None:
        self.manifest = manifest
        self.results = RESULTS if results is None else results
        self.most = most
        self.rows: dict[str, Any] = {}
        self.batches: list[Any] = []

    def reply(self, handler: Handler) -> None:
        received = handler.script.received[-1]
        if received.method == "GET":
            sends(self.manifest)(handler)
        elif received.path.endswith("/match"):
            self.batches.append(json.loads(received.body))
            sends({"results": [{"candidates": self.results} for _ in self.batches[-1]["queries"]]})(handler)
        elif "extend" in received.form:
            self.batches.append(json.loads(received.form["extend"]))
            sends({"meta": [], "rows": self.rows})(handler)
        else:
            self.batches.append(json.loads(received.form["queries"]))
            if len(self.batches[-1]) > self.most:
                sends({}, 413)(handler)
            else:
                sends({key: {"result": self.results} for key in self.batches[-1]})(handler)


def matcher(client: WebClient, server: Server, **more: Any) -> ReconciliationMatcher:
    return ReconciliationMatcher(client, fetch_manifest(client, f"{server.url}/reconcile", **more))


def test_candidates_are_judged_by_us_with_the_points_of_the_service_beside(web_client: Clients) -> None:
    with serve(Service(VIAF).reply) as server:
        one = matcher(web_client("viaf"), server)
        found = one.find(LEV)
    assert [candidate.entity.id for candidate in found] == ["http://viaf.org/viaf/54151571", "http://viaf.org/viaf/99"]
    first, second = found
    assert first.entity.names == (EntityName("Sedov, Lev"),)
    assert (first.entity.born, first.entity.kind) == (LEV.born, "person")
    assert first.features["identifier"] == 1.0
    assert (first.features["service"], first.features["service.match"]) == (0.87, 1.0)
    assert first.reasons[-1] == "the service takes it for the same, with 87 points"
    assert second.features["service"] == 1.0
    assert second.reasons[-1] == "the service gives it 120.5 points"
    assert first.probability > 0.9 > second.probability
    assert len(one.snapshot) == len("2026-01-31")


def test_questions_say_name_type_and_what_the_service_has_properties_for(web_client: Clients) -> None:
    service = Service(WIKIDATA, [])
    with serve(service.reply) as server:
        matcher(web_client("wikidata"), server).find(LEV, limit=7)
    properties = [{"pid": "P569", "v": "1906"}, {"pid": "P570", "v": "1938-02-16"}, {"pid": "P214", "v": "54151571"}]
    common = {"limit": 7, "type": "Q5", "type_strict": "should", "properties": properties}
    assert service.batches == [{"q0": {"query": "Lev Sedov", **common}, "q1": {"query": "Лев Седов", **common}}]


def test_a_user_may_know_better_what_properties_are_called(web_client: Clients) -> None:
    service = Service(VIAF, [])
    with serve(service.reply) as server:
        matcher(web_client("viaf"), server, properties={"died": "deathDate"}).find(LEV)
    assert service.batches[0]["q0"]["properties"] == [{"pid": "deathDate", "v": "1938-02-16"}]


def test_the_draft_is_spoken_where_nothing_else_is(web_client: Clients) -> None:
    manifest = {"versions": ["1.0-draft"], "name": "VIAF", "view": {"url": "https://viaf.org/viaf/{id}"}}
    service = Service(manifest, [{"id": "54151571", "name": "Lev Sedov", "description": "editor, 1906-1938"}])
    with serve(service.reply) as server:
        found = matcher(web_client("viaf"), server, properties={"born": "birth"}).find(LEV)
    assert server.received[-1].path == "/reconcile/match"
    assert server.received[-1].headers["Content-Type"] == "application/json"
    assert service.batches[0]["queries"][0] == {
        "limit": 10,
        "conditions": [
            {"matchType": "name", "propertyValue": "Lev Sedov"},
            {"matchType": "property", "propertyId": "birth", "propertyValue": "1906", "required": False},
        ],
    }
    assert (found[0].entity.id, found[0].entity.born) == ("http://viaf.org/viaf/54151571", LEV.born)


def test_questions_go_in_batches_of_the_size_that_the_service_states(web_client: Clients) -> None:
    service = Service(WIKIDATA, [])
    with serve(service.reply) as server:
        one = matcher(web_client("wikidata"), server)
        found = one.find_many([Entity(f"person/{n}", "person", (EntityName(f"Name {n}"),)) for n in range(5)])
    assert one.batch_size == 2
    assert found == [[]] * 5
    assert [len(batch) for batch in service.batches] == [2, 2, 1]


def test_batches_that_are_too_large_are_halved(web_client: Clients) -> None:
    service = Service({**VIAF, "batchSize": 8}, [], most=3)
    queries = [Entity(f"person/{n}", "person", (EntityName(f"Name {n}"),)) for n in range(8)]
    with serve(service.reply) as server:
        assert matcher(web_client("viaf"), server).find_many(queries) == [[]] * 8
    assert [len(batch) for batch in service.batches] == [8, 4, 2, 2, 4, 2, 2]
    with serve(Service(VIAF, [], most=0).reply) as server, pytest.raises(ServiceError) as failed:
        matcher(web_client("viaf"), server).find(queries[0])
    assert str(failed.value).startswith("viaf failed (HTTP 413)\n")


def test_dates_are_asked_for_where_the_service_tells_more(web_client: Clients) -> None:
    service = Service(WIKIDATA, [{"id": "Q543149", "name": "Lev Sedov", "score": 90}])
    service.rows = {"Q543149": {"P569": [{"date": "1906-01-01T00:00:00"}, {}, 7], "P570": [{"str": "1938-02-16"}]}}
    with serve(service.reply) as server:
        found = matcher(web_client("wikidata"), server).find(LEV)
    assert service.batches[-1] == {"ids": ["Q543149"], "properties": [{"id": "P569"}, {"id": "P570"}]}
    assert found[0].entity.born == LEV.born
    assert found[0].entity.died == DayRange(2428946, 2428959)
    assert found[0].features["died"] > 0


@pytest.mark.parametrize(
    "rows", [{}, {"Q543149": []}, {"Q543149": {"P569": "1906"}}, {"Q543149": {"P569": [{"date": "soon"}]}}]
)
def test_a_service_that_knows_no_dates_gives_none(web_client: Clients, rows: dict[str, Any]) -> None:
    service = Service(WIKIDATA, [{"id": "Q543149", "name": "Lev Sedov", "score": 90}])
    service.rows = rows
    with serve(service.reply) as server:
        assert matcher(web_client("wikidata"), server).find(LEV)[0].entity.born is None


@pytest.mark.parametrize(
    ("manifest", "prefix", "iri"),
    [
        (VIAF, "http://viaf.org/viaf/", "http://viaf.org/viaf/7"),
        (WIKIDATA, "http://www.wikidata.org/entity/", "http://www.wikidata.org/entity/7"),
        ({"name": "a", "identifierSpace": "https://lobid.org/gnd/"}, "https://d-nb.info/gnd/", "https://d-nb.info/gnd/7"),
        ({"name": "a", "identifierSpace": "https://rkd.nl/artists/"}, "https://rkd.nl/artists/", "https://rkd.nl/artists/7"),
        ({"name": "a", "identifierSpace": "https://x.org/space", "view": {"url": "https://x.org/p/{{id}}"}},
         "https://x.org/p/", "https://x.org/p/7"),
        ({"name": "a", "identifierSpace": "https://x.org/p/", "view": {"url": "https://x.org/{{id}}.html"}},
         "https://x.org/p/", "https://x.org/p/7"),
    ],
)  # fmt: skip
def test_addresses_are_those_of_the_authority(
    web_client: Clients, manifest: dict[str, Any], prefix: str, iri: str
) -> None:
    with serve(sends(manifest)) as server:
        found = fetch_manifest(web_client("a"), server.url)
    assert (found.prefix, found.iri("7"), found.iri("https://elsewhere.org/7")) == (
        prefix,
        iri,
        "https://elsewhere.org/7",
    )


def test_one_service_may_speak_for_several_vocabularies(web_client: Clients) -> None:
    manifest = {
        "name": "Getty",
        "identifierSpace": "http://vocab.getty.edu/doc/#GVP_URLs_and_Prefixes",
        "view": {"url": "http://vocab.getty.edu/page/{{id}}"},
        "defaultTypes": [{"id": "/ulan", "name": "ULAN search"}, {"id": "/tgn", "name": "TGN search"}],
    }
    with serve(sends(manifest)) as server:
        found = fetch_manifest(web_client("getty"), server.url)
    assert found.iri("ulan/500027998") == "http://vocab.getty.edu/ulan/500027998"
    assert found.iri("tgn/7008038") == "http://vocab.getty.edu/tgn/7008038"
    assert found.prefix == "http://vocab.getty.edu/"
    assert (found.type_of("person"), found.type_of("place"), found.type_of("event")) == ("/ulan", "/tgn", "")


@pytest.mark.parametrize("size", [0, -1, True, "50", None, 1.5])
def test_a_batch_size_that_is_none_counts_as_ten(web_client: Clients, size: object) -> None:
    with serve(sends({**VIAF, "batchSize": size})) as server:
        assert fetch_manifest(web_client("viaf"), server.url).batch_size == 10


@pytest.mark.parametrize(("stated", "version"), [(None, "0.1"), ([], "0.1"), ("0.2", "0.2"), (0.2, "0.2")])
def test_versions_that_are_no_list_are_understood(web_client: Clients, stated: object, version: str) -> None:
    with serve(sends({**VIAF, "versions": stated})) as server:
        assert fetch_manifest(web_client("viaf"), server.url).version == version


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (sends({"name": "a", "versions": True}), "offers versions of the API that are not known here: True\n"
         "  hint: known are 0.2, 0.1, 1.0-draft"),
        (sends([]), "failed (no manifest of a reconciliation service)\n"
         "  hint: check the address: it must be that of a reconciliation service ({url})"),
        (sends({"name": 7}), "failed (no manifest of a reconciliation service)\n"
         "  hint: check the address: it must be that of a reconciliation service ({url})"),
        (sends_bytes(b"<html>", Content_Type="text/html"), "failed 3 times in 0 s (a page for people instead of JSON)\n"
         "  hint: check the address of the service: it must be that of its API"),
        (sends({"name": "a", "versions": ["3.0"]}), "offers versions of the API that are not known here: 3.0\n"
         "  hint: known are 0.2, 0.1, 1.0-draft"),
        (sends({"name": "a", "authentication": {"type": "apiKey"}}),
         "asks for credentials, which cannot be given here\n"
         "  hint: ask those who run it for a service without credentials"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(web_client: Clients, reply: Reply, said: str) -> None:
    with serve(reply) as server, pytest.raises(ServiceError) as failed:
        fetch_manifest(web_client("service"), server.url)
    assert str(failed.value) == f"service {said.replace('{url}', server.url)}"


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (sends({}), "an answer that lacks the results of 2 of 2 questions"),
        (sends([]), "an answer that lacks the results of 2 of 2 questions"),
        (sends({"q0": {"result": []}}), "an answer that lacks the results of 1 of 2 questions"),
        (sends({"q0": {"result": []}, "q1": {"result": {}}}), "an answer that lacks the results of 1 of 2 questions"),
        (sends({"q0": {"result": []}, "q1": {"error": "x"}}), "an answer that lacks the results of 1 of 2 questions"),
        (sends({"q0": {"result": [{"id": "1"}]}, "q1": {"result": []}}), "results without id or name"),
        (sends({"q0": {"result": [7]}, "q1": {"result": []}}), "results without id or name"),
    ],
)
def test_results_that_are_missing_are_a_failure_and_not_no_match(web_client: Clients, reply: Reply, what: str) -> None:
    with serve(sends(VIAF), reply) as server, pytest.raises(ServiceError) as failed:
        matcher(web_client("viaf"), server).find(LEV)
    assert str(failed.value) == f"viaf failed ({what})\n{SHAPE} ({server.url}/reconcile)"


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (sends({"status": "error", "message": "index is rebuilt"}), "error: index is rebuilt"),
        (sends({"error": "out of memory"}, 500), "error: out of memory"),
        (sends({}, 503), "HTTP 503"),
        (breaks_off(b'{"q0": {"result": []}', 99), "the answer broke off"),
    ],
)
def test_faults_of_the_service_are_tried_again_then_told(web_client: Clients, reply: Reply, what: str) -> None:
    with serve(sends(VIAF), reply) as server, pytest.raises(ServiceError) as failed:
        matcher(web_client("viaf"), server).find(LEV)
    assert str(failed.value) == (
        f"viaf failed 5 times in 0 s ({what})\n  hint: run the same command again later; what has been answered is kept"
    )
    with serve(sends(VIAF), reply, Service(VIAF).reply) as server:
        assert len(matcher(web_client("viaf2"), server).find(LEV)) == 2


def test_an_extension_without_rows_is_a_failure(web_client: Clients) -> None:
    results = {key: {"result": [{"id": "Q1", "name": "Lev", "score": 1}]} for key in ("q0", "q1")}
    with serve(sends(WIKIDATA), sends(results), sends({"rows": []})) as server, pytest.raises(ServiceError) as failed:
        matcher(web_client("wikidata"), server).find(LEV)
    assert str(failed.value) == f"wikidata failed (an answer without 'rows')\n{SHAPE} ({server.url}/reconcile)"


def test_types_tell_the_kind_only_where_they_name_one() -> None:
    manifest = ServiceManifest("https://example.org/", "a", "0.2", ("https://example.org/",))
    assert manifest.kind_of({"Person": ""}) == "person"
    assert manifest.kind_of({"1": "Place or geographic name"}) == "place"
    assert manifest.kind_of({"1": "Person or place"}) == ""
    assert manifest.kind_of({}) == ""


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0-draft"])
def test_what_is_sent_is_valid_by_the_specification(web_client: Clients, version: str) -> None:
    folder = SPECIFICATION / version
    if not folder.is_dir():
        pytest.skip("the specification is not at hand")
    schemas = {path.name: json.loads(path.read_text()) for path in (folder / "schemas").glob("*.json")}
    schema = schemas["reconciliation-query-batch.json"]
    store = {f"{schema['$id'].rpartition('/')[0]}/{name}": one for name, one in schemas.items()}
    service = Service({**WIKIDATA, "versions": [version]}, [])
    with serve(service.reply) as server:
        matcher(web_client("wikidata"), server).find_many([LEV, Entity("place/a", "place", (EntityName("A"),))])
    registry = Registry().with_resources((iri, DRAFT7.create_resource(one)) for iri, one in store.items())
    validator = jsonschema.Draft7Validator(schema, registry=registry)
    assert len(service.batches) == 2
    for batch in service.batches:
        validator.validate(batch)
