"""Measure how soon a first answer comes from a file, and from a store, beside rdflib.

    python -m tests.benchmarks.query_speed --triples 1000000 --rounds 5

Each round runs, in turns and each in a process of its own: `sedova-lod query FILE`, `sedova-lod load`,
`sedova-lod query STORE`, and a script that parses the file with rdflib and puts the same query. All must give the same
answer. The ratio is that of the CPU times, which other work on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.timed_runs import environment_of_runs

QUERY = (
    "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p <http://schema.org/parent> ?q . ?q <http://schema.org/birthDate> ?d "
    'FILTER(STRSTARTS(STR(?d), "18")) }'
)
RDFLIB = """\
import sys, rdflib
rdflib.NORMALIZE_LITERALS = False
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
for row in graph.query(sys.argv[2]):
    print("n", row[0], sep="\\n")
"""
COMMAND = str(Path(sys.executable).with_name("sedova-lod"))
TRIPLES_OF_A_PERSON = 5


@dataclass(frozen=True)
class Run:
    """Hold what one run took."""

    wall_s: float
    cpu_s: float
    answer: str


def write_people(path: Path, n_triples: int) -> None:
    """Write people with names, years and parents.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_people(Path(folder) / "a.nt", 10)
    ...     len((Path(folder) / "a.nt").read_text().splitlines())
    10
    """
    schema = "http://schema.org/"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(n_triples // TRIPLES_OF_A_PERSON):
            person = f"<https://example.org/person/{number}>"
            stream.write(
                f"{person} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{schema}Person> .\n"
                f'{person} <{schema}name> "Person {number}"@en .\n'
                f'{person} <{schema}name> "Лицо {number}"@ru .\n'
                f'{person} <{schema}birthDate> "{1800 + number % 150}" .\n'
                f"{person} <{schema}parent> <https://example.org/person/{number // 2}> .\n"
            )


def measure(command: list[str]) -> Run:
    """Run a command, and give its time and what it printed."""
    before, begun_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment_of_runs(), capture_output=True, text=True, check=True)
    wall_s, after = time.perf_counter() - begun_s, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall_s, cpu_s, " ".join(done.stdout.split()))


def compare(n_triples: int, n_rounds: int, folder: Path) -> dict[str, list[Run]]:
    """Run all ways in turns."""
    file, store = folder / "people.nt", folder / "store"
    write_people(file, n_triples)
    ways = {
        "sedova-lod query FILE": [COMMAND, "query", str(file), QUERY, "--format", "csv", "--timeout", "0"],
        "sedova-lod load": [COMMAND, "load", str(file), "--store", str(store)],
        "sedova-lod query STORE": [COMMAND, "query", str(store), QUERY, "--format", "csv", "--timeout", "0"],
        "rdflib": [sys.executable, "-c", RDFLIB, str(file), QUERY],
    }
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(n_rounds):
        for name, command in ways.items():
            runs[name].append(measure(command))
    return runs


def main() -> None:
    """Print the medians and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = compare(options.triples, options.rounds, Path(folder))
    answers = {run.answer for name, found in runs.items() if name != "sedova-lod load" for run in found}
    assert len(answers) == 1, answers
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("pyoxigraph", "rdflib"))
    print(f"{options.triples} triples, {options.rounds} rounds, Python {platform.python_version()}, {versions}")
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; answer: {answers.pop()}")
    peer = runs["rdflib"]
    for name, found in runs.items():
        wall_s, cpu_s = (statistics.median(getattr(run, kind) for run in found) for kind in ("wall_s", "cpu_s"))
        least, most = min(run.cpu_s for run in found), max(run.cpu_s for run in found)
        ratio = statistics.median(run.cpu_s for run in peer) / cpu_s
        times = f"{wall_s:8.2f} s  CPU {cpu_s:8.2f} s ({least:.2f} to {most:.2f})"
        print(f"{name:24} {times}  rdflib needs {ratio:6.1f} times")


if __name__ == "__main__":
    main()
