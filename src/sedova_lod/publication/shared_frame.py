r"""The frame of pages that are written once for all languages.

Most of a record's page is the same in all languages: its structure, values, addresses. So it is written once, as a row
of pieces, each of which holds what every language has; at the end the pieces of each language are joined. Pieces that
come often are made once for many pages.

What comes less often, or is made of many small parts, is written as one text for all languages: where these differ
stands, between NUL, what each has, in their order; no cell may hold this sign (`bad-text`). `in_each_language` makes of
such a text those of all languages: what stands between NUL is common, then one of each language, then common again, so
that every language takes its own by their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import add
from typing import NamedTuple

from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import MAIN, Frame, outward, page_address, safe
from sedova_lod.publication.memos import Memo, remember
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.pieces import Piece, encoded, joined

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


class SharedFrame:
    """Say in all languages at once what `Frame` says in one.

    Args:
        frames: The frames of all languages, of pages at the same depth.

    Attributes:
        links: Links to records by their names, or to addresses elsewhere, by address.
        dates: Dates as they are said, by their English labels.
        start_tags: Start tags of elements whose text is in a language, by their beginning (the name, and attributes if
            there are any) and the language.
        cards: Claims as pages show them, by address and level of heading.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        first = frames[0]
        self.frames = tuple(frames)
        self._number = len(self.frames)
        self.languages = tuple(frame.language for frame in frames)
        self.spec, self.neighbours, self.home = first.spec, first.neighbours, first.home
        self.phrases: Phrases = _SharedPhrases([frame.phrases for frame in frames])
        self.root = one_of_each([frame.root for frame in frames])
        self._around = _Around(frames)
        self._shown: dict[str, Shown] = {}
        self._link_texts = Memo(self._link_text)
        self._date_texts: Memo[str, str] = Memo(lambda label: self.each(lambda frame: frame.dated(label)))
        self._tags: Memo[str, str] = Memo(lambda tag: self.each(lambda frame: frame.language_mark(tag)))
        self._names: Memo[str, str] = Memo(lambda iri: self.each(lambda frame: frame.named(iri)))
        self._name_marks: Memo[tuple[str, ...], Piece] = Memo(self._name_mark)
        self.links: Memo[str, Piece] = Memo(self._link)
        self.dates: Memo[str, Piece] = Memo(lambda label: encoded([frame.dated(label) for frame in self.frames]))
        self.start_tags: Memo[tuple[str, str], Piece] = Memo(self._start_tag)
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
        labels = encoded([safe(text) or safe(digest.id) for text, _ in names])
        titles = tuple(map(add, self._name_marks[tuple([tag for _, tag in names])], labels))
        start, short = f'<a href="{self.home}{path}"'.encode(), labels
        if not all(0 < len(text) <= _MOST_SHORT for text, _ in names):
            short = encoded([safe(text, _MOST_SHORT) for text, _ in names])
        return Shown(path, names, labels, short, titles, tuple([b"%b%b</a>" % (start, title) for title in titles]))

    def _name_mark(self, tags: tuple[str, ...]) -> Piece:
        """Write the end of the start tag for names in some languages."""
        return encoded([f"{one.language_mark(tag)}>" for one, tag in zip(self.frames, tags, strict=True)])

    def _link(self, iri: str) -> Piece:
        record = iri.partition("#")[0]
        digest = self.neighbours.digest(record)
        if digest is None and record != iri:
            record, digest = iri, self.neighbours.digest(iri)
        return self.same(outward(iri)) if digest is None else self.shown(record, digest).link

    def link(self, iri: str) -> str:
        """Give the link to a record, or to an address elsewhere, in one text."""
        return self._link_texts[iri]

    def _link_text(self, iri: str) -> str:
        return one_of_each([form.decode() for form in self.links[iri]])

    def page_link(self, iri: str, digest: Digest) -> Piece:
        """Link to the page of a record by its name."""
        return self.shown(iri, digest).link

    def named(self, iri: str) -> str:
        """Give the name of a record, or the address itself; safe."""
        return self._names[iri]

    def property_named(self, iri: str) -> str:
        """Name what is claimed of something, safe."""
        return self.each(lambda frame: frame.property_named(iri))

    def dated(self, label: str) -> str:
        """Say a date, safe."""
        return self._date_texts[label]

    def language_mark(self, tag: str) -> str:
        """Give the attribute for a text in another language than the page's."""
        return self._tags[tag]

    def _start_tag(self, key: tuple[str, str]) -> Piece:
        begin, tag = key
        return self.piece(f"<{begin}{self.language_mark(tag)}>")

    def in_each(self, text: str) -> list[str]:
        """Give what a text says in each language."""
        return in_each_language(text, self._number)

    def piece(self, text: str) -> Piece:
        """Make of a text that may hold what each language has a piece of a page."""
        return encoded(self.in_each(text)) if _BORDER in text else self.same(text)

    def same(self, text: str) -> Piece:
        """Make of a text that is the same in all languages a piece of a page."""
        return (text.encode("utf-8", "replace"),) * self._number

    def pages(self, top: Sequence[Piece], path: Piece, body: Sequence[Piece]) -> Piece:
        """Make the page of a record in each language.

        Args:
            top: Its title, safe, and more elements for the head.
            path: Path of the page, from the home of a language, without its ending.
            body: Content of `main`.
        """
        around, (title, *head) = self._around, top
        pieces = [around.head, title, *_filled(around.alternates, path), *head]
        return joined([*pieces, *_filled(around.switches, path), *body, around.foot])


class _Around:
    """Hold what stands around the content of a record's page, in all languages; some of it is cut where paths stand.

    Args:
        frames: The frames of these.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.head: Piece = tuple([b"%b<title>" % frame.parts.head for frame in frames])
        self.foot: Piece = tuple([frame.parts.foot for frame in frames])
        self.alternates = _cut([frame.alternates for frame in frames])
        self.alternates[0] = joined([encoded([f" · {frame.title}</title>\n" for frame in frames]), self.alternates[0]])
        self.switches = _cut([[*frame.switches[:-1], frame.switches[-1] + MAIN] for frame in frames])
        self.switches[0] = joined([tuple([frame.parts.middle for frame in frames]), self.switches[0]])


def _cut(forms: Sequence[Sequence[str]]) -> list[Piece]:
    """Make pieces of what stands around the path of a page in each language, with the ending of the path."""
    first, *others = map(encoded, zip(*forms, strict=True))
    return [first, *(tuple([b".html%b" % form for form in other]) for other in others)]


def _filled(parts: list[Piece], path: Piece) -> list[Piece]:
    """Put a path between some pieces."""
    filled = [path] * (2 * len(parts) - 1)
    filled[::2] = parts
    return filled


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
