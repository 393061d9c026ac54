"""JSON, CSV, SARIF and JUnit are read back by other programs than ours, whatever the findings hold."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.findings import CellRef, Finding, Severity
from sedova_lod.reports import REPORTS, RunSummary
from tests.reports.conftest import HOSTILE, finding_of
from tests.reports.sarif_shape import SARIF_SHAPE


def written(form: str, findings: list[Finding], summary: RunSummary | None = None) -> str:
    text = "".join(REPORTS[form](findings, summary or RunSummary()))
    text.encode()
    return text


def test_json_gives_each_text_as_it_is(hostile: list[Finding]) -> None:
    read = json.loads(written("json", hostile))["findings"]
    assert [finding["value"] for finding in read] == [value.replace("\ud800", "\ufffd") for value in HOSTILE]


@given(st.lists(st.builds(
    Finding, st.text(), st.sampled_from(Severity), st.text(), st.text(),
    st.builds(CellRef, st.text(), st.integers(0), st.text(), st.text(), st.text()), *[st.text()] * 6,
)))  # fmt: skip
def test_json_gives_all_parts_of_a_finding(findings: list[Finding]) -> None:
    read = json.loads(written("json", findings))["findings"]
    assert read == [
        {**finding._asdict(), "severity": finding.severity.label, "where": finding.where._asdict()}
        for finding in findings
    ]


def test_json_counts_by_severity_and_code(many: list[Finding]) -> None:
    read = json.loads(written("json", many))
    assert read["counts"] == {"error": 3333, "warning": 3333, "info": 3334}
    assert [(code["code"], code["findings"]) for code in read["codes"]] == [
        ("missing-value", 3333), ("bad-id", 3333), ("bad-date", 3334),
    ]  # fmt: skip


def test_json_has_a_finding_a_line(many: list[Finding]) -> None:
    lines = written("json", many).split('"findings": [')[-1].splitlines()
    assert len(lines) == len(many) + 3


def test_csv_has_a_row_for_each_finding(hostile: list[Finding]) -> None:
    header, *rows = csv.reader(io.StringIO(written("csv", hostile), newline=""))
    assert [row[header.index("row")] for row in rows] == [str(f.where.row) for f in hostile]


def test_no_cell_of_the_csv_begins_a_formula(hostile: list[Finding]) -> None:
    rows = csv.reader(io.StringIO(written("csv", hostile), newline=""))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@a", "\ta", "\ra"])
def test_csv_puts_an_apostrophe_before_a_formula(value: str) -> None:
    _, row = csv.reader(io.StringIO(written("csv", [finding_of(value)]), newline=""))
    assert row[7] == f"'{value}"


@pytest.mark.parametrize("name", ["findings", "hostile", pytest.param("many", marks=pytest.mark.slow)])
def test_sarif_has_the_shape_of_the_standard(name: str, request: pytest.FixtureRequest) -> None:
    log = json.loads(written("sarif", request.getfixturevalue(name), RunSummary("Letters", "0.1.0")))
    jsonschema.Draft202012Validator(SARIF_SHAPE).validate(log)


def test_sarif_without_findings_has_the_shape_of_the_standard() -> None:
    jsonschema.Draft202012Validator(SARIF_SHAPE).validate(json.loads(written("sarif", [])))


def test_sarif_results_point_at_their_rules_and_files(findings: list[Finding]) -> None:
    run = json.loads(written("sarif", findings))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result.get("locations", ()):
            artifact = location["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


def test_sarif_message_is_no_template() -> None:
    result = json.loads(written("sarif", [finding_of("{0} [link](x)")]))["runs"][0]["results"][0]
    assert result["message"]["text"] == "'{{0}} [link] (x)' is not a date\nnot {{0}} [link] (x)"


def test_sarif_knows_a_finding_again_when_its_row_has_moved() -> None:
    def fingerprint(finding: Finding) -> str:
        result = json.loads(written("sarif", [finding]))["runs"][0]["results"][0]
        return str(result["partialFingerprints"]["finding/v1"])

    assert fingerprint(finding_of("x", 2)) == fingerprint(finding_of("x", 3))
    assert fingerprint(finding_of("x")) != fingerprint(finding_of("y"))
    unnamed = finding_of("x", 2)._replace(record="")
    assert fingerprint(unnamed) != fingerprint(unnamed._replace(where=CellRef("people.csv", 3, "born", "C")))


@pytest.mark.parametrize("name", ["findings", "hostile", "many"])
def test_junit_counts_are_those_of_its_cases(name: str, request: pytest.FixtureRequest, summary: RunSummary) -> None:
    root = ET.fromstring(written("junit", request.getfixturevalue(name), summary))
    for element in (root, *root.iter("testsuite")):
        cases = list(element.iter("testcase"))
        counts = {"tests": len(cases), "errors": 0}
        counts["failures"] = sum(case.find("failure") is not None for case in cases)
        counts["skipped"] = sum(case.find("skipped") is not None for case in cases)
        assert {key: int(element.get(key, "")) for key in counts} == counts


def test_junit_keeps_each_text_that_xml_can_hold() -> None:
    root = ET.fromstring(written("junit", [finding_of("]]> \"a\" & 'b' <i>\n")]))
    failure = next(root.iter("failure"))
    assert failure.get("message") == "error: ']]> \"a\" & 'b' <i>\n' is not a date"
    assert "']]> \"a\" & 'b' <i>\n' is not a date [bad-date]" in (failure.text or "")


def test_junit_fails_from_the_stated_severity_on(findings: list[Finding]) -> None:
    root = ET.fromstring(written("junit", findings, RunSummary(fail_on=Severity.WARNING)))
    assert (root.get("failures"), root.get("skipped")) == ("5", "3")


def test_a_waived_finding_fails_no_build_but_stays_visible() -> None:
    waived = finding_of("x")._replace(waiver="known to the archive")
    root = ET.fromstring(written("junit", [waived]))
    assert (root.get("failures"), root.get("skipped")) == ("0", "1")
    message = next(root.iter("skipped")).get("message")
    assert message == "error: 'x' is not a date (waived: known to the archive)"
    result = json.loads(written("sarif", [waived]))["runs"][0]["results"][0]
    assert result["suppressions"] == [{"kind": "external", "justification": "known to the archive"}]
