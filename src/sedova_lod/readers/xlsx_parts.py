"""What an XLSX workbook says beside its values, found in its parts without building a tree of them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from sedova_lod.errors import InputError
from sedova_lod.readers.sheet_oddities import NOT_COMPUTED, Oddities, check_extent
from sedova_lod.readers.workbook_archive import blocks
from sedova_lod.readers.xlsx_index import formats_of, part_of_sheet

__all__ = ["check_sheets", "read_oddities", "with_errors_as_texts"]

_P = rb"(?:[^\s<>/:]+:)?"  # a prefix of the element's name
_END = re.compile(rb"</" + _P + rb"c\s*>|</" + _P + rb"row\s*>")
_CELL = re.compile(rb"<" + _P + rb"c(?=[\s/>])[^>]*?(?:\br\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)[^>]*)?>")
_TOKEN = re.compile(rb"<" + _P + rb"(row|c)(?=[\s/>])(?:[^>]*?\br\s*=\s*[\"']\s*([A-Za-z]*)([0-9]+))?")
_ERROR = re.compile(
    rb"<" + _P + rb"c\s([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>(?:(?!</" + _P + rb"c\s*>).)*?"
    rb"<" + _P + rb"v>([^<]*)<", re.DOTALL
)  # fmt: skip
_FORMULA = re.compile(
    rb"<" + _P + rb"c\s([^>]*)>\s*<" + _P + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _P + rb"f\s*>)\s*"
    rb"(<" + _P + rb"v\s*/>|<" + _P + rb"v\s*>\s*</" + _P + rb"v\s*>)?\s*</" + _P + rb"c\s*>"
)  # fmt: skip
_HAS_FORMULA = re.compile(rb"<" + _P + rb"f[\s/>]")
_ERROR_TYPE = re.compile(rb"(<" + _P + rb"c\s[^>]*?\bt\s*=\s*)[\"']e[\"']")
_HIDDEN_COLUMN = re.compile(rb"<" + _P + rb"col\s([^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"'][^>]*)>")
_BOUND = re.compile(rb"\b(min|max)\s*=\s*[\"']([0-9]{1,5})[\"']")
_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)")
_TEXT_RESULT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_HIDDEN = re.compile(rb"<" + _P + rb"row\s[^>]*\bhidden\s*=\s*[\"'](?:1|true)[\"']")


def check_sheets(path: Path, parts: Iterable[str], where: str) -> None:
    """Refuse a workbook that has a sheet too sparse to be read.

    Args:
        path: A workbook that `check_archive` has passed.
        parts: Names of its parts.
        where: Its name, for messages.

    Raises:
        InputError: A sheet is too sparse, or a part brings its own document type.
    """
    with zipfile.ZipFile(path) as archive:
        for part in parts:
            if not part.endswith("/"):
                _check_part(archive, part, where)


def _check_part(archive: zipfile.ZipFile, part: str, where: str) -> None:
    n_rows = n_columns = n_cells = n_unplaced = 0
    for block in blocks(archive, part, _END):
        if b"<!" in block and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):
            raise InputError(f"part '{part}' declares a document type, which no workbook does", where=where)
        places = _CELL.findall(block)
        n_cells += len(places)
        n_unplaced += sum(1 for letters, _ in places if not letters)
        n_columns = max((_column(letters) for letters in {letters for letters, _ in places}), default=n_columns)
        n_rows = max((int(row[:9]) for row in {row for _, row in places if row}), default=n_rows)
    if n_unplaced:
        n_rows, n_columns = _counted_extent(archive, part)
    check_extent(n_rows, n_columns, n_cells, where)


def _counted_extent(archive: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Count rows and cells where they do not say where they stand."""
    row = column = n_rows = n_columns = 0
    for block in blocks(archive, part, _END):
        for kind, letters, number in _TOKEN.findall(block):
            if kind == b"row":
                row, column = int(number[:9]) if number else row + 1, 0
            else:
                column = _column(letters) if letters else column + 1
                row = int(number[:9]) if letters else row
                n_rows, n_columns = max(n_rows, row), max(n_columns, column)
    return n_rows, n_columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number


def read_oddities(path: Path, sheet: str) -> Oddities | None:
    """Find errors, formulas without a value and hidden rows of one sheet; None if its part is not found.

    Args:
        path: A workbook that `check_archive` has passed.
        sheet: Name of the sheet.
    """
    with zipfile.ZipFile(path) as archive:
        part = part_of_sheet(archive, sheet)
        if part is None:
            return None
        found = Oddities()
        formats = formats_of(archive)
        formatted = _cells_in(formats)
        for block in blocks(archive, part, _END):
            _collect(block, found)
            for attributes, style in formatted.findall(block) if formatted else ():
                if place := _PLACE.search(attributes):
                    found.note_format(int(place[2][:9]) - 1, _column(place[1]) - 1, formats[style])
        return found


def _cells_in(formats: Iterable[bytes]) -> re.Pattern[bytes] | None:
    """Make the pattern that finds cells in one of the styles, with the number of the style; None without styles."""
    styles = b"|".join(formats)
    if not styles:
        return None
    return re.compile(rb"<" + _P + rb"c\s((?:[^>]*?\s)?s\s*=\s*[\"'](" + styles + rb")[\"'][^>]*)>")


def _span(attributes: bytes) -> range:
    """List the columns, from 0, that a description of columns is about; at most a thousand."""
    bounds = {name: int(number) for name, number in _BOUND.findall(attributes)}
    first = bounds.get(b"min", 1)
    return range(first - 1, min(bounds.get(b"max", first), first + 999))


def _collect(block: bytes, found: Oddities) -> None:
    """Look for what is odd; the plain searches before each pattern keep ordinary sheets fast."""
    if b"hidden" in block:
        for attributes in _HIDDEN_COLUMN.findall(block):
            found.hidden_columns.extend(_span(attributes))
        found.n_hidden_rows += len(_HIDDEN.findall(block))
    if b'"e"' in block or b"'e'" in block:
        for attributes, text in _ERROR.findall(block):
            _note(found, attributes, text.decode("utf-8", "replace") or "an error")
    if _HAS_FORMULA.search(block):
        for attributes, value in _FORMULA.findall(block):
            if not (value and _TEXT_RESULT.search(attributes)):
                _note(found, attributes, NOT_COMPUTED)


def with_errors_as_texts(path: Path, sheet: str) -> bytes:
    """Copy a workbook whose sheet has errors that are not known to the library, so that it can be read nevertheless.

    Args:
        path: A workbook that `check_archive` has passed.
        sheet: Name of the sheet.
    """
    copy = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        part = part_of_sheet(source, sheet)
        for item in source.infolist():
            content = source.read(item)
            is_meant = item.filename == part
            target.writestr(item.filename, _ERROR_TYPE.sub(rb'\1"str"', content) if is_meant else content)
    return copy.getvalue()


def _note(found: Oddities, attributes: bytes, text: str) -> None:
    place = _PLACE.search(attributes)
    if place:
        found.errors[int(place[2][:9]) - 1, _column(place[1]) - 1] = text
