"""Tables of links are valid for the package `sssom`, which stands in an environment of its own: it is 390 MB large.

python -m venv sssom && sssom/bin/pip install sssom
SSSOM_HOME=sssom python -m pytest -m long tests/linking/test_sssom_validation.py
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.records import Judgement

BUNDLED = Path(__file__).parents[2] / "data" / "links.sssom.tsv"
WD = "http://www.wikidata.org/entity/"


@pytest.fixture(scope="module")
def sssom() -> Path:
    command = Path(os.environ.get("SSSOM_HOME", "")) / "bin" / "sssom"
    if not command.is_file():
        pytest.skip("SSSOM_HOME names no environment with the package sssom")
    return command


def report(sssom: Path, table: Path) -> tuple[int, str]:
    done = subprocess.run([sssom, "validate", table], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def every_judgement(author: str) -> list[Decision]:
    common = {"date": "2026-01-31", "tool_version": "0.1.0", "snapshot": "2026-01-01", "comment": 'said "so"'}
    named = {"author": author, "subject_label": "Лев Седов", "target_label": "Lev Sedov", **common}
    targets = [f"{WD}Q1", "http://viaf.org/viaf/2518", "https://d-nb.info/gnd/118", "https://rkd.nl/artists/7"]
    made = [
        Decision(f"person/{judgement.name.lower()}-{number}", judgement, target, confidence=0.75, **named)
        for judgement in Judgement
        for number, target in enumerate(targets)
        if judgement is not Judgement.NOTHING
    ]
    nothing = [
        Decision("person/n", Judgement.NOTHING, authority, **named) for authority in (WD, "http://viaf.org/viaf/")
    ]
    return [*made, *nothing, Decision("person/chain", Judgement.SAME, f"{WD}Q9", confidence=0.999, **common)]


@pytest.mark.long
def test_the_bundled_table_is_valid(sssom: Path) -> None:
    assert report(sssom, BUNDLED) == (0, "")


@pytest.mark.long
@pytest.mark.parametrize("start", ["", BUNDLED.read_text(encoding="utf-8")], ids=["new", "bundled"])
def test_tables_with_every_judgement_are_valid(sssom: Path, tmp_path: Path, start: str) -> None:
    path = tmp_path / "links.sssom.tsv"
    path.write_text(start, encoding="utf-8")
    metadata = {
        "mapping_set_id": "https://w3id.org/sedova-lod/data/links.sssom.tsv",
        "mapping_set_title": "Letters: links",
        "mapping_set_version": "1.0",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
    DecisionTable(path, "https://w3id.org/sedova-lod/data/", metadata).add(every_judgement("A. Archivist"))
    assert report(sssom, path) == (0, "")


@pytest.mark.long
def test_the_validator_refuses_what_is_not_valid(sssom: Path, tmp_path: Path) -> None:
    path = tmp_path / "links.sssom.tsv"
    text = BUNDLED.read_text(encoding="utf-8")
    path.write_text(text.replace("semapv:ManualMappingCuration", "semapv:DatabaseCrossReference", 1), encoding="utf-8")
    code, said = report(sssom, path)
    assert code == 1
    assert "'semapv:DatabaseCrossReference' does not match" in said
