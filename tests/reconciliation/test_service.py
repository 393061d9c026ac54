"""The service over a real socket: every answer is valid by the published schemas of both versions."""

from __future__ import annotations

import http.client
import json
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from sedova_lod.linking.reconciliation_messages import find_form_faults
from tests.reconciliation.conftest import BASE, HOSTILE, Serve
from tests.reconciliation.served import FORM, Served
from tests.reconciliation.specification import FOLDER, PUBLISHED, validator_of


def assert_valid(message: str, value: Any) -> None:
    """Hold a message to our forms, and to the published schemas where they are at hand."""
    for version in PUBLISHED:
        assert find_form_faults(message, value, version) == []
        if (FOLDER / version / "schemas" / f"{message}.json").exists():
            validator_of(version, message).validate(value)


def test_the_manifest_tells_what_is_offered(served: Served) -> None:
    status, manifest = served.get("/")
    assert status == 200
    assert_valid("manifest", manifest)
    address = served.address
    assert manifest["versions"] == ["0.1", "0.2"]
    assert manifest["name"] == "Letters of Romny"
    assert (manifest["identifierSpace"], manifest["schemaSpace"]) == (BASE, "https://w3id.org/sedova-lod/record#")
    assert manifest["serviceVersion"] == "1.2.3"
    assert [one["id"] for one in manifest["defaultTypes"]] == ["person", "place", "work"]
    assert manifest["view"] == {"url": f"{address}/view?id={{{{id}}}}"}
    assert manifest["preview"]["url"] == f"{address}/preview?id={{{{id}}}}"
    assert manifest["suggest"]["type"] == {
        "service_url": address,
        "service_path": "/suggest/type",
        "flyout_service_url": address,
        "flyout_service_path": "/flyout/type?id=${id}",
    }
    assert manifest["extend"]["propose_properties"] == {"service_url": address, "service_path": "/properties"}
    assert manifest["batchSize"] == 100


def test_addresses_in_the_manifest_are_those_that_clients_use(served: Served, start: Serve) -> None:
    port = served.address.rpartition(":")[2]
    _, _, body = served.ask("GET", "/", headers={"Host": f"localhost:{port}"})
    assert json.loads(body)["preview"]["url"].startswith(f"http://localhost:{port}/preview")
    names = frozenset(("127.0.0.1", "example.org"))
    public = start(address="https://example.org/letters", host_names=names)
    assert public.get("/")[1]["view"]["url"] == "https://example.org/letters/view?id={{id}}"
    assert public.ask("GET", "/", headers={"Host": "example.org"})[0] == 200


QUERIES = {
    "q0": {"query": "Lev Sedov", "type": "person", "limit": 2, "type_strict": "any",
           "properties": [{"pid": "born", "v": "1906"}, {"pid": "place", "v": ["Paris", {"id": "place/paris"}]}]},
    "a b/ü": {"query": "Наталья Седова"},
    "": {"properties": [{"pid": "viaf", "v": 54151571}]},
}  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_batch_is_answered_under_its_own_keys(served: Served, method: str) -> None:
    text = json.dumps(QUERIES)
    status, answer = served.get("/", queries=text) if method == "GET" else served.post(queries=text)
    assert status == 200
    assert_valid("reconciliation-result-batch", answer)
    assert {key: [one["id"] for one in found["result"]] for key, found in answer.items()} == {
        "q0": ["person/lev-sedov", "person/lev-sedov-2"],
        "a b/ü": ["person/natalia-sedova"],
        "": ["person/lev-sedov"],
    }
    first = answer["q0"]["result"][0]
    assert (first["name"], first["description"], first["match"]) == ("Lev Sedov", "Russian; 1906–1938", True)
    assert first["type"] == [{"id": "person", "name": "Person"}]
    assert first["score"] > 95 > answer["q0"]["result"][1]["score"]
    assert {"id": "place", "value": 1.0} in first["features"]


