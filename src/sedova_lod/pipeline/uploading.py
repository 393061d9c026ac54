"""Uploading: what a project proposes is sent to its Wikibase, or what was sent before is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sedova_lod.contribution import (
    EditReport,
    Ledger,
    Manners,
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

__all__ = ["UploadOptions", "open_ledger", "open_wikibase", "undo_edits", "upload_edits"]


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
