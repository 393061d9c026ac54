"""How much sooner a build ends with several processes: `python -m tests.benchmarks jobs`.

The same tables are built with one process and with two, in turns, and their bytes are compared. Two builds of one
process each, side by side, tell what the machine can give: cores that share their parts give less than two times.
N-Triples alone are the least that a build can write; the four formats are what it writes if nothing else is said.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.options import Options
from tests.benchmarks.results import Part, Row, conditions
from tests.benchmarks.speed import n_rows, our_build
from tests.benchmarks.timed_runs import Tool, run_in_turns

FACTOR = 3
FORMATS = {"N-Triples": "nt", "four formats": "ttl,jsonld,nt,nq"}


def measure(options: Options) -> Part:
    """Build with one process, with two, and twice at once; say by how much each is quicker than one after the other."""
    project = options.folder / f"museum-x{FACTOR}"
    write_tables(project, options.tables, FACTOR)
    rows: list[Row] = []
    sizes: dict[str, float] = {}
    for name, formats in FORMATS.items():
        one, two = (_build(project, options.folder / f"jobs-{jobs}", jobs, formats) for jobs in (1, 2))
        both = _side_by_side(project, options.folder, formats)
        run_in_turns([one, two, both], options.runs)
        sizes[f"bytes, {name}"] = _prove(formats, one.output.parent, two.output.parent)
        for tool, builds in ((one, 1), (two, 1), (both, 2)):
            rows.append(replace(Row.of(tool, _sooner(one, tool, builds)), name=f"{tool.name}, {name}"))
    return Part("jobs", options.command("jobs"), rows, {"rows": n_rows(project), **sizes}, {}, conditions())


def _build(project: Path, output: Path, jobs: int, formats: str) -> Tool:
    tool = our_build(project, output, "--formats", formats, "--jobs", str(jobs))
    tool.name = f"--jobs {jobs}"
    return tool


def _side_by_side(project: Path, folder: Path, formats: str) -> Tool:
    places = [folder / f"jobs-side-{number}" for number in (1, 2)]
    commands = [our_build(project, place, "--formats", formats).command for place in places]
    script = (
        "import shutil, subprocess\n"
        f"for place in {list(map(str, places))!r}: shutil.rmtree(place, ignore_errors=True)\n"
        f"runs = [subprocess.Popen(command) for command in {commands!r}]\n"
        "exit(max(run.wait() for run in runs))"
    )
    return Tool("two builds side by side", [sys.executable, "-c", script], places[0] / "dataset.nt")


def _sooner(one: Tool, other: Tool, builds: int) -> list[float]:
    return [builds * alone / time for alone, time in zip(one.wall_s, other.wall_s, strict=True)]


def _prove(formats: str, *folders: Path) -> int:
    """Compare the dumps of several builds; give their bytes."""
    size = 0
    for ending in formats.split(","):
        digests = set()
        for folder in folders:
            with (folder / f"dataset.{ending}").open("rb") as file:
                digests.add(hashlib.file_digest(file, "sha256").hexdigest())
        if len(digests) > 1:
            raise SystemExit(f"dataset.{ending} differs: " + ", ".join(map(str, folders)))
        size += (folders[0] / f"dataset.{ending}").stat().st_size
    return size
