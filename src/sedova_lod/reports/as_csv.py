"""The report as a CSV table, one row a finding, that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from sedova_lod.findings import Finding
from sedova_lod.reports.model import RunSummary
from sedova_lod.reports.safe_text import guard_cell, to_unicode

__all__ = ["COLUMNS", "finding_cells", "write_csv"]

COLUMNS = (
    "severity", "code", "file", "sheet", "row", "letter", "column", "value", "message", "hint",
    "record", "focus", "shape", "path", "waiver",
)  # fmt: skip


def finding_cells(finding: Finding) -> list[str]:
    """Give the parts of a finding in the order of `COLUMNS`, as they are.

    >>> from sedova_lod.findings import CellRef, Severity
    >>> finding_cells(Finding("bad-date", Severity.ERROR, "not a date", where=CellRef("a.csv", 2)))[:5]
    ['error', 'bad-date', 'a.csv', '', '2']
    """
    where = finding.where
    row = str(where.row) if where.row else ""
    place = [where.file, where.sheet, row, where.letter, where.column]
    about = [finding.record, finding.focus, finding.shape, finding.path, finding.waiver]
    return [finding.severity.label, finding.code, *place, finding.value, finding.message, finding.hint, *about]


def write_csv(findings: Sequence[Finding], summary: RunSummary) -> Iterator[str]:
    """Write findings as rows; a text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> from sedova_lod.findings import Severity
    >>> print("".join(write_csv([Finding("bad-id", Severity.ERROR, "no", value="=A1")], RunSummary())).splitlines()[1])
    error,bad-id,,,,,,'=A1,no,,,,,,
    """
    yield _line(list(COLUMNS))
    for finding in findings:
        yield _line([guard_cell(to_unicode(cell)) for cell in finding_cells(finding)])


def _line(cells: list[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()
