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
from sedova_lod.readers import Row, Tree, TreeLeaf, TreeList, TreeValue, open_table
from sedova_lod.records import PARENT, RecordKey, TableLayout
from sedova_lod.records.fragments import slug
from sedova_lod.records.layout import REASON, Column
from sedova_lod.records.values import cell_text
from sedova_lod.serializers import OutputFolder
from sedova_lod.settings import Project, TableSpec

__all__ = ["write_rejects"]


def write_rejects(
    folder: OutputFolder,
    project: Project,
    collection: Collection,
    rejected: set[RecordKey],
    findings: list[Finding],
) -> None:
    """Write the rows of faulty records to `rejects/`, one file a table.

    Tables become CSV files with the same headers and a column `reason`; nested files become JSON Lines.
    """
    reasons = _Reasons(findings, rejected)
    for spec, layout in zip(project.tables, collection.layouts, strict=False):
        stem = PurePosixPath(spec.file).stem + (f"-{spec.sheet}" if spec.sheet else "")
        name = f"rejects/{layout.number + 1:02}-{stem}"
        chunks = (
            _nested_rejects(project, spec, reasons)
            if layout.is_nested
            else _flat_rejects(project, spec, layout, reasons)
        )
        first = next(chunks, None)
        if first is None:
            continue
        with folder.create(f"{name}.jsonl" if layout.is_nested else f"{name}.csv") as file:
            file.write(first)
            for chunk in chunks:
                file.write(chunk)


class _Reasons:
    """Look up why a row was set aside."""

    def __init__(self, findings: list[Finding], rejected: set[RecordKey]) -> None:
        self._rejected = rejected
        self._by_row: dict[tuple[str, str, int], dict[str, None]] = {}
        self._by_record: dict[str, dict[str, None]] = {}
        for finding in findings:
            if finding.severity is Severity.ERROR:
                where = finding.where
                self._by_row.setdefault((where.file, where.sheet, where.row), {})[finding.message] = None
                if finding.record:
                    self._by_record.setdefault(finding.record, {})[finding.message] = None

    def reason(self, layout_file: tuple[str, str], row: int, key: RecordKey) -> str:
        """Give the reasons for a row; empty if it was not set aside."""
        own = self._by_row.get((*layout_file, row), {})
        if key not in self._rejected and not (own and not key[1]):
            return ""
        found = {**own, **self._by_record.get("/".join(key), {})}
        return " | ".join(found) or "the record is faulty in another table"


def _flat_rejects(project: Project, spec: TableSpec, layout: TableLayout, reasons: _Reasons) -> Iterator[bytes]:
    column = layout.column_of(PARENT if layout.part else "id")
    table = open_table(project.root, spec)
    is_first = True
    for row in table.rows():
        if not isinstance(row, Row):
            continue
        record_id = _id_of(row, column) if column else ""
        reason = reasons.reason((layout.file, layout.sheet), row.number, (layout.kind.name, record_id))
        if reason:
            if is_first:
                yield _csv_line([*table.info.header, REASON])
                is_first = False
            yield _csv_line([*(cell_text(v) if not isinstance(v, str) else v for v in row.values), reason])


def _id_of(row: Row, column: Column) -> str:
    text = cell_text(row.values[column.index]) if column.index >= 0 else column.rule.constant
    return slug(text) if column.rule.is_slug else column.rule.prefix + text


def _csv_line(values: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerow(values)
    return stream.getvalue().encode()


def _nested_rejects(project: Project, spec: TableSpec, reasons: _Reasons) -> Iterator[bytes]:
    table = open_table(project.root, spec)
    kind = spec.kind.partition(".")[0]
    for tree in table.rows():
        if not isinstance(tree, Tree):
            continue
        plain = _plain(tree)
        reason = reasons.reason((spec.file, ""), tree.line, (kind, str(plain.get("id", "")).strip()))
        if reason:
            yield json.dumps({**plain, REASON: reason}, ensure_ascii=False).encode() + b"\n"


def _plain(value: TreeValue) -> Any:
    if isinstance(value, Tree):
        return {key: _plain(inner) for key, inner in value.fields.items()}
    if isinstance(value, TreeList):
        return [_plain(item) for item in value.items]
    if isinstance(value, TreeLeaf):
        return value.value
    return None
