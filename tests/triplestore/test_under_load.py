"""The service under load and attack: it answers or refuses in bounded time, and ends in good order."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sedova_lod.triplestore import load_store
from tests.triplestore.served import Served, serve

pytestmark = pytest.mark.slow

N_TRIPLES = 3000
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
HUGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("load")
    lines = (f'<http://example.org/{n}> <http://example.org/p> "{n}" .\n' for n in range(N_TRIPLES))
    (folder / "data.nt").write_text("".join(lines))
    load_store([folder / "data.nt"], folder / "store")
    return folder / "store"


@pytest.fixture(scope="module")
def served(store: Path) -> Iterator[Served]:
    with serve(store, "--timeout", "2", "--queue", "60", "--max-result", "1", "--memory", "400") as running:
        yield running


def test_fifty_clients_are_answered(served: Served) -> None:
    with ThreadPoolExecutor(50) as clients:
        replies = list(clients.map(lambda _: served.query(COUNT), range(150)))
    assert Counter(reply.status for reply in replies) == {200: 150}
    assert {reply.body for reply in replies} == {replies[0].body}


def test_an_endless_query_is_ended_and_others_are_answered_after_it(served: Served) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(3) as clients:
        replies = list(clients.map(lambda _: served.query(ENDLESS), range(3)))
    assert {reply.status for reply in replies} == {503}
    assert json.loads(replies[0].body)["what"] == "there was no answer within 2 s"
    assert time.monotonic() - begun < 30
    assert served.query(COUNT).status == 200


def test_an_answer_that_is_too_large_is_refused_whole(served: Served) -> None:
    reply = served.query(HUGE, "text/csv")
    assert (reply.status, json.loads(reply.body)["what"]) == (403, "the answer is larger than it may be")


def test_a_query_that_needs_too_much_memory_is_ended(served: Served) -> None:
    reply = served.query(GREEDY)
    assert reply.status == 503
    assert served.query(COUNT).status == 200


def test_more_than_can_wait_are_refused(store: Path) -> None:
    with serve(store, "--timeout", "1", "--jobs", "1", "--queue", "1") as served:
        with ThreadPoolExecutor(6) as clients:
            replies = list(clients.map(lambda _: served.query(ENDLESS), range(6)))
        said = Counter(json.loads(reply.body)["what"] for reply in replies)
        assert said["too many queries are waiting"] >= 3
        busy = next(reply for reply in replies if "too many" in reply.text)
        assert (busy.status, busy.headers["retry-after"]) == (503, "5")


def test_slow_clients_are_left_and_hold_up_nobody(served: Served) -> None:
    slow = [served.connect() for _ in range(40)]
    for number, connection in enumerate(slow):
        begin = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n" if number % 2 else b"GET /spa"
        more = b"Content-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nASK" if number % 4 == 1 else b""
        connection.sendall(begin + more)
    begun = time.monotonic()
    assert served.query(COUNT).status == 200
    assert time.monotonic() - begun < 10
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(1):
            for connection in slow[::2]:
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    dripping = threading.Thread(target=drip)
    dripping.start()
    answers = [connection.recv(65536) for connection in slow]
    stop.set()
    dripping.join()
    assert time.monotonic() - begun < 40
    assert {answer[:12] for answer in answers} <= {b"", b"HTTP/1.1 408"}
    for connection in slow:
        connection.close()


def test_garbage_is_refused(served: Served) -> None:
    for garbage in (b"\x00\xff\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 70_000 + b"\r\n\r\n"):
        with served.connect() as connection:
            connection.sendall(garbage)
            assert connection.recv(65536)[:10] in (b"HTTP/1.1 4", b"")
    assert served.query(COUNT).status == 200


def test_the_end_waits_for_what_is_being_answered(store: Path) -> None:
    with serve(store, "--timeout", "3", "--jobs", "1") as served:
        with ThreadPoolExecutor(1) as client:
            slow = client.submit(served.query, ENDLESS)
            time.sleep(1)
            served.process.send_signal(signal.SIGTERM)
            assert slow.result().status == 503
        assert served.process.wait(timeout=10) == 0


def test_no_process_is_left(store: Path) -> None:
    with serve(store, "--jobs", "2") as served:
        listed = subprocess.run(
            ["pgrep", "-P", str(served.process.pid)], capture_output=True, text=True, check=True
        ).stdout.split()
        assert len(listed) == 2
    assert not any(Path(f"/proc/{number}").exists() for number in listed)
