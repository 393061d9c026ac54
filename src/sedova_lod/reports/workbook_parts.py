"""Parts of the workbooks we write: safe cells, marks, the sheet of findings, and bytes that are the same each time."""

from __future__ import annotations

import contextlib
import datetime
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from sedova_lod.findings import CellRef, Finding, Severity
from sedova_lod.reports.cell_marks import Mark
from sedova_lod.reports.model import SEVERITIES, count_severities, noun
from sedova_lod.reports.safe_text import guard_cell, shorten, to_xml

__all__ = [
    "MOST_COLUMNS",
    "MOST_ROWS",
    "add_findings_sheet",
    "comment_on",
    "fill_of",
    "new_workbook",
    "text_cell",
    "workbook_bytes",
]

_AUTHOR = "sedova-lod"
_MOST_SIGNS = 32_000
_CHUNK = 1 << 20
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet
_MOST_LISTED = 1_048_000  # below what explains them
_MOST_LINKS = 65_530  # of a sheet; where there are more, Excel calls the file damaged
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FILLS = {
    Severity.ERROR: PatternFill("solid", start_color="FFC7CE"),
    Severity.WARNING: PatternFill("solid", start_color="FFEB9C"),
    Severity.INFO: PatternFill("solid", start_color="DDEBF7"),
}
_HEADERS = ("Severity", "Place", "Column", "Value", "What is wrong", "How to mend it", "Kind", "Record", "Waived")
_WIDTHS = (10, 24, 18, 28, 60, 50, 20, 24, 30)


def new_workbook() -> Workbook:
    """Make a workbook that is written row by row, and carries no time.

    >>> new_workbook().write_only
    True
    """
    book = Workbook(write_only=True)
    book.properties.creator = _AUTHOR
    book.properties.created = book.properties.modified = datetime.datetime(*_EPOCH)
    return book


def fill_of(severity: Severity) -> PatternFill:
    """Give the colour of a severity.

    >>> fill_of(Severity.ERROR).start_color.rgb
    '00FFC7CE'
    """
    return _FILLS[severity]


def text_cell(sheet: Any, text: str) -> Any:
    """Make a cell whose text stays text, whatever it looks like.

    >>> cell = text_cell(new_workbook().create_sheet("a"), "=1+1")
    >>> cell.value, cell.data_type, cell.quotePrefix
    ('=1+1', 's', True)
    """
    safe = shorten(to_xml(text), _MOST_SIGNS)
    cell = WriteOnlyCell(sheet, safe)
    cell.data_type = "s"
    if guard_cell(safe) != safe:
        cell.quotePrefix = True
        cell.number_format = "@"
    return cell


def comment_on(cell: Any, mark: Mark) -> None:
    """Put the words of a mark into a cell's comment, below what stands there.

    >>> cell = text_cell(new_workbook().create_sheet("a"), "x")
    >>> comment_on(cell, Mark(Severity.INFO, ["a note"]))
    >>> cell.comment.text
    'a note'
    """
    before = cell.comment
    text = f"{before.text}\n\n{mark.text}" if before else mark.text
    lines = sum(1 + len(line) // 50 for line in text.splitlines())
    author = before.author if before else _AUTHOR
    cell.comment = Comment(to_xml(text), author, height=min(30 + 18 * lines, 500), width=360)


def add_findings_sheet(book: Any, findings: Sequence[Finding], notes: Sequence[str] = ()) -> None:
    """Add a last sheet that explains the colours and lists the findings, each with a link to its cell.

    Args:
        book: The workbook.
        findings: Findings of its cells.
        notes: Sentences about the copy.
    """
    own = {sheet.title for sheet in book.worksheets}
    sheet = book.create_sheet(_free_name(own))
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    said = [*notes, *_cuts(len(findings))]
    head = [_title(sheet), *_legend(sheet, findings), *([text_cell(sheet, note)] for note in said), []]
    sheet.freeze_panes = f"A{len(head) + 2}"
    listed = min(len(findings), _MOST_LISTED)
    sheet.auto_filter.ref = f"A{len(head) + 1}:I{len(head) + 1 + listed}"
    for row in [*head, [_bold(text_cell(sheet, header)) for header in _HEADERS]]:
        sheet.append(row)
    first = next(iter(own), "")
    for number, finding in enumerate(islice(findings, listed)):
        cells = _finding_cells(sheet, finding)
        target = (finding.where.sheet if finding.where.sheet in own else first) if number < _MOST_LINKS else ""
        if target:
            _link(cells[1], finding.where, target)
        sheet.append(cells)
        if target:
            cells[1].hyperlink.ref = cells[1].coordinate


def _cuts(n_findings: int) -> Iterator[str]:
    if n_findings > _MOST_LISTED:
        yield (
            f"The first {_MOST_LISTED} of {n_findings} findings are listed, since a sheet holds no more: "
            "--report findings.csv lists all."
        )
    if n_findings > _MOST_LINKS:
        yield f"The first {_MOST_LINKS} findings are linked to their cells: Excel opens no sheet with more links."


def _free_name(taken: set[str]) -> str:
    lower = {name.lower() for name in taken}
    names = ["Findings", *(f"Findings {number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in lower)


def _bold(cell: Any) -> Any:
    cell.font = Font("Calibri", 11, bold=True)
    return cell


def _title(sheet: Any) -> list[Any]:
    return [_bold(text_cell(sheet, "Findings of sedova-lod"))]


def _legend(sheet: Any, findings: Sequence[Finding]) -> Iterator[list[Any]]:
    for severity, count in count_severities(findings).items():
        cell = text_cell(sheet, severity.label)
        cell.fill = fill_of(severity)
        yield [cell, text_cell(sheet, noun(count, SEVERITIES[severity]))]


def _finding_cells(sheet: Any, finding: Finding) -> list[Any]:
    where = finding.where
    texts = (
        finding.severity.label, _place(where), where.column, finding.value, finding.message, finding.hint,
        finding.code, finding.record, finding.waiver,
    )  # fmt: skip
    cells = [text_cell(sheet, text) for text in texts]
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    cells[0].fill = fill_of(finding.severity)
    return cells


def _place(where: CellRef) -> str:
    cell = f"{where.letter}{where.row}" if where.letter and where.row else f"row {where.row}" if where.row else ""
    return " ".join(filter(None, (where.file, f"[{where.sheet}]" if where.sheet else "", cell)))


def _link(cell: Any, where: CellRef, sheet: str) -> None:
    name = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref="", location=f"'{name}'!{where.letter or 'A'}{where.row or 1}")
    cell.font = Font("Calibri", 11, color="0B4F9C", underline="single")


class _TimelessZip(zipfile.ZipFile):
    """Write an archive whose entries carry no time, so that the same workbook gives the same bytes."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        info = zipfile.ZipInfo(str(zinfo_or_arcname), _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        info = zipfile.ZipInfo(str(arcname or filename), _EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        with open(filename, "rb") as source, self.open(info, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, _CHUNK)


def workbook_bytes(book: Any) -> Iterator[bytes]:
    """Save a workbook to a passing file, and give its bytes in pieces.

    >>> book = new_workbook()
    >>> _ = book.create_sheet("a")
    >>> b"".join(workbook_bytes(book))[:2]
    b'PK'
    """
    with contextlib.ExitStack() as on_fault:
        stream = on_fault.enter_context(tempfile.TemporaryFile())
        with _TimelessZip(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            ExcelWriter(book, archive).save()
        on_fault.pop_all()
    return _pieces(stream)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    with stream:
        stream.seek(0)
        while chunk := stream.read(_CHUNK):
            yield chunk
