"""Who may ask a local server for what: names of this machine, tokens, pages of other origins."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

__all__ = ["LOOPBACK_NAMES", "Access", "Refusal", "find_refusal", "new_token"]

LOOPBACK_NAMES = frozenset(("127.0.0.1", "localhost", "::1"))
"""Names under which only this machine is reached."""

_OWN_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
_SHARED_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"
_BEARER = "Bearer "


@dataclass(frozen=True, slots=True)
class Access:
    """Say who may ask a server, and for how much.

    Args:
        token: What each request must show in `Authorization: Bearer`; empty if none is needed.
        open_paths: Paths that are answered without the token: those that tell nothing.
        host_names: Names that requests may be addressed to; empty for any. A name of a stranger's that leads to this
            machine (DNS rebinding) is none of them.
        is_shared: Whether pages of other origins may read the answers and show them in a frame.
        most_bytes: Longest body of a request.
        most_seconds: Longest time that a body may take to arrive.

    >>> Access(token="secret").headers["Content-Security-Policy"].partition(";")[0]
    "default-src 'self'"
    """

    token: str = ""
    open_paths: frozenset[str] = frozenset()
    host_names: frozenset[str] = LOOPBACK_NAMES
    is_shared: bool = False
    most_bytes: int = 1_000_000
    most_seconds: float = 10.0

    @property
    def headers(self) -> Mapping[str, str]:
        """Give the headers of every answer."""
        if self.is_shared:
            return {
                "Access-Control-Allow-Origin": "*",
                "Content-Security-Policy": _SHARED_POLICY,
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
        return {
            "Cache-Control": "no-store",
            "Content-Security-Policy": _OWN_POLICY,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """Tell why a request is not answered.

    Args:
        status: HTTP status.
        what: What is wrong, one clause.
        hint: What can be done; empty if nothing can.

    >>> Refusal(413, "the request is too long").status
    413
    """

    status: int
    what: str
    hint: str = ""


def new_token() -> str:
    """Make a token that nobody can guess: 256 random bits.

    >>> len(new_token()), new_token() == new_token()
    (43, False)
    """
    return secrets.token_urlsafe(32)


def find_refusal(path: str, headers: Mapping[str, str], access: Access) -> Refusal | None:
    """Tell why a request may not be answered; None if it may.

    Args:
        path: Path that is asked for.
        headers: Headers of the request, their names in small letters.
        access: Who may ask.

    >>> access = Access(token="secret", open_paths=frozenset("/"))
    >>> find_refusal("/", {"host": "127.0.0.1:8000"}, access) is None
    True
    >>> find_refusal("/", {"host": "example.org:8000"}, access).what
    "this server is not known as 'example.org:8000'"
    >>> find_refusal("/api", {"host": "localhost"}, access).status
    401
    """
    host = headers.get("host", "")
    if access.host_names and _name_of(host) not in access.host_names:
        return Refusal(403, f"this server is not known as '{host[:100]}'", "use the address that the command printed")
    if not access.is_shared and headers.get("origin", f"http://{host}") != f"http://{host}":
        return Refusal(403, "a page from elsewhere asks, and it may not")
    if access.token and path not in access.open_paths and not _shows_token(headers, access.token):
        return Refusal(401, "the request does not show the token", "open the whole address that the command printed")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > access.most_bytes:
        return too_long(access)
    return None


def too_long(access: Access) -> Refusal:
    """Refuse a body for its length.

    >>> too_long(Access(most_bytes=1000)).what
    'the request is longer than 1000 bytes'
    """
    return Refusal(413, f"the request is longer than {access.most_bytes} bytes")


def _name_of(host: str) -> str:
    """Take the port off the header `Host`."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _shows_token(headers: Mapping[str, str], token: str) -> bool:
    shown = headers.get("authorization", "")
    return shown.startswith(_BEARER) and secrets.compare_digest(shown.removeprefix(_BEARER).encode(), token.encode())
