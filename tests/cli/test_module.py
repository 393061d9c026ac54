"""The program is also there as a module, for machines on which its name is not found."""

from __future__ import annotations

import subprocess
import sys


def test_the_module_is_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sedova_lod", "biuld"], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert done.stderr == (
        "Usage: sedova-lod [OPTIONS] COMMAND [ARGS]...\n"
        "Try 'sedova-lod --help' for help.\n\n"
        "Error: No such command 'biuld'. Did you mean 'build'?\n"
    )
