"""Rejects: the rows of faulty records, set aside whole with the reasons, to be mended and read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from sedova_lod.findings import Finding, Severity
from sedova_lod.pipeline.reading import Collection
from sedova_lod.readers import Row, Table, Tree, TreeLeaf, TreeList, TreeValue, open_table
from sedova_lod.records import RecordKey, TableLayout
from sedova_lod.records.layout import REASON
from sedova_lod.records.values import cell_text
from sedova_lod.serializers import OutputFolder
from sedova_lod.settings import Project

__all__ = ["write_rejects"]


def write_rejects(
    folder: OutputFolder,
    project: Project,
    collection: Collection,
    rejected: dict[tuple[int, int], RecordKey],
    findings: list[Finding],
) -> None:
    """Write the rows of faulty records to `rejects/`, one file a table.

    Tables become CSV files with the same headers and a column `reason`; nested files become JSON Lines.

    Args:
        folder: The output folder, open.
        project: The project.
        collection: What was read.
        rejected: Rows that are in no record, by table and row, with the records that they name.
        findings: What is wrong.
    """
    reasons = _Reasons(findings, rejected, collection.unplaced)
    for spec, layout in zip(project.tables, collection.layouts, strict=False):
        stem = PurePosixPath(spec.file).stem + (f"-{spec.sheet}" if spec.sheet else "")
        name = f"rejects/{layout.number + 1:02}-{stem}"
        rows = _nested_rejects if layout.is_nested else _flat_rejects
        chunks = rows(open_table(project.root, spec), layout, reasons)
        first = next(chunks, None)
        if first is None:
            continue
        with folder.create(f"{name}.jsonl" if layout.is_nested else f"{name}.csv") as file:
            file.write(first)
            for chunk in chunks:
                file.write(chunk)


class _Reasons:
    """Look up why a row was set aside."""

    def __init__(
        self, findings: list[Finding], rejected: dict[tuple[int, int], RecordKey], unplaced: set[tuple[int, int]]
    ) -> None:
        self._rejected = rejected
        self._unplaced = unplaced
        self._by_row: dict[tuple[str, str, int, str], dict[str, None]] = {}
        self._by_record: dict[str, dict[str, None]] = {}
        for finding in findings:
            if finding.severity is Severity.ERROR:
                where, kind = finding.where, finding.record.partition("/")[0]
                self._by_row.setdefault((where.file, where.sheet, where.row, kind), {})[finding.message] = None
                if finding.record:
                    self._by_record.setdefault(finding.record, {})[finding.message] = None

    def reason(self, layout: TableLayout, row: int) -> str:
        """Give the reasons for a row; empty if it was not set aside."""
        place = (layout.number, row)
        nameless = self._by_row.get((layout.file, layout.sheet, row, ""), {})
        if place in self._unplaced:
            return _joined(nameless)
        if place not in self._rejected:
            return ""
        own = self._by_row.get((layout.file, layout.sheet, row, layout.kind.name), {})
        found = {**nameless, **own, **self._by_record.get("/".join(self._rejected[place]), {})}
        return _joined(found) or "the record is faulty in another table"


def _joined(messages: dict[str, None]) -> str:
    return " | ".join(messages)


def _flat_rejects(table: Table, layout: TableLayout, reasons: _Reasons) -> Iterator[bytes]:
    is_first = True
    for row in table.rows():
        reason = reasons.reason(layout, row.number) if isinstance(row, Row) else ""
        if isinstance(row, Row) and reason:
            if is_first:
                yield _csv_line([*table.info.header, REASON])
                is_first = False
            yield _csv_line([*(cell_text(v) if not isinstance(v, str) else v for v in row.values), reason])


def _csv_line(values: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerow(values)
    return stream.getvalue().encode()


def _nested_rejects(table: Table, layout: TableLayout, reasons: _Reasons) -> Iterator[bytes]:
    for tree in table.rows():
        reason = reasons.reason(layout, tree.line) if isinstance(tree, Tree) else ""
        if isinstance(tree, Tree) and reason:
            yield json.dumps({**_plain(tree), REASON: reason}, ensure_ascii=False).encode() + b"\n"


def _plain(value: TreeValue) -> Any:
    if isinstance(value, Tree):
        return {key: _plain(inner) for key, inner in value.fields.items()}
    if isinstance(value, TreeList):
        return [_plain(item) for item in value.items]
    if isinstance(value, TreeLeaf):
        return value.value
    return None
