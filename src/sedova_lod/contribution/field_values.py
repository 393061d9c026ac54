"""The values of a record, by our names of the fields, with their cells, roles and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sedova_lod.contribution.known_records import NodeView
from sedova_lod.findings import CellRef
from sedova_lod.records import KINDS, Record, TableLayout, locate
from sedova_lod.records.model import Field, FieldType, Part

__all__ = ["FieldValue", "RecordValues"]

_ROLES = {"memberships": "role", "relations": "relation", "participations": "role"}


@dataclass(frozen=True, slots=True)
class FieldValue:
    """Hold one value of a field.

    Args:
        raw: The value as the record graph has it; a view for a node.
        type: Type of the field.
        where: Its cell.
        citing: What citations of it cite.
        owner: The record or part that has it.
        role: IRI of the role or relation beside it; empty if there is none.
        is_one_of_several: Whether the field has several values, for which its sources are given together.
    """

    raw: Any
    type: FieldType
    where: CellRef
    citing: tuple[str, ...]
    owner: NodeView
    role: str = ""
    is_one_of_several: bool = False


class RecordValues:
    """Read the values of one record.

    Args:
        record: The record.
        layouts: The tables, by number.
    """

    def __init__(self, record: Record, layouts: Sequence[TableLayout]) -> None:
        self.record = record
        self.view = NodeView(record.node, KINDS[record.kind].schema)
        self._layouts = layouts
        self._kind = KINDS[record.kind]

    @property
    def name(self) -> str:
        """Give kind and id of the record."""
        return f"{self.record.kind}/{self.record.id}"

    def cell(self, prop: str = "", value: Any = None) -> CellRef:
        """Point at the cell of one of the record's own properties; at its row if none is named."""
        return locate(self.record, self._layouts, prop=prop, value=value)

    def text_cell(self, prop: str, text: tuple[str, str]) -> CellRef:
        """Point at the cell of a name or another text; each name is a node that knows its cell."""
        for name in self.view.nodes("name"):
            if name.get("text") == text and prop != "description":
                return locate(self.record, self._layouts, name.node, path=("name",), prop="content")
        return self.cell(prop, text)

    def texts(self, prop: str) -> list[tuple[str, str]]:
        """Give the texts of a property, with their languages."""
        found = self.view.get(prop) or ()
        return [(str(text), str(language)) for text, language in found]

    def of_field(self, name: str) -> Iterator[FieldValue]:
        """Give the values of a field, those that were filled in from other records aside."""
        if name == "kind":
            yield FieldValue(self.record.kind, FieldType.CHOICE, self.cell(), (), self.view)
        elif name == "coordinates":
            yield from self._coordinates()
        elif name in self._kind.columns:
            part, item = self._kind.columns[name]
            yield from self._of_column(part, item)
        else:
            part_name, _, field_name = name.partition(".")
            yield from self._of_rows(self._kind.parts[part_name], field_name)

    def _coordinates(self) -> Iterator[FieldValue]:
        latitude, longitude = self.view.get("latitude"), self.view.get("longitude")
        if latitude and longitude:
            where = self.cell("latitude")
            yield FieldValue((latitude, longitude), FieldType.DECIMAL, where, ("latitude", "longitude"), self.view)

    def _of_column(self, part: Part | None, item: Field) -> Iterator[FieldValue]:
        owner = self.view if part is None else self.view.only(part.rec)
        if owner is not None:
            path = () if part is None else (part.rec,)
            citing = (".".join(filter(None, (part.name if part else "", item.name))),)
            yield from self._values(owner, item, path, citing)

    def _of_rows(self, part: Part, field_name: str) -> Iterator[FieldValue]:
        item = next(field for field in part.fields if field.name == field_name)
        role_field = _ROLES.get(part.name)
        for owner in self.view.nodes(part.rec):
            fragment = owner.iri.partition("#")[2]
            role = owner.get(role_field) if role_field else None
            yield from self._values(owner, item, (part.rec,), (f"{fragment}-{field_name}", fragment), role or "")

    def _values(
        self, owner: NodeView, item: Field, path: tuple[str, ...], citing: tuple[str, ...], role: str = ""
    ) -> Iterator[FieldValue]:
        prop = owner.type.property(item.rec)
        found = owner.get(item.rec)
        if prop is None or not found:
            return
        derived = self.record.derived if not path else {}
        own = [raw for raw in (found if prop.many else (found,)) if (item.rec, raw) not in derived]
        if item.type is FieldType.IDENTIFIER:  # beside them stands the QID, which has a field of its own
            own = [raw for raw in own if raw[0] != f"{self.view.iri}#identifier-wikidata"]
        for raw in own:
            node = None if owner is self.view else owner.node
            value: Any = raw
            if prop.node is not None:
                node, value = raw, NodeView(raw, prop.node)
                where = locate(self.record, self._layouts, node, path=(*path, item.rec))
            else:
                where = locate(self.record, self._layouts, node, path=path, prop=item.rec, value=raw)
            yield FieldValue(value, item.type, where, citing, owner, role, len(own) > 1)
