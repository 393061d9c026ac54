"""The report as SARIF 2.1.0, which code hosts and editors show beside the lines concerned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from sedova_lod.findings import CellRef, Finding, Severity
from sedova_lod.reports.model import RunSummary, count_codes, rule_of
from sedova_lod.reports.safe_text import to_unicode

__all__ = ["write_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_MORE = ("value", "record", "focus", "shape", "path")


def write_sarif(findings: Sequence[Finding], summary: RunSummary) -> Iterator[str]:
    """Write findings as a SARIF log of one run, with the manual page of each code that occurs.

    A region's line is the row, and its column the position of the cell in the row, both counted from 1.

    Source:
        SARIF Version 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

    >>> json.loads("".join(write_sarif([], RunSummary())))["version"]
    '2.1.0'
    """
    codes = list(dict.fromkeys(count.code for count in count_codes(findings)))
    files = {file: i for i, file in enumerate(dict.fromkeys(f.where.file for f in findings if f.where.file))}
    index = {code: position for position, code in enumerate(codes)}
    driver: dict[str, Any] = {"name": "sedova-lod", "rules": [_rule(code) for code in codes]}
    if summary.version:
        driver["semanticVersion"] = summary.version
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file)}} for file in files],
        "results": [],
    }
    log = _dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)
    head, mark, tail = log.rpartition('"results": [')
    yield head + mark
    for position, finding in enumerate(findings):
        yield ("," if position else "") + "\n    " + _dump(_result(finding, index[finding.code], files))
    yield tail + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = rule_of(code)
    described: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": _escaped(rule.title)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    if rule.meaning:
        example = f"\n\nExample: {rule.example}" if rule.example else ""
        described["fullDescription"] = {"text": _escaped(rule.meaning)}
        described["help"] = {"text": _escaped(f"{rule.meaning}\n\nTo mend it: {rule.mend}{example}")}
    return described


def _result(finding: Finding, rule_index: int, files: dict[str, int]) -> dict[str, Any]:
    hint = f"\n{finding.hint}" if finding.hint else ""
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _escaped(finding.message + hint)},
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    if finding.where.file:
        result["locations"] = [_location(finding.where, files[finding.where.file])]
    if finding.waiver:
        result["suppressions"] = [{"kind": "external", "justification": finding.waiver}]
    more = {name: getattr(finding, name) for name in _MORE if getattr(finding, name)}
    return {**result, "properties": more} if more else result


def _location(where: CellRef, artifact: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(where.file), "index": artifact}}
    if where.row:
        place["region"] = {"startLine": where.row}
        if where.letter:
            place["region"]["startColumn"] = _position(where.letter)
    name = " ".join(filter(None, (where.sheet, f"{where.letter}{where.row or ''}", where.column)))
    return {"physicalLocation": place, **({"logicalLocations": [{"name": name}]} if name else {})}


def _uri(file: str) -> str:
    return quote(to_unicode(file))


def _position(letter: str) -> int:
    position = 0
    for sign in letter:
        position = position * 26 + ord(sign) - 64
    return position


def _fingerprint(finding: Finding) -> str:
    """Name a finding so that it is known again when rows above it come or go."""
    where = finding.where
    row = finding.record or str(where.row)
    parts = (finding.code, where.file, where.sheet, row, where.column, finding.value, finding.focus, finding.path)
    return hashlib.sha256("\0".join(map(to_unicode, parts)).encode()).hexdigest()[:32]


def _escaped(text: str) -> str:
    """Keep a text from being read as a placeholder or a link of a SARIF message."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _dump(value: object, indent: int | None = None) -> str:
    return to_unicode(json.dumps(value, ensure_ascii=False, indent=indent))
