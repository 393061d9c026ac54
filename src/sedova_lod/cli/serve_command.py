"""`sedova-lod serve`: a SPARQL endpoint and pages of records on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.listening import client_access, listening_options
from sedova_lod.cli.main import report_fault
from sedova_lod.http_serving import HttpServer, new_token, require_serving
from sedova_lod.triplestore.query_pool import PoolLimits
from sedova_lod.triplestore.serving import find_base, open_service

__all__ = ["command"]

_TOKEN = "SEDOVA_UPDATE_TOKEN"  # noqa: S105 - a name
_SPARE_S = 5


@click.command("serve")
@click.argument("source", default="dist", required=False, metavar="[STORE|DIST|FILE]")
@listening_options
@click.option("--base", default="", metavar="IRI",
              help="How the addresses of the records begin (default: told by the data).")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=30, show_default=True, metavar="SECONDS",
              help="Longest time for a query; then its process is ended.")  # fmt: skip
@click.option("--max-result", type=click.IntRange(1), default=64, show_default=True, metavar="MB",
              help="Size of the longest answer.")  # fmt: skip
@click.option("--memory", type=click.IntRange(0), default=2000, show_default=True, metavar="MB",
              help="Memory that each query process may take; 0 for any.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 64), default=2, show_default=True, metavar="NUMBER",
              help="Queries that run at once.")  # fmt: skip
@click.option("--queue", type=click.IntRange(0, 1000), default=64, show_default=True, metavar="NUMBER",
              help="Queries that wait for their turn; a further one is refused.")  # fmt: skip
@click.option("--writable", is_flag=True,
              help=f"Take updates that show a token: {_TOKEN}, or one that is printed; needs a store.")  # fmt: skip
@click.option("--access-log", is_flag=True, help="Tell of each answer on stderr, a line of JSON.")
def command(source: str, **options: Any) -> int:
    """Serve a SPARQL endpoint and pages of records.

    STORE is a folder that `load` made, DIST one that `build` wrote, FILE any RDF file (default: dist). The address is
    printed on stdout; Ctrl-C ends the service. It answers this computer only, and takes no updates, unless told to.

    \b
    Example:  sedova-lod serve store --port 8000
    """
    require_serving()
    token = (os.environ.get(_TOKEN) or new_token()) if options["writable"] else ""
    address = options["public_url"].rstrip("/")
    most_bytes = 10_000_000 if token else 1_000_000
    access = client_access(options["host"], options["public_url"], may_have_path=False, most_bytes=most_bytes)
    limits = PoolLimits(1 if token else options["jobs"], options["queue"])
    with open_service(source, limits, options["memory"] * 1_000_000, is_writable=bool(token)) as pool:
        from sedova_lod.triplestore.web_app import ServiceSettings, make_app  # noqa: PLC0415 - an optional back end

        settings = ServiceSettings(
            options["base"] or find_base(pool),
            options["timeout"],
            options["max_result"] * 1_000_000,
            token,
            f"SPARQL endpoint of {Path(source).name}",
            (lambda line: click.echo(line, err=True)) if options["access_log"] else None,
            address,
        )
        app = make_app(pool, access, settings, report_fault)
        server = HttpServer(app, port=options["port"], host=options["host"], stop_s=int(options["timeout"]) + _SPARE_S)
        server.run(lambda: _tell(source, address or server.address, token))
    return 0


def _tell(source: str, address: str, token: str) -> None:
    click.echo(f"serving {source}; Ctrl-C ends the service", err=True)
    if token and not os.environ.get(_TOKEN):
        click.echo(f"updates show this token: {token}", err=True)
    click.echo(f"{address}/sparql")
    sys.stdout.flush()
