"""How fast Turtle and JSON-LD are written, beside rdflib: `python -m tests.benchmarks formats`.

About 100 000 triples of the museum tables. rdflib loads the N-Triples that we wrote and writes them in the same format;
ours writes the records that a build has just mapped. An independent parser reads every file; all must hold the same
triples. Whole builds, from tables to files with all checks, are told beside it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.graph_proof import prove
from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.options import Options
from tests.benchmarks.results import Part, Row, conditions
from tests.benchmarks.speed import our_build
from tests.benchmarks.timed_runs import Tool, run_in_turns

ROWS = (800, 4_000)
_WRITTEN = ("ttl", "jsonld")
_SLOWEST = "rdflib-ttl"
"""Is run once, if not all is wanted: it looks for a prefix for every IRI, among all that it has made for others."""
_BUILDS = ("nt", "nq", "ttl", "jsonld", "nt,nq,ttl,jsonld")


def measure(options: Options) -> Part:
    """Measure and prove."""
    project, folder = options.folder / "museum-100k", options.folder / "formats"
    write_tables(project, options.tables, 1, n_rows=ROWS)
    folder.mkdir(exist_ok=True)
    builds = [_build(project, folder, formats) for formats in _BUILDS]
    run_in_turns(builds, options.runs)
    taken: dict[str, list[dict[str, float]]] = {}
    for run in range(options.runs):
        for name, arguments in _writers(project, folder).items():
            if run == 0 or options.is_large or name != _SLOWEST:
                taken.setdefault(name, []).append(_inside(name, folder, *arguments))
    n_triples, differing = _proof(folder)
    rows = [
        *_written(taken),
        *(Row.of(tool, [a / b for a, b in zip(tool.cpu_s, builds[0].cpu_s, strict=True)]) for tool in builds),
    ]
    texts = {"equal": differing, "versions": f"rdflib {version('rdflib')}, pyoxigraph {version('pyoxigraph')}"}
    return Part("formats", options.command("formats"), rows, {"triples": n_triples}, texts, conditions())


def _writers(project: Path, folder: Path) -> dict[str, tuple[str, ...]]:
    source, context = str(folder / "nt" / "dataset.nt"), str(folder / "jsonld" / "context.jsonld")
    return {
        "ours": (str(project),),
        "rdflib-ttl": (source, context),
        "rdflib-jsonld": (source, context),
        "pyoxigraph-ttl": (source,),
    }


def _build(project: Path, folder: Path, formats: str) -> Tool:
    name = formats if "," not in formats else "all"
    tool = our_build(project, folder / name, "--formats", formats)
    tool.name = f"build {formats}"
    return tool


def _inside(name: str, folder: Path, *arguments: str) -> dict[str, float]:
    """Run a writer in a process of its own, which tells what it took without its start."""
    module = "tests.benchmarks.formats_writers"
    command = [sys.executable, "-m", module, name, str(folder), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"  {name}: {found}", file=sys.stderr)
    return found


def _written(taken: dict[str, list[dict[str, float]]]) -> list[Row]:
    rows = []
    for syntax in _WRITTEN:
        ours = [run[syntax] for run in taken["ours"]]
        rows.append(Row(f"ours {syntax}", ours, [], []))
        for peer in ("rdflib", "pyoxigraph"):
            runs = taken.get(f"{peer}-{syntax}")
            if runs:
                total = [run["load"] + run["write"] for run in runs]
                facts = {key: sorted(run[key] for run in runs)[len(runs) // 2] for key in ("load", "write")}
                rows.append(
                    Row(f"{peer} {syntax}", total, [], [], [a / b for a, b in zip(total, ours, strict=False)], facts)
                )
    return rows


def _proof(folder: Path) -> tuple[int, str]:
    """Prove that all files hold the same triples, and that what was timed is what a build writes."""
    names = ["nt/dataset.nt", "nq/dataset.nq", "ttl/dataset.ttl", "jsonld/dataset.jsonld", "ours.ttl", "ours.jsonld",
             "rdflib.ttl", "rdflib.jsonld", "pyoxigraph.ttl"]  # fmt: skip
    hashes = prove("whole", *(folder / name for name in names))
    wrong = [name for name, found in zip(names, hashes, strict=True) if found != hashes[0]]
    for syntax in _WRITTEN:
        if (folder / f"ours.{syntax}").read_bytes() != (folder / syntax / f"dataset.{syntax}").read_bytes():
            wrong.append(f"the bytes of ours.{syntax}")
    return hashes[0][0], ", ".join(wrong)
