"""A project folder to write project files into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sedova_lod.errors import ProjectError
from sedova_lod.settings import Project, load_project

DATASET = """\
[dataset]
base = "https://example.org/"
title = "Letters"
description = "Letters of the Romny circle, with their writers, places and events."
creator = "A. Archivist"
license = "https://creativecommons.org/licenses/by/4.0/"
version = "1.0"
issued = 2026-01-31
"""
TABLES = """\
[[tables]]
kind = "person"
file = "people.csv"
"""


class Folder:
    """Write a project file and load it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "people.csv").write_text("id,name\n", encoding="utf-8")

    def write(self, text: str) -> Path:
        path = self.root / "sedova.toml"
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, text: str) -> Project:
        return load_project(self.write(text))

    def load_with(self, more: str) -> Project:
        """Load a sound project with more lines at its end (line 12 is the first of them)."""
        return self.load(f"{DATASET}{TABLES}{more}")

    def faults(self, text: str) -> str:
        with pytest.raises(ProjectError) as caught:
            self.load(text)
        return str(caught.value)

    def faults_with(self, more: str) -> str:
        return self.faults(f"{DATASET}{TABLES}{more}")

    def dataset_faults(self, key: str, line: str) -> str:
        """Give the faults of a project in which one line of [dataset] is replaced."""
        lines = [line if old.startswith(f"{key} =") else old for old in DATASET.splitlines()]
        if line not in lines:
            lines.append(line)
        return self.faults("\n".join(lines) + "\n" + TABLES)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def sound() -> Callable[[], str]:
    return lambda: DATASET + TABLES
