"""The service in a thread of its own, asked over a socket."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from sedova_lod.http_serving import Access, HttpServer
from sedova_lod.reconciliation import ServedEntities
from sedova_lod.reconciliation.web_app import Listener, make_app

__all__ = ["Served", "serve"]

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Served:
    """Hold a running service.

    Args:
        address: Its address.
        unknown: What it was asked for and did not know.
    """

    address: str
    unknown: list[str] = field(default_factory=list)

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask as anybody may: give status, headers and body."""
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=10)
        with contextlib.closing(connection):
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def get(self, path: str, **parameters: object) -> tuple[int, Any]:
        """Ask with GET, and read JSON."""
        query = f"?{urlencode(parameters, quote_via=quote)}" if parameters else ""
        status, headers, body = self.ask("GET", path + query)
        assert headers["content-type"] == "application/json"
        return status, json.loads(body)

    def post(self, **fields: object) -> tuple[int, Any]:
        """Send a form; what is no text is written as JSON."""
        written = {name: one if isinstance(one, str) else json.dumps(one) for name, one in fields.items()}
        status, headers, body = self.ask("POST", "/", urlencode(written), FORM)
        assert headers["content-type"] == "application/json"
        return status, json.loads(body)

    def find(self, text: str = "", **more: object) -> list[Any]:
        """Send one query, and give its candidates."""
        query = {**({"query": text} if text else {}), **more}
        status, answer = self.post(queries={"q0": query})
        assert status == 200, answer
        return list(answer["q0"]["result"])

    def ids(self, text: str = "", **more: object) -> list[str]:
        """Send one query, and give the ids of its candidates."""
        return [one["id"] for one in self.find(text, **more)]


@contextlib.contextmanager
def serve(entities: ServedEntities, access: Access, address: str = "") -> Iterator[Served]:
    """Serve entities; no fault may have come up when it ends."""
    faults: list[Exception] = []
    unknown: list[str] = []
    app = make_app(entities, access, "1.2.3", Listener(unknown.append, faults.append), address=address)
    server = HttpServer(app)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield Served(server.address, unknown)
    finally:
        server.stop()
        thread.join(timeout=10)
    assert not thread.is_alive()
    assert faults == []