def test_values_are_given_by_property(served: Served) -> None:
    properties = [{"id": "born"}, {"id": "died"}, {"id": "name", "settings": {"limit": "1"}}, {"id": "place"},
                  {"id": "gender"}, {"id": "wd"}, {"id": "same_as"}, {"id": "kind"}, {"id": "description"},
                  {"id": "nationality"}, {"id": "occupation"}, {"id": "shoe size"}]  # fmt: skip
    ids = ["person/natalia-sedova", "person/sergei-sedov", "nobody"]
    status, answer = served.post(extend={"ids": ids, "properties": properties})
    assert status == 200
    assert_valid("data-extension-response", answer)
    assert [one["id"] for one in answer["meta"]] == [one["id"] for one in properties]
    assert answer["meta"][0]["name"] == "Born, founded or made"
    assert answer["meta"][-1] == {"id": "shoe size", "name": "shoe size (not known here)"}
    assert answer["rows"]["person/natalia-sedova"] == {
        "born": [{"str": "1882-04-05/1882-04-17"}],
        "died": [{"date": "1962-01-23T00:00:00Z"}],
        "name": [{"str": "Natalia Sedova"}],
        "place": [{"str": "Romny"}, {"str": "Paris"}],
        "gender": [{"str": "female"}],
        "wd": [{"str": "Q262376"}],
        "same_as": [{"str": "http://www.wikidata.org/entity/Q262376"}],
        "kind": [{"str": "person"}],
        "description": [{"str": "Russian revolutionary."}],
        "nationality": [],
        "occupation": [{"str": "revolutionary"}],
        "shoe size": [],
    }
    assert answer["rows"]["person/sergei-sedov"]["born"] == [{"str": "1908"}]
    assert set(map(tuple, answer["rows"]["nobody"].values())) == {()}
    assert served.unknown[-1] == "property 'shoe size'"
    assert served.get("/", extend=json.dumps({"ids": ids, "properties": properties})) == (status, answer)


def test_properties_are_proposed_by_type(served: Served) -> None:
    status, answer = served.get("/properties", type="person")
    assert status == 200
    assert_valid("data-extension-property-proposal", answer)
    assert [one["id"] for one in answer["properties"]] == [
        "name", "kind", "born", "died", "place", "occupation", "nationality", "gender", "description", "same_as", "wd",
        "viaf",
    ]  # fmt: skip
    _, answer = served.get("/properties", type="place", limit=3)
    assert answer == {
        "properties": [
            {"id": "name", "name": "Name"},
            {"id": "kind", "name": "Kind"},
            {"id": "place", "name": "Place"},
        ],
        "type": "place",
        "limit": 3,
    }


SUGGESTED = [
    ("entity", "Sed", ["person/lev-sedov", "person/lev-sedov-2", "person/sergei-sedov", "person/natalia-sedova"]),
    ("entity", "lev sed", ["person/lev-sedov", "person/lev-sedov-2"]),
    ("entity", "СЕДОВА нат", ["person/natalia-sedova"]),
    ("entity", "person/natalia-sedova", ["person/natalia-sedova"]),
    ("entity", "place%2Fromny", ["place/romny"]),
    ("entity", f"{BASE}work/my-life", ["work/my-life"]),
    ("entity", "", []),
    ("entity", "'\"%_", []),
    ("type", "pe", ["person"]),
    ("type", "", ["person", "place", "work"]),
    ("property", "made", ["born"]),
    ("property", "viaf", ["viaf"]),
    ("property", "identifier", ["wd", "viaf"]),
]


@pytest.mark.parametrize(("what", "typed", "ids"), SUGGESTED)
def test_suggestions_begin_with_what_was_typed(served: Served, what: str, typed: str, ids: list[str]) -> None:
    status, answer = served.get(f"/suggest/{what}", prefix=typed)
    assert status == 200
    messages = {"entity": "entities", "type": "types", "property": "properties"}
    assert_valid(f"suggest-{messages[what]}-response", answer)
    assert [one["id"] for one in answer["result"]] == ids


def test_suggestions_go_on_where_the_cursor_stands(served: Served) -> None:
    both = [one["id"] for one in served.get("/suggest/entity", prefix="lev")[1]["result"]]
    assert len(both) == 2
    assert [one["id"] for one in served.get("/suggest/entity", prefix="lev", limit=1)[1]["result"]] == both[:1]
    assert [one["id"] for one in served.get("/suggest/entity", prefix="lev", cursor=1)[1]["result"]] == both[1:]
    assert served.get("/suggest/entity", prefix="lev", cursor=2)[1] == {"result": []}
    assert [one["id"] for one in served.get("/suggest/type", cursor=1, limit=1)[1]["result"]] == ["place"]


def test_suggested_entities_are_described_and_typed(served: Served) -> None:
    _, answer = served.get("/suggest/entity", prefix="natalia")
    assert answer["result"] == [
        {
            "id": "person/natalia-sedova",
            "name": "Natalia Sedova",
            "description": "Russian revolutionary; 1882–1962",
            "notable": [{"id": "person", "name": "Person"}],
        }
    ]


