"""The museum benchmark's project is sound, and its tables are made as wanted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sedova_lod.cli import main
from sedova_lod.findings import Severity
from tests.benchmarks import museum_tables
from tests.benchmarks.graph_proof import graph_hash


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(museum_tables, "_N_MADE", {"artists": 40, "artworks": 60})


def test_made_up_tables_are_built_without_errors(small, tmp_path: Path):
    museum_tables.write_tables(tmp_path / "museum", None, 2)
    with (tmp_path / "museum" / "artworks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["id"] for row in rows}) == 120
    with pytest.raises(SystemExit, match="0"):
        main(["build", str(tmp_path / "museum"), "-o", str(tmp_path / "dist")])
    n_triples, _ = graph_hash(tmp_path / "dist" / "dataset.nt")
    assert n_triples > 2000


def test_rows_are_read_quickly_and_told_as_ever(small, tmp_path: Path, build):
    museum_tables.write_tables(tmp_path / "museum", None, 1)
    result = build(tmp_path / "museum", profile=str(tmp_path / "museum" / "profile"), builtin_shapes=False)
    assert result.n_records["object"] == 60
    assert {finding.severity for finding in result.findings} <= {Severity.INFO, Severity.WARNING}
