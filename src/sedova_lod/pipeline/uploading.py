"""Uploading: what a project proposes is sent to its Wikibase, or what was sent before is taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sedova_lod.contribution import (
    Credentials,
    EditReport,
    ItemEdit,
    ItemFiles,
    ItemSource,
    KeptItems,
    Ledger,
    Manners,
    NoItems,
    Pace,
    Undoer,
    UndoReport,
    Uploader,
    WikibaseApi,
    edits_of,
)
from sedova_lod.pipeline.proposing import ProposalRun
from sedova_lod.settings import Project
from sedova_lod.web import Surroundings, WebClient

__all__ = [
    "UploadOptions",
    "UploadResult",
    "apply_edits",
    "open_items",
    "open_ledger",
    "open_wikibase",
    "summary_of",
    "undo_edits",
    "upload_edits",
]

_SUMMARY = "from {title}, with sedova-lod"


@dataclass(frozen=True, slots=True)
class UploadOptions:
    """Say how edits are sent.

    Args:
        manners: How edits are made.
        per_minute: How many edits are made a minute at most.
        most_edits: How many edits are made in this run at most; 0 for all.
    """

    manners: Manners = field(default_factory=Manners)
    per_minute: float = 20.0
    most_edits: int = 0


@dataclass(frozen=True, slots=True)
class UploadResult:
    """Tell what is to be sent, and what came of it.

    Args:
        planned: One edit for each item.
        reports: What came of those that were sent; empty after a dry run.

    >>> UploadResult(()).reports
    ()
    """

    planned: tuple[ItemEdit, ...]
    reports: tuple[EditReport, ...] = ()


def summary_of(project: Project) -> str:
    """Give the summary of edits where nobody wrote another.

    >>> from sedova_lod.settings import load_project
    >>> summary_of(load_project(Path("data"))).endswith(", with sedova-lod")
    True
    """
    return _SUMMARY.format(title=next(iter(project.dataset.title.values()), ""))


def open_items(project: Project, path: Path | None = None, api: WikibaseApi | None = None) -> ItemSource:
    """Open the source of items: the Wikibase if one is given, else files.

    Args:
        project: The project.
        path: File or folder of items; the project's own folder of items if None.
        api: Wikibase; what it gives is kept in that folder.

    Raises:
        InputError: The files are not there.

    >>> from sedova_lod.settings import load_project
    >>> open_items(load_project(Path("data"))).load_items(["Q1"])
    {}
    """
    folder = project.root / project.contribution.items
    if api is not None:
        return KeptItems(api, path or folder)
    if path is None and not folder.exists():
        return NoItems()
    return ItemFiles(path or folder)


def open_wikibase(
    url: str, contact: str, surroundings: Surroundings | None = None, manners: Manners | None = None
) -> WikibaseApi:
    """Make ready to ask a Wikibase.

    Args:
        url: Address of its API.
        contact: Mail or web address of whoever asks.
        surroundings: Clock, sleep and chance.
        manners: How edits are made.

    Raises:
        UsageError: There is no contact.
    """
    return WikibaseApi(WebClient("the Wikibase", contact, surroundings=surroundings), url, manners)


def open_ledger(project: Project, url: str, surroundings: Surroundings | None = None) -> Ledger:
    """Read the ledger of a project, as far as it is about one Wikibase."""
    around = surroundings or Surroundings()
    return Ledger(project.root / project.contribution.ledger, url, around.now)


def upload_edits(
    run: ProposalRun, api: WikibaseApi, ledger: Ledger, options: UploadOptions, surroundings: Surroundings
) -> Iterator[EditReport]:
    """Send what was proposed; each edit is told when it is done.

    Raises:
        ServiceError: The Wikibase cannot be asked any more, or lets nobody edit.
    """
    edits = edits_of(run.report.comparisons)
    if options.most_edits:
        edits = edits[: options.most_edits]
    pace = Pace(options.per_minute, surroundings.clock, surroundings.sleep)
    yield from Uploader(api, ledger, run.comparer, pace).upload(edits)


def apply_edits(
    project: Project, run: ProposalRun, contact: str, options: UploadOptions, environment: Mapping[str, str]
) -> tuple[EditReport, ...]:
    """Log in, and send what was proposed.

    Args:
        project: The project.
        run: What was proposed.
        contact: Mail or web address of whoever asks.
        options: How edits are sent.
        environment: Names who edits.

    Raises:
        ServiceError: The Wikibase cannot be asked any more, or lets nobody edit; what was done is in the ledger.
        UsageError: Nobody is named who edits, or there is no contact.
    """
    around, url = Surroundings(), project.contribution.api
    credentials = Credentials.from_environment(environment)
    api = open_wikibase(url, contact, around, options.manners)
    api.log_in(credentials)
    return tuple(upload_edits(run, api, open_ledger(project, url, around), options, around))


def undo_edits(
    api: WikibaseApi, ledger: Ledger, options: UploadOptions, surroundings: Surroundings
) -> Iterator[UndoReport]:
    """Take back what earlier runs sent, the last edit first.

    Raises:
        ServiceError: The Wikibase cannot be asked any more, or lets nobody edit.
    """
    edits = ledger.saved()
    if options.most_edits:
        edits = edits[-options.most_edits :]
    pace = Pace(options.per_minute, surroundings.clock, surroundings.sleep)
    yield from Undoer(api, ledger, pace).undo(edits)
