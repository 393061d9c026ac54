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

from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import MAIN, Frame
from sedova_lod.publication.memos import Memo
from sedova_lod.publication.phrases import Phrases
from sedova_lod.publication.pieces import Piece, encoded, joined
from sedova_lod.publication.shown_records import Shown, ShownRecords

__all__ = ["AnyFrame", "SharedFrame", "in_each_language", "one_of_each"]

_BORDER = "\0"


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
        self._records = ShownRecords(self.frames)
        self._date_texts, self._names = _texts(self.frames, Frame.dated), _texts(self.frames, Frame.named)
        self._tags = _texts(self.frames, Frame.language_mark)
        self.links: Memo[str, Piece] = Memo(self._records.link)
        self.dates: Memo[str, Piece] = Memo(lambda label: encoded([frame.dated(label) for frame in frames]))
        self.start_tags: Memo[tuple[str, str], Piece] = Memo(
            lambda key: encoded([f"<{key[0]}{frame.language_mark(key[1])}>" for frame in frames])
        )
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
        return self._records.of(iri, digest)

    def link(self, iri: str) -> str:
        """Give the link to a record, or to an address elsewhere, in one text."""
        return one_of_each([form.decode() for form in self.links[iri]])

    def page_link(self, iri: str, digest: Digest) -> Piece:
        """Link to the page of a record by its name."""
        return self._records.of(iri, digest).link

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
        alternates, switches = _filled(around.alternates, path), _filled(around.switches, path)
        return joined([around.head, title, *alternates, *head, *switches, *body, around.foot])


def _texts(frames: Sequence[Frame], say: Callable[[Frame, str], str]) -> Memo[str, str]:
    """Make a memo of what each language says."""
    return Memo(lambda text: one_of_each([say(frame, text) for frame in frames]))


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
