"""`sedova-lod tables`: the records as CSV and Parquet tables with a data dictionary."""

from __future__ import annotations

from pathlib import Path

import click

from sedova_lod.cli.options import (
    build_options,
    load_settings,
    open_progress,
    project_argument,
    shared_options,
    short_path,
)
from sedova_lod.cli.reports import print_findings
from sedova_lod.errors import UsageError
from sedova_lod.findings import Severity
from sedova_lod.pipeline import summarise
from sedova_lod.pipeline.tabulating import TablesResult, tabulate_project
from sedova_lod.reports.model import noun

__all__ = ["command"]


@click.command("tables")
@project_argument
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, metavar="DIR",
              help="Folder for the tables.")  # fmt: skip
@click.option("--parquet", "is_parquet", is_flag=True, help="Write each table as Parquet too.")
@shared_options
def command(project: Path, target: Path, *, is_parquet: bool, **options: object) -> int:
    """Write the records as tables, one or more a kind, with a data dictionary.

    The project is checked first; if anything is wrong, nothing is written. DIR gets a CSV file for each kind and for
    what a record may have several of, and datapackage.json, which tells what each column means.

    \b
    Example:  sedova-lod tables data -o tables
    """
    loaded, settings = load_settings(project, options)
    if target.resolve() == loaded.root.resolve():
        raise UsageError("this is the folder of the project", where=str(target), hint="name a folder of its own")
    with open_progress() as progress:
        result = tabulate_project(loaded, target, build_options(settings, None), progress, is_parquet=is_parquet)
    summary = summarise(loaded, result.check, Severity.parse(settings.fail_on))
    print_findings(result.check.findings, summary, settings)
    if not result.files:
        click.echo(f"nothing was written: what is in {short_path(target)} is as it was", err=True)
        return 1
    _tell(result, target)
    return 0


def _tell(result: TablesResult, target: Path) -> None:
    n_rows = sum(table.n_rows for table in result.tables)
    click.echo(
        f"wrote {noun(len(result.tables), 'table')} with {noun(n_rows, 'row')} to {short_path(target)}", err=True
    )
    for table in result.tables:
        click.echo(f"  {table.name}: {noun(table.n_rows, 'row')}, {noun(len(table.columns), 'column')}", err=True)
