"""Measure how soon the command line answers, and what a build of `data/` costs.

    python -m tests.benchmarks.startup

Prints the median CPU time of `import click` and of `sedova-lod --help`, run in turns, their spread and ratio; then the
CPU time and memory of `sedova-lod build data`, each time from the beginning. The exit code is 1 if a limit is passed.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.timed_runs import environment_of_runs

ROOT = Path(__file__).resolve().parents[2]
N_TURNS = 15
N_BUILDS = 3
MOST_RATIO = 1.5
MOST_BUILD_CPU_S = 6.0
MOST_BUILD_MB = 200.0
CLICK = [sys.executable, "-c", "import click"]
HELP = [str(Path(sys.executable).with_name("sedova-lod")), "--help"]


class Cost(NamedTuple):
    """Hold what one run of a command took.

    Args:
        cpu_s: CPU time of the process, in seconds.
        peak_mb: Most memory it held, in MB.
    """

    cpu_s: float
    peak_mb: float


def measure(command: list[str]) -> Cost:
    """Run a command from the root of the repository.

    >>> measure([sys.executable, "-c", "pass"]).cpu_s > 0
    True
    """
    silent = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (1, 2)]
    os.chdir(ROOT)
    process = os.posix_spawn(command[0], command, environment_of_runs(), file_actions=silent)
    _, status, usage = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def spread(costs: list[float]) -> str:
    """Say the median of some CPU times, the least and the most, in milliseconds.

    >>> spread([0.040, 0.050, 0.070])
    '50 ms (40 to 70)'
    """
    median, least, most = (round(1000 * value) for value in (statistics.median(costs), min(costs), max(costs)))
    return f"{median} ms ({least} to {most})"


def measure_start() -> bool:
    """Compare the start of the program with that of click alone; say whether it is within the limit."""
    for command in (CLICK, HELP):
        measure(command)  # the first run reads files that are not cached yet
    turns = [(measure(CLICK).cpu_s, measure(HELP).cpu_s) for _ in range(N_TURNS)]
    click_s, help_s = ([turn[i] for turn in turns] for i in (0, 1))
    ratio = statistics.median(help_s) / statistics.median(click_s)
    print(f"import click:         {spread(click_s)}")
    print(f"sedova-lod --help:    {spread(help_s)}")
    print(f"ratio of the medians: {ratio:.2f} (at most {MOST_RATIO}; {N_TURNS} runs of each, in turns)")
    return ratio <= MOST_RATIO


def measure_build() -> bool:
    """Build the bundled data set; say whether it is within the limits."""
    with tempfile.TemporaryDirectory() as folder:  # a second build would keep what the first has made
        command = [HELP[0], "build", "data", "-o", f"{folder}/dist", "--fresh"]
        costs = [measure(command) for _ in range(N_BUILDS)]
    cpu_s = statistics.median(cost.cpu_s for cost in costs)
    peak_mb = max(cost.peak_mb for cost in costs)
    print(f"sedova-lod build data: {cpu_s:.2f} s of CPU (at most {MOST_BUILD_CPU_S}), median of {N_BUILDS} runs;")
    print(f"                      {peak_mb:.0f} MB of memory (at most {MOST_BUILD_MB:.0f})")
    return cpu_s <= MOST_BUILD_CPU_S and peak_mb <= MOST_BUILD_MB


def main() -> int:
    """Print all figures; return the exit code."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("click", "pyoxigraph", "shacl"))
    print(f"Python {platform.python_version()}, {packages}, {os.cpu_count()} processors")
    return 0 if all([measure_start(), measure_build()]) else 1


if __name__ == "__main__":
    sys.exit(main())
