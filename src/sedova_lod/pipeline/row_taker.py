"""The rows of one table, read into a collection and counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sedova_lod.pipeline.collection import RowCollection, TableCount
from sedova_lod.pipeline.trees import branches
from sedova_lod.readers import Tree, Withheld
from sedova_lod.records import CellValue, Reading, RowReader, TableLayout
from sedova_lod.records.picking import picker

__all__ = ["RowTaker"]


class RowTaker:
    """Take the rows of one table.

    Args:
        collection: Takes what they say.
        layout: What the columns of the table stand for.
        bundled: Ids of the concepts that come with the tool.

    Attributes:
        take_row: Reads one row of a flat table: its number, its cells, and how many of them are not empty.
    """

    def __init__(self, collection: RowCollection, layout: TableLayout, bundled: frozenset[str]) -> None:
        self._collection = collection
        self._layout = layout
        self._bundled = bundled
        self._count: TableCount = collection.tables[layout.number]
        self._reader = RowReader(layout, collection.context)
        self._reader.findings = collection.findings
        self._reader.is_lean = not collection.telling  # else categories are looked up in the nodes
        self._parts: dict[str, RowReader] = {}
        used = {column.index for column in layout.columns if column.index >= 0}
        left_out = sorted(set(range(len(layout.header))) - used)
        self._pick, self._pick_left_out = picker(sorted(used)), picker(left_out)
        self._n_left_out = len(left_out)
        self._entries = collection.entries
        self._read_row = self._reader.read_row
        self.take_row: Callable[[int, tuple[CellValue, ...], int], None] = (
            self._take_distinct if layout.is_distinct else self._take
        )

    def withhold(self, row: Withheld) -> None:
        """Note a row that its reader withholds; where its id is certain, references to it are known."""
        self._count.n_withheld += 1
        reading = self._reader.read_withheld(row.number, row.values) if row.values else None
        if reading is None:
            self._count.n_nameless += 1
        else:
            self._collection.add(reading)

    def count_rows(self, n_rows: int, n_values: int) -> None:
        """Count rows of a flat table that were given to `take_row`, and their cells that are not empty."""
        self._count.n_rows += n_rows
        self._count.n_values += n_values

    def _take(self, number: int, values: tuple[CellValue, ...], n_values: int) -> None:
        """Read one row of a flat table; `n_values` of its cells are not empty."""
        del n_values
        if self._n_left_out:
            self._count.n_left_out += self._n_left_out - self._pick_left_out(values).count(None)
        self._add(self._read_row(number, values))

    def _take_distinct(self, number: int, values: tuple[CellValue, ...], n_values: int) -> None:
        """Read a row of a table in which rows may say the same."""
        picked = self._pick(values)
        self._count.n_left_out += n_values - len(picked) + picked.count(None)
        cells = (self._layout.number, picked)
        if self._entries.repeat(cells, number):
            return
        reading = self._read_row(number, values)
        self._add(reading)
        if reading is not None and self._reader.was_plain and not reading.references and _is_text(picked):
            self._entries.can_repeat(cells, (reading.kind, reading.id), reading.table, number)

    def take_tree(self, tree: Tree) -> None:
        """Read one record of a nested file, with its parts."""
        for reading in self._read_tree(tree):
            self._count.n_rows += 1
            self._add(reading)

    def _read_tree(self, tree: Tree) -> Iterator[Reading | None]:
        layout, parts = self._layout, self._parts
        for branch in branches(layout.kind, tree):
            reader = self._reader
            if branch.part is not None:
                if branch.part.name not in parts:
                    inner = TableLayout(layout.number, layout.kind, branch.part, layout.file, is_nested=True)
                    parts[branch.part.name] = RowReader(inner, self._collection.context)
                    parts[branch.part.name].findings = self._collection.findings
                reader = parts[branch.part.name]
            yield reader.read_fields(branch.line, branch.cells)

    def _add(self, reading: Reading | None) -> None:
        if reading is None:
            self._count.n_idle += 1
            return
        if reading[1]:
            self._collection.add(reading)
        else:
            self._collection.unplaced.append((reading.table, reading.row))
            self._count.n_nameless += 1
        for ref in reading[7]:
            if ref[0] == "concept" and ref[1] in self._bundled:
                self._collection.context.used_concepts.add(ref[1])

    def count_trimmed(self) -> None:
        """Count the values that were read without the blanks around them, since the last time."""
        self._count.n_trimmed += self._reader.n_trimmed
        self._reader.n_trimmed = 0

    def finish(self) -> None:
        """Tell what was noted of the table as a whole."""
        self.count_trimmed()
        for part, reader in {"": self._reader, **self._parts}.items():
            if reader.first_lines:
                self._collection.named[self._layout.number, part] = reader.first_lines
        number = self._count.n_trimmed
        if number:
            values = "1 value was" if number == 1 else f"{number} values were"
            self._count.notes = (*self._count.notes, f"{values} read without the blanks around")


def _is_text(values: tuple[Any, ...]) -> bool:
    """Say whether values are texts: numbers and truth values can be equal and yet not the same."""
    return all(value is None or isinstance(value, str) for value in values)
