"""Answers are kept, and a run can be repeated from them without a connection."""

from __future__ import annotations

import datetime
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from sedova_lod.errors import OutputError, ServiceError
from sedova_lod.web import AnswerCache, Request, StoredAnswer, WebClient
from tests.web.conftest import Time
from tests.web.server import sends, serve

Clients = Callable[..., WebClient]


def test_nothing_is_asked_twice(client: Clients) -> None:
    with serve(sends({"n": 1}), sends({"n": 2})) as server:
        request = Request.get(server.url, {"search": "Sedov"})
        first, second = client(cached=True).ask(request), client(cached=True).ask(request)
        other = client(cached=True).ask(Request.get(server.url, {"search": "Trotsky"}))
    assert (first.value, second.value, other.value) == ({"n": 1}, {"n": 1}, {"n": 2})
    assert (first.is_cached, second.is_cached) == (False, True)
    assert first.retrieved == second.retrieved


def test_old_answers_are_asked_for_again_but_replayed(client: Clients, time: Time) -> None:
    with serve(sends({"n": 1}), sends({"n": 2})) as server:
        request = Request.get(server.url)
        client(cached=True).ask(request)
        time.seconds += datetime.timedelta(days=31).total_seconds()
        assert client(is_replay=True).ask(request).value == {"n": 1}
        assert client(cached=True).ask(request).value == {"n": 2}


def test_a_replay_opens_no_connection(client: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(sends({"n": 1})) as server:
        kept, new = Request.get(server.url), Request.get(server.url, {"search": "new"})
        client(cached=True).ask(kept)

    def forbidden(*arguments: object, **options: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    replay = client(is_replay=True)
    assert replay.ask(kept).value == {"n": 1}
    with pytest.raises(ServiceError) as failed:
        replay.ask(new)
    assert str(failed.value) == (
        "Archive is not asked (--replay), and an answer is not in the cache\n"
        "  hint: run the same command once without --replay"
    )


def test_failures_are_not_kept(client: Clients) -> None:
    with serve(sends({"error": "busy"}, 404), sends({"n": 1})) as server:
        request = Request.get(server.url)
        with pytest.raises(ServiceError):
            client(cached=True).ask(request)
        assert client(cached=True).ask(request).value == {"n": 1}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"answer": 1}', b'{"answer": 1, "retrieved": "soon"}'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: bytes) -> None:
    cache, request = AnswerCache(tmp_path), Request.get("https://example.org/")
    cache.put(request, StoredAnswer({}, "2026-01-31T12:00:00+00:00"))
    assert cache.get(request) is not None
    cache.path(request).write_bytes(content)
    assert cache.get(request) is None


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("a file")
    with pytest.raises(OutputError) as failed:
        AnswerCache(tmp_path / "answers").put(Request.get("https://example.org/"), StoredAnswer({}, "2026-01-31"))
    assert str(failed.value) == (
        f"{tmp_path / 'answers'}: the answer cannot be kept: Not a directory\n  hint: name another folder with --cache"
    )


def test_requests_that_differ_have_different_keys() -> None:
    url = "https://example.org/"
    requests = [
        Request.get(url),
        Request.get(f"{url}api"),
        Request.get(url, {"a": 1}),
        Request.get(url, {"a": 2}),
        Request.post_form(url, {"a": 1}),
        Request.post_json(url, {"a": 1}),
        Request(url, content=b"a"),
        Request(url, content=b"b"),
        Request(url, content=b"b", content_type="text/plain"),
        Request(url, accept="text/turtle"),
        Request(url, content=b"a", verb="PUT"),
    ]
    assert len({request.key for request in requests}) == len(requests)
    assert Request.get(url, {"a": 1, "b": 2}).key == Request.get(url, {"b": 2, "a": 1}).key
