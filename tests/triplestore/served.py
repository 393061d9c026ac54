"""A served store for tests: the command itself, in a process, asked over real sockets."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

__all__ = ["TOKEN", "Reply", "Served", "serve"]

TOKEN = "a-token-of-the-tests"


@dataclass(frozen=True)
class Reply:
    """Hold an answer."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Served:
    """Ask a running service."""

    port: int
    process: subprocess.Popen[str]

    def send(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, answer.read(), told)

    def query(self, text: str, accept: str = "", **parameters: str) -> Reply:
        address = "/sparql?" + urlencode({"query": text, **parameters})
        return self.send("GET", address, headers={"Accept": accept} if accept else {})

    def update(self, text: str, token: str = TOKEN) -> Reply:
        headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {token}"}
        return self.send("POST", "/sparql", text.encode(), headers)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


@contextlib.contextmanager
def serve(source: Path, *options: str) -> Iterator[Served]:
    """Run the command until the context ends; it must end well."""
    command = [str(Path(sys.executable).with_name("sedova-lod")), "serve", str(source), *options]
    environment = {**os.environ, "SEDOVA_UPDATE_TOKEN": TOKEN, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, process.communicate()[1]
            yield Served(urlsplit(line.strip()).port or 0, process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert "Traceback" not in told
