"""Sections of a page: their beginnings and ends, which many pages have in common, and the list of contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame

__all__ = ["PageSections", "SectionForm", "section_form"]


class SectionForm(NamedTuple):
    """Hold what sections of one sort have in common.

    Args:
        link: Link to it in a list of contents.
        start: Its beginning, with its heading.
        end: Its end.
    """

    link: Piece
    start: Piece
    end: Piece


def section_form(
    frame: SharedFrame, anchor: str, heading: str, *, mark: str = "", around: tuple[str, str] = ("", "")
) -> SectionForm:
    """Make the form of a section.

    Args:
        frame: Frame of the pages, in all languages.
        anchor: End of its address.
        heading: Its heading, safe.
        mark: Attributes.
        around: What stands before and after its content.
    """
    before, after = around
    return SectionForm(
        frame.piece(f'<li><a href="#{anchor}">{heading}</a></li>'),
        frame.piece(f'<section{mark}><h2 id="{anchor}">{heading}</h2>\n{before}'),
        frame.piece(f"{after}</section>\n"),
    )


class PageSections:
    """Collect the sections of a page.

    Attributes:
        links: The links of a list of contents.
        content: The sections.

    >>> sections = PageSections()
    >>> sections.add(SectionForm((b"<li>",), (b"<section>",), (b"</section>",)), [(b"1882",)])
    >>> sections.content
    [(b'<section>',), (b'1882',), (b'</section>',)]
    """

    def __init__(self) -> None:
        self.links: list[Piece] = []
        self.content: list[Piece] = []

    def add(self, form: SectionForm, content: Sequence[Piece]) -> None:
        """Add a section, unless there is nothing in it."""
        if content:
            link, start, end = form
            self.links.append(link)
            self.content.append(start)
            self.content += content
            self.content.append(end)
