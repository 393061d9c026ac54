"""How fast tables become N-Triples, beside other tools: `python -m tests.benchmarks tables`.

Installs each peer in an environment of its own, writes the tables, runs all tools in turns, one process each, and
proves that they made the same graph. A tool that makes another graph is run once, and told with the difference.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import venv
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.graph_proof import prove
from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.options import Options
from tests.benchmarks.results import Part, Row, conditions
from tests.benchmarks.timed_runs import Tool, ratios, run_in_turns

PEERS = {
    "tarka-rdf": ("tarka-rdf==0.2.0",),
    "morph-kgc": ("morph-kgc==2.10.0",),
    "maplib": ("maplib==0.20.26", "polars"),
    "SDM-RDFizer": ("rdfizer==4.7.5.15.4.1", "pandas<3"),
}
_OTHER_GRAPH = "SDM-RDFizer"
_NOTES = {"tarka-rdf": "without repeated triples", "morph-kgc": "one process", "maplib": "columns made with Polars"}
_HERE = Path(__file__).parent
_WRITE_ONLY = """
import os, sys
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    while piece := source.read(1 << 20):
        target.write(piece)
    os.fsync(target.fileno())
"""


def measure(options: Options) -> Part:
    """Measure and prove."""
    project = options.folder / "museum-x1"
    write_tables(project, options.tables, 1)
    tools = [our_build(project, options.folder / "ours"), *_peers(options, project)]
    run_in_turns(tools, 1)
    alone = _bytes_alone(options.folder, tools[0].output)
    alone.run()
    run_in_turns([*(tool for tool in tools if not tool.runs), alone], options.runs, first=1)
    tools.append(alone)
    hashes = dict(zip((tool.name for tool in tools), prove("tables", *(tool.output for tool in tools)), strict=True))
    texts = {"graph": hashes[tools[0].name][1]}
    for tool in tools:
        if hashes[tool.name] != hashes[tools[0].name]:
            tool.note = _told_difference(tools[0], tool)
    rows = [Row.of(tool, ratios(tool, tools[0]), triples=hashes[tool.name][0]) for tool in tools]
    facts = {"rows": n_rows(project), "bytes": tools[0].output.stat().st_size, "triples": hashes[tools[0].name][0]}
    return Part("tables", options.command("tables"), rows, facts, texts, conditions())


def our_build(project: Path, output: Path, *arguments: str) -> Tool:
    """Make the command of the README, and what follows it."""
    program = str(Path(sys.executable).with_name("sedova-lod"))
    command = [program, "build", str(project), "-o", str(output), *arguments]
    return Tool(f"sedova-lod {version('sedova-lod')}", command, output / "dataset.nt", clears=output)


def environment_of(folder: Path, name: str, packages: Sequence[str]) -> str:
    """Install a peer in an environment of its own, if it is not there; return its Python."""
    place = folder / f"env-{name}"
    python = place / "bin" / "python"
    if not (place / "complete").exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True, stderr=subprocess.DEVNULL)
        (place / "complete").touch()
    return str(python)


def n_rows(project: Path) -> int:
    """Count the rows of a project; cells have line breaks, so the lines do not tell."""
    total = 0
    for name in ("artists", "artworks"):
        with (project / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            total += sum(1 for _ in csv.reader(file)) - 1
    return total


def _peers(options: Options, project: Path) -> list[Tool]:
    tools = []
    for name in options.peers:
        output = options.folder / name / "out.nt"
        output.parent.mkdir(exist_ok=True)
        python = environment_of(options.folder, name, PEERS[name])
        command = [python, str(_HERE / "speed_peers.py"), name, str(project), str(output)]
        number = PEERS[name][0].partition("==")[2]
        tool = Tool(f"{name} {number}", command, output, note=_NOTES.get(name, ""))
        tool.runs = 1 if name == _OTHER_GRAPH else 0
        tools.append(tool)
    return tools


def _bytes_alone(folder: Path, source: Path) -> Tool:
    target = folder / "bytes.nt"
    return Tool(
        "reading and writing the same bytes", [sys.executable, "-c", _WRITE_ONLY, str(source), str(target)], target
    )


def _told_difference(ours: Tool, theirs: Tool) -> str:
    missing, more = prove("differ", ours.output, theirs.output)
    names = sorted(missing, key=missing.get, reverse=True)[:4]
    most = ", ".join(f"{missing[name]} of {name.strip('<>').rpartition('/')[2]}" for name in names)
    return (
        f"makes another graph: {sum(missing.values())} of our triples are missing ({most}), "
        f"{sum(more.values())} others are there"
    )
