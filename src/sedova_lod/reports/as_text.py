"""The report as text: grouped by file, the many of a kind cut short, and counted at the end."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sedova_lod.findings import Finding, Severity
from sedova_lod.reports.model import (
    SEVERITIES,
    RunSummary,
    count_by_file,
    count_codes,
    noun,
    number,
)
from sedova_lod.reports.safe_text import shorten, visible

__all__ = ["TextLayout", "write_text"]

_MOST_SIGNS = 1000
_FEW = 10
_INDENT = "  "
_PAINT = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_PLAIN = "\x1b[0m"
_NO_LIMITS: dict[Severity, int] = {}


@dataclass(frozen=True, slots=True)
class TextLayout:
    """Say how a text report is laid out.

    Args:
        most: How many findings of a code are shown in each file, by severity; all of those that are not named.
        most_in_all: How many findings of a code are shown in all files together; 0 for all.
        width: Columns of the terminal, at which lines are folded; 0 leaves lines whole.
        is_coloured: Whether severities are coloured.

    >>> TextLayout(most={Severity.INFO: 3}).most_in_all
    0
    """

    most: dict[Severity, int] = field(default_factory=lambda: _NO_LIMITS)
    most_in_all: int = 0
    width: int = 0
    is_coloured: bool = False

    @classmethod
    def for_terminal(cls, width: int = 0, *, is_coloured: bool = False) -> TextLayout:
        """Give the layout of the terminal, which shows few of a kind.

        >>> TextLayout.for_terminal(100).most[Severity.ERROR]
        10
        """
        most = {Severity.ERROR: 10, Severity.WARNING: 3, Severity.INFO: 3}
        return cls(most, 20, width, is_coloured)

    def paint(self, severity: Severity, text: str) -> str:
        """Colour a text as its severity, if there are colours."""
        return f"{_PAINT[severity]}{text}{_PLAIN}" if self.is_coloured else text


def write_text(findings: Sequence[Finding], summary: RunSummary, layout: TextLayout | None = None) -> Iterator[str]:
    r"""Write findings as lines that editors can jump from, and a table that counts them by code.

    Args:
        findings: Findings, sorted by file and row.
        summary: The run; the text does not repeat what it says.
        layout: How the text is laid out; None shows every finding whole.

    >>> print("".join(write_text([Finding("bad-id", Severity.ERROR, "'a b' is no id", "write a-b")], RunSummary())))
    error: 'a b' is no id [bad-id]
      hint: write a-b
    <BLANKLINE>
    >>> "".join(write_text([], RunSummary()))
    'no findings\n'
    """
    layout = layout or TextLayout()
    if not findings:
        yield "no findings\n"
        return
    shown: Counter[str] = Counter()
    counts = count_by_file(findings)
    n_hidden = 0
    for position, (file, group) in enumerate(groupby(findings, key=_file_of)):
        writer = _FileWriter(layout, shown)
        if len(counts) > 1:
            yield "\n" * (position > 0) + _heading(file, counts[file])
        yield from writer.lines(group)
        n_hidden += writer.n_hidden
    if n_hidden or len(findings) > _FEW:
        yield from _table(findings, layout)
    if n_hidden:
        yield f"\n{noun(n_hidden, 'finding')} not shown here; --report findings.html lists them all\n"


def _file_of(finding: Finding) -> tuple[str, str]:
    return finding.where.file, finding.where.sheet


def _heading(file: tuple[str, str], counts: dict[Severity, int]) -> str:
    """Name the file, and tell how much is wrong in it."""
    told = ", ".join(noun(count, SEVERITIES[severity]) for severity, count in counts.items() if count)
    name, sheet = file
    shown = f"{name}[{sheet}]" if sheet else name or "the data set as a whole"
    return f"{visible(shown)}: {told}\n"


@dataclass(slots=True)
class _Hidden:
    """Count findings that are not shown, and the rows that they stand in."""

    number: int = 0
    first: int = 0
    last: int = 0

    def add(self, row: int) -> None:
        self.number += 1
        if row:
            self.first = min(self.first or row, row)
            self.last = max(self.last, row)

    @property
    def rows(self) -> str:
        if self.first < self.last:
            return f" (rows {self.first} to {self.last})"
        return f" (row {self.first})" if self.first else ""


class _FileWriter:
    """Write the findings of one file or sheet."""

    def __init__(self, layout: TextLayout, shown: Counter[str]) -> None:
        self._layout = layout
        self._shown_in_all = shown
        self._shown: Counter[str] = Counter()
        self._rest: dict[str, _Hidden] = {}
        self._hints: set[tuple[str, str]] = set()
        self.n_hidden = 0

    def lines(self, findings: Iterable[Finding]) -> Iterator[str]:
        """Write what is shown of each code, then count what is not."""
        for finding in findings:
            if self._is_shown(finding):
                yield self._entry(finding)
            else:
                self._rest.setdefault(finding.code, _Hidden()).add(finding.where.row)
                self.n_hidden += 1
        for code, rest in self._rest.items():
            yield f"... and {number(rest.number)} more [{code}]{rest.rows}\n"

    def _is_shown(self, finding: Finding) -> bool:
        code, layout = finding.code, self._layout
        most = layout.most.get(finding.severity)
        if most is None:
            return True
        if self._shown[code] >= most or (layout.most_in_all and self._shown_in_all[code] >= layout.most_in_all):
            return False
        self._shown[code] += 1
        self._shown_in_all[code] += 1
        return True

    def _entry(self, finding: Finding) -> str:
        where = f"{visible(str(finding.where))}: " if finding.where.file else ""
        label = finding.severity.label
        text = f"{label}: {where}{shorten(visible(finding.message), _MOST_SIGNS)} [{finding.code}]"
        folded = self._fold(text, _INDENT * 2)
        lines = [self._layout.paint(finding.severity, label) + folded.removeprefix(label)]
        if finding.waiver:
            lines.append(self._fold(f"{_INDENT}waived: {shorten(visible(finding.waiver), _MOST_SIGNS)}", _INDENT * 4))
        elif finding.hint and (finding.code, finding.hint) not in self._hints:
            self._hints.add((finding.code, finding.hint))
            lines.append(self._fold(f"{_INDENT}hint: {shorten(visible(finding.hint), _MOST_SIGNS)}", _INDENT * 4))
        return "\n".join(lines) + "\n"

    def _fold(self, text: str, indent: str) -> str:
        width = self._layout.width
        if not width or len(text) <= width:
            return text
        return textwrap.fill(
            text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
        )


def _table(findings: Sequence[Finding], layout: TextLayout) -> Iterator[str]:
    counts = count_codes(findings)
    code_width = max(len("code"), *(len(count.code) for count in counts))
    yield f"\n{'findings':>9}  {'files':>5}  severity  {'code':<{code_width}}  meaning\n"
    for count in counts:
        severity = layout.paint(count.severity, f"{count.severity.label:<8}")
        head = f"{number(count.n_findings):>9}  {number(count.n_files):>5}  {severity}"
        yield f"{head}  {count.code:<{code_width}}  {count.title}\n"
