"""How processes of a pool are started, and what they send through memory that they share."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.engines import exchange, pool_member
from sedova_lod.engines.exchange import Exchange, shared_slots
from sedova_lod.engines.worker_pool import WorkerPool

HERE = Path(__file__).parent
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")


@dataclass(frozen=True)
class Twice:
    """Give each batch back, doubled; with files, say which are open."""

    tells_files: bool = False

    def start(self) -> Twice:
        return self

    def process(self, batch: list[Any]) -> Any:
        if self.tells_files:
            return [
                os.readlink(f"/proc/self/fd/{number}") for number in sorted(map(int, os.listdir("/proc/self/fd")[:-1]))
            ]
        return batch * 2

    def lost(self, item: Any) -> Any:
        return item


@dataclass(frozen=True)
class Large(Twice):
    """Answer with much more than a connection holds."""

    def process(self, batch: list[Any]) -> Any:
        return len(batch[0]), b"x" * 1_000_000


@pytest.fixture
def pool():
    made = WorkerPool(2)
    yield made
    made.close()


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python where no other thread is."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(params=["usual", "spawned"])
def way(request, monkeypatch):
    """Start processes in one way or the other, and let little fit into what they share; see the last test, too."""
    if request.param == "spawned":
        monkeypatch.setattr(pool_member, "_can_fork", lambda: False)
    monkeypatch.setattr(exchange, "_SLOT_BYTES", 5000)


def test_results_come_in_order_whether_they_fit_into_shared_memory_or_not(way, pool):
    sizes = [1, 4000, 9000, 300_000, 2, 2600, 1_000_000, 1_000_000, 3, 4, 4990, 9000, 9000, 1]
    batches = [[bytes([number]) * size] for number, size in enumerate(sizes)]
    assert list(pool.run(Twice(), batches)) == [batch * 2 for batch in batches]
    assert list(pool.run(Twice(), [["another"], ["work"]])) == [["another"] * 2, ["work"] * 2]


def test_neither_end_sends_much_while_the_other_does(way, pool):
    sizes = [1, 2, 3, 1_000_000, 4, 5, 6, 7, 1_000_001, 2_000_000, 8, 9, 10, 11] * 3
    answers = pool.run(Large(), ([b"y" * size] for size in sizes))
    assert [size for size, _ in answers] == sizes


def test_a_run_that_is_given_up_leaves_nothing_for_the_next(way, pool):
    results = pool.run(Twice(), [[number] for number in range(50)])
    assert next(results) == [0, 0]
    results.close()
    assert list(pool.run(Twice(), [["next"]])) == [["next", "next"]]


def test_a_question_that_does_not_fit_waits_until_the_process_is_idle():
    ours, theirs = Pipe()
    exchange_here = Exchange(ours, shared_slots(), is_asking=True)
    assert (exchange_here.most_ahead, exchange_here.fits(b"x" * 32_000_000)) == (4, True)
    assert not exchange_here.fits(b"x" * 32_000_001)
    alone = Exchange(ours, (), is_asking=True)
    assert (alone.most_ahead, alone.fits(b"")) == (1, False)
    for end in (ours, theirs):
        end.close()


@LINUX
def test_a_process_with_threads_is_not_forked():
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not pool_member._can_fork()
    finally:
        done.set()
        other.join()


@LINUX
def test_forked_processes_hold_no_file_of_those_that_were_open():
    script = (
        "import sys, tempfile\n"
        "from tests.engines.test_pool_member import Twice\n"
        "from sedova_lod.engines import pool_member\n"
        "from sedova_lod.engines.worker_pool import WorkerPool\n"
        "assert pool_member._can_fork()\n"
        "with tempfile.NamedTemporaryFile() as file:\n"
        "    pool = WorkerPool(2)\n"
        "    for names in pool.run(Twice(tells_files=True), [[1], [2]]):\n"
        "        others = {name for name in names[3:] if not name.startswith('socket:')}\n"
        "        sockets = [name for name in names[3:] if name.startswith('socket:')]\n"
        "        print(sorted(others), len(sockets))\n"
        "    pool.close()\n"
    )
    run = run_python("-c", script)
    assert (run.stdout, run.stderr) == ("['/dev/null'] 1\n" * 2, "")


@LINUX
@pytest.mark.slow
def test_forks_do_all_that_an_engine_must():
    """Run the checks of engines, and those of processes that die, where nothing has started a thread."""
    alone = ["-p", "no:xdist", "-p", "no:randomly", "-m", "not long", "-q", "-x", "--no-cov"]
    files = [str(HERE / name) for name in ("test_every_engine.py", "test_dying_processes.py", Path(__file__).name)]
    run = run_python("-m", "pytest", *alone, *files, "-k", "processes or dies or dying or ends or usual")
    assert run.returncode == 0, run.stdout
