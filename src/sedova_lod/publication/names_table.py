"""The table of names: all names of a record in all scripts, with their languages and kinds."""

from __future__ import annotations

from functools import cache
from operator import itemgetter

from sedova_lod.publication.citations import Citations
from sedova_lod.publication.markup import safe, safe_whole
from sedova_lod.publication.parts_told import notes_teller, timespan_teller
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
        self._columns: dict[tuple[str, str, str], tuple[str, str]] = {}
        phrases = frame.phrases
        heads = "".join([f'<th scope="col">{phrases[f"names.{name}"]}</th>' for name in ("form", "language", "type")])
        self._top = frame.merged(
            '<div class="scroll" tabindex="0" role="region" aria-labelledby="names">'
            f"<table><thead><tr>{heads}</tr></thead><tbody>"
        )

    def of(self, record: Record, citations: Citations | None) -> str:
        """Write the names of a record; empty if there is only one.

        Args:
            record: The record.
            citations: What it rests on, if anything.
        """
        slot = _names_slot(record.kind)
        nodes = record.node[slot] if slot else ()
        if not nodes or len(nodes) < 2:
            return ""
        rows = "".join([self._row(node, citations) for node in nodes[:_MOST_NAMES]])
        return f"{self._top}{rows}</tbody></table></div>\n"

    def _row(self, node: Node, citations: Citations | None) -> str:
        content, text, language, kind = _read_name(node)
        key = (text[1] if text else "", language or "", kind or "")
        before, after = self._columns.get(key) or self._columns_of(key)
        when = self._when(node)
        dated = f"<br>{when}" if when else ""
        mark = citations.mark(node[0]) if citations else ""
        return f"{before}{safe_whole(content or '')}{after}{dated}{mark}{self._notes(node)}</td></tr>"

    def _columns_of(self, key: tuple[str, str, str]) -> tuple[str, str]:
        """Write what stands before and after the names of a language and a kind."""
        tag, language, kind = key
        link = self._frame.link
        before = f"<tr><td><span{self._frame.language_mark(tag)}>"
        code = f"<code>{safe(tag)}</code>" if tag else ""
        after = f"</span></td><td>{link(language) if language else ''} {code}</td><td>{link(kind) if kind else ''}"
        after = self._frame.merged(after)
        if len(self._columns) < _MOST_KEPT:
            self._columns[key] = before, after
        return before, after


@cache
def _names_slot(kind: str) -> int:
    """Give where the nodes of a kind have their names; 0 if they have none."""
    schema = KINDS[kind].schema
    prop = schema.property("name")
    return schema.slot("name") if prop is not None and prop.node is NAME_NODE else 0
