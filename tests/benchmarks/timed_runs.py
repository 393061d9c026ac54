"""Commands that are run in turns, one process each: what each run took, and what several say together."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


def environment_of_runs() -> dict[str, str]:
    """Let Python keep what it compiles: installed packages have been compiled, and ours may run from its source.

    >>> "PYTHONDONTWRITEBYTECODE" in environment_of_runs()
    False
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass
class Tool:
    """A tool with its command, and what its runs took.

    Args:
        name: Its name and version.
        command: Its command line.
        output: The file that it writes.
        environment: Further variables of its environment.
        runs: How often it is run at most; 0 for as often as the others.
        good_codes: Exit codes with which it has done its work.
        note: What a reader must know of its figures.
        clears: Folder that is removed before each run, so that nothing is taken over from the run before.
    """

    name: str
    command: Sequence[str]
    output: Path
    environment: dict[str, str] = field(default_factory=dict)
    runs: int = 0
    good_codes: tuple[int, ...] = (0,)
    note: str = ""
    clears: Path | None = None
    cpu_s: list[float] = field(default_factory=list)
    wall_s: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)
    ended_cpu_s: float = 0.0

    def run(self, timeout_s: float | None = None) -> bool:
        """Run it once; tell whether it ended in time: if not, `ended_cpu_s` is what it had used until then."""
        if self.clears is not None:
            shutil.rmtree(self.clears, ignore_errors=True)
        begun = time.perf_counter()
        environment = {**environment_of_runs(), **self.environment}
        process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        try:
            used, is_in_time = _wait(process, begun + timeout_s if timeout_s else None)
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        if not is_in_time:
            self.ended_cpu_s = used.ru_utime + used.ru_stime
            return False
        if process.returncode not in self.good_codes:
            raise SystemExit(f"{self.name} ended with {process.returncode}: {' '.join(map(str, self.command))}")
        self.wall_s.append(time.perf_counter() - begun)
        self.cpu_s.append(used.ru_utime + used.ru_stime)
        self.peak_mb.append(used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))
        return True

    @property
    def cpu(self) -> float:
        """Give the median of the CPU times."""
        return statistics.median(self.cpu_s)


def _wait(process: subprocess.Popen[bytes], until: float | None) -> tuple[os.struct_rusage, bool]:  # type: ignore[name-defined]
    """Wait for the end of a process; give what it used, and whether it came to its end by itself."""
    is_in_time = True
    while True:
        pid, status, used = os.wait4(process.pid, 0 if until is None or not is_in_time else os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return used, is_in_time
        if until is not None and time.perf_counter() > until:
            os.killpg(process.pid, signal.SIGKILL)
            is_in_time = False
        else:
            time.sleep(0.2)


def run_in_turns(tools: Iterable[Tool], runs: int, first: int = 0) -> None:
    """Run all tools, then all again, and so on; with `first`, so many rounds have been run before."""
    chosen = list(tools)
    for number in range(first, runs):
        for tool in chosen:
            if not tool.runs or number < tool.runs:
                tool.run()
                print(f"  run {number + 1}: {tool.name}: {tool.cpu_s[-1]:.1f} s of CPU time", file=sys.stderr)


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Write the median, and the least and most of several values.

    >>> spread([1.0, 3.0, 2.0]), spread([0.5])
    ('2.0 (1.0 to 3.0)', '0.5')
    """
    middle = f"{statistics.median(values):.{digits}f}"
    return f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})" if len(values) > 1 else middle


def ratios(theirs: Tool, ours: Tool) -> list[float]:
    """Divide CPU times run by run.

    >>> a, b = (Tool(name, (), Path(), cpu_s=times) for name, times in (("a", [4.0, 9.0]), ("b", [2.0, 3.0, 1.0])))
    >>> ratios(a, b)
    [2.0, 3.0]
    """
    return [one / other for one, other in zip(theirs.cpu_s, ours.cpu_s, strict=False)]
