"""A newcomer who follows a page: writes the files it shows, makes the edits it names, types its commands.

What needs a shell is given to one; a plain `sedova-lod …` runs in this process, which has its libraries at hand.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest
from ruamel.yaml import YAML

from sedova_lod.cli import main
from sedova_lod.namespaces import PREFIXES
from tests.docs.markdown import ROOT, Block, blocks

_FILE_SUFFIX = {"csv": ".csv", "toml": ".toml", "sparql": ".rq", "yaml": ".yaml", "json": ".json"}
_EDIT = re.compile(r"(?:Correct|Change) `(.+?)` to `(.+?)` in `(.+?)`")
_REPLACED_LINE = re.compile(r"the line `(.+?)`")
_FAULT = re.compile(r"^(error: |\S+\.(rq|toml|ttl):\d+)", re.MULTILINE)
_FOR_A_SHELL = re.compile(r"[|&<>$;`*~]")
_SET_UP = re.compile(r"python3 -m venv|/bin/pip |/bin/python |^source |^python -m tests")


class PageRun:
    """Follow one page in an empty folder.

    Args:
        page: The page.
        folder: The folder; gets a copy of `data/` and `shapes/` if the page's commands name them.
    """

    def __init__(self, page: Path, folder: Path) -> None:
        self.blocks = list(blocks(page))
        self.folder = folder
        self.page = page
        self.output = ""
        self._project_file = folder / "sedova.toml"
        self._is_fault_shown = False
        commands = " ".join(block.text for block in self.blocks if block.language == "sh")
        for name in ("data", "shapes"):
            if re.search(rf"\b{name}\b", commands):
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("dist"))

    def follow(self) -> None:
        """Do what the page says, and compare what it shows."""
        for position, block in enumerate(self.blocks):
            place = f"{self.page.relative_to(ROOT)}:{block.line}"
            follower = getattr(self, f"_{block.language}", None)
            assert follower is not None, f"{place}: nothing checks blocks of the language '{block.language}'"
            self._edit(block, place)
            shown = self.blocks[position + 1] if position + 1 < len(self.blocks) else None
            self._is_fault_shown = shown is not None and shown.language == "text" and bool(_FAULT.search(shown.text))
            follower(block, place)

    def _edit(self, block: Block, place: str) -> None:
        for old, new, name in _EDIT.findall(block.before):
            path = self.folder / name
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{place}: '{old}' is not in {name}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def _sh(self, block: Block, place: str) -> None:
        self.output = ""
        for line in block.text.splitlines():
            for command in line.split(" && ") if _SET_UP.search(line) else [line]:
                if not _SET_UP.search(command):
                    self._run(command.removeprefix(".venv/bin/"), place)

    def _run(self, command: str, place: str) -> None:
        code, printed = self._in_shell(command) if _needs_shell(command) else self._here(command)
        self.output += printed
        assert (code in {1, 2}) == self._is_fault_shown, f"{place}: {command}\n{printed}"
        assert code in {0, 1, 2}, f"{place}: {command}\n{printed}"

    def _in_shell(self, command: str) -> tuple[int, str]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=environment, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    def _here(self, command: str) -> tuple[int, str]:
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        with pytest.MonkeyPatch.context() as patch, contextlib.chdir(self.folder):
            patch.setenv("NO_COLOR", "1")
            patch.setattr(sys, "stdout", printed)
            patch.setattr(sys, "stderr", printed)
            with pytest.raises(SystemExit) as stopped:
                main(shlex.split(_without_comment(command))[1:])
        return int(str(stopped.value.code)), printed.buffer.getvalue().decode("utf-8")

    def _text(self, block: Block, place: str) -> None:
        """Look for each stretch of lines in what was printed last; `…` stands for lines left out."""
        for stretch in block.text.split("…\n"):
            assert stretch in self.output, f"{place}: not printed:\n{stretch}\nbut:\n{self.output}"

    def _toml(self, block: Block, place: str) -> None:
        tomllib.loads(block.text)
        replaced = _REPLACED_LINE.findall(block.before)
        if block.text.startswith("[dataset]"):
            written = self._write(block, place)
            self._project_file = written or self._project_file
        elif replaced:
            text = self._project_file.read_text(encoding="utf-8")
            assert f"{replaced[-1]}\n" in text, f"{place}: no line '{replaced[-1]}'"
            self._project_file.write_text(text.replace(f"{replaced[-1]}\n", block.text, 1), encoding="utf-8")

    def _csv(self, block: Block, place: str) -> None:
        assert self._write(block, place) is not None, f"{place}: the page does not say which file this is"

    def _sparql(self, block: Block, place: str) -> None:
        self._write(block, place)

    def _yaml(self, block: Block, place: str) -> None:
        YAML(typ="safe").load(block.text)
        self._write(block, place)

    def _json(self, block: Block, place: str) -> None:
        json.loads(block.text)
        self._write(block, place)

    def _pycon(self, block: Block, place: str) -> None:
        """Leave it to doctest, which runs the examples of a page together."""

    _python = _pycon

    def _turtle(self, block: Block, place: str) -> None:
        """Look for the triples in the data set that was built last."""
        built = max(self.folder.rglob("dataset.ttl"), key=lambda path: path.stat().st_mtime_ns)
        prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
        quoted = set(ox.parse(prefixes + block.text, format=ox.RdfFormat.TURTLE))
        assert quoted, f"{place}: no triples"
        missing = quoted - set(ox.parse(path=built, format=ox.RdfFormat.TURTLE))
        assert not missing, f"{place}: not in {built.name}: {missing}"

    def _write(self, block: Block, place: str) -> Path | None:
        """Write a block to the last file that the text before it names, if it names one."""
        named = re.findall(rf"`([\w/.-]+{re.escape(_FILE_SUFFIX[block.language])})`", block.before)
        if not named:
            return None
        path = self.folder / str(named[-1])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return path


def _needs_shell(command: str) -> bool:
    """Tell whether a command is more than a plain call of ours; what stands in single quotes is text."""
    plain = re.sub(r"'[^']*'", "", re.sub(r'"[^"$`]*"', "", _without_comment(command)))
    return not plain.startswith("sedova-lod ") or bool(_FOR_A_SHELL.search(plain))


def _without_comment(command: str) -> str:
    return command.partition(" # ")[0]
