"""Where the report of findings goes: stderr, stdout, and files in the form of their ending."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from sedova_lod.errors import UsageError
from sedova_lod.findings import Finding
from sedova_lod.reports import (
    REPORTS,
    RunSummary,
    TextLayout,
    form_of_file,
    write_text,
)
from sedova_lod.serializers import MANIFEST, result_of, write_file
from sedova_lod.serializers.writing import translate_faults
from sedova_lod.settings import PROJECT_FILE, Project, Settings

__all__ = ["ReportFiles", "annotate_option", "print_findings", "report_options", "use_colour"]

_OWN_NAMES = (MANIFEST, "findings.json", "findings.txt", "rejects", "retired.csv")
"""Names in a folder of results that a report could have."""

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


annotate_option = click.option(
    "--annotate",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Also write copies of the tables there, with faulty cells coloured and commented.",
)


def use_colour(setting: str) -> bool:
    """Say whether findings are coloured."""
    return setting == "always" or (setting == "auto" and sys.stderr.isatty())


def print_findings(findings: Sequence[Finding], summary: RunSummary, settings: Settings) -> None:
    """Write the report of findings: text on stderr, any other form on stdout."""
    if settings.format != "text":
        for chunk in REPORTS[settings.format](findings, summary):
            sys.stdout.buffer.write(chunk.encode())
        sys.stdout.buffer.flush()
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
        folder: Folder for annotated copies of the tables; None for no copies.

    Raises:
        UsageError: An ending stands for no form, or a file belongs to the result of a build.

    >>> ReportFiles((Path("findings.json"),)).forms
    ('json',)
    """

    files: tuple[Path, ...] = ()
    folder: Path | None = None

    def __post_init__(self) -> None:
        _ = self.forms
        for file in self.files:
            folder = result_of(file)
            if folder is not None:
                raise _part_of_result(file, folder)

    def spare_output(self, folder: Path) -> ReportFiles:
        """Refuse names in a folder of results that a build gives to its own files.

        Raises:
            UsageError: A report would replace one of them, or be replaced.
        """
        root = folder.resolve()
        for file in self.files:
            path = file.resolve()
            if path.is_relative_to(root) and path.relative_to(root).parts[0] in _OWN_NAMES:
                raise _part_of_result(file, folder)
        return self

    @property
    def forms(self) -> tuple[str, ...]:
        """Tell the form of each file."""
        return tuple(form_of_file(file) for file in self.files)

    def spare(self, own: Iterable[Path]) -> ReportFiles:
        """Refuse to write over the user's own files.

        Raises:
            UsageError: A report would replace one of them.
        """
        for path, file in itertools.product(own, self.files):
            _keep_apart(file, path)
        return self

    def spare_project(self, project: Project) -> ReportFiles:
        """Refuse to write over the files of a project.

        Raises:
            UsageError: A report or a copy would replace one of them.
        """
        names = dict.fromkeys(
            (project.file, project.links.file, project.waivers.file, *(spec.file for spec in project.tables))
        )
        own = [project.root / name for name in names]
        if self.folder is not None:
            from sedova_lod.reports import copy_names  # noqa: PLC0415 - tables are read for copies only

            copies = [self.folder / copy for name in names for copy in copy_names(name)]
            for path, copy in itertools.product(own, copies):
                _keep_apart(copy, path)
            if (self.folder / PROJECT_FILE).is_file():
                what = "this is the folder of a project, whose tables the copies might replace"
                raise UsageError(what, where=str(self.folder), hint="choose a folder of its own")
        return self.spare(own)

    def write(self, findings: Sequence[Finding], summary: RunSummary, project: Project | None = None) -> None:
        """Write all of them, and say so on stderr."""
        for file, form in zip(self.files, self.forms, strict=True):
            _write(file, _bytes_of(form, findings, summary))
            click.echo(f"report: {file}", err=True)
        if self.folder is None or project is None:
            return
        from sedova_lod.reports import annotate_tables  # noqa: PLC0415 - as above

        for copy in annotate_tables(project, findings):
            target = self.folder / copy.name
            with translate_faults(str(target)):
                target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, copy.chunks)
            click.echo(f"annotated copy: {target}", err=True)


def _part_of_result(file: Path, folder: Path) -> UsageError:
    what = f"the report would replace a file of the result in {folder}"
    return UsageError(what, where=str(file), hint="choose another name or folder")


def _keep_apart(target: Path, own: Path) -> None:
    if target.exists() and own.exists() and os.path.samefile(target, own):
        what = "this is a file of yours, which the report would replace"
        raise UsageError(what, where=str(target), hint="choose another name or folder")


def _bytes_of(form: str, findings: Sequence[Finding], summary: RunSummary) -> Iterator[bytes]:
    if form in REPORTS:
        return (chunk.encode() for chunk in REPORTS[form](findings, summary))
    from sedova_lod.reports.as_workbook import write_workbook  # noqa: PLC0415 - openpyxl is loaded for a workbook only

    return write_workbook(findings, summary)


def _write(file: Path, chunks: Iterable[bytes]) -> None:
    with write_file(file) as stream:
        for chunk in chunks:
            stream.write(chunk)
