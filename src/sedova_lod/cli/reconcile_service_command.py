"""`sedova-lod reconcile-service`: serve records, or an index, to OpenRefine and other clients."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from sedova_lod.cli.main import report_fault
from sedova_lod.cli.options import open_progress
from sedova_lod.errors import UsageError
from sedova_lod.http_serving import LOOPBACK_NAMES, Access, HttpServer, require_serving
from sedova_lod.pipeline.reconciling import open_served_index, open_served_project
from sedova_lod.progress import Countdown
from sedova_lod.reconciliation import ServedEntities
from sedova_lod.reports.safe_text import visible
from sedova_lod.settings import load_project

__all__ = ["command"]

_EVERYWHERE = frozenset(("0.0.0.0", "::"))  # noqa: S104 - addresses that are refused without a name
_MOST_TOLD, _LONGEST_TOLD = 100, 100


@click.command("reconcile-service")
@click.argument("project", type=click.Path(path_type=Path), default=None, required=False, metavar="[PROJECT]")
@click.option("--index", type=click.Path(path_type=Path), metavar="FILE",
              help="Serve an index that `link index` made, not a project.")  # fmt: skip
@click.option("--authority", default="", metavar="NAME",
              help="Whose ids the index holds: wd, ulan, viaf, gnd ... or what the addresses begin with "
                   "(default: told by the ids).")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER",
              help="Port of the service (default: one that is free).")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Address to listen at; other computers can ask only if it is one of theirs to reach.")  # fmt: skip
@click.option("--public-url", default="", metavar="URL",
              help="Address under which clients reach it, if that is another one: behind a proxy.")  # fmt: skip
def command(project: Path | None, **options: Any) -> int:
    """Serve records, or an index, by the Reconciliation API 0.1 and 0.2.

    OpenRefine and other clients find records by name, date and identifier, judged by the scorer of `link`. Without
    --index the records of PROJECT are served as they are at the start. The address is printed on stdout; Ctrl-C ends
    the service.

    \b
    Example:  sedova-lod reconcile-service data
    """
    require_serving()
    if options["index"] is not None and project is not None:
        raise UsageError("a project and an index are named", hint="name PROJECT or --index FILE")
    if options["authority"] and options["index"] is None:
        raise UsageError("it needs --index", where="--authority", hint="records have the addresses of their project")
    access, address = _access(options["host"], options["public_url"])
    with _heeding_sigterm(), _open(project or Path(), options["index"], options["authority"]) as entities:
        _serve(entities, access, address, options)
    return 0


def _serve(entities: ServedEntities, access: Access, address: str, options: dict[str, Any]) -> None:
    from sedova_lod.reconciliation.web_app import Listener, make_app  # noqa: PLC0415 - an optional back end

    listener = Listener(_tell_once(), report_fault)
    app = make_app(entities, access, version("sedova-lod"), listener, address=address)
    server = HttpServer(app, port=options["port"], host=options["host"])
    number = f"{len(entities.index):,}".replace(",", " ")

    def tell() -> None:
        click.echo(f"serving {visible(entities.title)}, {number} entities; Ctrl-C ends the service", err=True)
        click.echo(f"{address or server.address}/")
        sys.stdout.flush()

    server.run(tell)


@contextlib.contextmanager
def _open(project: Path, index: Path | None, authority: str) -> Iterator[ServedEntities]:
    if index is not None:
        with open_served_index(index, authority, Countdown(sys.stderr, os.environ, "entities")) as entities:
            yield entities
        return
    with open_progress() as progress, open_served_project(load_project(project), progress) as served:
        progress.clear()
        if served.n_left_out:
            records = "1 faulty record is" if served.n_left_out == 1 else f"{served.n_left_out} faulty records are"
            click.echo(f"{records} left out: see sedova-lod check", err=True)
        yield served.entities


@contextlib.contextmanager
def _heeding_sigterm() -> Iterator[None]:
    """Let the signal by which services are ended do what Ctrl-C does, so that files are tidied up at any time."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _access(host: str, public_url: str) -> tuple[Access, str]:
    """Say under which names the service may be asked, and what its address is for clients, if that is stated."""
    names = {host.lower(), *LOOPBACK_NAMES}
    if public_url:
        parts = urlsplit(public_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            hint = "write it like https://example.org/reconcile"
            raise UsageError(f"'{public_url}' is no web address", where="--public-url", hint=hint)
        names.add(parts.hostname)
    elif host in _EVERYWHERE:
        hint = "add --public-url with the address that clients use"
        raise UsageError(f"{host} is every address of this computer, and none for clients", where="--host", hint=hint)
    return Access(host_names=frozenset(names), is_shared=True), public_url.rstrip("/")


def _tell_once() -> Callable[[str], None]:
    """Say of each thing that is asked for and not known that it is ignored, once."""
    told: set[str] = set()

    def tell(what: str) -> None:
        if what not in told and len(told) < _MOST_TOLD:
            told.add(what)
            shown = visible(what)[:_LONGEST_TOLD]
            click.echo(f"{shown} is asked for, but not known here: it is left out of account", err=True)

    return tell
