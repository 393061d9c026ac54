"""What reading a project gives: its rows in an external sort, what is wrong in them, and counts for each table."""

from __future__ import annotations

from dataclasses import dataclass, field

from sedova_lod.engines import UNKNOWN_CATEGORY
from sedova_lod.findings import Finding
from sedova_lod.records import KINDS, DataSetContext, Entries, ExternalSorter, Reading, RecordKey, TableLayout

__all__ = ["Collection", "TableCount"]


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

    @property
    def n_read(self) -> int:
        """Count all rows: those mapped, those rejected, and those that say nothing here."""
        return self.n_rows + self.n_withheld

    @property
    def n_mapped(self) -> int:
        """Count the rows that stand in the output."""
        return self.n_read - self.n_idle - self.n_rejected


@dataclass(slots=True)
class Collection:
    """Hold what reading a project gave.

    Args:
        context: The data set's settings for records.
        layouts: The tables, by number; then the concepts of the tool, then the table of links.
        sorter: The rows, waiting to be joined.
        bundled_table: Number of the tool's own concepts.
        findings: What is wrong in cells, rows and headers.
        tables: What was read from each table.
        telling: Kinds and categories that are told from others of their kind.
        categories: Categories of these records, by IRI.
        unplaced: Rows, by table and row, that have no id to be known by.
    """

    context: DataSetContext
    layouts: list[TableLayout]
    sorter: ExternalSorter
    bundled_table: int = -1
    findings: list[Finding] = field(default_factory=list)
    tables: list[TableCount] = field(default_factory=list)
    telling: frozenset[RecordKey] = frozenset()
    categories: dict[str, str] = field(default_factory=dict)
    unplaced: set[tuple[int, int]] = field(default_factory=set)
    entries: Entries = field(init=False)

    def __post_init__(self) -> None:
        self.entries = Entries(self.sorter, self.context)

    def add(self, reading: Reading) -> None:
        """Put a row where the sort brings it to its record."""
        self.entries.add(reading)
        if reading.part or (reading.kind, UNKNOWN_CATEGORY) not in self.telling:
            return
        node, kind = reading.node, KINDS[reading.kind]
        category = UNKNOWN_CATEGORY if node is None else node[kind.schema.slot("category")] or ""
        if (reading.kind, category) in self.telling:
            self.categories[self.context.iri(reading.kind, reading.id)] = category
