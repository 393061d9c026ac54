"""`sedova-lod propose`: what the records have to say to Wikidata, compared with what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.contribution_options import contact_option, item_options, open_items, print_report
from sedova_lod.cli.options import open_progress, project_argument, short_path
from sedova_lod.contribution import Dialect, bundled_map_text, proposal_files, write_proposal_files
from sedova_lod.errors import UsageError
from sedova_lod.pipeline.proposing import ProposeOptions, propose_statements
from sedova_lod.pipeline.uploading import open_ledger
from sedova_lod.settings import PROJECT_FILE, load_project

__all__ = ["command"]


@click.command("propose")
@project_argument
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False),
              help="Folder for the files: a page to read, QuickStatements, JSON (default: none).")  # fmt: skip
@item_options
@click.option("--dialect", type=click.Choice([one.value for one in Dialect]), default=Dialect.CLASSIC.value,
              help="Version of QuickStatements that is to read the commands (default classic).")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text",
              help="Form of the report on stdout (default text).")  # fmt: skip
@click.option("--show-map", is_flag=True, help="Print the table of properties that is used without one of yours.")
@contact_option
def command(project: Path, **options: Any) -> int:
    """Compare what the records say with their items on Wikidata, and plan what to add.

    Nothing is sent. Only records with a decided link propose anything, and only what has a source.

    \b
    Example:  sedova-lod propose data
    """
    if options["show_map"]:
        click.echo(bundled_map_text(), nl=False)
        return 0
    loaded = load_project(project)
    created = open_ledger(loaded, loaded.contribution.api).created()
    contact = options["contact"] or "" if options["online"] else None
    with open_progress() as progress:
        source = open_items(loaded, options["items"], contact)
        report = propose_statements(loaded, source, progress, ProposeOptions(options["new_items"], created)).report
    print_report(report, options["form"])
    if report.missing:
        click.echo("  hint: read them with --online, or name files with --items", err=True)
    if report.conflicts:
        click.echo(f"decide about the conflicts with: sedova-lod review {short_path(loaded.root)}", err=True)
    if options["output"] is not None:
        _write_files(options["output"], proposal_files(report, Dialect(options["dialect"])))
    return 0


def _write_files(folder: Path, files: Iterator[tuple[str, str]]) -> None:
    if (folder / PROJECT_FILE).exists():
        raise UsageError("this is the project folder itself", where=str(folder), hint="name another folder")
    for name in write_proposal_files(folder, files):
        click.echo(f"wrote {short_path(folder / name)}", err=True)
