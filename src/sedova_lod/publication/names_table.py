"""The table of names: all names of a record in all scripts, with their languages and kinds."""

from __future__ import annotations

from functools import cache
from operator import itemgetter

from sedova_lod.publication.citations import Citations
from sedova_lod.publication.markup import safe, safe_whole
from sedova_lod.publication.memos import Memo
from sedova_lod.publication.parts_told import notes_teller, timespan_teller
from sedova_lod.publication.pieces import Piece, joined
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, Node, Record
from sedova_lod.records.nodes import NAME_NODE

__all__ = ["NamesTable"]

_MOST_NAMES = 60
_MOST_KEPT = 10_000
_ROW_END = "</td></tr>"
_read_name = itemgetter(*(NAME_NODE.slot(name) for name in ("content", "text", "language", "type", "date", "note")))


class NamesTable:
    """Write the names of records.

    Args:
        frame: Frame of their pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._when, self._notes = timespan_teller(NAME_NODE, frame), notes_teller(NAME_NODE, frame)
        self._columns: Memo[tuple[str, str, str], _Columns] = Memo(lambda key: _columns(key, frame), _MOST_KEPT)
        self._break, self._end = frame.same("<br>"), frame.same(_ROW_END)

    def around(self) -> tuple[str, str]:
        """Write how the table begins and ends."""
        phrases = self._frame.phrases
        heads = "".join([f'<th scope="col">{phrases[f"names.{name}"]}</th>' for name in ("form", "language", "type")])
        start = (
            '<div class="scroll" tabindex="0" role="region" aria-labelledby="names">'
            f"<table><thead><tr>{heads}</tr></thead><tbody>"
        )
        return start, "</tbody></table></div>\n"

    def rows(self, record: Record, citations: Citations | None) -> list[Piece]:
        """Write the names of a record; none if there is only one.

        Args:
            record: The record.
            citations: What it rests on, if anything.
        """
        slot = _names_slot(record.kind)
        nodes = record.node[slot] if slot else ()
        rows: list[Piece] = []
        if nodes and len(nodes) > 1:
            for node in nodes[:_MOST_NAMES]:
                rows += self._row(node, citations)
            if len(nodes) > _MOST_NAMES:
                more = self._frame.phrases.say("record.more", number=len(nodes) - _MOST_NAMES)
                rows.append(self._frame.piece(f'<tr><td colspan="3" class="soft">{more}{_ROW_END}'))
        return rows

    def _row(self, node: Node, citations: Citations | None) -> list[Piece]:
        content, text, language, kind, date, notes = _read_name(node)
        before, after, row_end = self._columns[text[1] if text else "", language or "", kind or ""]
        row = [before, self._frame.same(safe_whole(content or ""))]
        if not (date or notes or citations):
            row.append(row_end)
            return row
        when = self._when(node)
        row += (after, self._break, *when) if when else (after,)
        row += citations.mark(node[0]) if citations else ()
        row += self._notes(node)
        row.append(self._end)
        return row


_Columns = tuple[Piece, Piece, Piece]
"""What stands before and after a name, and the latter with the end of the row."""


def _columns(key: tuple[str, str, str], frame: SharedFrame) -> _Columns:
    """Write what stands around the names of a language and a kind."""
    tag, language, kind = key
    before = frame.piece(f"<tr><td><span{frame.language_mark(tag)}>")
    code = f"<code>{safe(tag)}</code>" if tag else ""
    spoken, sort = (frame.link(iri) if iri else "" for iri in (language, kind))
    after = frame.piece(f"</span></td><td>{spoken} {code}</td><td>{sort}")
    return before, after, joined([after, frame.same(_ROW_END)])


@cache
def _names_slot(kind: str) -> int:
    """Give where the nodes of a kind have their names; 0 if they have none."""
    schema = KINDS[kind].schema
    prop = schema.property("name")
    return schema.slot("name") if prop is not None and prop.node is NAME_NODE else 0
