"""`sedova-lod link`: look for records in Wikidata, a service or an index; and make such an index."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from sedova_lod.cli.contribution_options import contact_of, contact_option
from sedova_lod.cli.link_index_command import command as index_command
from sedova_lod.cli.options import load_settings, open_progress, print_json, short_path
from sedova_lod.errors import UsageError
from sedova_lod.pipeline.link_sources import SourceChoice, choice_for_project, open_source
from sedova_lod.pipeline.linking import LinkOptions, LinkResult, LinkRun
from sedova_lod.pipeline.record_entities import LINKED_KINDS
from sedova_lod.progress import Countdown
from sedova_lod.reports.safe_text import visible
from sedova_lod.settings import Project

__all__ = ["command"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_INTERRUPTED = 130


class _LinkGroup(click.Group):
    """A command with arguments of its own, and a subcommand whose name takes the place of PROJECT."""

    allow_extra_args = False
    allow_interspersed_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] in self.commands:
            ctx.args = args
            return args
        return click.Command.parse_args(self, ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        if not ctx.args:
            return click.Command.invoke(self, ctx)
        name, *rest = ctx.args
        with self.commands[name].make_context(name, rest, parent=ctx) as inner:
            return inner.command.invoke(inner)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*click.Command.collect_usage_pieces(self, ctx), "[PROJECT]"]


class _Project(click.Argument):
    """The argument PROJECT, which is not told in the usage of the subcommand."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        return []


def _source_options(command: _Command) -> _Command:
    options = (
        click.option("--index", type=click.Path(path_type=Path), metavar="FILE",
                     help="Look in an index that `link index` made."),
        click.option("--wikidata", is_flag=True, help="Look in Wikidata, by its own search."),
        click.option("--service", default="", metavar="URL", help="Look in a service of the Reconciliation API."),
        click.option("--api", metavar="URL", help="API of another Wikibase, with --wikidata; needs --authority."),
        click.option("--authority", default="", metavar="NAME",
                     help="Whose ids an index holds: wd, ulan, viaf, gnd ... or what the addresses begin with "
                          "(default: told by the ids)."),
        click.option("--property", "properties", multiple=True, metavar="NAME=ID",
                     help="What the service calls born, died or a scheme of identifiers; may be repeated."),
        contact_option,
        click.option("--cache", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
                     help="Folder for answers (default: .sedova-lod/answers in the project folder)."),
        click.option("--offline", is_flag=True, help="Open no connection, whatever happens."),
        click.option("--replay", is_flag=True, help="Take answers from the cache only."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.group("link", cls=_LinkGroup, invoke_without_command=True)
@click.argument("project", cls=_Project, type=click.Path(path_type=Path), default=Path(), required=False)
@_source_options
@click.option("--kind", "kinds", multiple=True, type=click.Choice(LINKED_KINDS), metavar="KIND",
              help="Kind of record to look for (default: all); may be repeated.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="Most candidates for a record.")
@click.option("--again", is_flag=True, help="Also look for records that an earlier run has looked for.")
@click.option("--dry-run", is_flag=True, help="Say what would be looked for, and write nothing.")
@click.option("--format", type=click.Choice(["text", "json"]), help="Form of the report (default text).")
def command(project: Path, **options: Any) -> int:
    """Look for records elsewhere that nobody has decided about yet.

    A record that has an identifier in common with one thing is linked to it at once, in links.sssom.tsv. What else may
    be the same is written to candidates.tsv, for `sedova-lod review`. Each batch is saved: a run that was broken off
    goes on where it stopped.

    \b
    Example:  sedova-lod link data --wikidata --dry-run
    """
    loaded, settings = load_settings(project, {"format": options["format"]})
    choice = choice_for_project(_choice(loaded, options), loaded)
    link_options = LinkOptions(options["kinds"], options["limit"], options["again"], datetime.date.today())
    countdown = Countdown(sys.stderr, os.environ, "records")
    with open_progress() as progress, open_source(choice, _told_pauses(countdown)) as source:
        for note in source.notes:
            click.echo(f"note: {visible(note)}", err=True)
        run = LinkRun(loaded, link_options, progress, countdown)
        try:
            result = run.count(source) if options["dry_run"] else run.run(source)
        except KeyboardInterrupt:
            countdown.clear()
            click.echo(_interrupted(run.result), err=True)
            return _INTERRUPTED
    if settings.format == "json":
        print_json({**asdict(result), "files": [short_path(file) for file in result.files]})
    for line in _summary(result, loaded, is_dry_run=options["dry_run"]):
        click.echo(line, err=True)
    return 0


command.add_command(index_command)


def _choice(project: Project, options: dict[str, Any]) -> SourceChoice:
    choice = SourceChoice(
        index=options["index"],
        service=options["service"],
        is_wikidata=options["wikidata"],
        contact=contact_of(project, options["contact"]),
        cache=options["cache"],
        is_offline=options["offline"],
        is_replay=options["replay"],
        authority=options["authority"],
        properties=dict(map(_property, options["properties"])),
    )
    if options["api"]:
        if not (choice.is_wikidata and choice.authority):
            raise UsageError("it needs --wikidata and --authority", where="--api", hint=_API_HINT)
        choice = replace(choice, api_url=options["api"])
    if options["dry_run"] and choice.is_wikidata:
        return replace(choice, is_replay=True)
    return choice


_API_HINT = "write --wikidata --api https://example.org/w/api.php --authority https://example.org/entity/"


def _property(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise UsageError(f"'{text}' names no property", where="--property", hint="write it like born=P569")
    return name, value


def _told_pauses(countdown: Countdown) -> Callable[[str, float], None]:
    """Say why nothing happens for a while: in the line of a terminal, or as a line of a log."""
    if sys.stderr.isatty():
        return countdown.pause
    return lambda why, seconds: click.echo(f"{why}; waiting {seconds:.0f} s", err=True)


def _interrupted(result: LinkResult) -> str:
    return (
        f"interrupted; {result.n_done} of {result.n_open} records are linked and saved\n"
        f"  hint: run the same command again; it goes on from record {result.n_done + 1}"
    )


def _summary(result: LinkResult, project: Project, *, is_dry_run: bool) -> Iterator[str]:
    verb, of = ("would look", "") if is_dry_run else ("looked", f", as it was on {result.snapshot}")
    yield f"{verb} for {_records(result.n_open)} in {result.source}{of if result.snapshot else ''}"
    if result.n_settled:
        yield f"  {_records(result.n_settled)} decided before"
    if result.n_known:
        yield f"  {_records(result.n_known)} looked for before; --again looks for them again"
    if result.n_left_out:
        yield f"  {_records(result.n_left_out)} left out as faulty: see sedova-lod check"
    if is_dry_run:
        return
    yield f"linked {_records(result.n_linked)} by a shared identifier"
    yield f"{_records(result.n_proposed)} with candidates, {_records(result.n_nothing)} without"
    for file in result.files:
        yield f"  {short_path(file)}"
    if result.n_proposed:
        yield f"decide with: sedova-lod review {short_path(project.root)}"


def _records(number: int) -> str:
    return "1 record" if number == 1 else f"{number:,} records".replace(",", " ")
