"""Measure how soon tables are built, loaded and asked, beside rdflib.

    python -m tests.benchmarks.query_speed --triples 1000000 --rounds 5

Each round runs, in turns, each in a process of its own: `sedova-lod build` (all checks and shapes, four formats), the
same with N-Triples only and without shapes, `load`, `query FILE` and `query STORE`; a script that makes the same
triples of the same table with rdflib and writes N-Triples; and one that parses our file with rdflib and puts the same
query. The triples about people, and the answers, must be the same. The ratio is that of the CPU times, which other work
on the machine disturbs least.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.machine import machine_line
from tests.benchmarks.timed_runs import environment_of_runs, spread

PROJECT = """\
[dataset]
base = "https://example.org/"
title = "People"
description = "People and their parents, made up to measure how soon tables can be asked."
creator = "Nobody"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
calendar = "julian"

[build]
profile = "schema_org"

[[tables]]
kind = "person"
file = "people.csv"
"""
QUERY = (
    "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?p <http://schema.org/parent> ?q . ?q <http://schema.org/birthDate> ?d "
    'FILTER(STRSTARTS(STR(?d), "13")) }'
)
RDFLIB_BUILD = """\
import csv, sys
from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace
graph, person, schema = Graph(), Namespace("https://example.org/person/"), Namespace("http://schema.org/")
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        node = person[row["id"]]
        graph.add((node, RDF.type, schema.Person))
        for name in (Literal(row["name"], "en"), Literal(row["name@ru"], "ru")):
            for prop in (schema.name, RDFS.label, SKOS.prefLabel):
                graph.add((node, prop, name))
        graph.add((node, schema.birthDate, Literal(row["born"], datatype=XSD.gYear)))
        if row["parents"]:
            graph.add((node, schema.parent, person[row["parents"]]))
            graph.add((person[row["parents"]], schema.children, node))
graph.serialize(sys.argv[2], format="nt", encoding="utf-8")
"""
RDFLIB_QUERY = """\
import sys, rdflib
rdflib.NORMALIZE_LITERALS = False
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="nt")
for row in graph.query(sys.argv[2]):
    print("n", row[0], sep="\\n")
"""
COMMAND = str(Path(sys.executable).with_name("sedova-lod"))
TRIPLES_OF_A_PERSON = 10
_ABOUT_PEOPLE = b"<https://example.org/person/"


@dataclass(frozen=True)
class Run:
    """Hold what one run took."""

    wall_s: float
    cpu_s: float
    answer: str


def write_people(folder: Path, n_triples: int) -> None:
    """Write a project with a table of people: names, years of birth, parents who are thirty years older.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_people(Path(folder), 30)
    ...     (Path(folder) / "people.csv").read_text(encoding="utf-8").splitlines()[2:]
    ['2,Person 2,Лицо 2,1060,1', '3,Person 3,Лицо 3,1060,1']
    """
    (folder / "sedova.toml").write_text(PROJECT, encoding="utf-8")
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as stream:
        stream.write("id,name,name@ru,born,parents\n")
        for number in range(1, n_triples // TRIPLES_OF_A_PERSON + 1):
            born, parent = 1000 + 30 * number.bit_length(), number // 2 or ""
            stream.write(f"{number},Person {number},Лицо {number},{born},{parent}\n")


def measure(command: list[str]) -> Run:
    """Run a command, and give its time and what it printed."""
    before, begun_s = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment_of_runs(), capture_output=True, text=True, check=True)
    wall_s, after = time.perf_counter() - begun_s, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall_s, cpu_s, " ".join(done.stdout.split()))


def compare(n_triples: int, n_rounds: int, folder: Path) -> dict[str, list[Run]]:
    """Run all ways in turns; those of rdflib have the names of ours behind its own."""
    write_people(folder, n_triples)
    ours, theirs, store = folder / "dist" / "dataset.nt", folder / "theirs.nt", str(folder / "store")
    ask = [QUERY, "--format", "csv", "--timeout", "0"]
    bare = [COMMAND, "build", str(folder), "--fresh", "--formats", "nt", "--no-builtin-shapes"]
    python = [sys.executable, "-c"]
    ways = {
        "build": [COMMAND, "build", str(folder), "--fresh"],
        "build --formats nt --no-builtin-shapes": [*bare, "-o", str(folder / "bare")],
        "rdflib build": [*python, RDFLIB_BUILD, str(folder / "people.csv"), str(theirs)],
        "load": [COMMAND, "load", str(ours), "--store", store],
        "query FILE": [COMMAND, "query", str(ours), *ask],
        "query STORE": [COMMAND, "query", store, *ask],
        "rdflib query FILE": [*python, RDFLIB_QUERY, str(ours), QUERY],
    }
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(n_rounds):
        for name, command in ways.items():
            runs[name].append(measure(command))
    _prove(ours, folder / "bare" / "dataset.nt", theirs)
    return runs


def _prove(*files: Path) -> None:
    """See to it that the triples about people are the same."""
    graphs = []
    for file in files:
        with file.open("rb") as lines:
            graphs.append(sorted(line for line in lines if line.startswith(_ABOUT_PEOPLE)))
    assert all(graph == graphs[0] for graph in graphs), "the graphs differ"


def main() -> None:
    """Print a table in Markdown: medians, and ratios round by round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = compare(options.triples, options.rounds, Path(folder))
    answers = {run.answer for name, found in runs.items() if "query" in name for run in found}
    assert len(answers) == 1, answers
    print("| command | CPU s | s | rdflib, CPU s | rdflib, times ours |\n|---|---|---|---|---|")
    for name, found in runs.items():
        if name.startswith("rdflib"):
            continue
        theirs = [run.cpu_s for run in runs[f"rdflib {'build' if name.startswith('build') else 'query FILE'}"]]
        times = [their / run.cpu_s for their, run in zip(theirs, found, strict=True)]
        wall_s = statistics.median(run.wall_s for run in found)
        print(f"| `{name}` | {spread([r.cpu_s for r in found])} | {wall_s:.1f} | {spread(theirs)} | {spread(times)} |")
    print(f"\n{options.triples} triples, {options.rounds} rounds in turns. {machine_line('pyoxigraph', 'rdflib')}")
    print(f"Load average {os.getloadavg()[0]:.1f}.")


if __name__ == "__main__":
    main()
