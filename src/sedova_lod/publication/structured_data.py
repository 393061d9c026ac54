"""Structured data: what search engines and harvesters read in the head of a page."""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring as _quoted  # quicker by far than an encoder for each text
from typing import Any

from sedova_lod.publication.digests import Digest, values_of
from sedova_lod.publication.markup import Frame, escaped, script_safe
from sedova_lod.publication.pieces import Piece, encoded
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.publication.subject import Subject
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
_LOOSE = ("people", "couple", "family")


class RecordHeads:
    """Write the heads of records' pages.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._urls = frame.piece(one_of_each([script_safe(_url(one)) for one in frame.frames]))
        self._data_set = frame.piece(one_of_each([f'","subjectOf":{one.dataset_named}' for one in frame.frames]))
        self._forms: dict[tuple[str, str], list[Piece]] = {}

    def of(self, subject: Subject) -> Sequence[Piece]:
        """Write the head elements of a record's page: description, signposting and schema.org."""
        digest, names, stem = subject.digest, subject.shown.names, subject.file
        key = (digest.kind, _type(digest))
        before, cited, turtle, jsonld, types = self._forms.get(key) or self._form(*key)
        described = encoded([escaped((digest.description or name)[:200]) for name, _ in names])
        iri, labels, values = _quoted(subject.record.iri), digest.labels[:8], _values(subject)
        named = encoded([script_safe(f'{iri},"name":{_quoted(name)}') for name, _ in names])
        told = encoded([script_safe(f"{_other_names(name, labels)}{values}}}") + "</script>\n" for name, _ in names])
        return (
            before, described, cited, subject.address, turtle, stem, jsonld, stem, types,
            named, self._urls, subject.path, self._data_set, told,
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


def _other_names(name: str, labels: Sequence[tuple[str, str]]) -> str:
    """Write the names that a record has beside that by which it is shown."""
    if len(labels) < 2:
        return ""
    others = [_quoted(text) for text, _ in labels if text != name]
    return f',"alternateName":[{",".join(others)}]' if others else ""


def _values(subject: Subject) -> str:
    """Write what of the structured data is the same in all languages."""
    digest = subject.digest
    text = f',"description":{_quoted(digest.description)}' if digest.description else ""
    same = values_of(subject.record.node, subject.schema, "sameAs")
    if same:
        text += f',"sameAs":[{",".join(map(_quoted, same[:20]))}]'
    for name, moment in digest.dates:
        day = moment.earliest[:10]
        if day and day == moment.latest[:10]:
            prop = _DATES.get((digest.kind, name))
            text += f',"{prop}":{_quoted(day)}' if prop else ""
    if digest.place:
        latitude, longitude = map(_quoted, digest.place)
        text += f',"geo":{{"@type":"GeoCoordinates","latitude":{latitude},"longitude":{longitude}}}'
    return text


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
