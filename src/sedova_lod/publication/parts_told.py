"""Parts of records told: how pages say a date, a place with it, a membership, an identifier.

For each type of part a function is made once, which knows where the nodes of the type have what it tells: pages of
many records are written with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any

from sedova_lod.publication.dates_told import readings_told
from sedova_lod.publication.digests import Moment, moment_of
from sedova_lod.publication.markup import safe, safe_whole
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.pieces import Piece, interspersed
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import Node, NodeType
from sedova_lod.records.nodes import TIMESPAN_NODE, WRITTEN_NODE

__all__ = ["Tell", "notes_teller", "part_teller", "timespan_teller"]

Tell = Callable[[Node], list[Piece]]
"""Tells a node as pieces of a page; none if there is nothing to tell."""

_Maker = Callable[[NodeType, SharedFrame], Tell]
_Values = Callable[[Node], tuple[Any, ...]]
_WORDING = re.compile(r"[^\W\d_]{2,}")  # an EDTF text is no wording of a source
_read_span = itemgetter(*(TIMESPAN_NODE.slot(name) for name in ("label", "calendarNote", "written")))
_CONTENT = WRITTEN_NODE.slot("content")


def part_teller(node_type: NodeType, frame: SharedFrame) -> Tell:
    """Make what tells the parts of a type, without their notes.

    Args:
        node_type: The type.
        frame: Frame of the pages, in all languages.
    """
    make = _MAKERS.get(node_type.name, _dated)
    return make(node_type, frame)


def notes_teller(node_type: NodeType, frame: SharedFrame) -> Tell:
    """Make what tells the notes on the nodes of a type."""
    slot = node_type.slot("note") if node_type.property("note") else 0
    if not slot:
        return lambda _: []
    end = frame.same("</p>")

    def tell(node: Node) -> list[Piece]:
        told: list[Piece] = []
        for text, tag in node[slot] or ():
            told += (frame.start_tags['p class="remark"', tag], frame.same(safe_whole(text)), end)
        return told

    return tell


def timespan_teller(node_type: NodeType, frame: SharedFrame) -> Tell:
    """Make what says the date of a time-span, or of a part with one: label, both readings, wording of the source."""
    is_span = node_type is TIMESPAN_NODE
    prop = node_type.property("date")
    slot = node_type.slot("date") if prop is not None and prop.node is TIMESPAN_NODE else 0
    begin, end, dates = frame.same("<span>"), frame.same("</span>"), frame.dates

    def tell(node: Node) -> list[Piece]:
        span = node if is_span else node[slot] if slot else None
        if span is None:
            return []
        label, note, written = _read_span(span)
        told = [begin, dates[label[0] if label else ""], end]
        if note or written:
            told += _more_of_span(span, note, written, frame)
        return told

    return tell


def _more_of_span(
    span: Node, note: tuple[str, str] | None, written: Node | None, frame: SharedFrame
) -> Iterator[Piece]:
    moment = moment_of(span, TIMESPAN_NODE)
    content = (written[_CONTENT] or "") if written else ""
    if (moment and content == moment.label) or not _WORDING.search(content):
        content = ""
    if not note and not content:
        return
    small = frame.each(lambda one: safe(_more_of_date(moment, note, content, one.phrases)))
    if small:
        yield frame.piece(f' <span class="soft">{small}</span>')


def _more_of_date(moment: Moment | None, note: tuple[str, str] | None, content: str, phrases: Phrases) -> str:
    """Say what a date means today, and how the source has it."""
    read = readings_told(moment, note[0], phrases) if moment and note else ""
    written = f"{phrases['record.written']}: “{content}”" if content else ""
    return "; ".join(filter(None, (read, written)))


def _values(node_type: NodeType, name: str) -> _Values:
    """Make what gives the values of a property, none if the type does not have it."""
    prop = node_type.property(name)
    if prop is None:
        return lambda _: ()
    slot = node_type.slot(name)
    if prop.many:
        return lambda node: node[slot] or ()
    return lambda node: () if node[slot] is None else (node[slot],)


def _dated(node_type: NodeType, frame: SharedFrame) -> Tell:
    """Tell a date, and beside it a place, a publisher, a kind."""
    when, links, comma = timespan_teller(node_type, frame), frame.links, frame.same(", ")
    named = [(name, node_type.property(name)) for name in ("place", "publisher", "type")]
    beside = [(node_type.slot(name), prop.many) for name, prop in named if prop is not None]

    def tell(node: Node) -> list[Piece]:
        told = when(node)
        for slot, many in beside:
            held = node[slot]
            if held:
                for iri in held if many else (held,):
                    told += (comma, links[iri]) if told else (links[iri],)
        return told

    return tell


def _pair(first: str, second: str, between: str, before_date: str) -> _Maker:
    """Make what tells two links, and when that held."""

    def make(node_type: NodeType, frame: SharedFrame) -> Tell:
        one, other = _values(node_type, first), _values(node_type, second)
        when, middle, colon = timespan_teller(node_type, frame), frame.same(between), frame.same(before_date)

        def tell(node: Node) -> list[Piece]:
            named = interspersed(map(frame.links.__getitem__, (*one(node), *other(node))), middle)
            told = when(node)
            return [*named, colon, *told] if told else named

        return tell

    return make


def _participation(node_type: NodeType, frame: SharedFrame) -> Tell:
    agent, role = _values(node_type, "agent"), _values(node_type, "role")
    comma, begin, end = map(frame.same, (", ", " (", ")"))

    def tell(node: Node) -> list[Piece]:
        named = interspersed(map(frame.links.__getitem__, agent(node)), comma)
        roles = interspersed(map(frame.links.__getitem__, role(node)), comma)
        return [*named, begin, *roles, end] if roles else named

    return tell


def _identifier(node_type: NodeType, frame: SharedFrame) -> Tell:
    content, kind = _values(node_type, "content"), _values(node_type, "type")
    colon = frame.same(": ")

    def tell(node: Node) -> list[Piece]:
        told: list[Piece] = []
        for text in content(node)[:1]:
            for one in kind(node)[:1]:
                told += (frame.links[one], colon)
            told.append(frame.same(f"<code>{safe(text)}</code>"))
        return told

    return tell


def _duration(node_type: NodeType, frame: SharedFrame) -> Tell:
    label = _values(node_type, "label")
    return lambda node: [frame.same(safe(text)) for text, _ in label(node)[:1] if text]


_MAKERS: dict[str, _Maker] = {
    "Membership": _pair("role", "group", ", ", ": "),
    "Relation": _pair("relation", "person", ": ", ", "),
    "Participation": _participation,
    "Identifier": _identifier,
    "Duration": _duration,
    "Timespan": timespan_teller,
}
