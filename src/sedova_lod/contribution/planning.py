"""Planning: what a record has to say about its item, and what is kept back with the reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from sedova_lod.contribution.field_values import FieldValue, RecordValues
from sedova_lod.contribution.known_records import KnownRecords, NodeView
from sedova_lod.contribution.property_map import PropertyMap, PropertyRow
from sedova_lod.contribution.references import Cited, References
from sedova_lod.contribution.statements import Proposal, Snak, Statement, Term, TermKind, Withheld
from sedova_lod.contribution.term_languages import term_language
from sedova_lod.contribution.times import Unsayable
from sedova_lod.contribution.value_reading import ValueReader
from sedova_lod.contribution.values import ItemValue, TextValue, TimeValue
from sedova_lod.namespaces import AUTHORITIES, identifier_of

__all__ = ["Plan", "Planner", "doubt_snaks", "merged_proposals"]

_NONE = "none"
_NEW = "new"
_MOST_SIGNS = 250
_ONE_SENTENCE = re.compile(r"((?:[^.!?]|[.!?](?!\s))*(?:\w{4}|[)\]»”’\"']))\.", re.DOTALL)
_SURE = frozenset(("certain", "stated"))


@dataclass(slots=True)
class Plan:
    """Hold what is proposed, what is kept back, and how many records are no items.

    Args:
        proposals: What is said, in the order of the records.
        withheld: What is not, with the reason.
        n_unlinked: Records that have no item.
    """

    proposals: list[Proposal] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    n_unlinked: int = 0


class Planner:
    """Plan what records have to say.

    Args:
        properties: Which property says what.
        known: What all records together tell.
        references: Makes references of sources.
        new_kinds: Kinds of records that are proposed as new items where they have none.
    """

    def __init__(
        self,
        properties: PropertyMap,
        known: KnownRecords,
        references: References,
        *,
        new_kinds: Collection[str] = (),
    ) -> None:
        self._map = properties
        self._known = known
        self._references = references
        self._reader = ValueReader(properties, known)
        self._new_kinds = new_kinds
        self.plan = Plan()

    def add(self, values: RecordValues) -> None:
        """Plan what one record says; claims are for `ClaimPlanner`."""
        known = self._known.find(values.record.iri)
        items = known.items if known else ()
        if len(items) > 1:
            self._withhold(values, "wikidata", f"it is linked to several items: {', '.join(items)}")
            return
        item = items[0] if items else ""
        if not item and values.record.kind not in self._new_kinds:
            self.plan.n_unlinked += 1
            return
        self._add_terms(values, item)
        self._add_identifiers(values, item)
        for name in self._map.fields(values.record.kind):
            for value in values.of_field(name):
                if name != "parents" or value.raw not in (values.view.get("father"), values.view.get("mother")):
                    self._add_value(values, item, name, value)

    def _withhold(self, values: RecordValues, what: str, reason: str, value: FieldValue | None = None) -> None:
        self.plan.withheld.append(Withheld(values.name, what, reason, value.where if value else values.cell()))

    def _add_terms(self, values: RecordValues, item: str) -> None:
        if not any(True for _ in values.view.nodes("citation")):
            self._withhold(values, "name", "the record has no source")
            return
        kinds = (("label", TermKind.LABEL), ("altLabel", TermKind.ALIAS), ("description", TermKind.DESCRIPTION))
        for prop, kind in kinds:
            for text, tag in values.texts(prop):
                where = values.text_cell(prop, (text, tag))
                code = term_language(tag)
                reason = _language_fault(kind, code, tag) or _text_fault(text)
                if reason:
                    self.plan.withheld.append(Withheld(values.name, f"{kind.value}@{tag}", reason, where))
                else:
                    said = _as_phrase(text) if kind is TermKind.DESCRIPTION else text
                    self.plan.proposals.append(Proposal(values.name, item, Term(kind, code, said), where))

    def _add_identifiers(self, values: RecordValues, item: str) -> None:
        for iri in values.view.get("sameAs") or ():
            found = identifier_of(iri)
            if found is None or found[0] == "wd":
                continue
            row = self._map.identifier(found[0])
            where = values.cell("sameAs", iri)
            if row is None:
                reason = f"the property map has no property for the identifier '{found[0]}'"
                self.plan.withheld.append(Withheld(values.name, "same_as", reason, where))
                continue
            cited = self._references.of_address(AUTHORITIES[found[0]].prefix + found[1])
            statement = Statement(row.property, TextValue(found[1]), (), cited.references)
            if cited.reason:
                self.plan.withheld.append(Withheld(values.name, "same_as", cited.reason, where))
            else:
                self.plan.proposals.append(Proposal(values.name, item, statement, where))

    def _add_value(self, values: RecordValues, item: str, name: str, value: FieldValue) -> None:
        row = self._row_for(values, item, name, value)
        if row is None:
            return
        try:
            cited = self._references.of_field(values.view, value)
            if cited.reason:
                raise Unsayable(cited.reason)
            doubts = tuple(self._doubts(values.view, value))
            for statement, notes in self._statements(row, value, cited):
                made = Statement(
                    statement.property, statement.value, (*statement.qualifiers, *doubts), cited.references
                )
                self._propose(values, item, row, value, (made, notes))
        except Unsayable as fault:
            self._withhold(values, name, str(fault), value)

    def _row_for(self, values: RecordValues, item: str, name: str, value: FieldValue) -> PropertyRow | None:
        """Choose the row of the map that fits a value; say why if there is none and there ought to be."""
        role = self._known.find(value.role) if value.role else None
        word = role.id if role else self._known.name_of(value.role).rpartition("/")[2] if value.role else _NONE
        rows = self._map.of(values.record.kind, name)
        for row in rows:
            if not row.only or word in row.only or (_NEW in row.only and not item):
                return None if self._is_said_otherwise(values, row, word) else row
        if any(_NEW in row.only for row in rows):
            return None
        if word != _NONE and not self._is_role_mapped(values.record.kind, name):
            self._withhold(values, name, f"the property map says nothing for '{word}'", value)
        return None

    def _is_said_otherwise(self, values: RecordValues, row: PropertyRow, word: str) -> bool:
        """Say whether another row of the map takes a role by its name, as it does a mere member's."""
        part = row.field.partition(".")[0]
        others = (r for r in self._map.rows if r.kind == values.record.kind and r.field.startswith(f"{part}."))
        return not row.only and "." in row.field and any(word in other.only for other in others)

    def _is_role_mapped(self, kind: str, name: str) -> bool:
        """Say whether the role itself is a value of its own, as a position is, and so tells why it is not said."""
        part, dot, _ = name.partition(".")
        return bool(dot) and any(f"{part}.{role}" in self._map.fields(kind) for role in ("role", "relation"))

    def _target(self, value: FieldValue, row: PropertyRow) -> str:
        return self._known.item_of(value.raw) if row.datatype == "wikibase-item" and isinstance(value.raw, str) else ""

    def _doubts(self, record: NodeView, value: FieldValue) -> Iterator[Snak]:
        for word in dict.fromkeys(self._references.doubts(record, value)):
            yield from doubt_snaks(word, self._map, self._reader)

    def _statements(
        self, row: PropertyRow, value: FieldValue, cited: Cited
    ) -> Iterator[tuple[Statement, tuple[str, ...]]]:
        if row.datatype == "time":
            yield from self._dated(row, value)
            return
        qualifiers, notes = self._span(value.owner) if value.role or "." in row.field else ((), ())
        yield Statement(row.property, self._reader.read(value, row), qualifiers), notes

    def _dated(self, row: PropertyRow, value: FieldValue) -> Iterator[tuple[Statement, tuple[str, ...]]]:
        """Say a date; an interval, where a point in time is asked for, by its beginning and its end."""
        timespan: NodeView = value.raw
        at = self._map.qualifier("at")
        if row.property != at or "/" not in (timespan.get("edtf") or ""):
            said = self._reader.time(timespan)
            yield Statement(row.property, said.value, tuple(self._reader.time_qualifiers(said))), ()
            return
        for name, edge in self._reader.span(timespan):
            if isinstance(edge, Unsayable):
                raise edge
            yield Statement(self._map.qualifier(name) or at, edge), ()

    def _span(self, owner: NodeView) -> tuple[tuple[Snak, ...], tuple[str, ...]]:
        """Say when a membership or relation began and ended; note what cannot be said."""
        timespan = owner.only("date") if owner.type.name in ("Membership", "Relation") else None
        found: list[Snak] = []
        notes: list[str] = []
        for name, edge in self._reader.span(timespan) if timespan else ():
            pid = self._map.qualifier(name)
            if isinstance(edge, TimeValue) and pid:
                found.append(Snak(pid, edge))
            else:
                why = str(edge) if isinstance(edge, Unsayable) else "the property map has no property for it"
                what = {"start": "beginning", "end": "end"}.get(name, "date")
                notes.append(f"without its {what}: {why}")
        return tuple(found), tuple(notes)

    def _propose(
        self,
        values: RecordValues,
        item: str,
        row: PropertyRow,
        value: FieldValue,
        said: tuple[Statement, tuple[str, ...]],
    ) -> None:
        statement, notes = said
        if isinstance(statement.value, ItemValue) and statement.value.id == item:
            raise Unsayable("it points to its own item")
        self.plan.proposals.append(Proposal(values.name, item, statement, value.where, notes))
        target = self._target(value, row) if row.inverse else ""
        if target and item:
            other = Statement(row.inverse, ItemValue(item), statement.qualifiers, statement.references, statement.rank)
            self.plan.proposals.append(Proposal(self._known.name_of(value.raw), target, other, value.where, notes))


