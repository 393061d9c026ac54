"""Citing: how a record is cited, and where its documents and its place in the graph are."""

from __future__ import annotations

from sedova_lod.publication.markup import Frame, safe
from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.publication.subject import Subject

__all__ = ["Citing"]


class Citing:
    """Write how records are cited.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        parts = zip(*map(_parts, frame.frames), strict=True)
        self._parts = [frame.piece(one_of_each(forms)) for forms in parts]

    def of(self, subject: Subject) -> list[Piece]:
        """Say how a record is cited, and link to its documents and to its place in the graph.

        Args:
            subject: The record.
        """
        before, after, address_end, turtle, jsonld, graph, end = self._parts
        told = self._frame.same(safe(subject.record.iri))
        path = subject.path
        return [
            before, subject.shown.labels, after, subject.address, address_end, told,
            turtle, path, jsonld, path, graph, path, end,
        ]  # fmt: skip


def _parts(frame: Frame) -> tuple[str, ...]:
    """Write what the pages of a language have in common, cut where names, addresses and paths stand."""
    before, after = frame.citing
    return (
        f'<p class="cited-as">{before}“',
        f'”{after}<a href="',
        '">',
        f'</a></p>\n<p class="actions"><a href="{frame.root}',
        f'.ttl" type="text/turtle">Turtle</a> <a href="{frame.root}',
        f'.jsonld" type="application/ld+json">JSON-LD</a> <a href="{frame.home}graph.html?of=',
        f'">{frame.phrases["record.graph"]}</a></p>\n',
    )
