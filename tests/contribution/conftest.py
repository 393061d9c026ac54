"""Small projects that have something to say, and the items that they speak of."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.contribution import ItemFiles, NoItems, ProposalReport, Statement
from sedova_lod.pipeline.proposing import ProposalRun, ProposeOptions, propose_statements
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

WORKS = (
    "id,name,wikidata,url,part_of\nletters,Letters,Q900,,\nnotes,Notes,,https://notes.example.org/1,\nlost,Lost,,,\n"
)

Propose = Callable[..., ProposalRun]


def unseen() -> Progress:
    return Progress(io.StringIO(), {})


def item(qid: str, **more: Any) -> dict[str, Any]:
    """Make an item; `claims` are statements without their common parts."""
    return {"id": qid, "type": "item", "lastrevid": 7, "labels": {}, "descriptions": {}, "aliases": {}, **more}


def write_items(folder: Path, *items: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    for one in items:
        content = {"entities": {one["id"]: one}}
        (folder / f"{one['id']}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


@pytest.fixture
def propose(make_project: Callable[..., Path], tmp_path: Path) -> Propose:
    """Propose what some tables say, about items that have nothing yet or are given."""

    def run(
        *items: dict[str, Any], more: str = "", dataset: str = "", new: tuple[str, ...] = (), **tables: str
    ) -> ProposalRun:
        root = make_project(more, dataset=dataset, **{"work": WORKS, **tables})
        folder = write_items(tmp_path / "items", *items) if items else None
        source = ItemFiles(folder) if folder else NoItems()
        return propose_statements(load_project(root), source, unseen(), ProposeOptions(new))

    return run


def told(report: ProposalReport) -> list[str]:
    """List the statements that are proposed, with their references and outcomes."""
    found = []
    for one in report.comparisons:
        content = one.proposal.content
        if isinstance(content, Statement):
            sources = "".join(f" <- {reference}" for reference in content.references)
            found.append(f"{one.proposal.item} {content}{sources} ({one.outcome.value})")
    return found


def withheld(report: ProposalReport) -> list[str]:
    """List what is kept back, but for the name of the work that all tests cite."""
    found = [f"{one.record} {one.what}: {one.reason}" for one in report.withheld]
    return [one for one in found if one != "work/letters name: the record has no source"]
