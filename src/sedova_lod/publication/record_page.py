"""The page of a record: facts, what is claimed, what happened in order, names, connections, sources, links, citing."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.publication.chronology import chronology
from sedova_lod.publication.citations import Citations, source_list
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
from sedova_lod.publication.digests import Digest, described_slots, values_of
from sedova_lod.publication.facts import Facts, links_elsewhere
from sedova_lod.publication.markup import Frame, safe, safe_whole
from sedova_lod.publication.names_table import NamesTable
from sedova_lod.publication.neighbours import Mention
from sedova_lod.publication.shared_frame import SharedFrame, one_of_each
from sedova_lod.publication.structured_data import record_head
from sedova_lod.publication.subject import Subject, subject_of
from sedova_lod.records import Record

__all__ = ["RecordPages"]

_MOST_LISTED = 100
_MOST_ALIKE = 12
_IN_CHRONOLOGY_OF = ("person", "group", "place", "event", "work", "object")
_LIFE_PAIRS = {"person": ("birth", "death"), "group": ("formation", "dissolution")}

_Section = tuple[str, str, str]
"""Anchor, heading and content."""


class RecordPages:
    """Write the pages of records.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._facts, self._names = Facts(frame), NamesTable(frame)

    def of(self, record: Record, digest: Digest) -> list[tuple[str, bytes]]:
        """Write the page of a record in each language: path in the site and content.

        Args:
            record: The record.
            digest: Its digest.
        """
        frame = self._frame
        subject = subject_of(record, digest, frame)
        pages = frame.pages(subject.shown, record_head(subject, frame), self._body(subject))
        file = f"{record.kind}/{subject.stem}.html"
        return [(f"{one.folder}{file}", page) for one, page in zip(frame.frames, pages, strict=True)]

    def _body(self, subject: Subject) -> str:
        frame, sections = self._frame, list(self._sections(subject))
        body = [_heading(subject, frame)]
        if len(sections) > 3:
            links = "".join([f'<li><a href="#{anchor}">{heading}</a></li>' for anchor, heading, _ in sections])
            body.append(
                f'<nav class="contents" aria-label="{frame.phrases["record.contents"]}"><ul role="list">{links}</ul>'
                f"</nav>\n"
            )
        for anchor, heading, content in sections:
            disputed = " data-disputed" if anchor.startswith("disputed") else ""
            body.append(f'<section{disputed}><h2 id="{anchor}">{heading}</h2>\n{content}</section>\n')
        return "".join(body)

    def _sections(self, subject: Subject) -> Iterator[_Section]:
        frame, record, mentions = self._frame, subject.record, subject.mentions
        phrases, citations = frame.phrases, Citations(record, frame)
        if subject.digest.claim is not None:
            yield "claim", phrases["record.facts"], _claim_itself(record, subject.digest, frame)
        stated = self._facts.of(record, citations)
        if stated:
            yield "facts", phrases["record.facts"], f'<dl class="facts">\n{stated}</dl>\n'
        yield from _remarks(subject, frame)
        if mentions:
            yield from _claims_about(subject, frame)
        if record.kind in _IN_CHRONOLOGY_OF:
            order = chronology(subject, frame)
            if order:
                yield "order", phrases["record.life" if record.kind == "person" else "record.order"], order
        names = self._names.of(record, citations)
        if names:
            yield "names", phrases["record.names"], names
        connections = _connections(mentions, frame) if mentions else ""
        if connections:
            yield "connections", phrases["record.relations"], connections
        sources = source_list(citations)
        if sources:
            yield "sources", phrases["record.sources"], sources
        yield from _links(subject, frame)


