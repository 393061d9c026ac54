"""`sedova-lod validate`: SHACL for any RDF file."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import click

from sedova_lod.cli.options import language_option
from sedova_lod.cli.reports import ReportFiles, print_findings
from sedova_lod.cli.standard_input import data_at, data_format_option
from sedova_lod.findings import Severity
from sedova_lod.pipeline.validating import validate_file
from sedova_lod.reports import REPORTS, RunSummary, TableSummary
from sedova_lod.reports.model import noun
from sedova_lod.settings import resolve_settings

__all__ = ["command"]


@click.command("validate")
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--shapes", multiple=True, required=True, help="File or folder of SHACL shapes; may be repeated.")
@data_format_option
@click.option("--fail-on", type=click.Choice(["info", "warning", "error"]),
              help="Least severity of findings that ends with code 1 (default error).")  # fmt: skip
@click.option("--format", "form", type=click.Choice((*REPORTS, "turtle")),
              help="Form of the report: text on stderr (default), any other on stdout; "
                   "turtle is SHACL's own.")  # fmt: skip
@language_option
@click.option("--report", "reports", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Also write the report to a file, in the form of its ending; may be repeated.")  # fmt: skip
def command(
    data: Path,
    shapes: tuple[str, ...],
    data_format: str,
    form: str | None,
    reports: tuple[Path, ...],
    **options: str | None,
) -> int:
    """Check any RDF file, or the result of a build, against SHACL shapes.

    DATA is Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, plain or as .gz or .zst, told by the end of its name;
    or a folder that `build` wrote, whose dump is checked as a whole, also if it is split; or - for what comes by the
    input.

    \b
    Example:  sedova-lod validate dist/dataset.ttl --shapes shapes
    """
    is_turtle = form == "turtle"
    settings = resolve_settings(None, os.environ, {**options, "format": None if is_turtle else form})
    least = Severity.parse(settings.fail_on)
    report_files = ReportFiles(reports).spare([data, *map(Path, shapes)])
    with data_at(data, data_format) as file:
        result = validate_file(file, [Path(s) for s in shapes], settings.message_language)
    summary = RunSummary(file.name, version("sedova-lod"), (TableSummary(file.name),), least)
    if is_turtle:
        click.echo(result.to_turtle(), nl=False)
    else:
        print_findings(result.findings, summary, settings)
    report_files.write(result.findings, summary)
    for place in result.idle:
        click.echo(f"{place}: its shapes are about no node of the data: nothing was checked by them", err=True)
    failed = sum(f.severity >= least for f in result.findings)
    said = "conforms" if not result.findings else noun(len(result.findings), "result")
    click.echo(f"{file.name}: {noun(result.n_triples, 'triple')}, {said}", err=True)
    return 1 if failed else 0
