"""What a build costs after a change to the tables: CPU time of each part, beside that of a full build.

    python -m tests.benchmarks.rebuild
    python -m tests.benchmarks.rebuild --rows 1000000 --tables FOLDER --checked

Each build runs in a process of its own. Mapping and validation are told apart from reading, joining and comparing, and
from copying and hashing.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.museum_tables import write_tables

_ROWS_OF_MUSEUMS = 84_026
_WORK = ("mapping, shapes, serialising", "rules across records", "rules of history")
PARTS = ("reading", *_WORK, "copying, hashing, writing", "the rest: joining, comparing")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="What a build costs after a change to the tables.")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--tables", type=Path, help="folder of the published tables; without it some are made up")
    parser.add_argument("--checked", action="store_true", help="the usual profile, shapes and formats")
    parser.add_argument("--child", nargs=2, type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--options", default="{}", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(_measured(*asked.child, json.loads(asked.options))))
        return
    with tempfile.TemporaryDirectory(prefix="sedova-lod-rebuild-") as folder:
        _compare(Path(folder), asked)


def _compare(folder: Path, asked: argparse.Namespace) -> None:
    project = folder / "project"
    write_tables(project, asked.tables, math.ceil(asked.rows / _ROWS_OF_MUSEUMS))
    _cut(project, asked.rows)
    checked = {"profile": "both", "formats": ["ttl", "jsonld", "nt", "nq"], "builtin_shapes": True}
    plain = {"profile": str(project / "profile"), "formats": ["nt"], "builtin_shapes": False}
    options = checked if asked.checked else plain
    without = _child(project, folder / "other", {**options, "keeps_state": False})
    options = {**options, "keeps_state": True}
    full = _child(project, folder / "dist", options)
    print(f"{full['records']:,} records, {full['triples']:,} triples; state {full['state_bytes'] / 1e6:.1f} MB\n")
    print("| build | records mapped | " + " | ".join(PARTS) + " | CPU s | mapping and checks, of a full build |")
    print("|---|" + "---|" * (len(PARTS) + 3))
    _tell("full, without a state file", without, full)
    _tell("full", full, full)
    for name, edit in EDITS.items():
        edit(project)
        _tell(name, _child(project, folder / "dist", options), full)


def _tell(name: str, found: dict[str, Any], full: dict[str, Any]) -> None:
    parts = " | ".join(f"{found['parts'].get(part, 0):.2f}" for part in PARTS)
    share = _work(found) / _work(full)
    print(f"| {name} | {found['mapped']:,} | {parts} | {found['cpu_s']:.2f} | {share:.1%} |", flush=True)


def _work(found: dict[str, Any]) -> float:
    return sum(found["parts"].get(part, 0) for part in _WORK)


def _child(project: Path, output: Path, options: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.rebuild", "--child", str(project), str(output)]
    told = subprocess.run([*command, "--options", json.dumps(options)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _cut(project: Path, n_rows: int) -> None:
    share = n_rows / (math.ceil(n_rows / _ROWS_OF_MUSEUMS) * _ROWS_OF_MUSEUMS)
    for name in ("artists.csv", "artworks.csv"):
        rows = _rows(project / name)
        _write(project / name, rows[: 1 + round((len(rows) - 1) * share)])


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _write(path: Path, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def _edited(name: str, column: str, value: str) -> Callable[[Path], None]:
    """Change one cell in the middle of a table."""

    def edit(project: Path) -> None:
        rows = _rows(project / name)
        rows[len(rows) // 2][rows[0].index(column)] = value
        _write(project / name, rows)

    return edit


def _inserted(project: Path) -> None:
    """Put a new row before all others."""
    rows = _rows(project / "artworks.csv")
    new = list(rows[1])
    new[0], new[1], new[2] = "new-1", "N-new-1", "Found in the attic"
    _write(project / "artworks.csv", [rows[0], new, *rows[1:]])


EDITS: dict[str, Callable[[Path], None]] = {
    "nothing changed": lambda project: None,
    "the title of one artwork": _edited("artworks.csv", "title", "Another title"),
    "the year of one artwork": _edited("artworks.csv", "year_end", "2012"),
    "the name of one artist": _edited("artists.csv", "name", "Somebody Else Entirely"),
    "a row before all others": _inserted,
}


def _measured(project: Path, output: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Build in this process, and measure the parts."""
    from sedova_lod.pipeline import BuildOptions, build_project
    from sedova_lod.progress import Progress
    from sedova_lod.serializers import STATE_FILE
    from sedova_lod.settings import load_project

    clock = _Clock()
    clock.watch()
    wanted = {**options, "formats": tuple(options["formats"])}
    result = build_project(load_project(project), BuildOptions(output=output, **wanted), Progress(io.StringIO(), {}))
    state = output / STATE_FILE
    cpu_s = time.process_time()
    parts = {**clock.spent_s, PARTS[-1]: cpu_s - sum(clock.spent_s.values())}
    return {
        "cpu_s": cpu_s,
        "parts": parts,
        "mapped": result.n_mapped,
        "records": sum(result.n_records.values()),
        "triples": result.n_triples,
        "state_bytes": state.stat().st_size if state.exists() else 0,
    }


class _Clock:
    """Add up the CPU time of the parts of a build; a part inside another counts for itself only."""

    def __init__(self) -> None:
        self.spent_s: Counter[str] = Counter()
        self._inner_s = [0.0]

    def watch(self) -> None:
        """Put a clock around what belongs to each part."""
        from sedova_lod.engines.batch import BatchWorker
        from sedova_lod.pipeline import building, passes
        from sedova_lod.serializers.writing import OutputFile
        from sedova_lod.validation import HistoryAcross, HistoryWatch, RuleStore

        building.collect_records = self._timed("reading", building.collect_records)
        passes.judge_again = self._timed(_WORK[1], passes.judge_again)
        passes.far_rules = self._timed(_WORK[1], passes.far_rules)
        for owner, name, part in (
            (BatchWorker, "process_records", _WORK[0]),
            (RuleStore, "add", _WORK[1]),
            (RuleStore, "run", _WORK[1]),
            (HistoryAcross, "add", _WORK[2]),
            (HistoryAcross, "findings", _WORK[2]),
            (OutputFile, "write", PARTS[-2]),
            (OutputFile, "close", PARTS[-2]),
        ):
            setattr(owner, name, self._timed(part, getattr(owner, name)))
        look = HistoryWatch.watch

        def watch(watching: HistoryWatch, records: Iterable[Any]) -> Iterator[Any]:
            stream = iter(records)
            while some := list(
                islice(stream, 500)
            ):  # to join them is another part; a clock for each would count itself
                yield from self._timed(_WORK[2], lambda these=some: list(look(watching, these)))()

        HistoryWatch.watch = watch  # type: ignore[method-assign]

    def _timed(self, part: str, do: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            begun_s = time.process_time()
            self._inner_s.append(0.0)
            try:
                return do(*arguments, **named)
            finally:
                spent_s = time.process_time() - begun_s
                self.spent_s[part] += spent_s - self._inner_s.pop()
                self._inner_s[-1] += spent_s

        return timed


if __name__ == "__main__":
    main()
