"""Columns of which no query of the profile makes anything: their values would be left out without a word."""

from __future__ import annotations

from collections.abc import Iterator, Set

from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.graph import UNSAID_COLUMN
from sedova_lod.mapping import Mapping
from sedova_lod.pipeline.collection import Collection
from sedova_lod.records import Column, TableLayout, find_column, properties_of

__all__ = ["is_said", "unsaid_columns"]

_Use = tuple[tuple[str, ...], str]
_ADDRESSES = ("id", "of", "key", "iri")
"""Fields that become part of addresses."""

_COMMON = "profiles/common/"
_NESTED_HINT = "build with the profile 'both', or say it in a query of your own"
"""What to do about a file without headers, of which none can be ignored."""

_NAMES = {"form": ("label", "altLabel"), "language": ("label", "altLabel")}
"""Fields of the table of names, with the properties of the record itself that they fill too."""


def unsaid_columns(collection: Collection, mapping: Mapping) -> Iterator[Finding]:
    """Report each column, and each field of a nested file, that goes into no output.

    Nothing is told of kinds for which a profile of the user's own has no query: of these it gives names and links only.

    Args:
        collection: What was read.
        mapping: The queries of the profile.
    """
    meant = [kind for kind in mapping.kinds if not all(file.startswith(_COMMON) for file in mapping.files(kind))]
    used = {kind: mapping.properties_used(kind) for kind in meant}
    for layout in collection.layouts:
        if layout.number == collection.bundled_table or layout.kind.name not in used:
            continue
        for column, where in _columns(collection, layout):
            if not is_said(column, used[layout.kind.name]):
                part = column.part.name if column.part is not None and column.part.many else ""
                what = f"{layout.kind.name}.{part}" if part else layout.kind.name
                message = f"no query of the profile says '{column.name}' of a {what}; the values go into no output"
                hint = _NESTED_HINT if layout.is_nested else UNSAID_COLUMN.advice
                yield UNSAID_COLUMN.finding(message, hint=hint, where=where)


def _columns(collection: Collection, layout: TableLayout) -> Iterator[tuple[Column, CellRef]]:
    for column in layout.columns:
        yield column, layout.cell(layout.header_row, column.index)
    for part in ("", *layout.kind.parts):
        for name, line in collection.named.get((layout.number, part), {}).items():
            column_of_name = find_column(layout.kind, layout.kind.parts.get(part), name)
            if column_of_name is not None:
                yield column_of_name, layout.cell(line, name)


def is_said(column: Column, used: Set[_Use]) -> bool:
    """Say whether a query makes something of what stands in a column.

    Args:
        column: The column.
        used: Properties of the record graph that the queries of its kind make triples of, each with its path.

    >>> from sedova_lod.records import KINDS
    >>> died = find_column(KINDS["person"], None, "died.place")
    >>> is_said(died, {(("birth",), "place")}), is_said(died, {(("death",), "place")})
    (False, True)
    """
    if column.companion == "certainty":
        return (("citation",), "certainty") in used
    if column.companion == "source":
        return ((), "source") in used or _is_node_read(("citation",), used)
    if column.field.name in _ADDRESSES:
        return True
    path = (column.part.rec,) if column.part is not None else ()
    if column.companion == "written":
        return _is_node_read((*path, column.field.rec, "written"), used)
    is_name = column.part is not None and column.part.node == "Name"
    if is_name and any(((), prop) in used for prop in _NAMES.get(column.field.name, ())):
        return True
    return any(
        (path, prop.name) in used if prop.node is None else _is_node_read((*path, prop.name), used)
        for prop in properties_of(column.field)
    )


def _is_node_read(path: tuple[str, ...], used: Set[_Use]) -> bool:
    """Say whether anything of the nodes at a path is used."""
    return any(where[: len(path)] == path for where, _name in used)
