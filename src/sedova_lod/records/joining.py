"""How rows become whole records: equal ids meet, references are checked, relations completed at both ends."""

from __future__ import annotations

import difflib
import marshal
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sedova_lod.findings import CellRef, Finding, FindingPile
from sedova_lod.findings.tables import DUPLICATE_ID
from sedova_lod.findings.values import DANGLING_REFERENCE, DUPLICATE_PART, SET_ASIDE_REFERENCE
from sedova_lod.records.context import DataSetContext
from sedova_lod.records.draft import part_label
from sedova_lod.records.entries import (
    END_OF_ID,
    LINK,
    PART,
    RECORD,
    REFERENCE,
    REPEAT,
)
from sedova_lod.records.faulty import LeftOut, RecordKeys
from sedova_lod.records.foreign_concepts import values_left_out
from sedova_lod.records.groups import Group, PackedEntry, RecordEntries, group_entries
from sedova_lod.records.kinds import KINDS
from sedova_lod.records.layout import TableLayout
from sedova_lod.records.missing_records import MissingRecords, Naming
from sedova_lod.records.node_values import differing_fields, without_hollow_parts, without_references
from sedova_lod.records.plain_pile import PlainPile
from sedova_lod.records.record import Origin, Record, RecordKey
from sedova_lod.records.row_code import NodeMaker
from sedova_lod.records.schema import Node, NodeType, iter_nodes
from sedova_lod.records.similar_ids import SimilarIds
from sedova_lod.records.sorting import ExternalSorter

__all__ = ["Joined", "Joiner", "RejectedRow"]

_Origins = dict[tuple[str, Any], Origin]
RejectedRow = tuple[int, int, str, str]
"""Table and row of a row that is in no record, and kind and id of the record that it names."""

_ALONE = frozenset((RECORD, REPEAT, REFERENCE))


class Joined(NamedTuple):
    """Hold what was found while some groups were joined; see `Joiner`.

    Args:
        findings: What is wrong.
        rejected: Faulty records.
        left_out: References that the next pass must leave out.
        rejected_rows: Rows that are in no record, by table and row, with kind and id.
        n_rejected_rows: Number of them by table.
        missing: What names records that do not exist, by what names them.

    >>> list(Joiner(DataSetContext("https://example.org/"), []).hand_over().rejected)
    []
    """

    findings: list[Finding]
    rejected: RecordKeys
    left_out: LeftOut
    rejected_rows: list[RejectedRow]
    n_rejected_rows: Counter[int]
    missing: dict[str, list[Naming]]


