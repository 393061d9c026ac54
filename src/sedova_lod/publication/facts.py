"""Facts: what a record itself states, each with its dates in both readings, its sources and its certainty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import compress
from typing import Any

from sedova_lod.publication.citations import Citations
from sedova_lod.publication.digests import values_of
from sedova_lod.publication.markup import outward, safe, safe_whole
from sedova_lod.publication.parts_told import notes_teller, part_teller
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.pieces import Piece, joined
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, Node, NodeType, Property, Record, ValueType
from sedova_lod.records.picking import picker

__all__ = ["Facts", "links_elsewhere"]

_ELSEWHERE = frozenset(
    ("id", "title", "label", "altLabel", "name", "description", "summary", "note", "sameAs", "citation", "source",
     "url", "image", "latitude", "longitude", "languageTag", "mother", "father", "performed", "participated", "locator")
)  # fmt: skip
_CLAIMED = frozenset(
    ("subject", "property", "value", "valueText", "valueDate", "assertedBy", "reportedBy", "reportedIn", "work",
     "date", "certainty", "hedge", "rank", "contradicts", "type"),
)  # fmt: skip
_MOST_VALUES = 60
_SIGN = rb"[^<\x80-\xbf][\x80-\xbf]*"  # in UTF-8; the sign that begins a tag is none
_PLAIN_LINK = re.compile(rb"<a [^>]*>(?:%b){1,60}</a>|(?:%b){1,30}" % (_SIGN, _SIGN))

_WriteValue = Callable[[Any, Citations | None], Sequence[Piece]]
_WriteFact = _WriteValue
_Plan = tuple[Callable[[Node], tuple[Any, ...]], list[_WriteFact]]
"""What gives the values of all properties that are told, and what writes those of each."""


class Facts:
    """Write the facts of records.

    Args:
        frame: Frame of their pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._plans: dict[str, _Plan] = {}

    def of(self, record: Record, citations: Citations | None) -> list[Piece]:
        """Write the facts of a record, in the order of its kind's fields; none if there is nothing to tell.

        Args:
            record: The record.
            citations: What it rests on, if anything.
        """
        values_in, writers = self._plans.get(record.kind) or self._plan(record.kind)
        values = values_in(record.node)
        told: list[Piece] = []
        for held, write in compress(zip(values, writers, strict=True), values):
            told += write(held, citations)
        if record.kind in ("place", "quotation"):
            told += [self._frame.piece(_row(*fact)) for fact in _facts_beside(record, self._frame.phrases)]
        return told

    def _plan(self, kind: str) -> _Plan:
        left_out = _ELSEWHERE | _CLAIMED if kind == "claim" else _ELSEWHERE
        told = [
            (slot, _fact_writer(prop, self._frame))
            for slot, prop in enumerate(KINDS[kind].schema.properties, start=2)
            if prop.name not in left_out
        ]
        plan = self._plans[kind] = (picker([slot for slot, _ in told]), [writer for _, writer in told])
        return plan


def _row(name: str, value: str) -> str:
    return f"<div><dt>{name}</dt><dd>{value}</dd></div>\n"


def _facts_beside(record: Record, phrases: Phrases) -> Iterator[tuple[str, str]]:
    """Give what of a place and of a quotation is told in a way of its own, as name and HTML."""
    schema = KINDS[record.kind].schema
    if record.kind == "place":
        latitude, longitude = (values_of(record.node, schema, name) for name in ("latitude", "longitude"))
        if latitude and longitude:
            yield phrases["fact.coordinates"], f"{safe(latitude[0])}, {safe(longitude[0])}"
    locator = values_of(record.node, schema, "locator") if record.kind == "quotation" else ()
    if locator:
        yield phrases["fact.locator"], safe(locator[0])


def _fact_writer(prop: Property, frame: SharedFrame) -> _WriteFact:
    """Make what writes the values that a record has of a property, with their name, if there is something to tell."""
    phrases, write, is_part = frame.phrases, _value_writer(prop, frame), prop.node is not None
    start = frame.piece(f"<div><dt>{phrases.get(f'fact.{prop.name}', prop.name)}</dt><dd>")
    end = frame.same("</dd></div>\n")

    def row(told: Sequence[Piece], citations: Citations | None) -> Sequence[Piece]:
        if not told:
            return ()
        if is_part or citations is None:
            return (start, *told, end)
        return (start, *told, *citations.mark(field=prop.field), end)

    def write_one(held: Any, citations: Citations | None) -> Sequence[Piece]:
        return row(write(held, citations), citations)

    def write_many(held: Any, citations: Citations | None) -> Sequence[Piece]:
        if len(held) == 1:
            return row(write(held[0], citations), citations)
        shown = [joined(told) for value in held[:_MOST_VALUES] if (told := write(value, citations))]
        if len(held) > _MOST_VALUES:
            shown.append(frame.piece(phrases.say("record.more", number=len(held) - _MOST_VALUES)))
        return row(_several(shown), citations)

    return write_many if prop.many else write_one


def _value_writer(prop: Property, frame: SharedFrame) -> _WriteValue:
    """Make what writes one value of a property."""
    if prop.node is not None:
        return _part_writer(prop.node, frame)
    if prop.type is ValueType.TEXT:
        end = frame.same("</span>")
        return lambda value, _: (frame.start_tag("span", value[1]), frame.same(safe_whole(value[0])), end)
    if prop.type is ValueType.IRI:
        return lambda value, _: (frame.link_piece(value),)
    if prop.name == "category":
        return lambda value, _: (frame.piece(frame.phrases.get(f"category.{value}", "") or safe(value)),)
    return lambda value, _: _plain(value[0] if isinstance(value, tuple) else value, frame)


def _plain(text: str, frame: SharedFrame) -> Sequence[Piece]:
    return (frame.same(safe(text)),) if text else ()


def _part_writer(node_type: NodeType, frame: SharedFrame) -> _WriteValue:
    """Make what writes one part, with its sources and its notes."""
    part, notes = part_teller(node_type, frame), notes_teller(node_type, frame)

    def write(node: Node, citations: Citations | None) -> Sequence[Piece]:
        if citations is None:
            return [*part(node), *notes(node)]
        return [*part(node), *citations.mark(node[0]), *notes(node)]

    return write


def _several(shown: Sequence[Piece]) -> Sequence[Piece]:
    return (tuple(map(_listed, zip(*shown, strict=True))),) if len(shown) > 1 else shown


def _listed(shown: Sequence[bytes]) -> bytes:
    """Write several values in one line if they are short, or else one below the other."""
    if all(map(_PLAIN_LINK.fullmatch, shown)):
        return b'<span class="links">%b</span>' % b", ".join(shown)
    return b'<ul role="list"><li>%b</li></ul>' % b"</li><li>".join(shown)


def links_elsewhere(record: Record, frame: SharedFrame) -> str:
    """Write the addresses of the same thing, of web pages and of pictures; empty if there are none."""
    shown = ""
    for slot, name in _slots_elsewhere(record.kind):
        values = record.node[slot]
        if values:
            items = "".join([f"<li>{outward(value)}</li>" for value in dict.fromkeys(values)])
            shown += f'<div><dt>{frame.phrases[name]}</dt><dd><ul role="list">{items}</ul></dd></div>'
    return shown


@cache
def _slots_elsewhere(kind: str) -> list[tuple[int, str]]:
    """Give where the nodes of a kind have addresses elsewhere, and the name of these."""
    schema = KINDS[kind].schema
    named = (("sameAs", "record.links"), ("url", "record.pages"), ("image", "record.images"))
    return [(schema.slot(prop), name) for prop, name in named if schema.property(prop)]
