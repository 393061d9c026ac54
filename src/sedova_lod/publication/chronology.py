"""Chronology: what happened in a life, a group, a place or a work, in order of time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sedova_lod.publication.digests import Moment, moment_of, values_of
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, NodeType, Record

__all__ = ["Happening", "chronology"]

_OWN_PARTS = ("birth", "death", "formation", "dissolution", "creation", "publication", "production")
_OWN_EVENTS = ("performed", "participated", "part")
_MOST = 300
_DATES_OF = {
    "person": "birth",
    "work": "creation",
    "quotation": "creation",
    "object": "production",
    "group": "formation",
}
_HERE = {f"{part}.place": part for part in _OWN_PARTS}
_TOLD = frozenset(
    ("place", "movedFrom", "movedTo", "group", "produced", "used", "about", "author", "creator", "speaker", "addressee",
     "translationOf", "replyTo", *_HERE)
)  # fmt: skip


class Happening(NamedTuple):
    """Hold one line of a chronology.

    Args:
        moment: When; None if no date is known.
        text: What, as HTML.
        kind: What sort of line it is: name of a phrase, or empty.
    """

    moment: Moment | None
    text: str
    kind: str


def chronology(record: Record, mentions: list[Mention], frame: SharedFrame) -> str:
    """List what happened in order; undated things stand at the end. Empty if there are fewer than two dates."""
    found = [*_own(record, frame)]
    if mentions:
        found += _of_others(mentions, frame)
    dated = [one for one in found if one.moment]
    if len(dated) < 2:
        return ""
    dated = list(dict.fromkeys(dated))
    if len(dated) < 2:
        return ""
    dated.sort(key=lambda one: (one.moment.order if one.moment else (), one.text))
    lines = "".join([_line(one, frame) for one in dated[:_MOST]])
    undated = list(dict.fromkeys([one for one in found if one.moment is None]))
    shown = f'<ol class="order" role="list">{lines}</ol>\n'
    if undated:
        items = "".join([f"<li>{_kind(one, frame)}{one.text}</li>" for one in undated[:_MOST]])
        shown += (
            f"<details><summary>{frame.phrases['record.undated']} ({len(undated)})</summary>"
            f'<ul class="undated" role="list">{items}</ul></details>\n'
        )
    return shown


def _line(one: Happening, frame: SharedFrame) -> str:
    label = frame.dated(one.moment.label) if one.moment else ""
    return f'<li><span class="when">{label}</span><span class="what">{_kind(one, frame)}{one.text}</span></li>'


def _kind(one: Happening, frame: SharedFrame) -> str:
    word = frame.phrases.get(one.kind) if one.kind else ""
    return f'<span class="kind">{word}</span> ' if word else ""


def _own(record: Record, frame: SharedFrame) -> Iterator[Happening]:
    schema, node = KINDS[record.kind].schema, record.node
    parts, events, child = _own_slots(record.kind)
    for kind, slot, node_type, place in parts:
        part = node[slot]
        if part:
            yield Happening(moment_of(part, node_type), frame.link(part[place]) if part[place] else "", kind)
    yield from _memberships(record, schema, frame)
    for slot in events:
        for iri in node[slot] or ():
            yield Happening(_date_of(iri, "date", frame), frame.link(iri), "")
    for iri in (node[child] or ()) if child else ():
        yield Happening(_date_of(iri, "birth", frame), frame.link(iri), "fact.child")


@cache
def _own_slots(kind: str) -> tuple[list[tuple[str, int, NodeType, int]], list[int], int]:
    """Give where a record has its dated parts (with the slots of their places), its events and its children."""
    schema = KINDS[kind].schema
    parts = [
        (f"part.{name}", schema.slot(name), prop.node, prop.node.slot("place"))
        for name in _OWN_PARTS
        if (prop := schema.property(name)) is not None and prop.node is not None
    ]
    events = [schema.slot(name) for name in _OWN_EVENTS if schema.property(name)]
    return parts, events, schema.slot("child") if schema.property("child") else 0


def _memberships(record: Record, schema: NodeType, frame: SharedFrame) -> Iterator[Happening]:
    prop = schema.property("membership")
    if prop is None or prop.node is None:
        return
    for part in values_of(record.node, schema, "membership"):
        moment = moment_of(part, prop.node)
        if moment:
            role, group = values_of(part, prop.node, "role"), values_of(part, prop.node, "group")
            yield Happening(moment, ", ".join(frame.link(iri) for iri in (*role, *group)), "")


def _of_others(mentions: list[Mention], frame: SharedFrame) -> Iterator[Happening]:
    for mention in mentions:
        if mention.prop not in _TOLD:
            continue
        digest = frame.neighbours.digest(mention.source)
        if digest is None or digest.kind == "claim" or (mention.prop == "about" and digest.kind != "event"):
            continue
        name = _HERE.get(mention.prop) or ("date" if digest.kind == "event" else _DATES_OF.get(digest.kind, ""))
        kind = f"part.{name}" if mention.prop in _HERE else f"kind.{digest.kind}" if digest.kind != "event" else ""
        yield Happening(digest.moment(name) if name else None, frame.link(mention.source), kind)


def _date_of(iri: str, name: str, frame: SharedFrame) -> Moment | None:
    digest = frame.neighbours.digest(iri)
    return digest.moment(name) if digest else None
