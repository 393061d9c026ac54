"""Read CSV and TSV files, record by record, by the rules of RFC 4180."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import CELL_TOO_LONG, UNDECODABLE_BYTES
from sedova_lod.readers.csv_dialect import (
    DELIMITER_NAMES,
    detect_delimiter,
    first_rows,
    stated_by_excel,
    usual_excess,
    usual_width,
)
from sedova_lod.readers.csv_faults import RecordSpan, broken_quotes, narrow_header, ragged_row
from sedova_lod.readers.csv_lines import MOST_LINE, CsvLines, lines_of
from sedova_lod.readers.csv_pieces import MOST_CELL, CsvPiece, plain_rows
from sedova_lod.readers.headers import clean_headers
from sedova_lod.readers.model import Row, Table, TableInfo, Withheld
from sedova_lod.readers.pieces import PiecedTable
from sedova_lod.readers.record_bytes import RecordBytes, n_lines, n_records
from sedova_lod.readers.text_encoding import TextEncoding, detect_encoding, guessed_encoding
from sedova_lod.records import CellValue
from sedova_lod.settings import TableSpec

__all__ = ["open_csv"]

_SAMPLE = 1 << 16
_CAREFUL_ROWS = 32
_MARKED = re.compile("[\0\ud800-\udfff]")
_MARKED_WIDE = re.compile("[\0\ufffd]")
_END_OF_FILE = "\x1a"  # old programs end a file by it
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def open_csv(path: Path, spec: TableSpec) -> Table:
    """Open a CSV or TSV file; encoding and delimiter are detected where the project does not state them.

    Args:
        path: The file.
        spec: What the project says of it.

    Raises:
        InputError: The file is no text, or its header cannot be read.
    """
    encoding = detect_encoding(path, spec.encoding, spec.file)
    is_tsv = path.suffix.lower() in (".tsv", ".tab")
    usual = "\t" if is_tsv else ","
    with _open_text(path, encoding) as stream:
        sample = stream.read(_SAMPLE)
        rest = stream.readline(MOST_LINE)
    first, _, below = sample.partition("\n")
    by_excel = stated_by_excel(first)
    delimiter, note = _delimiter(spec.delimiter, by_excel, below if by_excel else sample + rest, usual)
    info = TableInfo(
        spec.file,
        format="tsv" if is_tsv else "csv",
        encoding=encoding.name,
        delimiter=delimiter,
        notes=(encoding.note, note),
    )
    return _CsvFile(path, encoding, info, bool(by_excel)).table()


def _open_text(path: Path, encoding: TextEncoding) -> io.TextIOWrapper:
    return path.open("r", encoding=encoding.codec, errors=encoding.errors, newline="")


def _delimiter(stated: str, by_excel: str, sample: str, usual: str) -> tuple[str, str]:
    if stated:
        return stated, f"delimiter {DELIMITER_NAMES.get(stated, stated)}, stated in the project file"
    if by_excel:
        return by_excel, f"delimiter {DELIMITER_NAMES.get(by_excel, by_excel)}, stated in the first line"
    found = detect_delimiter(sample, usual)
    return found, f"delimiter detected: {DELIMITER_NAMES[found]}"


class _CsvFile:
    """Read one file; the header is read once, when it is opened."""

    def __init__(self, path: Path, encoding: TextEncoding, info: TableInfo, has_separator_line: bool) -> None:
        self._path = path
        self._encoding = encoding
        self._info = info
        self._has_separator_line = has_separator_line
        self._excess = 0
        self._usual_width = 0
        is_wide = encoding.errors == "replace"
        self._marked = _MARKED_WIDE if is_wide else _MARKED

    def table(self) -> Table:
        """Read the header and give the table."""
        csv.field_size_limit(MOST_CELL)
        with _open_text(self._path, self._encoding) as stream:
            lines = self._lines(stream)
            number, cells = self._header(lines)
            below = first_rows(lines, self._info.delimiter)
            self._excess = usual_excess(below, len(cells))
            self._usual_width = usual_width(below) if len(below) > 1 else 0
        header, notes = clean_headers(cells)
        if number > 1:
            notes.append(f"the header stands in row {number}")
        if self._excess:
            notes.append("most rows end in empty cells without a header, which were left out")
        info = self._info
        self._info = TableInfo(
            info.file, "", info.format, info.encoding, info.delimiter, header, number, (*info.notes, *notes)
        )
        return PiecedTable(self._info, self._open)

    def _lines(self, stream: io.TextIOWrapper) -> CsvLines:
        if self._has_separator_line:
            stream.readline()
        return CsvLines(stream, self._marked)

    def _reader(self, lines: CsvLines) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._info.delimiter, strict=True)

    def _header(self, lines: CsvLines) -> tuple[int, Sequence[str]]:
        number = 0
        try:
            for cells in self._reader(lines):
                number += 1
                if any(map(str.strip, cells)):
                    self._check_header(lines, cells)
                    return number, cells
        except csv.Error as error:
            raise InputError(
                "the quotation marks of the header do not pair",
                where=f"{self._info.file}:{number + 1}",
                hint="each mark that opens must be closed before the next delimiter",
            ) from error
        return 0, ()

    def _check_header(self, lines: CsvLines, cells: Sequence[str]) -> None:
        if lines.is_marked or lines.is_cut or any(_CONTROL.search(cell) for cell in cells):
            raise InputError(
                f"the header cannot be read as text in {self._encoding.name}",
                where=self._info.file,
                hint="check that this is a CSV file, and state its encoding under [[tables]]",
            )

    @contextmanager
    def _open(self, findings: list[Finding]) -> Iterator[_CsvRows]:
        csv.field_size_limit(MOST_CELL)
        with _open_text(self._path, self._encoding) as stream:
            first_line = 1 + self._has_separator_line
            rows = _CsvRows(self._info, stream, self._lines(stream), findings, first_line=first_line)
            rows.excess = self._excess
            if self._encoding.sample and self._info.header:
                findings.append(guessed_encoding(self._info.file, self._encoding))
            if self._excess == 0 and self._usual_width >= 2 * len(self._info.header) > 0:
                findings.append(narrow_header(self._info, self._usual_width))
                rows.is_headless = True
            yield rows


class _CsvRows:
    """Turn the records below the header into rows, and what is no row into findings."""

    def __init__(
        self, info: TableInfo, stream: io.TextIOWrapper, lines: CsvLines, findings: list[Finding], *, first_line: int
    ) -> None:
        self._info = info
        self._stream = stream
        self._records: RecordBytes | None = None
        self._lines = lines
        self._findings = findings
        self._first_line = first_line
        self._number = 0
        self._width = len(info.header)
        self.excess = 0
        self.is_headless = False
        self._reader = csv.reader(lines, delimiter=info.delimiter, strict=True)

    def pieces(self) -> Iterator[CsvPiece]:
        """Give what stands below the header in pieces, as far as they are found; none if most rows are odd."""
        if not self._width or self.excess or self.is_headless or "" in self._info.header:
            return
        while self._number < self._info.header_row and next(self._reader, None) is not None:
            self._number += 1
        records = self._records = RecordBytes(self._stream)
        while data := records.take():
            piece = CsvPiece(self._number + 1, n_records(data), data, self._info.delimiter, self._width)
            self._number += piece.n_rows
            self._lines.n_taken += n_lines(data)
            yield piece

    def take_back(self, pieces: Collection[CsvPiece]) -> None:
        """Take the last pieces back; `rows` goes on from there."""
        if self._records is not None:
            self._number -= sum(piece.n_rows for piece in pieces)
            self._lines.n_taken -= sum(n_lines(piece.data) for piece in pieces)
            self._records.go_back(sum(len(piece.data) for piece in pieces))

    def rows(self) -> Iterator[Row | Withheld]:
        """Give all rows below the header, or those that pieces have left; blank ones hold no value."""
        while self._width:
            try:
                yield from self._until_fault()
            except csv.Error as error:
                self._fault(str(error))
                yield self._withheld(self._sure_cells())
            else:
                return

    def _withheld(self, cells: Sequence[str]) -> Withheld:
        raw = "" if self._lines.is_cut else "".join(self._lines.taken)
        return Withheld(self._number, tuple(cells), raw)

    def _sure_cells(self) -> list[str]:
        """Give the cells before the first quotation mark: those are where they should be."""
        before = "".join(self._lines.taken[:1]).partition('"')[0]
        return before.split(self._info.delimiter)[:-1]

    def _until_fault(self) -> Iterator[Row | Withheld]:
        lines = self._lines
        n_careful = 1
        while True:
            lines.begin_record()
            start = lines.n_taken
            cells = next(self._reader, None)
            if cells is None:
                return
            self._number += 1
            if self._number > self._info.header_row:
                values = self._values(cells, start)
                if values is not None:
                    yield Row(self._number, values, start + self._first_line)
                else:
                    yield self._withheld(cells if len(cells) <= self._width else cells[:1])
            n_careful -= 1
            if n_careful <= 0 and self._number >= self._info.header_row:
                yield from self._plain_rows()
                n_careful = _CAREFUL_ROWS

    def _plain_rows(self) -> Iterator[Row]:
        """Read rows as long as nothing is odd; what is left is given back, to be read line by line."""
        lines, width, new = self._lines, self._width, tuple.__new__
        while True:
            piece = lines.take_piece()
            if not piece:
                return
            first_line = lines.n_taken + self._first_line
            n_used = n_read = 0
            for values, n_read in plain_rows(lines_of(piece), self._info.delimiter, width):
                self._number += 1
                yield new(Row, (self._number, values, first_line + n_used))
                n_used = n_read
            if not lines.give_back(piece, n_read):
                return

    def _values(self, cells: list[str], start: int) -> tuple[CellValue, ...] | None:
        lines = self._lines
        if (cells == [_END_OF_FILE] or not any(map(str.strip, cells))) and not lines.is_marked:
            return (None,) * self._width
        if lines.is_cut or lines.is_marked:
            self._findings.append(self._unreadable(start, cells))
            return None
        more = len(cells) - self._width
        if more and (more != self.excess or any(map(str.strip, cells[self._width :]))):
            if not (self.is_headless and more > 0):
                self._ragged(cells, start)
            return None
        return tuple([cell or None for cell in cells[: self._width]])

    def _span(self, start: int) -> RecordSpan:
        first = start + self._first_line
        return RecordSpan(self._number, first, self._lines.n_taken + self._first_line - 1)

    def _unreadable(self, start: int, cells: Sequence[str]) -> Finding:
        where = self._marked_cell(cells)
        if self._lines.is_cut:
            what = f"{self._span(start).lines} is longer than {MOST_LINE // 1_000_000} million signs"
            return CELL_TOO_LONG.finding(what, hint="check the quotation marks and line ends", where=where)
        text = "".join(self._lines.taken)
        if "\0" in text:
            what, hint = "the row has zero bytes, which no text has", "the file is damaged here: restore it from a copy"
        else:
            what = f"the row has bytes that are no {self._info.encoding}"
            hint = "save the file as UTF-8, or state its encoding under [[tables]]"
        return UNDECODABLE_BYTES.finding(what, hint=hint, where=where, value=_printable(text))

    def _marked_cell(self, cells: Sequence[str]) -> CellRef:
        """Point at the first cell with signs that are none, if the row is as wide as the header."""
        index = next((i for i, cell in enumerate(cells) if self._lines.marked.search(cell)), -1)
        header = self._info.header[index] if index >= 0 and len(cells) == self._width else ""
        return CellRef(self._info.file, self._number, header, column_letter(index) if header else "")

    def _ragged(self, cells: list[str], start: int) -> None:
        if self._take_back():
            self._findings.append(broken_quotes(self._info, self._span(start), self._lines.taken[0]))
        else:
            self._findings.append(ragged_row(self._info, self._span(start), cells))

    def _fault(self, error: str) -> None:
        self._number += 1
        start = self._lines.n_taken - len(self._lines.taken)
        is_taken_back = self._take_back()
        span = self._span(start)
        if "field limit" in error and not is_taken_back:
            what = f"a cell in {span.lines} is longer than {MOST_CELL // 1_000_000} million signs"
            where = CellRef(self._info.file, self._number)
            hint = "check the quotation marks"
            self._findings.append(CELL_TOO_LONG.finding(what, hint=hint, where=where))
        else:
            self._findings.append(broken_quotes(self._info, span, "".join(self._lines.taken)))

    def _take_back(self) -> bool:
        """Give back all lines but the first of a faulty record, if the second is a row of its own."""
        taken = self._lines.taken
        if len(taken) < 2 or self._width < 2:
            return False
        try:
            second = next(csv.reader(taken[1:2], delimiter=self._info.delimiter, strict=True))
        except csv.Error:
            return False
        if len(second) != self._width:
            return False
        self._lines.take_back(1)
        return True


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:200].rstrip())
