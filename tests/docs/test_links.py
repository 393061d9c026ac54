"""Links between the pages of the project lead somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.markdown import ROOT, all_markdown, anchors, links, pages


@pytest.mark.parametrize("page", all_markdown(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    broken = []
    for link in links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        waiting += [(page.parent / link.partition("#")[0]).resolve() for link in links(page) if "://" not in link]
    assert set(pages()) - reached == set()


def test_no_page_names_a_secure_address_of_a_vocabulary_that_has_none() -> None:
    texts = {page: page.read_text(encoding="utf-8") for page in all_markdown()}
    assert [page for page, text in texts.items() if "https://www.wikidata.org/entity/" in text] == []
