"""What a part of the benchmark found: kept as JSON, so that parts of the page can come from several runs."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.machine import machine_line
from tests.benchmarks.timed_runs import Tool


@dataclass(frozen=True)
class Row:
    """Hold the runs of one tool.

    Args:
        name: Tool and version.
        cpu_s: CPU time of each run.
        wall_s: Time of each run.
        peak_mb: Most memory of each run.
        ratios: CPU time divided by ours, run by run.
        facts: Further numbers: triples, rows, bytes.
        note: What a reader must know.
    """

    name: str
    cpu_s: list[float]
    wall_s: list[float]
    peak_mb: list[float]
    ratios: list[float] = field(default_factory=list)
    facts: dict[str, float] = field(default_factory=dict)
    note: str = ""

    @classmethod
    def of(cls, tool: Tool, ratios: list[float] | None = None, **facts: float) -> Row:
        """Take what the runs of a tool gave."""
        return cls(tool.name, tool.cpu_s, tool.wall_s, tool.peak_mb, ratios or [], facts, tool.note)


@dataclass(frozen=True)
class Part:
    """Hold what a part found.

    Args:
        name: Name of the part.
        command: Command that runs it.
        rows: What was measured.
        facts: Further numbers.
        texts: Further words, by name.
        machine: Day, machine and versions.
    """

    name: str
    command: str
    rows: list[Row]
    facts: dict[str, float] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    machine: str = ""

    def save(self, folder: Path) -> None:
        """Keep it in a folder."""
        place = folder / "results" / f"{self.name}.json"
        place.parent.mkdir(exist_ok=True)
        place.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, name: str) -> Part | None:
        """Give what was kept, if anything was."""
        place = folder / "results" / f"{name}.json"
        if not place.exists():
            return None
        kept: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        return cls(**{**kept, "rows": [Row(**row) for row in kept["rows"]]})

    def row(self, name: str) -> Row | None:
        """Give the row of a tool, whatever its version."""
        return next((row for row in self.rows if row.name.startswith(name)), None)


def conditions() -> str:
    """Tell day, machine, versions and how busy the machine is."""
    load = os.getloadavg()
    return f"{machine_line()[:-1]}, {_processor()}; load average {load[0]:.1f} (1 minute), {load[2]:.1f} (15 minutes)."


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