def test_flyouts_tell_a_few_words(served: Served) -> None:
    status, answer = served.get("/flyout/entity", id="person/lev-sedov")
    assert status == 200
    assert_valid("flyout-response", answer)
    html = "<p><strong><bdi>Lev Sedov</bdi></strong></p><p>Russian; 1906–1938</p>"
    assert answer == {"id": "person/lev-sedov", "html": html}
    assert served.get("/flyout/type", id="place")[1]["html"].endswith("<p>Places on earth, of any size.</p>")
    assert "<strong><bdi>Gender</bdi></strong>" in served.get("/flyout/property", id="gender")[1]["html"]
    assert served.get("/flyout/entity", id="nobody")[1]["message"] == "there is no entity 'nobody'"
    assert served.get("/flyout/type", id=HOSTILE) == (
        404,
        {"status": "error", "message": f"there is no type '{HOSTILE}'"},
    )


def test_every_address_can_be_asked_by_jsonp(served: Served) -> None:
    asked = {
        "/": {}, "/suggest/entity": {"prefix": "lev"},
        "/flyout/type": {"id": "person"}, "/properties": {"type": "work"},
    }  # fmt: skip
    for path, parameters in asked.items():
        _, plain = served.get(path, **parameters)
        query = urlencode({**parameters, "callback": "jQuery321_17.found$"})
        status, headers, body = served.ask("GET", f"{path}?{query}")
        assert status == 200
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["x-content-type-options"] == "nosniff"
        found = re.fullmatch(r"/\*\*/jQuery321_17\.found\$\((.*)\);", body.decode("ascii"))
        assert found is not None
        assert json.loads(found[1]) == plain


@pytest.mark.parametrize(
    "callback", ["alert(1)//", "a b", "1a", "a..b", "a.", "ä", "a\n", "<script>", "a" * 129, "a[0]"]
)
def test_a_callback_that_is_no_name_is_refused(served: Served, callback: str) -> None:
    assert served.get("/", callback=callback) == (
        400,
        {
            "status": "error",
            "message": "'callback' is no name of a function",
            "hint": "use letters, digits, _, $ and full stops",
        },
    )


def test_pages_of_any_origin_may_ask_every_address(served: Served) -> None:
    for path in ("/", "/suggest/entity?prefix=lev", "/preview?id=person/lev-sedov", "/nothing", "/?queries=x"):
        _, headers, _ = served.ask("GET", path, headers={"Origin": "https://app.example.org"})
        assert headers["access-control-allow-origin"] == "*"
    status, headers, body = served.ask("OPTIONS", "/", headers={"Origin": "null"})
    assert (status, body) == (204, b"")
    assert headers["access-control-allow-methods"] == "GET, POST, OPTIONS"
    assert "Content-Type" in headers["access-control-allow-headers"]


LONG = json.dumps({f"q{number}": {"query": "a"} for number in range(101)})
REFUSED: list[tuple[dict[str, object], int, str, str]] = [
    ({"queries": "{"}, 400, "queries: this is no JSON", 'write it like {"q0": {"query": "Lev Sedov"}}'),
    ({"queries": "[" * 100_000}, 400, "queries: this is no JSON", 'write it like {"q0": {"query": "Lev Sedov"}}'),
    ({"queries": '{"q0": {"query": "a", "limit": NaN}}'}, 400, "queries: this is no JSON",
     'write it like {"q0": {"query": "Lev Sedov"}}'),
    ({"queries": []}, 400, "queries: the message must be an object", ""),
    ({"queries": {"q0": {"query": "a", "limit": 0}}}, 400,
     "queries: q0.limit is 0, and must be a whole number of at least 1", ""),
    ({"queries": {"q0": {"query": "a", "limit": 2.5}}}, 400,
     "queries: q0.limit is 2.5, and must be a whole number of at least 1", ""),
    ({"queries": {f"q{n}": {} for n in range(5)}}, 400,
     "queries: q0 lacks 'query', and has no 'properties' in its place; "
     "q1 lacks 'query', and has no 'properties' in its place; "
     "q2 lacks 'query', and has no 'properties' in its place; and 2 faults more", ""),
    ({"queries": LONG}, 413, "queries: 101 queries are more than are answered at once", "send at most 100"),
    ({"queries": {"q0": {"properties": [{"pid": f"p{n}", "v": "x"} for n in range(51)]}}}, 413,
     "queries: the 51 properties of q0 are more than are answered at once", "send at most 50"),
    ({"queries": {"q0": {"properties": [{"pid": "wd", "v": ["x"] * 51}]}}}, 413,
     "queries: the 51 values of 'wd' in q0 are more than are answered at once", "send at most 50"),
    ({"extend": "x"}, 400, "extend: this is no JSON", 'write it like {"ids": ["Q1"], "properties": [{"id": "born"}]}'),
    ({"extend": {"ids": "Q1"}}, 400, "extend: the message lacks 'properties'; ids must be a list", ""),
    ({"extend": {"ids": ["a"] * 5001, "properties": []}}, 413,
     "extend: 5001 ids are more than are answered at once", "send at most 5000"),
    ({"extend": {"ids": ["a"], "properties": [{"id": "born", "settings": {"limit": "many"}}]}}, 400,
     "extend: properties[0].settings.limit must be a whole number, 0 for all values", ""),
    ({"other": "x"}, 400, "neither 'queries' nor 'extend' is sent", "send a batch as the form field 'queries'"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "status", "message", "hint"), REFUSED)
