"""Records on their way: what was read from a row, what a record refers to, and the finished record."""

from __future__ import annotations

from typing import Any, NamedTuple

from sedova_lod.records.schema import Node

__all__ = ["Origin", "Reading", "Record", "RecordKey", "Reference", "Way"]

Origin = tuple[int, int, int | str]
"""Where a value came from: number of the table, row, column (index, or key in a nested file)."""

RecordKey = tuple[str, str]
"""Kind and id of a record."""


Way = tuple[str, str, str, str, str, str, int, int | str]
"""What references from one column to one record share.

Kind, id and part of the record referred to, property to complete there; property and kind of the referring record,
number of its table, and column.
"""


class Reference(NamedTuple):
    """Point from one record to another.

    Args:
        kind: Kind of the record referred to.
        id: Its id.
        fragment: Part referred to: `death`; empty for the record itself.
        origin: Cell that holds the reference.
        inverse: Property to complete at the other end; empty for none.
        source_kind: Kind of the referring record.
        source_id: Its id.
        prop: Property of the referring record.
    """

    kind: str
    id: str
    fragment: str
    origin: Origin
    inverse: str
    source_kind: str
    source_id: str
    prop: str


class Reading(NamedTuple):
    """Hold what one row gave: a record, or one part of a record.

    Args:
        kind: Kind of the record.
        id: Id of the record; empty if the row has none.
        part: Name of the part, for a row of a child table; empty for the record's own row.
        table: Number of the table.
        row: Row in the table.
        node: The node made; None if the row is faulty.
        extras: Values that the part adds to the record's own properties: names, citations.
        references: What it refers to; where the node is lean, the ways of that.
    """

    kind: str
    id: str
    part: str
    table: int
    row: int
    node: Node | None
    extras: dict[str, list[Any]]
    references: tuple[Any, ...]


class Record(NamedTuple):
    """Hold one complete record, ready to be mapped.

    Args:
        kind: Its kind.
        id: Its id.
        iri: Its IRI.
        document: IRI of the document about it.
        node: The root of its record graph.
        rows: Rows it was made from, as table number and row, the record's own row first.
        derived: Origins of values completed from other rows and records, by property and value.
    """

    kind: str
    id: str
    iri: str
    document: str
    node: Node
    rows: tuple[tuple[int, int], ...]
    derived: dict[tuple[str, Any], Origin]
