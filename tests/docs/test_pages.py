"""Whoever follows a page of the documentation gets what it shows."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from sedova_lod.errors import ProjectError
from sedova_lod.settings import load_project
from tests.docs.markdown import GENERATED, ROOT, blocks, pages
from tests.docs.page_run import PageRun
from tests.engines.spark_needed import QUICK_JAVA, needs_spark

PROJECT_FILE = ROOT / "docs" / "reference" / "project-file.md"
PAGES = [page for page in pages() if page not in GENERATED]
FOLLOWED = [page for page in PAGES if page != PROJECT_FILE and any(blocks(page))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _page(page: Path) -> object:
    """Mark pages that need what not every machine has."""
    return pytest.param(page, marks=needs_spark) if page.name == "cluster.md" else page


@pytest.mark.slow
@pytest.mark.parametrize("page", [_page(page) for page in FOLLOWED], ids=name_of)
def test_page_can_be_followed(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", QUICK_JAVA)
    PageRun(page, tmp_path).follow()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_python_examples_of_a_page_run(page: Path) -> None:
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


def test_faults_shown_for_the_project_file_are_those_of_its_example(tmp_path: Path) -> None:
    shown, example = (block.text for block in blocks(PROJECT_FILE))
    for file in ("records/people.csv", "records/names.csv", "museum/artworks.xlsx", "places/romny.yaml"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    faulty = example.replace("keywords =", "keyword =").replace("records/people", "records/peple")
    (tmp_path / "sedova.toml").write_text(faulty, encoding="utf-8")
    with pytest.raises(ProjectError) as caught:
        load_project(tmp_path)
    assert f"{caught.value}\n" == shown