def test_what_cannot_be_answered_is_told(
    served: Served, fields: dict[str, object], status: int, message: str, hint: str
) -> None:
    body = {"status": "error", "message": message, **({"hint": hint} if hint else {})}
    assert served.post(**fields) == (status, body)


@pytest.mark.parametrize(
    ("method", "path", "status", "message", "hint"),
    [
        ("GET", "/nothing", 404, "there is nothing at '/nothing'", "the manifest tells what is where"),
        ("POST", "/preview", 405, "POST is not answered here", "use GET, or POST at the address of the service"),
        ("DELETE", "/", 405, "DELETE is not answered here", "use GET, or POST at the address of the service"),
        ("GET", "/suggest/persons?prefix=a", 400, "'persons' are not suggested", "use entity, type, property"),
        ("GET", "/suggest/type?limit=0", 400, "limit: '0' is no number of at least 1", ""),
        ("GET", "/suggest/type?cursor=-1", 400, "cursor: '-1' is no number of at least 0", ""),
        (
            "GET",
            "/?query=Lev",
            400,
            "neither 'queries' nor 'extend' is sent",
            "send a batch as the form field 'queries'",
        ),
    ],
)
def test_other_requests_are_told_what_is_wrong(
    served: Served, method: str, path: str, status: int, message: str, hint: str
) -> None:
    found, _, body = served.ask(method, path)
    assert (found, json.loads(body)) == (
        status,
        {"status": "error", "message": message, **({"hint": hint} if hint else {})},
    )


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", ""])
def test_only_forms_are_read(served: Served, kind: str) -> None:
    status, _, body = served.ask("POST", "/", b"queries={}", {"Content-Type": kind})
    shown = kind.partition(";")[0]
    assert (status, json.loads(body)["message"]) == (400, f"the request is no form, but '{shown}'")


def test_a_form_that_is_no_utf_8_is_refused(served: Served) -> None:
    for body in (b"queries=%ff", b"queries=\xff", "&".join(f"a{n}=1" for n in range(30)).encode()):
        status, _, answer = served.ask("POST", "/", body, FORM)
        assert (status, json.loads(answer)["message"]) == (400, "the form cannot be read")


def test_forms_may_be_written_in_plain_utf_8(served: Served) -> None:
    body = 'queries={"q0": {"query": "Наталья Седова"}}'.encode()
    status, _, answer = served.ask("POST", "/", body, {"Content-Type": f"{FORM['Content-Type']}; charset=UTF-8"})
    assert status == 200
    assert [one["id"] for one in json.loads(answer)["q0"]["result"]] == ["person/natalia-sedova"]


def test_a_body_that_is_too_long_is_refused_in_the_same_form(start: Serve) -> None:
    served = start(most_bytes=1000)
    assert served.post(queries="x" * 1000) == (
        413,
        {"status": "error", "message": "the request is longer than 1000 bytes"},
    )


def test_a_name_that_is_not_of_this_machine_is_refused_in_the_same_form(served: Served) -> None:
    status, _, body = served.ask("GET", "/", headers={"Host": "rebound.example.org"})
    assert (status, json.loads(body)) == (
        403,
        {
            "status": "error",
            "message": "this server is not known as 'rebound.example.org'",
            "hint": "use the address that the command printed",
        },
    )


def test_half_a_surrogate_pair_comes_back_as_it_was_sent(served: Served) -> None:
    status, answer = served.post(queries=r'{"q\ud800": {"query": "Lev \udfff Sedov"}}')
    assert status == 200
    assert list(answer) == ["q\ud800"]


def test_a_question_in_an_address_that_is_too_long_is_refused(served: Served) -> None:
    connection = http.client.HTTPConnection(served.address.removeprefix("http://"), timeout=10)
    connection.request("GET", "/?queries=" + quote("x" * 100_000))
    assert connection.getresponse().status == 400
    connection.close()
