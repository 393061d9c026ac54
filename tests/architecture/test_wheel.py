"""The wheel holds all that the program needs, and works where the repository is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "sedova_lod"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the project's own build tool; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel alone into a folder."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True)
    return folder


def test_the_wheel_has_the_files_of_the_package_and_the_shapes(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("sedova_lod/")}
    package = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    wanted = {f"sedova_lod/{path.relative_to(PACKAGE).as_posix()}" for path in package}
    assert names == wanted | {f"sedova_lod/shapes/{path.name}" for path in (ROOT / "shapes").glob("*.ttl")}


@pytest.mark.parametrize("name", ["py.typed", "records/concepts.csv", "namespaces/official_terms.csv"])
def test_the_wheel_has_what_is_read_at_run_time(wheel: Path, name: str) -> None:
    assert f"sedova_lod/{name}" in zipfile.ZipFile(wheel).namelist()


def test_the_program_builds_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("dist"))
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    where = [sys.executable, "-c", "import sedova_lod; print(sedova_lod.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).is_relative_to(installed)
    command = [sys.executable, str(installed / "bin" / "sedova-lod"), "build", "data"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data" / "dist" / "dataset.ttl").stat().st_size > 100_000
