"""Where the report of findings goes: stderr, stdout, and files in the form of their ending."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import click

from sedova_lod.errors import UsageError
from sedova_lod.findings import Finding, Severity
from sedova_lod.pipeline import BuildResult
from sedova_lod.reports import REPORTS, RunSummary, TableSummary, TextLayout, form_of_file, write_text
from sedova_lod.serializers import write_file
from sedova_lod.settings import Project, Settings

__all__ = ["ReportFiles", "files_of", "print_findings", "report_options", "summarise", "use_colour"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def report_options(command: _Command) -> _Command:
    """Add the options that say which reports are wanted."""
    options = (
        click.option("--format", type=click.Choice(tuple(REPORTS)),
                     help="Form of the report of findings: text on stderr (default), any other on stdout."),
        click.option("--report", "reports", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
                     help="Also write the report to a file, in the form of its ending; may be repeated."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def summarise(project: Project, settings: Settings, result: BuildResult) -> RunSummary:
    """Say what a run was about, for its report."""
    return RunSummary(
        next(iter(project.dataset.title.values()), ""),
        version("sedova-lod"),
        tuple(TableSummary(table.file, table.how, table.n_rows) for table in result.tables),
        Severity.parse(settings.fail_on),
        result.n_records,
        result.n_rejected,
    )


def use_colour(setting: str) -> bool:
    """Say whether findings are coloured."""
    return setting == "always" or (setting == "auto" and sys.stderr.isatty())


def print_findings(findings: Sequence[Finding], summary: RunSummary, settings: Settings) -> None:
    """Write the report of findings: text on stderr, any other form on stdout."""
    if settings.format != "text":
        stream: Any = click.get_binary_stream("stdout")  # type: ignore[operator]  # an attribute of a module
        for chunk in REPORTS[settings.format](findings, summary):
            stream.write(chunk.encode())
        stream.flush()
        return
    if not findings:
        return
    colour = use_colour(settings.color)
    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
    for chunk in write_text(findings, summary, TextLayout.for_terminal(width, is_coloured=colour)):
        click.echo(chunk, nl=False, err=True, color=colour)


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Write reports to files; what cannot work is told before the run.

    Args:
        files: Files, whose endings tell the form.

    Raises:
        UsageError: An ending stands for no form.

    >>> ReportFiles((Path("findings.json"),)).forms
    ('json',)
    """

    files: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        _ = self.forms

    @property
    def forms(self) -> tuple[str, ...]:
        """Tell the form of each file."""
        return tuple(form_of_file(file) for file in self.files)

    def spare(self, own: Iterable[Path]) -> ReportFiles:
        """Refuse to write over the user's own files.

        Raises:
            UsageError: A report would replace one of them.
        """
        for path in own:
            for file in self.files:
                if file.exists() and path.exists() and os.path.samefile(file, path):
                    what = "this is a file of the project, which the report would replace"
                    raise UsageError(what, where=str(file), hint="choose another name")
        return self

    def write(self, findings: Sequence[Finding], summary: RunSummary) -> None:
        """Write all of them, and say so on stderr."""
        for file, form in zip(self.files, self.forms, strict=True):
            with write_file(file) as stream:
                for chunk in REPORTS[form](findings, summary):
                    stream.write(chunk.encode())
            click.echo(f"report: {file}", err=True)


def files_of(project: Project) -> list[Path]:
    """List the files that a project consists of."""
    names = (project.file, project.links.file, *(spec.file for spec in project.tables))
    return [project.root / name for name in dict.fromkeys(names)]
