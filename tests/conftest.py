"""What tests of several parts share: the option that rewrites golden files, small projects, builds in this process.

Thousands of builds run in one process, so what each of them reads anew, and cannot have changed, is read once.
"""

from __future__ import annotations

import functools
import gc
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from sedova_lod.engines import running
from sedova_lod.mapping import Mapping
from sedova_lod.pipeline import BuildOptions, BuildResult, build_project, building
from sedova_lod.progress import Progress
from sedova_lod.readers import registry as readers
from sedova_lod.serializers import registry as serializers
from sedova_lod.settings import load_project
from sedova_lod.validation import ShapeSet, default_shape_files, load_shapes
from tests.made_once import BundledBuild, made_once

settings.register_profile("short", derandomize=True, deadline=None, max_examples=60)  # the same on every machine
settings.register_profile("long", deadline=None, max_examples=500)
settings.load_profile("short")

DATA = Path(__file__).parents[1] / "data"
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

MakeProject = Callable[..., Path]
Build = Callable[..., BuildResult]
BUNDLED_SHAPES = default_shape_files()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that rewrites expected files."""
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files of tests/golden")


def pytest_sessionstart() -> None:
    """Read the bundled shapes and the list of plug-ins once for all builds, judge each set once, and spare the disk."""
    os.fsync = lambda number: None
    for module in (running, readers, serializers):
        module.entry_points = functools.cache(module.entry_points)
    load_once = functools.cache(load_shapes)

    def load(files: Sequence[Path]) -> ShapeSet:
        return load_once(BUNDLED_SHAPES) if tuple(files) == BUNDLED_SHAPES else load_shapes(files)

    building.load_shapes = load
    Mapping.constants = functools.lru_cache(maxsize=8)(Mapping.constants)
    building.reach_of = functools.lru_cache(maxsize=8)(building.reach_of)
    building.divide_by_reach = functools.lru_cache(maxsize=8)(building.divide_by_reach)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what needs the site of the whole data set, and examples of the Python interface, which build it."""
    for item in items:
        is_example = isinstance(item, pytest.DoctestItem) and item.name.startswith("sedova_lod.api.")
        if is_example or "bundled_site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Leave the thousands of tests out of every later search for unused objects, and search less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def data() -> Path:
    """Give the folder of the bundled data set."""
    return DATA


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Write a project: its tables by `kind=text` (CSV, `__` for the point of a child table), more lines of TOML."""

    def make(more: str = "", *, dataset: str = "", **tables: str) -> Path:
        root = tmp_path / "project"
        root.mkdir(exist_ok=True)
        sections = []
        for name, text in tables.items():
            kind = name.replace("__", ".")
            (root / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
            sections.append(f'[[tables]]\nkind = "{kind}"\nfile = "{name}.csv"\n')
        (root / "sedova.toml").write_text(DATASET + dataset + "".join(sections) + more, encoding="utf-8")
        return root

    return make


@pytest.fixture(scope="session")
def build() -> Build:
    """Build a project in this process."""

    def run(project: Path, output: Path | None = None, **options: object) -> BuildResult:
        wanted = replace(BuildOptions(output=output), **options)  # type: ignore[arg-type]
        return build_project(load_project(project), wanted, Progress(io.StringIO(), {}))

    return run


@pytest.fixture(scope="session")
def bundled_build(tmp_path_factory: pytest.TempPathFactory, data: Path, build: Build) -> BundledBuild:
    """Build `data/` in one process; whoever changes a file of it copies it first."""
    folder, result = made_once(tmp_path_factory, "bundled", lambda folder: build(data, folder, engine="local"))
    assert not result.has_failed, result.findings
    return BundledBuild(folder, result)
