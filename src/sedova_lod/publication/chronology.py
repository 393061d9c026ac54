"""Chronology: what happened in a life, a group, a place or a work, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from sedova_lod.publication.digests import Moment, moment_of, values_of
from sedova_lod.publication.memos import Memo
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.pieces import Piece, interspersed, joined
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.subject import Subject
from sedova_lod.records import KINDS, Node, NodeType

__all__ = ["Chronology"]

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


_Happening = tuple[Moment | None, Piece, str]
"""When, what, and what sort of line it is: the name of a phrase, or empty."""


def _sort(kind: str, frame: SharedFrame) -> str:
    """Say what sort of line it is."""
    word = frame.phrases.get(kind) if kind else ""
    return f'<span class="kind">{word}</span> ' if word else ""


class Chronology:
    """List what happened in lives, groups, places and works, in order of time.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._words: Memo[str, Piece] = Memo(
            lambda kind: frame.piece(f'</span><span class="what">{_sort(kind, frame)}')
        )
        self._nothing, self._comma = frame.same(""), frame.same(", ")
        when = '<li><span class="when">'
        self._first = frame.same(f'<ol class="order" role="list">{when}')
        self._start = frame.same(f"</span></li>{when}")
        self._end = frame.same("</span></li></ol>\n")

    def of(self, subject: Subject) -> list[Piece]:
        """List what happened in order; undated things stand at the end. Nothing if there are fewer than two dates.

        Args:
            subject: The record.
        """
        found = self._own(subject)
        if subject.mentions:
            found += self._of_others(subject.mentions)
        if len(found) < 2:
            return []
        found = list(dict.fromkeys(found))
        dated = [(one[0].order, one[1], one) for one in found if one[0]]
        if len(dated) < 2:
            return []
        dated.sort(key=itemgetter(0, 1))
        dates, words, start = self._frame.dates, self._words, self._start
        shown: list[Piece] = []
        for _, text, (moment, _, kind) in dated[:_MOST]:
            label = dates[moment.label] if moment else self._nothing
            shown += (start, label, words[kind], text)
        shown[0] = self._first
        shown.append(self._end)
        n_further = sum(number for prop, number in subject.further.items() if prop in _TOLD)
        shown += self._more("p", max(0, len(dated) - _MOST) + n_further)
        return shown if len(dated) == len(found) else shown + self._undated([one for one in found if one[0] is None])

    def _undated(self, found: list[_Happening]) -> list[Piece]:
        frame = self._frame
        shown = [frame.piece(f"<details><summary>{frame.phrases['record.undated']} ({len(found)})</summary>")]
        shown.append(frame.same('<ul class="undated" role="list">'))
        for _, text, kind in found[:_MOST]:
            shown += (frame.piece(f"<li>{_sort(kind, frame)}"), text, frame.same("</li>"))
        shown += self._more("li", max(0, len(found) - _MOST))
        shown.append(frame.same("</ul></details>\n"))
        return shown

    def _more(self, tag: str, number: int) -> tuple[Piece, ...]:
        """Say how many are not shown."""
        if not number:
            return ()
        told = self._frame.phrases.say("record.more", number=number)
        return (self._frame.piece(f'<{tag} class="soft">{told}</{tag}>\n'),)

    def _own(self, subject: Subject) -> list[_Happening]:
        node, plan, links = subject.record.node, _own_slots(subject.record.kind), self._frame.links
        found: list[_Happening] = []
        for name, slot, place, kind in plan.parts:
            part = node[slot]
            if part:
                where = part[place]
                found.append((subject.moments.get(name), links[where] if where else self._nothing, kind))
        if plan.membership and node[plan.membership]:
            found += self._memberships(node[plan.membership], subject.schema)
        for slot in plan.events:
            if node[slot]:
                found += [(self._date_of(iri, "date"), links[iri], "") for iri in node[slot]]
        if plan.child and node[plan.child]:
            found += [(self._date_of(iri, "birth"), links[iri], "fact.child") for iri in node[plan.child]]
        return found

    def _memberships(self, nodes: Sequence[Node], schema: NodeType) -> Iterator[_Happening]:
        prop = schema.property("membership")
        if prop is None or prop.node is None:
            return
        for part in nodes:
            moment = moment_of(part, prop.node)
            if moment:
                role, group = values_of(part, prop.node, "role"), values_of(part, prop.node, "group")
                named = interspersed(map(self._frame.links.__getitem__, (*role, *group)), self._comma)
                yield moment, joined(named or [self._nothing]), ""

    def _of_others(self, mentions: list[Mention]) -> list[_Happening]:
        """Give what those have a date for who refer to the record."""
        links, digest_of = self._frame.links, self._frame.neighbours.digest
        found: list[_Happening] = []
        for prop, _, source in mentions:
            if prop in _TOLD:
                digest = digest_of(source)
                if digest is not None:
                    name, kind = _told_of(prop, digest.kind)
                    if name is not None:
                        found.append((digest.moment(name) if name else None, links[source], kind))
        return found

    def _date_of(self, iri: str, name: str) -> Moment | None:
        digest = self._frame.neighbours.digest(iri)
        return digest.moment(name) if digest else None


@cache
def _told_of(prop: str, kind: str) -> tuple[str | None, str]:
    """Say of which property the date is told, where a record of a kind refers to another, and what sort of line it is.

    The property is None where the other is not told of at all, and empty where it has no date.
    """
    if kind == "claim" or (prop == "about" and kind != "event"):
        return None, ""
    name = _HERE.get(prop) or ("date" if kind == "event" else _DATES_OF.get(kind, ""))
    return name, f"part.{name}" if prop in _HERE else f"kind.{kind}" if kind != "event" else ""


class _OwnSlots(NamedTuple):
    """Hold where the nodes of a kind have what belongs to a chronology; 0 for what the kind does not have."""

    parts: list[tuple[str, int, int, str]]
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
        (name, schema.slot(name), prop.node.slot("place"), f"part.{name}")
        for name in _OWN_PARTS
        if (prop := schema.property(name)) is not None and prop.node is not None
    ]
    return _OwnSlots(parts, list(filter(None, map(slot, _OWN_EVENTS))), slot("child"), slot("membership"))
