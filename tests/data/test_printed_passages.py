"""What a machine can see of the problems is really found, in the data set or in the passage as printed."""

import csv

import pytest

from sedova_lod.api import check

from .conftest import DATA
from .printed_passages import PASSAGES


@pytest.fixture(scope="module")
def mechanical() -> dict[str, set[str]]:
    """The problems that a finding tells of, with the codes."""
    with (DATA / "problems.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return {row["id"]: set(row["found_by"].split(";")) for row in rows if row["found_by"] != "human"}


@pytest.fixture(scope="module")
def own_findings(bundled_build):
    return bundled_build.result.findings


@pytest.mark.parametrize("problem", PASSAGES)
def test_a_passage_as_printed_is_found(problem, make_project):
    passage = PASSAGES[problem]
    found = check(make_project(dataset=passage.dataset, **passage.tables)).findings
    assert [(finding.code, finding.record) for finding in found] == passage.found


@pytest.mark.slow
def test_every_mechanical_problem_is_found_by_its_codes(mechanical, own_findings):
    codes = {problem: {code for code, _ in passage.found} for problem, passage in PASSAGES.items()}
    codes["commissars-of-justice"] = {finding.code for finding in own_findings}
    assert codes == mechanical


def test_what_the_data_set_itself_is_told_is_waived_with_a_reason(own_findings):
    assert [str(finding) for finding in own_findings] == [
        "records/people_memberships.csv:54 column D 'date': person/peter-stuchka: Peter Stuchka is commissar for "
        "justice (1917-11-08/) while Georgy Oppokov is (1917-11-08/, person/georgy-oppokov) [post-held-twice]\n"
        "  waived: The article lists Stuchka and Oppokov for justice on one day (line 79) and does not say which of "
        "them held the post; both are kept, as problem commissars-of-justice tells (The sedova-lod maintainers)"
    ]
