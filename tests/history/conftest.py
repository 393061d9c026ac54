"""Small projects of a few rows, and what the rules of history say of them."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from sedova_lod.findings import Finding
from sedova_lod.findings.history import HISTORY_RULES
from sedova_lod.pipeline import BuildOptions, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

HISTORY = {rule.code for rule in HISTORY_RULES}
Check = Callable[..., list[Finding]]
_HEAD = """[dataset]
base = "https://data.example.org/"
title = "Sedova"
description = "Records of a few people and events, made up or taken from a biography."
creator = "A. Archivist"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1"
issued = 2026-11-23
"""


def write_project(folder: Path, tables: dict[str, str], settings: str = "") -> None:
    """Write a project file and its tables, each under the kind of its records."""
    parts = [_HEAD + settings]
    for kind, rows in tables.items():
        parts.append(f'[[tables]]\nkind = "{kind}"\nfile = "{kind}.csv"\n')
        (folder / f"{kind}.csv").write_text("\n".join(line.strip() for line in rows.strip().splitlines()) + "\n")
    (folder / "sedova.toml").write_text("\n".join(parts))


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check a project; give the findings of the rules of history."""

    def run(settings: str = "", **tables: str) -> list[Finding]:
        named = {kind.replace("__", "."): rows for kind, rows in tables.items()}
        write_project(tmp_path, named, settings)
        result = build_project(load_project(tmp_path), BuildOptions(), Progress(StringIO(), {}))
        other = [f for f in result.findings if f.code not in HISTORY and f.code != "calendar-not-stated"]
        assert other == []
        return [f for f in result.findings if f.code in HISTORY]

    return run


@pytest.fixture
def told(check: Check) -> Callable[..., list[str]]:
    """Check a project; give severity, place, message and code of the findings of the rules of history."""

    def run(settings: str = "", **tables: str) -> list[str]:
        found = check(settings, **tables)
        return [f"{f.severity.label}: {f}".partition("\n")[0] for f in found]

    return run
