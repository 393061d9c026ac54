"""A build that is killed or interrupted leaves the old output whole, and no process; the next one completes it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from sedova_lod.settings import read_split

pytestmark = pytest.mark.slow

PROGRAM = str(Path(sys.executable).with_name("sedova-lod"))
N_PEOPLE = 3000
WAYS = [("1", "none"), ("2", "none"), ("1", "gzip"), ("2", "gzip"), ("2", "none", "500kB")]
DEADLINE_S = 180

QUICKLY = {"profile": "schema_org", "builtin_shapes": False}

Files = dict[str, bytes]


def people(year: int) -> str:
    return "id,name,born\n" + "".join(f"p{n},Person {n},{year + n % 90}\n" for n in range(N_PEOPLE))


def files_of(folder: Path) -> Files:
    """Read all files but what a later build remembers of this one."""
    named = ((str(p.relative_to(folder)), p) for p in sorted(folder.rglob("*")) if p.is_file())
    return {name: path.read_bytes() for name, path in named if not name.startswith(".")}


class Case:
    """A project with an old output, and with tables that have changed since.

    Args:
        root: Folder of the project.
        jobs: Number of processes.
        compress: Compression of the dumps.
        split: How they are split.
        build: Builds a project in this process.
    """

    def __init__(self, root: Path, jobs: str, compress: str, split: str, build: Callable[..., object]) -> None:
        self.root = root
        self._build = partial(
            build, root, root / "dist", compress=compress, split=read_split(split), formats=("nt", "ttl"), **QUICKLY
        )
        self._command = [PROGRAM, "build", str(root), "--jobs", jobs, "--compress", compress, "--split", split]
        self._command += ["--formats", "nt,ttl"]
        self.build(1700)
        self.old = files_of(root / "dist")
        self.build(1800)
        self.new = files_of(root / "dist")
        self.build(1700)
        (root / "person.csv").write_text(people(1800))

    def build(self, year: int) -> None:
        """Build the project in this process, with people born from some year on."""
        (self.root / "person.csv").write_text(people(year))
        self._build()

    def start(self) -> subprocess.Popen[str]:
        """Begin to build in another process."""
        return subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def wait_for_pass(self) -> None:
        """Wait until records are mapped."""
        _wait(lambda: any(self.root.glob(".dist.partial/new/*.nt*")))


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + DEADLINE_S
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def _is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def case(make_project, build) -> Callable[..., Case]:
    more = '[build]\nprofile = "schema_org"\nbuiltin_shapes = false\n'
    return lambda jobs, compress, split="none": Case(
        make_project(more, person=people(1700)), jobs, compress, split, build
    )


def _kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate(timeout=DEADLINE_S)
    _wait(lambda: _is_gone(process.pid))


@pytest.mark.long
@pytest.mark.parametrize("way", range(len(WAYS)))
def test_killed_at_random_moments(way, case):
    built = case(*WAYS[way])
    chance = random.Random(way)
    begun = time.monotonic()
    built.start().communicate(timeout=DEADLINE_S)
    whole_s = time.monotonic() - begun
    assert files_of(built.root / "dist") == built.new
    for moment in [chance.random() for _ in range(5)]:
        built.build(1700)
        (built.root / "person.csv").write_text(people(1800))
        process = built.start()
        time.sleep(moment * whole_s)
        _kill(process)
        assert files_of(built.root / "dist") in (built.old, built.new), moment
    built.build(1800)
    assert files_of(built.root / "dist") == built.new
    assert sorted(path.name for path in built.root.iterdir()) == ["dist", "person.csv", "sedova.toml"]


@pytest.mark.parametrize("way", [("2", "gzip"), ("2", "none", "100kB")], ids="-".join)
def test_killed_while_records_are_written(way, case):
    built = case(*way)
    for delay_s in (0.0, 0.05, 0.4):
        process = built.start()
        built.wait_for_pass()
        time.sleep(delay_s)
        _kill(process)
        assert files_of(built.root / "dist") == built.old
    built.build(1800)
    assert files_of(built.root / "dist") == built.new
    assert sorted(path.name for path in built.root.iterdir()) == ["dist", "person.csv", "sedova.toml"]


@pytest.mark.parametrize("is_to_group", [False, True])
def test_an_interrupt_ends_all_processes_at_once(is_to_group, case):
    built = case("2", "none")
    process = built.start()
    built.wait_for_pass()
    (os.killpg if is_to_group else os.kill)(process.pid, signal.SIGINT)
    output, told = process.communicate(timeout=DEADLINE_S)
    assert (process.returncode, output, told.strip()) == (130, "", "interrupted; nothing was changed")
    _wait(lambda: _is_gone(process.pid))
    assert files_of(built.root / "dist") == built.old
    assert sorted(path.name for path in built.root.iterdir()) == ["dist", "person.csv", "sedova.toml"]
