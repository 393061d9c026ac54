"""The service itself: what is answered at which address, as JSON, JSONP or a page."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, Router

from sedova_lod.errors import SedovaError, UsageError
from sedova_lod.http_serving import Access, AsgiApp, Guard, Refusal
from sedova_lod.reconciliation.answering import Answerer
from sedova_lod.reconciliation.extending import extend, propose_properties
from sedova_lod.reconciliation.manifest import describe_service
from sedova_lod.reconciliation.pages import STYLE_SHEET, missing_page, preview_page, style_sheet, view_page
from sedova_lod.reconciliation.questions import TooManyError, read_extension_query, read_queries
from sedova_lod.reconciliation.served_entities import ServedEntities
from sedova_lod.reconciliation.suggesting import flyout, suggest, suggested_entities

__all__ = ["Listener", "make_app"]

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": "600",
}
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*", re.ASCII)
_LONGEST_CALLBACK = 128
_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 20
_USUAL_SUGGESTIONS, _MOST_SUGGESTIONS, _MOST_SKIPPED = 10, 100, 10_000
_THINGS = ("entity", "type", "property")
_Answer = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Listener:
    """Hold who is told of what goes on.

    Args:
        on_unknown: Is told of each property and type that is asked for and not known.
        on_fault: Is told of faults of our own.
    """

    on_unknown: Callable[[str], None]
    on_fault: Callable[[Exception], None]


def make_app(served: ServedEntities, access: Access, version: str, listener: Listener, *, address: str = "") -> AsgiApp:
    """Make the service.

    Args:
        served: What is served.
        access: Who may ask, and for how much.
        version: Version of this program.
        listener: Is told of what goes on.
        address: Address under which clients reach it, without a slash at its end; the one that they use if empty.
    """
    service = _Service(served, version, listener, address)
    routes = [
        Route("/", _told(service.root), methods=["GET", "POST"]),
        Route("/suggest/{what}", _told(service.suggest), methods=["GET"]),
        Route("/flyout/{what}", _told(service.flyout), methods=["GET"]),
        Route("/properties", _told(service.properties), methods=["GET"]),
        Route("/preview", service.preview, methods=["GET"]),
        Route("/view", service.view, methods=["GET"]),
        Route(f"/{STYLE_SHEET}", service.style, methods=["GET"]),
        Route("/{path:path}", _elsewhere, methods=_METHODS),
    ]
    return Guard(Router(routes), access, listener.on_fault, _error_body)


class _Service:
    """Answers at each address."""

    def __init__(self, served: ServedEntities, version: str, listener: Listener, address: str) -> None:
        self._served, self._version, self._listener, self._address = served, version, listener, address
        self._answerer = Answerer(served, listener.on_unknown)
        self._style = style_sheet()

    async def root(self, request: Request) -> Response:
        """Give the manifest, candidates for queries, or values."""
        asked = {**request.query_params, **(await _form(request) if request.method == "POST" else {})}
        if "queries" in asked:
            queries = await run_in_threadpool(read_queries, asked["queries"])
            return _json(
                request, {key: await run_in_threadpool(self._answerer.answer, one) for key, one in queries.items()}
            )
        if "extend" in asked:
            query = await run_in_threadpool(read_extension_query, asked["extend"])
            return _json(request, await run_in_threadpool(extend, self._served, query, self._listener.on_unknown))
        if request.method == "POST" or "query" in asked:
            raise UsageError("neither 'queries' nor 'extend' is sent", hint="send a batch as the form field 'queries'")
        address = self._address or f"{request.url.scheme}://{request.headers['host']}"
        return _json(request, describe_service(self._served, address, self._version))

    async def suggest(self, request: Request) -> Response:
        """Suggest entities, types or properties."""
        typed = request.query_params.get("prefix", "")
        limit = _number(request, "limit", _USUAL_SUGGESTIONS, 1, _MOST_SUGGESTIONS)
        skipped = _number(request, "cursor", 0, 0, _MOST_SKIPPED)
        what = _thing(request)
        if what == "entity":
            found = await run_in_threadpool(suggested_entities, self._served, typed, limit, skipped)
        elif what == "type":
            found = suggest(self._served.types.values(), typed, limit, skipped)
        else:
            found = suggest(self._served.properties.values(), typed, limit, skipped)
        return _json(request, found)

    async def flyout(self, request: Request) -> Response:
        """Give a few words about an entity, a type or a property."""
        what, identity = _thing(request), request.query_params.get("id", "")
        found = await run_in_threadpool(flyout, self._served, what, identity)
        if found is None:
            return _json(request, _error_body(Refusal(404, f"there is no {what} '{identity[:200]}'")), 404)
        return _json(request, found)

    async def properties(self, request: Request) -> Response:
        """Propose properties for a type."""
        limit = _number(request, "limit", 0, 0, len(self._served.properties))
        return _json(request, propose_properties(self._served, request.query_params.get("type", ""), limit))

    async def preview(self, request: Request) -> Response:
        """Give the small page about an entity."""
        return await self._page(request, preview_page)

    async def view(self, request: Request) -> Response:
        """Give the page with all that is known of an entity."""
        return await self._page(request, view_page)

    async def style(self, _: Request) -> Response:
        """Give the style sheet of the pages."""
        return Response(self._style, media_type="text/css")

    async def _page(self, request: Request, write: Callable[[Any, str], str]) -> Response:
        identity = request.query_params.get("id", "")
        entity = await run_in_threadpool(self._served.entity, identity)
        if entity is None:
            return HTMLResponse(missing_page(identity), 404)
        return HTMLResponse(write(entity, self._served.iri(entity)))


def _told(answer: _Answer) -> _Answer:
    """Answer with the sentence of an error that whoever asks can act on."""

    async def give(request: Request) -> Response:
        try:
            return await answer(request)
        except SedovaError as error:
            fault = error.faults[0]
            what = f"{fault.where}: {fault.what}" if fault.where else fault.what
            status = 413 if isinstance(error, TooManyError) else 400 if isinstance(error, UsageError) else 500
            return _json(request, _error_body(Refusal(status, what, fault.hint)), status)

    return give


async def _elsewhere(request: Request) -> Response:
    """Answer what no other address answers."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_PREFLIGHT)
    path = request.url.path
    known = (
        "/",
        "/properties",
        "/preview",
        "/view",
        *(f"/{kind}/{what}" for kind in ("suggest", "flyout") for what in _THINGS),
    )
    if path in known:
        refusal = Refusal(
            405, f"{request.method[:20]} is not answered here", "use GET, or POST at the address of the service"
        )
    else:
        refusal = Refusal(404, f"there is nothing at '{path[:200]}'", "the manifest tells what is where")
    return _json(request, _error_body(refusal), refusal.status)


