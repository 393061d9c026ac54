"""`sedova-lod check`: findings only."""

from __future__ import annotations

from pathlib import Path

import click

from sedova_lod.cli.options import (
    build_options,
    load_settings,
    open_progress,
    print_summary,
    project_argument,
    shared_options,
)
from sedova_lod.cli.reports import ReportFiles, annotate_option, print_findings, report_options
from sedova_lod.cli.waivers import WaiverFile, waiver_options
from sedova_lod.errors import UsageError
from sedova_lod.findings import RULES, Severity, rule_for
from sedova_lod.pipeline import build_project, summarise
from sedova_lod.records import nearest_name

__all__ = ["command"]


@click.command("check")
@project_argument
@click.option("--explain", "code", metavar="CODE", help="Print the manual page of a finding code, and stop.")
@shared_options
@report_options
@annotate_option
@waiver_options
def command(
    project: Path,
    code: str | None,
    reports: tuple[Path, ...],
    annotate: Path | None,
    waiver_file: Path | None,
    **options: object,
) -> int:
    """Check a project's tables and shapes, and write nothing.

    \b
    Example:  sedova-lod check data
    """
    if code:
        _print_page(code)
        return 0
    waivers = WaiverFile(waiver_file, str(options.pop("who") or ""))
    loaded, settings = load_settings(project, options)
    report_files = ReportFiles(reports, annotate).spare_project(loaded)
    with open_progress() as progress:
        result = build_project(loaded, build_options(settings, None), progress)
    summary = summarise(loaded, result, Severity.parse(settings.fail_on))
    print_findings(result.findings, summary, settings)
    print_summary(result)
    waivers.write(result.findings)
    report_files.write(result.findings, summary, loaded)
    return 1 if result.has_failed else 0


def _print_page(code: str) -> None:
    rule = rule_for(code)
    if rule is None:
        hint = nearest_name(code, RULES, "the codes are listed in docs/reference/findings.md")
        raise UsageError(f"there is no finding code '{code}'", hint=hint)
    click.echo(f"{rule.code} ({rule.severity.label}): {rule.title}\n\n{rule.meaning}\n\nTo mend it: {rule.mend}")
    if rule.example:
        click.echo(f"\nExample:\n  {rule.example.replace(chr(10), chr(10) + '  ')}")
