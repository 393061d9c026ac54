"""Structured data: what search engines and harvesters read in the head of a page."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from json.encoder import encode_basestring as _quoted  # quicker by far than an encoder for each text
from typing import Any

from sedova_lod.publication.digests import Digest, values_of
from sedova_lod.publication.markup import Frame, script_safe
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.subject import Subject
from sedova_lod.settings import Dataset

__all__ = ["dataset_json", "record_heads"]

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


def record_heads(subject: Subject, frame: SharedFrame) -> list[str]:
    """Write the head elements of a record's page in each language: description, signposting and schema.org."""
    record, digest = subject.record, subject.digest
    stem, schema_type = escape(subject.stem), _type(digest)
    described = escape(digest.description[:200])
    common = (
        f'<link rel="type" href="https://schema.org/{schema_type}">\n<link rel="type" href="https://schema.org/AboutPage">\n'
        f'<link rel="collection" href="{escape(frame.spec.dataset.base)}">\n<script type="application/ld+json">'
        f'{{"@context":"https://schema.org","@type":"{schema_type}","@id":{script_safe(_quoted(record.iri))},'
    )
    values = script_safe(_values(subject))
    shown = []
    for one, (name, _) in zip(frame.frames, subject.names, strict=True):
        base = f"{one.root}{digest.kind}/{stem}" if one.folder else stem
        shown.append(
            f'<meta name="description" content="{described or escape(name[:200])}">\n'
            f'<link rel="cite-as" href="{subject.iri}">\n'
            f'<link rel="describedby" type="text/turtle" href="{base}.ttl">\n'
            f'<link rel="describedby" type="application/ld+json" href="{base}.jsonld">\n'
            f"{common}{script_safe(_named(name, subject, one))}{values}}}</script>\n"
        )
    return shown


def _type(digest: Digest) -> str:
    return "Thing" if digest.category in _LOOSE and digest.kind == "group" else _TYPES[digest.kind]


def _named(name: str, subject: Subject, frame: Frame) -> str:
    """Write what of the structured data depends on the language; the whole of a record is in its documents."""
    others = [text for text, _ in subject.digest.labels[:8] if text != name]
    more = f',"alternateName":{_list(others)}' if others else ""
    address = _quoted(f"{frame.spec.url}{frame.folder}{subject.path}")
    return f'"name":{_quoted(name)},"url":{address},"subjectOf":{frame.dataset_named}{more}'


def _values(subject: Subject) -> str:
    """Write what of the structured data is the same in all languages."""
    digest = subject.digest
    text = f',"description":{_quoted(digest.description)}' if digest.description else ""
    same = values_of(subject.record.node, subject.schema, "sameAs")
    if same:
        text += f',"sameAs":{_list(same[:20])}'
    for name, moment in digest.dates:
        day = moment.earliest[:10]
        if day and day == moment.latest[:10]:
            prop = _DATES.get((digest.kind, name))
            text += f',"{prop}":{_quoted(day)}' if prop else ""
    if digest.place:
        latitude, longitude = map(_quoted, digest.place)
        text += f',"geo":{{"@type":"GeoCoordinates","latitude":{latitude},"longitude":{longitude}}}'
    return text


def _list(texts: Iterable[str]) -> str:
    return f"[{','.join([_quoted(text) for text in texts])}]"


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
