"""`sedova-lod upload`: send to a Wikibase what the records propose, or take it back; a dry run until `--apply`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from sedova_lod.cli.contribution_options import (
    contact_of,
    contact_option,
    item_options,
    open_items,
    print_report,
    tell_pauses,
)
from sedova_lod.cli.options import open_progress, project_argument, short_path
from sedova_lod.contribution import (
    Credentials,
    Dialect,
    EditReport,
    EditState,
    Ledger,
    Manners,
    UndoReport,
    unanswered_lines,
    undo_commands,
    write_quickstatements,
)
from sedova_lod.pipeline.proposing import ProposalRun, ProposeOptions, propose_statements
from sedova_lod.pipeline.uploading import (
    UploadOptions,
    open_ledger,
    open_wikibase,
    summary_of,
    undo_edits,
    upload_edits,
)
from sedova_lod.serializers import write_file
from sedova_lod.settings import Project, load_project

__all__ = ["command"]

_INTERRUPTED = 130
_PROBLEMS = (EditState.REFUSED, EditState.UNKNOWN, EditState.CHANGED)


@click.command("upload")
@project_argument
@click.option("--apply", is_flag=True, help="Really send the edits; without it nothing is sent.")
@click.option("--undo", is_flag=True, help="Take back what the ledger says was sent, the last edit first.")
@item_options
@click.option("--limit", type=click.IntRange(1), default=None, help="Most edits of this run (default: all).")
@click.option("--rate", type=click.FloatRange(0.1, 600), default=20.0, help="Most edits a minute (default 20).")
@click.option("--maxlag", type=click.IntRange(1), default=5,
              help="Seconds of lag above which the servers are left alone (default 5).")  # fmt: skip
@click.option("--bot", is_flag=True, help="Mark the edits as those of a bot; the account must be one.")
@click.option("--summary", help="Summary of each edit (default: the title of the data set).")
@contact_option
def command(project: Path, **options: object) -> int:
    """Send what the records propose to Wikidata, or to any Wikibase.

    Each edit is compared with its item once more, written down in the ledger, and sent. Who edits is read from the
    environment: SEDOVA_WIKIBASE_USER and SEDOVA_WIKIBASE_PASSWORD (a bot password), or SEDOVA_WIKIBASE_TOKEN.

    \b
    Example:  sedova-lod upload data
    """
    loaded = load_project(project)
    return _Upload(loaded, options).run()


@dataclass(slots=True)
class _Upload:
    """One run of the command."""

    project: Project
    options: dict[str, object]

    def run(self) -> int:
        ledger = open_ledger(self.project, self.project.contribution.api)
        if self.options["undo"]:
            return self._undo(ledger)
        is_live = bool(self.options["apply"] or self.options["online"])
        if self.options["apply"]:
            Credentials.from_environment(os.environ)  # said before anything is read
        found = self._propose(ledger, is_live=is_live)
        print_report(found.report, "text")
        n_edits = len(found.report.by_item_sent())
        if not self.options["apply"]:
            what = f"{n_edits} edit{'' if n_edits == 1 else 's'} to {self.project.contribution.api}"
            click.echo(f"dry run: nothing was sent; with --apply: {what}", err=True)
            return 0
        return self._send(found, ledger)

    def _propose(self, ledger: Ledger, *, is_live: bool) -> ProposalRun:
        new_items = self.options["new_items"]
        kinds = new_items if isinstance(new_items, tuple) else ()
        path = self.options["items"]
        contact = str(self.options["contact"] or "") if is_live else None
        source = open_items(self.project, path if isinstance(path, Path) else None, contact)
        with open_progress() as progress:
            return propose_statements(self.project, source, progress, ProposeOptions(kinds, ledger.created()))

    def _upload_options(self) -> UploadOptions:
        summary = self.options["summary"] or summary_of(self.project)
        manners = Manners(bool(self.options["bot"]), int(str(self.options["maxlag"])), str(summary))
        return UploadOptions(manners, float(str(self.options["rate"])), int(str(self.options["limit"] or 0)))

    def _send(self, found: ProposalRun, ledger: Ledger) -> int:
        options, around = self._upload_options(), tell_pauses()
        api = open_wikibase(
            self.project.contribution.api, contact_of(self.project, self._contact), around, options.manners
        )
        click.echo(f"editing as {api.log_in(Credentials.from_environment(os.environ))}", err=True)
        told: list[EditReport] = []
        try:
            return _tell_edits(upload_edits(found, api, ledger, options, around), told)
        except KeyboardInterrupt:
            click.echo("interrupted; what was sent is in the ledger: run the same command again to go on", err=True)
            return _INTERRUPTED
        finally:
            _sum_up(told)
            _write_undo(ledger)

    @property
    def _contact(self) -> str | None:
        return str(self.options["contact"]) if self.options["contact"] else None

    def _undo(self, ledger: Ledger) -> int:
        edits = ledger.saved()
        unanswered, name = ledger.unanswered(), short_path(ledger.path)
        if not self.options["apply"]:
            _tell_lines(unanswered_lines(unanswered, name))
            for edit in reversed(edits):
                click.echo(f"{edit.item} revision {edit.revision}: {edit.record}")
            what = f"{len(edits)} edit{'' if len(edits) == 1 else 's'}"
            click.echo(f"dry run: nothing was taken back; with --apply: {what}", err=True)
            return 0
        options, around = self._upload_options(), tell_pauses()
        credentials = Credentials.from_environment(os.environ)
        api = open_wikibase(
            self.project.contribution.api, contact_of(self.project, self._contact), around, options.manners
        )
        click.echo(f"editing as {api.log_in(credentials)}", err=True)
        _tell_lines(unanswered_lines(unanswered, name, api.load_items([one.item for one in unanswered if one.item])))
        code = _tell_undone(undo_edits(api, ledger, options, around))
        _write_undo(ledger)
        return code


def _tell_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)


def _tell_edits(reports: Iterable[EditReport], told: list[EditReport]) -> int:
    for one in reports:
        told.append(one)
        name = " ".join(filter(None, (one.item, one.record)))
        revision = f" as revision {one.revision}" if one.revision else ""
        click.echo(f"{name}: {one.state.value}{revision}")
        if one.told:
            click.echo(f"  {one.told}")
        if one.state in _PROBLEMS:
            for row in one.rows:
                click.echo(f"  {row}")
    return 1 if any(one.state in _PROBLEMS for one in told) else 0


def _sum_up(told: list[EditReport]) -> None:
    counts = {state: sum(one.state is state for one in told) for state in EditState}
    shown = ", ".join(f"{number} {state.value}" for state, number in counts.items() if number)
    click.echo(f"{len(told)} edit{'' if len(told) == 1 else 's'}: {shown or 'none'}", err=True)


def _tell_undone(reports: Iterable[UndoReport]) -> int:
    has_failed = False
    for one in reports:
        found = f"{one.n_statements} statements, {one.n_references} references, {one.n_terms} terms taken back"
        click.echo(f"{one.edit.item} {one.edit.record}: {found}")
        if one.told:
            click.echo(f"  {one.told}")
            has_failed = has_failed or not one.edit.made.is_new_item
    return 1 if has_failed else 0


def _write_undo(ledger: Ledger) -> None:
    """Write the commands that would take back what stands in the ledger, for QuickStatements."""
    edits = ledger.saved()
    path = ledger.path.with_name(f"{ledger.path.stem}-undo.txt")
    if not edits and not path.exists():
        return
    with write_file(path) as file:
        file.write(write_quickstatements(undo_commands(edits), Dialect.CLASSIC).text.encode())
    click.echo(f"to take it back: sedova-lod upload --undo, or {short_path(path)} in QuickStatements", err=True)
