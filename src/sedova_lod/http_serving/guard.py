"""A guard around an application: refuses what may not be asked, reads bodies within limits, sets safe headers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from sedova_lod.http_serving.access import Access, Refusal, find_refusal, too_long

__all__ = ["AsgiApp", "Guard", "Message", "Receive", "Scope", "Send"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]

_OUR_FAULT = Refusal(500, "a fault of sedova-lod itself", "the terminal tells where its report is")


class Guard:
    """Let an application answer only what may be asked; an ASGI application itself.

    The body of a request is read whole, within the limits, before the application is called. A fault in the
    application is told to `on_fault`, never to whoever asks.

    Args:
        app: The application.
        access: Who may ask, and for how much.
        on_fault: Is told of faults.
        body_of: Writes a refusal as the object that is sent; with `what` and `hint` if left out.
    """

    def __init__(
        self,
        app: AsgiApp,
        access: Access,
        on_fault: Callable[[Exception], None],
        body_of: Callable[[Refusal], dict[str, str]] | None = None,
    ) -> None:
        self._app = app
        self._access = access
        self._on_fault = on_fault
        self._body_of = body_of or _what_and_hint
        self._headers = [(name.lower().encode(), value.encode()) for name, value in access.headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = _Answer(send, self._headers, self._body_of)
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        body = find_refusal(scope["path"], headers, self._access) or await self._body(receive)
        if isinstance(body, Refusal):
            await answer.refuse(body)
        elif body is not None:
            try:
                await self._app(scope, _Replay(body, receive), answer)
            except Exception as error:  # noqa: BLE001 - the edge of a request, as `main` is that of a command
                self._on_fault(error)
                await answer.refuse(_OUR_FAULT)

    async def _body(self, receive: Receive) -> bytes | Refusal | None:
        """Read the body; None if whoever asks went away."""
        try:
            async with asyncio.timeout(self._access.most_seconds):
                return await self._read(receive)
        except TimeoutError:
            return Refusal(408, f"the request did not arrive within {self._access.most_seconds:g} s")

    async def _read(self, receive: Receive) -> bytes | Refusal | None:
        parts: list[bytes] = []
        left = self._access.most_bytes
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            parts.append(message.get("body", b""))
            left -= len(parts[-1])
            if left < 0:
                return too_long(self._access)
            if not message.get("more_body"):
                return b"".join(parts)


class _Replay:
    """Give the application the body that was read, then what comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class _Answer:
    """Send an answer with the headers that all have."""

    def __init__(
        self, send: Send, headers: list[tuple[bytes, bytes]], body_of: Callable[[Refusal], dict[str, str]]
    ) -> None:
        self._send = send
        self._headers = headers
        self._body_of = body_of
        self._is_begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._is_begun = True
            own = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(pair for pair in self._headers if pair[0] not in own)]
        await self._send(message)

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with a sentence, unless another answer has begun."""
        if self._is_begun:
            return
        body = json.dumps(self._body_of(refusal), ensure_ascii=False).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        await self({"type": "http.response.start", "status": refusal.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _what_and_hint(refusal: Refusal) -> dict[str, str]:
    return {"what": refusal.what, "hint": refusal.hint}
