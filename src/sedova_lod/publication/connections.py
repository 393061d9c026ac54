"""Connections: which records refer to a record, by what they say of it."""

from __future__ import annotations

from sedova_lod.publication.memos import Memo
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.pieces import Piece, interspersed
from sedova_lod.publication.shared_frame import SharedFrame

__all__ = ["Connections"]

_MOST_LISTED = 100
_MOST_OPEN = 12


class Connections:
    """Write which records refer to others; claims have their own sections.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._heads: Memo[tuple[str, int], Piece] = Memo(lambda key: _head(*key, frame))
        self._between = frame.same("</li><li>")
        self._end = frame.same("</li></ul></details>\n")

    def of(self, mentions: list[Mention]) -> list[Piece]:
        """Write who refers to a record; nothing if nobody does.

        Args:
            mentions: Who refers to it, by property.
        """
        groups: dict[str, list[str]] = {}
        for prop, _, source in mentions:
            if prop in groups:
                groups[prop].append(source)
            elif prop != "subject":
                groups[prop] = [source]
        shown: list[Piece] = []
        for prop, sources in groups.items():
            shown += self._group(prop, list(dict.fromkeys(sources)) if len(sources) > 1 else sources)
        return shown

    def _group(self, prop: str, sources: list[str]) -> list[Piece]:
        frame, number = self._frame, len(sources)
        shown = [self._heads[prop, number]]
        shown += interspersed(map(frame.links.__getitem__, sources[:_MOST_LISTED]), self._between)
        if number > _MOST_LISTED:
            more = frame.phrases.say("record.more", number=number - _MOST_LISTED)
            shown.append(frame.piece(f'</li><li class="soft">{more}'))
        shown.append(self._end)
        return shown


def _head(prop: str, number: int, frame: SharedFrame) -> Piece:
    """Write how the links of a property begin."""
    name = frame.phrases.get(f"back.{prop}", prop)
    is_open = " open" if number <= _MOST_OPEN else ""
    return frame.piece(
        f'<details{is_open}><summary>{name} <span class="count">{number}</span></summary>'
        '<ul class="columns" role="list"><li>'
    )
