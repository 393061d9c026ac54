"""What a finding is: a fault of the user's data, placed in the cell that holds it."""

from __future__ import annotations

import enum
from typing import NamedTuple

__all__ = ["CellRef", "Finding", "Severity", "column_letter"]


class Severity(enum.IntEnum):
    """Order findings by how much they matter.

    >>> Severity.ERROR > Severity.WARNING
    True
    >>> Severity.parse("warning")
    <Severity.WARNING: 1>
    """

    INFO = 0
    WARNING = 1
    ERROR = 2

    @classmethod
    def parse(cls, name: str) -> Severity:
        """Return the severity called `name` (any case)."""
        return cls[name.upper()]

    @property
    def label(self) -> str:
        """Give the lower-case name used in reports."""
        return self.name.lower()


def column_letter(index: int) -> str:
    """Name a column as a spreadsheet does.

    Args:
        index: Position of the column, 0 for the first.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class CellRef(NamedTuple):
    """Point at a place in the user's files, in the file's own numbering.

    Args:
        file: File as the project names it, with `/` between folders.
        row: Row as a spreadsheet shows it (the header is row 1) or line of a text file; 0 for the whole file.
        column: Header of the column, or the key in a YAML or JSON record; empty for the whole row.
        letter: The column's letter in a table; empty where columns have no letters.
        sheet: Sheet of a workbook; empty elsewhere.

    >>> print(CellRef("people.csv", 203, "born", "D"))
    people.csv:203 column D 'born'
    >>> print(CellRef("book.xlsx", 7, sheet="People"))
    book.xlsx[People]:7
    """

    file: str
    row: int = 0
    column: str = ""
    letter: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        row = f":{self.row}" if self.row else ""
        letter = f" {self.letter}" if self.letter else ""
        column = f" column{letter} '{self.column}'" if self.column else ""
        return f"{self.file}{sheet}{row}{column}"

    @property
    def sort_key(self) -> tuple[str, str, int, int, str]:
        """Order places as a reader of the files meets them."""
        return (self.file, self.sheet, self.row, len(self.letter), self.letter + self.column)


class Finding(NamedTuple):
    """Report one fault of the data.

    Args:
        code: Name of the rule, as in the manual of findings.
        severity: How much it matters.
        message: What is wrong, in the words of the user's table.
        hint: How to mend it; may be empty.
        where: The cell, row or file that causes it.
        value: The value found there, as written.
        record: The record concerned: `person/lev-sedov`; empty when none is known.
        focus: IRI of the node concerned, for findings about the RDF.
        shape: IRI of the shape that reports it.
        path: IRI of the property concerned.
        waiver: Why the finding is accepted, as the table of waivers says; empty if it is not waived.

    >>> print(Finding("bad-date", Severity.ERROR, "'31 Feb 1929' is not a date",
    ...               "write 1929-02", CellRef("letters.csv", 203, "date", "C")))
    letters.csv:203 column C 'date': '31 Feb 1929' is not a date [bad-date]
      hint: write 1929-02
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    where: CellRef = CellRef("")
    value: str = ""
    record: str = ""
    focus: str = ""
    shape: str = ""
    path: str = ""
    waiver: str = ""

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where.file else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        waiver = f"\n  waived: {self.waiver}" if self.waiver else ""
        return f"{where}{self.message} [{self.code}]{waiver or hint}"

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Order findings by file, row and column, then by code and text."""
        return (*self.where.sort_key, self.code, self.message, self.focus, self.path)
