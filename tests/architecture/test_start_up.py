"""The command line starts at once: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "rdflib", "pyshacl", "pyoxigraph", "openpyxl", "shacl", "pyarrow", "python_calamine", "yaml", "langcodes",
    "charset_normalizer", "requests", "zstandard", "sqlite3", "multiprocessing", "tomllib", "importlib.metadata",
    "starlette", "uvicorn",
}  # fmt: skip
_LIST = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded_after(code: str) -> set[str]:
    """List the modules that a fresh interpreter has loaded after some code."""
    done = subprocess.run([sys.executable, "-c", f"{code}\n{_LIST}"], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = f"from sedova_lod.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass"
    allowed = {"importlib.metadata"} if arguments == ["--version"] else set()
    assert loaded_after(code) & HEAVY <= allowed


@pytest.mark.parametrize(
    "command",
    [
        *("build", "check", "explain", "link", "load", "propose", "query", "records", "review", "serve", "settings"),
        *("upload", "validate"),
    ],
)
def test_help_of_a_command_loads_no_library_that_few_need(command: str) -> None:
    code = f"from sedova_lod.cli import main\ntry: main(['{command}', '--help'])\nexcept SystemExit: pass"
    assert (
        loaded_after(code) & {"rdflib", "pyshacl", "openpyxl", "pyarrow", "zstandard", "starlette", "uvicorn"} == set()
    )


def test_the_package_loads_its_verbs_only_when_asked() -> None:
    assert {name for name in loaded_after("import sedova_lod") if name.startswith("sedova_lod.")} == set()


def test_a_build_loads_neither_reference_engine() -> None:
    assert loaded_after("import sedova_lod\nsedova_lod.check('data')") & {"rdflib", "pyshacl"} == set()
