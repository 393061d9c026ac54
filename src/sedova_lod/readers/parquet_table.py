"""Read Parquet files, batch by batch."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sedova_lod.dates import civil_date, day_number
from sedova_lod.errors import Fault, InputError, MissingExtraError, TablesError
from sedova_lod.findings import CellRef, Finding, column_letter
from sedova_lod.findings.tables import UNDECODABLE_BYTES
from sedova_lod.readers.headers import clean_headers
from sedova_lod.readers.model import Row, Table, TableInfo, Withheld
from sedova_lod.readers.tables import FlatTable
from sedova_lod.records import CellValue
from sedova_lod.settings import TableSpec

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

__all__ = ["open_parquet"]

_BATCH_ROWS = 4096
_EPOCH = day_number(1970, 1, 1)


def open_parquet(path: Path, spec: TableSpec) -> Table:
    """Open a Parquet file; its rows are numbered from 2, as if the column names were row 1.

    Args:
        path: The file.
        spec: What the project says of it.

    Raises:
        InputError: The file is no Parquet file, or has columns that hold lists or structures, or moments of a time zone
            that is not known.
        MissingExtraError: The package pyarrow is not installed.
    """
    with _open(path, spec.file) as opened:
        schema = opened.schema_arrow
        nested = [column.name for column in schema if column.type.num_fields]
    if nested:
        names = ", ".join(f"'{name}'" for name in nested)
        what = f"columns that hold lists or structures are no cells: {names}"
        raise InputError(what, where=spec.file, hint="write several values as one text, divided by ';'")
    _check_zones(schema, spec.file)
    header, notes = clean_headers(schema.names)
    info = TableInfo(spec.file, format="parquet", header=header, header_row=1, notes=tuple(notes))
    return FlatTable(info, _ParquetFile(path, info).read)


def _open(path: Path, file: str) -> pyarrow.parquet.ParquetFile:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional package
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("Parquet files", "parquet") from error
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(file) from error


def _check_zones(schema: pyarrow.Schema, file: str) -> None:
    """Refuse columns whose moments belong to a time zone that is not known: they cannot be told."""
    import pyarrow as pa  # noqa: PLC0415 - an optional package

    faults = []
    for column in schema:
        zone = column.type.tz if pa.types.is_timestamp(column.type) else None
        if not zone:
            continue
        try:
            pa.array([0], pa.timestamp("us", zone)).to_pylist()
        except (pa.ArrowException, ValueError, LookupError):
            what = f"the moments of column '{column.name}' are in the time zone '{zone}', which is not known"
            hint = "write the column in UTC, in a zone such as 'Europe/Moscow', or as text"
            faults.append(Fault(file, what, hint))
    if faults:
        raise TablesError(faults)


def _damaged(file: str) -> InputError:
    return InputError("the file is damaged, or no Parquet file", where=file, hint="write it again")


class _ParquetFile:
    def __init__(self, path: Path, info: TableInfo) -> None:
        self._path = path
        self._info = info

    def read(self, findings: list[Finding]) -> Iterator[Row | Withheld]:
        """Give the rows in the order of the file."""
        import pyarrow as pa  # noqa: PLC0415 - an optional package

        number = 1
        try:
            with _open(self._path, self._info.file) as opened:
                for batch in opened.iter_batches(_BATCH_ROWS):
                    columns = [_cells(column) for column in batch.columns]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        bad = [column for column, value in enumerate(cells) if isinstance(value, bytes)]
                        values = tuple([_value(value) for value in cells])
                        findings.extend(self._no_text(number, column) for column in bad)
                        yield Withheld(number, values) if bad else Row(number, values, number)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(self._info.file) from error

    def _no_text(self, number: int, column: int) -> Finding:
        where = CellRef(self._info.file, number, self._info.header[column], column_letter(column))
        hint = "write the column as text"
        return UNDECODABLE_BYTES.finding(f"row {number} has bytes that are no text", hint=hint, where=where)


def _cells(column: pyarrow.Array) -> list[object]:
    """Give the values of a column: numbers with no more digits than they hold, far days and years as texts."""
    import pyarrow as pa  # noqa: PLC0415 - an optional package

    if pa.types.is_float32(column.type):
        return [None if text is None else float(text) for text in column.cast(pa.string()).to_pylist()]
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)  # Python knows no smaller part of a second
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError):
        days = column.cast(pa.date32(), safe=False).cast(pa.int32()).to_pylist()
        return [None if day is None else _far_day(day) for day in days]


def _far_day(day: int) -> str:
    """Write a day, counted from 1970, of any year, as EDTF writes days."""
    year, month, day = civil_date(_EPOCH + day)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"


def _value(value: object) -> CellValue:
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.time):
        return value.isoformat()
    if isinstance(value, str | int | float | datetime.date):
        return value if value != "" else None
    return None if value is None or isinstance(value, bytes) else str(value)
