"""Facts: what a record itself states, each with its dates in both readings, its sources and its certainty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress
from typing import Any, NamedTuple

from sedova_lod.publication.citations import Citations
from sedova_lod.publication.digests import values_of
from sedova_lod.publication.markup import safe, safe_whole
from sedova_lod.publication.parts_told import notes_teller, part_teller
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.pieces import Piece, joined
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, Node, NodeType, Property, Record, ValueType
from sedova_lod.records.picking import picker

__all__ = ["Facts"]

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


class _Fact(NamedTuple):
    """Hold how the values of a property are told.

    Args:
        start: How they begin, with their name.
        write: Writes what a record has; nothing if there is nothing to tell.
        cited_for: The field whose sources stand behind them; None if each value has its own.
    """

    start: Piece
    write: _WriteValue
    cited_for: str | None


_Plan = tuple[Callable[[Node], tuple[Any, ...]], list[_Fact]]
"""What gives the values of all properties that are told, and how each is."""


class Facts:
    """Write the facts of records.

    Args:
        frame: Frame of their pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._plans: dict[str, _Plan] = {}
        self._end = frame.same("</dd></div>\n")

    def of(self, record: Record, citations: Citations | None) -> list[Piece]:
        """Write the facts of a record, in the order of its kind's fields; none if there is nothing to tell.

        Args:
            record: The record.
            citations: What it rests on, if anything.
        """
        values_in, facts = self._plans.get(record.kind) or self._plan(record.kind)
        values = values_in(record.node)
        told: list[Piece] = []
        for held, (start, write, cited_for) in compress(zip(values, facts, strict=True), values):
            shown = write(held, citations)
            if shown:
                told.append(start)
                told += shown
                if citations is not None and cited_for is not None:
                    told += citations.mark(field=cited_for)
                told.append(self._end)
        if record.kind in ("place", "quotation"):
            told += [self._frame.piece(_row(*fact)) for fact in _facts_beside(record, self._frame.phrases)]
        return told

    def _plan(self, kind: str) -> _Plan:
        left_out = _ELSEWHERE | _CLAIMED if kind == "claim" else _ELSEWHERE
        told = [
            (slot, _fact(prop, self._frame))
            for slot, prop in enumerate(KINDS[kind].schema.properties, start=2)
            if prop.name not in left_out
        ]
        plan = self._plans[kind] = (picker([slot for slot, _ in told]), [fact for _, fact in told])
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


def _fact(prop: Property, frame: SharedFrame) -> _Fact:
    """Make ready how the values of a property are told."""
    start = frame.piece(f"<div><dt>{frame.phrases.get(f'fact.{prop.name}', prop.name)}</dt><dd>")
    write = _value_writer(prop, frame)
    cited_for = prop.field if prop.node is None else None
    return _Fact(start, _writer_of_many(write, frame) if prop.many else write, cited_for)


def _writer_of_many(write: _WriteValue, frame: SharedFrame) -> _WriteValue:
    """Make what writes any number of values."""

    def write_many(held: Any, citations: Citations | None) -> Sequence[Piece]:
        if len(held) == 1:
            return write(held[0], citations)
        shown = [joined(told) for value in held[:_MOST_VALUES] if (told := write(value, citations))]
        if len(held) > _MOST_VALUES:
            shown.append(frame.piece(frame.phrases.say("record.more", number=len(held) - _MOST_VALUES)))
        return _several(shown)

    return write_many


def _value_writer(prop: Property, frame: SharedFrame) -> _WriteValue:
    """Make what writes one value of a property."""
    if prop.node is not None:
        return _part_writer(prop.node, frame)
    if prop.type is ValueType.TEXT:
        end = frame.same("</span>")
        return lambda value, _: (frame.start_tags["span", value[1]], frame.same(safe_whole(value[0])), end)
    if prop.type is ValueType.IRI:
        return lambda value, _: (frame.links[value],)
    if prop.name == "category":
        return lambda value, _: (frame.piece(frame.phrases.get(f"category.{value}", "") or safe(value)),)
    return lambda value, _: _plain(value[0] if isinstance(value, tuple) else value, frame)


def _plain(text: str, frame: SharedFrame) -> Sequence[Piece]:
    return (frame.same(safe(text)),) if text else ()


def _part_writer(node_type: NodeType, frame: SharedFrame) -> _WriteValue:
    """Make what writes one part, with its sources and its notes."""
    part, notes = part_teller(node_type, frame), notes_teller(node_type, frame)

    def write(node: Node, citations: Citations | None) -> Sequence[Piece]:
        told = part(node)
        if citations is not None:
            told += citations.mark(node[0])
        told += notes(node)
        return told

    return write


def _several(shown: Sequence[Piece]) -> Sequence[Piece]:
    return (tuple(map(_listed, zip(*shown, strict=True))),) if len(shown) > 1 else shown


def _listed(shown: Sequence[bytes]) -> bytes:
    """Write several values in one line if they are short, or else one below the other."""
    if all(map(_PLAIN_LINK.fullmatch, shown)):
        return b'<span class="links">%b</span>' % b", ".join(shown)
    return b'<ul role="list"><li>%b</li></ul>' % b"</li><li>".join(shown)
