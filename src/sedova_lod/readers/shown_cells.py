"""Cells that hold something else than they show, or less than was written into them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sedova_lod.findings import Rule, column_letter
from sedova_lod.findings.tables import LOST_DIGITS, SHOWN_OTHERWISE
from sedova_lod.readers.number_formats import known_part, shown_number
from sedova_lod.readers.sheet_oddities import Oddities

__all__ = ["Difference", "differences"]

_FIRST_OF_16_DIGITS = 10**15


class Difference(NamedTuple):
    """Say how a cell differs from what it shows.

    Args:
        column: Its column, counted from 0.
        rule: Rule that is broken.
        message: What is wrong.
        hint: How to mend it.
        known: What is surely known of a day, to be read instead; empty if the value is read as it is.
    """

    column: int
    rule: Rule
    message: str
    hint: str
    known: str = ""


def differences(oddities: Oddities, row: int, cells: Sequence[object]) -> Iterator[Difference]:
    """Compare what the cells of a row show with what they hold.

    Args:
        oddities: What is odd about the sheet, the formats of its cells among it.
        row: Number of the row, as the spreadsheet shows it.
        cells: Values of its cells, from column A on.

    >>> oddities = Oddities()
    >>> oddities.note_format(1, 0, "yyyy")
    >>> [found.known for found in differences(oddities, 2, [datetime.date(1905, 1, 1), 7])]
    ['1905']
    """
    for column, cell in enumerate(cells):
        if isinstance(cell, int | float) and abs(cell) >= _FIRST_OF_16_DIGITS:
            what = f"cell {column_letter(column)}{row} holds a number of {len(f'{abs(cell):.0f}')} digits"
            yield Difference(column, LOST_DIGITS, f"{what}, of which spreadsheets keep 15", LOST_DIGITS.advice)
        elif column in oddities.formats and (code := oddities.format_of(row - 1, column)):
            found = _difference(column, f"cell {column_letter(column)}{row}", code, cell)
            if found:
                yield found


def _difference(column: int, name: str, code: str, cell: object) -> Difference | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        shown = shown_number(code, cell)
        what = f"{name} shows '{shown}' and holds a number, which is read without its format"
        return Difference(column, SHOWN_OTHERWISE, what, SHOWN_OTHERWISE.advice) if shown else None
    if isinstance(cell, datetime.date):
        day = cell.date() if isinstance(cell, datetime.datetime) else cell
        known = known_part(code, day)
        if known:
            what = f"{name} shows no day and holds {day}: it was read as {known}"
            hint = f"if the day is known, format the cell as text and write {day}"
            return Difference(column, SHOWN_OTHERWISE, what, hint, known)
        if known is not None:
            what = f"{name} shows no year and holds {day}: the program may have added the year"
            return Difference(column, SHOWN_OTHERWISE, what, SHOWN_OTHERWISE.advice)
    return None
