"""Structured data: what search engines and harvesters read in the head of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from json.encoder import encode_basestring as _quoted  # quicker by far than an encoder for each text
from typing import Any

from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import Frame, escaped, script_safe
from sedova_lod.publication.pieces import Piece, encoded
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.publication.subject import Subject
from sedova_lod.records import KINDS
from sedova_lod.settings import Dataset

__all__ = ["RecordHeads", "dataset_json"]

_TYPES = {
    "person": "Person", "group": "Organization", "place": "Place", "event": "Event", "work": "CreativeWork",
    "object": "CreativeWork", "concept": "DefinedTerm", "quotation": "Quotation", "claim": "Claim",
}  # fmt: skip
_DATES = {
    ("person", "birth"): "birthDate", ("person", "death"): "deathDate", ("group", "formation"): "foundingDate",
    ("group", "dissolution"): "dissolutionDate", ("event", "date"): "startDate", ("work", "creation"): "dateCreated",
    ("work", "publication"): "datePublished", ("object", "production"): "dateCreated",
}  # fmt: skip
_HEDGED = re.compile(r"\b(?:about|possibly|uncertain|approximate|estimate)\b")
_LOOSE = ("people", "couple", "family")


class RecordHeads:
    """Write the heads of records' pages.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._urls = frame.piece(one_of_each([script_safe(_url(one)) for one in frame.frames]))
        self._data_set = frame.piece(one_of_each([f'.html","subjectOf":{one.dataset_named}' for one in frame.frames]))
        self._forms: dict[tuple[str, str], list[Piece]] = {}

    def of(self, subject: Subject) -> Sequence[Piece]:
        """Write title and head elements of a record's page: description, signposting and schema.org."""
        digest, names, same, stem = subject.digest, subject.shown.names, self._frame.same, subject.file
        key = (digest.kind, _type(digest))
        before, cited, turtle, jsonld, types = self._forms.get(key) or self._form(*key)
        if digest.description:
            described = same(escaped(digest.description[:200]))
        else:
            described = encoded([escaped(name[:200]) for name, _ in names])
        iri, values = script_safe(f'{_quoted(subject.record.iri)},"name":'), f"{_values(subject)}}}</script>\n"
        quoted = [script_safe(_quoted(name)) for name, _ in names]
        others = _other_names(names, digest.labels[:8])
        return (
            subject.shown.short, before, described, cited, subject.address, turtle, stem, jsonld, stem, types,
            encoded([f"{iri}{name}" for name in quoted]), self._urls, subject.path, self._data_set,
            encoded([f"{other}{values}" for other in others]),
        )  # fmt: skip

    def _form(self, kind: str, schema_type: str) -> list[Piece]:
        """Write what the heads of all records of a kind and a type have in common, cut where they differ."""
        frame = self._frame
        folder = one_of_each([_to_documents(kind, one) for one in frame.frames])
        texts = (
            '<meta name="description" content="',
            '">\n<link rel="cite-as" href="',
            f'">\n<link rel="describedby" type="text/turtle" href="{folder}',
            f'.ttl">\n<link rel="describedby" type="application/ld+json" href="{folder}',
            f'.jsonld">\n<link rel="type" href="https://schema.org/{schema_type}">\n'
            '<link rel="type" href="https://schema.org/AboutPage">\n'
            f'<link rel="collection" href="{escaped(frame.spec.dataset.base)}">\n<script type="application/ld+json">'
            f'{{"@context":"https://schema.org","@type":"{schema_type}","@id":',
        )
        form = self._forms[kind, schema_type] = [frame.piece(text) for text in texts]
        return form


def _url(frame: Frame) -> str:
    """Give the address of the home of a language in data, but for its end."""
    return f',"url":{_quoted(f"{frame.spec.url}{frame.folder}")[:-1]}'


def _to_documents(kind: str, frame: Frame) -> str:
    """Give the folder of documents as seen from a page: they stand beside those in the first language."""
    return f"{frame.root}{kind}/" if frame.folder else ""


def _type(digest: Digest) -> str:
    return "Thing" if digest.kind == "group" and digest.category in _LOOSE else _TYPES[digest.kind]


def _other_names(names: Sequence[tuple[str, str]], labels: Sequence[tuple[str, str]]) -> list[str]:
    """Write in each language the names that a record has beside that by which it is shown."""
    if len(labels) < 2:
        return [""] * len(names)
    quoted = [(text, script_safe(_quoted(text))) for text in dict.fromkeys(text for text, _ in labels)]
    others = [[name for text, name in quoted if text != shown] for shown, _ in names]
    return [f',"alternateName":[{",".join(told)}]' if told else "" for told in others]


def _values(subject: Subject) -> str:
    """Write what of the structured data is the same in all languages."""
    digest = subject.digest
    text = f',"description":{_quoted(digest.description)}' if digest.description else ""
    slot = _same_slot(digest.kind)
    same = subject.record.node[slot] if slot else ()
    if same:
        text += f',"sameAs":[{",".join(map(_quoted, same[:20]))}]'
    for name, moment in digest.dates:
        day = moment.earliest[:10]
        if day and day == moment.latest[:10] and not _HEDGED.search(moment.label):  # schema.org knows no doubt
            prop = _DATES.get((digest.kind, name))
            text += f',"{prop}":{_quoted(day)}' if prop else ""
    if digest.place:
        latitude, longitude = map(_quoted, digest.place)
        text += f',"geo":{{"@type":"GeoCoordinates","latitude":{latitude},"longitude":{longitude}}}'
    return script_safe(text)


@cache
def _same_slot(kind: str) -> int:
    """Give where the nodes of a kind have the addresses of the same thing elsewhere; 0 if they have none."""
    schema = KINDS[kind].schema
    return schema.slot("sameAs") if schema.property("sameAs") else 0


def dataset_json(frame: Frame, downloads: list[tuple[str, str, int]]) -> dict[str, Any]:
    """Describe the data set in schema.org.

    Args:
        frame: Frame of the page.
        downloads: Address, media type and size of each dump.
    """
    spec, dataset = frame.spec, frame.spec.dataset
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": dataset.base,
        "name": spec.title(frame.language),
        "description": spec.description(frame.language),
        "url": spec.url,
        "version": dataset.version,
        "license": dataset.license,
        "isAccessibleForFree": True,
        "creator": [_creator(creator, dataset) for creator in dataset.creators],
        "datePublished": dataset.issued.isoformat(),
        "dateModified": (dataset.modified or dataset.issued).isoformat(),
        "inLanguage": list(dataset.languages),
        "keywords": list(dataset.keywords),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": url, "encodingFormat": media, "contentSize": str(size)}
            for url, media, size in downloads
        ],
    }


def _creator(creator: str, dataset: Dataset) -> dict[str, str]:
    """Describe a creator: a person or an organisation only where that is known."""
    kind = dataset.creator_type(creator)
    return ({"@type": kind} if kind else {}) | {"@id" if "://" in creator else "name": creator}
