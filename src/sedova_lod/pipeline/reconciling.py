"""Reconciling: a project's records, or an index, made ready to be served by the Reconciliation API."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.errors import InputError
from sedova_lod.linking.index import Index, open_index
from sedova_lod.linking.index_writing import IndexWriter
from sedova_lod.passing_folders import PassingFolder
from sedova_lod.pipeline.link_sources import prefix_of_index
from sedova_lod.pipeline.linking import iter_entities
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Countdown, Progress
from sedova_lod.reconciliation import ServedEntities, serve_index
from sedova_lod.records import ExternalSorter, Joiner
from sedova_lod.settings import Project

__all__ = ["ServedProject", "open_served_index", "open_served_project"]


@dataclass(frozen=True, slots=True)
class ServedProject:
    """Hold what is served of a project.

    Args:
        entities: The entities.
        n_left_out: Faulty records, which are not served.
    """

    entities: ServedEntities
    n_left_out: int


@contextlib.contextmanager
def open_served_project(project: Project, progress: Progress) -> Iterator[ServedProject]:
    """Read the records of a project, and make them ready to be served as they are now.

    Args:
        project: The project.
        progress: Shows how far the reading is.

    Raises:
        InputError: The project has no records that can be served.

    >>> import io
    >>> from sedova_lod.settings import load_project
    >>> with open_served_project(load_project(Path("data")), Progress(io.StringIO(), {})) as served:
    ...     served.entities.names.find("Natalia Sed")[0]
    'person/natalia-sedova'
    """
    title = next(iter(project.dataset.title.values()), "") or project.root.name
    with PassingFolder("index") as folder:
        path = folder / "records.index"
        n_left_out = _write_index(project, path, progress)
        with open_index(path) as index:
            if not len(index):
                hint = "see sedova-lod check"
                raise InputError("there is no record that could be served", where=project.file, hint=hint)
            with serve_index(index, title, project.dataset.base) as entities:
                yield ServedProject(entities, n_left_out)


def _write_index(project: Project, path: Path, progress: Progress) -> int:
    """Write the records as an index, and count those that are left out as faulty."""
    with ExternalSorter() as sorter, IndexWriter(path) as writer:
        collection = collect_records(project, sorter, progress)
        joiner = Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)
        for _, entity in iter_entities(collection, joiner):
            writer.add(entity)
        writer.finish(source=project.file)
        return len(joiner.rejected)


@contextlib.contextmanager
def open_served_index(path: Path, authority: str, countdown: Countdown) -> Iterator[ServedEntities]:
    """Make an index ready to be served.

    Args:
        path: The index.
        authority: Prefix, or beginning of the addresses, of its things; empty to tell it by their ids.
        countdown: Shows how far the reading of the names is.

    Raises:
        InputError: It cannot be read, or is empty.
        UsageError: It is not known whose ids it has.
    """
    with open_index(path) as index:
        if not len(index):
            raise InputError("the index is empty", where=str(path))
        prefix = prefix_of_index(index, authority, str(path))
        countdown.begin(len(index))
        with serve_index(index, _title(index, path), prefix, countdown.advance) as entities:
            countdown.clear()
            yield entities


def _title(index: Index, path: Path) -> str:
    name = index.source or path.name
    return f"{name} ({index.snapshot})" if index.snapshot else name
