"""Folders that are wanted while a command runs: gone with it, and with the next one if it was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from sedova_lod.errors import OutputError
from sedova_lod.passing_folders import PassingFolder

KILLED = """
import os, signal
from sedova_lod.passing_folders import PassingFolder
folder = PassingFolder("example").path
(folder / "large").write_bytes(b"x")
print(folder, flush=True)
signal.pause()
"""
LOCKS = pytest.mark.skipif(sys.platform == "win32", reason="locks of folders are those of POSIX")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def other():
    """Run a process that holds a folder."""
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def make_old(folder: Path) -> None:
    os.utime(folder, (1_000_000_000, 1_000_000_000))


@LOCKS
def test_what_a_killed_process_left_is_cleared_away_by_the_next(other):
    left = Path(other.stdout.readline().strip())
    make_old(left)
    with PassingFolder("mine"):
        assert (left / "large").read_bytes() == b"x"  # the process still uses it
    other.send_signal(signal.SIGKILL)
    other.wait()
    with PassingFolder("mine") as mine:
        assert [mine] == list(mine.parent.iterdir())


def test_nothing_else_is_cleared_away(place):
    own = place / ".sedova-lod-notes"
    young, link = place / ".sedova-lod-store-a.passing", place / ".sedova-lod-store-b.passing"
    outside = place / "outside"
    for folder in (own, young, outside):
        folder.mkdir()
    link.symlink_to(outside, target_is_directory=True)
    file = place / ".sedova-lod-store-c.passing"
    file.write_text("a file")
    for path in (own, outside, file):
        make_old(path)
    with PassingFolder("mine") as mine:
        assert set(place.iterdir()) == {own, young, link, outside, file, mine}
    assert set(place.iterdir()) == {own, young, link, outside, file}


def test_a_folder_that_cannot_be_made_is_told(place, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(place / "gone"))
    monkeypatch.setenv("TMPDIR", str(place / "gone"))
    with pytest.raises(OutputError) as caught:
        PassingFolder("mine")
    assert str(caught.value) == (
        f"{place}/gone: no folder can be made for what is wanted while this runs: No such file or directory\n"
        "  hint: set TMPDIR to a folder on a disk with more space, where you may write"
    )
