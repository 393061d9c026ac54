r"""The frame of pages that are written once for all languages: where these differ, the text holds what each has.

Most of a record's page is the same in all languages: its structure, values, addresses. So it is written once. Where
languages differ stands, between NUL, what each has, in their order; no cell may hold this sign (`bad-text`). At the
end, `in_each_language` makes of the one text those of all languages: the pieces between NUL are common, then one of
each language, then common again, so that every language takes its own by their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import MAIN, Frame, PageParts, outward, page_address, safe
from sedova_lod.publication.memos import remember
from sedova_lod.publication.phrases import Phrases

__all__ = ["AnyFrame", "SharedFrame", "Shown", "in_each_language", "one_of_each"]

_BORDER = "\0"
_MOST_SHORT = 120


def one_of_each(forms: Sequence[str]) -> str:
    r"""Say in one text what each language has.

    >>> one_of_each(["Born", "Рождение"]), one_of_each(["1882", "1882"])
    ('\x00Born\x00Рождение\x00', '1882')
    """
    if forms.count(forms[0]) == len(forms):
        return forms[0]
    return f"{_BORDER}{_BORDER.join(forms)}{_BORDER}"


def in_each_language(text: str, n_languages: int) -> list[str]:
    r"""Give what a text says in each language.

    >>> in_each_language("<b>\x00Born\x00Рождение\x00</b>: 1882", 2)
    ['<b>Born</b>: 1882', '<b>Рождение</b>: 1882']
    """
    pieces = text.split(_BORDER)
    if len(pieces) == 1:
        return [text] * n_languages
    return ["".join(woven) for woven in _woven(pieces, n_languages)]


def _woven(pieces: list[str], n_languages: int) -> Iterator[list[str]]:
    """Give the pieces of each language, in order; the list is the same each time."""
    common = pieces[:: n_languages + 1]
    woven = [pieces[0]] * (2 * len(common) - 1)
    woven[::2] = common
    for number in range(1, n_languages + 1):
        woven[1::2] = pieces[number :: n_languages + 1]
        yield woven


class Shown(NamedTuple):
    """Hold how pages show a record wherever it stands, in all languages at once.

    Args:
        path: Path of its page, from the home of a language.
        names: Its name and the language of that, in each language.
        labels: The same names, safe.
        short: One text of these, of very long names only the beginning.
        titles: The end of a start tag, and the name, which may be in another language than the page, in each language.
        link: Link to its page.
    """

    path: str
    names: list[tuple[str, str]]
    labels: list[str]
    short: str
    titles: list[str]
    link: str


class SharedFrame:
    """Say in all languages at once what `Frame` says in one.

    Args:
        frames: The frames of all languages, of pages at the same depth.

    Attributes:
        cards: Claims as pages show them, by address and level of heading.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        first = frames[0]
        self.frames = tuple(frames)
        self.languages = tuple(frame.language for frame in frames)
        self.spec, self.neighbours, self.home = first.spec, first.neighbours, first.home
        self.phrases: Phrases = _SharedPhrases([frame.phrases for frame in frames])
        self.root = one_of_each([frame.root for frame in frames])
        self._title = one_of_each([frame.title for frame in frames])
        self._alternates = [one_of_each(forms) for forms in zip(*(frame.alternates for frame in frames), strict=True)]
        self._switches = [frame.switches for frame in frames]
        self._parts = [frame.parts for frame in frames]
        self._shown: dict[str, Shown] = {}
        self._links: dict[str, str] = {}
        self._dates: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.cards: dict[tuple[str, int], str] = {}

    def each(self, write: Callable[[Frame], str]) -> str:
        """Write something in each language by itself."""
        return one_of_each([write(frame) for frame in self.frames])

    def shown(self, iri: str, digest: Digest) -> Shown:
        """Give how a record is shown.

        Args:
            iri: Its address.
            digest: Its digest.
        """
        known = self._shown.get(iri)
        if known is None:
            known = remember(self._shown, iri, self._show(digest))
        return known

    def _show(self, digest: Digest) -> Shown:
        path = page_address(digest.kind, digest.id)
        names = [digest.label(language) for language in self.languages]
        labels = [safe(text) or safe(digest.id) for text, _ in names]
        marks = [frame.language_mark(tag) for frame, (_, tag) in zip(self.frames, names, strict=True)]
        titles = [f"{mark}>{label}" for mark, label in zip(marks, labels, strict=True)]
        short = one_of_each(labels)
        lengths = [len(text) for text, _ in names]
        if not min(lengths) or max(lengths) > _MOST_SHORT:
            short = one_of_each([safe(text, _MOST_SHORT) for text, _ in names])
        return Shown(path, names, labels, short, titles, f'<a href="{self.home}{path}"{one_of_each(titles)}</a>')

    def link(self, iri: str) -> str:
        """Link to a record by its name, or to an address elsewhere."""
        known = self._links.get(iri)
        if known is None:
            known = remember(self._links, iri, self._link(iri))
        return known

    def _link(self, iri: str) -> str:
        record = iri.partition("#")[0]
        digest = self.neighbours.digest(record)
        if digest is None and record != iri:
            record, digest = iri, self.neighbours.digest(iri)
        return outward(iri) if digest is None else self.shown(record, digest).link

    def page_link(self, iri: str, digest: Digest) -> str:
        """Link to the page of a record by its name."""
        return self.shown(iri, digest).link

    def named(self, iri: str) -> str:
        """Give the name of a record, or the address itself; safe."""
        known = self._names.get(iri)
        if known is None:
            known = remember(self._names, iri, self.each(lambda frame: frame.named(iri)))
        return known

    def property_named(self, iri: str) -> str:
        """Name what is claimed of something, safe."""
        return self.each(lambda frame: frame.property_named(iri))

    def dated(self, label: str) -> str:
        """Say a date, safe."""
        known = self._dates.get(label)
        if known is None:
            known = remember(self._dates, label, self.each(lambda frame: frame.dated(label)))
        return known

    def language_mark(self, tag: str) -> str:
        """Give the attribute for a text in another language than the page's."""
        known = self._tags.get(tag)
        if known is None:
            known = remember(self._tags, tag, self.each(lambda frame: frame.language_mark(tag)))
        return known

    def in_each(self, text: str) -> list[str]:
        """Give what a text says in each language."""
        return in_each_language(text, len(self.frames))

    def merged(self, text: str) -> str:
        """Make of the pieces of a text that differ one piece, which is quicker to cut where the text comes often."""
        return one_of_each(self.in_each(text))

    def pages(self, shown: Shown, head: str, body: str) -> list[bytes]:
        """Make the page of a record in each language.

        Args:
            shown: How the record is shown.
            head: More elements for the head.
            body: Content of `main`.
        """
        path = shown.path
        top = f"<title>{shown.short} · {self._title}</title>\n{path.join(self._alternates)}{head}"
        main = f"{one_of_each([path.join(switch) for switch in self._switches])}{MAIN}{body}"
        return _pages_of(top, main, self._parts)


