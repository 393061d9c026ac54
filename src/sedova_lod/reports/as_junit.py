"""The report as JUnit XML, which build servers show as tests: a suite a table, a case a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from sedova_lod.findings import CellRef, Finding
from sedova_lod.reports.model import RunSummary
from sedova_lod.reports.safe_text import to_xml

__all__ = ["write_junit"]

_ELSEWHERE = "the data set"
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def write_junit(findings: Sequence[Finding], summary: RunSummary) -> Iterator[str]:
    """Write findings as test cases: those that fail the run as failures, the others as skipped.

    A waived finding fails no run. A table without findings is a suite with one case that passed.

    >>> print("".join(write_junit([], RunSummary())))
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="sedova-lod" tests="0" failures="0" errors="0" skipped="0">
    </testsuites>
    <BLANKLINE>
    """
    suites: dict[str, list[range]] = {table.file: [] for table in summary.tables}
    start = 0
    for name, group in groupby(findings, key=lambda finding: _suite_of(finding.where)):
        end = start + sum(1 for _ in group)
        suites.setdefault(name, []).append(range(start, end))
        start = end
    n_clean = sum(not places for places in suites.values())
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites{_attributes('sedova-lod', findings, summary, n_clean)}>\n"
    for name, places in suites.items():
        yield f"  <testsuite{_attributes(name, _found_at(findings, places), summary, not places)}>\n"
        if not places:
            yield f'    <testcase classname={_quoted(name)} name="no findings"/>\n'
        for finding in _found_at(findings, places):
            yield _case(name, finding, _is_failure(finding, summary))
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _found_at(findings: Sequence[Finding], places: Iterable[range]) -> Iterator[Finding]:
    """Give findings one by one: a suite can be longer than memory."""
    return map(findings.__getitem__, chain.from_iterable(places))


def _suite_of(where: CellRef) -> str:
    return f"{where.file}[{where.sheet}]" if where.sheet else where.file or _ELSEWHERE


def _attributes(name: str, findings: Iterable[Finding], summary: RunSummary, n_passed: int) -> str:
    is_failed = Counter(_is_failure(finding, summary) for finding in findings)
    counts = {
        "tests": is_failed.total() + n_passed,
        "failures": is_failed[True],
        "errors": 0,
        "skipped": is_failed[False],
    }
    return f" name={_quoted(name)}" + "".join(f' {key}="{count}"' for key, count in counts.items())


def _is_failure(finding: Finding, summary: RunSummary) -> bool:
    return finding.severity >= summary.fail_on and not finding.waiver


def _case(suite: str, finding: Finding, is_failure: bool) -> str:
    place = f" line={_quoted(str(finding.where.row))}" if finding.where.row else ""
    file = f" file={_quoted(finding.where.file)}" if finding.where.file else ""
    head = f"    <testcase classname={_quoted(suite)} name={_quoted(_name(finding))}{file}{place}>\n"
    waiver = f" (waived: {finding.waiver})" if finding.waiver else ""
    message = _quoted(f"{finding.severity.label}: {finding.message}{waiver}")
    if not is_failure:
        body = f"      <skipped message={message}/>\n"
    else:
        text = to_xml(str(finding)).translate(_IN_TEXT)
        body = f"      <failure type={_quoted(finding.code)} message={message}>{text}</failure>\n"
    return f"{head}{body}    </testcase>\n"


def _name(finding: Finding) -> str:
    where = finding.where
    cell = f"{where.letter}{where.row}" if where.letter and where.row else f"row {where.row}" if where.row else ""
    column = f"'{where.column}'" if where.column else ""
    return f"{' '.join(filter(None, (cell, column, finding.record)))}: {finding.code}".removeprefix(": ")


def _quoted(text: str) -> str:
    quoted = to_xml(text).translate(_IN_ATTRIBUTE)
    if "'" in quoted or '"' not in quoted:
        return '"' + quoted.replace('"', "&quot;") + '"'
    return f"'{quoted}'"
