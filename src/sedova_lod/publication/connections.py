"""Connections: which records refer to a record, by what they say of it."""

from __future__ import annotations

from sedova_lod.publication.memos import Memo
from sedova_lod.publication.pieces import Piece, interspersed
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.subject import Subject

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

    def of(self, subject: Subject) -> list[Piece]:
        """Write who refers to a record; nothing if nobody does.

        Args:
            subject: The record.
        """
        groups: dict[str, list[str]] = {}
        for prop, _, source in subject.mentions:
            if prop in groups:
                groups[prop].append(source)
            elif prop != "subject":
                groups[prop] = [source]
        shown: list[Piece] = []
        for prop, sources in groups.items():
            different = list(dict.fromkeys(sources)) if len(sources) > 1 else sources
            shown += self._group(prop, different, len(different) + subject.further.get(prop, 0))
        return shown

    def _group(self, prop: str, sources: list[str], number: int) -> list[Piece]:
        frame = self._frame
        shown = [self._heads[prop, number]]
        listed = sources[:_MOST_LISTED]
        shown += interspersed(map(frame.links.__getitem__, listed), self._between)
        if number > len(listed):
            more = frame.phrases.say("record.more", number=number - len(listed))
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