def _pages_of(top: str, main: str, parts: Sequence[PageParts]) -> list[bytes]:
    """Put pages together from the rest of their heads, and their content, in all languages at once.

    Between the two stands what differs by language only; it is put in as one more piece.
    """
    n_languages = len(parts)
    if n_languages == 1:
        texts = top.encode("utf-8", "replace"), main.encode("utf-8", "replace")
        return [b"".join((one.head, texts[0], one.middle, texts[1], one.foot)) for one in parts]
    place = 2 * (top.count(_BORDER) // (n_languages + 1) + 1)
    pieces = f"{top}{_BORDER * (n_languages + 1)}{main}".encode("utf-8", "replace").split(b"\0")
    common = pieces[:: n_languages + 1]
    woven = [b""] * (2 * len(common) + 1)
    woven[1::2] = common
    pages = []
    for number, one in enumerate(parts, start=1):
        woven[2:-1:2] = pieces[number :: n_languages + 1]
        woven[0], woven[place], woven[-1] = one
        pages.append(b"".join(woven))
    return pages


AnyFrame = Frame | SharedFrame
"""What some parts of pages are written with: for one language, or for all at once."""


class _SharedPhrases(Phrases):
    """Give texts in all languages at once."""

    def __init__(self, phrases: Sequence[Phrases]) -> None:
        super().__init__("", {name: one_of_each([texts[name] for texts in phrases]) for name in phrases[0]})
        self._phrases = tuple(phrases)

    def say(self, name: str, **values: object) -> str:
        n_languages = len(self._phrases)
        filled = {
            key: in_each_language(value, n_languages) if isinstance(value, str) else [value] * n_languages
            for key, value in values.items()
        }
        return one_of_each(
            [
                texts.say(name, **{key: forms[number] for key, forms in filled.items()})
                for number, texts in enumerate(self._phrases)
            ]
        )
