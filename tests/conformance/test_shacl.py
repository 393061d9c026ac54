"""The W3C test suite of SHACL, run through `sedova-lod validate`."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import URIRef

from sedova_lod.cli import main
from tests.conformance.shacl_suite import FOLDER, Case, cases, is_same

DEVIATIONS = {
    "sparql/pre-binding/shapesGraph-001": "queries cannot read the shapes as a graph: $shapesGraph is refused",
}
CASES = [*cases("core"), *cases("sparql")]
needs_suite = pytest.mark.skipif(not CASES, reason=f"the W3C test suite is not at {FOLDER}")


def run(case: Case, capsys) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["validate", str(case.data), "--shapes", str(case.shapes), "--format", "turtle", "--fail-on", "info"])
    return ended.value.code, capsys.readouterr().out


def outcome(case: Case, capsys) -> bool:
    code, report = run(case, capsys)
    if case.expected is None:
        return code == 2 and report == ""
    n_results = len(set(case.expected.objects(None, URIRef("http://www.w3.org/ns/shacl#result"))))
    return code == (1 if n_results else 0) and is_same(report, case.expected)


@needs_suite
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_report_is_what_the_suite_expects(case, capsys):
    assert outcome(case, capsys) == (case.name not in DEVIATIONS)


@needs_suite
def test_the_suite_is_run_as_a_whole():
    numbers = {part: sum(c.name.startswith(part) for c in CASES) for part in ("core", "sparql")}
    assert numbers == {"core": 98, "sparql": 22}


@needs_suite
def test_every_deviation_is_a_test_of_the_suite():
    assert set(DEVIATIONS) <= {case.name for case in CASES}


def test_the_manual_lists_every_deviation():
    page = (Path(__file__).parents[2] / "docs" / "reference" / "shacl.md").read_text(encoding="utf-8")
    assert [name for name in DEVIATIONS if f"`{name}`" not in page] == []
