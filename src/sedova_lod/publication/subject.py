"""The subject of a page: a record with what all sections of its page need, made ready once."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import page_stem, safe
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.records import KINDS, NodeType, Record

__all__ = ["Subject", "subject_of"]


class Subject(NamedTuple):
    """Hold a record and what is known of it.

    Args:
        record: The record.
        digest: Its digest.
        schema: Schema of its kind.
        mentions: Who refers to it.
        stem: Name of its files.
        path: Path of its page, from the home of a language.
        names: Its name and the language of that, in each language of the site.
        labels: The same names, safe for HTML.
        iri: Its address, safe for HTML.
    """

    record: Record
    digest: Digest
    schema: NodeType
    mentions: list[Mention]
    stem: str
    path: str
    names: list[tuple[str, str]]
    labels: list[str]
    iri: str


def subject_of(record: Record, digest: Digest, frame: SharedFrame) -> Subject:
    """Make a record ready.

    Args:
        record: The record.
        digest: Its digest.
        frame: Frame of its page, in all languages.
    """
    names = [digest.label(language) for language in frame.languages]
    return Subject(
        record,
        digest,
        KINDS[record.kind].schema,
        frame.neighbours.mentions(record.iri),
        page_stem(record.id),
        frame.path(digest),
        names,
        [safe(text) or safe(digest.id) for text, _ in names],
        escape(record.iri),
    )
