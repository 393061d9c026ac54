"""`sedova-lod diff`: what changed between two builds."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sedova_lod.differences import FORMS, Difference, compare_builds, form_of_report
from sedova_lod.errors import UsageError
from sedova_lod.serializers import result_of, write_file

__all__ = ["command"]


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(tuple(FORMS)), default="text",
              help="Form on stdout (default text).")  # fmt: skip
@click.option("--report", "reports", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
              help="Write a file instead, in the form of its ending: .txt, .md, .html, .json, .rdfp (RDF Patch), "
                   ".atom; may be repeated.")  # fmt: skip
@click.option(
    "--strict",
    is_flag=True,
    help="End with code 1 if a record is gone that retired.csv does not name, or if the version is too low.",
)
def command(old: Path, new: Path, form: str, reports: tuple[Path, ...], *, strict: bool) -> int:
    """Tell what changed between two builds, in records and claims.

    OLD and NEW are folders that `build` wrote, or their N-Quads (.nq, .nq.gz, .nq.zst).

    \b
    Example:  sedova-lod diff dist dist
    """
    forms = [form_of_report(report) for report in reports]
    for report in reports:
        for place in (old, new):
            if result_of(report) or (report.exists() and place.exists() and report.samefile(place)):
                raise UsageError("the report would replace a build", where=str(report), hint="choose another name")
    with compare_builds(old, new) as difference:
        for report, name in zip(reports, forms, strict=True):
            with write_file(report) as file:
                for chunk in FORMS[name](difference):
                    file.write(chunk.encode())
            click.echo(f"report: {report}", err=True)
        if not reports:
            for chunk in FORMS[form](difference):
                sys.stdout.buffer.write(chunk.encode())
            sys.stdout.buffer.flush()
        return 1 if strict and _is_wanting(difference) else 0


def _is_wanting(difference: Difference) -> bool:
    return bool(difference.n_unretired) or not difference.hint().is_met
