"""The review as a local page: one page of our own, and three addresses that it asks."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router

from sedova_lod.errors import SedovaError, UsageError
from sedova_lod.http_serving import Access, AsgiApp, Guard
from sedova_lod.review.joint_session import JointSession
from sedova_lod.review.messages import asked, outcome_told, state_told

__all__ = ["make_app"]

_FILES = {
    "/": ("page.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    "/page.js": ("page.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
_MOST_BYTES = 100_000
_Answer = Callable[[Request], Awaitable[Response]]


def make_app(session: JointSession, title: str, token: str, on_fault: Callable[[Exception], None]) -> AsgiApp:
    """Make the application behind the page; only its own files are given without the token.

    Args:
        session: The session.
        title: Title of the data set.
        token: What the page must show.
        on_fault: Is told of faults.
    """

    async def state(request: Request) -> Response:
        key = request.query_params.get("key", "")
        return JSONResponse(await run_in_threadpool(state_told, session, title, key))

    async def decide(request: Request) -> Response:
        key, answer, target, stamp, comment = asked(await _json(request))
        outcome = await run_in_threadpool(session.decide, key, answer, target, stamp=stamp, comment=comment)
        return JSONResponse(outcome_told(outcome, session.source(key)), 200 if outcome.is_done else 409)

    async def undo(_: Request) -> Response:
        outcome = await run_in_threadpool(session.undo)
        source = session.source(outcome.key) if outcome.key else ""
        return JSONResponse(outcome_told(outcome, source), 200 if outcome.is_done else 409)

    routes = [
        *(Route(path, _file(*file), methods=["GET"]) for path, file in _FILES.items()),
        Route("/api/state", _told(state), methods=["GET"]),
        Route("/api/decisions", _told(decide), methods=["POST"]),
        Route("/api/undo", _told(undo), methods=["POST"]),
    ]
    access = Access(token=token, open_paths=frozenset(_FILES), most_bytes=_MOST_BYTES)
    return Guard(Router(routes), access, on_fault)


def _file(name: str, media_type: str) -> _Answer:
    content = (resources.files("sedova_lod.review") / "page" / name).read_bytes()

    async def give(_: Request) -> Response:
        return Response(content, media_type=media_type)

    return give


def _told(answer: _Answer) -> _Answer:
    """Answer with the sentence of an error that the reviewer can act on."""

    async def give(request: Request) -> Response:
        try:
            return await answer(request)
        except SedovaError as error:
            fault = error.faults[0]
            what = f"{fault.where}: {fault.what}" if fault.where else fault.what
            return JSONResponse({"what": what, "hint": fault.hint}, 400 if isinstance(error, UsageError) else 500)

    return give


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError as error:
        raise UsageError("this is no decision", hint="load the page anew") from error
