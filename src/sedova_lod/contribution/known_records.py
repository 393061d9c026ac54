"""What all records together tell: which of them are items, what a work can be cited by, where a place lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sedova_lod.namespaces import identifier_of
from sedova_lod.records import KINDS, DataSetContext, Node, NodeType, Record

__all__ = ["KnownRecord", "KnownRecords", "NodeView"]

_CONTAINED = frozenset(("place", "work"))


class NodeView:
    """Read a node of the record graph by the names of its properties.

    Args:
        node: The node.
        type: Its type.

    >>> person = KINDS["person"].schema
    >>> NodeView(person.make("https://example.org/person/lev", title="Lev Sedov"), person).get("title")
    'Lev Sedov'
    """

    __slots__ = ("node", "type")

    def __init__(self, node: Node, type: NodeType) -> None:  # noqa: A002 - the field's word
        self.node = node
        self.type = type

    @property
    def iri(self) -> str:
        """Give the node's IRI."""
        return str(self.node[0])

    def get(self, name: str) -> Any:
        """Give the value of a property; None if the type has no such property."""
        return self.node[self.type.slot(name)] if self.type.property(name) is not None else None

    def nodes(self, name: str) -> Iterator[NodeView]:
        """Give the nodes to which a property leads."""
        prop = self.type.property(name)
        found = self.get(name)
        if prop is not None and prop.node is not None and found:
            for node in found if prop.many else (found,):
                yield NodeView(node, prop.node)

    def only(self, name: str) -> NodeView | None:
        """Give the one node to which a property leads."""
        return next(self.nodes(name), None)


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """Hold what others need to know of a record.

    Args:
        kind: Its kind.
        id: Its id.
        title: Its name.
        items: QIDs of the items that it is.
        urls: Addresses of its pages.
        part_of: IRIs of what it is part of, for works and places.
        makers: IRIs of those who make a claim, for one that others contradict.
        is_denial: Whether a claim denies what it names.
    """

    kind: str
    id: str
    title: str
    items: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    is_denial: bool = False

    @property
    def name(self) -> str:
        """Give kind and id: `person/lev-sedov`."""
        return f"{self.kind}/{self.id}"


@dataclass(slots=True)
class KnownRecords:
    """Know those records that are items, can be cited, contain others, or are disputed claims.

    Args:
        context: The data set's settings for records.
        entities: How addresses of items begin; those of Wikidata if empty.
        created: QIDs of items that were made for records in earlier runs, by record.
    """

    context: DataSetContext
    entities: str = ""
    created: dict[str, str] = field(default_factory=dict)
    _records: dict[str, KnownRecord] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)
    _inside: dict[str, set[str]] = field(default_factory=dict)

    def add_all(self, records: Iterable[Record]) -> None:
        """Learn what the records tell."""
        for record in records:
            known = self._known(record)
            if known is not None:
                self._records[record.iri] = known
                for qid in known.items:
                    self._titles.setdefault(qid, known.title)

    def find(self, iri: str) -> KnownRecord | None:
        """Give what is known of a record; None if it has nothing that others need."""
        return self._records.get(iri)

    def name_of(self, iri: str) -> str:
        """Give kind and id of a record of this data set; the IRI itself if it is none."""
        known = self._records.get(iri)
        return known.name if known else iri.removeprefix(self.context.base)

    def item_of(self, iri: str | None) -> str:
        """Give the QID of the one item that a record is; empty if it is none, or seems to be several."""
        known = self._records.get(iri) if iri else None
        return known.items[0] if known and len(known.items) == 1 else ""

    @property
    def titles(self) -> dict[str, str]:
        """Give the name of the record that is an item, by QID."""
        return dict(self._titles)

    def containers(self, qid: str) -> set[str]:
        """Give the items inside which a place lies, by the places of this data set."""
        if not self._inside:
            self._inside = {"": set()}
            for iri, known in self._records.items():
                for one in known.items if known.kind == "place" else ():
                    self._inside[one] = {item for above in self._above(iri) for item in self._records[above].items}
        return self._inside.get(qid, set())

    def _above(self, iri: str) -> set[str]:
        found: set[str] = set()
        waiting = [iri]
        while waiting:
            known = self._records.get(waiting.pop())
            for above in known.part_of if known else ():
                if above not in found and above in self._records:
                    found.add(above)
                    waiting.append(above)
        return found

    def _known(self, record: Record) -> KnownRecord | None:
        view = NodeView(record.node, KINDS[record.kind].schema)
        items = self._items(record, view)
        part_of = tuple(view.get("partOf") or ()) if record.kind in _CONTAINED else ()
        urls = tuple(view.get("url") or ()) if record.kind == "work" else ()
        is_disputed = record.kind == "claim" and bool(view.get("contradicts"))
        if not (items or part_of or urls or is_disputed or record.kind == "concept"):
            return None
        certainty = view.get("certainty") if is_disputed else None
        return KnownRecord(
            record.kind,
            record.id,
            view.get("title") or record.id,
            items,
            urls,
            part_of,
            tuple(view.get("assertedBy") or ()) if is_disputed else (),
            certainty is not None and certainty == self.context.iri("concept", "denied"),
        )

    def _items(self, record: Record, view: NodeView) -> tuple[str, ...]:
        made = self.created.get(f"{record.kind}/{record.id}")
        links = [*(view.get("sameAs") or ()), *(view.get("exactMatch") or ())]
        found = [made] if made else []
        found += [qid for qid in map(self._qid, links) if qid]
        return tuple(dict.fromkeys(found))

    def _qid(self, iri: str) -> str:
        if self.entities:
            rest = iri.removeprefix(self.entities)
            return rest if iri != rest and rest[:1] == "Q" and rest[1:].isdigit() else ""
        known = identifier_of(iri)
        return known[1] if known and known[0] == "wd" and known[1][:1] == "Q" else ""
