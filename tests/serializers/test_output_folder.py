"""The output folder: all files of a build take their places together, or none does."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sedova_lod import locks
from sedova_lod.errors import OutputError
from sedova_lod.serializers import OutputFolder

OLD = {"dataset.nt": "old", "dataset.ttl": "old", "gone.nq": "old", "rejects/people.csv": "old"}
NEW = {"dataset.nt": "new", "dataset.ttl": "new", "more/a.csv": "new"}


def build(target: Path, files: dict[str, str]) -> None:
    with OutputFolder(target) as folder:
        for name, text in files.items():
            with folder.create(name) as file:
                file.write(text.encode())
        listed = [{"name": file.name} for file in folder.files]
        with folder.create("manifest.json") as file:
            file.write(json.dumps({"files": listed}).encode())


def contents(folder: Path) -> dict[str, str]:
    found = {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }
    found.pop("manifest.json", None)
    return found


@pytest.fixture
def dist(tmp_path):
    build(tmp_path / "dist", OLD)
    return tmp_path / "dist"


def test_a_new_folder_holds_the_files(tmp_path):
    build(tmp_path / "deep" / "dist", NEW)
    assert contents(tmp_path / "deep" / "dist") == NEW
    assert os.listdir(tmp_path / "deep") == ["dist"]


def test_new_files_replace_old_ones_and_stale_ones_go(dist, tmp_path):
    build(dist, NEW)
    assert contents(dist) == NEW
    assert os.listdir(tmp_path) == ["dist"]


def test_files_of_others_stay(dist):
    (dist / "README.txt").write_text("mine")
    (dist / ".git").mkdir()
    (dist / ".git" / "HEAD").write_text("ref")
    build(dist, NEW)
    assert contents(dist) == {**NEW, "README.txt": "mine", ".git/HEAD": "ref"}


def test_a_file_of_somebody_else_is_not_replaced(dist):
    (dist / "more").mkdir()
    (dist / "more" / "a.csv").write_text("mine")
    with pytest.raises(OutputError) as caught:
        build(dist, NEW)
    assert str(caught.value) == (
        f"{dist}/more/a.csv: this file would be replaced, and no earlier run made it\n"
        "  hint: move it elsewhere, or choose another folder"
    )
    assert contents(dist) == {**OLD, "more/a.csv": "mine"}


def test_the_manifest_of_something_else_is_not_replaced(tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "manifest.json").write_text('{"@context": "http://iiif.io/api/presentation/3/context.json"}')
    with pytest.raises(OutputError) as caught:
        build(tmp_path / "dist", NEW)
    assert str(caught.value) == (
        f"{tmp_path}/dist/manifest.json: this file would be replaced, and no earlier run made it\n"
        "  hint: move it elsewhere, or choose another folder"
    )
    assert os.listdir(tmp_path / "dist") == ["manifest.json"]


def test_the_result_of_another_command_is_not_taken_away(dist):
    with pytest.raises(OutputError) as caught, OutputFolder(dist, "datapackage.json"):
        pass
    assert str(caught.value) == (
        f"{dist}: the folder holds what another command made\n  hint: choose a folder of its own"
    )
    with OutputFolder(dist, "dataset.ttl"):
        pass


@pytest.mark.parametrize(
    "manifest",
    [
        "not json",
        "[]",
        '{"files": 1}',
        '{"files": [{}]}',
        '{"files": [{"name": "../precious.txt"}, {"name": "/etc/x"}]}',
        '{"files": [{"name": "/PRECIOUS"}]}',
    ],
)
def test_a_strange_manifest_removes_nothing(tmp_path, manifest):
    (tmp_path / "dist").mkdir()
    (tmp_path / "precious.txt").write_text("mine")
    (tmp_path / "dist" / "manifest.json").write_text(manifest.replace("/PRECIOUS", str(tmp_path / "precious.txt")))
    build(tmp_path / "dist", NEW)
    assert (tmp_path / "precious.txt").read_text() == "mine"
    assert contents(tmp_path / "dist") == NEW


def break_off(target: Path, fault: type[BaseException]) -> None:
    with OutputFolder(target) as folder:
        folder.create("dataset.nt").write(b"half")
        raise fault


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_a_build_that_is_broken_off_leaves_everything_as_it_was(dist, tmp_path, fault):
    with pytest.raises(fault):
        break_off(dist, fault)
    assert contents(dist) == OLD
    assert os.listdir(tmp_path) == ["dist"]


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("after", range(6))
def test_a_rename_that_fails_puts_all_files_back(dist, tmp_path, monkeypatch, fault, after):
    genuine, calls = os.replace, []

    def replace(source, place):
        if "decision" not in str(place):
            calls.append(place)
            if len(calls) == after + 1:
                raise fault
        genuine(source, place)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises((OutputError, KeyboardInterrupt)) as caught:
        build(dist, NEW)
    assert contents(dist) == OLD
    assert sorted(os.listdir(tmp_path)) == ["dist"]
    if isinstance(fault, OSError):
        assert str(caught.value) == (
            f"{dist}: the disk is full\n"
            "  hint: free some space, or choose another folder; what was there before is untouched"
        )


def test_a_new_folder_is_not_left_behind_by_a_rename_that_fails(tmp_path, monkeypatch):
    def refuse(source, place):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError):
        build(tmp_path / "dist", NEW)
    assert os.listdir(tmp_path) == []


def test_old_files_that_cannot_be_put_back_are_kept_for_the_next_run(dist, tmp_path, monkeypatch):
    genuine, calls = os.replace, []

    def replace(source, place):
        calls.append(place)
        if len(calls) > 4:
            raise OSError(errno.EIO, "Input/output error")
        genuine(source, place)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(OutputError):
        build(dist, NEW)
    monkeypatch.undo()
    assert (tmp_path / ".dist.partial" / "old").is_dir()
    with OutputFolder(dist) as folder:
        assert contents(dist) == NEW
        folder.create("dataset.nt").close()


_CRASH = """
import os, signal, sys, json
from pathlib import Path
from sedova_lod.serializers import OutputFolder
count, genuine = int(sys.argv[2]), os.replace
def replace(source, place):
    global count
    if count == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    count -= 1
    genuine(source, place)
