"""Records as pages show them wherever they stand: by their names, which are links to their pages."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add
from typing import NamedTuple

from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import Frame, outward, page_address, safe
from sedova_lod.publication.memos import Memo, remember
from sedova_lod.publication.pieces import Piece, encoded

__all__ = ["Shown", "ShownRecords"]

_MOST_SHORT = 120


class Shown(NamedTuple):
    """Hold how pages show a record wherever it stands, in all languages at once.

    Args:
        path: Path of its page, from the home of a language.
        names: Its name and the language of that, in each language.
        labels: The same names, safe.
        short: The same, of very long names only the beginning.
        titles: The end of a start tag, and the name, which may be in another language than the page.
        link: Link to its page.
    """

    path: str
    names: list[tuple[str, str]]
    labels: Piece
    short: Piece
    titles: Piece
    link: Piece


class ShownRecords:
    """Say in all languages at once how pages show records, and remember it.

    Args:
        frames: The frames of all languages, of pages at the same depth.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        self._languages = [frame.language for frame in frames]
        self._home, self._neighbours = frames[0].home, frames[0].neighbours
        self._known: dict[str, Shown] = {}
        self._name_marks: Memo[tuple[str, ...], Piece] = Memo(
            lambda tags: encoded([f"{one.language_mark(tag)}>" for one, tag in zip(frames, tags, strict=True)])
        )

    def of(self, iri: str, digest: Digest) -> Shown:
        """Give how a record is shown.

        Args:
            iri: Its address.
            digest: Its digest.
        """
        known = self._known.get(iri)
        if known is None:
            known = remember(self._known, iri, self._show(digest))
        return known

    def _show(self, digest: Digest) -> Shown:
        path = page_address(digest.kind, digest.id)
        names = [digest.label(language) for language in self._languages]
        labels = encoded([safe(text) or safe(digest.id) for text, _ in names])
        titles = tuple(map(add, self._name_marks[tuple([tag for _, tag in names])], labels))
        start, short = f'<a href="{self._home}{path}"'.encode(), labels
        if any(not 0 < len(text) <= _MOST_SHORT for text, _ in names):
            short = encoded([safe(text, _MOST_SHORT) for text, _ in names])
        return Shown(path, names, labels, short, titles, tuple([b"%b%b</a>" % (start, title) for title in titles]))

    def link(self, iri: str) -> Piece:
        """Link to a record by its name, or to an address elsewhere.

        Args:
            iri: Address of the record, or of a part of it.
        """
        record = iri.partition("#")[0]
        digest = self._neighbours.digest(record)
        if digest is None and record != iri:
            record, digest = iri, self._neighbours.digest(iri)
        if digest is None:
            return encoded([outward(iri)] * len(self._languages))
        return self.of(record, digest).link
