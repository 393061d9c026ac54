"""A small project whose records are looked for, and clients that wait for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from sedova_lod.cli import main
from sedova_lod.web import AnswerCache, Limits, Surroundings, WebClient

PROJECT = """\
[dataset]
base = "https://example.org/"
title = "Letters"
description = "Letters of a circle of exiles, with their writers and the places they lived in."
creator = "A. Archivist"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1"
issued = 2026-01-31
languages = ["en", "ru"]

[[tables]]
kind = "person"
file = "people.csv"

[[tables]]
kind = "place"
file = "places.csv"
"""
PEOPLE = """\
id,name,name@ru,born,died,born.place,same_as,wikidata
lev,Lev Sedov,Лев Седов,1906,1938-02-16,petersburg,,
leon,Leon Sedov,,,,,http://viaf.org/viaf/54151571,
nobody,Xaver Unknown,,1880,,,,
known,Leon Trotsky,,,,,,Q33391
"""
PLACES = """\
id,name,name@ru
petersburg,Saint Petersburg,
romny,Romny,Ромны
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, text in {"sedova.toml": PROJECT, "people.csv": PEOPLE, "places.csv": PLACES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def web_client(tmp_path: Path) -> Callable[..., WebClient]:
    """Make a client that waits for nothing."""

    def make(service: str = "Wikidata", *, is_replay: bool = False) -> WebClient:
        return WebClient(
            service,
            "archive@example.org",
            cache=AnswerCache(tmp_path / "answers"),
            is_replay=is_replay,
            limits=Limits(read_s=0.3),
            surroundings=Surroundings(sleep=lambda seconds: None),
        )

    return make


class Ran(NamedTuple):
    """Hold what a command gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `sedova-lod` with some arguments."""
    monkeypatch.delenv("SEDOVA_CONTACT", raising=False)

    def command(*arguments: object) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        found = capfd.readouterr()
        return Ran(int(str(stopped.value.code)), found.out, found.err)

    return command
