"""Small projects with faults, and what their user is told, as one text."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from sedova_lod.errors import SedovaError
from sedova_lod.pipeline import BuildOptions, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

DATASET = """\
[dataset]
base = "https://data.example.org/"
title = "Letters"
description = "Letters of the Romny circle, with their writers, places and the events they tell of."
creator = "Town Archive of Romny"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
"""
Case = Callable[[Path], None]


class Cases(dict[str, Case]):
    """Collect cases by name; a case writes a project with a fault into an empty folder."""

    def __call__(self, case: Case) -> Case:
        name = case.__name__.replace("_", " ").strip()
        assert name not in self
        self[name] = case
        return case


def add_table(root: Path, kind: str, file: str, content: str | bytes | None, *lines: str) -> None:
    """Write a table and its section of the project file; without content the section alone."""
    if content is not None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    project = root / "sedova.toml"
    begun = project.read_text(encoding="utf-8") if project.exists() else DATASET
    section = "\n".join((f'[[tables]]\nkind = "{kind}"\nfile = "{file}"', *lines))
    project.write_text(f"{begun}{section}\n", encoding="utf-8")


def told(root: Path, shapes: tuple[Path, ...] = (), profile: str = "both") -> str:
    """Check a project; give all that its user is told, with the exit code."""
    try:
        options = BuildOptions(profile=profile, shapes=shapes)
        result = build_project(load_project(root), options, Progress(io.StringIO(), {}))
    except SedovaError as error:
        text, code = f"{error}\n", error.exit_code
    else:
        notes = [f"note: {table.file}: {note}\n" for table in result.tables for note in table.notes]
        lines = [f"{finding.severity.label}: {finding}\n" for finding in result.findings]
        text = "".join(lines or ["no findings\n"]) + "".join(notes)
        code = int(result.has_failed)
    return f"{text}exit code {code}\n".replace(str(root), "PROJECT")
