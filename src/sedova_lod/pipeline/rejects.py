"""Rejects: the rows of faulty records, set aside whole with the reasons, to be mended and read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from pathlib import PurePosixPath
from sys import intern
from typing import Any

from sedova_lod.findings import Finding, Severity
from sedova_lod.pipeline.collection import Collection
from sedova_lod.readers import CellValue, Row, Table, Tree, TreeLeaf, TreeList, TreeValue, Withheld, open_table
from sedova_lod.records import RecordKey, TableLayout
from sedova_lod.records.layout import REASON
from sedova_lod.records.rejected_cells import inert_cell, plain_cell
from sedova_lod.records.values import cell_text
from sedova_lod.serializers import OutputFolder
from sedova_lod.settings import Project

__all__ = ["write_rejects"]


def write_rejects(
    folder: OutputFolder,
    project: Project,
    collection: Collection,
    rejected: dict[tuple[int, int], RecordKey],
    findings: Iterable[Finding],
) -> None:
    """Write the rows of faulty records to `rejects/`, one file a table.

    Tables become CSV files with the same headers and a column `reason`; nested files become JSON Lines. Rows that could
    not be read for certain stand in a text file as they are, below the headers.

    Args:
        folder: The output folder, open.
        project: The project.
        collection: What was read.
        rejected: Rows that are in no record, by table and row, with the records that they name.
        findings: What is wrong.
    """
    reasons = _Reasons(findings, rejected, collection.unplaced)
    for spec, layout, count in zip(project.tables, collection.layouts, collection.tables, strict=False):
        if not (reasons.rows_of(layout) or count.n_withheld):
            continue
        stem = PurePosixPath(spec.file).stem + (f"-{spec.sheet}" if spec.sheet else "")
        name = f"rejects/{layout.number + 1:02}-{stem}"
        table = open_table(project.root, spec)
        withheld: list[Withheld] = []
        table.on_withheld = withheld.append
        rows = _nested_rejects if layout.is_nested else _flat_rejects
        chunks = rows(table, layout, reasons, withheld)
        _write(folder, f"{name}.jsonl" if layout.is_nested else f"{name}.csv", chunks)
        _write(folder, f"{name}.txt", _raw_rejects(table, withheld))


def _write(folder: OutputFolder, name: str, chunks: Iterator[bytes]) -> None:
    first = next(chunks, None)
    if first is None:
        return
    with folder.create(name) as file:
        file.write(first)
        for chunk in chunks:
            file.write(chunk)


def _raw_rejects(table: Table, withheld: list[Withheld]) -> Iterator[bytes]:
    """Give the rows that could not be read as they stand in the file, in UTF-8, other bytes as they are."""
    rows = [row for row in withheld if row.raw]
    if rows and table.info.header:
        stream = io.StringIO()
        csv.writer(stream, delimiter=table.info.delimiter, lineterminator="\n").writerow(table.info.header)
        yield stream.getvalue().encode()
    for row in rows:
        raw = row.raw if row.raw.endswith(("\n", "\r")) else f"{row.raw}\n"
        yield raw.encode("utf-8", "surrogateescape")


class _Reasons:
    """Look up why a row was set aside."""

    def __init__(
        self, findings: Iterable[Finding], rejected: dict[tuple[int, int], RecordKey], unplaced: set[tuple[int, int]]
    ) -> None:
        self._rejected = rejected
        self._unplaced = unplaced
        self._rows: dict[int, set[int]] = {}
        for table, row in chain(rejected, unplaced):
            self._rows.setdefault(table, set()).add(row)
        self._by_row: dict[tuple[str, str], dict[int, list[tuple[str, str]]]] = {}
        self._by_record: dict[str, list[str]] = {}
        for finding in findings:
            if finding.severity is Severity.ERROR and not finding.waiver:
                where, kind = finding.where, intern(finding.record.partition("/")[0])
                rows = self._by_row.setdefault((where.file, where.sheet), {})
                rows.setdefault(where.row, []).append((kind, finding.message))
                if finding.record:
                    self._by_record.setdefault(finding.record, []).append(finding.message)

    def rows_of(self, layout: TableLayout) -> Set[int]:
        """Give the rows of a table that were set aside; not those that its reader withheld."""
        return self._rows.get(layout.number, frozenset())

    def reason_withheld(self, layout: TableLayout, row: int) -> str:
        """Give the reasons for a row that its reader withheld."""
        return _joined(self._of_row(layout, row, ""))

    def reason(self, layout: TableLayout, row: int) -> str:
        """Give the reasons for a row that was set aside."""
        place = (layout.number, row)
        nameless = self._of_row(layout, row, "")
        if place in self._unplaced:
            return _joined(nameless)
        own = self._of_row(layout, row, layout.kind.name)
        of_record = self._by_record.get("/".join(self._rejected[place]), [])
        return _joined([*nameless, *own, *of_record]) or "the record is faulty in another table"

    def _of_row(self, layout: TableLayout, row: int, kind: str) -> list[str]:
        found = self._by_row.get((layout.file, layout.sheet), {}).get(row, ())
        return [message for own_kind, message in found if own_kind == kind]


def _joined(messages: list[str]) -> str:
    return " | ".join(dict.fromkeys(messages))


def _flat_rejects(table: Table, layout: TableLayout, reasons: _Reasons, withheld: list[Withheld]) -> Iterator[bytes]:
    header = [name for name in table.info.header if name != REASON]
    kept = [index for index, name in enumerate(table.info.header) if name != REASON]
    is_first = True
    for number, values, reason in _faulty_rows(table, layout, reasons, withheld):
        if is_first:
            yield _csv_line([*header, REASON])
            is_first = False
        texts = (_text(values[index]) if index < len(values) else "" for index in kept)
        yield _csv_line([*(plain_cell(t) if layout.is_rejects else t for t in texts), reason or f"row {number}"])


def _faulty_rows(
    table: Table, layout: TableLayout, reasons: _Reasons, withheld: list[Withheld]
) -> Iterator[tuple[int, Sequence[CellValue], str]]:
    """Give rows that were set aside, and those that the reader withheld although it knows their cells."""
    wanted = reasons.rows_of(layout)
    for row in table.rows():
        if isinstance(row, Row) and row.number in wanted:
            reason = reasons.reason(layout, row.number)
            if reason:
                yield row.number, row.values, reason
    for kept in withheld:
        if not kept.raw:
            yield kept.number, kept.values, reasons.reason_withheld(layout, kept.number)


def _text(value: CellValue) -> str:
    return value if isinstance(value, str) else cell_text(value)


def _csv_line(values: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerow(map(inert_cell, values))
    return stream.getvalue().encode("utf-8", "surrogateescape")


def _nested_rejects(table: Table, layout: TableLayout, reasons: _Reasons, withheld: list[Withheld]) -> Iterator[bytes]:
    wanted = reasons.rows_of(layout)
    for tree in table.rows():
        reason = reasons.reason(layout, tree.line) if isinstance(tree, Tree) and tree.line in wanted else ""
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
