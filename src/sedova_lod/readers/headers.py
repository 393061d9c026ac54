"""The headers of a table in their usual form, and columns that have none."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import UNKNOWN_COLUMN
from sedova_lod.readers.model import Row, TableInfo

__all__ = ["HeaderlessColumns", "clean_headers", "clean_key"]


def clean_key(written: str) -> str:
    r"""Bring a header or key into its usual form: Unicode NFC, no blanks or byte order mark around it.

    >>> clean_key("\ufeff name ")
    'name'
    """
    return unicodedata.normalize("NFC", written.strip("\ufeff \t\r\n\u00a0"))


def clean_headers(written: Sequence[object]) -> tuple[tuple[str, ...], list[str]]:
    """Bring headers into their usual form.

    Args:
        written: Headers as read; None for an empty cell.

    Returns:
        The headers, and notes on those that were changed.

    >>> clean_headers(["id", " name ", None])
    (('id', 'name', ''), ["blanks around the header 'name' in column B were left out"])
    """
    texts = ["" if value is None else str(value) for value in written]
    headers = tuple(clean_key(text) for text in texts)
    notes = [
        f"blanks around the header '{header}' in column {column_letter(index)} were left out"
        for index, (header, text) in enumerate(zip(headers, texts, strict=True))
        if header and len(header) < len(unicodedata.normalize("NFC", text).strip("\ufeff"))
    ]
    return headers, notes


class HeaderlessColumns:
    """Watch the columns without a header: a value there would be lost without a word.

    Args:
        info: The table.

    >>> columns = HeaderlessColumns(TableInfo("a.csv", header=("id", ""), header_row=1))
    >>> [str(finding.where) for finding in columns.check(Row(2, ("x", "y"), 2))]
    ['a.csv:1']
    """

    def __init__(self, info: TableInfo) -> None:
        self._info = info
        self.indexes = {index for index, header in enumerate(info.header) if not header}

    def check(self, row: Row) -> list[Finding]:
        """Report each such column once, with the first value that stands in it."""
        found = []
        for index in sorted(self.indexes):
            if row.values[index] is None:
                continue
            self.indexes.discard(index)
            finding = UNKNOWN_COLUMN.finding(
                f"column {column_letter(index)} has no header, but a value in row {row.number}",
                hint="give the column a header, or delete it",
                where=CellRef(self._info.file, self._info.header_row, sheet=self._info.sheet),
                value=str(row.values[index])[:80],
            )
            found.append(finding)
        return found
