"""Findings to report: a small set with hostile texts, and ten thousand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sedova_lod.findings import CellRef, Finding, Rule, Severity
from sedova_lod.reports import RunSummary, TableSummary

HOSTILE = (
    '=HYPERLINK("http://example.org","x")', "<script>alert(1)</script>", "\"quoted\" & 'single' ]]>", "two\nlines\r\n",
    "abc\u202ecba", "\x1b[31mred\x07", "half\ud800", "{0} [link](http://example.org)", "+1", "-1", "@a", "\ttab",
    "\u05d0\u05d1", "x" * 100_000, "</style></script>", "\x00\ufffe",
)  # fmt: skip


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
CATALOGUE = {
    rule.code: rule
    for rule in (
        Rule("bad-date", _ERROR, "not a date", "A guess could be wrong.", "Write what is known.", "31 Feb 1929"),
        Rule("bad-id", _ERROR, "not an id", "Ids become addresses.", "Write letters and digits."),
        Rule("missing-value", _ERROR, "nothing there", "It is required.", "Fill it in.", "a <b> & {c}"),
        Rule("ragged-row", _ERROR, "too many cells", "Values stand under wrong headers.", "Quote the cell."),
        Rule("calendar-not-stated", _WARNING, "no calendar", "Two readings lie 13 days apart.", "State it."),
        Rule("empty-table", _WARNING, "no rows", "Nothing is made from it.", "Add rows."),
        Rule("line-break", _INFO, "a line break", "It is kept.", "Nothing needs doing."),
    )
}


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give rules a wording of the tests' own: the forms are tested here, not the prose of the catalogue."""
    monkeypatch.setattr("sedova_lod.reports.model.rule_for", CATALOGUE.get)


def finding_of(value: str, row: int = 2) -> Finding:
    where = CellRef("people.csv", row, "born", "C")
    return Finding("bad-date", Severity.ERROR, f"'{value}' is not a date", f"not {value}", where, value, "person/a")


@pytest.fixture(scope="session")
def findings() -> list[Finding]:
    """Give findings of all severities and kinds of place, in their order."""
    error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
    book = {"file": "Works & more.xlsx", "sheet": "Sheet 1"}
    found = [
        Finding("bad-date", error, "'31 Feb 1929' is not a date: February 1929 has 28 days",
                "write what is known: 1929, 1929-02 or 1929-02~", CellRef("letters.csv", 3, "date", "C"),
                "31 Feb 1929", "event/letter-2"),
        Finding("bad-date", error, "'=1+1' is not a date", "write what is known: 1929, 1929-02 or 1929-02~",
                CellRef("letters.csv", 9, "date", "C"), "=1+1", "event/letter-8"),
        Finding("ragged-row", error, "row 12 has 4 cells, but there are 3 headers",
                "put 'Vienna, Austria' in quotation marks", CellRef("letters.csv", 12)),
        Finding("calendar-not-stated", warning, "'1917-03-01' may be Julian or Gregorian", "state the calendar",
                CellRef(row=7, column="made <b>", letter="AB", **book), "1917-03-01", "object/o5"),
        Finding("line-break", info, "the cell has a line break", "", CellRef(row=8, column="note", letter="D", **book),
                "one\ntwo"),
        Finding("empty-table", warning, "the table has no rows", "", CellRef("groups.csv")),
        Finding("bad-id", error, "'a b' is no id", "write a-b", CellRef("groups.csv", 4, "id", "A"), "a b", "group/a b",
                waiver="kept as the register writes it (M. A.)"),
        Finding("of-a-plugin", info, "nothing in particular", focus="https://data.example.org/person/a",
                shape="https://data.example.org/shape", path="https://schema.org/name"),
    ]  # fmt: skip
    return sorted(found, key=lambda finding: finding.sort_key)


@pytest.fixture(scope="session")
def summary() -> RunSummary:
    """Give a summary in which one table has no findings."""
    tables = (
        TableSummary("letters.csv", "csv, utf-8, comma", 1200),
        TableSummary("Works & more.xlsx[Sheet 1]", "xlsx", 34),
        TableSummary("groups.csv", "csv, utf-8, comma", 0),
        TableSummary("places.csv", "csv, utf-8, semicolon", 5),
    )
    return RunSummary("Letters <of> Romny", "0.1.0", tables, Severity.ERROR, {"event": 1199}, 2)


@pytest.fixture(scope="session")
def hostile() -> list[Finding]:
    """Give findings whose texts try to break out of the report."""
    return [finding_of(value, row) for row, value in enumerate(HOSTILE, start=2)]


@pytest.fixture(scope="session")
def many() -> Sequence[Finding]:
    """Give ten thousand findings in three files."""
    codes = ("bad-date", "bad-id", "missing-value")
    made = [
        Finding(codes[n % 3], Severity(n % 3), f"finding {n}", "a hint", CellRef(f"table{n % 3}.csv", n + 2, "c", "C"))
        for n in range(10_000)
    ]
    return sorted(made, key=lambda finding: finding.sort_key)
