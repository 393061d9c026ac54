"""The service: a SPARQL endpoint and pages of records over HTTP, by the library Starlette."""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import Receive, Scope, Send

from sedova_lod.http_serving import Access, AsgiApp, Guard, Refusal
from sedova_lod.namespaces import PREFIXES
from sedova_lod.terms import iri_fault
from sedova_lod.triplestore.access_log import AccessLog
from sedova_lod.triplestore.negotiation import MEDIA_TYPES, choose, choose_forms
from sedova_lod.triplestore.protocol_request import Operation, read_operation
from sedova_lod.triplestore.query_pool import BusyError, QueryPool, Spooled
from sedova_lod.triplestore.query_process import Job, QueryError
from sedova_lod.triplestore.record_pages import (
    STYLE,
    front_page,
    record_page,
    record_queries,
    refusal_page,
    tombstone_query,
)
from sedova_lod.triplestore.service_description import COUNTING, ServiceFacts, write_description

__all__ = ["ServiceSettings", "make_app"]

_PATH = "/sparql"
_PATHS = (_PATH, f"{_PATH}/")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}
_EXPOSED = {"Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After"}
_RETRY_S = 5
_STATUS = {
    "syntax": 400,
    "store": 400,
    "form": 406,
    "size": 403,
    "memory": 503,
    "timeout": 503,
    "killed": 503,
    "input": 503,
}
_PART_BYTES = 65_536
_SEND_S = 30.0
_DESCRIBED = ("turtle", "ntriples", "jsonld", "rdfxml")
_OF_QUERIES = tuple(form for form in MEDIA_TYPES if form != "html")
_RECORD_FORMS = {"html": "html", "turtle": "ttl", "jsonld": "jsonld"}
_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%~"
_BY_ENDING = {ending: form for form, ending in _RECORD_FORMS.items()}


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Say how a service answers.

    Args:
        base: How the addresses of the records begin; empty to have no pages.
        timeout_s: Seconds that a query may take.
        most_bytes: Size of the longest answer.
        update_token: What an update must show; empty if there are no updates.
        title: What the front page is called.
        log: Takes one line for each answer; None for no log.
        address: Address under which clients reach it, without a path; empty for the one that they ask.

    >>> ServiceSettings().timeout_s
    30.0
    """

    base: str = ""
    timeout_s: float = 30.0
    most_bytes: int = 64_000_000
    update_token: str = ""
    title: str = "SPARQL endpoint"
    log: Callable[[str], None] | None = None
    address: str = ""


def make_app(
    pool: QueryPool, access: Access, settings: ServiceSettings, on_fault: Callable[[Exception], None]
) -> AsgiApp:
    """Make the application, with its guard around it.

    Args:
        pool: What is asked.
        access: Who may ask, and for how much.
        settings: How it answers.
        on_fault: Is told of faults of ours.
    """
    service = _Service(pool, settings)
    routes = [
        Route("/", service.front),
        Route("/style.css", service.style),
        *(Route(path, service.endpoint, methods=["GET", "POST"]) for path in _PATHS),
        Route("/{name:path}", service.record),
    ]
    app: AsgiApp = Guard(_Door(Router(routes, redirect_slashes=False)), access, on_fault)
    return AccessLog(app, settings.log) if settings.log is not None else app


class _Service:
    def __init__(self, pool: QueryPool, settings: ServiceSettings) -> None:
        self._pool = pool
        self._settings = settings

    async def endpoint(self, request: Request) -> Response:
        """Answer by the SPARQL protocol."""
        body = await request.body()
        found = read_operation(request.method, request.url.query, request.headers.get("content-type", ""), body)
        if isinstance(found, Refusal):
            return _refuse(found)
        if not found.text:
            return await self._describe(request)
        if found.is_update:
            return await self._update(request, found)
        return await self._query(request, found)

    async def _query(self, request: Request, asked: Operation) -> Response:
        forms = choose_forms(request.headers.get("accept", ""))
        if not forms:
            return _not_acceptable()
        job = self._job(asked.text, forms, asked, base=self._address(request))
        found = await self._ask(job)
        return found if isinstance(found, Response) else _spooled(found, {"Vary": "Accept"})

    async def _update(self, request: Request, asked: Operation) -> Response:
        token = self._settings.update_token
        if not token:
            return _refuse(Refusal(403, "this service takes no updates"))
        if not secrets.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode()):
            refusal = Refusal(401, "the request does not show the token for updates", "send Authorization: Bearer ...")
            return _refuse(refusal, {"WWW-Authenticate": "Bearer"})
        found = await self._ask(self._job(asked.text, {}, asked, base=self._address(request)))
        if isinstance(found, Response):
            return found
        found.content.close()
        return Response(status_code=204, headers=_EXPOSED)

    def _job(self, text: str, forms: dict[str, str], asked: Operation, base: str = "") -> Job:
        return Job(
            text,
            forms,
            is_update=asked.is_update,
            shown_prefixes=PREFIXES,
            base=base,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            most_bytes=self._settings.most_bytes,
            timeout_s=self._settings.timeout_s,
        )

    async def _ask(self, job: Job) -> Spooled | Response:
        """Put a query; give the refusal if it has no answer."""
        try:
            return await self._pool.ask(job)
        except BusyError:
            busy = Refusal(503, "too many queries are waiting", "ask again in a few seconds")
            return _refuse(busy, {"Retry-After": str(_RETRY_S)})
        except QueryError as error:
            if error.sort == "form":
                return _not_acceptable()
            fault = error.faults[0]
            status = _STATUS.get(error.sort, 503)
            hint = "ask for less: LIMIT, or fewer joins" if error.sort in ("timeout", "memory") else fault.hint
            headers = {"Retry-After": str(_RETRY_S)} if error.sort == "killed" else {}
            return _refuse(Refusal(status, fault.what, hint), headers, where=fault.where)

    async def _describe(self, request: Request) -> Response:
        form = choose(request.headers.get("accept", ""), _DESCRIBED)
        if not form and choose(request.headers.get("accept", ""), ("html",)):
            form = "turtle"  # a browser shows it as text
        if not form:
            return _not_acceptable(_DESCRIBED)
        counts = {name: n for name, text in COUNTING.items() if (n := await self._count(text)) is not None}
        is_writable = bool(self._settings.update_token)
        content = write_description(
            ServiceFacts(self._address(request), is_writable, counts, self._settings.base), form
        )
        return Response(content, media_type=_type_of(form), headers={"Vary": "Accept", **_EXPOSED})

    async def _count(self, text: str) -> int | None:
        found = await self._ask(self._job(text, {"bindings": "csv"}, Operation(text)))
        if isinstance(found, Response):
            return None
        with found.content as content:
            return int(content.read().split()[-1])

    def _address(self, request: Request) -> str:
        return (self._settings.address or f"{request.url.scheme}://{request.url.netloc}") + _PATH

    async def front(self, request: Request) -> Response:
        """Give the page that says what is where."""
        return _page(front_page(self._settings.title, self._address(request), self._settings.base))

    async def style(self, _: Request) -> Response:
        """Give the style sheet of the pages."""
        return Response(STYLE, media_type="text/css")

    async def record(self, request: Request) -> Response:
        """Lead from a record to its documents, or give one of them."""
        name = str(request.path_params["name"])
        stem, point, ending = name.rpartition(".")
        form = _BY_ENDING.get(ending, "") if point else ""
        iri = self._settings.base + (stem if form else name)
        if not self._settings.base or iri_fault(iri) or not (stem if form else name):
            return _nothing_at(request)
        wanted = form or choose(request.headers.get("accept", ""), tuple(_RECORD_FORMS))
        if not wanted:
            return _not_acceptable(_RECORD_FORMS)
        found, is_own = await self._document(iri, "ntriples" if wanted == "html" else wanted)
        if isinstance(found, Response):
            return found
        if not found.summary.n_rows:
            found.content.close()
            return _nothing_at(request)
        if form:
            return self._give_document(request, iri, wanted, found)
        return await self._lead(request, iri, wanted, found, is_own=is_own)

    async def _lead(self, request: Request, iri: str, wanted: str, found: Spooled, *, is_own: bool) -> Response:
        """Lead to a document of a record, or from a retired one to what stands for it; if nothing does, it is gone."""
        name = str(request.path_params["name"])
        successors = None if is_own else await self._successors(iri)
        if successors == []:
            return self._give_document(request, iri, wanted, found, status=410)
        found.content.close()
        target = f"/{quote(name)}.{_RECORD_FORMS[wanted]}"
        if successors and len(successors) == 1:
            base = self._settings.base
            target = f"/{successors[0].removeprefix(base)}" if successors[0].startswith(base) else successors[0]
        return Response(status_code=303, headers={"Location": target, "Vary": "Accept", **_EXPOSED})

    async def _document(self, iri: str, form: str) -> tuple[Spooled | Response, bool]:
        """Find what is said of a record, and tell whether it has a graph of its own."""
        found: Spooled | Response = _refuse(Refusal(404, "there is nothing"))
        for text in record_queries(iri):
            if isinstance(found, Spooled):
                found.content.close()
            found = await self._ask(self._job(text, {"graph": form}, Operation(text)))
            if isinstance(found, Response) or found.summary.n_rows:
                return found, text == record_queries(iri)[0]
        return found, False

    async def _successors(self, iri: str) -> list[str] | None:
        """List what stands for a retired record now; None if it is not retired."""
        text = tombstone_query(iri)
        found = await self._ask(self._job(text, {"bindings": "csv"}, Operation(text)))
        if isinstance(found, Response):
            return None
        with found.content as content:
            rows = content.read().decode().splitlines()[1:]
        return [quote(row, safe=_IN_ADDRESSES) for row in rows if row] if rows else None

    def _give_document(self, request: Request, iri: str, form: str, found: Spooled, *, status: int = 200) -> Response:
        with found.content as content:
            body = content.read()
        if form == "html":
            triples = [quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)]
            body = record_page(iri, triples, self._settings.base).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        link = f'<{quote(iri, safe=_IN_ADDRESSES)}>; rel="describes"'  # headers hold no other letters
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Link": link, **_EXPOSED}
        if status == 200 and _has_tag(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(body, status, headers, _type_of(form))


class _SpooledResponse(Response):
    """Send an answer from its file; who does not take it in time is left."""

    def __init__(self, content: IO[bytes], size_bytes: int, headers: dict[str, str]) -> None:
        super().__init__(headers={**headers, "Content-Length": str(size_bytes)})
        self._content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._content as content:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            try:
                while part := content.read(_PART_BYTES):
                    async with asyncio.timeout(_SEND_S):
                        await send({"type": "http.response.body", "body": part, "more_body": True})
            except TimeoutError:
                return  # the server closes the connection, whose answer is not whole
            await send({"type": "http.response.body", "body": b""})


def _spooled(found: Spooled, headers: dict[str, str]) -> Response:
    kind = _type_of(found.summary.form)
    return _SpooledResponse(found.content, found.size_bytes, {"Content-Type": kind, **headers, **_EXPOSED})


def _type_of(form: str) -> str:
    kind = MEDIA_TYPES[form][0]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _page(text: str) -> Response:
    return Response(text, media_type="text/html")


def _refuse(refusal: Refusal, headers: dict[str, str] | None = None, where: str = "") -> Response:
    told = {"where": where, "what": refusal.what, "hint": refusal.hint}
    body = json.dumps({name: text for name, text in told.items() if text}, ensure_ascii=False)
    return Response(body, refusal.status, {**(headers or {}), **_EXPOSED}, "application/json")


def _not_acceptable(forms: Iterable[str] = _OF_QUERIES) -> Response:
    kinds = ", ".join(dict.fromkeys(MEDIA_TYPES[form][0] for form in forms))
    return _refuse(Refusal(406, "the answer has none of the forms that are asked for", f"it can be {kinds}"))


def _nothing_at(request: Request) -> Response:
    """Say that there is nothing, to people on a page and to programs as always."""
    refusal = Refusal(404, f"there is nothing at '{request.url.path[:200]}'")
    if choose(request.headers.get("accept", ""), ("json", "html")) != "html":
        return _refuse(refusal, {"Vary": "Accept"})
    page = refusal_page(refusal.what)
    return Response(page, refusal.status, {"Vary": "Accept", **_EXPOSED}, "text/html")


def _has_tag(stated: str, tag: str) -> bool:
    return stated.strip() == "*" or tag in [one.strip().removeprefix("W/") for one in stated.split(",")]


class _Door:
    """Answer what is asked before a request, and refuse methods that are not answered at an address."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, is_endpoint = scope["method"], scope["path"] in _PATHS
        if method == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
        elif method in ("GET", "HEAD") or (is_endpoint and method == "POST"):
            await self._app(scope, receive, send)
        else:
            hint = "use GET or POST" if is_endpoint else "use GET"
            allowed = "GET, HEAD, POST, OPTIONS" if is_endpoint else "GET, HEAD, OPTIONS"
            refusal = Refusal(405, f"{method[:20]} is not answered here", hint)
            await _refuse(refusal, {"Allow": allowed})(scope, receive, send)
