"""The files of tables: CSV that is safe to open in a spreadsheet, and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sedova_lod.errors import MissingExtraError
from sedova_lod.reports.safe_text import to_unicode
from sedova_lod.serializers import OutputFile
from sedova_lod.tabulation.columns import Column

__all__ = ["CsvTable", "ParquetTable", "TableFile", "guarded"]

_BATCH_ROWS = 4096
_STARTERS = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    An apostrophe that stands before such a sign already gets another one, so that what was there can be restored: an
    apostrophe at the beginning goes if one of `' = + - @`, a tab or a line break follows.

    Source:
        OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection

    >>> guarded("=1+1"), guarded("'=1"), guarded("'t Hooft"), guarded("Romny")
    ("'=1+1", "''=1", "'t Hooft", 'Romny')
    """
    if text.startswith(_STARTERS) or (text[:1] == "'" and text.lstrip("'").startswith(_STARTERS)):
        return f"'{text}"
    return text


class TableFile(Protocol):
    """Take the rows of one table, one after the other."""

    def add(self, cells: Mapping[str, str]) -> None:
        """Add a row: cells by column, without those that are empty."""
        ...

    def close(self) -> None:
        """Write what is left; the file itself stays open."""
        ...


class CsvTable:
    r"""Write a table as CSV, RFC 4180, in UTF-8.

    Args:
        file: The file, open.
        columns: Columns in their order.
    """

    def __init__(self, file: OutputFile, columns: Sequence[Column]) -> None:
        self._file = file
        self._columns = [(column.name, column.is_number) for column in columns]
        self._held: list[list[str]] = [[name for name, _ in self._columns]]

    def add(self, cells: Mapping[str, str]) -> None:
        """Add a row."""
        row = []
        for name, is_number in self._columns:
            text = cells.get(name, "")
            row.append(text if is_number else guarded(to_unicode(text)))
        self._held.append(row)
        if len(self._held) >= _BATCH_ROWS:
            self._flush()

    def close(self) -> None:
        """Write the rows that wait."""
        self._flush()

    def _flush(self) -> None:
        stream = io.StringIO()
        csv.writer(stream).writerows(self._held)
        self._file.write(stream.getvalue().encode())
        self._held = []


class ParquetTable:
    """Write a table as Parquet: texts as they are, numbers as numbers, what is empty as null.

    Args:
        file: The file, open.
        columns: Columns in their order.

    Raises:
        MissingExtraError: The package pyarrow is not installed.
    """

    def __init__(self, file: OutputFile, columns: Sequence[Column]) -> None:
        try:
            import pyarrow as pa  # noqa: PLC0415 - an optional package
            import pyarrow.parquet as pq  # noqa: PLC0415
        except ImportError as error:
            raise MissingExtraError("Parquet files", "parquet") from error
        self._columns = list(columns)
        fields = [pa.field(c.name, pa.float64() if c.is_number else pa.string()) for c in columns]
        self._schema: Any = pa.schema(fields)
        self._make = pa.RecordBatch.from_pydict
        self._writer: Any = pq.ParquetWriter(_Sink(file), self._schema, compression="zstd")
        self._held: list[Mapping[str, str]] = []

    def add(self, cells: Mapping[str, str]) -> None:
        """Add a row."""
        self._held.append(cells)
        if len(self._held) >= _BATCH_ROWS:
            self._flush()

    def close(self) -> None:
        """Write the rows that wait, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if not self._held:
            return
        values = {column.name: [_typed(column, row) for row in self._held] for column in self._columns}
        self._writer.write_batch(self._make(values, schema=self._schema))
        self._held = []


def _typed(column: Column, row: Mapping[str, str]) -> str | float | None:
    text = row.get(column.name)
    if text is None:
        return None
    return float(text) if column.is_number else to_unicode(text)


class _Sink(io.RawIOBase):
    """A stream that only grows, which is all that Parquet needs."""

    def __init__(self, file: OutputFile) -> None:
        super().__init__()
        self._file = file
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, data: Any) -> int:
        content = bytes(data)
        self._file.write(content)
        self._size += len(content)
        return len(content)
