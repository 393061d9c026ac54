"""A site whose publishing is killed, fails or meets another run: no file at its final name is ever half of one."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sedova_lod.errors import OutputError
from sedova_lod.publication.site_folder import SiteFolder
from tests.publication.conftest import PLACES, URL, publish, write_project
from tests.publication.written_files import N_FILES, content, whole, write_files

PROGRAM = str(Path(sys.executable).with_name("sedova-lod"))
Files = dict[str, bytes]


def files_of(folder: Path) -> Files:
    """Read all files but those whose names begin with a point, which no reader of a site is led to."""
    named = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    return {name: path.read_bytes() for name, path in named if not name.startswith(".")}


def kill_writer(target: Path, version: str, pause_s: float) -> None:
    """Begin to write a version, and kill that some time later."""
    command = [sys.executable, "-m", "tests.publication.written_files", str(target), version]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(pause_s)
        process.kill()


def test_a_new_site_that_is_killed_is_not_there_and_the_next_run_makes_it(tmp_path: Path) -> None:
    chance = random.Random(7)
    for _ in range(2):
        kill_writer(tmp_path / "site", "new", chance.uniform(0.005, 0.03))
        if (tmp_path / "site").exists():  # it was quicker
            assert files_of(tmp_path / "site") == whole("new")
    write_files(tmp_path / "site", "new")
    assert files_of(tmp_path / "site") == whole("new")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.slow
def test_each_file_of_a_former_site_is_whole_whenever_the_next_run_is_killed(tmp_path: Path) -> None:
    chance = random.Random(11)
    write_files(tmp_path / "site", "v0")
    for run in range(1, 4):
        kill_writer(tmp_path / "site", f"v{run}", chance.uniform(0.005, 0.06))
        found = files_of(tmp_path / "site")
        assert len(found) == N_FILES
        for name, held in found.items():
            number = int(name.removeprefix("person/p").removesuffix(".html"))
            assert held in [content(number, f"v{version}") for version in range(run + 1)], name
    write_files(tmp_path / "site", "last")
    assert files_of(tmp_path / "site") == whole("last")


@pytest.mark.long
def test_a_site_that_is_killed_at_random_moments(tmp_path: Path) -> None:
    project, site = write_project(tmp_path / "project"), tmp_path / "site"
    command = [PROGRAM, "publish", str(project), "-o", str(site), "--url", URL]
    publish(project, tmp_path / "old")
    publish(project, site)
    (project / "places.csv").write_text(PLACES.replace("Romny", "Romen"), encoding="utf-8")
    publish(project, tmp_path / "new")
    old, new = files_of(tmp_path / "old"), files_of(tmp_path / "new")
    chance = random.Random(3)
    for _ in range(12):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.5, 5))
            process.kill()
        for name, held in files_of(site).items():
            assert held in (old.get(name), new.get(name)), name
    publish(project, site)
    assert files_of(site) == new


def write_site(target: Path, files: Files) -> None:
    with SiteFolder(target) as folder:
        for name, held in files.items():
            folder.write(name, held)


def fail_after_writing(target: Path, name: str, content: bytes) -> None:
    def write() -> None:
        with SiteFolder(target) as folder:
            folder.write(name, content)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()


def test_a_new_site_that_fails_leaves_nothing(tmp_path: Path) -> None:
    fail_after_writing(tmp_path / "deep" / "site", "index.html", b"<p>")
    assert list((tmp_path / "deep").iterdir()) == []


def test_a_site_that_fails_again_keeps_the_former_files_and_knows_them(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("a.html", b"a")
        folder.write("b.html", b"b")
    fail_after_writing(tmp_path / "site", "a.html", b"A")
    assert files_of(tmp_path / "site") == {"a.html": b"A", "b.html": b"b"}
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("a.html", b"A")
    assert (folder.n_written, folder.n_unchanged, folder.n_removed) == (0, 1, 1)


def test_what_a_killed_run_wrote_into_a_site_is_known_to_be_ours(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("a.html", b"a")
    killed = SiteFolder(tmp_path / "site")
    killed.__enter__()
    killed.write("b.html", b"b")
    killed.write("b.html", b"B")
    killed._place.close(is_whole=False)  # as the end of a process does
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("a.html", b"a")
        folder.write("b.html", b"c")
    assert files_of(tmp_path / "site") == {"a.html": b"a", "b.html": b"c"}
    assert (tmp_path / "site" / ".sedova-lod-site").read_text(encoding="utf-8").endswith("\na.html\nb.html\n")


def test_a_file_of_somebody_else_stays_somebody_elses(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("a.html", b"a")
    (tmp_path / "site" / "b.html").write_bytes(b"mine")
    for _ in range(2):
        with pytest.raises(OutputError, match="no earlier 'publish' made this file"):
            write_site(tmp_path / "site", {"a.html": b"A", "b.html": b"b"})
    assert files_of(tmp_path / "site") == {"a.html": b"A", "b.html": b"mine"}


def test_a_list_of_files_in_another_order_removes_none_that_is_made_again(tmp_path: Path) -> None:
    names = [f"{letter}.html" for letter in "abcde"]
    for _ in range(2):
        with SiteFolder(tmp_path / "site") as folder:
            for name in names:
                folder.write(name, b"x")
        manifest = tmp_path / "site" / ".sedova-lod-site"
        lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
        manifest.write_text("".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    assert sorted(files_of(tmp_path / "site")) == names
    assert (folder.n_unchanged, folder.n_removed) == (5, 0)


def test_a_folder_with_hidden_files_only_is_ours_after_a_fault(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / ".nojekyll").touch()
    fail_after_writing(tmp_path / "site", "index.html", b"<p>")
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("index.html", b"<p>")
    assert sorted(os.listdir(tmp_path / "site")) == [".nojekyll", ".sedova-lod-site", "index.html"]


@pytest.mark.skipif(os.name != "posix", reason="folders are locked on POSIX only")
def test_two_runs_cannot_write_to_a_folder_at_once(tmp_path: Path) -> None:
    with SiteFolder(tmp_path / "site") as folder:
        folder.write("index.html", b"<p>")
        with pytest.raises(OutputError) as caught, SiteFolder(tmp_path / "site"):
            pass
    assert str(caught.value) == (
        f"{tmp_path / 'site'}: another run is writing to this folder\n"
        "  hint: wait until it is done, or choose another folder"
    )
    assert files_of(tmp_path / "site") == {"index.html": b"<p>"}
