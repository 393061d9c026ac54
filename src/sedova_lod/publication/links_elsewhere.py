"""Links to what is elsewhere: the same thing in other data sets, web pages, pictures."""

from __future__ import annotations

from sedova_lod.publication.markup import outward
from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, Record

__all__ = ["LinksElsewhere"]

_NAMED = {"sameAs": "record.links", "url": "record.pages", "image": "record.images"}


class LinksElsewhere:
    """Write links from records to what is elsewhere.

    Args:
        frame: Frame of their pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._end = frame.same("</ul></dd></div>")
        starts = {
            prop: frame.piece(f'<div><dt>{frame.phrases[name]}</dt><dd><ul role="list">')
            for prop, name in _NAMED.items()
        }
        self._slots = {
            kind: [(facts.schema.slot(prop), start) for prop, start in starts.items() if facts.schema.property(prop)]
            for kind, facts in KINDS.items()
        }

    def of(self, record: Record) -> list[Piece]:
        """Write the addresses of the same thing, of web pages and of pictures; nothing if there are none.

        Args:
            record: The record.
        """
        shown: list[Piece] = []
        for slot, start in self._slots[record.kind]:
            values = record.node[slot]
            if values:
                items = "".join([f"<li>{outward(value)}</li>" for value in dict.fromkeys(values)])
                shown += (start, self._frame.same(items), self._end)
        return shown
