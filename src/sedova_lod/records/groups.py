"""What the sort brings together for one record: its entries, packed and unpacked."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sedova_lod.records.context import DataSetContext
from sedova_lod.records.entries import (
    END_OF_ID,
    LINK,
    PART,
    RECORD,
    REFERENCE,
    REPEAT,
    references_of,
    repeated_rows,
)
from sedova_lod.records.model import Kind
from sedova_lod.records.record import Origin, RecordKey, Reference
from sedova_lod.records.row_code import NodeMaker
from sedova_lod.records.schema import Node
from sedova_lod.records.sorting import ExternalSorter

__all__ = ["Group", "PackedEntry", "RecordEntries", "group_entries", "own_row"]

PackedEntry = tuple[str, bytes]
"""Tag and payload of an entry."""

Group = tuple[str, list[PackedEntry]]
"""Kind and id as the keys of the sort begin, and all entries under them."""

_MOST_REFERENCE_BYTES = 1_000_000


def group_entries(
    entries: ExternalSorter, needs_references: Callable[[str, list[PackedEntry]], bool]
) -> Iterator[Group]:
    """Group entries by kind and id, each with its tag.

    A group is held in memory; so of a great many references to one record, those that nobody needs are left out.

    Args:
        entries: The entries.
        needs_references: Says of a kind and id and its other entries whether references to it must be known.

    >>> with ExternalSorter() as sorter:
    ...     sorter.add(f"place{END_OF_ID}romny{END_OF_ID}{RECORD}0000100000002", (1, 2, None))
    ...     [(head.split(END_OF_ID), len(found)) for head, found in group_entries(sorter, lambda head, found: True)]
    [(['place', 'romny'], 1)]
    """
    head = ""
    found: list[PackedEntry] = []
    n_bytes, is_needed = 0, True
    for key, packed in entries.packed():
        own, _, place = key.rpartition(END_OF_ID)
        if own != head:
            if found:
                yield head, found
            head, found = own, []
            n_bytes, is_needed = 0, True
        tag = place[0]
        if tag == REFERENCE:
            if is_needed and n_bytes < _MOST_REFERENCE_BYTES <= n_bytes + len(packed):
                is_needed = needs_references(head, found)
            n_bytes += len(packed)
            if not is_needed:
                continue
        found.append((tag, packed))
    if found:
        yield head, found


def own_row(group: Group) -> tuple[RecordKey, tuple[int, int]]:
    r"""Give kind and id of a group, and the table and row that its first entry comes from.

    >>> own_row(("place\0romny", [(RECORD, marshal.dumps((2, 14, None)))]))
    (('place', 'romny'), (2, 14))
    """
    head, ((tag, packed), *_others) = group
    kind, _, record_id = head.partition(END_OF_ID)
    payload = marshal.loads(packed)  # noqa: S302 - written by this program
    if tag not in (RECORD, REPEAT, PART):
        payload = payload[0] if tag == LINK else next(references_of(payload))[1].origin
    return (kind, record_id), payload[:2]


@dataclass(slots=True)
class RecordEntries:
    """Hold all entries of one id, unpacked.

    Args:
        kind: Kind of the record.
        id: Its id.
        records: Rows that are of the record: table, row, node.
        repeats: Rows that say the same as others, packed.
        parts: Rows of its parts.
        references: What refers to it, and the IRI of that.
        links: Its links to other data sets.

    >>> from sedova_lod.records.kinds import KINDS
    >>> RecordEntries(KINDS["place"], "romny").key
    ('place', 'romny')
    """

    kind: Kind
    id: str
    records: list[tuple[int, int, Node | None]] = field(default_factory=list)
    repeats: list[tuple[int, int, bytes]] = field(default_factory=list)
    parts: list[tuple[int, int, str, Node | None, dict[str, list[Any]]]] = field(default_factory=list)
    references: list[tuple[Reference, str]] = field(default_factory=list)
    links: list[tuple[Origin, tuple[str, str]]] = field(default_factory=list)

    @property
    def key(self) -> RecordKey:
        """Give kind and id."""
        return (self.kind.name, self.id)

    def fill(self, entries: Iterable[PackedEntry], context: DataSetContext, nodes: NodeMaker) -> None:
        """Unpack all entries; rows that repeat others are left to `add_repeats`."""
        found: list[tuple[tuple[int, int, int], Reference]] = []
        for tag, packed in entries:
            payload = marshal.loads(packed)  # noqa: S302 - written by this very process
            if tag == RECORD:
                table, row, node = payload
                self.records.append((table, row, node and nodes.whole(table, row, node)))
            elif tag == REPEAT:
                self.repeats.append(payload)
            elif tag == PART:
                self.parts.append(payload)
            elif tag == LINK:
                self.links.append(payload)
            else:
                found.extend(references_of(payload))
        self.records.sort(key=itemgetter(0, 1))
        found.sort(key=itemgetter(0))
        self.references = [(ref, context.iri(ref.source_kind, ref.source_id)) for _place, ref in found]

    def add_repeats(self) -> None:
        """Put the rows that repeat others among the records."""
        nodes = {(table, row): node for table, row, node in self.records}
        for payload in self.repeats:
            self.records.extend((t, row, nodes[t, original]) for t, row, original in repeated_rows(payload))
        self.records.sort(key=itemgetter(0, 1))

    def leave_out(self, table: int) -> None:
        """Forget the row of a table whose records give way to others under the same id."""
        if len(self.records) > 1:
            self.records = [record for record in self.records if record[0] != table]
