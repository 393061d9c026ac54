"""Options and output habits that several commands share."""

from __future__ import annotations

import datetime
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sedova_lod.errors import UsageError
from sedova_lod.findings import Finding, Severity
from sedova_lod.progress import Progress
from sedova_lod.reports.model import count_severities, count_waived
from sedova_lod.settings import Project, Settings, load_project, resolve_settings

if TYPE_CHECKING:
    from sedova_lod.pipeline import BuildOptions, BuildResult, TableCount
    from sedova_lod.serializers import WrittenFile

__all__ = [
    "build_options",
    "language_option",
    "load_settings",
    "open_progress",
    "print_summary",
    "project_argument",
    "shared_options",
    "short_path",
    "split_option",
]

_PART_NUMBER = re.compile(r"^part-[0-9]{5,}\.")
_MOST_PARTS = 10
_Command = TypeVar("_Command", bound=Callable[..., Any])

project_argument = click.argument(
    "project", type=click.Path(path_type=Path), default=Path(), required=False, metavar="[PROJECT]"
)


language_option = click.option(
    "--message-language", metavar="TAG",
    help="Language of the messages of shapes (default en): en, ru, or any that your own shapes have.",
)  # fmt: skip


split_option = click.option(
    "--split", metavar="kind|SIZE",
    help="Split each dump: a file for each kind of record, or files of at most SIZE, such as 200MB, "
         "before compression (default none).",
)  # fmt: skip


def shared_options(command: _Command) -> _Command:
    """Add the options that `build` and `check` have in common."""
    options = (
        click.option("--profile", help="schema_org, cidoc_crm, both (default), or a folder of queries."),
        click.option("--shapes", multiple=True, help="File or folder of further SHACL shapes; may be repeated."),
        click.option("--builtin-shapes/--no-builtin-shapes", default=None,
                     help="Check the tool's own shapes as well (default), or those given only."),
        click.option("--jobs", type=int, help="Processes that work side by side (default 1)."),
        click.option("--engine", help="auto (default), local, processes, spark, or that of a plug-in."),
        click.option("--master", metavar="URL", help="Address of the cluster, for the engine spark."),
        click.option("--fail-on", type=click.Choice(["info", "warning", "error"]),
                     help="Least severity of findings that ends with code 1 (default error)."),
        language_option,
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def load_settings(project: Path, options: dict[str, object]) -> tuple[Project, Settings]:
    """Read the project and resolve its settings."""
    loaded = load_project(project)
    return loaded, resolve_settings(loaded, os.environ, options)


def build_options(settings: Settings, output: Path | None) -> BuildOptions:
    """Say what a build is to do."""
    from sedova_lod.pipeline import BuildOptions  # noqa: PLC0415 - commands without a build load nothing of it

    return BuildOptions.of(settings, output, _today())


def _today() -> datetime.date | None:
    """Read the day that builds are said to be of; the clock is not asked, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return None
    try:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        hint = "write the seconds since 1970-01-01, or unset it"
        raise UsageError(f"'{epoch}' is no time", where="SOURCE_DATE_EPOCH", hint=hint) from error


def open_progress() -> Progress:
    """Show progress on stderr, if that is a terminal."""
    return Progress(sys.stderr, os.environ)


def print_summary(result: BuildResult) -> None:
    """Say on stderr what was read, found and written."""
    rows = sum(table.n_read for table in result.tables)
    click.echo(f"read {_count(rows, 'row')} of {_count(len(result.tables), 'table')}", err=True)
    for table in result.tables:
        told = f": {_accounts(table)}" if result.output is not None else ""
        click.echo(f"  {table.file}: {_count(table.n_read, 'row')} ({table.how}){told}", err=True)
        for note in table.notes:
            click.echo(f"    {note}", err=True)
    click.echo(f"found {_severities(result.findings)}", err=True)
    if result.output is None:
        return
    output = short_path(result.output)
    kinds = ", ".join(_count(number, kind) for kind, number in result.n_records.items())
    records = sum(result.n_records.values())
    click.echo(f"wrote {_count(records, 'record')} ({kinds}), {_count(result.n_triples, 'triple')}", err=True)
    _print_kept(result)
    if result.n_rejected:
        click.echo(f"set {_count(result.n_rejected, 'faulty record')} aside in {output}/rejects", err=True)
    for line in _file_lines(result.files):
        click.echo(f"  {output}/{line}", err=True)


def _file_lines(files: Sequence[WrittenFile]) -> Iterator[str]:
    """Tell of each file that was written; of many numbered parts, of all together."""
    sizes: dict[str, list[int]] = {}
    for file in files:
        sizes.setdefault(_PART_NUMBER.sub("part-*.", file.name), []).append(file.size_bytes)
    told = {name for name, found in sizes.items() if len(found) > _MOST_PARTS}
    for file in files:
        name = _PART_NUMBER.sub("part-*.", file.name)
        if name not in told:
            yield f"{file.name}  {_size(file.size_bytes)}"
        elif name in sizes:
            found = sizes.pop(name)
            yield f"{name}  {_size(sum(found))} in {_count(len(found), 'part')}"


def _print_kept(result: BuildResult) -> None:
    """Say what was done anew, if there was a build before."""
    if result.lost:
        click.echo(f"nothing of the last build could be kept: {result.lost}", err=True)
    elif result.n_kept and not result.n_mapped:
        click.echo("no record has changed since the last build", err=True)
    elif result.n_kept:
        number, all_records = f"{result.n_mapped:,}".replace(",", " "), result.n_mapped + result.n_kept
        click.echo(f"mapped {number} of {_count(all_records, 'record')} anew; the others have not changed", err=True)


def _accounts(table: TableCount) -> str:
    """Say what became of the rows and values that were read."""
    shown = {"mapped": table.n_mapped, "rejected": table.n_rejected, "without content": table.n_idle}
    said = [f"{number:,} {name}".replace(",", " ") for name, number in shown.items() if number or name == "mapped"]
    if table.n_left_out:
        said.append(f"{_count(table.n_left_out, 'value')} in columns that are left out")
    return ", ".join(said)


def _severities(findings: Sequence[Finding]) -> str:
    counts = count_severities(findings)
    names = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    told = ", ".join(_count(number, names[severity]) for severity, number in counts.items())
    n_waived = count_waived(findings)
    return f"{told}; {n_waived} of them waived" if n_waived else told


def _count(number: int, noun: str) -> str:
    shown = f"{number:,}".replace(",", " ")
    plural = {"person": "people"}.get(noun, f"{noun}s")
    return f"{shown} {noun}" if number == 1 else f"{shown} {plural}"


def short_path(path: Path) -> str:
    """Write a path as seen from the current folder, if it lies in it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e6 else f"{max(size_bytes / 1e3, 0.1):.1f} kB"


def print_json(value: object) -> None:
    """Write a report as JSON on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
