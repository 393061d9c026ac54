"""A small Wikibase on a socket of this machine: it keeps items, tokens and revisions, and refuses like a real one.

Answers follow the documentation of the API (https://www.mediawiki.org/wiki/Wikibase/API), `formatversion=2` and
`errorformat=plaintext`, as far as the tests go.
"""

from __future__ import annotations

import copy
import hashlib
import http.server
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - an answer, no error of the server
    """Refuse a request as the API does."""

    def __init__(self, code: str, text: str, *, status: int = 200, **headers: str) -> None:
        super().__init__(code)
        self.code, self.text, self.status, self.headers = code, text, status, headers


class HangUp(Exception):  # noqa: N818
    """Close the connection without an answer."""


@dataclass
class Wikibase:
    """Hold the state.

    Args:
        items: Items by QID.
        password: The one password that lets in.
        groups: Groups of the user; `bot` allows `assert=bot`.
        trouble: Refusals to come, one an edit; `None` lets one through.
        lose_answers: Edits whose answer is lost after they were made.
        edits: Edits that were made, with their parameters.
        requests: Every request, as its parameters.
    """

    items: dict[str, Json] = field(default_factory=dict)
    password: str = "secret"
    oauth: str = "oauth-token"
    groups: tuple[str, ...] = ("user",)
    trouble: list[Refusal | HangUp | None] = field(default_factory=list)
    reading_trouble: list[Refusal | HangUp | None] = field(default_factory=list)
    lose_answers: int = 0
    edits: list[Json] = field(default_factory=list)
    requests: list[Json] = field(default_factory=list)
    url: str = ""
    revision: int = 100
    before_edit: Any = None
    token: str = "csrf-1+\\"
    sessions: set[str] = field(default_factory=set)

    def add(self, qid: str, **more: Any) -> Json:
        """Put an item into the Wikibase."""
        self.revision += 1
        item = {"type": "item", "id": qid, "lastrevid": self.revision, "labels": {}, "descriptions": {}, "aliases": {},
                "claims": {}, **more}  # fmt: skip
        for group in item["claims"].values():
            for number, claim in enumerate(group):
                claim.setdefault("id", f"{qid}$old-{number}")
                claim.setdefault("rank", "normal")
                claim["references"] = [_hashed(one) for one in claim.get("references", [])]
        self.items[qid] = item
        return item

    def answer(self, params: Json, session: str, authorization: str) -> Json:
        self.requests.append(params)
        action = params.get("action", "")
        if self.before_edit is not None and "token" in params:
            act, self.before_edit = self.before_edit, None
            act(self)
        user = "Sedova" if session in self.sessions or authorization == f"Bearer {self.oauth}" else ""
        found = getattr(self, f"_{action}", None)
        if found is None:
            raise Refusal("badvalue", f'Unrecognized value for parameter "action": {action}.')
        answer: Json = found(params, user, session)
        return answer

    def _query(self, params: Json, user: str, session: str) -> Json:
        if params.get("meta") == "userinfo":
            return {
                "query": {"userinfo": {"id": 1, "name": user} if user else {"id": 0, "name": "127.0.0.1", "anon": True}}
            }
        if params.get("type") == "login":
            return {"query": {"tokens": {"logintoken": f"login-{session}+\\"}}}
        return {"query": {"tokens": {"csrftoken": self.token if user else "+\\"}}}

    def _login(self, params: Json, user: str, session: str) -> Json:
        if params.get("lgtoken") != f"login-{session}+\\":
            return {
                "login": {"result": "Failed", "reason": "Unable to continue login. Your session most likely timed out."}
            }
        if params.get("lgpassword") != self.password:
            return {
                "login": {"result": "Failed", "reason": "Incorrect username or password entered. Please try again."}
            }
        self.sessions.add(session)
        return {"login": {"result": "Success", "lgusername": params["lgname"]}}

    def _wbgetentities(self, params: Json, user: str, session: str) -> Json:
        self._trip(self.reading_trouble)
        found: Json = {}
        for qid in params["ids"].split("|"):
            item = self.items.get(qid)
            if item is None:
                found[qid] = {"id": qid, "missing": ""}
            elif "redirect" in item:
                target = item["redirect"]
                found[target] = {**self.items[target], "redirects": {"from": qid, "to": target}}
            else:
                found[qid] = item
        return {"entities": copy.deepcopy(found), "success": 1}

    def _trip(self, trouble: list[Refusal | HangUp | None]) -> None:
        if trouble:
            one = trouble.pop(0)
            if one is not None:
                raise one

    def _allow(self, params: Json, user: str) -> None:
        """Refuse an edit for whatever reason there is."""
        if params.get("assert") == "user" and not user:
            raise Refusal("assertuserfailed", "You are no longer logged in, so the action could not be completed.")
        if params.get("assert") == "bot" and "bot" not in self.groups:
            raise Refusal("assertbotfailed", 'You do not have the "bot" right, so the action could not be completed.')
        self._trip(self.trouble)
        if params.get("token") != self.token:
            raise Refusal("badtoken", "Invalid CSRF token.")

    def _found(self, qid: str, params: Json) -> Json:
        item = self.items.get(qid)
        if item is None:
            raise Refusal("no-such-entity", f'Could not find an entity with the ID "{qid}".')
        if "baserevid" in params and int(params["baserevid"]) != item["lastrevid"]:
            raise Refusal("editconflict", "Edit conflict: at least one of your changes conflicts with another edit.")
        return item

    def _wbeditentity(self, params: Json, user: str, session: str) -> Json:
        self._allow(params, user)
        data = json.loads(params["data"])
        if params.get("new") == "item":
            qid = f"Q{1000 + len(self.items)}"
            item = {"type": "item", "id": qid, "labels": {}, "descriptions": {}, "aliases": {}, "claims": {}}
        else:
            item = copy.deepcopy(self._found(params["id"], params))
        _change(item, data)
        self._save(item, params)
        return {"entity": copy.deepcopy(item), "success": 1}

    def _wbremoveclaims(self, params: Json, user: str, session: str) -> Json:
        self._allow(params, user)
        ids = params["claim"].split("|")
        item = copy.deepcopy(self._found(ids[0].partition("$")[0], params))
        for pid, group in list(item["claims"].items()):
            item["claims"][pid] = [claim for claim in group if claim["id"] not in ids]
        self._save(item, params)
        return {"pageinfo": {"lastrevid": self.revision}, "success": 1, "claims": ids}

    def _wbremovereferences(self, params: Json, user: str, session: str) -> Json:
        self._allow(params, user)
        item = copy.deepcopy(self._found(params["statement"].partition("$")[0], params))
        hashes = params["references"].split("|")
        for claim in (claim for group in item["claims"].values() for claim in group):
            if claim["id"] == params["statement"]:
                claim["references"] = [one for one in claim["references"] if one["hash"] not in hashes]
        self._save(item, params)
        return {"pageinfo": {"lastrevid": self.revision}, "success": 1}

    def _save(self, item: Json, params: Json) -> None:
        self.revision += 1
        item["lastrevid"] = self.revision
        self.items[item["id"]] = item
        self.edits.append(params)
        if self.lose_answers:
            self.lose_answers -= 1
            raise HangUp


