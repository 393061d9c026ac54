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

import click

from sedova_lod.cli.listening import client_access, listening_options
from sedova_lod.cli.main import report_fault
from sedova_lod.cli.options import open_progress
from sedova_lod.errors import UsageError
from sedova_lod.http_serving import Access, HttpServer, require_serving
from sedova_lod.pipeline.reconciling import open_served_index, open_served_project
from sedova_lod.progress import Countdown
from sedova_lod.reconciliation import ServedEntities
from sedova_lod.reports.safe_text import visible
from sedova_lod.settings import load_project

__all__ = ["command"]

_MOST_TOLD, _LONGEST_TOLD = 100, 100


@click.command("reconcile-service")
@click.argument("project", type=click.Path(path_type=Path), default=None, required=False, metavar="[PROJECT]")
@click.option("--index", type=click.Path(path_type=Path), metavar="FILE",
              help="Serve an index that `link index` made, not a project.")  # fmt: skip
@click.option("--authority", default="", metavar="NAME",
              help="Whose ids the index holds: wd, ulan, viaf, gnd ... or what the addresses begin with "
                   "(default: told by the ids).")  # fmt: skip
@listening_options
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
    address = options["public_url"].rstrip("/")
    access = client_access(options["host"], options["public_url"], may_have_path=True)
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


def _tell_once() -> Callable[[str], None]:
    """Say of each thing that is asked for and not known that it is ignored, once."""
    told: set[str] = set()

    def tell(what: str) -> None:
        if what not in told and len(told) < _MOST_TOLD:
            told.add(what)
            shown = visible(what)[:_LONGEST_TOLD]
            click.echo(f"{shown} is asked for, but not known here: it is left out of account", err=True)

    return tell
