"""The batch that the page for OpenRefine shows is answered as it shows."""

from __future__ import annotations

import io
import json
from pathlib import Path

from sedova_lod.http_serving import Access
from sedova_lod.pipeline.reconciling import open_served_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project
from tests.docs.markdown import ROOT, blocks
from tests.reconciliation.served import serve

PAGE = ROOT / "docs" / "how-to" / "reconcile-with-openrefine.md"


def test_the_batch_of_the_page_is_answered_as_it_shows(tmp_path: Path) -> None:
    shown = {
        language: [one.text for one in blocks(PAGE) if one.language == language] for language in ("csv", "toml", "json")
    }
    (tmp_path / "people.csv").write_text(shown["csv"][0], encoding="utf-8")
    (tmp_path / "sedova.toml").write_text(shown["toml"][0], encoding="utf-8")
    query, expected = map(json.loads, shown["json"])
    with (
        open_served_project(load_project(tmp_path), Progress(io.StringIO(), {})) as project,
        serve(project.entities, Access(is_shared=True)) as served,
    ):
        status, found = served.post(queries=query)
        assert status == 200
        for one in found["q0"]["result"]:
            assert one.pop("features")
        points, shown_points = (one["q0"]["result"][0].pop("score") for one in (found, expected))
        assert abs(points - shown_points) < 1
        assert found == expected
        types = [one["id"] for one in served.get("/properties", type="person")[1]["properties"]]
        text = PAGE.read_text(encoding="utf-8")
        assert [name for name in types if f"`{name}`" not in text] == ["kind", "description"]
