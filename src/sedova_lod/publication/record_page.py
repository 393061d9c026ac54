"""The page of a record: facts, what is claimed, what happened in order, names, connections, sources, links, citing."""

from __future__ import annotations

from sedova_lod.publication.chronology import Chronology
from sedova_lod.publication.citations import Citations, citations_of, source_list
from sedova_lod.publication.citing import Citing
from sedova_lod.publication.claim_sections import claim_itself, claims_about
from sedova_lod.publication.connections import Connections
from sedova_lod.publication.digests import Digest, values_of
from sedova_lod.publication.facts import Facts
from sedova_lod.publication.links_elsewhere import LinksElsewhere
from sedova_lod.publication.markup import safe_whole
from sedova_lod.publication.names_table import NamesTable
from sedova_lod.publication.page_heading import PageHeadings
from sedova_lod.publication.page_sections import PageSections, SectionForm, section_form
from sedova_lod.publication.pieces import Piece, joined
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.structured_data import RecordHeads
from sedova_lod.publication.subject import Subject, subject_of
from sedova_lod.records import Record

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

    def of(self, record: Record, digest: Digest) -> list[tuple[str, bytes]]:
        """Write the page of a record in each language: path in the site and content.

        Args:
            record: The record.
            digest: Its digest.
        """
        frame = self._frame
        subject = subject_of(record, digest, frame)
        pages = frame.pages(self._heads.of(subject), subject.path, self._body(subject))
        file = f"{record.kind}/{subject.stem}.html"
        return [(f"{one.folder}{file}", page) for one, page in zip(frame.frames, pages, strict=True)]

    def _body(self, subject: Subject) -> list[Piece]:
        sections = self._sections_of(subject)
        body = self._headings.of(subject)
        if len(sections.links) > 3:
            links = tuple(sections.links)
            body.append(self._contents.get(links) or self._contents_of(links))
        body += sections.content
        return body

    def _contents_of(self, links: tuple[Piece, ...]) -> Piece:
        """Write the list of contents; where it names no dispute, many pages have the same."""
        frame = self._frame
        start = f'<nav class="contents" aria-label="{frame.phrases["record.contents"]}"><ul role="list">'
        nav = joined([frame.piece(start), *links, frame.same("</ul></nav>\n")])
        if not any(b"#disputed" in link[0] for link in links) and len(self._contents) < _MOST_CONTENTS:
            self._contents[links] = nav
        return nav

    def _sections_of(self, subject: Subject) -> PageSections:
        frame, record, forms, sections = self._frame, subject.record, self._forms, PageSections()
        citations = citations_of(record, frame)
        if subject.digest.claim is not None:
            sections.add(forms["claim"], [frame.piece(claim_itself(record, subject.digest, frame))])
        sections.add(forms["facts"], self._facts.of(record, citations))
        sections.add(forms["note"], _remarks(subject, frame))
        if subject.mentions:
            for form, content in claims_about(subject, frame):
                sections.add(form, [content])
        if record.kind in _IN_CHRONOLOGY_OF:
            sections.add(forms["life" if record.kind == "person" else "order"], self._order.of(subject))
        sections.add(forms["names"], self._names.rows(record, citations))
        self._add_surroundings(subject, citations, sections)
        return sections

    def _add_surroundings(self, subject: Subject, citations: Citations | None, sections: PageSections) -> None:
        """Show what the record is connected with, what it rests on, and where else it is."""
        frame, forms = self._frame, self._forms
        if subject.mentions:
            sections.add(forms["connections"], self._connections.of(subject.mentions))
        if citations is not None:
            sections.add(forms["sources"], [frame.piece(source_list(citations))])
        sections.add(forms["links"], self._elsewhere.of(subject.record))
        sections.add(forms["cite"], self._citing.of(subject))


def _remarks(subject: Subject, frame: SharedFrame) -> list[Piece]:
    told: list[Piece] = []
    for text, tag in values_of(subject.record.node, subject.schema, "note"):
        told += (frame.start_tags["p", tag], frame.same(safe_whole(text)), frame.same("</p>\n"))
    return told