os.replace = replace
with OutputFolder(Path(sys.argv[1])) as folder:
    for name in ("dataset.nt", "dataset.ttl", "more/a.csv"):
        with folder.create(name) as file:
            file.write(b"new")
    listed = [{"name": f.name} for f in folder.files]
    with folder.create("manifest.json") as file:
        file.write(json.dumps({"files": listed}).encode())
"""


@pytest.mark.slow
@pytest.mark.parametrize("after", [0, 1, 2, 4, 6, 8])
def test_after_a_crash_the_next_run_finds_all_old_or_all_new(dist, tmp_path, after):
    run = subprocess.run([sys.executable, "-c", _CRASH, str(dist), str(after)], check=False)
    assert run.returncode == -signal.SIGKILL
    with pytest.raises(KeyboardInterrupt), OutputFolder(dist):
        raise KeyboardInterrupt
    assert contents(dist) == (OLD if after == 0 else NEW)
    assert os.listdir(tmp_path) == ["dist"]


def test_a_crash_before_the_folder_was_there_is_mended_too(tmp_path):
    subprocess.run([sys.executable, "-c", _CRASH, str(tmp_path / "dist"), "2"], check=False)
    with OutputFolder(tmp_path / "dist"):
        assert contents(tmp_path / "dist") == NEW


def test_a_repair_that_fails_is_told_and_lets_go_of_the_folder(dist, tmp_path, monkeypatch):
    subprocess.run([sys.executable, "-c", _CRASH, str(dist), "2"], check=False)

    def refuse(source, place):
        raise PermissionError(errno.EACCES, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(OutputError) as caught, OutputFolder(dist):
            pass
    assert str(caught.value).startswith(f"{dist}: there is no right to write here\n")
    build(dist, NEW)
    assert contents(dist) == NEW


def test_leftovers_of_any_sort_are_cleared_away(tmp_path):
    (tmp_path / ".dist.partial" / "new").mkdir(parents=True)
    (tmp_path / ".dist.partial" / "decision.json.partial").write_text("{")
    build(tmp_path / "dist", NEW)
    assert os.listdir(tmp_path) == ["dist"]


def test_two_runs_cannot_write_to_one_folder(dist):
    with OutputFolder(dist) as folder:
        with pytest.raises(OutputError) as caught, OutputFolder(dist):
            pass
        folder.create("dataset.nt").close()
    assert str(caught.value) == (
        f"{dist}: another run is writing to this folder\n  hint: wait until it is done, or choose another folder"
    )


def test_a_system_without_locks_writes_all_the_same(dist, monkeypatch):
    monkeypatch.setattr(locks, "_fcntl", None)
    build(dist, NEW)
    assert contents(dist) == NEW


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "dist").write_text("mine")
    with pytest.raises(OutputError) as caught, OutputFolder(tmp_path / "dist"):
        pass
    assert str(caught.value) == f"{tmp_path / 'dist'}: this is a file, not a folder\n  hint: choose another folder"


def test_a_folder_in_place_of_a_file_is_told(dist, tmp_path):
    (dist / "more" / "a.csv").mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        build(dist, NEW)
    assert str(caught.value) == f"{dist / 'more/a.csv'}: there is a folder of this name\n  hint: move it away"
    assert contents(dist) == OLD
    assert os.listdir(tmp_path) == ["dist"]


def test_a_file_in_place_of_a_part_folder_is_told(dist):
    (dist / "more").write_text("mine")
    with pytest.raises(OutputError) as caught:
        build(dist, NEW)
    assert str(caught.value).startswith(f"{dist}: it cannot be written: ")
    assert contents(dist) == {**OLD, "more": "mine"}


def fill_up(target: Path, size: int) -> None:
    with OutputFolder(target) as folder, folder.create("dataset.nt") as file:
        file._stream.close()
        file._stream = Path("/dev/full").open("wb")  # noqa: SIM115 - closed by the file
        file.write(b"x" * size)


@pytest.mark.parametrize("size", [1, 100_000])
def test_a_full_disk_is_told_with_the_file_that_it_met(dist, tmp_path, size):
    with pytest.raises(OutputError) as caught:
        fill_up(dist, size)
    assert str(caught.value) == (
        f"{dist / 'dataset.nt'}: the disk is full\n"
        "  hint: free some space, or choose another folder; what was there before is untouched"
    )
    assert contents(dist) == OLD
    assert os.listdir(tmp_path) == ["dist"]


def test_the_partial_folder_stands_inside_where_nothing_can_stand_beside(dist, monkeypatch):
    monkeypatch.setattr(os.path, "ismount", lambda path: True)
    with OutputFolder(dist) as folder:
        assert (dist / ".dist.partial").is_dir()
        folder.create("dataset.nt").close()
    assert ".dist.partial" not in os.listdir(dist)


def test_a_link_to_a_folder_is_followed(dist, tmp_path):
    (tmp_path / "latest").symlink_to(dist)
    build(tmp_path / "latest", NEW)
    assert contents(dist) == NEW
    assert (tmp_path / "latest").is_symlink()


def test_a_name_cannot_lead_out_of_the_folder(dist):
    with pytest.raises(ValueError, match="leads out of the folder"), OutputFolder(dist) as folder:
        folder.create("../x")
