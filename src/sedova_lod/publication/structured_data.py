"""Structured data: what search engines and harvesters read in the head of a page."""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring as _quoted  # quicker by far than an encoder for each text
from typing import Any

from sedova_lod.publication.digests import Digest, values_of
from sedova_lod.publication.markup import Frame, escaped, script_safe
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.publication.subject import Subject
from sedova_lod.settings import Dataset

__all__ = ["dataset_json", "record_head"]

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


def record_head(subject: Subject, frame: SharedFrame) -> str:
    """Write the head elements of a record's page: description, signposting and schema.org."""
    record, digest, names = subject.record, subject.digest, subject.shown.names
    stem, schema_type = escaped(subject.stem), _type(digest)
    described = escaped(digest.description[:200]) or one_of_each([escaped(name[:200]) for name, _ in names])
    base = one_of_each([f"{one.root}{digest.kind}/{stem}" if one.folder else stem for one in frame.frames])
    named = one_of_each([_named(name, subject, one) for one, (name, _) in zip(frame.frames, names, strict=True)])
    structured = script_safe(f'"@id":{_quoted(record.iri)},{named}{_values(subject)}')
    return (
        f'<meta name="description" content="{described}">\n'
        f'<link rel="cite-as" href="{subject.iri}">\n'
        f'<link rel="describedby" type="text/turtle" href="{base}.ttl">\n'
        f'<link rel="describedby" type="application/ld+json" href="{base}.jsonld">\n'
        f'<link rel="type" href="https://schema.org/{schema_type}">\n<link rel="type" href="https://schema.org/AboutPage">\n'
        f'<link rel="collection" href="{escaped(frame.spec.dataset.base)}">\n<script type="application/ld+json">'
        f'{{"@context":"https://schema.org","@type":"{schema_type}",{structured}}}</script>\n'
    )


def _type(digest: Digest) -> str:
    return "Thing" if digest.category in _LOOSE and digest.kind == "group" else _TYPES[digest.kind]


def _named(name: str, subject: Subject, frame: Frame) -> str:
    """Write what of the structured data depends on the language; the whole of a record is in its documents."""
    others = [text for text, _ in subject.digest.labels[:8] if text != name]
    more = f',"alternateName":{_list(others)}' if others else ""
    address = _quoted(f"{frame.spec.url}{frame.folder}{subject.shown.path}")
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
