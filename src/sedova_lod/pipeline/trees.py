"""How a nested record becomes named fields and rows of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    yield Branch(None, tree.line, list(_gathered(_cells(kind, None, own))))
    parent = _texts(tree.fields.get("id"))
    for part, value in children:
        for item in value.items if isinstance(value, TreeList) else (value,):
            fields: dict[str, TreeValue] = item.fields if isinstance(item, Tree) else {part.fields[0].name: item}
            cells: list[NamedCell] = [(PARENT, parent, tree.line)]
            cells.extend(_gathered(_cells(kind, part, fields)))
            yield Branch(part, item.line, cells)


def _cells(kind: Kind, part: Part | None, fields: dict[str, TreeValue]) -> Iterator[NamedCell]:
    for name, value in fields.items():
        items = list(_items(value))
        trees = [item for item in items if isinstance(item, Tree)]
        leaves = [item for item in items if not isinstance(item, Tree)]
        if leaves or not trees:
            yield name, [text for item in leaves for text in _texts(item)], value.line
        for tree in trees:
            yield from _inside(kind, part, name, tree)


def _items(value: TreeValue) -> Iterator[TreeValue]:
    """Give a value, or the values of a list and of the lists in it."""
    if isinstance(value, TreeList):
        for item in value.items:
            yield from _items(item)
    else:
        yield value


def _inside(kind: Kind, part: Part | None, name: str, tree: Tree) -> Iterator[NamedCell]:
    """Name the fields that stand within another one: `born.place`, `note@ru`, and `born` itself for its date."""
    has_date = part is None and name in kind.parts
    for key, inner in tree.fields.items():
        if not key or (has_date and key == "date"):
            inner_name = name
        else:
            inner_name = f"{name}@{key}" if find_column(kind, part, f"{name}@{key}") else f"{name}.{key}"
        yield from _cells(kind, part, {inner_name: inner})


def _gathered(cells: Iterable[NamedCell]) -> Iterator[NamedCell]:
    """Put the values of one field together, as of `born: {place: …}` and `born.place: …`, or of the items of a list."""
    found: dict[str, tuple[list[CellValue], int]] = {}
    for name, values, line in cells:
        found.setdefault(name, ([], line))[0].extend(values)
    return ((name, values, line) for name, (values, line) in found.items())


def _texts(value: TreeValue | None) -> Sequence[CellValue]:
    if isinstance(value, TreeLeaf):
        return [value.value]
    if isinstance(value, TreeList):
        return [text for item in value.items for text in _texts(item)]
    return []
