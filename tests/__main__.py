"""Run every check of the project: style, types, layers, tests. The exit code is 0 only if all pass.

    python -m tests            everything but the long tests
    python -m tests --long     the long tests too

What follows is given to pytest: `python -m tests -k dates`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def main(arguments: list[str]) -> int:
    """Run the checks one after another; report all that fail."""
    is_long = "--long" in arguments
    more = [a for a in arguments if a != "--long"]
    marks = [] if is_long else ["-m", "not long"]
    processes = ["-n", os.environ.get("SEDOVA_TEST_PROCESSES", "2")]
    checks = {
        "style": [PYTHON, "-m", "ruff", "check", "src", "tests"],
        "layout of the code": [PYTHON, "-m", "ruff", "format", "--check", "src", "tests"],
        "types": [PYTHON, "-m", "mypy"],
        "layers": [str(Path(PYTHON).with_name("lint-imports"))],
        "tests": [PYTHON, "-m", "pytest", "-q", *processes, *marks, *more],
    }
    failed = []
    for name, command in checks.items():
        began = time.monotonic()
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            failed.append(name)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    print("all checks passed" if not failed else f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
