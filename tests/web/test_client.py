"""A client over a real socket: every fault of a service is told as it is, and never taken for an answer."""

from __future__ import annotations

import gzip
import json
import socket
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest

from sedova_lod.errors import ServiceError, UsageError
from sedova_lod.web import Limits, Request, Trouble, WebClient
from tests.web.conftest import QUICK, Time
from tests.web.server import (
    Reply,
    breaks_off,
    breaks_off_in_chunks,
    drips,
    drips_headers,
    hangs_up,
    redirects,
    says_nothing,
    sends,
    sends_bytes,
    serve,
)

Clients = Callable[..., WebClient]
LATER = "  hint: run the same command again later; what has been answered is kept"


def failure(client: WebClient, url: str, **more: Any) -> str:
    with pytest.raises(ServiceError) as failed:
        client.ask(Request.get(f"{url}/api", {"search": "Sedov"}), **more)
    assert failed.value.exit_code == 3
    return str(failed.value)


def test_an_answer_is_given_as_it_is(client: Clients) -> None:
    with serve(sends({"name": "Лев Седов"})) as server:
        answer = client().ask(Request.get(f"{server.url}/api", {"search": "Седов"}))
    assert (answer.value, answer.is_cached) == ({"name": "Лев Седов"}, False)
    assert answer.retrieved == "2026-01-31T12:00:00+00:00"
    assert server.received[0].query == {"search": "Седов"}


def test_half_a_sign_does_not_hinder_the_rest(client: Clients) -> None:
    with serve(sends_bytes(b'["a\\ud83d", "\\ud83d\\ude00"]')) as server:
        assert client(cached=True).ask(Request.get(server.url)).value == ["a\ufffd", "\U0001f600"]


def test_the_user_agent_names_program_home_and_contact(client: Clients) -> None:
    with serve(sends({})) as server:
        client().ask(Request.get(server.url))
    assert server.received[0].headers["User-Agent"] == (
        f"sedova-lod/{version('sedova-lod')} (https://w3id.org/sedova-lod; archive@example.org)"
    )
    assert "Cookie" not in server.received[0].headers


@pytest.mark.parametrize("contact", ["", "  "])
def test_nobody_is_asked_without_a_contact(contact: str) -> None:
    with pytest.raises(UsageError) as refused:
        WebClient("Archive", contact)
    assert str(refused.value) == (
        "a service is asked only with the contact of whoever asks, and none is given\n"
        "  hint: write --contact you@example.org, set SEDOVA_CONTACT, or contact under [dataset] in sedova.toml"
    )


@pytest.mark.parametrize("contact", ["me", "me@home", "a@b.org\r\nX-Evil: 1", "архив@example.org", "ftp://a.org/"])
def test_a_contact_is_a_mail_or_web_address(contact: str) -> None:
    with pytest.raises(UsageError) as refused:
        WebClient("Archive", contact)
    assert str(refused.value).startswith(f"--contact: '{contact}' is neither a mail address nor a web address\n")


def test_after_429_it_waits_as_long_as_it_is_asked(client: Clients, time: Time) -> None:
    with serve(sends({}, 429, Retry_After="7"), sends({"ok": True})) as server:
        assert client().ask(Request.get(server.url)).value == {"ok": True}
    assert time.pauses == [7.0]
    assert time.told == [("Archive: HTTP 429", 7.0)]


def test_retry_after_may_be_a_date(client: Clients, time: Time) -> None:
    with serve(sends({}, 503, Retry_After="Sat, 31 Jan 2026 12:00:20 GMT"), sends([])) as server:
        client().ask(Request.get(server.url))
    assert time.pauses == [20.0]


@pytest.mark.parametrize(
    ("value", "pause_s"),
    [
        ("Sat, 31 Jan 2026 12:00:20 -0000", 20.0),
        ("Sat, 31 Jan 2026 11:00:00 GMT", 0.5),
        ("soon", 0.5),
        (f"Sat, 31 Jan 2026 12:00:20 +{'9' * 30}", 0.5),
    ],
)
def test_odd_dates_to_wait_for(client: Clients, time: Time, value: str, pause_s: float) -> None:
    with serve(sends({}, 503, Retry_After=value), sends([])) as server:
        client().ask(Request.get(server.url))
    assert time.pauses == [pause_s]


def test_it_gives_up_after_five_tries_with_longer_and_longer_pauses(client: Clients, time: Time) -> None:
    with serve(sends({}, 429)) as server:
        assert failure(client(), server.url) == f"Archive refused 5 times in 8 s (HTTP 429)\n{LATER}"
    assert len(server.received) == 5
    assert time.pauses == [0.5, 1.0, 2.0, 4.0]


def test_it_does_not_wait_beyond_its_time(client: Clients, time: Time) -> None:
    with serve(sends({}, 429, Retry_After="3600")) as server:
        assert failure(client(), server.url) == (
            "Archive refused (HTTP 429)\n  hint: it asks for a pause of 3600 s: run the same command again after that"
        )
    assert time.pauses == []


