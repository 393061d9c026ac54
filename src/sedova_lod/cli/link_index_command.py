"""`sedova-lod link index`: a dump of Wikidata, or a table of an authority, as a file that records are looked for in."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.options import short_path
from sedova_lod.cli.reports import ReportFiles, print_findings, report_options
from sedova_lod.errors import UsageError
from sedova_lod.findings import Severity
from sedova_lod.linking.index_building import IndexReport, build_index
from sedova_lod.pipeline.record_entities import LINKED_KINDS
from sedova_lod.progress import Progress
from sedova_lod.reports import RunSummary, TableSummary
from sedova_lod.settings import resolve_settings

__all__ = ["command"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@click.command("index")
@click.argument("dump", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="File to make.")
@click.option("--snapshot", default="", metavar="DAY",
              help="Day of which DUMP is, as 2026-01-31 (default: of a dump, that of its last change).")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, type=click.Choice(LINKED_KINDS), metavar="KIND",
              help="Kind of thing to keep (default: all); may be repeated.")  # fmt: skip
@click.option("--in", "languages", multiple=True, metavar="TAG",
              help="Language in which items are called (default: en); may be repeated.")  # fmt: skip
@report_options
def command(dump: Path, output: Path, reports: tuple[Path, ...], **options: Any) -> int:
    """Make an index of DUMP, in which `sedova-lod link --index` looks without a connection.

    DUMP is Wikidata's dump in JSON, or a part of it, one item a line (.json, .jsonl, also .gz, .bz2, .xz, .zst); or a
    table with the columns id and name, and others such as aliases, born, died, kind and viaf. It is streamed: memory
    does not grow with it.

    \b
    Example:  sedova-lod link index data/records/people.csv -o people.index --kind person
    """
    settings = resolve_settings(None, os.environ, {"format": options["format"]})
    report_files = ReportFiles(reports).spare([dump, output])
    if options["snapshot"] and not _DAY.fullmatch(options["snapshot"]):
        raise UsageError(f"'{options['snapshot']}' is no day", where="--snapshot", hint="write it like 2026-01-31")
    with Progress(sys.stderr, os.environ) as progress:
        report = build_index(
            dump,
            output,
            snapshot=options["snapshot"],
            kinds=options["kinds"],
            languages=options["languages"] or ("en",),
            advance=lambda number: progress.advance(records=number),
        )
    summary = RunSummary(dump.name, version("sedova-lod"), (TableSummary(dump.name, "", report.n_entities),))
    print_findings(report.findings, summary, settings)
    report_files.write(report.findings, summary)
    for line in _summary(report, output):
        click.echo(line, err=True)
    return 1 if any(finding.severity is Severity.ERROR for finding in report.findings) else 0


def _summary(report: IndexReport, output: Path) -> Iterator[str]:
    of = f", as of {report.snapshot}" if report.snapshot else ""
    yield f"{_count(report.n_entities, 'thing')} with {_count(report.n_names, 'name')}{of}"
    for what, number in sorted(report.n_passed_over.items(), key=lambda pair: -pair[1]):
        yield f"  passed over: {_count(number, what)}"
    n_told = len(report.findings)
    n_findings = sum(report.n_findings.values())
    if n_findings > n_told:
        yield f"  {_count(n_findings - n_told, 'further finding')} of the same kinds"
    size = f"{report.size_bytes / 1e6:.1f} MB" if report.size_bytes >= 1e6 else f"{report.size_bytes / 1e3:.1f} kB"
    yield f"  {short_path(output)}  {size}"


def _count(number: int, noun: str) -> str:
    shown = f"{number:,}".replace(",", " ")
    return f"{shown} {noun}" if number == 1 or noun not in _COUNTED else f"{shown} {noun}s"


_COUNTED = frozenset(("thing", "name", "further finding"))
