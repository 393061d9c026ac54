"""Sites that tests look at: that of the data set, and a small one with names that would do harm as markup."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from sedova_lod.pipeline import BuildOptions, PublishResult, publish_project
from sedova_lod.progress import Progress
from sedova_lod.settings import UNSPLIT, Split, load_project
from tests.made_once import made_once

DATA = Path(__file__).parents[2] / "data"
URL = "https://site.example.org/sedova/"
HOSTILE = "</script><script>document.title='owned'</script><!-- \"'><img src=x onerror=alert(1)> & \u202egnp.exe"
LONG = "A" * 100_000
PROJECT = """\
[dataset]
base = "https://data.example.org/"
title = "Letters <b>& more</b>"
description = "Letters of the Romny circle, with their writers, places and the events they tell of, </script> too."
creator = "Town Archive of Romny"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
languages = ["en", "ru"]
calendar = "unknown before 1918-02-14"

[[tables]]
kind = "person"
file = "people.csv"

[[tables]]
kind = "place"
file = "places.csv"

[[tables]]
kind = "event"
file = "events.csv"

[[tables]]
kind = "work"
file = "works.csv"

[[tables]]
kind = "claim"
file = "claims.csv"
"""
PLACES = "id,name,latitude,longitude\nromny,Romny,50.75,33.48\nparis,Paris,48.86,2.35\nnowhere,Nowhere,,\n"
EVENTS = """\
id,name,date,place,actors
meeting,A meeting,1902/1903,paris,anna;hostile
visit,A visit,1905-05,romny,anna
"""
CLAIM_FIELDS = "id,name,subject,property,value.text,asserted_by,reported_by,work,certainty,hedge,contradicts"

Publish = Callable[..., PublishResult]


def quoted(text: str) -> str:
    """Write a text as a cell of CSV."""
    return '"' + text.replace('"', '""') + '"'


def write_project(folder: Path) -> Path:
    """Write a small project: places on a map, dates of all sorts, claims against each other, and names that do harm."""
    folder.mkdir(parents=True, exist_ok=True)
    people = [
        "id,name,name@ru,born,born.place,died,description,source,note,name@yi",
        'anna,Anna Ivanova,Анна Иванова,5 April 1882,romny,1940,A writer.,"letter, line 1",,',
        f"hostile,{quoted(HOSTILE)},,[1900..],,,{quoted(HOSTILE)},,{quoted(HOSTILE)},",
        f"long,{LONG},,,,../1901,,,,",
        "שלום,Sholem Aleichem,,1859,,1916,,,,שלום עליכם",
    ]
    files = {
        "sedova.toml": PROJECT,
        "people.csv": "\n".join(people) + "\n",
        "places.csv": PLACES,
        "events.csv": EVENTS,
        "works.csv": "id,name,authors,created\nletter,A letter,anna,1910\n",
        "claims.csv": f"{CLAIM_FIELDS}\n"
        "ill,Anna died of illness,person/anna#death,cause,illness,hostile,long,letter,probable,"
        f"{quoted(HOSTILE)},killed\n"
        f"killed,Anna was killed,person/anna#death,cause,{quoted(HOSTILE)},long,,letter,denied,,\n",
        "concepts.csv": "",
        "queries/q1.rq": "# Question: Who is there?\nSELECT ?person WHERE { ?person a <http://schema.org/Person> }\n",
    }
    files["sedova.toml"] += '\n[[tables]]\nkind = "concept"\nfile = "concepts.csv"\n'
    files["concepts.csv"] = "id,name\ncause,cause\n"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def publish(project: Path, site: Path, url: str = URL, split: Split = UNSPLIT) -> PublishResult:
    """Publish a project in this process."""
    options = BuildOptions(compress="gzip", split=split)
    return publish_project(load_project(project), site, url, options, Progress(io.StringIO(), {}))


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of the small project."""
    folder = tmp_path_factory.mktemp("small")
    result = publish(write_project(folder / "project"), folder / "site")
    assert result.site is not None, result.build.findings
    return folder / "site"


@pytest.fixture(scope="session")
def split_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of the small project, its dumps in a file for each kind."""
    folder = tmp_path_factory.mktemp("split")
    result = publish(write_project(folder / "project"), folder / "site", split=Split("kind"))
    assert result.site is not None, result.build.findings
    return folder / "site"


@pytest.fixture(scope="session")
def bundled_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of the data set that comes with the tool; whoever changes a file of it copies it first."""
    folder, is_there = made_once(tmp_path_factory, "site", lambda folder: publish(DATA, folder).site is not None)
    assert is_there
    return folder
