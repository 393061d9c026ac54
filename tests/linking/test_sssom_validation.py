"""Tables of links are valid for the package `sssom`, which stands in an environment of its own: it drags in 390 MB.

python -m venv sssom && sssom/bin/pip install --no-deps -r tests/linking/sssom/requirements.txt
SSSOM_HOME=sssom python -m pytest tests/linking/test_sssom_validation.py
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.linking.decisions import Decision
from sedova_lod.records import Judgement

pytestmark = pytest.mark.slow

BUNDLED = Path(__file__).parents[2] / "data" / "links.sssom.tsv"
WD = "http://www.wikidata.org/entity/"


VALIDATE = """
import json, sys
from sssom.cli import main
codes = []
for table in sys.argv[1:]:
    try:
        main(["validate", table], standalone_mode=False)
        codes.append(0)
    except Exception as error:
        print(error, file=sys.stderr)
        codes.append(1)
print(json.dumps(codes))
"""
"""Runs `sssom validate` for each table, in one process: it takes seconds to start."""


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


def with_every_judgement(path: Path, start: str) -> Path:
    """Write a table with every judgement into what is there already."""
    path.write_text(start, encoding="utf-8")
    metadata = {
        "mapping_set_id": "https://w3id.org/sedova-lod/data/links.sssom.tsv",
        "mapping_set_title": "Letters: links",
        "mapping_set_version": "1.0",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
    DecisionTable(path, "https://w3id.org/sedova-lod/data/", metadata).add(every_judgement("A. Archivist"))
    return path


def test_tables_are_valid_and_the_validator_refuses_what_is_not(tmp_path: Path) -> None:
    python = Path(os.environ.get("SSSOM_HOME", "")) / "bin" / "python"
    if not python.is_file():
        pytest.skip("SSSOM_HOME names no environment with the package sssom")
    bundled = BUNDLED.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.sssom.tsv"
    wrong.write_text(
        bundled.replace("semapv:ManualMappingCuration", "semapv:DatabaseCrossReference", 1), encoding="utf-8"
    )
    new, more = (
        with_every_judgement(tmp_path / f"{name}.sssom.tsv", start) for name, start in (("new", ""), ("more", bundled))
    )
    command = [python, "-c", VALIDATE, BUNDLED, new, more, wrong]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [0, 0, 0, 1]
    assert "'semapv:DatabaseCrossReference' does not match" in done.stderr
