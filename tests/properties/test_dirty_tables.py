"""Tables with any dirt: no run breaks, every row is accounted for, and sound rows are always built."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sedova_lod.errors import SedovaError
from sedova_lod.findings import Severity
from sedova_lod.pipeline import BuildOptions, BuildResult, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

PROJECT = """\
[dataset]
base = "https://data.example.org/"
title = "Dirt"
description = "Rows of persons as they might come out of a neglected spreadsheet, one day or another."
creator = "Nobody"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
[[tables]]
kind = "person"
file = "people.csv"
delimiter = ","
encoding = "utf-8"
"""
HEADER = ("id", "name", "born", "died", "spouses", "gender", "url", "note")
_DIRT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)
_IDS = st.sampled_from(["a", "b", "c", "d-1", "Седова", "a b", ".x", "", "é", "A"])
_DATES = st.sampled_from(["", "1882", "1882-04-05", "31 Feb 1929", "c. 1905", "1938/1937", "?", "1900~", "-0044"])
_ROW = st.tuples(
    _IDS | _DIRT,
    st.sampled_from(["Anna", "Boris", "Анна", ""]) | _DIRT,
    _DATES | _DIRT,
    _DATES,
    st.sampled_from(["", "a", "b;c", "person/a", "place/a", "nobody"]),
    st.sampled_from(["", "female"]) | _DIRT,
    st.sampled_from(["", "https://example.org/a", "www.example.org", "https://example.org/%zz", "urn:x"]) | _DIRT,
    _DIRT,
)


class Told(NamedTuple):
    """Hold what a build gave and wrote."""

    result: BuildResult
    rejected_ids: list[str]
    built: set[str]


def _build(rows: list[tuple[str, ...]]) -> Told:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "sedova.toml").write_text(PROJECT, "utf-8")
        text = io.StringIO()
        csv.writer(text).writerows([HEADER, *rows])
        (root / "people.csv").write_text(text.getvalue(), "utf-8", newline="")
        options = BuildOptions(output=root / "dist", keep_going=True)
        result = build_project(load_project(root), options, Progress(io.StringIO(), {}))
        rejects = root / "dist" / "rejects" / "01-people.csv"
        rejected: list[str] = []
        if rejects.exists():
            with rejects.open(encoding="utf-8", newline="") as stream:
                rejected = [row["id"] for row in csv.DictReader(stream)]
                assert all(row["reason"] for row in csv.DictReader(stream))
        subjects = {q.subject.value for q in ox.parse(path=root / "dist" / "dataset.nt", format=ox.RdfFormat.N_TRIPLES)}
        return Told(result, rejected, subjects)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(_ROW, max_size=6))
def test_every_row_is_built_or_rejected_and_nothing_breaks(rows):
    try:
        told = _build(rows)
    except SedovaError:
        return
    n_rows = told.result.tables[0].n_rows
    n_unread = sum(f.code in ("ragged-row", "broken-quotes", "undecodable-bytes") for f in told.result.findings)
    n_built = told.result.n_records.get("person", 0)
    assert n_built + len(told.rejected_ids) in (n_rows, n_rows - n_unread)
    if any("\n" in cell for row in rows for cell in row):
        return
    said = {f.where.row for f in told.result.findings if f.severity is Severity.ERROR}
    ids = [row[0].strip() for row in rows]
    for number, record_id in enumerate(ids, start=2):
        if record_id and number not in said and ids.count(record_id) == 1:
            assert f"https://data.example.org/person/{record_id}" in told.built
