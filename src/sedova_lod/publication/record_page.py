"""The page of a record: facts, what is claimed, what happened in order, names, connections, sources, links, citing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sedova_lod.publication.chronology import chronology
from sedova_lod.publication.claims_shown import (
    Claims,
    anchor_of,
    claim_card,
    claim_groups,
    claim_rows,
    matter_name,
    said_value,
)
from sedova_lod.publication.dates_told import years_told
from sedova_lod.publication.digests import Digest, values_of
from sedova_lod.publication.facts import Citations, facts, links_elsewhere, names_table, source_list
from sedova_lod.publication.markup import page_stem, safe, safe_whole
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.structured_data import record_head
from sedova_lod.records import KINDS, Record

__all__ = ["record_pages"]

_MOST_LISTED = 100
_MOST_ALIKE = 12
_IN_CHRONOLOGY_OF = ("person", "group", "place", "event", "work", "object")
_LIFE_PAIRS = {"person": ("birth", "death"), "group": ("formation", "dissolution")}

_Section = tuple[str, str, str]
"""Anchor, heading and content."""


def record_pages(record: Record, digest: Digest, frame: SharedFrame) -> Iterator[tuple[str, bytes]]:
    """Write the page of a record in each language: path in the site and content."""
    head, body = frame.in_each(record_head(record, digest, frame)), frame.in_each(_body(record, digest, frame))
    path = frame.path(digest)
    file = f"{record.kind}/{page_stem(record.id)}.html"
    for number, one in enumerate(frame.frames):
        title = digest.label(one.language)[0]
        yield f"{one.folder}{file}", one.page(path, title, body[number], head=head[number])


def _body(record: Record, digest: Digest, frame: SharedFrame) -> str:
    mentions = frame.neighbours.mentions(record.iri)
    sections = list(_sections(record, digest, mentions, frame))
    body = [_heading(record, digest, frame)]
    if len(sections) > 3:
        links = "".join(f'<li><a href="#{anchor}">{heading}</a></li>' for anchor, heading, _ in sections)
        body.append(
            f'<nav class="contents" aria-label="{frame.phrases["record.contents"]}"><ul role="list">{links}</ul>'
            f"</nav>\n"
        )
    for anchor, heading, content in sections:
        disputed = " data-disputed" if anchor.startswith("disputed") else ""
        body.append(f'<section{disputed}><h2 id="{anchor}">{heading}</h2>\n{content}</section>\n')
    return "".join(body)


def _heading(record: Record, digest: Digest, frame: SharedFrame) -> str:
    phrases = frame.phrases
    kind = phrases[f"kind.{record.kind}"]
    category = phrases.get(f"category.{digest.category}")
    pair = _LIFE_PAIRS.get(record.kind)
    years = years_told(digest.moment(pair[0]), digest.moment(pair[1])) if pair else ""
    kind_line = f'<a href="{frame.home}lists/{record.kind}.html">{kind}</a>{f" · {category}" if category else ""}'
    shown = f'<p class="kicker">{kind_line}</p>\n<h1{frame.title(digest)}</h1>\n'
    shown += frame.each(lambda one: _line_below(digest, years, one.language))
    schema = KINDS[record.kind].schema
    for name in ("description", "summary"):
        for text, tag in values_of(record.node, schema, name):
            shown += f'<p class="lead"{frame.language_mark(tag)}>{safe_whole(text)}</p>\n'
    return f'<header class="record">\n{shown}</header>\n'


def _line_below(digest: Digest, years: str, language: str) -> str:
    """Write what stands below the name: years, and the names in other languages."""
    title = digest.label(language)[0]
    line = [f'<span class="years">{years}</span>'] if years else []
    line += (
        f'<span lang="{safe(tag)}">{safe(text, 120)}</span>' if tag else f"<span>{safe(text, 120)}</span>"
        for text, tag in digest.labels[:6]
        if text != title
    )
    return f'<p class="also">{" · ".join(line)}</p>\n' if line else ""


def _sections(record: Record, digest: Digest, mentions: list[Mention], frame: SharedFrame) -> Iterator[_Section]:
    phrases, citations = frame.phrases, Citations(record, frame)
    if digest.claim is not None:
        yield "claim", phrases["record.facts"], _claim_itself(record, digest, frame)
    stated = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>\n" for name, value in facts(record, frame, citations))
    if stated:
        yield "facts", phrases["record.facts"], f'<dl class="facts">\n{stated}</dl>\n'
    yield from _remarks(record, frame)
    claims = _claims_about(mentions, frame)
    yield from _disputes(record.iri, claims, frame)
    calm = [one for one in claims if one[1].claim and not one[1].claim.contradicts]
    if calm:
        lead = f'<p class="soft">{phrases["record.claims-lead"]}</p>\n'
        yield "claims", phrases["record.claims"], lead + claim_groups(calm, frame)
    if record.kind in _IN_CHRONOLOGY_OF:
        order = chronology(record, mentions, frame)
        if order:
            yield "order", phrases["record.life" if record.kind == "person" else "record.order"], order
    names = names_table(record, frame, citations)
    if names:
        yield "names", phrases["record.names"], names
    connections = _connections(mentions, frame)
    if connections:
        yield "connections", phrases["record.relations"], connections
    sources = source_list(citations, frame)
    if sources:
        yield "sources", phrases["record.sources"], sources
    yield from _links(record, digest, frame)


def _claim_itself(record: Record, digest: Digest, frame: SharedFrame) -> str:
    claim = digest.claim
    if claim is None:
        return ""
    phrases = frame.phrases
    subject = frame.neighbours.digest(claim.subject)
    about = matter_name(claim.subject, claim.part, frame)
    about = f'<a href="{frame.home}{frame.path(subject)}">{about}</a>' if subject else frame.link(claim.subject)
    rows = [
        (phrases["claim.about"], about),
        (phrases["fact.property"], frame.link(claim.property)),
        (phrases["fact.value"], f"<b>{said_value(claim, frame)}</b>"),
        *claim_rows(claim, frame),
    ]
    if claim.rank:
        rows.append((phrases["claim.rank"], frame.link(claim.rank)))
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)
    shown = f'<dl class="facts">{listed}</dl>\n'
    against = [(iri, other) for iri in claim.contradicts if (other := frame.neighbours.digest(iri))]
    told = {record.iri, *claim.contradicts}
    others = [one for one in frame.neighbours.claims_on(claim, _MOST_ALIKE) if one[0] not in told]
    for heading, cards in (("claim.contradicts", against), ("claim.others", others)):
        if cards:
            inner = "".join(claim_card(iri, other, frame) for iri, other in cards)
            shown += f'<h3>{phrases[heading]}</h3><ul class="cards" role="list">{inner}</ul>\n'
    return shown


def _remarks(record: Record, frame: SharedFrame) -> Iterator[_Section]:
    notes = values_of(record.node, KINDS[record.kind].schema, "note")
    if notes:
        yield (
            "note",
            frame.phrases["record.note"],
            "".join(f"<p{frame.language_mark(tag)}>{safe_whole(text)}</p>\n" for text, tag in notes),
        )


def _claims_about(mentions: list[Mention], frame: SharedFrame) -> list[tuple[str, Digest]]:
    found = [mention.source for mention in mentions if mention.prop == "subject"]
    return [(iri, digest) for iri in dict.fromkeys(found) if (digest := frame.neighbours.digest(iri))]


def _disputes(iri: str, claims: Claims, frame: SharedFrame) -> Iterator[_Section]:
    by_part: dict[str, list[tuple[str, Digest]]] = {}
    for one in claims:
        if one[1].claim and one[1].claim.contradicts:
            by_part.setdefault(one[1].claim.part, []).append(one)
    for part, members in sorted(by_part.items()):
        heading = frame.phrases.say("record.disputed", matter=matter_name(iri, part, frame))
        lead = f'<p class="soft">{frame.phrases["record.claims-lead"]}</p>\n'
        yield safe(anchor_of(part)), heading, lead + claim_groups(members, frame)


def _connections(mentions: list[Mention], frame: SharedFrame) -> str:
    groups: dict[str, list[str]] = {}
    for mention in mentions:
        if mention.prop != "subject":
            groups.setdefault(mention.prop, []).append(mention.source)
    shown = []
    for prop, sources in groups.items():
        found = list(dict.fromkeys(sources))
        links = "".join(f"<li>{frame.link(iri)}</li>" for iri in found[:_MOST_LISTED])
        if len(found) > _MOST_LISTED:
            links += f'<li class="soft">{frame.phrases.say("record.more", number=len(found) - _MOST_LISTED)}</li>'
        name = frame.phrases.get(f"back.{prop}", prop)
        is_open = " open" if len(found) <= 12 else ""
        shown.append(
            f'<details{is_open}><summary>{name} <span class="count">{len(found)}</span></summary>'
            f'<ul class="columns" role="list">{links}</ul></details>\n'
        )
    return "".join(shown)


def _links(record: Record, digest: Digest, frame: SharedFrame) -> Iterator[_Section]:
    phrases = frame.phrases
    elsewhere = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in links_elsewhere(record, frame))
    if elsewhere:
        yield "links", phrases["record.links"], f'<dl class="facts">{elsewhere}</dl>\n'
    path = frame.path(digest).removesuffix(".html")
    base = f"{frame.root}{path}"
    before, after = frame.citing
    cited = f'{before}“{frame.label(digest)}”{after}<a href="{escape(record.iri)}">{safe(record.iri)}</a>'
    graph = f"{frame.home}graph.html?of={path}"
    yield (
        "cite",
        phrases["record.cite"],
        f'<p class="cited-as">{cited}</p>\n<p class="actions"><a href="{base}.ttl" type="text/turtle">Turtle</a> '
        f'<a href="{base}.jsonld" type="application/ld+json">JSON-LD</a> <a href="{graph}">'
        f"{phrases['record.graph']}</a></p>\n",
    )