def _change(item: Json, data: Json) -> None:
    for name in ("labels", "descriptions"):
        for language, term in data.get(name, {}).items():
            if "remove" in term:
                item[name].pop(language, None)
            else:
                item[name][language] = term
    for language, terms in data.get("aliases", {}).items():
        held = item["aliases"].setdefault(language, [])
        for term in terms:
            plain = {"language": language, "value": term["value"]}
            if "remove" in term:
                held[:] = [one for one in held if one["value"] != term["value"]]
            elif plain not in held:
                held.append(plain)
    for claim in data.get("claims", []):
        pid = claim["mainsnak"]["property"]
        group = item["claims"].setdefault(pid, [])
        known = [one for one in group if one["id"] == claim.get("id")]
        full = {**claim, "references": [_hashed(one) for one in claim.get("references", [])]}
        if known:
            group[group.index(known[0])] = full
        else:
            group.append({**full, "id": f"{item['id']}${uuid.uuid4()}"})


def _hashed(reference: Json) -> Json:
    text = json.dumps(reference["snaks"], sort_keys=True)
    return {**reference, "hash": hashlib.sha1(text.encode()).hexdigest()}


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wikibase: Wikibase

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        text = body or urlsplit(self.path).query
        params = {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
        cookie = SimpleCookie(self.headers.get("Cookie", ""))
        session = cookie["session"].value if "session" in cookie else uuid.uuid4().hex
        try:
            answer = self.wikibase.answer(params, session, self.headers.get("Authorization", ""))
            self._write(200, answer, {"Set-Cookie": f"session={session}; Path=/; HttpOnly"})
        except Refusal as refusal:
            error = {"errors": [{"code": refusal.code, "text": refusal.text, "module": "main"}]}
            self._write(
                refusal.status, error, {name.replace("_", "-"): value for name, value in refusal.headers.items()}
            )
        except HangUp:
            self.close_connection = True
            self.connection.shutdown(2)

    do_GET = do_POST = answer  # noqa: N815 - the names that http.server calls

    def log_message(self, *arguments: object) -> None:
        pass

    def _write(self, status: int, value: Json, headers: dict[str, str]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serve_wikibase(wikibase: Wikibase) -> Iterator[Wikibase]:
    """Run a Wikibase on a free port of this machine."""
    handler = type("WikibaseHandler", (_Handler,), {"wikibase": wikibase})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    wikibase.url = f"http://127.0.0.1:{server.server_address[1]}/w/api.php"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield wikibase
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