def test_all_tries_together_have_a_limit(client: Clients, time: Time) -> None:
    limits = Limits(read_s=0.2, total_s=100, n_tries=9)
    with serve(sends({}, 503, Retry_After="40")) as server:
        assert failure(client(limits=limits), server.url) == (
            "Archive failed 3 times in 80 s (HTTP 503)\n"
            "  hint: it asks for a pause of 40 s: run the same command again after that"
        )
    assert time.pauses == [40.0, 40.0]


@pytest.mark.parametrize(
    ("reply", "what", "n_tries"),
    [
        (sends({}, 503), "HTTP 503", 5),
        (sends({}, 500), "HTTP 500", 3),
        (says_nothing, "no answer within 0.2 s", 5),
        (hangs_up, "the connection broke off", 5),
        (breaks_off(b'{"name": "Se', 100), "the answer broke off", 5),
        (breaks_off(b'{"name": "Sedov"}', 100), "the answer broke off", 5),
        (breaks_off_in_chunks(b'{"name": "Sedov"}'), "the answer broke off", 5),
        (sends_bytes(b"{}", **{"content-length": "7"}), "the answer contradicts itself in its headers", 5),
        (sends_bytes(b"no gzip", Content_Encoding="gzip"), "the answer cannot be unpacked", 5),
    ],
)
def test_what_may_pass_is_tried_again(client: Clients, reply: Reply, what: str, n_tries: int) -> None:
    seconds = {5: 8, 3: 2}[n_tries]
    with serve(reply) as server:
        assert failure(client(), server.url) == f"Archive failed {n_tries} times in {seconds} s ({what})\n{LATER}"
    assert len(server.received) == n_tries


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (sends_bytes(b"<!doctype html><p>Down", Content_Type="text/html"), "a page for people instead of JSON"),
        (sends_bytes(b" <html>"), "a page for people instead of JSON"),
        (sends_bytes(b""), "an empty answer"),
        (sends_bytes(b'{"a": 1'), "an answer that is no JSON"),
        (sends_bytes(b'{"a": NaN}'), "an answer that is no JSON"),
        (sends_bytes(b"\xff\xfe\x00"), "an answer that is no JSON"),
        (sends_bytes(b"[" * 200_000), "an answer that is no JSON"),
        (sends_bytes(b'{"name": "Sedov"}', Content_Length="9"), "an answer that is no JSON"),
    ],
)
def test_what_is_no_json_is_no_answer(client: Clients, reply: Reply, what: str) -> None:
    with serve(reply) as server:
        assert failure(client(), server.url) == (
            f"Archive failed 3 times in 2 s ({what})\n"
            "  hint: check the address of the service: it must be that of its API"
        )


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (sends({}, 404), "failed (HTTP 404)\n  hint: check the address of the service"),
        (sends_bytes(b"<p>gone", 410), "failed (HTTP 410)\n  hint: check the address of the service"),
        (
            sends({}, 403),
            "refused (HTTP 403)\n  hint: the service lets nobody in, or not this program: ask those who run it",
        ),
        (redirects("/api?search=Sedov"), "failed (it redirects in a circle)\n  hint: check the address of the service"),
        (
            redirects("file:///etc/passwd"),
            "failed (it redirects to a place that cannot be asked)\n  hint: check the address of the service",
        ),
        (
            sends_bytes(b'"' + b"a" * 300_000 + b'"'),
            "failed (the answer is larger than 0.2 MB)\n  hint: ask for fewer candidates: --limit",
        ),
        (
            sends_bytes(gzip.compress(b'"' + b"a" * 9_000_000 + b'"'), Content_Encoding="gzip"),
            "failed (the answer is larger than 0.2 MB)\n  hint: ask for fewer candidates: --limit",
        ),
    ],
)
def test_what_will_not_pass_is_told_at_once(client: Clients, reply: Reply, said: str) -> None:
    limits = Limits(read_s=0.5, most_bytes=200_000)
    with serve(reply) as server:
        assert failure(client(limits=limits), server.url) == f"Archive {said} ({server.url}/api)"


def test_redirects_have_an_end(client: Clients) -> None:
    with serve(*(redirects(f"/{number}") for number in range(9))) as server:
        assert failure(client(), server.url).startswith("Archive failed (it redirects more than 5 times)\n")
    assert [one.path for one in server.received] == ["/api", "/0", "/1", "/2", "/3", "/4"]


def test_a_redirect_to_a_place_that_is_not_there_names_that_place(client: Clients) -> None:
    with serve(*[redirects("http://127.0.0.1:9/other")] * 5) as server:
        assert "(no connection to 127.0.0.1:9)" in failure(client(), server.url)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirected_post_keeps_what_it_sends(client: Clients, status: int) -> None:
    with serve(redirects("/new", status), sends({})) as server:
        client().ask(Request.post_form(server.url, {"queries": "{}"}))
    assert [(one.method, one.path, one.form) for one in server.received] == [
        ("POST", "/", {"queries": "{}"}),
        ("POST", "/new", {"queries": "{}"}),
    ]


