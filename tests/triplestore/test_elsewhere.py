"""Stores and endpoints elsewhere: what is sent, how it goes on after a break, and how they are asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sedova_lod.cli.main import cli
from sedova_lod.contribution import Credentials
from sedova_lod.errors import InputError, SedovaError, ServiceError
from sedova_lod.triplestore import load_store
from sedova_lod.triplestore.endpoint_access import Endpoint, authorization_of
from sedova_lod.triplestore.remote_loading import LoadLedger, iter_batches, send_batches
from sedova_lod.web import Surroundings
from tests.triplestore.served import TOKEN, Served, serve

pytestmark = pytest.mark.slow

QUADS = "".join(
    f'<http://example.org/{number}> <http://example.org/p> "\\"{number}\\"" <http://example.org/g{number % 3}> .\n'
    for number in range(30)
)


class Recorder(ThreadingHTTPServer):
    """A store that keeps what it is sent, and fails when it is told to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[tuple[str, str, str, str]] = []
        self.failing: set[int] = set()
        self.most_bytes = 1_000_000
        self.redirect = ""
        self.reply: tuple[int, bytes, dict[str, str]] | None = None
        self.authorization = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/store"


class _Handler(BaseHTTPRequestHandler):
    server: Recorder

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.authorization = self.headers.get("Authorization", "")
        if self.server.redirect and self.path == "/store":
            return self._lead_away()
        if self.server.reply:
            status, content, headers = self.server.reply
            return self._say(status, content, **headers)
        if self.path == "/login":
            return self._say(200, b"<p>Who are you?", **{"Content-Type": "text/html"})
        if len(body) > self.server.most_bytes:
            return self._say(413, b"")
        is_failing = len(self.server.seen) in self.server.failing
        if not is_failing:
            self.server.seen.append((self.command, self.path, self.headers["Content-Type"], body.decode()))
        content = b"the disk is full" if is_failing else b""
        self.send_response(400 if is_failing else 204)
        self.send_header("Content-Type", "text/plain")
        if content:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _lead_away(self) -> None:
        self.send_response(302)
        self.send_header("Location", self.server.redirect)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_PUT = _answer  # noqa: N815 - names of the library

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    server = Recorder()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def quads(tmp_path: Path) -> Path:
    path = tmp_path / "data.nq"
    path.write_text(QUADS)
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "empty.nq").write_text("")
    load_store([folder / "empty.nq"], folder / "store")
    with serve(folder / "store", "--writable") as running:
        yield running


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, standalone_mode=False, env=environment)


def test_nothing_is_sent_without_apply(recorder: Recorder, quads: Path) -> None:
    result = run("load", str(quads), "--to", recorder.url)
    told = f"dry run: nothing was sent; with --apply: 30 quads of 3 graphs in 3 requests to {recorder.url}\n"
    assert (result.stderr, recorder.seen) == (told, [])


def test_graphs_replace_what_an_endpoint_held(served: Served, quads: Path, tmp_path: Path) -> None:
    url, ledger = f"http://127.0.0.1:{served.port}/sparql", tmp_path / "ledger.json"
    served.update("DROP ALL ; INSERT DATA { GRAPH <http://example.org/g1> { <x:old> <x:p> <x:y> } }")
    for _ in range(2):
        result = run("load", str(quads), "--to", url, "--apply", "--ledger", str(ledger), SEDOVA_ENDPOINT_TOKEN=TOKEN)
        assert result.exception is None
        assert result.stderr == f"sent 3 requests, 30 quads of 3 graphs in 3 requests in all, to {url}\n"
        assert not ledger.exists()
        assert served.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "text/csv").text == "n\r\n30\r\n"


