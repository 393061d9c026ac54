"""The table of names: all names of a record in all scripts, with their languages and kinds."""

from __future__ import annotations

from functools import cache
from operator import itemgetter

from sedova_lod.publication.citations import Citations
from sedova_lod.publication.markup import safe, safe_whole
from sedova_lod.publication.memos import remember
from sedova_lod.publication.parts_told import notes_teller, timespan_teller
from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, Node, Record
from sedova_lod.records.nodes import NAME_NODE

__all__ = ["NamesTable"]

_MOST_NAMES = 60
_MOST_KEPT = 10_000
_read_name = itemgetter(*(NAME_NODE.slot(name) for name in ("content", "text", "language", "type")))


class NamesTable:
    """Write the names of records.

    Args:
        frame: Frame of their pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._when, self._notes = timespan_teller(NAME_NODE, frame), notes_teller(NAME_NODE, frame)
        self._columns: dict[tuple[str, str, str], tuple[Piece, Piece]] = {}
        self._break, self._end = frame.same("<br>"), frame.same("</td></tr>")

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
        return rows

    def _row(self, node: Node, citations: Citations | None) -> list[Piece]:
        content, text, language, kind = _read_name(node)
        key = (text[1] if text else "", language or "", kind or "")
        before, after = self._columns.get(key) or self._columns_of(key)
        row = [before, self._frame.same(safe_whole(content or "")), after]
        when = self._when(node)
        if when:
            row += (self._break, *when)
        if citations:
            row += citations.mark(node[0])
        row += (*self._notes(node), self._end)
        return row

    def _columns_of(self, key: tuple[str, str, str]) -> tuple[Piece, Piece]:
        """Write what stands before and after the names of a language and a kind."""
        tag, language, kind = key
        frame = self._frame
        before = frame.piece(f"<tr><td><span{frame.language_mark(tag)}>")
        code = f"<code>{safe(tag)}</code>" if tag else ""
        spoken, sort = (frame.link(iri) if iri else "" for iri in (language, kind))
        after = frame.piece(f"</span></td><td>{spoken} {code}</td><td>{sort}")
        return remember(self._columns, key, (before, after), _MOST_KEPT)


@cache
def _names_slot(kind: str) -> int:
    """Give where the nodes of a kind have their names; 0 if they have none."""
    schema = KINDS[kind].schema
    prop = schema.property("name")
    return schema.slot("name") if prop is not None and prop.node is NAME_NODE else 0