def test_see_other_is_fetched(client: Clients) -> None:
    with serve(redirects("/new", 303), sends({})) as server:
        client().ask(Request.post_json(server.url, {"queries": []}))
    assert [(one.method, one.path) for one in server.received] == [("POST", "/"), ("GET", "/new")]
    assert server.received[0].headers["Content-Type"] == "application/json"
    assert json.loads(server.received[0].body) == {"queries": []}


@pytest.mark.parametrize("reply", [drips, drips_headers])
def test_an_answer_that_never_ends_is_given_up(client: Clients, reply: Reply) -> None:
    limits = Limits(read_s=0.2, answer_s=0.3, n_tries=1)
    with serve(reply) as server:
        assert failure(client(limits=limits), server.url) == f"Archive failed (no whole answer within 0.3 s)\n{LATER}"


def test_the_last_try_has_no_more_time_than_is_left(client: Clients) -> None:
    limits = Limits(answer_s=5, read_s=5, total_s=0.7, first_pause_s=0.8)
    with serve(sends({}, 503), drips) as server:
        said = failure(client(limits=limits), server.url)
    assert said == f"Archive failed 2 times in 0 s (no whole answer within 0.3 s)\n{LATER}"


def test_the_rest_of_a_faulty_answer_is_not_taken_for_the_next(client: Clients) -> None:
    liar = sends_bytes(b'{"name": "Sedov"}{"name": "somebody else"}', Content_Length="9")
    with serve(liar, sends({"name": "Trotsky"})) as server:
        assert client().ask(Request.get(server.url)).value == {"name": "Trotsky"}


def test_nobody_listens(client: Clients) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert failure(client(), f"http://127.0.0.1:{port}") == (
        f"Archive failed 5 times in 8 s (no connection to 127.0.0.1:{port})\n"
        "  hint: check the address of the service, and whether this machine is online"
    )


def test_a_service_that_does_not_speak_https(client: Clients) -> None:
    with serve(sends({})) as server:
        said = failure(client(limits=Limits(read_s=1, n_tries=1)), server.url.replace("http:", "https:"))
    assert said == (
        "Archive failed (no secure connection)\n  hint: check the address of the service, and the clock of this machine"
    )


def test_a_name_that_is_not_known(client: Clients) -> None:
    limits = Limits(connect_s=2, answer_s=5, n_tries=1)
    said = failure(client(limits=limits), "http://no-such-machine.invalid")
    assert said.startswith("Archive failed (no machine is known by the name no-such-machine.invalid)\n")


@pytest.mark.parametrize("url", ["http://", "ftp://example.org", "http://[::1", f"http://{'a' * 70}.example.org"])
def test_addresses_that_cannot_be_asked(client: Clients, url: str) -> None:
    assert failure(client(), url).startswith(f"Archive failed ('{url}/api' is no address that can be asked)\n")


def test_services_say_more_in_json_than_in_the_status(client: Clients, time: Time) -> None:
    def trouble_of(value: Any, asked_s: float | None) -> Trouble | None:
        return Trouble("it is busy", retry_after_s=asked_s) if "error" in value else None

    with serve(sends({"error": 1}, Retry_After="6"), sends({"error": 1}, 503), sends({"ok": 1})) as server:
        answer = client().ask(Request.get(server.url), trouble_of)
    assert (answer.value, time.pauses) == ({"ok": 1}, [6.0, 1.0])
    with serve(sends({"error": 1})) as server:
        assert failure(client(), server.url, trouble_of=trouble_of) == (
            f"Archive failed 5 times in 8 s (it is busy)\n{LATER}"
        )


def test_a_bad_status_says_more_than_the_form_of_its_answer(client: Clients) -> None:
    def trouble_of(value: Any, asked_s: float | None) -> Trouble | None:
        return None if "search" in value else Trouble("no search", is_passing=False, is_form=True)

    with serve(sends({}, 503), sends({"search": []})) as server:
        assert client().ask(Request.get(server.url), trouble_of).value == {"search": []}
    with serve(sends({}, 404)) as server:
        assert "(HTTP 404)" in failure(client(), server.url, trouble_of=trouble_of)


def test_a_fault_of_ours_is_not_hidden(client: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    from sedova_lod.web.transport import Transport

    def faulty(*arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Transport, "_follow", faulty)
    with pytest.raises(ZeroDivisionError):
        client().ask(Request.get("http://127.0.0.1"))


def test_the_limits_of_tests_are_those_of_the_client() -> None:
    assert QUICK.n_tries == Limits().n_tries == 5
    assert sys.modules["requests"]
