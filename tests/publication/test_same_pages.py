"""What is quicker gives the same: pages of several languages and records at once, words, few digests held, links."""

from __future__ import annotations

import gc
import os
import re
import string
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.publication import SiteReport, publish_site
from sedova_lod.publication.digests import Digest, digest_of
from sedova_lod.publication.markup import Frame
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.record_page import RecordPages
from sedova_lod.publication.search_index import _plain_words_in, _words_in, folded, shard_name
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.site_folder import SiteFolder
from sedova_lod.publication.subject import subject_of
from sedova_lod.publication.writing import Shelved
from sedova_lod.records import Record
from tests.publication.conftest import publish, write_project
from tests.publication.test_killed import files_of
from tests.publication.test_records_alone import spec_of


@pytest.mark.parametrize("languages", [("en",), ("ru", "en")])
def test_pages_of_all_languages_at_once_are_those_of_each(languages: tuple[str, ...]) -> None:
    with Neighbours() as neighbours:
        frames = [Frame(spec_of(languages=languages), language, 1, neighbours) for language in languages]
        shared = SharedFrame(frames)
        digest = Digest("person", "lev", (('Lev "A" <b>' + "x" * 200, "en"), ("Лев", "ru")))
        head, body = f"<!-- {shared.phrases['nav.home']} -->", f"<p>{shared.phrases['nav.search']}: é{shared.root}</p>"
        top = [shared.shown("x:person/lev", digest).short, shared.piece(head)]
        pages = shared.pages(top, shared.same("person/lev"), [shared.piece(body)])
        for number, (frame, page) in enumerate(zip(frames, pages, strict=True)):
            own_head, own_body = (shared.in_each(text)[number] for text in (head, body))
            assert page == frame.page("person/lev.html", digest.label(frame.language)[0], own_body, head=own_head)


def records_of(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[Record]:
    """Give the records of a project as a site gets them."""
    found: list[Record] = []

    def keep(_spec: object, _site: object, shelf: Shelved, **_: object) -> None:
        found.extend(shelf.bare())

    with monkeypatch.context() as patched:
        patched.setattr("sedova_lod.pipeline.publishing.publish_site", keep)
        publish(project, project / "site")
    return found


@pytest.mark.parametrize("languages", [("en", "ru"), ("ru", "en")])
def test_pages_are_the_same_with_and_without_other_records_and_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: tuple[str, ...]
) -> None:
    records = records_of(write_project(tmp_path), monkeypatch)
    with Neighbours() as neighbours:
        neighbours.add(records)
        neighbours.finish()

        def pages(some: list[Record], frame: SharedFrame) -> list[tuple[str, bytes]]:
            subjects = [subject_of(one, neighbours.digest(one.iri) or digest_of(one), frame) for one in some]
            return RecordPages(frame).of(subjects)

        frames = [Frame(spec_of(languages=languages), language, 1, neighbours) for language in languages]
        together = pages(records, SharedFrame(frames))
        alone = [page for one in records for frame in frames for page in pages([one], SharedFrame([frame]))]
    assert {path.split("/")[-2] for path, _ in alone} >= {"person", "place", "event", "work", "claim", "concept"}
    assert together == alone


def test_a_site_leaves_no_circles_of_objects_with_its_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []

    def counted(*given: Any, **named: Any) -> SiteReport:
        gc.collect()
        gc.disable()
        try:
            report = publish_site(*given, **named)
            found.append(gc.collect())
        finally:
            gc.enable()
        return report

    monkeypatch.setattr("sedova_lod.pipeline.publishing.publish_site", counted)
    publish(write_project(tmp_path / "small"), tmp_path / "site")
    more = write_project(tmp_path / "more")
    with (more / "works.csv").open("a", encoding="utf-8") as works:
        works.writelines(f"letter-{number},Letter {number},anna,1910-05-{number:02d}\n" for number in range(1, 31))
    publish(more, tmp_path / "larger-site")
    assert found[1] <= found[0]


@pytest.mark.parametrize(
    "text",
    [
        string.printable,
        "Spalding's o'clock_x-1",
        f"{'a' * 50} b",
        "",
        "\0\x7f",
        "Ёлка-é",
        "Straße_ß ²³ ½ हिन्दी 日本語、東京",
        "K\u0301\u00a0ʼx’y\u2028z",
    ],
)
def test_words_of_plain_texts_are_those_that_the_pattern_finds(text: str) -> None:
    assert _plain_words_in(text) == [word[:40] for word in re.findall(r"[^\W_]+", folded(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hugh O'Neill of l’Humanité", ["hugh", "oneill", "of", "lhumanite", "neill", "humanite"]),
        ("Spalding's 'own' Natal'ia", ["spaldings", "own", "natalia"]),
        ("हिन्दी প্রেম ไทยทั้ง", ["हनद", "পরম", "ไทยทง"]),
        ("Παπαδόπουλος", ["παπαδοπουλοσ"]),
    ],
)
def test_words_are_found_as_people_look_for_them(text: str, words: list[str]) -> None:
    """What stands over or beside letters is left out as scripts leave it out, `\\p{M}`."""
    assert _words_in(text) == words


def test_a_site_is_the_same_however_few_digests_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = write_project(tmp_path / "project")
    publish(project, tmp_path / "held")
    monkeypatch.setattr("sedova_lod.publication.neighbours._MOST_KEPT", 2)
    publish(project, tmp_path / "read-again")
    assert files_of(tmp_path / "held") == files_of(tmp_path / "read-again")


@pytest.mark.parametrize("can_link", [True, False])
def test_large_files_are_taken_over_with_and_without_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_link: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    if not can_link:
        monkeypatch.setattr(os, "link", refuse)
    (tmp_path / "site").mkdir()
    for version in ("one", "two"):
        source = tmp_path / f"{version}.nt"
        source.write_text(version, encoding="utf-8")
        (tmp_path / "site" / ".sedova-lod-site.partial").write_text("of a run that was killed", encoding="utf-8")
        with SiteFolder(tmp_path / "site") as folder:
            folder.take_over("data/dataset.nt", source)
        assert (tmp_path / "site" / "data" / "dataset.nt").read_text(encoding="utf-8") == version
        assert (tmp_path / "site" / "data" / "dataset.nt").samefile(source) == can_link
    assert sorted(os.listdir(tmp_path / "site")) == [".sedova-lod-site", "data"]


def test_the_last_words_of_a_long_text_are_found(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    note = " ".join(f"word{number}" for number in range(1500))
    with (project / "people.csv").open("a", encoding="utf-8") as people:
        people.write(f"wordy,Wordy,,,,,A writer.,,{note},\n")
    publish(project, tmp_path / "site")
    assert '"word1499":[' in (tmp_path / "site" / "search" / f"{shard_name('wo')}.js").read_text(encoding="utf-8")