def test_who_is_not_let_in_is_told(served: Served, quads: Path, tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{served.port}/sparql"
    result = run(
        "load", str(quads), "--to", url, "--apply", "--ledger", str(tmp_path / "x"), SEDOVA_ENDPOINT_TOKEN="no"
    )
    assert isinstance(result.exception, ServiceError)
    assert "HTTP 401" in str(result.exception)
    half = run("load", str(quads), "--to", url, "--apply", "--ledger", str(tmp_path / "x"), SEDOVA_ENDPOINT_USER="me")
    assert str(half.exception).startswith("SEDOVA_ENDPOINT_PASSWORD is not set")


def test_a_secret_from_a_file_may_end_with_a_line_break() -> None:
    assert authorization_of({"SEDOVA_ENDPOINT_TOKEN": "abc\r\n"}) == "Bearer abc"
    assert authorization_of({"SEDOVA_ENDPOINT_USER": "a\n", "SEDOVA_ENDPOINT_PASSWORD": "b\n"}) == "Basic YTpi"
    assert Credentials.from_environment({"SEDOVA_WIKIBASE_TOKEN": "abc\n"}).token == "abc"


def test_a_run_goes_on_where_it_broke_off(recorder: Recorder, quads: Path, tmp_path: Path) -> None:
    recorder.failing = {2}
    command = ["load", str(quads), "--to", recorder.url, "--apply", "--ledger", str(tmp_path / "ledger.json")]
    result = run(*command)
    assert str(result.exception).startswith("the endpoint failed (HTTP 400: the disk is full)")
    assert json.loads((tmp_path / "ledger.json").read_text())["done"] == 2
    recorder.failing = set()
    again = run(*command)
    assert again.stderr.splitlines()[0] == "going on after request 2"
    assert len({body for *_, body in recorder.seen}) == len(recorder.seen) == 3
    quads.write_text(QUADS + '<x:a> <x:b> "c" .\n')
    assert "sent 4 requests" in run(*command).stderr


def test_what_is_too_large_is_sent_in_halves(recorder: Recorder, tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    file.write_text("".join(f'<x:{number}> <x:p> "{number}" <x:g> .\n' for number in range(20)))
    recorder.most_bytes = 160
    command = ["load", str(file), "--to", recorder.url, "--apply", "--ledger", str(tmp_path / "ledger.json")]
    assert run(*command).stderr == f"sent 1 requests, 20 quads of 1 graphs in 1 requests in all, to {recorder.url}\n"
    bodies = [body for *_, body in recorder.seen]
    assert [body.startswith("DROP SILENT GRAPH <x:g> ;\n") for body in bodies] == [True] + [False] * (len(bodies) - 1)
    assert sum(body.count("<x:p>") for body in bodies) == 20
    recorder.most_bytes = 10
    assert str(run(*command).exception) == (
        "the endpoint failed (HTTP 413)\n"
        "  hint: the service takes no request as large as this one: ask those who run it for a higher limit "
        f"({recorder.url})"
    )
    recorder.most_bytes = 100
    file.write_text("".join(f"_:a <x:p> <x:{number}> <x:g> .\n" for number in range(20)))
    assert "HTTP 413" in str(run(*command).exception)


@pytest.mark.parametrize("place", ["/login", "http://localhost:{port}/other"])
def test_a_page_to_which_data_are_led_is_no_store(recorder: Recorder, quads: Path, tmp_path: Path, place: str) -> None:
    recorder.redirect = place.format(port=recorder.server_address[1])
    result = run("load", str(quads), "--to", recorder.url, "--apply", "--ledger", str(tmp_path / "ledger.json"))
    shown = recorder.redirect if ":" in place else recorder.url.replace("/store", place)
    assert str(result.exception) == (
        f"the endpoint failed (it redirects what is sent to {shown})\n"
        f"  hint: check the address of the service ({recorder.url})"
    )


def test_a_graph_store_is_sent_graphs(recorder: Recorder, quads: Path, tmp_path: Path) -> None:
    endpoint = Endpoint(recorder.url, environment={"SEDOVA_ENDPOINT_USER": "a", "SEDOVA_ENDPOINT_PASSWORD": "b"})
    ledger = LoadLedger(tmp_path / "ledger", recorder.url, [quads], is_graph_store=True)
    n_sent = send_batches(iter_batches([quads], 6), endpoint, ledger, lambda _: None, is_graph_store=True)
    assert n_sent == 6
    assert [(verb, path) for verb, path, *_ in recorder.seen[:2]] == [
        ("PUT", "/store?graph=http%3A%2F%2Fexample.org%2Fg0"),
        ("POST", "/store?graph=http%3A%2F%2Fexample.org%2Fg0"),
    ]
    assert {kind for *_, kind, _ in recorder.seen} == {"application/n-triples"}
    assert sorted(line for *_, body in recorder.seen for line in body.splitlines())[0].endswith('"\\"0\\"" .')
    assert recorder.authorization == "Basic YTpi"


def test_blank_nodes_are_not_torn(tmp_path: Path) -> None:
    file = tmp_path / "a.nq"
    file.write_text("".join(f"_:a <x:p> <x:{number}> <x:g> .\n" for number in range(4)))
    assert [len(batch.lines) for batch in iter_batches([file], 4)] == [4]
    with pytest.raises(InputError, match="the graph 'x:g' has blank nodes, and more than 3 triples"):
        list(iter_batches([file], 3))
    file.write_text("_:a <x:p> <x:b> <x:g> .\n_:a <x:p> <x:b> <x:h> .\n")
    with pytest.raises(InputError, match="a blank node stands in two graphs"):
        list(iter_batches([file]))


RESULTS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:a"}}]}}'


@pytest.mark.parametrize(
    ("status", "headers", "why"),
    [
        (206, {}, "it has no more time for the query"),
        (200, {"X-SQL-State": "S1TAT"}, "it has no more time for the query"),
        (200, {"X-SPARQL-MaxRows": "1"}, "it gives at most 1 rows"),
        (200, {"X-SPARQL-MaxRows": "10000"}, ""),
    ],
)
def test_a_part_of_an_answer_is_not_taken_for_the_whole(
    recorder: Recorder, status: int, headers: dict[str, str], why: str
) -> None:
    recorder.reply = (status, RESULTS, {"Content-Type": "application/sparql-results+json", **headers})
    result = run("query", recorder.url, "SELECT ?s { ?s ?p ?o }", "--format", "csv")
    assert result.stdout.splitlines() == ["s", "x:a"]
    told = (
        f"the endpoint gave only a part of the answer ({why})\n"
        "  hint: ask for less, or for one part after the other with ORDER BY, LIMIT and OFFSET"
    )
    assert str(result.exception) == (told if why else "None")


def test_columns_from_an_endpoint_stand_in_the_order_of_the_query(recorder: Recorder) -> None:
    answer = RESULTS.replace(b'["s"]', b'["o","s"]').replace(b'"s":{', b'"o":{"type":"literal","value":"1"},"s":{')
    recorder.reply = (200, answer, {"Content-Type": "application/sparql-results+json"})
    for query, rows in (("SELECT * { ?s ?p ?o }", ["s,o", "x:a,1"]), ("SELECT ?o ?s { ?s ?p ?o }", ["o,s", "1,x:a"])):
        assert run("query", recorder.url, query, "--format", "csv").stdout.splitlines() == rows


def test_an_endpoint_is_asked_like_a_store(served: Served) -> None:
    url = f"http://127.0.0.1:{served.port}/sparql"
    served.update("DROP ALL")
    served.update('INSERT DATA { GRAPH <x:names> { <x:a> <http://schema.org/name> "A" , "B"@en } }')
    names = "SELECT ?n { ?s schema:name ?n } ORDER BY ?n"
    assert run("query", url, names, "--format", "csv").stdout_bytes == b"n\r\nA\r\nB\r\n"
    limited = run("query", url, names, "--limit", "1")
    assert (limited.stdout, limited.stderr) == ("n\n-\nA\n", "there are more than these 1: --limit\n")
    assert run("query", url, names, "--set", 'n="B"@en', "--format", "tsv").stdout == '?n\n"B"@en\n'
    assert run("query", url, "ASK { ?s schema:name 'A' }").stdout == "yes\n"
    graph = "CONSTRUCT { ?s a ?n } { ?s schema:name ?n FILTER(isLiteral(?n)) BIND(schema:Thing AS ?t) }"
    assert run("query", url, graph.replace("?n }", "schema:Thing }", 1), "--format", "ntriples").stdout == (
        "<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://schema.org/Thing> .\n"
    )
    fault = run("query", url, "SELECT * { ?s")
    assert isinstance(fault.exception, SedovaError)
    assert "HTTP 400" in str(fault.exception)


@pytest.mark.parametrize("content", ["mine", '{"a": 1}', "[]"])
def test_a_ledger_never_takes_the_place_of_a_file_of_the_user(tmp_path: Path, recorder: Recorder, content: str) -> None:
    (tmp_path / "a.nq").write_text(QUADS)
    (tmp_path / "mine.json").write_text(content)
    done = run("load", str(tmp_path / "a.nq"), "--to", recorder.url, "--apply", "--ledger", str(tmp_path / "mine.json"))
    assert str(done.exception) == (
        f"{tmp_path / 'mine.json'}: this is no ledger of an earlier run, and would be replaced\n"
        "  hint: name another file with --ledger"
    )
    assert (tmp_path / "mine.json").read_text() == content
    assert recorder.seen == []


def test_an_endpoint_that_is_not_there_is_told() -> None:
    from sedova_lod.triplestore.querying import QueryOptions, answer_query

    quick = Surroundings(sleep=lambda _: None)
    with pytest.raises(ServiceError, match="the endpoint failed 5 times"):
        answer_query("http://127.0.0.1:9/sparql", "ASK {}", QueryOptions(surroundings=quick), print)
