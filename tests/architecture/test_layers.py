"""Imports go one way, and the architecture page shows the same order."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sedova_lod"
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0][
    "layers"
]


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_part_of_the_package_has_its_layer() -> None:
    parts = {path.stem for path in PACKAGE.iterdir() if (path / "__init__.py").exists() or path.suffix == ".py"}
    named = {name.strip() for layer in LAYERS for name in layer.split("|")}
    assert parts - {"__init__"} == named


def test_the_architecture_page_shows_the_layers_in_their_order() -> None:
    page = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    lines = [line[4:].split("   ")[0].strip() for line in page.splitlines() if line.startswith("    ")]
    assert [line for line in lines if line in LAYERS] == LAYERS


def test_only_the_web_uses_requests() -> None:
    users = {path for path in PACKAGE.rglob("*.py") if re.search(r"(import|from) requests\b", path.read_text("utf-8"))}
    assert {path.relative_to(PACKAGE).as_posix() for path in users} == {"web/transport.py"}
