"""`sedova-lod review`: decide about candidates, on a local page or in the terminal."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from sedova_lod.cli.main import report_fault
from sedova_lod.cli.options import load_settings, open_progress, project_argument
from sedova_lod.http_serving import HttpServer, new_token, require_serving
from sedova_lod.pipeline.record_entities import LINKED_KINDS
from sedova_lod.pipeline.reviewing import open_review, open_stored
from sedova_lod.review import ReviewSession, TerminalReview

__all__ = ["command"]


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
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="NUMBER",
              help="Port of the page (default: one that is free).")  # fmt: skip
def command(project: Path, is_terminal: bool, kinds: tuple[str, ...], port: int, **options: object) -> int:
    """Decide which candidates are the same as the records.

    Each decision is written at once to the table of links, with its reviewer and day; what is decided is not asked
    again. The page is for this computer only; its address is printed on stdout. Ctrl-C ends it.

    \b
    Example:  sedova-lod review data --terminal --reviewer "A. Archivist"
    """
    if not is_terminal:
        require_serving()
    loaded, settings = load_settings(project, options)
    reviewer = settings.reviewer
    if not reviewer and sys.stdin.isatty():
        reviewer = click.prompt("Your name, as it shall stand beside your decisions", err=True)
    with open_stored(loaded, kinds) as stored:
        with open_progress() as progress:
            session = open_review(loaded, stored, reviewer, progress)
        if not session.n_waiting:
            click.echo("nothing waits for a decision; sedova-lod link looks for candidates", err=True)
        elif is_terminal:
            _ask_here(session)
        else:
            _serve(session, next(iter(loaded.dataset.title.values()), ""), port)
            click.echo(_end(session), err=True)
    return 0


def _serve(session: ReviewSession, title: str, port: int) -> None:
    from sedova_lod.review.web_app import make_app  # noqa: PLC0415 - an optional back end

    token = new_token()
    server = HttpServer(make_app(session, title, token, report_fault), port=port)
    click.echo("open this address in your browser; Ctrl-C ends the review", err=True)
    click.echo(f"{server.address}/#{token}")
    sys.stdout.flush()
    server.run()


def _end(session: ReviewSession) -> str:
    n_waiting = session.n_waiting
    return f"{session.n_decided} decided now, {n_waiting} waiting" if n_waiting else "nothing waits for a decision"


def _ask_here(session: ReviewSession) -> None:
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
