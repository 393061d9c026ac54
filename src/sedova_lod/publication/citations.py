"""Citations: the passages that a record rests on, as notes at what they are cited for and as a list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sedova_lod.publication.digests import values_of
from sedova_lod.publication.markup import safe
from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, Node, NodeType, Record

__all__ = ["Citations", "citations_of", "source_list"]

_MOST_LISTED = 200
_PLAIN = ("certain", "stated")
_CITED_FOR = re.compile(r"Cited for '(.+?)':")


class Citations:
    """The passages that a record rests on, by what they are cited for.

    Args:
        nodes: The passages.
        inner: Their type.
        iri: Address of the record.
        frame: Frame of its page, in all languages.
    """

    def __init__(self, nodes: Sequence[Node], inner: NodeType, iri: str, frame: SharedFrame) -> None:
        self._frame = frame
        self.all: list[str] = []
        self._of_part: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._of_field: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for node in nodes:
            self._take(node, inner, iri)

    def _take(self, node: Node, inner: NodeType, iri: str) -> None:
        def one(name: str) -> Any:
            found = values_of(node, inner, name)
            return found[0] if found else ""

        label, about, sure, work, locator = map(one, ("label", "about", "certainty", "work", "locator"))
        text = self._frame.link(work) if work else ""  # how sure something is may be told without a source
        text += f", {safe(locator)}" if locator else ""
        if text and sure:
            text += f' <span class="sure">{self._frame.link(sure)}</span>'
        self.all += [text] if text else []
        found = _CITED_FOR.match(label[0]) if label else None
        if about != iri:
            self._of_part[about].append((text, sure))
        elif found:
            self._of_field[found[1]].append((text, sure))

    def mark(self, node_iri: str = "", field: str = "") -> Sequence[Piece]:
        """Give how sure a part or a field is, and its sources as a note that opens; nothing if there are none."""
        found = [*self._of_part.get(node_iri, ()), *(self._of_field.get(field, ()) if field else ())]
        if not found:
            return ()
        doubts = dict.fromkeys(sure for _, sure in found if sure and sure.rpartition("/")[2] not in _PLAIN)
        told = "".join([f' <span class="sure">{self._frame.named(sure)}</span>' for sure in doubts])
        items = "".join([f"<li>{text}</li>" for text in dict.fromkeys(text for text, _ in found) if text])
        if not items:
            return (self._frame.piece(told),)
        word = self._frame.phrases["record.source"]
        note = f' <details class="cited"><summary>{word}</summary><ul role="list">{items}</ul></details>'
        return (self._frame.piece(told + note),)


def citations_of(record: Record, frame: SharedFrame) -> Citations | None:
    """Give the passages that a record rests on; None if there are none.

    Args:
        record: The record.
        frame: Frame of its page, in all languages.
    """
    slot, inner = _where_cited(record.kind)
    nodes = record.node[slot] if slot else ()
    return Citations(nodes, inner, record.iri, frame) if nodes and inner is not None else None


@cache
def _where_cited(kind: str) -> tuple[int, NodeType | None]:
    """Give where the nodes of a kind have citations, and of which type these are; 0 if they have none."""
    schema = KINDS[kind].schema
    prop = schema.property("citation")
    return (schema.slot("citation"), prop.node) if prop else (0, None)


def source_list(citations: Citations, frame: SharedFrame) -> str:
    """List the passages that a record rests on.

    Args:
        citations: The passages.
        frame: Frame of the page, in all languages.
    """
    found = list(dict.fromkeys(citations.all))
    listed = "".join([f"<li>{text}</li>" for text in found[:_MOST_LISTED]])
    if len(found) <= _MOST_LISTED:
        return listed
    return f'{listed}<li class="soft">{frame.phrases.say("record.more", number=len(found) - _MOST_LISTED)}</li>'
