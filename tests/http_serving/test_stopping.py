"""A server that is told to stop finishes what it answers, and its process ends in good order."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

SCRIPT = """
import asyncio
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router
from sedova_lod.http_serving import Access, Guard, HttpServer

async def slow(_):
    print("asked", flush=True)
    await asyncio.sleep(0.5)
    return PlainTextResponse("answered")

server = HttpServer(Guard(Router([Route("/", slow)]), Access(), print))
print(server.address, flush=True)
server.run()
print("ended", flush=True)
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_what_was_asked_is_answered_before_the_end(sent: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert process.stdout.readline() == "asked\n"
            process.send_signal(sent)
            answer = b""
            while part := connection.recv(65536):
                answer += part
        assert answer.endswith(b"answered")
        assert process.stdout.readline() == "ended\n"
    assert process.returncode == 0


def test_a_signal_that_comes_before_the_first_request_ends_it_too() -> None:
    early = SCRIPT.replace("server.run()", "import os\nserver.run(lambda: os.kill(os.getpid(), 15))")
    done = subprocess.run([sys.executable, "-c", early], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stdout.splitlines()[1:], done.stderr) == (0, ["ended"], "")
