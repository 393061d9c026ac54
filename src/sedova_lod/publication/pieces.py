"""Pieces of pages: texts that each language has in its own form, encoded once and joined where a page is whole."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Piece", "encoded", "interspersed", "joined"]

Piece = tuple[bytes, ...]
"""A text in each language of the site, in their order, as UTF-8."""


def encoded(forms: Iterable[str]) -> Piece:
    r"""Make a piece of what each language has; what UTF-8 cannot hold becomes a question mark.

    >>> encoded(["Born", "\udc80"])
    (b'Born', b'?')
    """
    return tuple([form.encode("utf-8", "replace") for form in forms])


def joined(pieces: Iterable[Piece]) -> Piece:
    """Join pieces, of which there is at least one, language by language.

    >>> joined([(b"<b>", b"<b>"), (b"Born", b"Geboren"), (b"</b>", b"</b>")])
    (b'<b>Born</b>', b'<b>Geboren</b>')
    """
    return tuple(map(b"".join, zip(*pieces, strict=True)))


def interspersed(pieces: Iterable[Piece], between: Piece) -> list[Piece]:
    """Put a piece between each two of some others.

    >>> interspersed([(b"a",), (b"b",)], (b", ",))
    [(b'a',), (b', ',), (b'b',)]
    """
    told: list[Piece] = []
    for piece in pieces:
        told += (piece, between)
    return told[:-1]
