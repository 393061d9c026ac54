"""The subject of a page: a record with what all sections of its page need, made ready once."""

from __future__ import annotations

from typing import NamedTuple

from sedova_lod.publication.digests import Digest, Moment
from sedova_lod.publication.markup import escaped, page_stem
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.shown_records import Shown
from sedova_lod.records import KINDS, NodeType, Record

__all__ = ["Subject", "subject_of"]


class Subject(NamedTuple):
    """Hold a record and what is known of it.

    Args:
        record: The record.
        digest: Its digest.
        schema: Schema of its kind.
        mentions: Who refers to it.
        further: How many more do by a property, where not all are listed.
        stem: Name of its files.
        shown: How pages show it.
        address: Its address, safe for HTML.
        file: Name of its files, safe for HTML.
        path: Path of its page, from the home of a language, without its ending.
        moments: Its dates, by property.
    """

    record: Record
    digest: Digest
    schema: NodeType
    mentions: list[Mention]
    further: dict[str, int]
    stem: str
    shown: Shown
    address: Piece
    file: Piece
    path: Piece
    moments: dict[str, Moment]


def subject_of(record: Record, digest: Digest, frame: SharedFrame) -> Subject:
    """Make a record ready.

    Args:
        record: The record.
        digest: Its digest.
        frame: Frame of its page, in all languages.
    """
    stem, shown, same = page_stem(record.id), frame.shown(record.iri, digest), frame.same
    mentions = frame.neighbours.mentions(record.iri)
    return Subject(
        record,
        digest,
        KINDS[record.kind].schema,
        mentions,
        frame.neighbours.further(record.iri, mentions),
        stem,
        shown,
        same(escaped(record.iri)),
        same(escaped(stem)),
        same(shown.path.removesuffix(".html")),
        dict(digest.dates),
    )
