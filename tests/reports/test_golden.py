"""Each form of report, as a whole, for a small set of findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.findings import Finding
from sedova_lod.reports import REPORTS, RunSummary, TextLayout, write_text

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "text": "findings.txt", "json": "findings.json", "csv": "findings.csv", "sarif": "findings.sarif",
    "junit": "findings.xml", "html": "findings.html",
}  # fmt: skip


def compare(name: str, written: str, config: pytest.Config) -> None:
    path = GOLDEN / name
    if config.getoption("--update-golden"):
        path.write_text(written, encoding="utf-8", newline="")
    assert written == path.read_bytes().decode()


@pytest.mark.parametrize("form", REPORTS)
def test_report_is_the_expected_one(
    form: str, findings: list[Finding], summary: RunSummary, pytestconfig: pytest.Config
) -> None:
    compare(FILES[form], "".join(REPORTS[form](findings, summary)), pytestconfig)


@pytest.mark.parametrize("form", REPORTS)
def test_report_of_no_findings_is_the_expected_one(form: str, summary: RunSummary, pytestconfig: pytest.Config) -> None:
    compare(f"no_{FILES[form]}", "".join(REPORTS[form]([], summary)), pytestconfig)


def test_text_for_a_terminal_of_100_columns_is_the_expected_one(
    many: list[Finding], summary: RunSummary, pytestconfig: pytest.Config
) -> None:
    layout = TextLayout.for_terminal(100, is_coloured=True)
    compare("terminal.txt", "".join(write_text(many, summary, layout)), pytestconfig)
