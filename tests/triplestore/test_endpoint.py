"""The endpoint and the pages of records: forms, refusals, what strangers may not do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from sedova_lod.triplestore import load_store
from tests.triplestore.served import TOKEN, Served, serve

BASE = "https://data.example.org/"
HOSTILE = '<script>alert(1)</script> \\" \\u202e\\u0000'
QUADS = f"""\
<{BASE}person/anna> <http://schema.org/name> "Anna <b>Ruban</b>"@en <{BASE}person/anna.ttl> .
<{BASE}person/anna> <http://schema.org/name> "{HOSTILE}" <{BASE}person/anna.ttl> .
<{BASE}person/anna> <http://schema.org/knows> <{BASE}person/berta> <{BASE}person/anna.ttl> .
<{BASE}person/anna#birth> <http://schema.org/location> <{BASE}place/romny> <{BASE}person/anna.ttl> .
<{BASE}person/berta> <http://schema.org/name> "Berta" <{BASE}person/berta.ttl> .
<{BASE}person/шолом> <http://schema.org/name> "Шолом" <{BASE}person/шолом.ttl> .
<{BASE}agent/x> <http://schema.org/name> "x" <{BASE}provenance> .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("endpoint")
    (folder / "data.nq").write_text(QUADS, encoding="utf-8")
    load_store([folder / "data.nq"], folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[Served]:
    with serve(store, "--jobs", "1") as running:
        yield running


ROWS = "SELECT ?o { ?s <http://schema.org/name> ?o } ORDER BY ?o"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv, */*;q=0.1", "text/csv"),
        ("text/csv;q=0.2, text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
    ],
)
def test_rows_come_in_the_form_that_is_liked_best(served: Served, accept: str, kind: str) -> None:
    reply = served.query(ROWS, accept)
    assert (reply.status, reply.kind, reply.headers["vary"]) == (200, kind, "Accept")
    assert len(reply.body) == int(reply.headers["content-length"])


@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_graphs_come_in_the_form_that_is_liked_best(served: Served, kind: str) -> None:
    reply = served.query("CONSTRUCT WHERE { ?s <http://schema.org/knows> ?o }", kind)
    assert reply.kind == kind
    chosen = ox.RdfFormat.from_media_type(kind)
    assert chosen is not None
    assert len(list(ox.parse(reply.body, chosen))) == 1


@pytest.mark.parametrize(
    ("text", "accept"),
    [(ROWS, "text/turtle"), ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"), (ROWS, "image/png"), ("", "text/csv")],
)
def test_what_cannot_be_had_is_refused(served: Served, text: str, accept: str) -> None:
    reply = served.query(text, accept) if text else served.send("GET", "/sparql", headers={"Accept": accept})
    assert reply.status == 406
    assert json.loads(reply.body)["what"] == "the answer has none of the forms that are asked for"


def test_the_service_describes_itself(served: Served) -> None:
    reply = served.send("GET", "/sparql", headers={"Accept": "application/n-triples"})
    lines = reply.text
    assert (
        f"<http://127.0.0.1:{served.port}/sparql> <http://www.w3.org/ns/sparql-service-description#endpoint>" in lines
    )
    assert '<http://rdfs.org/ns/void#triples> "7"' in lines
    assert "SPARQL11Update" not in lines
    assert served.send("GET", "/sparql", headers={"Accept": "text/html"}).kind == "text/turtle"


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("status", "method", "path", "body", "headers"),
    [
        (400, "GET", "/sparql?query=ASK", None, {}),
        (400, "GET", "/sparql?query=%FF", None, {}),
        (400, "GET", "/sparql?query=", None, {}),
        (400, "GET", "/sparql?query=ASK%7B%7D&default-graph-uri=a%20b", None, {}),
        (400, "POST", "/sparql", b"query=%C3%28", FORM),
        (400, "POST", "/sparql", b"", FORM),
        (400, "POST", "/sparql", b"\xff\xfe", {"Content-Type": "application/sparql-query"}),
        (400, "POST", "/sparql?query=ASK%7B%7D", b"ASK {}", {"Content-Type": "application/sparql-query"}),
        (403, "POST", "/sparql", b"update=CLEAR+ALL", FORM),
        (415, "POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}),
        (405, "DELETE", "/sparql", None, {}),
        (405, "POST", "/person/anna", b"", {}),
        (404, "GET", "/person/nobody", None, {}),
        (404, "GET", "/../../etc/passwd", None, {}),
        (404, "GET", "/person/anna%3E%20%7D", None, {}),
        (403, "GET", "/", None, {"Host": "evil.example"}),
    ],
)
def test_refusals_are_told_and_nothing_else(
    served: Served, status: int, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> None:
    reply = served.send(method, path, body, headers)
    assert reply.status == status, reply.text
    assert set(json.loads(reply.body)) <= {"where", "what", "hint"}
    assert "Traceback" not in reply.text


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_people_are_told_on_a_page_that_there_is_nothing(served: Served) -> None:
    for path, shown in (("/person/nobody", "/person/nobody"), ("/%3Cb%3E", "/&lt;b&gt;")):
        reply = served.send("GET", path, headers=BROWSER)
        assert (reply.status, reply.kind, reply.headers["vary"]) == (404, "text/html", "Accept")
        assert f"<h1>there is nothing at &#x27;{shown}&#x27;</h1>" in reply.text
    assert served.send("GET", "/person/nobody", headers={"Accept": "*/*"}).kind == "application/json"


def test_a_record_says_which_forms_it_has(served: Served) -> None:
    reply = served.send("GET", "/person/anna", headers={"Accept": "text/csv"})
    assert (reply.status, json.loads(reply.body)) == (406, {
        "what": "the answer has none of the forms that are asked for",
        "hint": "it can be text/html, text/turtle, application/ld+json",
    })  # fmt: skip


def test_a_request_that_is_too_long_is_refused_before_it_has_come(served: Served) -> None:
    for length in (b"Content-Length: 1100000", b"Transfer-Encoding: chunked"):
        with served.connect() as connection:
            connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n" + length + b"\r\n\r\n")
            if b"chunked" in length:
                connection.sendall(b"%x\r\n" % 1_000_001 + b"x" * 1_000_001)
            assert connection.recv(65536).startswith(b"HTTP/1.1 413 ")


def test_a_fault_of_the_query_has_its_place(served: Served) -> None:
    reply = served.query("SELECT * {\n ?s schema:name ?o }")
    assert (reply.status, json.loads(reply.body)) == (400, {
        "where": "query:2:5",
        "what": "the prefix 'schema:' is not declared",
        "hint": "add PREFIX schema: <http://schema.org/>",
    })  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { ?a ?b trueSERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?a ?b 1e0SERVICE<http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX e: <http://e/> SELECT * { ?a e:b\\' ?c . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } # '\n }",
        "SELECT * { ?a <http://e/\\u0023> ?c . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_query_makes_the_service_ask_others(served: Served, text: str) -> None:
    reply = served.query(text)
    what = "SERVICE is not answered here: this service asks no others"
    assert (reply.status, json.loads(reply.body)) == (400, {"what": what})


def test_words_in_texts_are_no_keywords(served: Served) -> None:
    assert served.query('ASK { BIND("a secret service # " AS ?x) } # SERVICE').status == 200


def test_pages_of_records_are_found_by_their_address(served: Served) -> None:
    for accept, ending in (
        ("text/html", "html"),
        ("text/turtle", "ttl"),
        ("application/ld+json", "jsonld"),
        ("", "html"),
    ):
        reply = served.send("GET", "/person/anna", headers={"Accept": accept} if accept else {})
        assert (reply.status, reply.headers["location"]) == (303, f"/person/anna.{ending}")
        document = served.send("GET", reply.headers["location"])
        assert (document.status, document.headers["link"]) == (200, f'<{BASE}person/anna>; rel="describes"')
        again = served.send("GET", reply.headers["location"], headers={"If-None-Match": document.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        head = served.send("HEAD", reply.headers["location"])
        assert (head.status, head.body, head.headers["etag"]) == (200, b"", document.headers["etag"])
    assert served.send("GET", "/person/anna", headers={"Accept": "image/png"}).status == 406


@pytest.mark.parametrize("ending", ["html", "ttl", "jsonld"])
def test_records_may_have_addresses_in_any_script(served: Served, ending: str) -> None:
    name = quote("шолом")
    assert served.send("GET", f"/person/{name}", headers=BROWSER).headers["location"] == f"/person/{name}.html"
    reply = served.send("GET", f"/person/{name}.{ending}")
    assert (reply.status, reply.headers["link"]) == (200, f'<{BASE}person/{name}>; rel="describes"')
    assert "Шолом" in reply.text


def test_a_page_shows_hostile_texts_as_texts(served: Served) -> None:
    page = served.send("GET", "/person/anna.html").text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot;" in page
    assert "<h1>Anna &lt;b&gt;Ruban&lt;/b&gt;</h1>" in page
    assert '<a href="/person/berta">person/berta</a>' in page
    assert '<h2 id="birth">' in page
    turtle = served.send("GET", "/person/anna.ttl")
    assert len(list(ox.parse(turtle.body, ox.RdfFormat.TURTLE))) == 4


def test_pages_of_other_origins_may_read_but_not_forge(served: Served) -> None:
    reply = served.query("ASK {}")
    assert reply.headers["access-control-allow-origin"] == "*"
    before = served.send("OPTIONS", "/sparql", headers={"Origin": "https://a.example"})
    assert before.status == 204
    assert "Authorization" in before.headers["access-control-allow-headers"]
    assert "default-src 'self'" in served.send("GET", "/").headers["content-security-policy"]


def test_updates_need_a_store_that_is_writable_and_the_token(store: Path, tmp_path: Path) -> None:
    load_store([store.parent / "data.nq"], tmp_path / "store")
    with serve(tmp_path / "store", "--writable", "--access-log") as served:
        text = 'INSERT DATA { <x:a> <x:b> "c" }'
        assert served.update(text, "wrong").headers["www-authenticate"] == "Bearer"
        assert served.query("ASK { ?s <x:b> ?o }").text == '{"head":{},"boolean":false}\n'
        assert served.update(text, TOKEN).status == 204
        assert served.query("ASK { ?s <x:b> ?o }").text == '{"head":{},"boolean":true}\n'
        assert served.update("LOAD <file:///etc/passwd>").status == 400
        assert served.update("INSERT DATA { ?a ?b ?c }").status == 400


def test_a_service_gives_the_new_release_once_it_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "a.nt"
    file.write_text("<x:a> <x:b> <x:c> .")
    load_store([file], tmp_path / "store")
    with serve(tmp_path / "store", "--jobs", "1") as served:
        assert served.query("ASK { <x:d> ?p ?o }").text == '{"head":{},"boolean":false}\n'
        file.write_text("<x:d> <x:b> <x:c> .")
        load_store([file], tmp_path / "store")
        assert served.query("ASK { <x:d> ?p ?o }").text == '{"head":{},"boolean":true}\n'


TOMBSTONES = f"""\
<{BASE}person/ann> <http://www.w3.org/2002/07/owl#deprecated> true ;
    <http://www.w3.org/2000/01/rdf-schema#comment> "a duplicate"@en ;
    <http://purl.org/dc/terms/isReplacedBy> <{BASE}person/anna> .
<{BASE}person/both> <http://www.w3.org/2002/07/owl#deprecated> true ;
    <http://purl.org/dc/terms/isReplacedBy> <{BASE}person/anna> , <{BASE}person/berta> .
<{BASE}place/nowhere> <http://www.w3.org/2002/07/owl#deprecated> true ;
    <http://www.w3.org/2000/01/rdf-schema#comment> "it never was"@en .
"""


@pytest.fixture(scope="module")
def with_tombstones(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("retired")
    (folder / "dataset.nq").write_text(QUADS, encoding="utf-8")
    (folder / "retired.ttl").write_text(TOMBSTONES, encoding="utf-8")
    with serve(folder, "--jobs", "1") as running:
        yield running


def test_a_retired_address_leads_to_what_stands_for_it_now(with_tombstones: Served) -> None:
    for accept in ("text/html", "text/turtle"):
        reply = with_tombstones.send("GET", "/person/ann", headers={"Accept": accept})
        assert (reply.status, reply.headers["location"], reply.body) == (303, "/person/anna", b"")
    reply = with_tombstones.send("GET", "/person/both", headers={"Accept": "text/turtle"})
    assert (reply.status, reply.headers["location"]) == (303, "/person/both.ttl")


def test_a_retired_address_that_nothing_stands_for_is_gone(with_tombstones: Served) -> None:
    reply = with_tombstones.send("GET", "/place/nowhere", headers={"Accept": "text/html"})
    assert (reply.status, reply.kind) == (410, "text/html")
    assert "it never was" in reply.text
    reply = with_tombstones.send("GET", "/place/nowhere", headers={"Accept": "text/turtle"})
    assert (reply.status, len(list(ox.parse(reply.body, ox.RdfFormat.TURTLE)))) == (410, 2)
    assert with_tombstones.send("GET", "/place/elsewhere").status == 404
