"""`sedova_lod.propose` and `sedova_lod.upload`: the same as on the command line, from Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sedova_lod
from tests.contribution.conftest import WORKS, item, write_items
from tests.contribution.fake_wikibase import Wikibase, serve_wikibase

PEOPLE = "id,name,wikidata,born,born.source\nanna,Anna,Q1,1882,letters\nboris,Boris,Q2,1879,letters\n"


@pytest.fixture
def project(make_project: Callable[..., Path]) -> Path:
    root = make_project(person=PEOPLE, work=WORKS)
    write_items(root / "items", item("Q1"))
    return root


@pytest.fixture
def wikibase(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wikibase]:
    with serve_wikibase(Wikibase()) as found:
        for qid in ("Q1", "Q2"):
            found.add(qid)
        with (project / "sedova.toml").open("a", encoding="utf-8") as toml:
            toml.write(f'[contribution]\napi = "{found.url}"\n')
        monkeypatch.setenv("SEDOVA_WIKIBASE_TOKEN", "oauth-token")
        yield found


def test_what_is_proposed_and_what_is_missing(project: Path) -> None:
    report = sedova_lod.propose(project)
    assert (report.n_sent, report.missing) == (2, ("Q2",))
    assert sedova_lod.propose(project, items=project / "items").n_sent == 2


def test_an_upload_is_a_dry_run_until_it_is_applied(project: Path, wikibase: Wikibase) -> None:
    dry = sedova_lod.upload(project)
    assert ([edit.item for edit in dry.planned], dry.reports, wikibase.requests) == (["Q1"], (), [])
    manners = sedova_lod.Manners(summary="letters of Romny")
    options = sedova_lod.UploadOptions(manners, per_minute=600, most_edits=1)
    done = sedova_lod.upload(project, contact="archive@example.org", options=options, is_applied=True)
    assert [edit.item for edit in done.planned] == ["Q1", "Q2"]
    assert [(one.item, one.state.value) for one in done.reports] == [("Q1", "saved")]
    assert {one["summary"] for one in wikibase.edits} == {"letters of Romny"}
    again = sedova_lod.upload(project, contact="archive@example.org", is_applied=True)
    assert [(one.item, one.state.value) for one in again.reports] == [("Q2", "saved")]


def test_nobody_edits_without_a_name(project: Path, wikibase: Wikibase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEDOVA_WIKIBASE_TOKEN")
    with pytest.raises(sedova_lod.SedovaError, match="nobody is named who makes the edits"):
        sedova_lod.upload(project, contact="archive@example.org", is_applied=True)
    assert wikibase.edits == []
