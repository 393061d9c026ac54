"""Copies of the users' own tables with what is wrong shown in the cells: workbooks, and CSV with one column more."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sedova_lod.findings import Finding
from sedova_lod.readers import open_table
from sedova_lod.reports.safe_text import guard_cell, to_unicode
from sedova_lod.settings import Project, TableSpec

__all__ = ["AnnotatedCopy", "annotate_tables", "copy_names"]

_WORKBOOKS = (".xlsx", ".xlsm", ".ods")
_TEXTS = ("csv", "tsv")
_COLUMN = "findings"
_BOM = "\ufeff"
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_LONGEST_NAME = 31
_MOST_EXTRA = 20  # cells beyond the headers that get a column; a row with more is written as it is


@dataclass(frozen=True, slots=True)
class AnnotatedCopy:
    """Hold a copy that is about to be written.

    Args:
        name: Name of the copy, with `/` between folders.
        chunks: Its bytes, made as they are asked for.
    """

    name: str
    chunks: Iterator[bytes]


def copy_names(file: str) -> tuple[str, ...]:
    """Name the copies of a file: a workbook keeps its name, a text table gets a workbook beside its copy.

    >>> copy_names("people.xlsx"), copy_names("a/people.csv")
    (('people.xlsx',), ('a/people.csv.xlsx', 'a/people.csv'))
    >>> copy_names("book.ods"), copy_names("claims.yaml")
    (('book.ods.xlsx',), ())
    """
    ending = PurePosixPath(file).suffix.lower()
    if ending in (".xlsx", ".xlsm"):
        return (file,)
    if ending in (".yaml", ".yml", ".jsonl", ".ndjson"):
        return ()
    return (f"{file}.xlsx", file) if ending in (".csv", ".tsv", ".tab", ".txt") else (f"{file}.xlsx",)


def annotate_tables(project: Project, findings: Sequence[Finding]) -> Iterator[AnnotatedCopy]:
    """Copy every table with findings; nested files have no cells, and are passed over.

    Args:
        project: The project; its files are only read.
        findings: What is wrong.

    Raises:
        InputError: A table can no longer be read.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.where.file, []).append(finding)
    specs: dict[str, list[TableSpec]] = {}
    for spec in project.tables:
        specs.setdefault(spec.file, []).append(spec)
    for file, of_file in specs.items():
        if file in by_file and copy_names(file):
            yield from _copies(project, of_file, by_file[file])
    links = project.links.file
    if links in by_file and (project.root / links).is_file():
        yield from _link_copies(project, by_file[links])


def _copies(project: Project, specs: list[TableSpec], findings: Sequence[Finding]) -> Iterator[AnnotatedCopy]:
    # openpyxl is loaded only when a copy is wanted
    from sedova_lod.reports.as_workbook import copy_rows, copy_workbook  # noqa: PLC0415
    from sedova_lod.reports.source_rows import table_rows, text_rows  # noqa: PLC0415

    file = specs[0].file
    path, names = project.root / file, copy_names(file)
    if PurePosixPath(file).suffix.lower() in _WORKBOOKS:
        yield AnnotatedCopy(names[0], copy_workbook(path, findings))
        return
    tables = {_sheet_name(spec): open_table(project.root, spec) for spec in specs}
    tables = {name: table for name, table in tables.items() if not table.is_nested}
    if not tables:
        return
    info = next(iter(tables.values())).info
    if info.format not in _TEXTS:
        yield AnnotatedCopy(names[0], copy_rows([(n, table_rows(t)) for n, t in tables.items()], findings))
        return
    arguments = (path, specs[0], info.delimiter, len(info.header))
    sheet = _sheet_name(specs[0])
    yield AnnotatedCopy(names[0], copy_rows([(sheet, text_rows(*arguments))], findings))
    width = min(max((len(cells) for _, cells in text_rows(*arguments)), default=0), len(info.header) + _MOST_EXTRA)
    rows = ((number, [str(cell) for cell in cells]) for number, cells in text_rows(*arguments))
    layout = _CsvLayout(info.delimiter, info.header_row, width)
    yield AnnotatedCopy(file, _csv_chunks(rows, layout, findings))


def _link_copies(project: Project, findings: Sequence[Finding]) -> Iterator[AnnotatedCopy]:
    from sedova_lod.reports.as_workbook import copy_rows  # noqa: PLC0415 - as above
    from sedova_lod.reports.source_rows import line_rows  # noqa: PLC0415

    file = project.links.file
    yield AnnotatedCopy(f"{file}.xlsx", copy_rows([("links", line_rows(project.root / file, "\t"))], findings))


def _sheet_name(spec: TableSpec) -> str:
    name = (spec.sheet or PurePosixPath(spec.file).stem).translate(_FORBIDDEN)[:_LONGEST_NAME]
    return name.strip("'") or "table"


@dataclass(frozen=True, slots=True)
class _CsvLayout:
    delimiter: str
    header_row: int
    width: int


def _csv_chunks(
    rows: Iterator[tuple[int, list[str]]], layout: _CsvLayout, findings: Sequence[Finding]
) -> Iterator[bytes]:
    told: dict[int, list[str]] = {}
    for finding in findings:
        told.setdefault(finding.where.row or layout.header_row, []).append(_note(finding))
    first = True
    for number, cells in rows:
        notes = told.get(number, [])
        last = " | ".join([_COLUMN, *notes] if number == layout.header_row else notes)
        padded = [*cells, *[""] * (layout.width - len(cells)), last]
        line = _csv_line([_guard(to_unicode(cell)) for cell in padded], layout.delimiter)
        yield ((_BOM if first else "") + line).encode()
        first = False


def _note(finding: Finding) -> str:
    where = finding.where
    column = f"column {where.letter} '{where.column}': " if where.letter else ""
    waiver = f" (waived: {finding.waiver})" if finding.waiver else ""
    return f"{finding.severity.label}: {column}{finding.message}{waiver}"


def _guard(cell: str) -> str:
    """Guard a cell of the user's; a number keeps its sign."""
    return cell if _is_number(cell) else guard_cell(cell)


def _is_number(cell: str) -> bool:
    return cell[:1] in ("+", "-") and cell[1:].replace(".", "", 1).isdigit()


def _csv_line(cells: list[str], delimiter: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerow(cells)
    return stream.getvalue()
