"""Compare the speed of linking: `python -m tests.benchmarks.linking_speed [--rounds N] [--large] [--folder DIR]`.

Each tool runs in a process of its own, in an environment of its own that is made here. In each round all answer the
same queries, one after the other; no query comes twice. With `--large` an index of twenty times the pool is made and
asked as well.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sedova_lod.linking import open_index
from tests.benchmarks.linking_data import SHARED
from tests.benchmarks.linking_pool import larger_pool, read_rows
from tests.benchmarks.machine import machine_line

OURS = "sedova-lod"
WORKER = Path(__file__).with_name("linking_peers.py")
TIMES = 20


class Peer(NamedTuple):
    """Name a tool, the package that it is installed by, and how many queries it is asked in a round."""

    name: str
    package: str
    n_queries: int


PEERS = (
    Peer("datasette-reconcile", "datasette-reconcile==0.6.3", 150),
    Peer("datasette-reconcile-with-text-index", "datasette-reconcile==0.6.3", 150),
    Peer("csv-reconcile", "csv-reconcile==0.3.2", 6),
)


def environment(package: str, folder: Path) -> Path:
    """Make an environment with a package in it; give its Python."""
    place = folder / package.replace("==", "-")
    if not place.exists():
        venv.create(place, with_pip=True)
        pip = [str(place / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", package]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return place / "bin" / "python"


class Worker:
    """A tool that waits for queries; a context manager."""

    def __init__(self, python: Path, tool: str, pool: Path, queries: Path, folder: Path) -> None:
        command = [str(python), str(WORKER), tool, str(pool), str(queries), str(folder)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self._answer("ready")

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, first: int, last: int) -> dict[str, float]:
        """Let it answer some queries; give the seconds that it took."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{first} {last}\n")
        self._process.stdin.flush()
        answer: dict[str, float] = json.loads(self._answer("{"))
        return answer

    def _answer(self, start: str) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(start):
                return line
        raise SystemExit("a tool has ended without an answer")


def _write_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def compare(peer: Peer, pool: Path, queries: Path, folder: Path, n_rounds: int) -> str:
    """Measure a peer and ourselves in turn; give a row of a table."""
    python = environment(peer.package, folder)
    theirs, ours = [], []
    with (
        Worker(python, peer.name, pool, queries, folder) as they,
        Worker(Path(sys.executable), OURS, pool, queries, folder) as we,
    ):
        for number in range(n_rounds):
            first = number * peer.n_queries
            theirs.append(they.ask(first, first + peer.n_queries))
            ours.append(we.ask(first, first + peer.n_queries))
    cells = [f"{_spread(found, key, peer.n_queries)}" for key in ("cpu_s", "wall_s") for found in (theirs, ours)]
    ratios = [_median(theirs, key) / _median(ours, key) for key in ("cpu_s", "wall_s")]
    return f"| {peer.name} | {peer.n_queries} | {' | '.join(cells)} | {ratios[0]:.0f} x, {ratios[1]:.0f} x |"


def _median(found: list[dict[str, float]], key: str) -> float:
    return statistics.median(one[key] for one in found)


def _spread(found: list[dict[str, float]], key: str, n_queries: int) -> str:
    values = sorted(one[key] * 1e6 / n_queries for one in found)
    return f"{statistics.median(values):,.0f} ({values[0]:,.0f} to {values[-1]:,.0f})".replace(",", " ")


def large(pool: Path, queries: Path, folder: Path, n_rounds: int) -> Iterator[str]:
    """Make a large index, and measure its size and how quickly it answers."""
    table, path = folder / "large.csv", folder / "large.index"
    if not table.exists():
        _write_rows(table, list(larger_pool(read_rows(pool), TIMES)))
    part = len(read_rows(queries)) // n_rounds
    with Worker(Path(sys.executable), OURS, table, queries, folder) as we:
        found = [we.ask(number * part, (number + 1) * part) for number in range(n_rounds)]
    with open_index(path) as index:
        size_mb = path.stat().st_size / 1e6
        yield f"Index of {len(index):,} entries with {index.n_names:,} names: {size_mb:.1f} MB."
    for key in ("cpu_s", "wall_s"):
        speeds = sorted(part / one[key] for one in found)
        shown = f"{statistics.median(speeds):,.0f} ({speeds[0]:,.0f} to {speeds[-1]:,.0f})"
        yield f"Queries a second by {key.removesuffix('_s')} time, {n_rounds} rounds of {part} queries: {shown}."


def main() -> None:
    """Print the measurements as Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", action="store_true", help="measure an index of 1.5 million names too")
    parser.add_argument("--only-large", action="store_true")
    parser.add_argument("--folder", type=Path, help="keep environments and indexes there for the next time")
    options = parser.parse_args()
    pool, queries = SHARED / "pool.csv", SHARED / "queries_dev.csv"
    with tempfile.TemporaryDirectory() as place:
        folder = options.folder or Path(place)
        folder.mkdir(exist_ok=True, parents=True)
        print(f"{machine_line()}\n")
        if not options.only_large:
            print("Microseconds a query, the median of", options.rounds, "interleaved rounds (least to most):\n")
            print("| peer | queries a round | peer, CPU | ours, CPU | peer, wall | ours, wall | ratio, CPU and wall |")
            print("|---|---|---|---|---|---|---|")
            for peer in PEERS:
                print(compare(peer, pool, queries, folder, options.rounds), flush=True)
            print()
        if options.large or options.only_large:
            print("\n".join(large(pool, queries, folder, options.rounds)))


if __name__ == "__main__":
    main()
