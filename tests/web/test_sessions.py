"""A client that logs in: its cookies and credentials go to its own service only, and nothing risky is sent twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sedova_lod.errors import ServiceError
from sedova_lod.web import Request, Trouble, WebClient
from tests.web.conftest import Time
from tests.web.server import Handler, hangs_up, redirects, sends, serve

Clients = Callable[..., WebClient]
EDIT = {"action": "edit", "text": "x"}


def sets_cookie(handler: Handler) -> None:
    handler.write(200, b"{}", **{"Content-Type": "application/json", "Set-Cookie": "session=abc; Path=/"})


def test_cookies_are_kept_in_a_session_only(client: Clients) -> None:
    for is_session in (True, False):
        with serve(sets_cookie) as server:
            one = client()
            if is_session:
                one.begin_session()
            for _ in range(2):
                one.ask(Request.get(f"{server.url}/api"))
            found = server.received[1].headers.get("Cookie")
            assert found == ("session=abc" if is_session else None)


def test_cookies_outlive_a_connection_that_breaks_off(client: Clients) -> None:
    with serve(sets_cookie, hangs_up, sends({})) as server:
        one = client()
        one.begin_session()
        one.ask(Request.get(f"{server.url}/api"))
        one.ask(Request.get(f"{server.url}/api"))
        assert [r.headers.get("Cookie") for r in server.received] == [None, "session=abc", "session=abc"]


def test_credentials_go_to_no_other_host(client: Clients) -> None:
    with serve(sends({})) as other, serve(redirects(f"{other.url}/elsewhere")) as server:
        one = client()
        one.begin_session("Bearer secret")
        one.ask(Request.get(f"{server.url}/api"))
        assert server.received[0].headers["Authorization"] == "Bearer secret"
        assert "Authorization" not in other.received[0].headers


def test_a_session_may_begin_after_something_was_asked(client: Clients) -> None:
    with serve(sends({})) as server:
        one = client()
        one.ask(Request.get(f"{server.url}/api"))
        one.begin_session("Bearer secret")
        one.ask(Request.get(f"{server.url}/api"))
        assert [r.headers.get("Authorization") for r in server.received] == [None, "Bearer secret"]


@pytest.mark.parametrize("status", [302, 307])
def test_what_is_sent_to_log_in_goes_to_no_other_host(client: Clients, status: int) -> None:
    with serve(sends({})) as other, serve(redirects(f"{other.url}/elsewhere?a=1", status)) as server:
        one = client()
        one.begin_session()
        with pytest.raises(ServiceError) as failed:
            one.ask(Request.post_form(f"{server.url}/api", {"password": "secret"}), is_repeatable=False)
        assert other.received == []
        assert str(failed.value) == (
            f"Archive failed (it redirects what is sent to {other.url}/elsewhere)\n"
            f"  hint: check the address of the service ({server.url}/api)"
        )


def test_what_is_sent_to_log_in_follows_a_redirect_of_the_same_host(client: Clients) -> None:
    with serve(redirects("/new", 307), sends({"done": 1})) as server:
        one = client()
        one.begin_session()
        request = Request.post_form(f"{server.url}/api", {"password": "secret"})
        assert one.ask(request, is_repeatable=False).value == {"done": 1}
        assert server.received[1].form == {"password": "secret"}


def test_an_edit_is_not_sent_again_when_its_answer_breaks_off(client: Clients) -> None:
    with serve(hangs_up, sends({})) as server:
        with pytest.raises(ServiceError) as failed:
            client().ask(Request.post_form(f"{server.url}/api", EDIT), is_repeatable=False)
        assert len(server.received) == 1
    assert str(failed.value).startswith("Archive failed (the connection broke off)")


def test_an_edit_is_sent_again_after_a_refusal(client: Clients, time: Time) -> None:
    def refused(value: object, asked_s: float | None) -> Trouble | None:
        return Trouble("it is busy", is_refusal=True) if value == {"error": "maxlag"} else None

    with serve(sends({"error": "maxlag"}), sends({"done": 1})) as server:
        found = client().ask(Request.post_form(f"{server.url}/api", EDIT), refused, is_repeatable=False)
        assert (found.value, len(server.received), len(time.pauses)) == ({"done": 1}, 2, 1)


def test_the_answer_to_an_edit_is_not_kept(client: Clients) -> None:
    with serve(sends({"done": 1}), sends({"done": 2})) as server:
        one = client(cached=True)
        request = Request.post_form(f"{server.url}/api", EDIT)
        assert [one.ask(request, is_repeatable=False).value["done"] for _ in range(2)] == [1, 2]
