"""The page of a record: facts, what is claimed, what happened in order, names, connections, sources, links, citing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sedova_lod.publication.chronology import Chronology
from sedova_lod.publication.citations import Citations, citations_of, source_list
from sedova_lod.publication.citing import Citing
from sedova_lod.publication.claim_sections import claim_itself, claims_about
from sedova_lod.publication.connections import Connections
from sedova_lod.publication.digests import values_of
from sedova_lod.publication.facts import Facts
from sedova_lod.publication.links_elsewhere import LinksElsewhere
from sedova_lod.publication.markup import safe_whole
from sedova_lod.publication.names_table import NamesTable
from sedova_lod.publication.page_heading import PageHeadings
from sedova_lod.publication.page_sections import PageSections, SectionForm, section_form
from sedova_lod.publication.pieces import Piece, joined
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.structured_data import RecordHeads
from sedova_lod.publication.subject import Subject

__all__ = ["RecordPages"]

_MOST_CONTENTS = 1000
_IN_CHRONOLOGY_OF = ("person", "group", "place", "event", "work", "object")
_HEADINGS = {
    "claim": "facts", "facts": "facts", "note": "note", "life": "life", "order": "order", "names": "names",
    "connections": "relations", "sources": "sources", "links": "links", "cite": "cite",
}  # fmt: skip
_FACTS = ('<dl class="facts">', "</dl>\n")


class RecordPages:
    """Write the pages of records.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._heads, self._headings, self._facts = RecordHeads(frame), PageHeadings(frame), Facts(frame)
        self._order, self._names = Chronology(frame), NamesTable(frame)
        self._connections, self._citing, self._elsewhere = Connections(frame), Citing(frame), LinksElsewhere(frame)
        self._contents: dict[tuple[Piece, ...], Piece] = {}
        around = {
            "facts": (f"{_FACTS[0]}\n", _FACTS[1]),
            "links": _FACTS,
            "names": self._names.around(),
            "sources": ('<ul class="sources" role="list">', "</ul>\n"),
        }
        self._forms: dict[str, SectionForm] = {
            name: section_form(
                frame,
                "order" if name == "life" else name,
                frame.phrases[f"record.{heading}"],
                around=around.get(name, ("", "")),
            )
            for name, heading in _HEADINGS.items()
        }

    def of(self, subjects: Sequence[Subject]) -> list[tuple[str, bytes]]:
        """Write the pages of some records in each language: paths in the site and contents.

        Each part is written for all pages, then the next: that is quicker than one page after the other.

        Args:
            subjects: The records.
        """
        frame = self._frame
        tops, bodies = [self._heads.of(subject) for subject in subjects], self._bodies(subjects)
        written = [frame.pages(*one) for one in zip(tops, [one.path for one in subjects], bodies, strict=True)]
        files = [f"{subject.record.kind}/{subject.stem}.html" for subject in subjects]
        return [
            (f"{one.folder}{file}", page)
            for file, pages in zip(files, written, strict=True)
            for one, page in zip(frame.frames, pages, strict=True)
        ]

    def _bodies(self, subjects: Sequence[Subject]) -> list[list[Piece]]:
        headings = [self._headings.of(subject) for subject in subjects]
        return [self._body(*parts) for parts in zip(headings, self._sections_of(subjects), strict=True)]

    def _body(self, heading: list[Piece], sections: PageSections) -> list[Piece]:
        links = tuple(sections.links)
        contents = [self._contents.get(links) or self._contents_of(links)] if len(links) > 3 else ()
        return [*heading, *contents, *sections.content]

    def _contents_of(self, links: tuple[Piece, ...]) -> Piece:
        """Write the list of contents; where it names no dispute, many pages have the same."""
        frame = self._frame
        start = f'<nav class="contents" aria-label="{frame.phrases["record.contents"]}"><ul role="list">'
        nav = joined([frame.piece(start), *links, frame.same("</ul></nav>\n")])
        if not any(b"#disputed" in link[0] for link in links) and len(self._contents) < _MOST_CONTENTS:
            self._contents[links] = nav
        return nav

    def _sections_of(self, subjects: Sequence[Subject]) -> list[PageSections]:
        forms, records = self._forms, [subject.record for subject in subjects]
        cited = [citations_of(record, self._frame) for record in records]
        pages = [PageSections() for _ in subjects]
        _add(pages, forms["claim"], [claim_itself(subject, self._frame) for subject in subjects])
        _add(pages, forms["facts"], map(self._facts.of, records, cited))
        _add(pages, forms["note"], map(self._remarks, subjects))
        for page, subject in zip(pages, subjects, strict=True):
            for form, content in claims_about(subject, self._frame) if subject.mentions else ():
                page.add(form, [content])
        for page, subject in zip(pages, subjects, strict=True):
            if subject.record.kind in _IN_CHRONOLOGY_OF:
                page.add(forms["life" if subject.record.kind == "person" else "order"], self._order.of(subject))
        _add(pages, forms["names"], map(self._names.rows, records, cited))
        _add(pages, forms["connections"], [self._connections.of(subject) for subject in subjects])
        _add(pages, forms["sources"], map(self._sources, cited))
        _add(pages, forms["links"], map(self._elsewhere.of, records))
        _add(pages, forms["cite"], map(self._citing.of, subjects))
        return pages

    def _remarks(self, subject: Subject) -> Sequence[Piece]:
        frame = self._frame
        told: list[Piece] = []
        for text, tag in values_of(subject.record.node, subject.schema, "note"):
            told += (frame.start_tags["p", tag], frame.same(safe_whole(text)), frame.same("</p>\n"))
        return told

    def _sources(self, citations: Citations | None) -> Sequence[Piece]:
        if citations is None or not citations.all:
            return ()
        return (self._frame.piece(source_list(citations, self._frame)),)


def _add(pages: Sequence[PageSections], form: SectionForm, contents: Iterable[Sequence[Piece]]) -> None:
    """Add a section of the same sort to some pages, where there is something in it."""
    for page, content in zip(pages, contents, strict=True):
        if content:
            page.add(form, content)