def _json(request: Request, value: Mapping[str, Any], status: int = 200) -> Response:
    """Answer with JSON, or with a call of the function that the client names."""
    body = json.dumps(value, allow_nan=False, separators=(",", ":"))
    callback = request.query_params.get("callback", "")
    if not callback or request.method != "GET":
        return Response(body, status, media_type="application/json")
    if len(callback) > _LONGEST_CALLBACK or not _CALLBACK.fullmatch(callback):
        refusal = Refusal(400, "'callback' is no name of a function", "use letters, digits, _, $ and full stops")
        return Response(json.dumps(_error_body(refusal)), 400, media_type="application/json")
    return Response(f"/**/{callback}({body});", status, media_type="text/javascript")


def _error_body(refusal: Refusal) -> dict[str, str]:
    return {"status": "error", "message": refusal.what, **({"hint": refusal.hint} if refusal.hint else {})}


async def _form(request: Request) -> dict[str, str]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise UsageError(f"the request is no form, but '{kind[:100]}'", hint=f"send it as {_FORM}")
    try:
        body = (await request.body()).decode("utf-8")
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"))
    except ValueError as error:
        raise UsageError("the form cannot be read", hint=f"send it as {_FORM}, in UTF-8") from error


def _thing(request: Request) -> str:
    what = str(request.path_params["what"])
    if what not in _THINGS:
        raise UsageError(f"'{what[:100]}' are not suggested", hint=f"use {', '.join(_THINGS)}")
    return what


def _number(request: Request, name: str, usual: int, least: int, most: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return usual
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) < least:
        raise UsageError(f"'{text[:100]}' is no number of at least {least}", where=name)
    return min(int(text), most)
