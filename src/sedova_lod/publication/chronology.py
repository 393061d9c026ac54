"""Chronology: what happened in a life, a group, a place or a work, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from sedova_lod.publication.digests import Moment, moment_of, values_of
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.subject import Subject
from sedova_lod.records import KINDS, Node, NodeType

__all__ = ["chronology"]

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


_Happening = tuple[Moment | None, str, str]
"""When, what as HTML, and what sort of line it is: the name of a phrase, or empty."""


def chronology(subject: Subject, frame: SharedFrame) -> str:
    """List what happened in order; undated things stand at the end. Empty if there are fewer than two dates."""
    found = list(_own(subject, frame))
    if subject.mentions:
        found += _of_others(subject.mentions, frame)
    if len(found) < 2:
        return ""
    found = list(dict.fromkeys(found))
    dated = [(one[0].order, one[1], one) for one in found if one[0]]
    if len(dated) < 2:
        return ""
    dated.sort(key=itemgetter(0, 1))
    phrases = frame.phrases
    lines = "".join([_line(*one, frame) for _, _, one in dated[:_MOST]])
    shown = f'<ol class="order" role="list">{lines}</ol>\n'
    undated = [one for one in found if one[0] is None]
    if undated:
        items = "".join([f"<li>{_kind(kind, frame)}{text}</li>" for _, text, kind in undated[:_MOST]])
        shown += (
            f"<details><summary>{phrases['record.undated']} ({len(undated)})</summary>"
            f'<ul class="undated" role="list">{items}</ul></details>\n'
        )
    return shown


def _line(moment: Moment | None, text: str, kind: str, frame: SharedFrame) -> str:
    label = frame.dated(moment.label) if moment else ""
    return f'<li><span class="when">{label}</span><span class="what">{_kind(kind, frame)}{text}</span></li>'


def _kind(kind: str, frame: SharedFrame) -> str:
    word = frame.phrases.get(kind) if kind else ""
    return f'<span class="kind">{word}</span> ' if word else ""


def _own(subject: Subject, frame: SharedFrame) -> Iterator[_Happening]:
    node, plan = subject.record.node, _own_slots(subject.record.kind)
    for name, slot, place in plan.parts:
        part = node[slot]
        if part:
            yield subject.digest.moment(name), frame.link(part[place]) if part[place] else "", f"part.{name}"
    if plan.membership and node[plan.membership]:
        yield from _memberships(node[plan.membership], subject.schema, frame)
    for slot in plan.events:
        for iri in node[slot] or ():
            yield _date_of(iri, "date", frame), frame.link(iri), ""
    for iri in (node[plan.child] or ()) if plan.child else ():
        yield _date_of(iri, "birth", frame), frame.link(iri), "fact.child"


class _OwnSlots(NamedTuple):
    """Hold where the nodes of a kind have what belongs to a chronology; 0 for what the kind does not have."""

    parts: list[tuple[str, int, int]]
    events: list[int]
    child: int
    membership: int


@cache
def _own_slots(kind: str) -> _OwnSlots:
    """Give where a record has its dated parts (with the slots of their places), and what else happened."""
    schema = KINDS[kind].schema

    def slot(name: str) -> int:
        return schema.slot(name) if schema.property(name) else 0

    parts = [
        (name, schema.slot(name), prop.node.slot("place"))
        for name in _OWN_PARTS
        if (prop := schema.property(name)) is not None and prop.node is not None
    ]
    return _OwnSlots(parts, list(filter(None, map(slot, _OWN_EVENTS))), slot("child"), slot("membership"))


def _memberships(nodes: Sequence[Node], schema: NodeType, frame: SharedFrame) -> Iterator[_Happening]:
    prop = schema.property("membership")
    if prop is None or prop.node is None:
        return
    for part in nodes:
        moment = moment_of(part, prop.node)
        if moment:
            role, group = values_of(part, prop.node, "role"), values_of(part, prop.node, "group")
            yield moment, ", ".join([frame.link(iri) for iri in (*role, *group)]), ""


def _of_others(mentions: list[Mention], frame: SharedFrame) -> Iterator[_Happening]:
    for prop, _, source in mentions:
        if prop not in _TOLD:
            continue
        digest = frame.neighbours.digest(source)
        if digest is None or digest.kind == "claim" or (prop == "about" and digest.kind != "event"):
            continue
        name = _HERE.get(prop) or ("date" if digest.kind == "event" else _DATES_OF.get(digest.kind, ""))
        kind = f"part.{name}" if prop in _HERE else f"kind.{digest.kind}" if digest.kind != "event" else ""
        yield digest.moment(name) if name else None, frame.link(source), kind


def _date_of(iri: str, name: str, frame: SharedFrame) -> Moment | None:
    digest = frame.neighbours.digest(iri)
    return digest.moment(name) if digest else None
