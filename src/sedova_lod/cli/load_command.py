"""`sedova-lod load`: RDF into an embedded store, into an endpoint elsewhere, or as files for other stores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.options import short_path
from sedova_lod.errors import UsageError
from sedova_lod.triplestore import load_store

__all__ = ["command"]

_USUAL_SOURCE = Path("dist")


@click.command("load")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[DIST|FILE]...")
@click.option("--store", type=click.Path(path_type=Path), metavar="DIR",
              help="Load into an embedded store on disk, in the place of what it holds.")  # fmt: skip
def command(sources: tuple[Path, ...], **options: Any) -> int:
    """Load linked data into a triplestore.

    DIST is a folder that `build` wrote (default: dist), FILE any RDF file, plain or as .gz or .zst. A store keeps
    answering from what it held until the new release is whole.

    \b
    Example:  sedova-lod load data/dist --store store
    """
    if options["store"] is None:
        raise UsageError("it is not said where to", hint="name --store DIR")
    return _load_store(sources or (_USUAL_SOURCE,), options["store"])


def _load_store(sources: tuple[Path, ...], store: Path) -> int:
    release = load_store(sources, store)
    quads = f"{release.n_quads:,}".replace(",", " ")
    click.echo(
        f"loaded {quads} quads from {', '.join(release.files)} into {short_path(store)} as {release.name}", err=True
    )
    return 0
