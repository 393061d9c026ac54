"""`sedova-lod review`: decide about candidates and conflicts, on a local page or in the terminal."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from sedova_lod.cli.contribution_options import open_items
from sedova_lod.cli.main import report_fault
from sedova_lod.cli.options import load_settings, open_progress, project_argument
from sedova_lod.contribution import NoItems
from sedova_lod.http_serving import HttpServer, new_token, require_serving
from sedova_lod.pipeline.record_entities import LINKED_KINDS
from sedova_lod.pipeline.reviewing import find_conflicts, open_review, open_stored
from sedova_lod.review import JointSession, TerminalReview

__all__ = ["command"]

_NO_KINDS = ("none",)


@click.command("review")
@project_argument
@click.option("--terminal", "is_terminal", is_flag=True, help="Ask here, not on a page.")
@click.option("--reviewer", metavar="NAME", help="Who decides (default: SEDOVA_REVIEWER, else you are asked).")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(LINKED_KINDS),
    metavar="KIND",
    help="Only records of this kind; may be repeated.",
)
@click.option("--only", type=click.Choice(["links", "conflicts"]),
              help="Ask only about candidates of links, or only about conflicts with items.")  # fmt: skip
@click.option("--items", type=click.Path(path_type=Path),
              help="File or folder of items as JSON (default: items in the project folder).")  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER",
              help="Port of the page (default: one that is free).")  # fmt: skip
def command(project: Path, *, is_terminal: bool, kinds: tuple[str, ...], port: int, **options: Any) -> int:
    """Decide which candidates are the same as the records, and what becomes of values that contradict items.

    Each decision is written at once to the table of links or that of conflicts, with its reviewer and day; what is
    decided is not asked again. The page is for this computer only; its address is printed on stdout. Ctrl-C ends it.

    \b
    Example:  sedova-lod review data --terminal --reviewer "A. Archivist"
    """
    if not is_terminal:
        require_serving()
    loaded, settings = load_settings(project, {"reviewer": options["reviewer"]})
    reviewer = settings.reviewer
    if not reviewer and sys.stdin.isatty():
        reviewer = click.prompt("Your name, as it shall stand beside your decisions", err=True)
    only, source = options["only"], open_items(loaded, options["items"], None)
    with open_stored(loaded, kinds if only != "conflicts" else _NO_KINDS) as stored:
        with open_progress() as progress:
            conflicts = find_conflicts(loaded, NoItems() if only == "links" else source, progress, kinds)
            session = open_review(loaded, stored, reviewer, progress, conflicts=conflicts)
        if not session.n_waiting:
            click.echo("nothing waits for a decision; sedova-lod link looks for candidates", err=True)
        elif is_terminal:
            _ask_here(session)
        else:
            _serve(session, next(iter(loaded.dataset.title.values()), ""), port)
            click.echo(_end(session), err=True)
    return 0


def _serve(session: JointSession, title: str, port: int) -> None:
    from sedova_lod.review.web_app import make_app  # noqa: PLC0415 - an optional back end

    token = new_token()
    server = HttpServer(make_app(session, title, token, report_fault), port=port)
    click.echo("open this address in your browser; Ctrl-C ends the review", err=True)
    click.echo(f"{server.address}/#{token}")
    sys.stdout.flush()
    server.run()


def _end(session: JointSession) -> str:
    n_waiting = session.n_waiting
    return f"{session.n_decided} decided now, {n_waiting} waiting" if n_waiting else "nothing waits for a decision"


def _ask_here(session: JointSession) -> None:
    review = TerminalReview(session, _read_key, _read_line, click.echo, lambda: shutil.get_terminal_size().columns)
    try:
        review.run()
    except (KeyboardInterrupt, EOFError, click.Abort):
        click.echo(f"\n{_end(session)}")


def _read_key() -> str:
    """Read a key from a terminal, or a line from anything else; empty at the end."""
    if sys.stdin.isatty():
        return click.getchar()
    line = sys.stdin.readline()
    return line.strip() or (" " if line else "")


def _read_line(prompt: str) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(prompt, default="", show_default=False, prompt_suffix=""))
    return sys.stdin.readline()
