"""Rejects: the rows of faulty records, set aside whole with the reasons, to be mended and read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from sedova_lod.findings import Finding
from sedova_lod.pipeline.collection import Collection
from sedova_lod.pipeline.reject_reasons import RejectReasons, TableReasons
from sedova_lod.readers import CellValue, Row, Table, Tree, TreeLeaf, TreeList, TreeValue, Withheld, open_table
from sedova_lod.records import PlainPile, RejectedRow, TableLayout
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
    rejected: Iterable[RejectedRow],
    findings: Iterable[Finding],
) -> None:
    """Write the rows of faulty records to `rejects/`, one file a table.

    Tables become CSV files with the same headers and a column `reason`; nested files become JSON Lines. Rows that could
    not be read for certain stand in a text file as they are, below the headers.

    Args:
        folder: The output folder, open.
        project: The project.
        collection: What was read.
        rejected: Rows that are in no record, by table and row, with kind and id of the records that they name.
        findings: What is wrong.
    """
    with RejectReasons(collection, rejected, findings) as reasons:
        for spec, layout, count in zip(project.tables, collection.layouts, collection.tables, strict=False):
            if not (reasons.has_rows(layout) or count.n_withheld):
                continue
            stem = PurePosixPath(spec.file).stem + (f"-{spec.sheet}" if spec.sheet else "")
            name = f"rejects/{layout.number + 1:02}-{stem}"
            table = open_table(project.root, spec)
            withheld = _WithheldRows()
            table.on_withheld = withheld.take
            rows = _nested_rejects if layout.is_nested else _flat_rejects
            chunks = rows(table, layout, reasons.of_table(layout), withheld)
            _write(folder, f"{name}.jsonl" if layout.is_nested else f"{name}.csv", chunks)
            _write(folder, f"{name}.txt", _raw_rejects(table, withheld.raw))


class _WithheldRows:
    """Hold the rows that a reader withheld: as they stand in a text file, or else by their cells."""

    def __init__(self) -> None:
        self.raw: PlainPile[str] = PlainPile()
        self.cells: list[Withheld] = []

    def take(self, row: Withheld) -> None:
        if row.raw:
            self.raw.append(row.raw)
        else:
            self.cells.append(row)


def _write(folder: OutputFolder, name: str, chunks: Iterator[bytes]) -> None:
    first = next(chunks, None)
    if first is None:
        return
    with folder.create(name) as file:
        file.write(first)
        for chunk in chunks:
            file.write(chunk)


def _raw_rejects(table: Table, rows: PlainPile[str]) -> Iterator[bytes]:
    """Give the rows that could not be read as they stand in the file, in UTF-8, other bytes as they are."""
    if rows and table.info.header:
        stream = io.StringIO()
        csv.writer(stream, delimiter=table.info.delimiter, lineterminator="\n").writerow(table.info.header)
        yield stream.getvalue().encode()
    for row in rows:
        yield (row if row.endswith(("\n", "\r")) else f"{row}\n").encode("utf-8", "surrogateescape")


def _flat_rejects(table: Table, layout: TableLayout, reasons: TableReasons, withheld: _WithheldRows) -> Iterator[bytes]:
    header = [name for name in table.info.header if name != REASON]
    kept = [index for index, name in enumerate(table.info.header) if name != REASON]
    is_first = True
    for number, values, reason in _faulty_rows(table, reasons, withheld):
        if is_first:
            yield _csv_line([*header, REASON])
            is_first = False
        texts = (_text(values[index]) if index < len(values) else "" for index in kept)
        yield _csv_line([*(plain_cell(t) if layout.is_rejects else t for t in texts), reason or f"row {number}"])


def _faulty_rows(
    table: Table, reasons: TableReasons, withheld: _WithheldRows
) -> Iterator[tuple[int, Sequence[CellValue], str]]:
    """Give rows that were set aside, and those that the reader withheld although it knows their cells."""
    for row in table.rows():
        reason = reasons.reason(row.number) if isinstance(row, Row) else ""
        if isinstance(row, Row) and reason:
            yield row.number, row.values, reason
    for kept in withheld.cells:
        yield kept.number, kept.values, reasons.reason_withheld(kept.number)


def _text(value: CellValue) -> str:
    return value if isinstance(value, str) else cell_text(value)


def _csv_line(values: list[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerow(map(inert_cell, values))
    return stream.getvalue().encode("utf-8", "surrogateescape")


def _nested_rejects(table: Table, _: TableLayout, reasons: TableReasons, __: _WithheldRows) -> Iterator[bytes]:
    for tree in table.rows():
        reason = reasons.reason(tree.line) if isinstance(tree, Tree) else ""
        if isinstance(tree, Tree) and reason:
            line = json.dumps({**_plain(tree), REASON: reason}, ensure_ascii=False)
            yield line.encode("utf-8", "backslashreplace") + b"\n"  # a broken letter stays as JSON writes it


def _plain(value: TreeValue) -> Any:
    if isinstance(value, Tree):
        return {key: _plain(inner) for key, inner in value.fields.items()}
    if isinstance(value, TreeList):
        return [_plain(item) for item in value.items]
    if isinstance(value, TreeLeaf):
        return value.value
    return None
