"""What `propose` and `upload` have in common: options, where items come from, the report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sedova_lod.cli.options import print_json
from sedova_lod.contribution import (
    ItemSource,
    ProposalReport,
    proposals_html,
    proposals_json,
    summary_lines,
    text_report,
)
from sedova_lod.pipeline import uploading
from sedova_lod.pipeline.uploading import open_wikibase
from sedova_lod.settings import Project
from sedova_lod.web import Surroundings

__all__ = ["contact_of", "contact_option", "item_options", "open_items", "print_report", "tell_pauses"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_KINDS = ("person", "group", "place", "event", "work", "object")

contact_option = click.option(
    "--contact", help="Your mail or web address, for the service (default: SEDOVA_CONTACT, or that of the data set)."
)


def item_options(command: _Command) -> _Command:
    """Add the options that say where items come from, and which are to be made."""
    options = (
        click.option("--items", type=click.Path(path_type=Path),
                     help="File or folder of items as JSON (default: items in the project folder)."),
        click.option("--online", is_flag=True, help="Read the items from the Wikibase, and keep them in that folder."),
        click.option("--new-items", multiple=True, type=click.Choice(_KINDS), metavar="KIND",
                     help="Also propose records of a kind without an item as new ones; may be repeated."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def contact_of(project: Project, contact: str | None) -> str:
    """Choose the contact: the option, the environment, or that of the data set."""
    return contact or os.environ.get("SEDOVA_CONTACT", "") or project.dataset.contact


def tell_pauses() -> Surroundings:
    """Say on stderr why nothing happens for a while."""
    return Surroundings(on_pause=lambda why, seconds: click.echo(f"{why}; waiting {seconds:.0f} s", err=True))


def open_items(project: Project, path: Path | None, contact: str | None) -> ItemSource:
    """Open the source of items: the Wikibase if a contact is given, else files.

    Raises:
        InputError: The files are not there.
        UsageError: There is no contact.
    """
    api = None
    if contact is not None:
        api = open_wikibase(project.contribution.api, contact_of(project, contact), tell_pauses())
    return uploading.open_items(project, path, api)


def print_report(report: ProposalReport, form: str) -> None:
    """Write the report on stdout, and its sum on stderr."""
    if form == "json":
        print_json(proposals_json(report))
    else:
        for chunk in text_report(report) if form == "text" else proposals_html(report):
            sys.stdout.buffer.write(chunk.encode())
        sys.stdout.buffer.flush()
    for line in summary_lines(report):
        click.echo(line, err=True)
