"""What a sheet holds besides values: errors, formulas without a value, merged cells, hidden rows, its extent."""

from __future__ import annotations

from dataclasses import dataclass, field

from sedova_lod.errors import InputError
from sedova_lod.findings import column_letter

__all__ = ["NOT_COMPUTED", "Block", "Oddities", "check_extent"]

NOT_COMPUTED = "a formula that was not computed"
Block = tuple[tuple[int, int], tuple[int, int]]

_MOST_CELLS = 5_000_000
_MOST_BLANKS = 20
_MOST_FORMATS = 255


@dataclass(slots=True)
class Oddities:
    """Hold what is odd about one sheet; rows and columns are counted from 0.

    Args:
        errors: What a cell shows instead of a value, by row and column.
        merged: Merged blocks: first and last cell.
        n_hidden_rows: Rows that the spreadsheet does not show.
        hidden_columns: Columns that it does not show.
        formats: Formats that may show another text than the value, by column: of each row one byte, 0 for none.

    >>> Oddities({(1, 2): "#REF!"}).errors_by_row()
    {1: {2: '#REF!'}}
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Block] = field(default_factory=list)
    n_hidden_rows: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    formats: dict[int, bytearray] = field(default_factory=dict)
    _codes: list[str] = field(default_factory=list)

    def note_format(self, row: int, column: int, code: str) -> None:
        """Note the format of a cell; of the formats of a sheet, the first 255 are known."""
        if code not in self._codes and len(self._codes) < _MOST_FORMATS:
            self._codes.append(code)
        if code in self._codes:
            numbers = self.formats.setdefault(column, bytearray())
            numbers.extend(bytes(max(0, row + 1 - len(numbers))))
            numbers[row] = self._codes.index(code) + 1

    def format_of(self, row: int, column: int) -> str:
        """Give the format that was noted of a cell; empty if there is none.

        >>> oddities = Oddities()
        >>> oddities.note_format(1, 2, "000")
        >>> oddities.format_of(1, 2), oddities.format_of(0, 2), oddities.format_of(7, 2)
        ('000', '', '')
        """
        numbers = self.formats.get(column, b"")
        number = numbers[row] if row < len(numbers) else 0
        return self._codes[number - 1] if number else ""

    def errors_by_row(self) -> dict[int, dict[int, str]]:
        """Give the errors by row, then by column."""
        found: dict[int, dict[int, str]] = {}
        for (row, column), text in sorted(self.errors.items()):
            found.setdefault(row, {})[column] = text
        return found


def check_extent(n_rows: int, n_columns: int, n_cells: int, where: str) -> None:
    """Refuse a sheet with a few cells so far apart that the blanks between would fill the memory.

    Args:
        n_rows: Last row with a value.
        n_columns: Last column with a value.
        n_cells: Cells that are there.
        where: Name of the file.

    Raises:
        InputError: The sheet is too sparse.

    >>> check_extent(1_048_576, 16_384, 2, "a.xlsx")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: a.xlsx: the sheet reaches to cell XFD1048576 but has only 2 cells
      hint: delete the stray cells far below or to the right of the table
    """
    area = n_rows * n_columns
    if area > _MOST_CELLS and area > _MOST_BLANKS * n_cells:
        last = f"{column_letter(n_columns - 1)}{n_rows}"
        raise InputError(
            f"the sheet reaches to cell {last} but has only {n_cells} cells",
            where=where,
            hint="delete the stray cells far below or to the right of the table",
        )
