"""Where a service listens, and under which address clients reach it: options of the commands that serve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from sedova_lod.errors import UsageError
from sedova_lod.http_serving import LOOPBACK_NAMES, Access

__all__ = ["client_access", "listening_options"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EVERYWHERE = frozenset(("0.0.0.0", "::"))  # noqa: S104 - addresses that are refused without a name


def listening_options(command: _Command) -> _Command:
    """Add the options `--port`, `--host` and `--public-url`."""
    options = (
        click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER",
                     help="Port of the service (default: one that is free)."),
        click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
                     help="Address to listen at; other computers can ask only if it is one of theirs to reach."),
        click.option("--public-url", default="", metavar="URL",
                     help="Address under which clients reach it, if that is another one: behind a proxy."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def client_access(host: str, public_url: str, *, may_have_path: bool, most_bytes: int = 1_000_000) -> Access:
    """Say under which names a service may be asked.

    Args:
        host: Address it listens at.
        public_url: Address that clients use; empty for that of the host.
        may_have_path: Whether the public address may be one below a host.
        most_bytes: Size of the largest request.

    Raises:
        UsageError: The public address is none, or is missing where the host is no address that clients can use.

    >>> sorted(client_access("127.0.0.1", "https://example.org", may_have_path=False).host_names)
    ['127.0.0.1', '::1', 'example.org', 'localhost']
    """
    names = {host.lower(), *LOOPBACK_NAMES}
    if public_url:
        names.add(_host_of(public_url, may_have_path=may_have_path))
    elif host in _EVERYWHERE:
        hint = "add --public-url with the address that clients use"
        raise UsageError(f"{host} is every address of this computer, and none for clients", where="--host", hint=hint)
    return Access(host_names=frozenset(names), is_shared=True, most_bytes=most_bytes)


def _host_of(public_url: str, *, may_have_path: bool) -> str:
    parts = urlsplit(public_url)
    is_too_long = parts.query or parts.fragment or (parts.path.strip("/") and not may_have_path)
    if parts.scheme in ("http", "https") and parts.hostname and not is_too_long:
        return parts.hostname
    what, path = ("web address", "/reconcile") if may_have_path else ("web address of a host", "")
    hint = f"write it like https://example.org{path}"
    raise UsageError(f"'{public_url}' is no {what}", where="--public-url", hint=hint)
