"""Tables as readers give them: flat ones of rows, nested ones of trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import EMPTY_FILE, EMPTY_TABLE
from sedova_lod.readers.headers import HeaderlessColumns
from sedova_lod.readers.model import Row, TableInfo, Tree, Withheld

__all__ = ["FlatTable", "NestedTable", "ReadRows", "ReadTrees"]

ReadRows = Callable[[list[Finding]], Iterator[Row | Withheld]]
ReadTrees = Callable[[list[Finding]], Iterator[Tree | Withheld]]


class FlatTable:
    """Give the rows of a file, without blank ones.

    Args:
        info: How the file was understood.
        read: Reads the rows below the header, each as wide as the header; adds to the findings it is given.

    >>> table = FlatTable(TableInfo("a.csv", header=("id",)), lambda findings: iter([Row(2, ("x",), 2)]))
    >>> [row.values for row in table.rows()]
    [('x',)]
    """

    is_nested = False

    def __init__(self, info: TableInfo, read: ReadRows) -> None:
        self.info = info
        self.findings: list[Finding] = []
        self.n_blank_rows = 0
        self.on_withheld: Callable[[Withheld], None] | None = None
        self._read = read

    def rows(self) -> Iterator[Row | Tree]:
        """Read the rows; see `Table.rows`."""
        self.findings = []
        return self._plain(self._read(self.findings))

    def _plain(self, read: Iterator[Row | Withheld], n_rows: int = 0) -> Iterator[Row]:
        """Pass rows on that are not blank; `n_rows` were read before."""
        findings = self.findings
        self.n_blank_rows = n_blank = 0
        headerless = HeaderlessColumns(self.info)
        with self._readable():
            for row in read:
                if isinstance(row, Withheld):
                    self._tell(row)
                    continue
                values = row.values
                if (not values or values[0] is None) and values.count(None) == len(values):
                    n_blank += 1
                    continue
                if headerless.indexes:
                    findings.extend(headerless.check(row))
                n_rows += 1
                yield row
        self.n_blank_rows = n_blank
        if not n_rows and not findings:
            findings.append(_empty(self.info, "header" if self.info.header else ""))

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _unreadable(self.info, error) from error

    def _tell(self, row: Withheld) -> None:
        if self.on_withheld is not None:
            self.on_withheld(row)


class NestedTable:
    """Give the trees of a file.

    Args:
        info: How the file was understood.
        read: Reads the records; adds to the findings it is given.

    >>> table = NestedTable(TableInfo("a.yaml"), lambda findings: iter(()))
    >>> list(table.rows()), [str(finding.message) for finding in table.findings]
    ([], ['the file is empty'])
    """

    is_nested = True

    def __init__(self, info: TableInfo, read: ReadTrees) -> None:
        self.info = info
        self.findings: list[Finding] = []
        self.n_blank_rows = 0
        self.on_withheld: Callable[[Withheld], None] | None = None
        self._read = read

    def rows(self) -> Iterator[Row | Tree]:
        """Read the records; see `Table.rows`."""
        findings = self.findings = []
        n_records = 0
        try:
            for tree in self._read(findings):
                if isinstance(tree, Withheld):
                    self._tell(tree)
                    continue
                n_records += 1
                yield tree
        except OSError as error:
            raise _unreadable(self.info, error) from error
        if not n_records and not findings:
            findings.append(_empty(self.info, ""))

    def _tell(self, record: Withheld) -> None:
        if self.on_withheld is not None:
            self.on_withheld(record)


def _empty(info: TableInfo, has: str) -> Finding:
    where = CellRef(info.file, sheet=info.sheet)
    if has:
        hint = "add records, or take the table out of sedova.toml"
        return EMPTY_TABLE.finding(f"the table has a {has} but no rows", hint=hint, where=where)
    return EMPTY_FILE.finding("the file is empty", hint=EMPTY_FILE.advice, where=where)


def _unreadable(info: TableInfo, error: OSError) -> InputError:
    return InputError(f"cannot be read: {error.strerror or error}", where=info.file)
