"""What reading a project gives: its rows in an external sort, what is wrong in them, and counts for each table."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import NamedTuple

from sedova_lod.engines import UNKNOWN_CATEGORY
from sedova_lod.findings import Finding, FindingPile
from sedova_lod.records import (
    KINDS,
    DataSetContext,
    Entries,
    ExternalSorter,
    PlainPile,
    Reading,
    RecordKey,
    TableLayout,
)

__all__ = ["Collection", "RowCollection", "RowsFound", "TableCount"]


@dataclass(slots=True)
class TableCount:
    """Count what was read from one table.

    Args:
        file: File, with its sheet.
        how: How it was read: format, encoding, delimiter.
        n_rows: Rows with a value in them that could be read.
        notes: What was assumed.
        n_withheld: Rows that could not be read for certain.
        n_idle: Rows without a value for a field of this table.
        n_nameless: Rows that were withheld or have no id, so that no record is known for them.
        n_rejected: Rows that are in no record of the output; counted at the end of a build.
        n_values: Cells with a value.
        n_left_out: Those among them whose columns are not mapped.
        n_trimmed: Values that were read without the blanks around them.
    """

    file: str
    how: str
    n_rows: int = 0
    notes: tuple[str, ...] = ()
    n_withheld: int = 0
    n_idle: int = 0
    n_nameless: int = 0
    n_rejected: int = 0
    n_values: int = 0
    n_left_out: int = 0
    n_trimmed: int = 0

    @property
    def n_read(self) -> int:
        """Count all rows: those mapped, those rejected, and those that say nothing here."""
        return self.n_rows + self.n_withheld

    @property
    def n_mapped(self) -> int:
        """Count the rows that stand in the output."""
        return self.n_read - self.n_idle - self.n_rejected

    def add(self, other: TableCount) -> None:
        """Add what was counted elsewhere, of other rows of the table."""
        for number in _NUMBERS:
            setattr(self, number, getattr(self, number) + getattr(other, number))

    def clear(self) -> None:
        """Count from nothing again."""
        for number in _NUMBERS:
            setattr(self, number, 0)


_NUMBERS = tuple(member.name for member in fields(TableCount) if member.name.startswith("n_"))


class RowsFound(NamedTuple):
    """Hold what some rows of one file gave, as another process sends it.

    Args:
        entries: Entries of the sort, in order and packed.
        findings: What is wrong in the rows.
        tables: What was read, by table.
        categories: Categories of records that are told from others, by IRI.
        unplaced: Rows that have no id to be known by.
        used_concepts: Concepts of the tool that the rows use.
        is_odd: Whether nothing was read, as the rows must be parsed one by one where their file is.
    """

    entries: bytes
    findings: list[Finding]
    tables: dict[int, TableCount]
    categories: dict[str, str]
    unplaced: list[tuple[int, int]]
    used_concepts: set[str]
    is_odd: bool = False


@dataclass(slots=True, kw_only=True)
class RowCollection:
    """Hold what rows gave.

    Args:
        context: The data set's settings for records.
        entries: Takes what belongs to records.
        findings: What is wrong in cells, rows and headers.
        tables: What was read from each table.
        telling: Kinds and categories that are told from others of their kind.
        categories: Categories of these records, by IRI.
        unplaced: Rows, by table and row, that have no id to be known by.
        named: Fields of nested files, by table and part, each with the line where it stood first.
    """

    context: DataSetContext
    entries: Entries
    findings: FindingPile = field(default_factory=FindingPile)
    tables: list[TableCount] = field(default_factory=list)
    telling: frozenset[RecordKey] = frozenset()
    categories: dict[str, str] = field(default_factory=dict)
    unplaced: PlainPile[tuple[int, int]] = field(default_factory=PlainPile)
    named: dict[tuple[int, str], dict[str, int]] = field(default_factory=dict)

    def add(self, reading: Reading) -> None:
        """Put a row where the sort brings it to its record."""
        self.entries.add(reading)
        if not self.telling or reading.part or (reading.kind, UNKNOWN_CATEGORY) not in self.telling:
            return
        node, kind = reading.node, KINDS[reading.kind]
        category = UNKNOWN_CATEGORY if node is None else node[kind.schema.slot("category")] or ""
        if (reading.kind, category) in self.telling:
            self.categories[self.context.iri(reading.kind, reading.id)] = category


@dataclass(slots=True, kw_only=True)
class Collection(RowCollection):
    """Hold what reading a project gave.

    Args:
        sorter: The rows, waiting to be joined.
        layouts: The tables, by number; then the concepts of the tool, then the table of links.
        bundled_table: Number of the tool's own concepts.
    """

    sorter: ExternalSorter
    layouts: list[TableLayout] = field(default_factory=list)
    bundled_table: int = -1

    def absorb(self, found: RowsFound) -> None:
        """Take what rows gave that were read elsewhere; they come in order."""
        self.sorter.add_sorted(found.entries)
        self.findings.extend(found.findings)
        for number, count in found.tables.items():
            self.tables[number].add(count)
        self.categories.update(found.categories)
        self.unplaced.extend(found.unplaced)
        self.context.used_concepts.update(found.used_concepts)
