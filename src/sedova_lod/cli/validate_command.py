"""`sedova-lod validate`: SHACL for any RDF file."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import click

from sedova_lod.cli.reports import ReportFiles, print_findings, report_options
from sedova_lod.findings import Severity
from sedova_lod.pipeline import validate_file
from sedova_lod.reports import RunSummary, TableSummary
from sedova_lod.settings import resolve_settings

__all__ = ["command"]


@click.command("validate")
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--shapes", multiple=True, required=True, help="File or folder of SHACL shapes; may be repeated.")
@click.option("--fail-on", type=click.Choice(["info", "warning", "error"]),
              help="Least severity of findings that ends with code 1 (default error).")  # fmt: skip
@report_options
def command(data: Path, shapes: tuple[str, ...], reports: tuple[Path, ...], **options: object) -> int:
    """Check any RDF file against SHACL shapes.

    DATA is Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, told by the end of its name.

    \b
    Example:  sedova-lod validate dist/dataset.ttl --shapes shapes
    """
    settings = resolve_settings(None, os.environ, options)
    least = Severity.parse(settings.fail_on)
    report_files = ReportFiles(reports).spare([data])
    result = validate_file(data, [Path(s) for s in shapes])
    summary = RunSummary(data.name, version("sedova-lod"), (TableSummary(data.name),), least)
    print_findings(result.findings, summary, settings)
    report_files.write(result.findings, summary)
    failed = sum(f.severity >= least for f in result.findings)
    said = "conforms" if not result.findings else f"{len(result.findings)} results"
    click.echo(f"{data.name}: {result.n_triples} triples, {said}", err=True)
    return 1 if failed else 0
