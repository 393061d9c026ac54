"""What every report is made from: findings, and a summary of the run that found them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sedova_lod.findings import Finding, Rule, Severity, rule_for
from sedova_lod.findings.pile import count_findings

__all__ = [
    "SEVERITIES",
    "CodeCount",
    "Report",
    "RunSummary",
    "TableSummary",
    "count_by_file",
    "count_codes",
    "count_severities",
    "count_waived",
    "noun",
    "number",
    "rule_of",
]

SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""What a reader calls each severity, from the worst on."""


@dataclass(frozen=True, slots=True)
class TableSummary:
    """Tell what was read from one table.

    Args:
        file: File, with its sheet: `book.xlsx[People]`.
        how: How it was read: format, encoding, delimiter.
        n_rows: Rows with a value in them.

    >>> TableSummary("people.csv", "csv, utf-8, comma", 12).n_rows
    12
    """

    file: str
    how: str = ""
    n_rows: int = 0


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Tell what a run was about, beside what it found.

    Args:
        title: Title of the data set, or name of the file that was checked.
        version: Version of sedova-lod.
        tables: The tables read, in the order of the project.
        fail_on: Least severity of findings that fails the run.
        n_records: Records made, by kind.
        n_rejected: Records that have an error, and are set aside where the rest is built.

    >>> RunSummary("Letters", tables=(TableSummary("a.csv", n_rows=2), TableSummary("b.csv", n_rows=3))).n_rows
    5
    """

    title: str = ""
    version: str = ""
    tables: tuple[TableSummary, ...] = ()
    fail_on: Severity = Severity.ERROR
    n_records: Mapping[str, int] = field(default_factory=dict)
    n_rejected: int = 0

    @property
    def n_rows(self) -> int:
        """Count the rows of all tables."""
        return sum(table.n_rows for table in self.tables)


Report = Callable[[Sequence[Finding], RunSummary], Iterator[str]]
"""Write findings, sorted by file and row, in one form; gives the text in pieces."""


@dataclass(frozen=True, slots=True)
class CodeCount:
    """Count the findings of one code and severity.

    Args:
        severity: Their severity.
        code: Their code.
        title: What the code means, in a few words.
        n_findings: How many there are.
        n_files: In how many files they are.
    """

    severity: Severity
    code: str
    title: str
    n_findings: int
    n_files: int


def count_codes(findings: Iterable[Finding]) -> list[CodeCount]:
    """Count findings by code: the worst severity first, then the most frequent code.

    >>> finding = Finding("bad-date", Severity.ERROR, "'x' is not a date")
    >>> [(count.code, count.n_findings) for count in count_codes([finding, finding])]
    [('bad-date', 2)]
    """
    numbers: Counter[tuple[Severity, str]] = Counter()
    files: dict[tuple[Severity, str], set[str]] = {}
    for (severity, code, (file, _sheet), _is_waived), number_alike in count_findings(findings).items():
        numbers[severity, code] += number_alike
        files.setdefault((severity, code), set()).add(file)
    counts = [
        CodeCount(severity, code, rule_of(code).title, n_findings, len(files[severity, code]))
        for (severity, code), n_findings in numbers.items()
    ]
    return sorted(counts, key=lambda c: (-c.severity, -c.n_findings, c.code))


def count_severities(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Count findings by severity, from the worst on; a severity without findings counts 0.

    >>> count_severities([])
    {<Severity.ERROR: 2>: 0, <Severity.WARNING: 1>: 0, <Severity.INFO: 0>: 0}
    """
    counts = dict.fromkeys(SEVERITIES, 0)
    for (severity, *_others), number_alike in count_findings(findings).items():
        counts[severity] += number_alike
    return counts


def count_by_file(findings: Iterable[Finding]) -> dict[tuple[str, str], dict[Severity, int]]:
    """Count findings by file and sheet, and by severity as `count_severities` does.

    >>> count_by_file([Finding("bad-date", Severity.ERROR, "")])[("", "")][Severity.ERROR]
    1
    """
    by_file: dict[tuple[str, str], dict[Severity, int]] = {}
    for (severity, _code, file, _is_waived), number_alike in count_findings(findings).items():
        by_file.setdefault(file, dict.fromkeys(SEVERITIES, 0))[severity] += number_alike
    return by_file


def count_waived(findings: Iterable[Finding]) -> int:
    """Count the findings that are waived.

    >>> count_waived([])
    0
    """
    return sum(number for (*_others, is_waived), number in count_findings(findings).items() if is_waived)


def rule_of(code: str) -> Rule:
    """Give the rule of a code; a bare one for a code that the catalogue does not know.

    >>> rule_of("bad-date").title, rule_of("of-a-plugin").title
    ('not a date', 'of a plugin')
    """
    return rule_for(code) or Rule(code, Severity.ERROR, code.replace("-", " "), "", "")


def number(count: int) -> str:
    """Write a number with a blank between thousands.

    >>> number(10000)
    '10 000'
    """
    return f"{count:,}".replace(",", " ")


def noun(count: int, name: str) -> str:
    """Write a number with what it counts.

    >>> noun(1, "error"), noun(2000, "row")
    ('1 error', '2 000 rows')
    """
    return f"{number(count)} {name}" if count == 1 else f"{number(count)} {name}s"