def _heading(subject: Subject, frame: SharedFrame) -> str:
    record, digest, phrases = subject.record, subject.digest, frame.phrases
    kind = phrases[f"kind.{record.kind}"]
    category = phrases.get(f"category.{digest.category}") if digest.category else ""
    kind_line = f'<a href="{frame.home}lists/{record.kind}.html">{kind}</a>{f" · {category}" if category else ""}'
    lines = zip(frame.frames, subject.shown.names, subject.shown.labels, _lines_below(subject), strict=True)
    title = one_of_each([f"{one.language_mark(tag)}>{label}</h1>\n{line}" for one, (_, tag), label, line in lines])
    lead = "".join(
        [
            f'<p class="lead"{frame.language_mark(tag)}>{safe_whole(text)}</p>\n'
            for slot in described_slots(record.kind)
            for text, tag in record.node[slot] or ()
        ]
    )
    return f'<header class="record">\n<p class="kicker">{kind_line}</p>\n<h1{title}{lead}</header>\n'


def _lines_below(subject: Subject) -> list[str]:
    """Write what stands below the name in each language: years, and the names in other languages."""
    digest = subject.digest
    pair = _LIFE_PAIRS.get(digest.kind)
    years = years_told(digest.moment(pair[0]), digest.moment(pair[1])) if pair else ""
    before = [f'<span class="years">{years}</span>'] if years else []
    others = [
        (text, f'<span lang="{safe(tag)}">{safe(text, 120)}</span>' if tag else f"<span>{safe(text, 120)}</span>")
        for text, tag in digest.labels[:6]
    ]
    lines = [before + [shown for text, shown in others if text != name] for name, _ in subject.shown.names]
    return [f'<p class="also">{" · ".join(line)}</p>\n' if line else "" for line in lines]


def _claim_itself(record: Record, digest: Digest, frame: SharedFrame) -> str:
    claim = digest.claim
    if claim is None:
        return ""
    phrases = frame.phrases
    subject = frame.neighbours.digest(claim.subject)
    about = matter_name(claim.subject, claim.part, frame)
    about = (
        f'<a href="{frame.home}{frame.shown(claim.subject, subject).path}">{about}</a>'
        if subject
        else frame.link(claim.subject)
    )
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


def _remarks(subject: Subject, frame: SharedFrame) -> Iterator[_Section]:
    notes = values_of(subject.record.node, subject.schema, "note")
    if notes:
        shown = "".join([f"<p{frame.language_mark(tag)}>{safe_whole(text)}</p>\n" for text, tag in notes])
        yield "note", frame.phrases["record.note"], shown


def _claims_about(subject: Subject, frame: SharedFrame) -> Iterator[_Section]:
    """Show what is claimed of a record: first what is disputed, then what nobody contradicts."""
    found = dict.fromkeys([mention.source for mention in subject.mentions if mention.prop == "subject"])
    claims = [(iri, digest) for iri in found if (digest := frame.neighbours.digest(iri))]
    if not claims:
        return
    yield from _disputes(subject.record.iri, claims, frame)
    calm = [one for one in claims if one[1].claim and not one[1].claim.contradicts]
    if calm:
        lead = f'<p class="soft">{frame.phrases["record.claims-lead"]}</p>\n'
        yield "claims", frame.phrases["record.claims"], lead + claim_groups(calm, frame)


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


def _links(subject: Subject, frame: SharedFrame) -> Iterator[_Section]:
    phrases = frame.phrases
    elsewhere = links_elsewhere(subject.record, frame)
    if elsewhere:
        yield "links", phrases["record.links"], f'<dl class="facts">{elsewhere}</dl>\n'
    path = subject.shown.path.removesuffix(".html")
    before, after = frame.citing
    label = one_of_each(subject.shown.labels)
    cited = f'{before}“{label}”{after}<a href="{subject.iri}">{safe(subject.record.iri)}</a>'
    ways = one_of_each([_ways(f"{one.root}{path}", path, one) for one in frame.frames])
    yield "cite", phrases["record.cite"], f'<p class="cited-as">{cited}</p>\n{ways}'


def _ways(base: str, path: str, frame: Frame) -> str:
    """Link to the documents of a record, and to its place in the graph."""
    return (
        f'<p class="actions"><a href="{base}.ttl" type="text/turtle">Turtle</a> '
        f'<a href="{base}.jsonld" type="application/ld+json">JSON-LD</a> <a href="{frame.home}graph.html?of={path}">'
        f"{frame.phrases['record.graph']}</a></p>\n"
    )
