"""Loading into a store: any format, atomic, nothing left behind, readers undisturbed."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import zstandard

from sedova_lod.errors import InputError, OutputError
from sedova_lod.triplestore import Job, QueryProcess, Source, load_store
from sedova_lod.triplestore.loader_scripts import write_loader_files
from sedova_lod.triplestore.store_folder import open_release, read_pointer
from sedova_lod.validation import read_rdf

ONE = "<http://example.org/a> <http://example.org/p> <http://example.org/b> ."
TWO = "<http://example.org/c> <http://example.org/p> <http://example.org/d> ."
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COMMAND = str(Path(sys.executable).with_name("sedova-lod"))


def count(process: QueryProcess) -> int:
    parts: list[bytes] = []
    process.ask(Job(COUNT, {"bindings": "csv"}, timeout_s=60), parts.append)
    return int(b"".join(parts).split()[-1])


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_any_format_plain_and_compressed(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.nt", ONE),
        write(tmp_path / "b.ttl", "@prefix : <http://example.org/> . :b :p <#here> ."),
        write(tmp_path / "c.jsonld", '{"@id": "http://example.org/c", "http://example.org/p": "text"}'),
        write(tmp_path / "d.trig", "<http://example.org/g> { " + TWO + " }"),
        tmp_path / "e.nt.gz",
        tmp_path / "f.nq.zst",
    ]
    files[4].write_bytes(gzip.compress(ONE.replace("/a>", "/e>").encode()))
    files[5].write_bytes(zstandard.compress(TWO.replace("> .", "> <http://example.org/h> .").encode()))
    release = load_store(files, tmp_path / "store")
    assert (release.n_quads, release.files) == (6, tuple(path.name for path in files))


def test_a_new_release_takes_the_place_of_the_old_and_its_readers_keep_theirs(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load_store([write(tmp_path / "a.nt", ONE)], store)
    with QueryProcess(Source(store=store)) as reader:
        load_store([write(tmp_path / "a.nt", f"{ONE}\n{TWO}")], store)
        assert count(reader) == 1
        with QueryProcess(Source(store=store)) as later:
            assert count(later) == 2
        assert {path.name for path in store.iterdir() if path.is_dir()} == {"release-1", "release-2"}
    load_store([write(tmp_path / "a.nt", ONE)], store)
    assert {path.name for path in store.iterdir() if path.is_dir()} == {"release-3"}


def test_a_faulty_file_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load_store([write(tmp_path / "a.nt", ONE)], store)
    before = sorted(path.name for path in store.iterdir())
    with pytest.raises(InputError, match=r"b\.ttl: cannot be loaded: parser error at line 1 "):
        load_store([write(tmp_path / "b.ttl", "<http://example.org/a> nonsense")], store)
    assert sorted(path.name for path in store.iterdir()) == before
    damaged = tmp_path / "c.nt.gz"
    damaged.write_bytes(gzip.compress(ONE.encode() * 100)[:-12])
    with pytest.raises(InputError, match=r"c\.nt\.gz: cannot be loaded"):
        load_store([damaged], store)
    assert read_pointer(store).n_quads == 1


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("left", [0, 12, -9])
def test_a_compressed_file_that_was_cut_off_is_never_taken_for_whole(ending: str, left: int, tmp_path: Path) -> None:
    store, cut = tmp_path / "store", tmp_path / f"cut.nt{ending}"
    packed = {".gz": gzip.compress, ".zst": zstandard.compress}[ending](f"{ONE}\n{TWO}\n".encode())
    cut.write_bytes(packed[:left])
    cut_off = {
        ".gz": "ompressed file ended before the end-of-stream marker was reached",
        ".zst": "he compressed file was cut off",
    }[ending]
    empty = f"{cut}: the compressed file is empty: it was cut off\n  hint: copy or make it again"
    for read in (
        lambda: load_store([cut], store),
        lambda: write_loader_files([cut], tmp_path / "bulk"),
        lambda: read_rdf(cut),
    ):
        with pytest.raises(InputError) as caught:
            read()
        told = str(caught.value)
        assert told == empty if left == 0 else told.startswith(f"{cut}: ") and cut_off in told
    assert not (store / "current").exists()
    assert not any(path.is_dir() for path in store.glob("release-*"))


def test_a_context_that_stands_elsewhere_is_told(tmp_path: Path) -> None:
    data = write(tmp_path / "a.jsonld", '{"@context": "http://schema.org/", "@id": "http://e.org/a", "name": "A"}')
    why = "its context would have to be fetched, which is never done: write it into the file"
    with pytest.raises(InputError) as caught:
        load_store([data], tmp_path / "store")
    assert str(caught.value) == f"{data}: cannot be loaded: {why}"
    with pytest.raises(InputError) as caught:
        read_rdf(data)
    assert str(caught.value) == f"{data}: the file is not well-formed: {why}"


def test_scripts_name_the_file_that_cannot_be_unpacked(tmp_path: Path) -> None:
    damaged = tmp_path / "a.nt.gz"
    damaged.write_bytes(gzip.compress(f"{ONE}\n".encode()) + b"junk")
    with pytest.raises(InputError) as caught:
        write_loader_files([damaged], tmp_path / "bulk")
    assert str(caught.value) == f"{damaged}: cannot be loaded: Not a gzipped file (b'ju')"


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_killed_leaves_the_store_as_it_was(tmp_path: Path, sent: signal.Signals) -> None:
    store, pipe = tmp_path / "store", tmp_path / "endless.nt"
    load_store([write(tmp_path / "a.nt", ONE)], store)
    os.mkfifo(pipe)
    with subprocess.Popen(
        [COMMAND, "load", str(pipe), "--store", str(store)], stderr=subprocess.PIPE, text=True
    ) as process:
        with pipe.open("w") as stream:
            stream.write(f"{TWO}\n" * 1000)
            stream.flush()
            deadline = time.monotonic() + 30
            while not (store / "release-2").exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            process.send_signal(sent)
            if sent == signal.SIGKILL:
                process.wait()
        _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (
        (-9, "") if sent == signal.SIGKILL else (130, "\ninterrupted; nothing was changed\n")
    )
    with QueryProcess(Source(store=store)) as reader:
        assert count(reader) == 1
    load_store([tmp_path / "a.nt"], store)
    assert len([path for path in store.iterdir() if path.is_dir()]) == 1


def test_only_one_run_loads_at_a_time_and_only_into_a_store(tmp_path: Path) -> None:
    import fcntl

    file, store = write(tmp_path / "a.nt", ONE), tmp_path / "store"
    load_store([file], store)
    handle = os.open(store / "loading.lock", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(OutputError, match="another run is loading into this store"):
        load_store([file], store)
    os.close(handle)
    with pytest.raises(OutputError, match=r"this folder holds something else: a\.nt"):
        load_store([file], tmp_path)
    with pytest.raises(InputError, match="there is no store in this folder"), open_release(tmp_path):
        pass


def test_files_for_the_loaders_of_other_stores(tmp_path: Path) -> None:
    lines = [f'<http://example.org/{number}> <http://example.org/p> _:b "x" .' for number in range(3)]
    source = write(tmp_path / "a.nq", "\n".join(line.replace(' "x"', " <http://example.org/g>") for line in lines))
    names = write_loader_files([source], tmp_path / "bulk", part_quads=1)
    assert names[0] == "data/with-blank-nodes-0001.nq"
    for script in ("virtuoso.sh", "fuseki.sh", "graphdb.sh"):
        subprocess.run(["sh", "-n", str(tmp_path / "bulk" / script)], check=True)
    assert os.access(tmp_path / "bulk" / "fuseki.sh", os.X_OK)
    assert len((tmp_path / "bulk" / "data" / "with-blank-nodes-0001.nq").read_text().splitlines()) == 3


def test_parts_for_loaders_may_hold_one_kind_each(tmp_path: Path) -> None:
    base = "https://example.org/"
    graphs = ["person/a", "place/b", "person/c", "person/d#birth", "strange?x"]
    lines = [f'<{base}x{i}> <{base}p> "{i}" <{base}{graph}> .\n' for i, graph in enumerate(graphs)]
    lines += [f'<{base}work/e> <{base}p> "5" .\n', f"_:b <{base}p> <{base}x> .\n", f"<{base}x> <{base}p> _:b .\n"]
    source = write(tmp_path / "a.nq", "".join(lines))
    names = write_loader_files([source], tmp_path / "bulk", part_quads=2, by_kind=True)
    parts = {name: (tmp_path / "bulk" / name).read_text(encoding="utf-8") for name in names if name.startswith("data/")}
    assert {name: text.count("\n") for name, text in parts.items()} == {
        "data/other-0001.nq": 1, "data/person-0001.nq": 2, "data/person-0002.nq": 1, "data/place-0001.nq": 1,
        "data/with-blank-nodes-0001.nq": 2, "data/work-0001.nq": 1,
    }  # fmt: skip
    sound = [line for text in parts.values() for line in text.splitlines(keepends=True) if "_:" not in line]
    assert sorted(sound) == sorted(line for line in lines if "_:" not in line)


def test_scripts_call_the_loaders_as_they_want_it(tmp_path: Path) -> None:
    write_loader_files([write(tmp_path / "a.nt", ONE)], tmp_path / "bulk")
    log, tool = tmp_path / "log", tmp_path / "tool"
    tool.write_text(f'#!/bin/sh\nfor word in "$@"; do echo "$word"; done >> {log}\n')
    tool.chmod(0o755)
    names = {name: str(tool) for name in ("ISQL", "TDBLOADER", "IMPORTRDF")}
    environment = {**os.environ, **names, "VIRTUOSO_PASSWORD": "x"}
    for script, argument in (("virtuoso.sh", ""), ("fuseki.sh", "db"), ("graphdb.sh", "letters")):
        command = ["sh", str(tmp_path / "bulk" / script), *filter(None, [argument])]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    said = log.read_text().splitlines()
    assert f"exec=ld_dir('{tmp_path}/bulk/data', '*.nq', 'urn:x-default');" in said
    assert said[-8:] == [
        "--loc",
        "db",
        "data/part-0001.nq",
        "preload",
        "--force",
        "--id",
        "letters",
        "data/part-0001.nq",
    ]
