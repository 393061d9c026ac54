"""The report as JSON: a summary, the counts, and every finding with all its parts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sedova_lod.findings import Finding
from sedova_lod.reports.model import RunSummary, count_codes, count_severities
from sedova_lod.reports.safe_text import to_unicode

__all__ = ["write_json"]

_encoder = json.JSONEncoder(ensure_ascii=False)


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
        yield ("," if position else "") + "\n    " + to_unicode(_encoder.encode(_plain(finding)))
    yield "\n  ]\n}\n" if findings else "]\n}\n"


def _plain(finding: Finding) -> dict[str, Any]:
    plain = finding._asdict()
    plain["severity"] = finding.severity.label
    plain["where"] = finding.where._asdict()
    return plain
