"""Whatever the bytes: exit code 0, 1 or 2, and every row accounted for."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutation import PROJECT, check_accounts, damaged, run, sample_lines

_KINDS = ("person", "place", "group", "event", "work", "concept", "quotation", "claim")
_SEEDS = range(25)
_INPUTS_A_SEED = 16
_LONG_SEEDS = range(1000, 1050)
_LONG_INPUTS_A_SEED = 400


def _tables(data: Path) -> list[tuple[str, Path]]:
    import tomllib

    sections = tomllib.loads((data / "sedova.toml").read_text(encoding="utf-8"))["tables"]
    found = [(section["kind"], data / section["file"]) for section in sections if "*" not in section["file"]]
    return [(kind, path) for kind, path in found if path.suffix == ".csv" and len(path.read_bytes()) > 200]


def _project(root: Path, tables: list[tuple[str, str, bytes]]) -> Path:
    sections = []
    for kind, name, content in tables:
        (root / name).write_bytes(content)
        sections.append(f'[[tables]]\nkind = "{kind}"\nfile = "{name}"\n')
    (root / "sedova.toml").write_text(PROJECT + "".join(sections), encoding="utf-8")
    return root


def _as_yaml(content: bytes) -> bytes:
    """Write a table as YAML records, so that nested files are damaged too."""
    import csv

    rows = csv.DictReader(content.decode().splitlines())
    quoted = ("\n  ".join(f"{key}: {value!r}" for key, value in row.items() if value) for row in rows)
    return "".join(f"- {text}\n" for text in quoted).encode()


def _as_json(content: bytes) -> bytes:
    import csv
    import json

    rows = csv.DictReader(content.decode().splitlines())
    return "".join(f"{json.dumps({k: v for k, v in row.items() if v})}\n" for row in rows).encode()


def _try(seed: int, n_inputs: int, data: Path, counts: Counter[int]) -> None:
    dice = random.Random(seed)
    known = _tables(data)
    for number in range(n_inputs):
        tables = []
        for kind, path in dice.sample(known, dice.randint(1, 2)):
            content, name = sample_lines(path, dice), f"{path.stem}.csv"
            form = dice.randrange(8)
            if form < 2:
                content = (_as_yaml, _as_json)[form](content)
                name = f"{path.stem}.{('yaml', 'jsonl')[form]}"
            tables.append((kind, name, damaged(content, dice)))
        with tempfile.TemporaryDirectory() as folder:
            root = _project(Path(folder), tables)
            try:
                outcome = run(root, root / "dist" if number % 4 == 0 else None)
                if outcome.result is not None:
                    check_accounts(outcome.result)
            except Exception as error:
                raise AssertionError(f"seed {seed}, input {number}: {tables}") from error
        counts[outcome.code] += 1


@pytest.mark.parametrize("seed", [*_SEEDS[:5], *(pytest.param(one, marks=pytest.mark.slow) for one in _SEEDS[5:])])
def test_damaged_tables_end_in_a_known_way(seed, data):
    counts: Counter[int] = Counter()
    _try(seed, _INPUTS_A_SEED, data, counts)
    assert set(counts) <= {0, 1, 2}
    assert counts.total() == _INPUTS_A_SEED


@pytest.mark.long
@pytest.mark.parametrize("seed", _LONG_SEEDS)
def test_many_damaged_tables_end_in_a_known_way(seed, data):
    counts: Counter[int] = Counter()
    _try(seed, _LONG_INPUTS_A_SEED, data, counts)
    assert set(counts) <= {0, 1, 2}


_HEADERS = ("id", "name", "born", "date", "place", "note", "wikidata", "type", "name@ru", "x")
_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "a", "b", "a b", "1929", "31 Feb 1929", "Q1", "person/a", "place/x#y", "=1", "-1", '"', "\n"]),
)


def _some(max_examples: int) -> settings:
    checks = [HealthCheck.function_scoped_fixture]
    return settings(max_examples=max_examples, deadline=None, derandomize=True, suppress_health_check=checks)


_any_texts = given(
    kind=st.sampled_from(_KINDS),
    header=st.lists(st.sampled_from(_HEADERS), min_size=1, max_size=5),
    rows=st.lists(st.lists(_CELLS, max_size=6), max_size=5),
)


@pytest.mark.slow
@_some(100)
@_any_texts
def test_tables_of_any_texts_end_in_a_known_way(kind, header, rows, tmp_path):
    _check_texts(kind, header, rows, tmp_path)


@pytest.mark.long
@_some(1000)
@_any_texts
def test_many_tables_of_any_texts_end_in_a_known_way(kind, header, rows, tmp_path):
    _check_texts(kind, header, rows, tmp_path)


def _check_texts(kind, header, rows, tmp_path):
    text = "".join(",".join(cells) + "\n" for cells in [header, *rows])
    root = _project(tmp_path, [(kind, "t.csv", text.encode("utf-8", "surrogatepass"))])
    outcome = run(root, tmp_path / "dist")
    assert outcome.code in (0, 1, 2)
    if outcome.result is not None:
        check_accounts(outcome.result)
