"""The page of a review, served in a thread of its own, and asked over a socket."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Iterator
from typing import Any

from sedova_lod.http_serving import HttpServer
from sedova_lod.review import JointSession, ReviewSession
from sedova_lod.review.web_app import make_app

__all__ = ["TOKEN", "Served", "serve"]

TOKEN = "a-token-for-tests"  # not secret
TITLE = "Letters <of> Romny"


class Served:
    """Ask the page's addresses, as the page does or as somebody else would."""

    def __init__(self, server: HttpServer, faults: list[Exception]) -> None:
        self.address = server.address
        self.port = int(server.address.rpartition(":")[2])
        self.faults = faults

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask as somebody else: give status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def json(self, method: str, path: str, message: object = None) -> tuple[int, Any]:
        """Ask as the page does."""
        body = None if message is None else json.dumps(message).encode()
        status, _, answer = self.ask(method, path, body, {"Authorization": f"Bearer {TOKEN}"})
        return status, json.loads(answer)

    def state(self, key: str = "") -> Any:
        """Give what the page shows."""
        status, state = self.json("GET", f"/api/state?key={key.replace(' ', '%20').replace('/', '%2F')}")
        assert status == 200
        return state

    def decide(self, state: Any, answer: str, place: int = 0, comment: str = "") -> tuple[int, Any]:
        """Answer the question of a state, with one of its candidates."""
        question = state["question"]
        target = "" if answer == "none" else question["candidates"][place]["target"]
        message = {
            "key": question["key"], "answer": answer, "target": target, "stamp": question["stamp"], "comment": comment,
        }  # fmt: skip
        return self.json("POST", "/api/decisions", message)


@contextlib.contextmanager
def serve(session: ReviewSession | JointSession) -> Iterator[Served]:
    """Serve a session; no fault may have come up when it ends."""
    faults: list[Exception] = []
    joint = session if isinstance(session, JointSession) else JointSession(session)
    server = HttpServer(make_app(joint, TITLE, TOKEN, faults.append))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Served(server, faults)
    finally:
        server.stop()
        thread.join(timeout=10)
    assert not thread.is_alive()
    assert faults == []
