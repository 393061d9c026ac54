"""What an ODS workbook says beside its values, found in one pass over its content."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

from sedova_lod.errors import InputError
from sedova_lod.readers.ods_formats import OdsFormats
from sedova_lod.readers.sheet_oddities import Oddities, check_extent

__all__ = ["read_ods_oddities"]

_CHUNK = 1 << 20
_CONTENT = "content.xml"
_MOST_REPEATED = 1000
_DEFAULT_STYLE = "table:default-cell-style-name"
_ERROR_VALUE = "calcext:value-type"


def read_ods_oddities(path: Path, where: str) -> dict[str, Oddities]:
    """Find what is odd about each sheet of an ODS workbook.

    Args:
        path: A workbook that `check_archive` has passed.
        where: Its name, for messages.

    Returns:
        Oddities by name of the sheet.

    Raises:
        InputError: The content is not well-formed, brings its own document type, or a sheet is too sparse.
    """
    scan = _Scan(where)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as stream:
            while chunk := stream.read(_CHUNK):
                scan.parser.Parse(chunk, False)
            scan.parser.Parse(b"", True)
    except (KeyError, expat.ExpatError) as error:
        raise InputError(
            "the workbook is damaged, or no workbook at all",
            where=where,
            hint="open it in a spreadsheet program and save it again",
        ) from error
    return scan.sheets


class _Scan:
    """Follow rows and cells through the content, with their repetitions."""

    def __init__(self, where: str) -> None:
        self.sheets: dict[str, Oddities] = {}
        self._where = where
        self._sheet = Oddities()
        self._row = self._n_rows = self._column = self._repeat = 0
        self._last_row = self._last_column = self._n_cells = self._n_columns = 0
        self._errors: list[tuple[int, int, int, int]] = []
        self._formats = OdsFormats()
        self._column_styles: list[tuple[int, str]] = []
        self._row_style = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._formats.text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise InputError("the content declares a document type, which no workbook does", where=self._where)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)
        elif name == "table:table-row":
            self._repeat = _number(attributes, "table:number-rows-repeated")
            self._column = 0
            self._row_style = attributes.get(_DEFAULT_STYLE, "")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._sheet.n_hidden_rows += self._repeat
        elif name == "table:table-column":
            repeat = _number(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._sheet.hidden_columns.extend(range(self._n_columns, self._n_columns + min(repeat, 1000)))
            self._n_columns += repeat
            self._column_styles.append((self._n_columns, attributes.get(_DEFAULT_STYLE, "")))
        elif name == "table:table":
            self.parser.CharacterDataHandler = None  # styles stand before the sheets
            self._n_columns = 0
            self._column_styles = []
            self._sheet = self.sheets.setdefault(attributes.get("table:name", ""), Oddities())
            self._row = self._last_row = self._last_column = self._n_cells = 0
            self._errors = []
        elif not self.sheets:
            self._formats.start(name, attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        repeat = _number(attributes, "table:number-columns-repeated")
        if "office:value-type" in attributes or "office:value" in attributes:
            self._check_repetition()
            self._last_row = self._row + self._repeat
            self._last_column = max(self._last_column, self._column + repeat)
            self._n_cells += 1
            if attributes.get(_ERROR_VALUE) == "error":
                self._errors.append((self._row, self._repeat, self._column, repeat))
            elif self._formats.has_any() and attributes.get("office:value-type") != "string":
                self._note_format(attributes.get("table:style-name", ""), repeat)
        rows, columns = (
            _number(attributes, "table:number-rows-spanned"),
            _number(attributes, "table:number-columns-spanned"),
        )
        if rows > 1 or columns > 1:
            first, last = (self._row, self._column), (self._row + rows - 1, self._column + columns - 1)
            self._sheet.merged.append((first, last))
        self._column += repeat

    def _note_format(self, style: str, n_columns: int) -> None:
        for column in range(self._column, self._column + min(n_columns, _MOST_REPEATED)):
            of_column = next((name for end, name in self._column_styles if column < end), "")
            code = self._formats.of(style or self._row_style or of_column)
            for row in range(self._row, self._row + self._repeat) if code else ():
                self._sheet.note_format(row, column, code)

    def _check_repetition(self) -> None:
        """Refuse a row with values that stands very often: a small file would fill the memory."""
        if self._repeat > _MOST_REPEATED:
            times = f"{self._repeat:,}".replace(",", " ")
            what = f"row {self._row + 1} stands {times} times one below the other"
            raise InputError(what, where=self._where, hint="delete the rows that repeat it")

    def _end(self, name: str) -> None:
        if not self.sheets:
            self._formats.end(name)
        if name == "table:table-row":
            self._row += self._repeat
        elif name == "table:table":
            check_extent(self._last_row, self._last_column, self._n_cells, self._where)
            for row, n_rows, column, n_columns in self._errors:
                for r in range(row, row + n_rows):
                    for c in range(column, column + n_columns):
                        self._sheet.errors[r, c] = "an error"


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return int(text[:9]) if text.isascii() and text.isdigit() else 1
