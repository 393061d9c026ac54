"""Batches written at once: the bytes and counts are those of batches that go through blocks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sedova_lod.engines import BatchWorker, WorkSpec
from sedova_lod.pipeline import collect_records
from sedova_lod.progress import Progress
from sedova_lod.records import ExternalSorter, Joiner
from sedova_lod.serializers import SerializerSettings
from sedova_lod.settings import load_project

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "profiles", [("schema_org", "cidoc_crm"), ("schema_org",), ("common", "tests/golden/own_profile/foaf")]
)
def test_the_data_set_is_written_and_counted_alike(profiles: tuple[str, ...], data: Path) -> None:
    project = load_project(data)
    with ExternalSorter() as sorter:
        collection = collect_records(project, sorter, Progress(io.StringIO(), {}))
        joiner = Joiner(collection.context, collection.layouts, bundled_table=collection.bundled_table)
        records = list(joiner.join_records(sorter))
    settings = SerializerSettings(project.dataset.base)
    spec = WorkSpec(profiles, None, collection.context, tuple(collection.layouts), settings)
    quick, usual = (
        BatchWorker(WorkSpec(profiles, None, spec.context, spec.layouts, settings, formats)).process_records(records)
        for formats in (("nt",), ("nt", "nq"))
    )
    assert quick.outputs["nt"] == usual.outputs["nt"]
    assert quick.tally == usual.tally
