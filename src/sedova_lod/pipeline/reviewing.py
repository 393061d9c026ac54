"""Reviewing: the candidates of a project and its conflicts with items, and the tables of decisions, as one session."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib.metadata import version

from sedova_lod.contribution import ItemSource, NoItems
from sedova_lod.errors import UsageError
from sedova_lod.linking import Entity
from sedova_lod.linking.stored_proposals import StoredProposals
from sedova_lod.pipeline.conflicts import ConflictWriter, conflict_table
from sedova_lod.pipeline.linking import candidate_table, decision_table, iter_entities
from sedova_lod.pipeline.proposing import ProposeOptions, propose_statements
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.pipeline.uploading import open_ledger
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter
from sedova_lod.review import Conflict, ConflictSession, JointSession, ReviewSession
from sedova_lod.settings import Project

__all__ = ["find_conflicts", "open_review", "open_stored"]


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


def find_conflicts(
    project: Project, items: ItemSource, progress: Progress, kinds: tuple[str, ...] = ()
) -> tuple[Conflict, ...]:
    """Find what the records of a project say against their items, as far as nobody has decided about it.

    Args:
        project: The project.
        items: Gives the items.
        progress: Shows how far the work is.
        kinds: Kinds of record; all if empty.

    Raises:
        InputError: A table, or a file of items, cannot be read.
        ProjectError: The property map has faults.

    >>> import io
    >>> from pathlib import Path
    >>> from sedova_lod.settings import load_project
    >>> find_conflicts(load_project(Path("data")), NoItems(), Progress(io.StringIO(), {}))
    ()
    """
    if isinstance(items, NoItems):
        return ()
    created = open_ledger(project, project.contribution.api).created()
    run = propose_statements(project, items, progress, ProposeOptions(created=created))
    found = ConflictWriter(run.report, run.comparer.days).conflicts()
    return tuple(one for one in found if not kinds or one.record.partition("/")[0] in kinds)


def open_review(
    project: Project,
    stored: StoredProposals,
    reviewer: str,
    progress: Progress,
    *,
    conflicts: tuple[Conflict, ...] = (),
    today: Callable[[], datetime.date] = datetime.date.today,
) -> JointSession:
    """Set the records of a project beside what was found for them, and beside what contradicts them.

    Args:
        project: The project.
        stored: What was found.
        reviewer: Who decides.
        progress: Shows how far the reading is.
        conflicts: What the items say against the records.
        today: Gives the day.

    Raises:
        InputError: A table cannot be read.
        UsageError: There is no name of a reviewer.
    """
    if not reviewer.strip():
        hint = "write --reviewer 'A. Archivist', or set SEDOVA_REVIEWER"
        raise UsageError("decisions need the name of who makes them", hint=hint)
    name = " ".join(reviewer.split())
    records = _records(project, {one.subject for one in stored.found}, progress)
    return JointSession(
        ReviewSession(stored, records, decision_table(project), name, version("sedova-lod"), today),
        ConflictSession(conflicts, conflict_table(project), name, today),
    )


def _records(project: Project, wanted: set[str], progress: Progress) -> dict[str, Entity]:
    if not wanted:
        return {}
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, progress)
        return {entity.id: entity for _, entity in iter_entities(collection) if entity.id in wanted}
