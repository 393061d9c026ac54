"""Reviewing: the candidates of a project, its records beside them, and the table of its decisions, as one session."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.metadata import version

from sedova_lod.errors import UsageError
from sedova_lod.linking import Entity
from sedova_lod.linking.stored_proposals import StoredProposals
from sedova_lod.pipeline.linking import candidate_table, decision_table, iter_entities
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter
from sedova_lod.review import ReviewSession
from sedova_lod.settings import Project

__all__ = ["open_review", "open_stored"]


def open_stored(project: Project, kinds: tuple[str, ...] = ()) -> StoredProposals:
    """Open what was found for the records of a project; must be closed.

    Args:
        project: The project.
        kinds: Kinds of record; all if empty.

    Raises:
        InputError: The table cannot be read.

    >>> from pathlib import Path
    >>> from sedova_lod.settings import load_project
    >>> with open_stored(load_project(Path("data"))) as stored:
    ...     isinstance(stored.found, list)
    True
    """
    return StoredProposals(
        candidate_table(project).path, lambda subject: not kinds or subject.partition("/")[0] in kinds
    )


def open_review(
    project: Project,
    stored: StoredProposals,
    reviewer: str,
    progress: Progress,
    *,
    today: Callable[[], datetime.date] = datetime.date.today,
) -> ReviewSession:
    """Set the records of a project beside what was found for them.

    Args:
        project: The project.
        stored: What was found.
        reviewer: Who decides.
        progress: Shows how far the reading is.
        today: Gives the day.

    Raises:
        InputError: A table cannot be read.
        UsageError: There is no name of a reviewer.
    """
    if not reviewer.strip():
        hint = "write --reviewer 'A. Archivist', or set SEDOVA_REVIEWER"
        raise UsageError("decisions need the name of who makes them", hint=hint)
    return ReviewSession(
        stored,
        _records(project, {one.subject for one in stored.found}, progress),
        decision_table(project),
        " ".join(reviewer.split()),
        version("sedova-lod"),
        today,
    )


def _records(project: Project, wanted: set[str], progress: Progress) -> dict[str, Entity]:
    if not wanted:
        return {}
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, progress)
        return {entity.id: entity for _, entity in iter_entities(collection) if entity.id in wanted}
