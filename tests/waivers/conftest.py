"""A small project with faults, and its table of waivers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from sedova_lod.pipeline import BuildOptions, BuildResult, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

_PROJECT = """[dataset]
base = "https://data.example.org/"
title = "Sedova"
description = "Records of a few people and events, made up or taken from a biography."
creator = "A. Archivist"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1"
issued = 2026-11-23

[[tables]]
kind = "person"
file = "people.csv"

[[tables]]
kind = "event"
file = "events.csv"
"""
PEOPLE = "id,name,born,died\nlev,Lev Sedov,1906-02,1938-02-16\nold,Old Woman,1800,1990\n"
EVENTS = "id,name,date,actors\nvisit,Visit,1938-03,lev\n"
HEADER = "code,record,field,reason,who,until\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with one error and one warning of history."""
    (tmp_path / "sedova.toml").write_text(_PROJECT)
    (tmp_path / "people.csv").write_text(PEOPLE)
    (tmp_path / "events.csv").write_text(EVENTS)
    return tmp_path


@pytest.fixture
def build(project: Path) -> Callable[..., BuildResult]:
    """Build the project with some rows of waivers."""

    def run(
        *rows: str, header: str = HEADER, today: datetime.date | None = None, keep_going: bool = False
    ) -> BuildResult:
        if rows:
            (project / "waivers.csv").write_text(header + "".join(f"{row}\n" for row in rows))
        options = BuildOptions(output=project / "dist", today=today, keep_going=keep_going)
        return build_project(load_project(project), options, Progress(StringIO(), {}))

    return run
