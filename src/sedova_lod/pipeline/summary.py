"""What the reports of a build say of it beside its findings."""

from __future__ import annotations

from importlib.metadata import version

from sedova_lod.findings import Severity
from sedova_lod.pipeline.options import BuildResult
from sedova_lod.reports import RunSummary, TableSummary
from sedova_lod.settings import Project

__all__ = ["summarise"]


def summarise(project: Project, result: BuildResult, fail_on: Severity) -> RunSummary:
    """Say what a build was about, for its reports.

    Args:
        project: The project.
        result: What the build gave.
        fail_on: Least severity of findings that stops it.

    >>> from pathlib import Path
    >>> from sedova_lod.settings import load_project
    >>> summarise(load_project(Path("data")), BuildResult(), Severity.ERROR).n_rows
    0
    """
    return RunSummary(
        next(iter(project.dataset.title.values()), ""),
        version("sedova-lod"),
        tuple(TableSummary(table.file, table.how, table.n_read) for table in result.tables),
        fail_on,
        result.n_records,
        result.n_rejected,
    )
