"""The heading of a record's page: its kind, its name, its years, its names in other languages, and what it is."""

from __future__ import annotations

from functools import lru_cache

from sedova_lod.publication.dates_told import years_told
from sedova_lod.publication.digests import LIFE_PAIRS, described_slots
from sedova_lod.publication.markup import safe, safe_whole
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.pieces import Piece, encoded
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.subject import Subject

__all__ = ["PageHeadings"]

_LEAD = 'p class="lead"'
_MOST_SHOWN = 120


class PageHeadings:
    """Write the headings of records' pages.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._kinds: dict[tuple[str, str], Piece] = {}
        self._lead_end, self._end = frame.same("</p>\n"), frame.same("</header>\n")

    def of(self, subject: Subject) -> list[Piece]:
        """Write the heading of a record's page.

        Args:
            subject: The record.
        """
        record, category, frame = subject.record, subject.digest.category, self._frame
        kind = self._kinds.get((record.kind, category)) or self._kind(record.kind, category)
        heading = [kind, subject.shown.titles, self._below_name(subject)]
        for slot in described_slots(record.kind):
            for text, tag in record.node[slot] or ():
                heading += (frame.start_tags[_LEAD, tag], frame.same(safe_whole(text)), self._lead_end)
        heading.append(self._end)
        return heading

    def _kind(self, kind: str, category: str) -> Piece:
        """Write how the heading of a record begins, with its kind and category."""
        phrases = self._frame.phrases
        told = phrases.get(f"category.{category}") if category not in ("", kind) else ""
        link = f'<a href="{self._frame.home}lists/{kind}.html">{phrases[f"kind.{kind}"]}</a>'
        kicker = f'<p class="kicker">{link}{f" · {told}" if told else ""}</p>'
        written = self._kinds[kind, category] = self._frame.piece(f'<header class="record">\n{kicker}\n<h1')
        return written

    def _below_name(self, subject: Subject) -> Piece:
        """Write the end of the name, and what stands below it: years, and the names in other languages."""
        digest, moments = subject.digest, subject.moments
        if len(digest.labels) < 2 and not moments:
            return encoded(["</h1>\n"] * len(subject.shown.names))
        labels = digest.labels[:6] if len(digest.labels) > 1 else ()
        different = dict(reversed(labels))  # a name that two languages have is told once, in the first of them
        others = [
            (text, f"{_start(tag)}{safe(text, _MOST_SHOWN)}</span>") for text, tag in labels if different[text] == tag
        ]
        lines = [
            [*self._years(subject, frame.phrases), *(shown for text, shown in others if text != name)]
            for frame, (name, _) in zip(self._frame.frames, subject.shown.names, strict=True)
        ]
        return encoded([f'</h1>\n<p class="also">{" · ".join(line)}</p>\n' if line else "</h1>\n" for line in lines])

    @staticmethod
    def _years(subject: Subject, phrases: Phrases) -> tuple[str, ...]:
        pair, moments = LIFE_PAIRS.get(subject.digest.kind), subject.moments
        years = years_told(moments.get(pair[0]), moments.get(pair[1]), phrases) if pair else ""
        return (f'<span class="years">{years}</span>',) if years else ()


@lru_cache
def _start(tag: str) -> str:
    return f'<span lang="{safe(tag)}">' if tag else "<span>"
