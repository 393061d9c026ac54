"""References: how the sources of a record are named on Wikidata."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sedova_lod.contribution.field_values import FieldValue
from sedova_lod.contribution.known_records import KnownRecords, NodeView
from sedova_lod.contribution.property_map import PropertyMap
from sedova_lod.contribution.statements import Reference, Snak
from sedova_lod.contribution.values import DAY, ItemValue, TextValue, TimeValue
from sedova_lod.records.fragments import slug

__all__ = ["Cited", "References"]

_LOCATORS = (
    ("page", re.compile(r"(?:pp?\.?|pages?|S\.|с\.|стр\.)\s*(\d.*|[ivxlc]+)", re.IGNORECASE)),
    ("line", re.compile(r"lines?\s+(.+)", re.IGNORECASE)),
    ("folio", re.compile(r"(?:ff?\.|fols?\.?|folios?|л\.)\s*(\d.*)", re.IGNORECASE)),
    ("chapter", re.compile(r"(?:ch\.|chap\.|chapters?)\s+(.+)", re.IGNORECASE)),
    ("volume", re.compile(r"(?:vols?\.?|volumes?)\s+(.+)", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """Hold the references of one value, or why it has none.

    Args:
        references: How its sources are named on Wikidata.
        reason: Why there is none, one clause; empty if there is one.
    """

    references: tuple[Reference, ...] = ()
    reason: str = ""


class References:
    """Make references of the citations of records.

    Args:
        properties: Which property says what.
        known: What all records together tell.
        retrieved: The day of the data set, on which addresses are said to have been looked at.
        stated_in: Item of the data set itself, which is named where a source has neither item nor address.
    """

    def __init__(
        self,
        properties: PropertyMap,
        known: KnownRecords,
        retrieved: datetime.date,
        stated_in: str = "",
    ) -> None:
        self._map = properties
        self._known = known
        self._retrieved = TimeValue(retrieved.year, retrieved.month, retrieved.day, DAY)
        self._stated_in = stated_in

    def of_field(self, record: NodeView, value: FieldValue) -> Cited:
        """Give the references of a value: the sources of its field, or else those of the record as a whole.

        Where several values share their sources, or the record names them for all its fields, they must be one and
        the same work on Wikidata: which of several works states which value is not known.
        """
        citations = [one for one in record.nodes("citation") if one.get("work")]
        if citations and not value.citing:  # what kind of thing it is, all its sources bear out
            return self._cited(((work, "") for work, _ in _passages(citations)), record)
        for name in value.citing:
            own = [one for one in citations if _is_for(record, one, name, value.owner.iri)]
            if own and value.is_one_of_several:
                return self._shared(own, record, "its sources are given for several values together")
            if own:
                return self._cited(_passages(own), record)
        whole = [one for one in citations if _is_for(record, one, "", record.iri)]
        if not whole:
            return Cited(reason="it has no source")
        return self._shared(whole, record, "the record names several sources, and none for this field")

    def of_claim(self, claim: NodeView) -> Cited:
        """Give the references of a claim: the work in which it is read, and those that it cites besides."""
        work = claim.get("work")
        passages = [(work, claim.get("locator") or "")] if work else []
        passages += _passages(one for one in claim.nodes("citation") if one.get("work"))
        return self._cited(passages, claim) if passages else Cited(reason="it has no source")

    def of_address(self, address: str) -> Cited:
        """Give the reference that is a page itself, as the page of an authority is for its identifier."""
        reference = self._reference("", "", address)
        return Cited((reference,)) if reference else Cited(reason="the property map names no property for addresses")

    def doubts(self, record: NodeView, value: FieldValue) -> Iterator[str]:
        """Give the ids of the concepts that say how sure the curator is of a value."""
        for one in record.nodes("citation"):
            certainty = one.get("certainty")
            known = self._known.find(certainty) if certainty else None
            if known and any(_is_for(record, one, name, value.owner.iri) for name in value.citing):
                yield known.id

    def _shared(self, citations: Iterable[NodeView], record: NodeView, reason: str) -> Cited:
        """Make the one reference of all passages; none if they lie in several works."""
        passages = list(_passages(citations))
        if len({self._of_work(work, "") for work, _ in passages}) > 1:
            own = self._of_data_set(record)
            return Cited((own,)) if own else Cited(reason=reason)
        works = dict.fromkeys(work for work, _ in passages)
        if len(works) > 1:
            passages = [(work, "") for work in works]
        return self._cited(passages, record)

    def _cited(self, passages: Iterable[tuple[str, str]], record: NodeView) -> Cited:
        """Make one reference for each work; a place in it only where there is one."""
        places: dict[str, list[str]] = {}
        for work, locator in passages:
            places.setdefault(work, []).append(locator)
        found: dict[Reference, None] = {}
        for work, locators in places.items():
            told = list(dict.fromkeys(locators))
            reference = self._of_work(work, told[0] if len(told) == 1 else "")
            if reference is not None:
                found[reference] = None
        if found:
            return Cited(tuple(found))
        own = self._of_data_set(record)
        if own is not None:
            return Cited((own,))
        named = [self._known.name_of(work) for work in places]
        what = f"{named[0]}, has" if len(named) == 1 else f"{', '.join(named)}, have"
        noun = "source" if len(named) == 1 else "sources"
        return Cited(reason=f"its {noun}, {what} neither an item nor an address")

    def _of_work(self, work: str, locator: str) -> Reference | None:
        """Name a work; where it has neither item nor address, the nearest work that it is part of."""
        seen: set[str] = set()
        waiting = [work]
        while waiting:
            iri = waiting.pop(0)
            known = self._known.find(iri)
            if known is None or iri in seen:
                continue
            seen.add(iri)
            reference = self._reference(
                self._known.item_of(iri), locator if iri == work else "", known.urls[0] if known.urls else ""
            )
            if reference is not None:
                return reference
            waiting.extend(known.part_of)
        return None

    def _of_data_set(self, record: NodeView) -> Reference | None:
        return self._reference(self._stated_in, "", record.iri) if self._stated_in else None

    def _reference(self, item: str, locator: str, address: str) -> Reference | None:
        name = self._map.reference
        stated_in, url, retrieved = name("stated_in"), name("url"), name("retrieved")
        snaks = []
        if item and stated_in:
            snaks.append(Snak(stated_in, ItemValue(item)))
        if address and url:
            snaks.append(Snak(url, TextValue(address)))
        if snaks and locator:
            snaks.extend(self._place(locator))
        if address and url and retrieved:
            snaks.append(Snak(retrieved, self._retrieved))
        return Reference(tuple(snaks)) if snaks else None

    def _place(self, locator: str) -> Iterator[Snak]:
        """Say where in a work: by the page, line, folio, chapter or volume, or as it is written."""
        kind, text = locator_parts(locator)
        pid = self._map.reference(kind)
        if pid:
            yield Snak(pid, TextValue(text))


def locator_parts(locator: str) -> tuple[str, str]:
    """Tell what a place in a work is, and take its own words away.

    >>> locator_parts("pp. 12–14"), locator_parts("line 198"), locator_parts("appendix B")
    (('page', '12–14'), ('line', '198'), ('section', 'appendix B'))
    """
    for kind, pattern in _LOCATORS:
        found = pattern.fullmatch(locator.strip())
        if found:
            return kind, found[1]
    return "section", locator.strip()


def _passages(citations: Iterable[NodeView]) -> Iterator[tuple[str, str]]:
    return ((one.get("work"), one.get("locator") or "") for one in citations)


def _is_for(record: NodeView, citation: NodeView, cited: str, about: str) -> bool:
    """Say whether a citation is for a field; the address of a citation is made of what it cites."""
    if citation.get("about") != about:
        return False
    work = str(citation.get("work") or "").rpartition("/")[2]
    locator = citation.get("locator") or ""
    if work:
        fragment = "-".join(filter(None, ("citation", slug(cited), slug(work), slug(locator))))
    else:
        fragment = f"certainty-{slug(cited)}"
    return citation.iri == f"{record.iri}#{fragment}"
