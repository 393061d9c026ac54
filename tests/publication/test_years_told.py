"""Years beside names, on the timeline and for search engines, and facts: what is said, and how sure it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.publication.conftest import publish

PROJECT = """\
[dataset]
base = "https://data.example.org/"
title = "People of old"
description = "People who lived long ago, as an example of years before Christ and of years that are not certain."
creator = "Town Archive of Romny"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
languages = ["en", "ru"]

[[tables]]
kind = "person"
file = "people.csv"
"""
YEARS = [
    ("-0099-07-12", "-0043-03-15", "100 BC–44 BC", "100 до н. э.–44 до н. э."),
    ("-0062", "0014-08-19", "63 BC–14", "63 до н. э.–14"),
    ("-1099~", "", "c. 1100 BC–", "ок. 1100 до н. э.–"),
    ("c. 1700", "1750?", "c. 1700–1750?", "ок. 1700–1750?"),
    ("1700/1702", "1749-05-~03", "1700/1702–1749", "1700/1702–1749"),
    ("?1700-05-~03", "~1749-~05-03", "1700?–c. 1749", "1700?–ок. 1749"),
    ("17XX", "1801%", "1700/1799–c. 1801?", "1700/1799–ок. 1801?"),
]
DAYS = [("1938-02-16", '"deathDate":"1938-02-16"'), ("1938?-02-16", ""), ("1938-02-16~", ""), ("1938-02", "")]
CERTAINTIES = """\
id,name,born,born.source,born.certainty,died,died.certainty,gender
anna,Anna,1901,letters,certain,1938-02-16,possible,female
boris,Boris,1901,"letters, p. 4",conjecture,,,male
vera,Vera,,,,1938,probable,female
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a site of people whose dates are old or not certain."""
    folder = tmp_path_factory.mktemp("years")
    rows = ["id,name,name@ru-Latn,name@ru,born,born.calendar,died,died.calendar"]
    for number, (born, died, *_) in enumerate(YEARS):
        rows.append(f"old-{number},Old,,,{born},gregorian,{died},{'gregorian' if died else ''}")
    works = '\n[[tables]]\nkind = "work"\nfile = "works.csv"\n\n[[tables]]\nkind = "person"\nfile = "sure.csv"\n'
    (folder / "sedova.toml").write_text(PROJECT + works, encoding="utf-8")
    (folder / "works.csv").write_text("id,name\nletters,Letters\n", encoding="utf-8")
    (folder / "sure.csv").write_text(CERTAINTIES, encoding="utf-8")
    for number, (died, _) in enumerate(DAYS):
        rows.append(f"lev-{number},Lev Sedov,Lev Sedov,Лев Седов,,,{died},")
    (folder / "people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = publish(folder, folder / "site")
    assert result.site is not None, result.build.findings
    return folder / "site"


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(len(YEARS)))
def test_years_beside_a_name_say_what_the_dates_say(site: Path, number: int) -> None:
    english, russian = YEARS[number][2:]
    for folder, years in (("", english), ("ru/", russian)):
        assert f'"years">{years}</span>' in read(site, f"{folder}person/old-{number}.html")
        assert f'"when">{years}</span>' in read(site, f"{folder}lists/person.html")
    in_data = json.dumps({"": english, **({"ru": russian} if russian != english else {})}, ensure_ascii=False)
    assert in_data.replace(", ", ",").replace(": ", ":") in read(site, "search/docs-0.js")


def test_a_timeline_begins_with_the_first_year_before_christ(site: Path) -> None:
    page = read(site, "timeline.html")
    assert re.findall(r'name="(from|to)" .*?value="(-?\d+)"', page) == [("from", "-1100"), ("to", "1938")]
    assert '"shards":[[-1099,1938]]' in page


@pytest.mark.parametrize("number", range(len(DAYS)))
def test_search_engines_are_told_only_days_that_are_sure(site: Path, number: int) -> None:
    page, told = read(site, f"ru/person/lev-{number}.html"), DAYS[number][1]
    assert re.findall(r'"deathDate":"[^"]*"', page) == [told] * bool(told)
    assert '"alternateName":["Lev Sedov"]' in page
    assert [one.count("Lev Sedov") for one in re.findall(r'<p class="also">(.*)</p>', page)] == [1]


@pytest.mark.parametrize(
    ("name", "told", "n_sources"),
    [
        ("anna", ["Born 1901 source Letters certain", "Died 16 February 1938 possible"], 1),
        ("boris", ["Born 1901 conjecture source Letters , p. 4 conjecture"], 1),
        ("vera", ["Died 1938 probable"], 0),
    ],
)
def test_how_sure_a_fact_is_stands_beside_it(site: Path, name: str, told: list[str], n_sources: int) -> None:
    page = read(site, f"person/{name}.html")
    assert len(re.findall(r'<h2[^>]*id="sources"', page)) == n_sources
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert [one for one in told if one not in text] == []
    assert "возможно" in read(site, "ru/person/anna.html")
