"""Reviewing: the candidates of a project, its records beside them, and the table of its decisions, as one session."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.metadata import version

from sedova_lod.errors import UsageError
from sedova_lod.linking import Entity
from sedova_lod.linking.candidates import Proposal
from sedova_lod.pipeline.linking import candidate_table, decision_table, iter_entities
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter
from sedova_lod.review import ReviewSession
from sedova_lod.settings import Project

__all__ = ["open_review"]


def open_review(
    project: Project,
    reviewer: str,
    progress: Progress,
    *,
    kinds: tuple[str, ...] = (),
    today: Callable[[], datetime.date] = datetime.date.today,
) -> ReviewSession:
    """Read what a reviewer has to decide.

    Args:
        project: The project.
        reviewer: Who decides.
        progress: Shows how far the reading is.
        kinds: Kinds of record; all if empty.
        today: Gives the day.

    Raises:
        InputError: A table cannot be read.
        UsageError: There is no name of a reviewer.
    """
    if not reviewer.strip():
        hint = "write --reviewer 'A. Archivist', or set SEDOVA_REVIEWER"
        raise UsageError("decisions need the name of who makes them", hint=hint)
    proposals = [one for one in candidate_table(project).iter_proposals() if not kinds or _kind(one) in kinds]
    return ReviewSession(
        proposals,
        _records(project, {one.subject for one in proposals}, progress),
        decision_table(project),
        " ".join(reviewer.split()),
        version("sedova-lod"),
        today,
    )


def _kind(proposal: Proposal) -> str:
    return proposal.subject.partition("/")[0]


def _records(project: Project, wanted: set[str], progress: Progress) -> dict[str, Entity]:
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, progress)
        return {entity.id: entity for _, entity in iter_entities(collection) if entity.id in wanted}