def doubt_snaks(word: str, properties: PropertyMap, reader: ValueReader) -> Iterator[Snak]:
    """Give the qualifier that says how sure somebody is; none for what is certain or plainly stated.

    Raises:
        Unsayable: It is denied, or the property map has no item for the word.
    """
    if word in _SURE:
        return
    if word == "denied":
        raise Unsayable("it is denied, and Wikidata has no statements of what is not so")
    pid = properties.qualifier("nature")
    if not pid:
        raise Unsayable("the property map has no property for the qualifier 'nature'")
    yield Snak(pid, ItemValue(reader.word("nature", word)))


def merged_proposals(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Join proposals that say the same of one item; their references are put together.

    >>> merged_proposals([])
    []
    """
    found: dict[tuple[str, str, object], Proposal] = {}
    for one in proposals:
        content = one.content
        subject = one.item or one.record
        key: tuple[str, str, object] = (subject, "", content)
        if isinstance(content, Statement):
            key = (subject, content.property, (content.value, content.qualifiers, content.rank))
        known = found.get(key)
        if known is None:
            found[key] = one
        elif isinstance(content, Statement) and isinstance(known.content, Statement):
            references = tuple(dict.fromkeys((*known.content.references, *content.references)))
            both = Statement(content.property, content.value, content.qualifiers, references, content.rank)
            found[key] = Proposal(known.record, known.item, both, known.where, known.notes)
    return list(found.values())


def _language_fault(kind: TermKind, code: str, tag: str) -> str:
    if not code or code in ("mis", "und", "zxx"):
        return f"Wikidata has no terms in '{tag}'"
    return "Wikidata has no descriptions for all languages" if kind is TermKind.DESCRIPTION and code == "mul" else ""


def _as_phrase(text: str) -> str:
    """Drop the full stop of a single sentence, as descriptions of Wikidata have none; that of an abbreviation stays."""
    found = _ONE_SENTENCE.fullmatch(text)
    return found[1] if found else text


def _text_fault(text: str) -> str:
    if len(text) > _MOST_SIGNS:
        return f"it has {len(text)} signs, and Wikidata takes {_MOST_SIGNS}"
    if any(sign in text for sign in "\n\r\t"):
        return "it has a line break or a tab, which Wikidata does not take"
    return ""
