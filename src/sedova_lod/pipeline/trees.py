"""How a nested record becomes named fields and rows of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sedova_lod.readers import CellValue, Tree, TreeLeaf, TreeList, TreeValue
from sedova_lod.records import PARENT, Kind, NamedCell, Part, find_column

__all__ = ["Branch", "branches"]


class Branch(NamedTuple):
    """Hold a record, or one of its parts, as named fields.

    Args:
        part: Part that it is; None for the record itself.
        line: Line at which it begins.
        cells: Its fields.
    """

    part: Part | None
    line: int
    cells: list[NamedCell]


def branches(kind: Kind, tree: Tree) -> Iterator[Branch]:
    """Take a nested record apart: the record first, then the rows of its child tables.

    >>> from sedova_lod.records import KINDS
    >>> born = Tree(2, {"date": TreeLeaf("1882", 2), "place": TreeLeaf("romny", 3)})
    >>> [b.cells for b in branches(KINDS["person"], Tree(1, {"id": TreeLeaf("x", 1), "born": born}))]
    [[('id', ['x'], 1), ('born', ['1882'], 2), ('born.place', ['romny'], 3)]]
    """
    own: dict[str, TreeValue] = {}
    children: list[tuple[Part, TreeValue]] = []
    for name, value in tree.fields.items():
        part = kind.parts.get(name)
        if part is not None and part.many:
            children.append((part, value))
        else:
            own[name] = value
    yield Branch(None, tree.line, list(_cells(kind, own)))
    parent = _texts(tree.fields.get("id"))
    for part, value in children:
        for item in value.items if isinstance(value, TreeList) else (value,):
            fields = item.fields if isinstance(item, Tree) else {part.fields[0].name: item}
            cells: list[NamedCell] = [(PARENT, parent, tree.line)]
            cells.extend(_named(name, inner) for name, inner in fields.items())
            yield Branch(part, item.line, cells)


def _cells(kind: Kind, fields: dict[str, TreeValue], prefix: str = "") -> Iterator[NamedCell]:
    for name, value in fields.items():
        full = f"{prefix}{name}"
        if not isinstance(value, Tree):
            yield _named(full, value)
            continue
        part = kind.parts.get(full)
        for key, inner in value.fields.items():
            if part is not None and key in ("date", ""):
                inner_name = full
            else:
                inner_name = f"{full}@{key}" if find_column(kind, None, f"{full}@{key}") else f"{full}.{key}"
            if isinstance(inner, Tree):
                yield from _cells(kind, inner.fields, f"{inner_name}.")
            else:
                yield _named(inner_name, inner)


def _named(name: str, value: TreeValue) -> NamedCell:
    return name, _texts(value), value.line


def _texts(value: TreeValue | None) -> Sequence[CellValue]:
    if isinstance(value, TreeLeaf):
        return [value.value]
    if isinstance(value, TreeList):
        return [text for item in value.items for text in _texts(item)]
    return []
