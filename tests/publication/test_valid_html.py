"""Pages are valid HTML by the rules of html-validate."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

NODE = Path(__file__).parent / "node"


def complaints(pages: list[Path]) -> list[tuple[str, str, str]]:
    """Put pages to html-validate; give page, rule and message of what it says."""
    folder, node = os.environ.get("PAGE_JUDGES_HOME", ""), shutil.which("node")
    if not folder or node is None:
        pytest.skip("needs Node.js, and PAGE_JUDGES_HOME with the packages of tests/publication/node/package.json")
    command = [node, f"{folder}/node_modules/html-validate/bin/html-validate.mjs", "-f", "json", "-c"]
    done = subprocess.run(
        [*command, str(NODE / "htmlvalidate.json"), *map(str, pages)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip
    if not done.stdout.strip():
        raise AssertionError(done.stderr)
    return [
        (Path(page["filePath"]).name, message["ruleId"], message["message"])
        for page in json.loads(done.stdout)
        for message in page["messages"]
    ]


def test_pages_of_the_small_site_are_valid(small_site: Path) -> None:
    assert complaints(sorted(small_site.rglob("*.html"))) == []


def test_pages_of_every_kind_of_the_data_set_are_valid(bundled_site: Path) -> None:
    kinds = ("claim", "concept", "event", "group", "object", "person", "place", "quotation", "work", "lists")
    pages = [page for kind in kinds for page in sorted((bundled_site / kind).glob("*.html"))[:3]]
    pages += [
        *bundled_site.glob("*.html"),
        bundled_site / "person" / "natalia-sedova.html",
        bundled_site / "ru" / "index.html",
    ]
    assert complaints(pages) == []


@pytest.mark.long
def test_all_pages_of_the_data_set_are_valid(bundled_site: Path) -> None:
    pages = sorted(bundled_site.rglob("*.html"))
    for start in range(0, len(pages), 500):
        assert complaints(pages[start : start + 500]) == []
