"""One line of JSON for each answer, for those who ask for a log."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from sedova_lod.http_serving import AsgiApp, Message, Receive, Scope, Send

__all__ = ["AccessLog"]

_LONGEST_PATH = 500


class AccessLog:
    """Tell of each answer: method, path, status, bytes, milliseconds; an ASGI application itself.

    Neither queries nor addresses of clients are told: they may be personal.

    Args:
        app: The application.
        tell: Takes the lines.
        clock: Gives seconds, from any beginning.
    """

    def __init__(self, app: AsgiApp, tell: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._tell = tell
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and tell of it."""
        begun_s, status, size_bytes = self._clock(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size_bytes
            status = message.get("status", status)
            size_bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            line = {
                "method": scope.get("method", ""),
                "path": str(scope.get("path", ""))[:_LONGEST_PATH],
                "status": status,
                "bytes": size_bytes,
                "ms": round((self._clock() - begun_s) * 1000),
            }
            self._tell(json.dumps(line))
