"""How a value of a record becomes a value of Wikidata, by the datatype of the property."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from sedova_lod.contribution.field_values import FieldValue
from sedova_lod.contribution.known_records import KnownRecords, NodeView
from sedova_lod.contribution.property_map import PropertyMap, PropertyRow
from sedova_lod.contribution.statements import Snak
from sedova_lod.contribution.term_languages import term_language
from sedova_lod.contribution.times import Bounds, SaidTime, Unsayable, bounds_of_node, end_time, said_time, start_time
from sedova_lod.contribution.values import (
    Coordinates,
    ItemValue,
    LanguageText,
    Quantity,
    TextValue,
    TimeValue,
    Value,
)
from sedova_lod.dates import Calendar
from sedova_lod.records.nodes import TIMESPAN_NODE

__all__ = ["ValueReader"]

_CALENDARS = {
    "julian": Calendar.JULIAN,
    "gregorian": Calendar.GREGORIAN,
    "calendar-not-stated": Calendar.NOT_STATED,
}
_SLOTS = {name: TIMESPAN_NODE.slot(name) for name in TIMESPAN_NODE.names()}


class ValueReader:
    """Turn values of records into values of Wikidata.

    Args:
        properties: Which property says what.
        known: What all records together tell.
    """

    def __init__(self, properties: PropertyMap, known: KnownRecords) -> None:
        self._map = properties
        self._known = known
        self._readers: dict[str, Callable[[Any, PropertyRow], Value]] = {
            "wikibase-item": self._item,
            "string": _text,
            "external-id": _text,
            "url": _text,
            "monolingualtext": _language_text,
            "quantity": self._quantity,
            "globe-coordinate": _coordinates,
        }

    def read(self, value: FieldValue, row: PropertyRow) -> Value:
        """Give the value of a property that is no time.

        Raises:
            Unsayable: Wikidata cannot say it; the text says why.
        """
        return self._readers[row.datatype](value.raw, row)

    def bounds(self, timespan: NodeView) -> Bounds:
        """Give the bounds of a date, with the calendar that was stated."""
        written = timespan.only("written")
        concept = self._known.find(written.get("calendar") or "") if written else None
        return bounds_of_node(timespan.node, _SLOTS, _CALENDARS.get(concept.id) if concept else None)

    def time(self, timespan: NodeView) -> SaidTime:
        """Say a date that is no interval.

        Raises:
            Unsayable: Wikidata cannot say it.
        """
        return said_time(self.bounds(timespan), is_stated=self._known.context.is_calendar_stated)

    def time_qualifiers(self, said: SaidTime) -> Iterator[Snak]:
        """Give the qualifiers that a time needs to be true.

        Raises:
            Unsayable: The property map has no property for one of them.
        """
        for name, bound in (("earliest", said.earliest), ("latest", said.latest)):
            if bound is not None:
                yield Snak(self._needed(name), bound)
        for word, is_so in (("circa", said.is_circa), ("presumably", said.is_presumed)):
            if is_so:
                yield Snak(self._needed("circumstances"), ItemValue(self.word("circumstances", word)))

    def span(self, timespan: NodeView) -> Iterator[tuple[str, TimeValue | Unsayable]]:
        """Give the beginning and end of a state, or the time at which it was so, by kind of qualifier."""
        bounds = self.bounds(timespan)
        try:
            if "/" not in bounds.edtf:
                said = said_time(bounds, is_stated=self._known.context.is_calendar_stated)
                if not isinstance(said.value, TimeValue) or said.is_circa or said.is_presumed:
                    raise Unsayable("it is approximate or uncertain, which Wikidata cannot say of a qualifier")
                yield "at", said.value
                return
        except Unsayable as fault:
            yield "at", fault
            return
        for name, edge in (("start", start_time), ("end", end_time)):
            try:
                found = edge(bounds)
            except Unsayable as fault:
                yield name, fault
                continue
            if found is not None:
                yield name, found

    def word(self, qualifier: str, name: str) -> str:
        """Give the item that stands for a word in a qualifier.

        Raises:
            Unsayable: The property map has none.
        """
        found = self._map.word(qualifier, name)
        if not found:
            raise Unsayable(f"the property map has no item for '{name}'")
        return found

    def _needed(self, qualifier: str) -> str:
        found = self._map.qualifier(qualifier)
        if not found:
            raise Unsayable(f"the property map has no property for the qualifier '{qualifier}'")
        return found

    def _item(self, raw: Any, row: PropertyRow) -> Value:
        if row.words:
            text = raw[0] if isinstance(raw, tuple) else str(raw)
            qid = row.words.get(text) or row.words.get(text.lower())
            if not qid:
                raise Unsayable(f"the property map has no item for '{text}'")
            return ItemValue(qid)
        known = self._known.find(raw)
        if known is None or not known.items:
            raise Unsayable(f"its value, {self._known.name_of(raw)}, has no item")
        if len(known.items) > 1:
            raise Unsayable(f"its value, {known.name}, is linked to several items: {', '.join(known.items)}")
        return ItemValue(known.items[0])

    def _quantity(self, raw: Any, row: PropertyRow) -> Value:
        if not isinstance(raw, NodeView):
            return Quantity(Decimal(str(raw)))
        known = self._known.find(raw.get("unit") or "")
        unit = row.words.get(known.id, "") if known else ""
        if not unit:
            raise Unsayable(f"the property map has no item for the unit '{known.id if known else ''}'")
        low, high = (_plain(Decimal(raw.get(name))) for name in ("low", "high"))
        if low == high:
            return Quantity(low, unit)
        return Quantity(_plain((low + high) / 2), unit, low, high)


def _text(raw: Any, row: PropertyRow) -> Value:
    return TextValue(raw.get("content") if isinstance(raw, NodeView) else str(raw))


def _language_text(raw: Any, row: PropertyRow) -> Value:
    code = term_language(raw[1])
    if not code:
        raise Unsayable(f"Wikidata has no texts in '{raw[1]}'")
    return LanguageText(raw[0], code)


def _coordinates(raw: Any, row: PropertyRow) -> Value:
    """Take the precision from the number of decimals that were written."""
    latitude, longitude = (_plain(Decimal(text)) for text in raw)
    n_decimals = max(0, *(-int(number.as_tuple().exponent) for number in (latitude, longitude)))
    return Coordinates(latitude, longitude, Decimal(1).scaleb(-min(n_decimals, 6)))


def _plain(number: Decimal) -> Decimal:
    """Drop zeros after the decimal point: 30.50 is 30.5, and 20.0 is 20."""
    return Decimal(format(number.normalize(), "f"))
