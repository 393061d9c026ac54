"""The report as JSON: a summary, the counts, and every finding with all its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sedova_lod.findings import Finding
from sedova_lod.reports.model import RunSummary, count_codes, count_severities
from sedova_lod.reports.safe_text import to_unicode

__all__ = ["write_json"]

_MOST_KNOWN = 256

_string = json.JSONEncoder(ensure_ascii=False).encode
_known = lru_cache(maxsize=_MOST_KNOWN)(_string)


def write_json(findings: Sequence[Finding], summary: RunSummary) -> Iterator[str]:
    """Write findings as one JSON object, a finding a line.

    >>> list(json.loads("".join(write_json([], RunSummary("Letters")))))
    ['title', 'version', 'rows', 'rejected', 'tables', 'records', 'counts', 'codes', 'findings']
    """
    head = {
        "title": summary.title,
        "version": summary.version,
        "rows": summary.n_rows,
        "rejected": summary.n_rejected,
        "tables": [{"file": t.file, "how": t.how, "rows": t.n_rows} for t in summary.tables],
        "records": dict(summary.n_records),
        "counts": {severity.label: count for severity, count in count_severities(findings).items()},
        "codes": [
            {"code": c.code, "severity": c.severity.label, "title": c.title, "findings": c.n_findings}
            for c in count_codes(findings)
        ],
    }
    yield to_unicode(json.dumps(head, ensure_ascii=False, indent=2)).removesuffix("\n}") + ',\n  "findings": ['
    for position, finding in enumerate(findings):
        yield ("," if position else "") + "\n    " + to_unicode(_object(finding))
    yield "\n  ]\n}\n" if findings else "]\n}\n"


def _object(finding: Finding) -> str:
    """Write a finding as an object with all its parts: as an encoder does, without asking each part what it is."""
    code, severity, message, hint, where, value, record, focus, shape, path, waiver = finding
    file, row, column, letter, sheet = where
    place = (
        f'"file": {_known(file)}, "row": {row}, "column": {_known(column)}, '
        f'"letter": {_known(letter)}, "sheet": {_known(sheet)}'
    )
    return (
        f'{{"code": {_known(code)}, "severity": "{severity.label}", "message": {_string(message)}, '
        f'"hint": {_string(hint)}, "where": {{{place}}}, "value": {_string(value)}, "record": {_string(record)}, '
        f'"focus": {_string(focus)}, "shape": {_known(shape)}, "path": {_known(path)}, "waiver": {_string(waiver)}}}'
    )
