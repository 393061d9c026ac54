"""`sedova-lod load`: RDF into an embedded store, into a store elsewhere, or as files for the loaders of others."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.standard_input import INPUT, data_at, data_format_option
from sedova_lod.errors import UsageError
from sedova_lod.progress import Countdown
from sedova_lod.reports.model import noun
from sedova_lod.triplestore import data_files, load_store

__all__ = ["command"]

_USUAL_SOURCE = Path("dist")
_INTERRUPTED = 130
_MOST_NAMES = 4


@click.command("load")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[DIST|FILE]...")
@data_format_option
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR",
              help="Load into an embedded store on disk, in the place of what it holds.")  # fmt: skip
@click.option("--to", "url", default="", metavar="URL",
              help="Send to an endpoint for SPARQL updates; each graph takes the place of the old one.")  # fmt: skip
@click.option("--graph-store", is_flag=True, help="With --to: the endpoint is one of the Graph Store Protocol.")
@click.option("--apply", "is_applied", is_flag=True, help="With --to: send; else only what would be sent is told.")
@click.option("--ledger", type=click.Path(path_type=Path), default=Path("load-ledger.json"), show_default=True,
              metavar="FILE", help="With --to: keeps how far a run has come, until it is whole.")  # fmt: skip
@click.option("--contact", default="", envvar="SEDOVA_CONTACT", metavar="ADDRESS",
              help="With --to: mail or web address of yours, told to the endpoint.")  # fmt: skip
@click.option("--scripts", type=click.Path(path_type=Path), metavar="DIR",
              help="Write N-Quads, and scripts for Virtuoso, Fuseki, QLever and GraphDB.")  # fmt: skip
@click.option("--part-quads", type=click.IntRange(min=1), default=1_000_000, show_default=True, metavar="NUMBER",
              help="With --scripts: quads of each file.")  # fmt: skip
@click.option("--by-kind", is_flag=True, help="With --scripts: files of its own for each kind of record.")
def command(sources: tuple[Path, ...], **options: Any) -> int:
    """Load linked data into a triplestore.

    DIST is a folder that `build` wrote (default: dist), FILE any RDF file, plain or as .gz or .zst, or - for what comes
    by the input. A store keeps answering from what it held until the new release is whole. An endpoint lets one in by
    the environment:
    SEDOVA_ENDPOINT_TOKEN, or SEDOVA_ENDPOINT_USER and SEDOVA_ENDPOINT_PASSWORD.

    \b
    Example:  sedova-lod load dist --store store
    """
    chosen = [name for name in ("store", "url", "scripts") if options[name]]
    if len(chosen) != 1:
        what = "it is not said where to" if not chosen else "more than one place is named"
        raise UsageError(what, hint="name one of --store DIR, --to URL and --scripts DIR")
    if sources.count(Path(INPUT)) > 1:
        raise UsageError("the input can be read once only", where=INPUT)
    with ExitStack() as stack:
        form = options["data_format"]
        places = [stack.enter_context(data_at(source, form)) for source in sources or (_USUAL_SOURCE,)]
        return _load(places, options)


def _load(places: Sequence[Path], options: dict[str, Any]) -> int:
    if options["store"]:
        return _load_store(places, options["store"])
    files = data_files(places)
    return _write_scripts(files, options) if options["scripts"] else _send(files, options)


def _load_store(sources: Sequence[Path], store: Path) -> int:
    release = load_store(sources, store)
    shown = release.files[:_MOST_NAMES]
    names = ", ".join(shown) if len(release.files) <= _MOST_NAMES else f"{', '.join(shown)} … {release.files[-1]}"
    click.echo(f"loaded {noun(release.n_quads, 'quad')} from {names} into {store} as {release.name}", err=True)
    return 0


def _write_scripts(files: list[Path], options: dict[str, Any]) -> int:
    from sedova_lod.triplestore.loader_scripts import write_loader_files  # noqa: PLC0415 - seldom wanted

    folder: Path = options["scripts"]
    for name in write_loader_files(files, folder, options["part_quads"], by_kind=options["by_kind"]):
        click.echo(f"  {folder.as_posix()}/{name}", err=True)
    return 0


def _send(files: list[Path], options: dict[str, Any]) -> int:
    from sedova_lod.triplestore.endpoint_access import Endpoint  # noqa: PLC0415 - loads the web, when it is needed
    from sedova_lod.triplestore.remote_loading import LoadLedger, iter_batches, send_batches  # noqa: PLC0415

    url, is_graph_store = options["url"], options["graph_store"]
    if not url.startswith(("http://", "https://")):
        raise UsageError(f"'{url}' is no web address", where="--to", hint="write it like https://example.org/update")
    counts = [(batch.graph, len(batch.lines)) for batch in iter_batches(files)]
    told = (
        f"{sum(n for _, n in counts)} quads of {len({graph for graph, _ in counts})} graphs in {len(counts)} requests"
    )
    if not options["is_applied"]:
        click.echo(f"dry run: nothing was sent; with --apply: {told} to {url}", err=True)
        return 0
    ledger = LoadLedger(options["ledger"], url, files, is_graph_store=is_graph_store)
    countdown = Countdown(sys.stderr, os.environ, "requests")
    countdown.begin(len(counts) - ledger.n_done)
    if ledger.n_done:
        click.echo(f"going on after request {ledger.n_done}", err=True)
    endpoint = Endpoint(url, options["contact"], os.environ)
    try:
        n_sent = send_batches(
            iter_batches(files), endpoint, ledger, lambda _: countdown.advance(1), is_graph_store=is_graph_store
        )
    except KeyboardInterrupt:
        click.echo("interrupted; run the same command again to go on", err=True)
        return _INTERRUPTED
    finally:
        countdown.clear()
    click.echo(f"sent {n_sent} requests, {told} in all, to {url}", err=True)
    return 0
