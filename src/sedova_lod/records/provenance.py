"""Where a value of a finished record came from: the cell of the user's file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sedova_lod.findings import CellRef
from sedova_lod.namespaces.authorities import AUTHORITIES
from sedova_lod.records.kinds import KINDS
from sedova_lod.records.layout import TableLayout
from sedova_lod.records.record import Record
from sedova_lod.records.schema import Node, NodeType

__all__ = ["field_name", "locate"]


def field_name(schema: NodeType, path: Sequence[str], prop: str) -> str:
    """Give our name of the field behind a property of the record graph.

    Args:
        schema: Node type of the record.
        path: Properties that lead from the record to the node.
        prop: Property of the node; empty for the node itself.

    >>> field_name(KINDS["person"].schema, ["birth"], "place")
    'born.place'
    >>> field_name(KINDS["person"].schema, ["birth", "date"], "earliest")
    'born'
    """
    names: list[str] = []
    node_type: NodeType | None = schema
    for step in (*path, prop) if prop else path:
        found = node_type.property(step) if node_type else None
        if found is None:
            break
        names.append(found.field)
        node_type = found.node
    return ".".join(name for name in names if name)


def locate(
    record: Record,
    layouts: Sequence[TableLayout],
    node: Node | None = None,
    *,
    path: Sequence[str] = (),
    prop: str = "",
    value: Any = None,
) -> CellRef:
    """Point at the cell that a value came from; at its row where no cell is known.

    Args:
        record: The record.
        layouts: The tables, by number.
        node: Node that has the value; None for the record itself.
        path: Properties that lead to the node.
        prop: Property of the node; empty for the node as a whole.
        value: The value, where a property has several.
    """
    derived = record.derived.get((prop, value)) if isinstance(value, str | tuple) and not path else None
    if derived is not None:
        return layouts[derived[0]].cell(derived[1], derived[2])
    schema = KINDS[record.kind].schema
    origin = node[1] if node is not None else None
    if origin is not None:
        table, row, column = int(origin[0]), int(origin[1]), origin[2]
        if column != -1:
            return layouts[table].cell(row, column)
        name = field_name(schema, path, prop).rpartition(".")[2] if prop else ""
        return _field_cell(layouts[table], row, name, value)
    table, row = record.rows[0]
    is_link = prop == "sameAs" and value is not None
    name = _link_field(record, value) if is_link else _field_of(record.kind, tuple(path), prop)
    return _field_cell(layouts[table], row, name, value)


def _link_field(record: Record, iri: Any) -> str:
    """Tell the two fields apart that say what is the same thing: an item has its number among the identifiers."""
    held = record.node[KINDS[record.kind].schema.slot("identifier")]
    items = {AUTHORITIES["wd"].prefix + node[2] for node in held if node[0].endswith("#identifier-wikidata")}
    return "wikidata" if iri in items else "same_as"


@lru_cache(maxsize=4096)
def _field_of(kind: str, path: tuple[str, ...], prop: str) -> str:
    return field_name(KINDS[kind].schema, path, prop)


def _field_cell(layout: TableLayout, row: int, name: str, value: Any) -> CellRef:
    if layout.is_nested:
        return layout.cell(row, name) if name else layout.cell(row)
    language = value[1] if isinstance(value, tuple) and len(value) == 2 else ""
    column = layout.by_name.get(f"{name}@{language}") or layout.column_of(name)
    while column is None and "." in name:
        name = name.rpartition(".")[0]
        column = layout.column_of(name)
    return layout.cell(row, column.index if column else -1)
