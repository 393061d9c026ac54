"""Tombstones: what a site says at retired addresses, for people and for programs, and the list of them all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape

from sedova_lod.namespaces import PREFIXES
from sedova_lod.publication.dates_told import day_told
from sedova_lod.publication.markup import Frame, page_address, page_stem, safe
from sedova_lod.records.retirement import Retirement
from sedova_lod.serializers.tombstones import describe_retired
from sedova_lod.settings import Dataset

__all__ = ["retired_page", "tombstone_documents", "tombstone_page"]

_MOST_ON_PAGE = 2000


def tombstone_page(one: Retirement, frame: Frame) -> bytes:
    """Write the page of a retired address: that it is retired, since when, why, and what stands for it now.

    Args:
        one: What became of the address.
        frame: Frame of pages in a folder.
    """
    phrases, dataset = frame.phrases, frame.spec.dataset
    kind, _, record_id = one.id.partition("/")
    title = phrases.say("retired.of", id=one.id)
    rows = [
        ("retired.address", f"<code>{safe(one.iri(dataset.base))}</code>"),
        ("retired.since", safe(day_told(f"{one.date}T", phrases))),
        ("retired.reason", _reason(one, frame, 3000)),
        ("retired.by", _successors(one, frame) or phrases["retired.nothing"]),
    ]
    listed = "".join(f"<div><dt>{phrases[name]}</dt><dd>{value}</dd></div>\n" for name, value in rows)
    base = f"{frame.root}{page_address(kind, record_id).removesuffix('.html')}"
    body = (
        f'<header class="record">\n<p class="kicker"><a href="{frame.home}retired.html">{phrases["retired.title"]}</a>'
        f' · {phrases[f"kind.{kind}"]}</p>\n<h1>{safe(title)}</h1>\n<p class="lead">{phrases["retired.lead"]}</p>\n'
        f'</header>\n<dl class="facts">\n{listed}</dl>\n'
        f'<p class="actions"><a href="{base}.ttl" type="text/turtle">Turtle</a> '
        f'<a href="{base}.jsonld" type="application/ld+json">JSON-LD</a></p>\n'
    )
    head = (
        '<meta name="robots" content="noindex">\n'
        f'<meta name="description" content="{escape(phrases["retired.lead"])}">\n'
        f'<link rel="cite-as" href="{escape(one.iri(dataset.base))}">\n'
        f'<link rel="describedby" type="text/turtle" href="{base}.ttl">\n'
        f'<link rel="describedby" type="application/ld+json" href="{base}.jsonld">\n'
        f'<link rel="type" href="https://schema.org/AboutPage">\n'
        f'<link rel="collection" href="{escape(dataset.base)}">\n'
    )
    return frame.page(page_address(kind, record_id), title, body, head=head)


def _reason(one: Retirement, frame: Frame, most: int) -> str:
    language = frame.spec.dataset.languages[0]
    mark = f' lang="{safe(language)}"' if language != frame.language else ""
    return f"<span{mark}>{safe(one.reason, most)}</span>"


def _successors(one: Retirement, frame: Frame) -> str:
    return ", ".join(_successor(name, frame) for name in one.replaced_by)


def _successor(name: str, frame: Frame) -> str:
    """Link to what stands for a retired record: another record, or one that is retired, too."""
    iri = frame.spec.dataset.base + name
    if frame.neighbours.digest(iri) is not None:
        return frame.link(iri)
    kind, _, record_id = name.partition("/")
    return f'<a href="{frame.home}{page_address(kind, record_id)}">{safe(name)}</a>'


def tombstone_documents(one: Retirement, dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Write a tombstone for programs: path in the site and content, Turtle and JSON-LD.

    Args:
        one: What became of the address.
        dataset: The data set.

    >>> import datetime
    >>> dataset = Dataset("https://example.org/", {}, {}, (), "x:l", "1", datetime.date(2026, 1, 1))
    >>> gone = Retirement("person/lev", "a duplicate", ("person/lev-sedov",), "2026-01-31")
    >>> [path for path, _ in tombstone_documents(gone, dataset)]
    ['person/lev.ttl', 'person/lev.jsonld']
    """
    kind, _, record_id = one.id.partition("/")
    path = f"{kind}/{page_stem(record_id)}"
    yield f"{path}.ttl", describe_retired(dataset, [one])
    said = {
        "@context": {prefix: PREFIXES[prefix] for prefix in ("dcterms", "owl", "prov", "rdfs", "xsd")},
        "@id": one.iri(dataset.base),
        "@type": "prov:Entity",
        "dcterms:isReplacedBy": [{"@id": dataset.base + name} for name in one.replaced_by],
        "owl:deprecated": True,
        "prov:invalidatedAtTime": {"@value": f"{one.date}T00:00:00Z", "@type": "xsd:dateTime"},
        "rdfs:comment": {"@value": one.reason, "@language": dataset.languages[0]},
    }
    yield f"{path}.jsonld", (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def retired_page(retired: Sequence[Retirement], frame: Frame) -> bytes:
    """List all retired addresses; with a frame for anywhere, a host can show the page in place of one that is gone.

    Args:
        retired: What became of them.
        frame: Frame of pages in no folder.
    """
    phrases = frame.phrases
    heads = "".join(
        f'<th scope="col">{phrases[f"retired.{name}"]}</th>' for name in ("address", "since", "reason", "by")
    )
    rows = "".join(_row(one, frame) for one in retired[:_MOST_ON_PAGE])
    more = len(retired) - _MOST_ON_PAGE
    body = (
        f'<h1 id="retired">{phrases["retired.title"]}</h1>\n<p class="lead">{phrases["retired.all-lead"]}</p>\n'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="retired"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table></div>\n"
    )
    body += f"<p>{phrases.say('record.more', number=more)}</p>\n" if more > 0 else ""
    path = "410.html" if frame.is_anywhere else "retired.html"
    return frame.page(path, phrases["retired.title"], body)


def _row(one: Retirement, frame: Frame) -> str:
    kind, _, record_id = one.id.partition("/")
    return (
        f'<tr><th scope="row"><a href="{frame.home}{page_address(kind, record_id)}">{safe(one.id)}</a></th>'
        f"<td>{safe(day_told(f'{one.date}T', frame.phrases))}</td><td>{_reason(one, frame, 200)}</td>"
        f"<td>{_successors(one, frame) or frame.phrases['retired.nothing']}</td></tr>\n"
    )
