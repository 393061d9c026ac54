"""Output files: whole or not at all, counted, hashed and compressed."""

from __future__ import annotations

import builtins
import errno
import gzip
import hashlib
import io
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import zstandard

from sedova_lod.errors import MissingExtraError, OutputError
from sedova_lod.serializers import OutputFile, write_file, writing

CONTENT = b"<x:a> <x:p> <x:b> .\n" * 500


def written(path: Path, *pieces: bytes) -> writing.WrittenFile:
    with OutputFile(path, str(path), path.name) as file:
        for piece in pieces:
            file.write(piece)
    return file.written


def test_size_and_hash_are_those_of_the_file(tmp_path):
    told = written(tmp_path / "a.nt", CONTENT, CONTENT)
    data = (tmp_path / "a.nt").read_bytes()
    assert data == CONTENT * 2
    assert told == writing.WrittenFile("a.nt", len(data), hashlib.sha256(data).hexdigest())


def test_size_and_hash_are_those_of_the_compressed_file(tmp_path):
    told = written(tmp_path / "a.nt.gz", CONTENT)
    data = (tmp_path / "a.nt.gz").read_bytes()
    assert told == writing.WrittenFile("a.nt.gz", len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("pieces", [[], [CONTENT], [CONTENT[:7], b"", CONTENT[7:]]])
def test_gzip_holds_no_time_and_no_name_and_ignores_batches(tmp_path, pieces):
    written(tmp_path / "a.nt.gz", *pieces)
    data = (tmp_path / "a.nt.gz").read_bytes()
    assert gzip.decompress(data) == b"".join(pieces)
    assert data[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    written(tmp_path / "b.nt.gz", b"".join(pieces))
    assert (tmp_path / "b.nt.gz").read_bytes() == data


def test_zstd_is_read_by_its_own_package(tmp_path):
    written(tmp_path / "a.nt.zst", CONTENT[:7], CONTENT[7:])
    data = (tmp_path / "a.nt.zst").read_bytes()
    assert zstandard.ZstdDecompressor().decompressobj().decompress(data) == CONTENT


def test_zstd_without_its_package_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(MissingExtraError) as caught:
        written(tmp_path / "a.nt.zst")
    assert str(caught.value) == (
        'Files compressed with zstd need a package that is not installed\n  hint: pip install "sedova-lod[zstd]"'
    )


def test_a_file_takes_its_place_when_whole(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with write_file(tmp_path / "a.txt") as file:
        file.write(b"new")
        assert (tmp_path / "a.txt").read_text() == "old"
    assert (tmp_path / "a.txt").read_text() == "new"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_has_the_rights_that_the_user_chose(tmp_path):
    before = os.umask(0o027)
    try:
        with write_file(tmp_path / "a.txt") as file:
            file.write(b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640


def break_off(path: Path, fault: type[BaseException]) -> None:
    with write_file(path) as file:
        file.write(b"half")
        raise fault


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ValueError])
def test_a_file_that_is_broken_off_leaves_the_old_one(tmp_path, fault):
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(fault):
        break_off(tmp_path / "a.txt", fault)
    assert (tmp_path / "a.txt").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_begins_to_settle_before_it_is_closed(tmp_path, monkeypatch):
    settled = []
    monkeypatch.setattr(os, "fsync", lambda number: settled.append((threading.current_thread().name, number)))
    with OutputFile(tmp_path / "a.nt", "a.nt", "a.nt") as file:
        file.write(CONTENT)
        file.begin_to_settle()
        file.write(b"# end\n")
    assert (tmp_path / "a.nt").read_bytes() == CONTENT + b"# end\n"
    (before, number), (at_end, same) = settled
    assert (number, at_end) == (same, "MainThread") != (same, before)


def test_a_disk_that_fails_meanwhile_is_told_when_the_file_is_closed(tmp_path, monkeypatch):
    faults = [OSError(errno.EIO, "Input/output error")]
    monkeypatch.setattr(os, "fsync", lambda number: (_ for _ in ()).throw(faults.pop()) if faults else None)
    file = OutputFile(tmp_path / "a.nt", "a.nt", "a.nt")
    file.write(CONTENT)
    file.begin_to_settle()
    with pytest.raises(OutputError) as caught:
        file.close()
    assert str(caught.value) == (
        "a.nt: it cannot be written: input/output error\n"
        "  hint: choose another folder; what was there before is untouched"
    )
    file.abandon()


def test_a_file_can_be_closed_twice(tmp_path):
    with OutputFile(tmp_path / "a.txt", "a.txt", "a.txt") as file:
        file.write(b"a")
        file.close()
    assert file.written.size_bytes == 1


class FullDisk(io.BytesIO):
    """A stream that takes nothing any more."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code

    def write(self, data: object) -> int:
        raise OSError(self.code, os.strerror(self.code))


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (
            errno.ENOSPC,
            "the disk is full\n  hint: free some space, or choose another folder; what was there before is untouched",
        ),
        (
            errno.EDQUOT,
            "the disk is full\n  hint: free some space, or choose another folder; what was there before is untouched",
        ),
        (
            errno.EFBIG,
            "the file grew larger than the system allows\n"
            "  hint: compress it, raise the limit, or choose another disk; what was there before is untouched",
        ),
        (
            errno.EROFS,
            "there is no right to write here\n"
            "  hint: choose another folder, or have the right given; what was there before is untouched",
        ),
        (
            errno.EIO,
            "it cannot be written: input/output error\n"
            "  hint: choose another folder; what was there before is untouched",
        ),
    ],
)
def test_a_fault_of_the_disk_is_a_whole_sentence(tmp_path, monkeypatch, code, message):
    path = tmp_path / "a.txt"
    path.write_text("old")
    monkeypatch.setattr(Path, "open", lambda *_: FullDisk(code))
    with pytest.raises(OutputError) as caught, write_file(path) as file:
        file.write(b"new")
    monkeypatch.undo()
    assert str(caught.value) == f"{path}: {message}"
    assert path.read_text() == "old"


def test_a_fault_without_words_is_told_by_what_there_is():
    with pytest.raises(OutputError) as caught, writing.translate_faults("a.txt"):
        raise OSError("Broken")
    assert str(caught.value) == (
        "a.txt: it cannot be written: broken\n  hint: choose another folder; what was there before is untouched"
    )


def test_a_file_in_no_folder_is_told(tmp_path):
    path = tmp_path / "none" / "a.txt"
    with pytest.raises(OutputError) as caught, write_file(path):
        pass
    assert str(caught.value) == (
        f"{path}: it cannot be written: no such file or directory\n"
        "  hint: choose another folder; what was there before is untouched"
    )


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    script = (
        "import resource, sys, pathlib\n"
        "from sedova_lod.serializers import write_file\n"
        "from sedova_lod.errors import OutputError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n"
        "try:\n"
        "    with write_file(pathlib.Path(sys.argv[1])) as file:\n"
        "        for _ in range(100):\n"
        "            file.write(b'x' * 1000)\n"
        "except OutputError as error:\n"
        "    sys.stdout.write(error.faults[0].what)\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, check=True, text=True)
    assert run.stdout == "the file grew larger than the system allows"
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_folders_are_not_synced_where_the_system_cannot(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "O_DIRECTORY")
    monkeypatch.setattr(os, "open", builtins.print)
    writing.sync_folder(tmp_path)
