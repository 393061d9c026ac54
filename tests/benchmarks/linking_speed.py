"""Compare the speed of linking: `python -m tests.benchmarks.linking_speed [--rounds N] [--large] [--folder DIR]`.

Each tool answers the same queries in the same round, each in a new process and in an environment of its own that is
made here; rounds are interleaved. With `--large` an index of twenty times the pool is made and asked as well.
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

from tests.benchmarks.linking_data import SHARED
from tests.benchmarks.linking_pool import larger_pool, read_rows
from tests.benchmarks.machine import machine_line

OURS = "sedova-lod"
WORKER = Path(__file__).with_name("linking_peers.py")
TIMES = 20


class Peer(NamedTuple):
    """Name a tool, the package that it is installed by, and how many of the queries it is asked."""

    name: str
    package: str
    n_queries: int


PEERS = (
    Peer("datasette-reconcile", "datasette-reconcile==0.6.3", 300),
    Peer("datasette-reconcile-with-text-index", "datasette-reconcile==0.6.3", 300),
    Peer("csv-reconcile", "csv-reconcile==0.3.2", 10),
)


def environment(package: str, folder: Path) -> Path:
    """Make an environment with a package in it; give its Python."""
    place = folder / package.replace("==", "-")
    if not place.exists():
        venv.create(place, with_pip=True)
        pip = [str(place / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", package]
        subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return place / "bin" / "python"


def ask(python: Path, tool: str, pool: Path, queries: Path, folder: Path) -> dict[str, float]:
    """Let a tool answer the queries in a process of its own."""
    command = [str(python), str(WORKER), tool, str(pool), str(queries), str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


def some_queries(source: Path, n_queries: int, folder: Path) -> Path:
    """Write a file with every so many-th query."""
    rows = read_rows(source)
    chosen = rows[:: max(1, len(rows) // n_queries)][:n_queries]
    return _write_rows(folder / f"queries-{n_queries}.csv", chosen)


def _write_rows(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def compare(peer: Peer, pool: Path, queries: Path, folder: Path, n_rounds: int) -> str:
    """Measure a peer and ourselves in turn; give a row of a table."""
    python = environment(peer.package, folder)
    asked = some_queries(queries, peer.n_queries, folder)
    theirs, ours = [], []
    for tool, interpreter in ((peer.name, python), (OURS, Path(sys.executable))):
        ask(interpreter, tool, pool, asked, folder)
    for _ in range(n_rounds):
        theirs.append(ask(python, peer.name, pool, asked, folder))
        ours.append(ask(Path(sys.executable), OURS, pool, asked, folder))
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
    from sedova_lod.linking.index import open_index

    table = folder / "large.csv"
    if not table.exists():
        _write_rows(table, list(larger_pool(read_rows(pool), TIMES)))
    ask(Path(sys.executable), OURS, table, queries, folder)
    path = folder / "large.index"
    with open_index(path) as index:
        size_mb = path.stat().st_size / 1e6
        yield f"Index of {len(index):,} entries with {index.n_names:,} names: {size_mb:.1f} MB."
    n_queries = len(read_rows(queries))
    found = [ask(Path(sys.executable), OURS, table, queries, folder) for _ in range(n_rounds)]
    for key in ("cpu_s", "wall_s"):
        speeds = sorted(n_queries / one[key] for one in found)
        shown = f"{statistics.median(speeds):,.0f} ({speeds[0]:,.0f} to {speeds[-1]:,.0f})"
        yield f"Queries a second by {key.removesuffix('_s')} time, {n_queries} queries: {shown}."


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
            print("| peer | queries | peer, CPU | ours, CPU | peer, wall | ours, wall | ratio, CPU and wall |")
            print("|---|---|---|---|---|---|---|")
            for peer in PEERS:
                print(compare(peer, pool, queries, folder, options.rounds), flush=True)
            print()
        if options.large or options.only_large:
            print("\n".join(large(pool, queries, folder, options.rounds)))


if __name__ == "__main__":
    main()
