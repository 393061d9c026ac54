"""Read a table of an SQLite database, without ever writing to it."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import UNDECODABLE_BYTES
from sedova_lod.readers.headers import clean_headers
from sedova_lod.readers.model import Row, Table, TableInfo, Withheld
from sedova_lod.readers.tables import FlatTable
from sedova_lod.records import CellValue
from sedova_lod.settings import TableSpec

__all__ = ["open_sqlite"]

_MAGIC = b"SQLite format 3\0"
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
    "ORDER BY type, rowid"
)


def open_sqlite(path: Path, spec: TableSpec) -> Table:
    """Open one table or view of an SQLite database.

    Args:
        path: The database.
        spec: What the project says of it; `sheet` names the table, and may be left out if there is only one.

    Raises:
        InputError: The file is no database, is damaged, or has no such table.
    """
    with path.open("rb") as stream:
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise InputError("the file is no SQLite database", where=spec.file, hint="check its ending")
    try:
        with closing(_connect(path)) as connection:
            names = [_text(name) for (name,) in connection.execute(_TABLES)]
            name = _choose(names, spec)
            cursor = connection.execute(_select(name))
            columns = [description[0] for description in cursor.description]
    except sqlite3.Error as error:
        raise _unreadable(spec.file, error) from error
    header, notes = clean_headers(columns)
    info = TableInfo(spec.file, name, "sqlite", header=header, header_row=1, notes=tuple(notes))
    return FlatTable(info, _Database(path, info).read)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
    connection.text_factory = lambda content: content.decode("utf-8", "surrogateescape")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _select(name: str) -> str:
    quoted = name.replace('"', '""')
    return f'SELECT * FROM "{quoted}"'  # noqa: S608 - a name cannot be bound, so it is quoted


def _unreadable(file: str, error: sqlite3.Error) -> InputError:
    told, hint = str(error), "check it with a database program"
    if "locked" in told:
        told, hint = "another program is writing to it", "close that program, or wait until it is done"
    elif "malformed" in told or "not a database" in told:
        told, hint = "it is damaged", "restore it from a copy"
    return InputError(f"the database cannot be read: {told}", where=file, hint=hint)


def _choose(names: list[str], spec: TableSpec) -> str:
    if spec.sheet in names:
        return spec.sheet
    listed = ", ".join(f"'{name}'" for name in names)
    if spec.sheet:
        close = difflib.get_close_matches(spec.sheet, names, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"its tables are: {listed}"
        raise InputError(f"no table '{spec.sheet}'", where=spec.file, hint=hint)
    if len(names) != 1:
        what = f"the database has {len(names)} tables"
        raise InputError(what, where=spec.file, hint=f"name one of them as 'sheet': {listed}")
    return names[0]


class _Database:
    def __init__(self, path: Path, info: TableInfo) -> None:
        self._path = path
        self._info = info

    def read(self, findings: list[Finding]) -> Iterator[Row | Withheld]:
        """Give the rows in the order in which the database keeps them."""
        try:
            with closing(_connect(self._path)) as connection:
                for number, cells in enumerate(connection.execute(_select(self._info.sheet)), 2):
                    bad = [column for column, value in enumerate(cells) if _is_no_text(value)]
                    findings.extend(self._no_text(number, column) for column in bad)
                    values = tuple([_value(value) for value in cells])
                    yield Withheld(number, values) if bad else Row(number, values, number)
        except sqlite3.Error as error:
            raise _unreadable(self._info.file, error) from error

    def _no_text(self, number: int, column: int) -> Finding:
        where = CellRef(self._info.file, number, self._info.header[column], column_letter(column), self._info.sheet)
        return UNDECODABLE_BYTES.finding(
            f"row {number} of table '{self._info.sheet}' has bytes that are no text",
            hint="store text in the column, or leave it out with a view",
            where=where,
        )


def _is_no_text(value: object) -> bool:
    if isinstance(value, str):
        return not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value)
    return isinstance(value, bytes)


def _value(value: object) -> CellValue:
    return value if isinstance(value, str | int | float) and value != "" else None
