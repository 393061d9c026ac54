"""Connections on which no request comes: they are closed after a while, so that they take no room from others."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["Connection"]

_LONGEST_HEAD_S = 10.0


class Connection(H11Protocol):
    """Close a connection on which no whole head of a request has come for some time, however slowly bytes drip in."""

    _timer: asyncio.TimerHandle | None = None
    _seen: object = None

    def connection_made(self, transport: Any) -> None:
        """Begin to look at the connection."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(_LONGEST_HEAD_S, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look at it no more."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        cycle = self.cycle
        is_waiting = cycle is None or cycle.response_complete
        if is_waiting and cycle is self._seen:
            self.transport.close()
            return
        self._seen = cycle if is_waiting else object()
        self._timer = self.loop.call_later(_LONGEST_HEAD_S, self._look)
