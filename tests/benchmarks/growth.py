"""How time and memory grow with the rows: `python -m tests.benchmarks growth --factors 1,10,50,120`.

Our own runs only, with dirt in the tables, and with `--keep-going`, since a dirty table is not built otherwise.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

from tests.benchmarks.museum_tables import write_tables
from tests.benchmarks.options import Options
from tests.benchmarks.results import Part, Row, conditions
from tests.benchmarks.speed import n_rows, our_build
from tests.benchmarks.timed_runs import run_in_turns

DIRT = 0.02
_COUNTS = re.compile(r'"counts": (\{[^}]*\})')


def measure(options: Options) -> Part:
    """Build each size: the smallest as often as asked, the larger ones once. What was measured before is kept."""
    earlier = Part.load(options.folder, "growth")
    rows = {row.facts["factor"]: row for row in (earlier.rows if earlier else ())}
    for factor in options.factors:
        rows[factor] = _build(options, factor)
        ordered = [rows[key] for key in sorted(rows)]
        part = Part("growth", options.command("growth"), ordered, {"dirt": DIRT}, {}, conditions())
        part.save(options.folder)
    return part


def _build(options: Options, factor: int) -> Row:
    project, output = options.folder / f"museum-dirty-x{factor}", options.folder / "grown"
    print(f"  writing tables x{factor}", file=sys.stderr)
    write_tables(project, options.tables, factor, dirt=DIRT)
    tool = our_build(project, output, "--keep-going")
    tool.good_codes, tool.name = (1,), f"x{factor}"
    run_in_turns([tool], options.runs if factor == 1 else 1)
    tool.note = conditions()
    facts = _facts(project, output)
    shutil.rmtree(output)
    if factor > 1:
        shutil.rmtree(project)
    return Row.of(tool, factor=factor, **facts)


def _facts(project: Path, output: Path) -> dict[str, float]:
    """Read what the build says of itself."""
    described = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    with (output / "findings.json").open(encoding="utf-8") as file:
        counted = _COUNTS.search(file.read(1 << 20))
    return {
        "rows": n_rows(project),
        "records": sum(described["records"].values()),
        "triples": described["triples"],
        "bytes": (output / "dataset.nt").stat().st_size,
        "findings": sum(json.loads(counted[1]).values()) if counted else 0,
    }
