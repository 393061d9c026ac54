"""Run every check of the project: style, types, layers, tests. The exit code is 0 only if all pass.

    python -m tests            everything but the long tests
    python -m tests --core     what takes less than three minutes, for every change: without the slow tests, which start
                               browsers, engines and servers, follow the pages of the docs, or build the whole data set
    python -m tests --long     the long tests too, and other random examples each time

What follows is given to pytest: `python -m tests -k dates`. As many processes run tests as there are processors, or as
SEDOVA_TEST_PROCESSES says.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
EXTENTS = {
    "": ["-m", "not long"],
    "--core": ["-m", "not long and not slow"],
    "--long": ["--hypothesis-profile=long"],
}
SHORT_CHECKS = {
    "style": [PYTHON, "-m", "ruff", "check", "--output-format=concise", "src", "tests"],
    "layout of the code": [PYTHON, "-m", "ruff", "format", "--check", "src", "tests"],
    "types": [PYTHON, "-m", "mypy"],
    "layers": [str(Path(PYTHON).with_name("lint-imports")), "--no-logo"],
}


def main(arguments: list[str]) -> int:
    """Run the short checks while the tests run, and tell of them afterwards; name all that fail."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        short = [(name, beside.submit(run, command)) for name, command in SHORT_CHECKS.items()]
        print("== tests", flush=True)
        tests = run(command_of_tests(arguments), is_shown=True)
        tell(tests)
        failed = [] if tests.has_passed else ["tests"]
        for name, check in short:
            print(f"== {name}", flush=True)
            tell(check.result())
            failed += [] if check.result().has_passed else [name]
    print("all checks passed" if not failed else f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def command_of_tests(arguments: list[str]) -> list[str]:
    """Write the command that runs the tests.

    >>> command_of_tests(["-k", "dates"])[-4:]
    ['-m', 'not long', '-k', 'dates']
    """
    extent = next((argument for argument in arguments if argument in EXTENTS), "")
    processes = ["-n", os.environ.get("SEDOVA_TEST_PROCESSES") or str(os.cpu_count() or 2), "--dist", "worksteal"]
    return [PYTHON, "-m", "pytest", "-q", *processes, *EXTENTS[extent], *(a for a in arguments if a not in EXTENTS)]


def environment_of_checks() -> dict[str, str]:
    """Let Python keep what it compiles: tests start the program hundreds of times."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Outcome(NamedTuple):
    """Hold what became of a check."""

    has_passed: bool
    seconds: float
    printed: str


def run(command: list[str], *, is_shown: bool = False) -> Outcome:
    """Run one check; what it prints is kept, or shown as it comes with `is_shown`."""
    began = time.monotonic()
    streams = {} if is_shown else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(
        command, cwd=ROOT, env=environment_of_checks(), check=False, text=True, encoding="utf-8", **streams
    )
    return Outcome(done.returncode == 0, time.monotonic() - began, done.stdout or "")


def tell(outcome: Outcome) -> None:
    """Tell what became of a check, with what it printed if it failed."""
    if not outcome.has_passed:
        print(outcome.printed)
    print(f"   {'passed' if outcome.has_passed else 'FAILED'} in {outcome.seconds:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
