"""Cells of Parquet files: the values of columns as every table has them."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sedova_lod.dates import civil_date, day_number
from sedova_lod.records import CellValue

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Cells", "cells_of"]

_EPOCH = day_number(1970, 1, 1)


Cells = tuple[tuple[CellValue, ...], list[int]]
"""Cells of a row, and the columns that hold bytes, in whose place there is nothing."""


def cells_of(batch: pyarrow.RecordBatch) -> Iterator[Cells]:
    """Give the cells of each row.

    >>> import pyarrow as pa
    >>> list(cells_of(pa.record_batch({"id": ["a", ""], "raw": [b"x", None]})))
    [(('a', None), [1]), ((None, None), [])]
    """
    for values in zip(*map(_values, batch.columns), strict=True):
        with_bytes = [column for column, value in enumerate(values) if isinstance(value, bytes)]
        yield tuple([_cell(value) for value in values]), with_bytes


def _values(column: pyarrow.Array) -> list[object]:
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


def _cell(value: object) -> CellValue:
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.time):
        return value.isoformat()
    if isinstance(value, str | int | float | datetime.date):
        return value if value != "" else None
    return None if value is None or isinstance(value, bytes) else str(value)
