"""The same input gives the same bytes: twice, under any hash seed, in any batches, and with all rows shuffled."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sedova_lod.serializers import STATE_FILE

pytestmark = pytest.mark.slow

_SEED = 20_261_123
_CLI = (sys.executable, "-c", "from sedova_lod.cli import main; main()")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def differing(one: Path, other: Path) -> list[str]:
    """Name the files that differ, rather than show megabytes of them."""
    left, right = bytes_of(one), bytes_of(other)
    return [name for name in sorted(left.keys() | right.keys()) if left.get(name) != right.get(name)]


@pytest.mark.parametrize("seed", ["0", pytest.param("1", marks=pytest.mark.long)])  # `built` has a random one
def test_the_bytes_do_not_depend_on_the_hash_seed(seed, tmp_path, data, built):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [*_CLI, "build", str(data), "-o", str(tmp_path / "dist")]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=120)
    assert differing(tmp_path / "dist", built.folder) == []


@pytest.mark.parametrize("batch_records", [7, pytest.param(1, marks=pytest.mark.long)])
def test_the_bytes_do_not_depend_on_the_size_of_batches(batch_records, tmp_path, data, built, build):
    result = build(data, tmp_path / "dist", batch_records=batch_records)
    assert result.findings == built.result.findings
    assert differing(tmp_path / "dist", built.folder) == []


def _shuffle_csv(path: Path, chance: random.Random) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    chance.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def _shuffle_yaml(path: Path, chance: random.Random) -> None:
    records = YAML(typ="rt").load(path.read_text("utf-8"))
    for record in records:
        for value in record.values():
            if isinstance(value, list):
                chance.shuffle(value)
    chance.shuffle(records)
    with path.open("w", encoding="utf-8") as stream:
        YAML(typ="rt").dump(records, stream)


def _shuffle_links(path: Path, chance: random.Random) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if not line.startswith("#")) + 1
    rows = lines[first:]
    chance.shuffle(rows)
    path.write_text("".join([*lines[:first], *rows]), "utf-8")


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory, data, build) -> Path:
    """Build a copy of `data/` whose rows, records and lists stand in another order."""
    chance = random.Random(_SEED)
    root = tmp_path_factory.mktemp("shuffled") / "data"
    shutil.copytree(data, root, ignore=shutil.ignore_patterns("dist", ".dist*"))
    for path in sorted((root / "records").glob("*.csv")):
        _shuffle_csv(path, chance)
    for path in sorted((root / "records").glob("*.yaml")):
        _shuffle_yaml(path, chance)
    _shuffle_links(root / "links.sssom.tsv", chance)
    assert not build(root, root / "dist").has_failed
    return root / "dist"


def test_the_bytes_do_not_depend_on_the_order_of_rows(shuffled, built):
    with_rows = {"findings.json", "findings.txt", "manifest.json", STATE_FILE}  # they name rows, or hash what does
    assert set(differing(shuffled, built.folder)) <= with_rows
