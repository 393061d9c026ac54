"""The page's addresses over a real socket: decisions, two reviewers, strangers, and what is no message."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from sedova_lod.errors import OutputError
from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.review import ReviewSession
from tests.review.conftest import HOSTILE, LONG, OpenSession
from tests.review.served import TITLE, TOKEN, Served, serve
from tests.review.test_session import LEV_KEY, NATALIA_KEY, STRANGE_KEY, rows

FILES = {"/": "text/html", "/page.css": "text/css", "/page.js": "text/javascript", "/icon.svg": "image/svg+xml"}


@pytest.fixture
def session(open_session: OpenSession) -> ReviewSession:
    return open_session()


@pytest.fixture
def served(session: ReviewSession) -> Iterator[Served]:
    with serve(session) as one:
        yield one


def test_the_state_tells_all_that_a_reviewer_sees(served: Served) -> None:
    state = served.state()
    question = state.pop("question")
    assert state == {
        "title": TITLE, "reviewer": "A. Archivist", "n_waiting": 3, "n_decided": 0, "undo": "",
        "place": 1, "before": "", "after": LEV_KEY,
    }  # fmt: skip
    first = question["candidates"][0]
    assert [one["percent"] for one in question["candidates"]] == ["97 %", "34 %", "< 1 %"]
    assert first["reasons"] == ["the names agree", "born on one day, if the calendars differ"]
    assert first["link"] == "http://www.wikidata.org/entity/Q262376"
    born = next(field for field in first["fields"] if field["label"] == "Born")
    assert born == {
        "label": "Born",
        "mine": [
            {"text": "17 April 1882", "also": "5 April 1882 in the Julian calendar", "language": "", "is_shared": False}
        ],
        "theirs": [
            {"text": "5 April 1882", "also": "24 March 1882 in the Julian calendar", "language": "", "is_shared": False}
        ],
        "tone": "near",
        "note": "12 days apart: one date read in two calendars",
    }


def test_accept_reject_none_unsure_and_undo(served: Served, table: DecisionTable) -> None:
    assert served.decide(served.state(), "accept", comment="seen") == (
        200, {"key": NATALIA_KEY, "message": "written: 'Natalia Sedova' is Q262376", "is_done": True, "others": []},
    )  # fmt: skip
    assert served.decide(served.state(), "reject", 1)[1]["message"] == "written: 'Lev Sedov' is not Q1456019"
    state = served.state(LEV_KEY)
    assert [one["is_rejected"] for one in state["question"]["candidates"]] == [False, True]
    assert served.decide(state, "none")[0] == 200
    assert served.decide(served.state(STRANGE_KEY), "unsure")[0] == 200
    state = served.state()
    assert (state["question"], state["n_waiting"], state["n_decided"]) == (None, 0, 4)
    status, told = served.json("POST", "/api/undo", {})
    assert (status, told["key"], told["is_done"]) == (200, STRANGE_KEY, True)
    assert served.state()["question"]["key"] == STRANGE_KEY
    assert [row["object_id"] for row in rows(table)] == ["sssom:NoTermFound", "wd:Q1456019", "wd:Q262376"]
    assert rows(table)[2]["comment"] == "seen"


def test_two_reviewers_do_not_overwrite_each_other(
    served: Served, open_session: OpenSession, table: DecisionTable
) -> None:
    with serve(open_session("B. Historian")) as other:
        mine, theirs = served.state(), other.state()
        assert other.decide(theirs, "accept", 1)[0] == 200
        before = table.path.read_bytes()
        status, told = served.decide(mine, "accept", 0)
        assert (status, told) == (
            409,
            {
                "key": NATALIA_KEY,
                "message": "somebody has decided meanwhile; your decision was not written",
                "is_done": False,
                "others": [
                    {"who": "B. Historian", "date": "2026-02-01", "said": "'Natalia Sedova' is Q4413040", "comment": ""}
                ],
            },
        )
        assert table.path.read_bytes() == before
        shown = served.state(NATALIA_KEY)
        assert shown["question"]["is_settled"]
        assert shown["question"]["decisions"] == told["others"]
        assert (shown["place"], shown["after"]) == (0, LEV_KEY)
        assert served.json("POST", "/api/undo", {}) == (
            409, {"key": "", "message": "there is nothing to take back", "is_done": False, "others": []},
        )  # fmt: skip


@pytest.mark.parametrize("path", FILES)
def test_the_own_files_are_open_and_ask_nobody_else(served: Served, path: str) -> None:
    status, headers, body = served.ask("GET", path)
    assert (status, headers["content-type"].partition(";")[0]) == (200, FILES[path])
    assert headers["content-security-policy"].startswith("default-src 'self'")
    addresses = re.findall(rb"https?://[^\s\"'<>]+", body)
    assert [one for one in addresses if one != b"http://www.w3.org/2000/svg"] == []
    assert not re.search(rb"innerHTML|insertAdjacentHTML|document\.write|eval\(|style=\"|\son\w+=\"", body)


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/state"), ("POST", "/api/decisions"), ("POST", "/api/undo")])
def test_nothing_is_told_or_done_without_the_token(served: Served, method: str, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer other"}, {"Cookie": f"token={TOKEN}"}):
        status, _, body = served.ask(method, f"{path}?token={TOKEN}", None, headers)
        assert (status, json.loads(body)["what"]) == (401, "the request does not show the token")


def test_a_stranger_s_name_that_leads_here_is_refused(served: Served, table: DecisionTable) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": f"rebound.example:{served.port}"}
    status, _, body = served.ask("GET", "/api/state", None, headers)
    assert (status, json.loads(body)["what"]) == (403, f"this server is not known as 'rebound.example:{served.port}'")
    headers = {"Authorization": f"Bearer {TOKEN}", "Origin": "http://rebound.example"}
    assert served.ask("POST", "/api/undo", b"{}", headers)[0] == 403
    assert not table.path.exists()


def test_a_message_that_is_too_long_is_refused(served: Served) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    status, _, body = served.ask("POST", "/api/decisions", b"x" * 100_001, headers)
    assert (status, json.loads(body)["what"]) == (413, "the request is longer than 100000 bytes")
    assert served.decide(served.state(), "accept", comment="x" * 2001) == (
        400, {"what": "the remark is longer than 2000 signs", "hint": "shorten it"},
    )  # fmt: skip


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"key": 1}', b"\xff", b'{"key": "a", "answer": "yes"}'])
def test_what_is_no_decision_is_refused(served: Served, body: bytes) -> None:
    status, _, answer = served.ask("POST", "/api/decisions", body, {"Authorization": f"Bearer {TOKEN}"})
    assert (status, json.loads(answer)) == (400, {"what": "this is no decision", "hint": "load the page anew"})


def test_an_unknown_question_or_candidate_is_refused(served: Served, table: DecisionTable) -> None:
    assert served.json("GET", "/api/state?key=nothing")[0] == 400
    message = {"key": NATALIA_KEY, "answer": "accept", "target": "javascript:alert(1)", "stamp": "", "comment": ""}
    status, told = served.json("POST", "/api/decisions", message)
    assert (status, told["what"]) == (400, "this candidate is not among those of the record")
    assert not table.path.exists()


def test_a_table_that_cannot_be_written_is_told(
    served: Served, table: DecisionTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OutputError("the disk is full", where="links.sssom.tsv", hint="free some space")

    state = served.state()
    monkeypatch.setattr(DecisionTable, "_add", fail)
    assert served.decide(state, "accept") == (
        500, {"what": "links.sssom.tsv: the disk is full", "hint": "free some space"},
    )  # fmt: skip
    monkeypatch.undo()
    assert served.state()["n_decided"] == 0
    assert served.decide(state, "accept")[0] == 200


def test_hostile_and_long_texts_are_plain_text(served: Served) -> None:
    question = served.state(STRANGE_KEY)["question"]
    assert question["name"] == HOSTILE.replace("\u202e", "\\u202e")
    names = next(field for field in question["candidates"][0]["fields"] if field["label"] == "Names")
    assert names["theirs"][1]["text"] == LONG
    status, headers, _ = served.ask("GET", "/api/state", None, {"Authorization": f"Bearer {TOKEN}"})
    assert (status, headers["content-type"], headers["x-content-type-options"]) == (200, "application/json", "nosniff")
