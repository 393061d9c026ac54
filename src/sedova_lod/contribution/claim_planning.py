"""Planning from claims: what somebody says of a record, with who says so, who disputes it, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.contribution.field_values import FieldValue, RecordValues
from sedova_lod.contribution.known_records import KnownRecord, KnownRecords, NodeView
from sedova_lod.contribution.planning import Plan, doubt_snaks
from sedova_lod.contribution.property_map import PropertyMap, PropertyRow
from sedova_lod.contribution.references import References
from sedova_lod.contribution.statements import Proposal, Rank, Snak, Statement, Withheld
from sedova_lod.contribution.times import Unsayable
from sedova_lod.contribution.value_reading import ValueReader
from sedova_lod.contribution.values import ItemValue, Value
from sedova_lod.records.model import FieldType

__all__ = ["ClaimPlanner"]

_RANKS = {"preferred": Rank.PREFERRED, "normal": Rank.NORMAL, "deprecated": Rank.DEPRECATED}


class ClaimPlanner:
    """Plan what claims say of records that are items.

    A claim whose property the map does not name is left alone. A disputed claim names who disputes it, or says that
    it is disputed; one that nobody may say without more is kept back.

    Args:
        properties: Which property says what.
        known: What all records together tell.
        references: Makes references of sources.
        plan: Takes what is planned.
    """

    def __init__(self, properties: PropertyMap, known: KnownRecords, references: References, plan: Plan) -> None:
        self._map = properties
        self._known = known
        self._references = references
        self._reader = ValueReader(properties, known)
        self.plan = plan

    def add(self, values: RecordValues) -> None:
        """Plan what one claim says."""
        claim = values.view
        subject, _, part = str(claim.get("subject") or "").partition("#")
        known = self._known.find(subject)
        row = self._row_for(known, part, claim)
        if known is None or row is None or not known.items:
            return
        where = values.cell("subject")
        try:
            statement = self._statement(row, values)
        except Unsayable as fault:
            self.plan.withheld.append(Withheld(values.name, row.field, str(fault), where))
            return
        if len(known.items) == 1:
            self.plan.proposals.append(Proposal(values.name, known.items[0], statement, where))

    def _row_for(self, known: KnownRecord | None, part: str, claim: NodeView) -> PropertyRow | None:
        prop = self._known.find(claim.get("property") or "")
        if known is None or prop is None:
            return None
        wanted = f"{part}:{prop.id}" if part else prop.id
        return next((row for row in self._map.rows if row.kind == known.kind and wanted in row.claims), None)

    def _statement(self, row: PropertyRow, values: RecordValues) -> Statement:
        claim = values.view
        cited = self._references.of_claim(claim)
        if cited.reason:
            raise Unsayable(cited.reason)
        value, qualifiers = self._value(row, values)
        qualifiers += tuple(self._makers(claim))
        qualifiers += tuple(self._doubts(claim))
        qualifiers += tuple(self._disputes(claim))
        return Statement(row.property, value, qualifiers, cited.references, self._rank(claim))

    def _value(self, row: PropertyRow, values: RecordValues) -> tuple[Value, tuple[Snak, ...]]:
        claim = values.view
        timespan = claim.only("valueDate")
        if row.datatype == "time":
            if timespan is None:
                raise Unsayable("the claim gives no date")
            said = self._reader.time(timespan)
            return said.value, tuple(self._reader.time_qualifiers(said))
        raw = claim.get("value")
        if not raw or row.words:
            raise Unsayable("the claim names no record as its value")
        value = FieldValue(raw, FieldType.SUBJECT, values.cell("value"), (), claim)
        return self._reader.read(value, row), ()

    def _makers(self, claim: NodeView) -> Iterator[Snak]:
        """Name those who make the claim, as far as they are items."""
        pid = self._map.qualifier("supported_by")
        for iri in claim.get("assertedBy") or ():
            item = self._known.item_of(iri)
            if item and pid:
                yield Snak(pid, ItemValue(item))

    def _doubts(self, claim: NodeView) -> Iterator[Snak]:
        known = self._known.find(claim.get("certainty") or "")
        if known:
            yield from doubt_snaks(known.id, self._map, self._reader)

    def _disputes(self, claim: NodeView) -> Iterator[Snak]:
        """Name those who dispute the claim; say that it is disputed where none of them is an item."""
        contrary = [self._known.find(iri) for iri in claim.get("contradicts") or ()]
        if not contrary:
            return
        makers = [maker for known in contrary for maker in (known.makers if known else ())]
        items = dict.fromkeys(filter(None, map(self._known.item_of, makers)))
        pid = self._map.qualifier("disputed_by")
        if items and pid:
            yield from (Snak(pid, ItemValue(item)) for item in items)
            return
        nature = self._map.qualifier("nature")
        if not nature:
            raise Unsayable("it is disputed, and the property map has no property to say so")
        yield Snak(nature, ItemValue(self._reader.word("nature", "disputed")))

    def _rank(self, claim: NodeView) -> Rank:
        known = self._known.find(claim.get("rank") or "")
        return _RANKS.get(known.id, Rank.NORMAL) if known else Rank.NORMAL
