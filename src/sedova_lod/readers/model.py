"""What every reader gives: rows of a table, or trees of nested records, with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from sedova_lod.findings import Finding
from sedova_lod.records import CellValue
from sedova_lod.settings import TableSpec

__all__ = [
    "OpenReader",
    "Row",
    "Table",
    "TableInfo",
    "Tree",
    "TreeLeaf",
    "TreeList",
    "TreeValue",
    "Withheld",
]


@dataclass(frozen=True, slots=True)
class TableInfo:
    """Tell how a file was understood.

    Args:
        file: File, as the project names it.
        sheet: Sheet of a workbook or table of a database; empty elsewhere.
        format: `csv`, `tsv`, `xlsx`, `ods`, `jsonl`, `yaml`, `parquet`, `sqlite`, or a name of a plugin's own.
        encoding: Encoding of a text file; empty elsewhere.
        delimiter: Sign between cells of a text table; empty elsewhere.
        header: Headers, one for each column of the sheet, without blanks at their ends; empty for nested files.
        header_row: Row that the header stands in; 0 without one.
        notes: What was detected or assumed, each in a clause.

    >>> TableInfo("people.csv", format="csv", header=("id", "name"), header_row=1).header
    ('id', 'name')
    """

    file: str
    sheet: str = ""
    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    header: tuple[str, ...] = ()
    header_row: int = 0
    notes: tuple[str, ...] = ()


class Row(NamedTuple):
    """Hold one row of a table.

    Args:
        number: Row as a spreadsheet shows it; a line break inside a cell does not count.
        values: One value a header; None for an empty cell.
        line: Line of a text file on which the row begins; elsewhere the same as `number`.

    >>> Row(2, ("natalia-sedova", "Natalia Sedova"), 2).number
    2
    """

    number: int
    values: tuple[CellValue, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Withheld:
    """Hold a row that a reader does not give, because it cannot be read for certain.

    Args:
        number: Row as a spreadsheet shows it, or line of a nested file.
        values: Its cells, as far as they are certain to stand under their headers.
        raw: The row as it stands in a text file, with its line end; empty elsewhere.

    >>> Withheld(2, ("lev",), "lev,Sedov, Lev,1906").values[0]
    'lev'
    """

    number: int
    values: tuple[CellValue, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class TreeLeaf:
    """Hold a single value of a nested record.

    Args:
        value: The value; texts as written, None for nothing.
        line: Line that it begins on.

    >>> TreeLeaf("1917-10-25", 4).value
    '1917-10-25'
    """

    value: CellValue
    line: int


@dataclass(frozen=True, slots=True)
class TreeList:
    """Hold a list of a nested record.

    Args:
        items: Its items, in order.
        line: Line that it begins on.

    >>> TreeList((TreeLeaf("Natasha", 5),), 4).items[0].line
    5
    """

    items: tuple[TreeValue, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Hold a nested record, or a part of one.

    Args:
        line: Line that it begins on.
        fields: Values by key, in the order of the file.

    >>> Tree(1, {"born": Tree(2, {"date": TreeLeaf("1882", 2)})}).fields["born"].line
    2
    """

    line: int
    fields: dict[str, TreeValue]


TreeValue = TreeLeaf | TreeList | Tree


class Table(Protocol):
    """Give the records of one file, row by row or tree by tree.

    Every row about which the reader reports an error is withheld; the finding names it.

    Attributes:
        info: How the file was understood.
        is_nested: Whether `rows` gives trees; else it gives rows.
        findings: What is wrong, in the order met; complete when `rows` has ended, and new each time it starts.
        n_blank_rows: Rows without any value, passed over; complete when `rows` has ended.
        on_withheld: Called with each row that is withheld; None if nobody asks.
    """

    info: TableInfo
    is_nested: bool
    findings: list[Finding]
    n_blank_rows: int
    on_withheld: Callable[[Withheld], None] | None

    def rows(self) -> Iterator[Row | Tree]:
        """Read the file from its beginning; may be called again when it has ended.

        Raises:
            InputError: The file can no longer be read.
        """
        ...


class OpenReader(Protocol):
    """Open a file of one format: what an entry point of `sedova_lod.readers` names."""

    def __call__(self, path: Path, spec: TableSpec) -> Table:
        """Open a file.

        Args:
            path: The file; it is there and is no folder.
            spec: What the project says of it; `spec.file` is its name in findings.

        Raises:
            InputError: The file cannot be understood at all.
        """
        ...
