"""Tabulating: a project is checked, and then written as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sedova_lod.pipeline.building import build_project
from sedova_lod.pipeline.options import BuildOptions, BuildResult
from sedova_lod.pipeline.reading import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter, Joiner, Record
from sedova_lod.serializers import WrittenFile
from sedova_lod.settings import Project
from sedova_lod.tabulation import TablePlan, name_records, tabulate

__all__ = ["TablesResult", "tabulate_project"]


@dataclass(slots=True)
class TablesResult:
    """Tell what was written.

    Args:
        check: What checking the project gave.
        tables: The tables; empty if findings stopped the run.
        files: Their files.
    """

    check: BuildResult
    tables: list[TablePlan] = field(default_factory=list)
    files: tuple[WrittenFile, ...] = ()


def tabulate_project(
    project: Project, target: Path, options: BuildOptions, progress: Progress, *, is_parquet: bool = False
) -> TablesResult:
    """Write the records of a project as tables; nothing is written if the project is faulty.

    Args:
        project: The project.
        target: Folder for the tables.
        options: How the project is checked.
        progress: Shows how far the work is.
        is_parquet: Whether they are written as Parquet too.

    Raises:
        SedovaError: Something that is no finding stops the run.
    """
    result = TablesResult(build_project(project, replace(options, output=None, keep_going=False), progress))
    if result.check.has_failed:
        return result
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, progress)

        def records() -> Iterator[Record]:
            joiner = Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)
            yield from joiner.join_records(collection.sorter)

        name_of = name_records(project.dataset.base, collection.context.own_iris)
        result.tables, result.files = tabulate(project.dataset, records, name_of, target, is_parquet=is_parquet)
    return result
