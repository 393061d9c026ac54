"""Run every check of the project: style, types, layers, tests. The exit code is 0 only if all pass.

    python -m tests            everything but the long tests
    python -m tests --long     the long tests too, and other random examples each time

What follows is given to pytest: `python -m tests -k dates`. SEDOVA_TEST_PROCESSES says how many processes run tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
SHORT_CHECKS = {
    "style": [PYTHON, "-m", "ruff", "check", "--output-format=concise", "src", "tests"],
    "layout of the code": [PYTHON, "-m", "ruff", "format", "--check", "src", "tests"],
    "types": [PYTHON, "-m", "mypy"],
    "layers": [str(Path(PYTHON).with_name("lint-imports")), "--no-logo"],
}


def main(arguments: list[str]) -> int:
    """Run the checks one after another; tell all that fail."""
    failed = [name for name, command in SHORT_CHECKS.items() if not passes(name, command)]
    if not passes("tests", command_of_tests(arguments), is_shown=True):
        failed.append("tests")
    print("all checks passed" if not failed else f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def command_of_tests(arguments: list[str]) -> list[str]:
    """Write the command that runs the tests.

    >>> command_of_tests(["-k", "dates"])[-4:]
    ['-m', 'not long', '-k', 'dates']
    """
    marks = ["--hypothesis-profile=long"] if "--long" in arguments else ["-m", "not long"]
    processes = ["-n", os.environ.get("SEDOVA_TEST_PROCESSES", "2")]
    return [PYTHON, "-m", "pytest", "-q", *processes, *marks, *(a for a in arguments if a != "--long")]


def passes(name: str, command: list[str], *, is_shown: bool = False) -> bool:
    """Run one check; what it prints is shown if it fails, or as it comes with `is_shown`."""
    print(f"== {name}", flush=True)
    began = time.monotonic()
    streams = {} if is_shown else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=ROOT, check=False, text=True, encoding="utf-8", **streams)
    if done.returncode != 0 and not is_shown:
        print(done.stdout)
    print(f"   {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
