"""A server on this machine's own address that finishes what it does before it stops."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import signal
import socket
import threading
from collections.abc import Callable, Iterator

from sedova_lod.errors import MissingExtraError, UsageError
from sedova_lod.http_serving.guard import AsgiApp

__all__ = ["HttpServer", "require_serving"]

_PACKAGES = ("starlette", "uvicorn")
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_MOST_CONNECTIONS = 200
_LONGEST_HEAD_BYTES = 65_536
_LONGEST_STOP_S = 5


def require_serving() -> None:
    """Check that the packages of the extra `serve` are there; they are loaded only when a server is made.

    Raises:
        MissingExtraError: They are not.

    >>> require_serving()
    """
    if any(importlib.util.find_spec(name) is None for name in _PACKAGES):
        raise MissingExtraError("Local web pages", "serve")


class HttpServer:
    """Serve an application; requests that come before `run` wait for it.

    SIGTERM and SIGINT (Ctrl-C) end `run` in good order: what is being answered is answered, then it returns.

    Args:
        app: The application, with its `Guard` around it.
        port: Port; 0 for one that is free.
        host: Address to listen at; this machine alone unless another is given.
        stop_s: Seconds within which what is being answered must be answered when it stops.

    Raises:
        MissingExtraError: The packages of the extra `serve` are not installed.
        UsageError: The port cannot be had.
    """

    def __init__(self, app: AsgiApp, *, port: int = 0, host: str = "127.0.0.1", stop_s: int = _LONGEST_STOP_S) -> None:
        require_serving()
        import uvicorn  # noqa: PLC0415 - an optional back end

        from sedova_lod.http_serving.waiting_connections import Connection  # noqa: PLC0415 - needs it

        self._socket = _listen(host, port)
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                limit_concurrency=_MOST_CONNECTIONS,
                h11_max_incomplete_event_size=_LONGEST_HEAD_BYTES,
                timeout_graceful_shutdown=stop_s,
            )
        )

    @property
    def address(self) -> str:
        """Give the address without a path: `http://127.0.0.1:8000`."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def run(self, on_ready: Callable[[], None] | None = None) -> None:
        """Answer requests until the process is told to stop, or `stop` is called.

        Args:
            on_ready: Is called when the server can be asked and told to stop.
        """
        with contextlib.closing(self._socket), _stop_signals_taken(self.stop):
            if on_ready is not None:
                on_ready()
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """End `run`, from another thread."""
        self._server.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except (OSError, UnicodeError) as error:
        listening.close()
        raise _unusable(host, port, error) from error
    return listening


def _unusable(host: str, port: int, error: OSError | UnicodeError) -> UsageError:
    """Say whether it is the address or the port that cannot be used."""
    if isinstance(error, OSError) and not isinstance(error, socket.gaierror) and error.errno != errno.EADDRNOTAVAIL:
        reason = (error.strerror or str(error)).lower()
        hint = "choose another, or leave it out: a free one is taken"
        return UsageError(f"port {port} cannot be had: {reason}", where="--port", hint=hint)
    hint = "name one of its own, such as 127.0.0.1 or ::1"
    return UsageError(f"'{host}' is no address of this computer", where="--host", hint=hint)


@contextlib.contextmanager
def _stop_signals_taken(stop: Callable[[], None]) -> Iterator[None]:
    """Stop at the signals that come before the server takes them, and at those that it passes on at its end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: stop()) for number in _STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
