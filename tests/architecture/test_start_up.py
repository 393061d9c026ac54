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
FOR_FEW = {"rdflib", "pyshacl", "openpyxl", "pyarrow", "zstandard", "starlette", "uvicorn"}
COMMANDS = (
    *("build", "check", "explain", "link", "load", "propose", "query", "records", "review", "serve", "settings"),
    *("upload", "validate"),
)
_HELP_OF_EACH = f"""
import sys
from sedova_lod.cli import main
for command in {COMMANDS}:
    try: main([command, '--help'])
    except SystemExit: pass
    print(f"loaded after {{command}}: {{sorted({FOR_FEW} & set(sys.modules))}}")
"""
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


@pytest.mark.slow
def test_help_of_a_command_loads_no_library_that_few_need() -> None:
    """Each command adds its line: the first that has something is the one that loads it."""
    done = subprocess.run([sys.executable, "-c", _HELP_OF_EACH], capture_output=True, text=True, check=True)
    loaded = dict(line.split(": ") for line in done.stdout.splitlines() if line.startswith("loaded after "))
    assert loaded == dict.fromkeys((f"loaded after {command}" for command in COMMANDS), "[]")


def test_the_package_loads_its_verbs_only_when_asked() -> None:
    assert {name for name in loaded_after("import sedova_lod") if name.startswith("sedova_lod.")} == set()


def test_validating_loads_nothing_that_reads_or_maps_records() -> None:
    loaded = loaded_after("import sedova_lod.cli.validate_command")
    parts = (
        "dates",
        "engines",
        "mapping",
        "pipeline.building",
        "publication",
        "readers",
        "records",
        "serializers.batch",
    )
    needless = {f"sedova_lod.{part}" for part in parts}
    assert ("sedova_lod.pipeline.validating" in loaded, loaded & needless) == (True, set())


@pytest.mark.slow
@pytest.mark.parametrize(
    "project",
    [
        *("tests/golden/dirty", "tests/golden/contradicting_claims", "tests/golden/participations_with_roles"),
        pytest.param("data", marks=pytest.mark.long),
    ],
)
def test_a_build_loads_neither_reference_engine(project: str) -> None:
    code = f"import sedova_lod\nsedova_lod.check('{project}')"
    assert loaded_after(code) & {"rdflib", "pyshacl"} == set()
