"""`sedova-lod publish`: a site of static files."""

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
    split_option,
)
from sedova_lod.cli.reports import print_findings
from sedova_lod.errors import UsageError
from sedova_lod.findings import Severity
from sedova_lod.pipeline import publish_project, summarise
from sedova_lod.publication import SiteReport
from sedova_lod.publication.fair_check import check_fair
from sedova_lod.publication.fair_report import fair_json, fair_text
from sedova_lod.terms import iri_fault

__all__ = ["command"]


@click.command("publish")
@project_argument
@click.option(
    "-o",
    "--output",
    "site",
    type=click.Path(path_type=Path),
    help="Folder of the site (default: site in the project folder).",
)
@click.option("--url", default="", help="Address at which the site will stand (default: the base of the data set).")
@click.option(
    "--compress", type=click.Choice(["none", "gzip"]), default="gzip", help="Compress the dumps (default gzip)."
)
@split_option
@click.option("--since", type=click.Path(path_type=Path), metavar="OLD",
              help="Earlier release, as a folder that build wrote: a feed tells what has changed.")  # fmt: skip
@click.option(
    "--check",
    "checked",
    type=click.Path(path_type=Path),
    metavar="SITE",
    help="Write nothing: hold a site, or what build wrote, against the FAIR criteria.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Form of that report.")
@shared_options
def command(
    project: Path,
    site: Path | None,
    url: str,
    *,
    since: Path | None,
    checked: Path | None,
    form: str,
    **options: object,
) -> int:
    """Write a website of static files from a project.

    The project is built and checked first; if anything is wrong, nothing is written. Files that do not change are left
    alone, and what an earlier run wrote and this one does not is removed. The site may stand on any server for files.
    With --check nothing is written: each FAIR criterion that applies is told
    with the line that is missing, and the code is 1 if any is.

    \b
    Example:  sedova-lod publish data -o site --url https://example.org/sedova/
    """
    if checked is not None:
        return _check(checked, form)
    if url and (iri_fault(url) or not url.startswith(("http://", "https://")) or "?" in url or "#" in url):
        raise UsageError(
            f"'{url}' is no address of a site", where="--url", hint="write it like https://example.org/data/"
        )
    loaded, settings = load_settings(project, options)
    target = site or loaded.root / "site"
    with open_progress() as progress:
        result = publish_project(loaded, target, url, build_options(settings, None), progress, since)
    summary = summarise(loaded, result.build, Severity.parse(settings.fail_on))
    print_findings(result.build.findings, summary, settings)
    if result.site is None:
        click.echo(f"nothing was written: what is in {short_path(target)} is as it was", err=True)
        return 1
    click.echo(f"published {_told(result.site)} in {short_path(target)}", err=True)
    return 0


def _check(site: Path, form: str) -> int:
    report = check_fair(site)
    click.echo(fair_json(report) if form == "json" else "".join(fair_text(report)), nl=False)
    return 0 if report.n_met == report.n_applied else 1


def _told(site: SiteReport) -> str:
    counts = {"records": site.n_records, "files written": site.n_written, "unchanged": site.n_unchanged}
    if site.n_removed:
        counts["removed"] = site.n_removed
    return ", ".join(f"{number:,} {name}".replace(",", " ") for name, number in counts.items())
