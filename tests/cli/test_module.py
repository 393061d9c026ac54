"""The program is also there as a module, for machines on which its name is not found."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest


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


FULL = "the output cannot be written: no space left on the disk\n  hint: free some space on it\n"
CLOSED = "stdout: it is closed\n  hint: leave it open, or send it to a file\n"


@pytest.mark.parametrize(("streams", "told"), [(">/dev/full", FULL), (">&-", CLOSED), ("<&- >&-", CLOSED)])
@pytest.mark.parametrize("verb", ["settings", "records template person"])
def test_an_output_that_cannot_be_written_is_told(verb: str, streams: str, told: str) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m sedova_lod {verb} {streams}",
        shell=True, capture_output=True, text=True, check=False, timeout=60, cwd="data",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, told)


def test_closed_streams_are_no_files(tmp_path: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m sedova_lod validate none.nt --shapes none.ttl 2>&-",
        shell=True, capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
@pytest.mark.parametrize("verb", ["explain person/natalia-sedova", "records schema", "settings --help", "--help"])
def test_a_reader_who_has_enough_is_not_told_of_findings(verb: str, tmp_path: Path) -> None:
    script = f"'{sys.executable}' -m sedova_lod {verb} 2>'{tmp_path}/told' | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=60, cwd="data")
    assert (done.stdout, Path(tmp_path, "told").read_text(encoding="utf-8")) in (("141\n", ""), ("0\n", ""))


def test_want_of_memory_is_no_fault_of_the_tool(monkeypatch, capsys) -> None:
    main = importlib.import_module("sedova_lod.cli.main")

    def exhaust(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(main.cli, "main", exhaust)
    assert main._run([]) == 2
    assert capsys.readouterr().err == (
        "memory ran out\n"
        "  hint: close other programs, or allow this one more memory (ulimit -v; the limit of a container)\n"
    )
