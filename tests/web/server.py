"""A local server whose answers a test writes beforehand, one a request, faults of every kind among them."""

from __future__ import annotations

import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

Reply = Callable[["Handler"], None]


@dataclass(slots=True)
class Received:
    """Hold what the server was sent."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body).items()}


@dataclass(slots=True)
class Server:
    """Hold a running server.

    Args:
        url: Its address.
        replies: Answers that are still to be given; the last one is given for ever.
        received: Requests so far.
    """

    url: str
    replies: list[Reply]
    received: list[Received] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


class Handler(http.server.BaseHTTPRequestHandler):
    """Take the next reply from the script."""

    protocol_version = "HTTP/1.1"
    script: Server

    def answer(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query, keep_blank_values=True).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        script = self.script
        script.received.append(Received(self.command, address.path, query, dict(self.headers), body))
        reply = script.replies.pop(0) if len(script.replies) > 1 else script.replies[0]
        try:
            reply(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_GET = do_POST = answer  # noqa: N815 - the names that http.server calls

    def log_message(self, *arguments: object) -> None:
        pass

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionResetError:
            self.close_connection = True

    def write(self, status: int, body: bytes, **headers: str) -> None:
        """Write a sound answer."""
        self.send_response(status)
        usual = {"Content_Type": "application/json", "Content_Length": str(len(body))}
        for name, value in {**usual, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self) -> None:
        """Close the connection at once."""
        self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def sends(value: Any, status: int = 200, **headers: str) -> Reply:
    """Answer with a JSON value."""
    return lambda handler: handler.write(status, json.dumps(value).encode(), **headers)


def sends_bytes(body: bytes, status: int = 200, **headers: str) -> Reply:
    """Answer with bytes."""
    return lambda handler: handler.write(status, body, **headers)


def redirects(target: str, status: int = 302) -> Reply:
    """Answer with a redirect."""
    return lambda handler: handler.write(status, b"", Location=target)


def breaks_off(body: bytes, promised: int) -> Reply:
    """Promise more bytes than are sent, then close the connection."""

    def reply(handler: Handler) -> None:
        handler.write(200, body, Content_Length=str(promised))
        handler.hang_up()

    return reply


def breaks_off_in_chunks(body: bytes) -> Reply:
    """Send one chunk of a chunked answer, then close the connection."""

    def reply(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        handler.hang_up()

    return reply


def hangs_up(handler: Handler) -> None:
    """Close the connection without a word."""
    handler.hang_up()


def says_nothing(handler: Handler) -> None:
    """Keep the connection open without a word, until the test is over."""
    handler.script.stop.wait(20)
    handler.close_connection = True


def drips(handler: Handler) -> None:
    """Send a byte now and then: each one in time, the whole never."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    _drip(handler, b"{")


def drips_headers(handler: Handler) -> None:
    """Send the headers byte by byte."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    _drip(handler, b"a")


def _drip(handler: Handler, byte: bytes) -> None:
    handler.close_connection = True
    while not handler.script.stop.is_set():
        handler.wfile.write(byte)
        handler.wfile.flush()
        time.sleep(0.02)


@contextmanager
def serve(*replies: Reply) -> Iterator[Server]:
    """Run a server on a free port of this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script = Server(f"http://127.0.0.1:{server.server_address[1]}", list(replies))
    server.RequestHandlerClass = type("ScriptedHandler", (Handler,), {"script": script})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
