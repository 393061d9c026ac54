"""How much sooner a build ends with several processes: `python -m tests.benchmarks jobs`.

The same tables are built with one process and with two, in turns, and their bytes are compared. Two builds of one
process each, side by side, tell what the machine can give: cores that share their parts give less than two times.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.options import Options
from tests.benchmarks.results import Part, Row, conditions
from tests.benchmarks.speed import n_rows, our_build
from tests.benchmarks.timed_runs import Tool, run_in_turns

FACTOR = 3


def measure(options: Options) -> Part:
    """Build with one process, with two, and twice at once; say by how much each is quicker than one after the other."""
    project = options.folder / f"museum-x{FACTOR}"
    write_tables(project, options.tables, FACTOR)
    one, two = (_build(project, options.folder / f"jobs-{jobs}", jobs) for jobs in (1, 2))
    both = _side_by_side(project, options.folder)
    run_in_turns([one, two, both], options.runs)
    _prove(one.output, two.output)
    rows = [Row.of(tool, _sooner(one, tool, builds)) for tool, builds in ((one, 1), (two, 1), (both, 2))]
    facts = {"rows": n_rows(project), "bytes": one.output.stat().st_size}
    return Part("jobs", options.command("jobs"), rows, facts, {}, conditions())


def _build(project: Path, output: Path, jobs: int) -> Tool:
    tool = our_build(project, output, "--jobs", str(jobs))
    tool.name = f"--jobs {jobs}"
    return tool


def _side_by_side(project: Path, folder: Path) -> Tool:
    commands = [our_build(project, folder / f"jobs-side-{number}").command for number in (1, 2)]
    script = f"import subprocess; runs = [subprocess.Popen(c) for c in {commands!r}]; exit(max(r.wait() for r in runs))"
    return Tool("two builds side by side", [sys.executable, "-c", script], folder / "jobs-side-1" / "dataset.nt")


def _sooner(one: Tool, other: Tool, builds: int) -> list[float]:
    return [builds * alone / time for alone, time in zip(one.wall_s, other.wall_s, strict=True)]


def _prove(*outputs: Path) -> None:
    digests = set()
    for output in outputs:
        with output.open("rb") as file:
            digests.add(hashlib.file_digest(file, "sha256").hexdigest())
    if len(digests) > 1:
        raise SystemExit("the builds differ: " + ", ".join(map(str, outputs)))
