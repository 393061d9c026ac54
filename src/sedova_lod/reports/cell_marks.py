"""Which cells of a file are marked, how badly, and with which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sedova_lod.findings import Finding, Severity
from sedova_lod.reports.safe_text import shorten, visible

__all__ = ["Mark", "SheetMarks", "column_number", "mark_cells"]

_MOST_SIGNS = 1500
_MOST_NOTES = 5


@dataclass(slots=True)
class Mark:
    r"""Hold what is said about one cell.

    Args:
        severity: The worst severity of its findings.
        notes: What is wrong, a text a finding.

    >>> Mark(Severity.ERROR, ["a", "b"]).text
    'a\n\nb'
    """

    severity: Severity
    notes: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Join the first notes, and count the others."""
        rest = len(self.notes) - _MOST_NOTES
        more = [f"and {rest} more: see the sheet of findings"] if rest > 0 else []
        return "\n\n".join([*self.notes[:_MOST_NOTES], *more])


@dataclass(slots=True)
class SheetMarks:
    """Hold the marks of one sheet.

    Args:
        rows: Marks by row, then by column, both from 1; column 0 marks the whole row.
    """

    rows: dict[int, dict[int, Mark]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        """Mark the cell of a finding; its row if it names no column, the first row if it names no row."""
        where = finding.where
        marks = self.rows.setdefault(max(where.row, 1), {})
        mark = marks.setdefault(column_number(where.letter), Mark(finding.severity))
        mark.severity = max(mark.severity, finding.severity)
        mark.notes.append(_note(finding))


def _note(finding: Finding) -> str:
    told = f"waived: {finding.waiver}" if finding.waiver else finding.hint
    hint = f"\n{shorten(visible(told), _MOST_SIGNS)}" if told else ""
    return f"{finding.severity.label}: {shorten(visible(finding.message), _MOST_SIGNS)}{hint}\n[{finding.code}]"


def column_number(letter: str) -> int:
    """Count a column from 1; 0 for no column.

    >>> column_number(""), column_number("A"), column_number("AA")
    (0, 1, 27)
    """
    position = 0
    for sign in letter:
        position = position * 26 + ord(sign) - 64
    return position


def mark_cells(findings: Iterable[Finding], sheets: Sequence[str]) -> dict[str, SheetMarks]:
    """Mark the cells of one file.

    Args:
        findings: Its findings.
        sheets: Its sheets; a finding of no sheet, or of one that is not there, marks the first.

    >>> finding = Finding("bad-id", Severity.ERROR, "no id")
    >>> mark_cells([finding], ["People"])["People"].rows[1][0].severity
    <Severity.ERROR: 2>
    """
    marks = {sheet: SheetMarks() for sheet in sheets}
    for finding in findings:
        sheet = finding.where.sheet if finding.where.sheet in marks else sheets[0]
        marks[sheet].add(finding)
    return marks
