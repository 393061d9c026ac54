"""The report as JSON: a summary, the counts, and every finding with all its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from sedova_lod.findings import CellRef, Finding
from sedova_lod.reports.model import RunSummary, count_codes, count_severities
from sedova_lod.reports.safe_text import to_unicode

__all__ = ["write_json"]

_FIELDS = tuple(field.name for field in fields(Finding))
_PLACE_FIELDS = tuple(field.name for field in fields(CellRef))


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
    yield _dump(head, indent=2).removesuffix("\n}") + ',\n  "findings": ['
    for position, finding in enumerate(findings):
        yield ("," if position else "") + "\n    " + _dump(_plain(finding))
    yield "\n  ]\n}\n" if findings else "]\n}\n"


def _plain(finding: Finding) -> dict[str, Any]:
    plain = {name: getattr(finding, name) for name in _FIELDS}
    plain["where"] = {name: getattr(finding.where, name) for name in _PLACE_FIELDS}
    return {**plain, "severity": finding.severity.label}


def _dump(value: object, indent: int | None = None) -> str:
    return to_unicode(json.dumps(value, ensure_ascii=False, indent=indent))
