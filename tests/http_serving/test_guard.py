"""The guard over a real socket: names, tokens, pages of other origins, sizes, slow senders, faults."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, Router

from sedova_lod.errors import MissingExtraError, UsageError
from sedova_lod.http_serving import Access, AsgiApp, Guard, HttpServer, new_token, require_serving

TOKEN = new_token()
ACCESS = Access(token=TOKEN, open_paths=frozenset(("/",)), most_bytes=1000, most_seconds=0.5)
SHOWN = f"Authorization: Bearer {TOKEN}\r\n"


async def home(_: Request) -> Response:
    return PlainTextResponse("home")


async def echo(request: Request) -> Response:
    return Response(await request.body())


async def fail(_: Request) -> Response:
    raise ZeroDivisionError


async def half(_: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half"
        raise ZeroDivisionError

    return StreamingResponse(parts())


APP = Router([Route("/", home), Route("/echo", echo, methods=["POST"]), Route("/fail", fail), Route("/half", half)])


class Served:
    """A server in a thread of its own, and what it was told of faults."""

    def __init__(self, access: Access) -> None:
        self.faults: list[Exception] = []
        self.server = HttpServer(Guard(APP, access, self.faults.append))
        self.port = int(self.server.address.rpartition(":")[2])
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()

    def ask(self, text: str | bytes, *, half_closed: bool = False) -> tuple[int, dict[str, str], bytes]:
        """Send bytes as they are, and read the whole answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(text.encode() if isinstance(text, str) else text)
            if half_closed:
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        head, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = head.decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        return int(status.split()[1]), headers, body

    def request(self, method: str, path: str, more: str = "", body: str = "", host: str = "") -> tuple[int, str]:
        length = f"Content-Length: {len(body)}\r\n" if body else ""
        host = host or f"127.0.0.1:{self.port}"
        text = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}{length}\r\n{body}"
        status, _, answer = self.ask(text)
        return status, json.loads(answer)["what"] if answer[:1] == b"{" else answer.decode()


@pytest.fixture(scope="module")
def serve() -> Iterator[Callable[[Access], Served]]:
    running: list[Served] = []

    def start(access: Access) -> Served:
        running.append(Served(access))
        return running[-1]

    yield start
    for served in running:
        served.server.stop()
        served.thread.join(timeout=10)
        assert not served.thread.is_alive()


@pytest.fixture(scope="module")
def served(serve: Callable[[Access], Served]) -> Served:
    return serve(ACCESS)


def test_what_tells_nothing_is_open_and_the_rest_needs_the_token(served: Served) -> None:
    assert served.request("GET", "/") == (200, "home")
    assert served.request("POST", "/echo", "", "a") == (401, "the request does not show the token")
    assert served.request("POST", "/echo", "Authorization: Bearer wrong\r\n", "a")[0] == 401
    assert served.request("POST", "/echo", f"Authorization: {TOKEN}\r\n", "a")[0] == 401
    assert served.request("POST", "/echo", f"Cookie: token={TOKEN}\r\n", "a")[0] == 401
    assert served.request("POST", "/echo", SHOWN, "a") == (200, "a")


@pytest.mark.parametrize(
    "host", ["example.org", "127.0.0.1.example.org", "localhost.example.org:80", "10.0.0.1", "[::2]", "[::1"]
)
def test_a_name_that_is_not_of_this_machine_is_refused(served: Served, host: str) -> None:
    assert served.request("GET", "/", host=host) == (403, f"this server is not known as '{host}'")
    assert served.request("POST", "/echo", SHOWN, "a", host=host)[0] == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "[::1]:8000", "127.0.0.1"])
def test_names_of_this_machine_are_known(served: Served, host: str) -> None:
    assert served.request("GET", "/", host=host) == (200, "home")


