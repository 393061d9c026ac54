"""The command line is documented completely, and the examples of its help run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sedova_lod.findings import RULES
from tests.docs.generate import REFERENCE, commands
from tests.docs.markdown import ROOT

COMMANDS = {context.command_path: (command, context) for command, context in commands()}
EXAMPLE = re.compile(r"^ *Example: +(sedova-lod .*)$", re.MULTILINE)
SERVING = {"reconcile-service", "serve"}
"""Commands that go on until they are told to end."""
OF_DUMPS = {"build", "diff", "load", "query", "serve", "validate"}
"""Commands whose examples make dumps, or read those of the one before."""


def example_of(path: str) -> str:
    command, context = COMMANDS[path]
    found = EXAMPLE.search(command.get_help(context))
    assert found, f"the help of '{path}' has no example"
    return found[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which all is as in the repository, but what is written stays there."""
    folder = tmp_path_factory.mktemp("repository")
    for name in ("data", "shapes"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        shlex.split(command), cwd=folder, env={**os.environ, "PATH": path}, text=True, encoding="utf-8",
        capture_output=True, check=False,
    )  # fmt: skip


def serve(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that serves, and tell it to end when it has said where."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        shlex.split(command), cwd=folder, env=environment, stdout=pipe, stderr=pipe, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.terminate()
        told = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, first + told[0], told[1])


@pytest.mark.slow
@pytest.mark.parametrize("is_of_dumps", [True, False])
def test_examples_of_the_help_run(is_of_dumps: bool, folder: Path) -> None:
    examples = dict.fromkeys(map(example_of, COMMANDS))
    for example in [one for one in examples if (one.split()[1] in OF_DUMPS) is is_of_dumps]:
        done = (serve if example.split()[1] in SERVING else run)(example, folder)
        assert done.returncode == 0, f"{example}\n{done.stderr}"


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_has_a_line_of_help(path: str) -> None:
    options = [p for p in COMMANDS[path][0].params if isinstance(p, click.Option)]
    assert [option.opts for option in options if not option.help] == []


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_its_heading_in_the_reference(path: str) -> None:
    assert f"\n## {path}\n" in (REFERENCE / "command-line.md").read_text(encoding="utf-8")


def test_the_list_of_commands_is_that_of_the_commands() -> None:
    group, context = COMMANDS["sedova-lod"]
    assert isinstance(group, click.Group)
    shown = dict(re.findall(r"^  ([\w-]+)  +(\S.*)$", group.get_help(context).partition("Commands:")[2], re.MULTILINE))
    assert sorted(shown) == sorted(path.split()[1] for path in COMMANDS if path.count(" ") == 1)


@pytest.mark.parametrize("code", RULES)
def test_every_finding_code_has_its_page(code: str) -> None:
    page = (REFERENCE / "findings.md").read_text(encoding="utf-8").partition(f"\n## {code}\n")[2].partition("\n## ")[0]
    assert "To mend it: " in page


@pytest.mark.slow
def test_exit_codes_of_the_reference_are_those_of_the_program(tmp_path: Path) -> None:
    assert run("sedova-lod --help", tmp_path).returncode == 0
    assert run("sedova-lod check nowhere", tmp_path).returncode == 2
    assert run("sedova-lod check --no-such-option", tmp_path).returncode == 2
    (tmp_path / "sedova.toml").write_text("[dataset]\n", encoding="utf-8")
    assert run("sedova-lod check", tmp_path).returncode == 2
