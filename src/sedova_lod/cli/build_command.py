"""`sedova-lod build`: the main job."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from sedova_lod.cli.options import (
    build_options,
    load_settings,
    open_progress,
    print_summary,
    project_argument,
    shared_options,
    short_path,
    split_option,
)
from sedova_lod.cli.reports import ReportFiles, annotate_option, print_findings, report_options
from sedova_lod.findings import Severity
from sedova_lod.pipeline import build_project, summarise

__all__ = ["command"]


@click.command("build")
@project_argument
@click.option("-o", "--output", help="Folder for the result (default: dist in the project folder).")
@click.option("--keep-going", is_flag=True, default=None, help="Set faulty records aside and build the others.")
@click.option("--formats", help="Formats of the dumps, with commas between (default ttl,jsonld,nt,nq).")
@click.option("--compress", type=click.Choice(["none", "gzip", "zstd"]), help="Compress the dumps (default none).")
@split_option
@click.option("--incremental", is_flag=True, help="Keep a state file also if only N-Triples are written.")
@click.option("--fresh", is_flag=True, help="Map all records anew, not only those changed since the last build.")
@shared_options
@report_options
@annotate_option
def command(
    project: Path, incremental: bool, fresh: bool, reports: tuple[Path, ...], annotate: Path | None, **options: object
) -> int:
    """Make linked data from a project's tables.

    Reads the tables named in sedova.toml, checks them, maps them to RDF, validates the RDF against shapes, and writes
    Turtle, JSON-LD, N-Triples and N-Quads. If anything is wrong, nothing is written and what was there stays.

    Where the folder holds the last build, only records that have changed since are mapped and checked again; the result
    is the same. For that a state file stands in the folder; where nothing but N-Triples is written and no shapes are
    checked, it is kept only with --incremental. Dumps that are compressed or split are made anew each time.

    \b
    Example:  sedova-lod build data -o dist
    """
    loaded, settings = load_settings(project, options)
    output = loaded.root / "dist" if settings.sources["output"] == "default" else Path(settings.output)
    report_files = ReportFiles(reports, annotate).spare_project(loaded).spare_output(output)
    with open_progress() as progress:
        result = build_project(
            loaded, replace(build_options(settings, output), fresh=fresh, keeps_state=incremental or None), progress
        )
    summary = summarise(loaded, result, Severity.parse(settings.fail_on))
    print_findings(result.findings, summary, settings)
    print_summary(result)
    report_files.write(result.findings, summary, loaded)
    if result.output is None:
        click.echo(f"nothing was written: what is in {short_path(output)} is as it was", err=True)
    return 1 if result.has_failed else 0
