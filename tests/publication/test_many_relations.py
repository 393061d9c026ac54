"""Records with more relations than a page shows: the page says how many there are, and how many it leaves out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sedova_lod.publication.phrases import phrases_in
from tests.publication.conftest import PROJECT, publish

N_EVENTS, N_CLAIMS, N_NAMES, N_SOURCES = 110, 9, 64, 205
MOST_LISTED, MOST_IN_ORDER, MOST_CARDS = 80, 30, 5


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site about a town in which very much happened, and a person who is named and cited very often."""
    folder = tmp_path_factory.mktemp("many")
    aliases = ";".join(f"Ann{number}" for number in range(N_NAMES - 1))
    sources = ";".join(f"letter, line {number}" for number in range(1, N_SOURCES + 1))
    people = f'id,name,name.alias,born,born.place,source\nanna,Anna,{aliases},1882,romny,"{sources}"\n'
    events = "".join(f"e{number:04},Event {number:04},1905,romny\n" for number in range(N_EVENTS))
    claims = "".join(
        f"c{number:03},Claim {number:03},place/romny,note-of-it,Word {number:03},anna\n" for number in range(N_CLAIMS)
    )
    files = {
        "sedova.toml": PROJECT + '\n[[tables]]\nkind = "concept"\nfile = "concepts.csv"\n',
        "people.csv": people,
        "places.csv": "id,name\nromny,Romny\n",
        "events.csv": f"id,name,date,place\n{events}",
        "works.csv": "id,name,authors,created\nletter,A letter,anna,1910\n",
        "claims.csv": f"id,name,subject,property,value.text,asserted_by\n{claims}",
        "concepts.csv": "id,name\nnote-of-it,note of it\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:  # else thousands of pages would be written
        patch.setattr("sedova_lod.publication.neighbours._MOST_MENTIONS", MOST_LISTED)
        patch.setattr("sedova_lod.publication.chronology._MOST", MOST_IN_ORDER)
        patch.setattr("sedova_lod.publication.claims_shown._MOST_CARDS", MOST_CARDS)
        result = publish(folder, folder / "site")
    assert result.site is not None, result.build.findings
    return folder / "site"


def page(site: Path, name: str) -> str:
    text = (site / f"{name}.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("\u202f", "").split())


def test_all_who_refer_to_a_record_are_counted(site: Path) -> None:
    text = page(site, "place/romny")
    assert re.search(rf"{phrases_in('en')['back.place']} {N_EVENTS} Event 0000 .* Event 0079 and 30 more", text), text
    assert f"{phrases_in('en')['back.birth.place']} 1 Anna" in text


def test_a_chronology_says_how_much_it_leaves_out(site: Path) -> None:
    assert f"and {N_EVENTS + 1 - MOST_IN_ORDER} more" in page(site, "place/romny")


def test_claims_names_and_sources_that_are_left_out_are_counted(site: Path) -> None:
    assert f"and {N_CLAIMS - MOST_CARDS} more" in page(site, "place/romny")
    text = page(site, "person/anna")
    assert f"Ann58 en and {N_NAMES - 60} more" in re.sub(r"English |alias |alternative name ", "", text)
    assert f"A letter , line 200 and {N_SOURCES - 200} more" in text


def test_the_graph_counts_all(site: Path) -> None:
    entries = []
    for path in sorted((site / "views").glob("graph-*.js")):
        entries += json.loads(path.read_text(encoding="utf-8").partition(",")[2].removesuffix(");\n"))
    (edges, n_further) = next(entry[3:] for entry in entries if entry[1] == "romny")
    assert (len(edges), n_further) == (60, N_EVENTS + 1 - 60)