@pytest.mark.parametrize("origin", ["http://example.org", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1"])
def test_pages_from_elsewhere_may_not_ask(served: Served, origin: str) -> None:
    header = f"Origin: {origin.format(port=served.port)}\r\n{SHOWN}"
    assert served.request("POST", "/echo", header, "a") == (403, "a page from elsewhere asks, and it may not")


def test_the_own_page_may_ask(served: Served) -> None:
    header = f"Origin: http://127.0.0.1:{served.port}\r\n{SHOWN}"
    assert served.request("POST", "/echo", header, "a") == (200, "a")


def test_a_long_body_is_refused_by_its_stated_length_and_by_its_real_one(served: Served) -> None:
    long = (413, "the request is longer than 1000 bytes")
    assert served.request("POST", "/echo", SHOWN, "a" * 1001) == long
    head = f"POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{SHOWN}Transfer-Encoding: chunked\r\n\r\n"
    chunks = "1f4\r\n" + "a" * 500 + "\r\n"
    status, _, answer = served.ask(head + chunks * 3 + "0\r\n\r\n")
    assert (status, json.loads(answer)["what"]) == long
    assert served.request("POST", "/echo", SHOWN, "a" * 1000) == (200, "a" * 1000)


def test_a_body_that_does_not_arrive_is_not_waited_for(served: Served) -> None:
    head = f"POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{SHOWN}Content-Length: 100\r\n\r\nhalf"
    status, _, answer = served.ask(head)
    assert (status, json.loads(answer)["what"]) == (408, "the request did not arrive within 0.5 s")


def test_who_goes_away_in_the_middle_harms_nobody(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        connection.sendall(f"POST /echo HTTP/1.1\r\nHost: localhost\r\n{SHOWN}Content-Length: 100\r\n\r\nhalf".encode())
    assert served.request("GET", "/") == (200, "home")


def test_what_is_no_request_gets_an_answer_without_a_traceback(served: Served) -> None:
    for bad in (
        b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
    ):
        status, _, answer = served.ask(bad)
        assert status == 400
        assert b"Traceback" not in answer


def test_a_fault_is_told_to_the_terminal_and_not_to_who_asks(served: Served) -> None:
    assert served.request("GET", "/fail", SHOWN) == (500, "a fault of sedova-lod itself")
    assert [type(fault) for fault in served.faults] == [ZeroDivisionError]
    served.faults.clear()


def test_a_fault_in_the_middle_of_an_answer_is_told_too(served: Served) -> None:
    status, _, answer = served.ask(f"GET /half HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{SHOWN}\r\n")
    assert (status, b"half" in answer, b"fault" in answer) == (200, True, False)
    assert [type(fault) for fault in served.faults] == [ZeroDivisionError]
    served.faults.clear()


def test_every_answer_has_the_headers_that_keep_a_page_to_itself(served: Served) -> None:
    for path, status in (("/", 200), ("/echo", 401), ("/nothing", 401)):
        found, headers, _ = served.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert found == status
        assert headers["content-security-policy"].startswith("default-src 'self'; object-src 'none'; base-uri 'none'")
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "deny"
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


def test_a_shared_service_is_open_to_pages_of_any_origin(serve: Callable[[Access], Served]) -> None:
    shared = serve(Access(is_shared=True))
    assert shared.request("POST", "/echo", "Origin: http://example.org\r\n", "a") == (200, "a")
    _, headers, _ = shared.ask("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert headers["access-control-allow-origin"] == "*"
    assert "x-frame-options" not in headers
    assert shared.request("GET", "/", host="example.org")[0] == 403


def test_a_port_that_is_taken_is_said(served: Served) -> None:
    with pytest.raises(UsageError) as caught:
        HttpServer(APP, port=served.port)
    assert str(caught.value) == (
        f"--port: port {served.port} cannot be had: address already in use\n"
        "  hint: choose another, or leave it out: a free one is taken"
    )


@pytest.mark.parametrize("host", ["nobody.invalid", "192.0.2.1", "2001:db8::1", "a" * 300])
def test_an_address_that_is_not_ours_is_said(host: str) -> None:
    with pytest.raises(UsageError) as caught:
        HttpServer(APP, host=host)
    assert str(caught.value) == (
        f"--host: '{host}' is no address of this computer\n  hint: name one of its own, such as 127.0.0.1 or ::1"
    )


def test_without_the_extra_the_install_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError) as caught:
        require_serving()
    assert str(caught.value) == (
        'Local web pages need a package that is not installed\n  hint: pip install "sedova-lod[serve]"'
    )


def test_a_server_can_be_stopped_before_it_runs() -> None:
    app: AsgiApp = Guard(APP, ACCESS, lambda _: None)
    server = HttpServer(app)
    server.stop()
    server.run()