@dataclass(slots=True)
class Joiner:
    """Join sorted entries into records, in the order of kind and id.

    Args:
        context: The data set's settings.
        layouts: The tables, by number.
        exclude: Records that were found faulty before; they are not given, and references to them are left out.
        leave_out: References to leave out, by referring record: learnt by an earlier pass.
        bundled_table: Number of the tool's own concepts, which give way to the user's under the same id.

    After the pass, `findings` holds what was wrong, `rejected` the faulty records, `left_out` the references
    that the next pass must leave out; both without those that were known before. `rejected_rows` holds the rows, by
    table and row, that are in no record given, and `n_rejected_rows` counts these by table. `has_consequences` says
    whether a pass without the records rejected might reject others, or leave out more references; else it would find
    the same.

    The work can be divided: `groups` of one joiner are joined by others with `join_groups`, which `hand_over` what they
    found; the first takes that with `add` and `see`, in order, and tells the rest with `finish`.
    """

    context: DataSetContext
    layouts: Sequence[TableLayout]
    exclude: Set[RecordKey] = frozenset()
    leave_out: Mapping[RecordKey, Set[str]] = field(default_factory=dict)
    bundled_table: int = -1
    findings: FindingPile = field(default_factory=FindingPile)
    rejected: RecordKeys = field(default_factory=RecordKeys)
    left_out: LeftOut = field(default_factory=LeftOut)
    rejected_rows: PlainPile[RejectedRow] = field(default_factory=PlainPile)
    n_rejected_rows: Counter[int] = field(default_factory=Counter)
    has_consequences: bool = False
    _missing: MissingRecords = field(default_factory=MissingRecords)
    _similar: SimilarIds = field(init=False)
    _nodes: NodeMaker = field(init=False)

    def __post_init__(self) -> None:
        self._similar = SimilarIds(self._id_cell)
        self._nodes = NodeMaker(self.context, self.layouts)

    def join_records(self, entries: ExternalSorter) -> Iterator[Record]:
        """Yield every sound record."""
        for record in self.join_groups(self.groups(entries)):
            self.see(record.kind, record.id, record.rows[0])
            yield record
        self.finish()

    def groups(self, entries: ExternalSorter) -> Iterator[Group]:
        """Group entries by kind and id; some ids are remembered, to be offered where one is wrong."""
        for head, packed in group_entries(entries, self._needs_references):
            if packed[0][0] == RECORD:
                kind, _, record_id = head.partition(END_OF_ID)
                self._missing.know(kind, record_id)
            yield head, packed

    def _needs_references(self, head: str, entries: list[PackedEntry]) -> bool:
        """Say whether references to a record are to be known: if it is missing or faulty they are left out or told."""
        kind, _, record_id = head.partition(END_OF_ID)
        group = RecordEntries(KINDS[kind], record_id)
        group.fill((entry for entry in entries if entry[0] in (RECORD, PART)), self.context, self._nodes)
        group.leave_out(self.bundled_table)
        return not (group.records and self._is_sound(group))

    def join_groups(self, groups: Iterable[Group]) -> Iterator[Record]:
        """Yield every sound record of some groups; what concerns the order of records is left to `see`."""
        for head, packed in groups:
            kind, _, record_id = head.partition(END_OF_ID)
            record = self._record_alone((kind, record_id), packed)
            if record is None:
                group = RecordEntries(KINDS[kind], record_id)
                group.fill(packed, self.context, self._nodes)
                record = self._record(group)
            if record is not None:
                if kind == "concept":
                    self.findings.extend(values_left_out(record, self.context, self.layouts))
                yield record

    def see(self, kind: str, record_id: str, row: tuple[int, int]) -> None:
        """Look at a sound record, after all that come before it, for ids that are alike."""
        alike = self._similar.see(kind, record_id, row)
        if alike is not None:
            self.findings.append(alike)

    def hand_over(self) -> Joined:
        """Give what was found since the last time, and forget it."""
        found = Joined(
            self.findings.take(),
            self.rejected,
            self.left_out,
            self.rejected_rows.take(),
            self.n_rejected_rows,
            self._missing.take(),
        )
        self.rejected, self.left_out, self.n_rejected_rows = RecordKeys(), LeftOut(), Counter()
        return found

    def add(self, found: Joined) -> None:
        """Take what another joiner found in the groups that come next."""
        self.findings.extend(found.findings)
        for key in found.rejected:
            self._reject_key(key)
        self.left_out.update(found.left_out)
        self.rejected_rows.extend(found.rejected_rows)
        self.n_rejected_rows.update(found.n_rejected_rows)
        self._missing.add(found.missing)

    def finish(self) -> None:
        """Report what leads nowhere, when all groups were joined."""
        self.findings.extend(self._missing.findings(self._cell))

    def _record_alone(self, key: RecordKey, entries: Sequence[PackedEntry]) -> Record | None:
        """Complete a record to which no other row or record adds anything; None if it needs more care."""
        tag, packed = entries[0]
        if tag != RECORD or key in self.exclude or key in self.leave_out:
            return None
        table, row, node = marshal.loads(packed)  # noqa: S302 - written by this very process
        if node is None or (len(entries) > 1 and not self._is_alone(entries, table, node)):
            return None
        node = self._nodes.whole(table, row, node)
        kind, record_id = key
        document = self.context.document(kind, record_id)
        return tuple.__new__(Record, (kind, record_id, node[0], document, node, ((table, row),), {}))

    def _is_alone(self, entries: Sequence[PackedEntry], table: int, node: Node) -> bool:
        """Say whether beside one row there are only plain references and rows of its table that say the same."""
        if not _ALONE.issuperset([tag for tag, _packed in entries]):
            return False
        others = [packed for tag, packed in entries[1:] if tag == RECORD]
        if not others:
            return True
        is_lean = node[0] is None  # else it has the places of its cells
        return is_lean and self.layouts[table].is_distinct and all(_say(packed, table, node) for packed in others)

    def _record(self, group: RecordEntries) -> Record | None:
        if not group.records:
            self._report_missing(group)
            return None
        group.leave_out(self.bundled_table)
        if group.repeats and not self._is_sound(group):
            group.add_repeats()
        nodes = self._merge(group)
        faulty = group.key in self.exclude or any(n is None for n in nodes) or any(p[3] is None for p in group.parts)
        if faulty or len(nodes) > 1:
            self._reject(group)
            return None
        return self._complete(group, nodes[0])

    def _is_sound(self, group: RecordEntries) -> bool:
        """Say whether nothing is wrong with the rows of a record, so that they make one, and it is not rejected."""
        table, _row, first = group.records[0]
        if first is None or group.key in self.exclude or any(part[3] is None for part in group.parts):
            return False
        return all(
            node is not None
            and self._are_distinct(other, table)
            and not differing_fields(group.kind.schema, first, node)
            for other, _row, node in group.records[1:]
        )

    def _merge(self, group: RecordEntries) -> list[Node | None]:
        """Reduce equal rows of distinct tables to one; report rows that differ."""
        nodes: list[Node | None] = [group.records[0][2]]
        first = group.records[0]
        schema = group.kind.schema
        same = None  # rows that repeat another share its node
        for table, row, node in group.records[1:]:
            if node is not None and (node is first[2] or node is same) and self._are_distinct(table, first[0]):
                continue
            id_cell = self._id_cell(table, row)
            is_distinct = self._are_distinct(table, first[0])
            differing = [] if node is None or first[2] is None else differing_fields(schema, first[2], node)
            if is_distinct and node is not None and first[2] is not None and not differing:
                same = node
                continue
            nodes.append(node)
            one = self.layouts[first[0]].cell(first[1])
            named = ", ".join(f"'{self._header(table, name)}'" for name in differing)
            fields = f"; they differ in {named}" if differing else "; they say the same"
            if node is None or first[2] is None:
                fields = ""  # one of them cannot be read
            self.findings.append(
                DUPLICATE_ID.finding(
                    f"the id '{group.id}' stands already at {one}{fields}",
                    hint=_duplicate_hint(is_said_twice=bool(fields) and not differing, is_distinct=is_distinct),
                    where=self._field_cell(table, row, differing[0]) if is_distinct and differing else id_cell,
                    value=group.id,
                    record="/".join(group.key),
                )
            )
        return nodes

    def _are_distinct(self, table: int, other: int) -> bool:
        return self.layouts[table].is_distinct and self.layouts[other].is_distinct

    def _header(self, table: int, field_name: str) -> str:
        """Give the user's header for a field; our name of it where they have none."""
        layout = self.layouts[table]
        column = layout.column_of(field_name)
        return layout.header[column.index] if column and 0 <= column.index < len(layout.header) else field_name

    def _field_cell(self, table: int, row: int, field_name: str) -> CellRef:
        layout = self.layouts[table]
        column = layout.column_of(field_name)
        return layout.cell(row, column.index if column else -1)

    def _id_cell(self, table: int, row: int) -> CellRef:
        return self._cell((table, row, self._id_column(table)))

    def _id_column(self, table: int) -> int | str:
        layout = self.layouts[table]
        column = layout.column_of("of" if layout.part else "id")
        return column.index if column else "id"

    def _report_missing(self, group: RecordEntries) -> None:
        for table, row, _part, _node, _extras in group.parts:
            self._missing.name(PART, group.key, (table, row, self._id_column(table)))
            self.rejected_rows.append((table, row, *group.key))
            self.n_rejected_rows[table] += 1
        for ref, _source in group.references:
            self._missing.name(REFERENCE, group.key, ref.origin, f"{ref.source_kind}/{ref.source_id}")
            self._reject_whole((ref.source_kind, ref.source_id))
        for origin, _link in group.links:
            self._missing.name(LINK, group.key, origin)

    def _reject_whole(self, key: RecordKey) -> None:
        """Reject a record that was, or will be, given in this pass."""
        self._reject_key(key)
        self.has_consequences = True

    def _reject_key(self, key: RecordKey) -> None:
        if key not in self.exclude:
            self.rejected.add(key)

    def _reject(self, group: RecordEntries) -> None:
        self._reject_key(group.key)
        for places in ([r[:2] for r in group.records], [p[:2] for p in group.parts]):
            self.rejected_rows.extend((*place, *group.key) for place in places)
            self.n_rejected_rows.update(table for table, _row in places)
        iri = self.context.iri(*group.key)
        for ref, _source in group.references:
            source = (ref.source_kind, ref.source_id)
            if source == group.key:
                continue
            target = f"{iri}#{ref.fragment}" if ref.fragment else iri
            if target not in self.leave_out.get(source, ()):
                self.left_out.add(source, target)
            self.has_consequences = True
            message = f"{group.kind.name}/{group.id} was set aside, so the reference to it is left out"
            self.findings.append(
                SET_ASIDE_REFERENCE.finding(message, hint=SET_ASIDE_REFERENCE.advice, where=self._cell(ref.origin))
            )

    def _cell(self, origin: Origin) -> CellRef:
        return self.layouts[origin[0]].cell(origin[1], origin[2])

    def _complete(self, group: RecordEntries, root: Node | None) -> Record:
        assert root is not None  # noqa: S101 - faulty rows were rejected before
        schema = group.kind.schema
        values = list(root)
        title = values[schema.slot("title")] or group.id
        if not values[schema.slot("title")]:
            values[schema.slot("title")] = title
        iri = self.context.iri(*group.key)
        derived: _Origins = {}
        self._add_parts(group, schema, values, derived)
        self._add_inverses(group, schema, values, derived)
        for origin, (prop, target) in group.links:
            _add_value(schema, values, derived, (prop, target), origin)
        dropped = self.leave_out.get(group.key)
        node = tuple(values)
        if dropped:
            node = without_hollow_parts(without_references(node, schema, dropped), group.kind)
        self._check_parts(group, node, schema)
        rows = (group.records[0][:2], *(p[:2] for p in group.parts))
        return Record(*group.key, iri, self.context.document(*group.key), node, rows, derived)

    def _add_parts(self, group: RecordEntries, schema: NodeType, values: list[Any], derived: _Origins) -> None:
        title = values[schema.slot("title")]
        for table, row, part_name, node, extras in sorted(group.parts, key=lambda p: str(p[3][0] if p[3] else "")):
            assert node is not None  # noqa: S101 - faulty rows were rejected before
            part = group.kind.parts[part_name]
            slot = schema.slot(part.rec)
            if any(known[0] == node[0] for known in values[slot]):
                message = f"the {part.label.lower()} '{node[0].partition('#')[2]}' of {group.id} stands there twice"
                where = self.layouts[table].cell(row)
                record = "/".join(group.key)
                hint = DUPLICATE_PART.advice
                self.findings.append(DUPLICATE_PART.finding(message, hint=hint, where=where, record=record))
                self._reject_whole(group.key)
                continue
            inner = schema.properties[slot - 2].node
            if inner is not None and inner.property("label") is not None:
                labelled = list(node)
                labelled[inner.slot("label")] = (part_label(part, node[0], title), "en")
                node = tuple(labelled)  # noqa: PLW2901
            values[slot] = (*values[slot], node)
            column = self.layouts[table].column_of(part.fields[0].name)
            origin = (table, row, column.index if column else -1)
            for prop, more in extras.items():
                for value in more:
                    _add_value(schema, values, derived, (prop, value), origin)

    def _add_inverses(self, group: RecordEntries, schema: NodeType, values: list[Any], derived: _Origins) -> None:
        dropped = self.exclude
        for ref, source in group.references:
            prop = schema.property(ref.inverse) if ref.inverse else None
            if prop is None or (ref.source_kind, ref.source_id) in dropped:
                continue
            _add_value(schema, values, derived, (ref.inverse, source), ref.origin)

    def _check_parts(self, group: RecordEntries, node: Node, schema: NodeType) -> None:
        wanted = [ref for ref, _source in group.references if ref.fragment]
        if not wanted:
            return
        there = {n[0].partition("#")[2] for n, _ in iter_nodes(node, schema)}
        for ref in wanted:
            if ref.fragment not in there:
                close = difflib.get_close_matches(ref.fragment, there, n=1)
                hint = (
                    f"did you mean '#{close[0]}'?"
                    if close
                    else f"fill in the field first, so that '#{ref.fragment}' exists"
                )
                message = f"{group.kind.name}/{group.id} has no part '#{ref.fragment}'"
                self.findings.append(
                    DANGLING_REFERENCE.finding(message, hint=hint, where=self._cell(ref.origin), value=ref.fragment)
                )
                self._reject_whole((ref.source_kind, ref.source_id))


def _say(packed: bytes, table: int, node: Node) -> bool:
    """Say whether another row of a table says the same."""
    other, _row, values = marshal.loads(packed)  # noqa: S302 - written by this very process
    return bool(other == table and values == node)


def _add_value(
    schema: NodeType, values: list[Any], derived: _Origins, prop_value: tuple[str, Any], origin: Origin
) -> None:
    """Add a value to a property with several, once, and remember where it came from."""
    slot = schema.slot(prop_value[0])
    if prop_value[1] not in values[slot]:
        values[slot] = (*values[slot], prop_value[1])
        derived[prop_value] = origin


def _duplicate_hint(*, is_said_twice: bool, is_distinct: bool) -> str:
    if is_said_twice:
        return "delete one of them"
    if is_distinct:
        return "write the same in all rows of one record, or give one of them another id"
    return DUPLICATE_ID.advice
