"""What is dear to make, made once for all the processes that run tests."""

from __future__ import annotations

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from sedova_lod.pipeline import BuildResult

Made = TypeVar("Made")


class BundledBuild(NamedTuple):
    """Hold the bundled data set, built: its files, and what the build told."""

    folder: Path
    result: BuildResult


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Made]) -> tuple[Path, Made]:
    """Let the first process that asks make something in a folder; the others wait for it.

    Args:
        factory: Gives the folder of this process.
        name: Name of the folder that is made.
        make: Fills the folder, which is not there yet, and gives what is to be known of it.
    """
    own = factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, told = root / name / "made", root / name / "told"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_bytes(pickle.dumps(make(folder)))
    made: Made = pickle.loads(told.read_bytes())
    return folder, made
