"""What a rule of history sees of a record: values by name, days as numbers, and the cells they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sedova_lod.dates import day_number
from sedova_lod.findings import CellRef, Finding, Rule
from sedova_lod.records import KINDS, DataSetContext, Node, NodeType, Record, TableLayout, iter_nodes, locate

__all__ = ["Moment", "PlainCell", "RecordView", "cell_of", "moment_of", "nodes_can_have", "plain_cell"]

_BOUNDS = ("edtf", "earliest", "latest", "beginLatest", "endEarliest")
_MOST_HELD = 8192
_EXACT_DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")

PlainCell = tuple[str, int, str, str, str]
"""A `CellRef` as plain values, which the external sort can hold."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Hold the bounds of a date as day numbers.

    Args:
        earliest: First possible day; None if open or unknown.
        latest: Last possible day; None if open or unknown.
        begin_latest: Last possible day of the beginning; None for a date that is no interval.
        end_earliest: First possible day of the end; None for a date that is no interval.
        edtf: The date in EDTF.
        calendar: Id of the concept of the calendar that was stated; empty if none was.
    """

    earliest: int | None
    latest: int | None
    begin_latest: int | None
    end_earliest: int | None
    edtf: str
    calendar: str


def moment_of(timespan: Node, node_type: NodeType) -> Moment:
    """Read the bounds of a time-span.

    >>> from sedova_lod.records.nodes import TIMESPAN_NODE
    >>> span = TIMESPAN_NODE.make("#t", earliest="1905-05-01T00:00:00Z", edtf="1905-05-01/..")
    >>> moment_of(span, TIMESPAN_NODE).earliest, moment_of(span, TIMESPAN_NODE).latest
    (2416967, None)
    """
    pick, slot, inner_slot = _places(node_type)
    written = timespan[slot]
    calendar = "" if written is None else written[inner_slot] or ""
    return _moment(*pick(timespan), calendar)


@lru_cache
def _places(node_type: NodeType) -> tuple[Callable[[Node], tuple[str | None, ...]], int, int]:
    """Find the bounds of a time-span, its wording, and the calendar of that."""
    slot = node_type.slot("written")
    inner = node_type.properties[slot - 2].node
    assert inner is not None  # noqa: S101 - the wording is a node
    return itemgetter(*map(node_type.slot, _BOUNDS)), slot, inner.slot("calendar")


@lru_cache(maxsize=_MOST_HELD)
def _moment(
    edtf: str | None,
    earliest: str | None,
    latest: str | None,
    begin_latest: str | None,
    end_earliest: str | None,
    calendar: str,
) -> Moment:
    edtf = edtf or ""
    start, slash, end = edtf.partition("/")
    first, last = _day(earliest), _day(latest)
    return Moment(
        first,
        last,
        first if slash and _EXACT_DAY.fullmatch(start) else _day(begin_latest),
        last if slash and _EXACT_DAY.fullmatch(end) else _day(end_earliest),
        edtf,
        calendar.rpartition("/")[2],
    )


def _day(moment: str | None) -> int | None:
    if not moment:
        return None
    sign = -1 if moment.startswith("-") else 1
    year, month, day = moment.lstrip("-").partition("T")[0].split("-")
    return day_number(sign * int(year), int(month), int(day))


def plain_cell(cell: CellRef) -> PlainCell:
    """Take a place apart.

    >>> plain_cell(CellRef("a.csv", 2, "born", "C"))
    ('a.csv', 2, 'born', 'C', '')
    """
    return (cell.file, cell.row, cell.column, cell.letter, cell.sheet)


def cell_of(plain: Sequence[Any]) -> CellRef:
    """Put a place together again.

    >>> print(cell_of(("a.csv", 2, "born", "C", "")))
    a.csv:2 column C 'born'
    """
    return CellRef(*plain)


def nodes_can_have(node_type: NodeType, *names: str) -> bool:
    """Say whether a node of a type, or one below it, can have some properties together.

    >>> [nodes_can_have(KINDS[kind].schema, "date", "place") for kind in ("person", "concept")]
    [True, False]
    """
    return any(_ways(node_type, names))


@lru_cache(maxsize=_MOST_HELD)
def _ways(node_type: NodeType, names: tuple[str, ...]) -> tuple[bool, tuple[tuple[int, bool, NodeType], ...]]:
    """Say whether nodes of a type can have some properties, and list the properties that lead to nodes that can."""
    has_all = all(node_type.property(name) is not None for name in names)
    return has_all, tuple(
        (position, prop.many, prop.node)
        for position, prop in enumerate(node_type.properties, start=2)
        if prop.node is not None and any(_ways(prop.node, names))
    )


def _walk(node: Node, node_type: NodeType, names: tuple[str, ...]) -> Iterator[tuple[Node, NodeType]]:
    has_all, ways = _ways(node_type, names)
    if has_all:
        yield node, node_type
    for position, is_many, inner in ways:
        value = node[position]
        for child in value if is_many else (value,) if value else ():
            yield from _walk(child, inner, names)


class RecordView:
    """Look at one record.

    Args:
        record: The record.
        context: The data set's settings for records.
        layouts: The tables, by number.
    """

    def __init__(self, record: Record, context: DataSetContext, layouts: Sequence[TableLayout]) -> None:
        self.record = record
        self.name = f"{record.kind}/{record.id}"
        self.kind = record.kind
        self._context = context
        self._layouts = layouts
        self._schema = KINDS[record.kind].schema
        self._part_dates: dict[str, Moment | None] = {}

    def get(self, prop: str) -> Any:
        """Give the value of a property of the record graph's root."""
        return self.record.node[self._schema.slot(prop)]

    def date(self, node: Node, node_type: NodeType) -> Moment | None:
        """Give the date of a node; None if it has none."""
        prop = node_type.property("date")
        if prop is None or prop.node is None:
            return None
        timespan = node[node_type.slot("date")]
        return None if timespan is None else moment_of(timespan, prop.node)

    def part_date(self, part: str) -> Moment | None:
        """Give the date of a part that a record has once, such as `birth`."""
        if part not in self._part_dates:
            node = self.get(part)
            node_type = self._schema.properties[self._schema.slot(part) - 2].node
            self._part_dates[part] = None if node is None or node_type is None else self.date(node, node_type)
        return self._part_dates[part]

    def nodes(self, *names: str) -> Iterator[tuple[Node, NodeType]]:
        """Walk the record and its parts; with names, only the nodes that can have all of these properties."""
        if names:
            return _walk(self.record.node, self._schema, names)
        return iter_nodes(self.record.node, self._schema)

    def cell(self, prop: str = "", value: Any = None, node: Node | None = None) -> CellRef:
        """Point at the cell of a value; at the row if it has none."""
        return locate(self.record, self._layouts, node, prop=prop, value=value)

    def is_concept(self, iri: str | None, *ids: str) -> bool:
        """Say whether an IRI is that of one of some concepts."""
        return iri is not None and any(iri == self._context.iri("concept", one) for one in ids)

    def finding(self, rule: Rule, message: str, where: CellRef, value: str = "") -> Finding:
        """Report the record against a rule."""
        return rule.finding(f"{self.name}: {message}", hint=rule.advice, where=where, value=value, record=self.name)
