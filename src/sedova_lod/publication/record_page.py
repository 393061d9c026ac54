"""The page of a record: facts, what is claimed, what happened in order, names, connections, sources, links, citing."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.publication.chronology import Chronology
from sedova_lod.publication.citations import Citations, citations_of, source_list
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
from sedova_lod.publication.structured_data import RecordHeads
from sedova_lod.publication.subject import Subject, subject_of
from sedova_lod.records import Record

__all__ = ["RecordPages"]

_MOST_LISTED = 100
_MOST_ALIKE = 12
_MOST_CONTENTS = 1000
_IN_CHRONOLOGY_OF = ("person", "group", "place", "event", "work", "object")
_LIFE_PAIRS = {"person": ("birth", "death"), "group": ("formation", "dissolution")}


_Section = tuple[str, str, str]
"""A section: the link to it in the list of contents, its beginning up to its heading, and what follows."""


class RecordPages:
    """Write the pages of records.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        self._heads, self._facts, self._names = RecordHeads(frame), Facts(frame), NamesTable(frame)
        self._order = Chronology(frame)
        self._kinds: dict[tuple[str, str], str] = {}
        self._sections: dict[tuple[str, str], tuple[str, str]] = {}
        self._contents: dict[str, str] = {}
        self._citings = [(*one.citing, _ways_around(one)) for one in frame.frames]

    def of(self, record: Record, digest: Digest) -> list[tuple[str, bytes]]:
        """Write the page of a record in each language: path in the site and content.

        Args:
            record: The record.
            digest: Its digest.
        """
        frame = self._frame
        subject = subject_of(record, digest, frame)
        pages = frame.pages(subject.shown, self._heads.of(subject), self._body(subject))
        file = f"{record.kind}/{subject.stem}.html"
        return [(f"{one.folder}{file}", page) for one, page in zip(frame.frames, pages, strict=True)]

    def _body(self, subject: Subject) -> str:
        sections = self._sections_of(subject)
        body = [self._heading(subject)]
        if len(sections) > 3:
            links = "".join([link for link, _, _ in sections])
            body.append(self._contents.get(links) or self._contents_of(links))
        for _, start, content in sections:
            body += [start, content, "</section>\n"]
        return "".join(body)

    def _contents_of(self, links: str) -> str:
        """Write the list of contents; where it names no dispute, many pages have the same: one piece a language."""
        named = self._frame.phrases["record.contents"]
        nav = f'<nav class="contents" aria-label="{named}"><ul role="list">{links}</ul></nav>\n'
        if "#disputed" not in links and len(self._contents) < _MOST_CONTENTS:
            nav = self._contents[links] = self._frame.merged(nav)
        return nav

    def _section(self, anchor: str, phrase: str, content: str) -> _Section:
        """Put a section together whose heading is a phrase."""
        known = self._sections.get((anchor, phrase))
        if known is None:
            known = self._sections[anchor, phrase] = _opening(anchor, self._frame.phrases[phrase])
        return (*known, content)

    def _sections_of(self, subject: Subject) -> list[_Section]:
        frame, record, mentions, section = self._frame, subject.record, subject.mentions, self._section
        citations = citations_of(record, frame)
        found = []
        if subject.digest.claim is not None:
            found.append(section("claim", "record.facts", _claim_itself(record, subject.digest, frame)))
        stated = self._facts.of(record, citations)
        if stated:
            found.append(section("facts", "record.facts", f'<dl class="facts">\n{stated}</dl>\n'))
        remarks = _remarks(subject, frame)
        if remarks:
            found.append(section("note", "record.note", remarks))
        if mentions:
            found += _claims_about(subject, frame)
        order = self._order.of(subject) if record.kind in _IN_CHRONOLOGY_OF else ""
        if order:
            found.append(section("order", "record.life" if record.kind == "person" else "record.order", order))
        names = self._names.of(record, citations)
        if names:
            found.append(section("names", "record.names", names))
        found += self._around(subject, citations)
        return found

    def _around(self, subject: Subject, citations: Citations | None) -> Iterator[_Section]:
        """Show what the record is connected with, what it rests on, and where else it is."""
        frame, section = self._frame, self._section
        connections = _connections(subject.mentions, frame) if subject.mentions else ""
        if connections:
            yield section("connections", "record.relations", connections)
        if citations is not None:
            yield section("sources", "record.sources", source_list(citations))
        elsewhere = links_elsewhere(subject.record, frame)
        if elsewhere:
            yield section("links", "record.links", f'<dl class="facts">{elsewhere}</dl>\n')
        yield section("cite", "record.cite", self._citing(subject))

    def _citing(self, subject: Subject) -> str:
        """Say how a record is cited, and link to its documents and to its place in the graph."""
        path = subject.shown.path.removesuffix(".html")
        address = f'<a href="{subject.iri}">{safe(subject.record.iri)}'
        told = zip(self._citings, subject.shown.labels, strict=True)
        forms = [f"{before}“{label}”{after}{address}{path.join(ways)}" for (before, after, ways), label in told]
        return f'<p class="cited-as">{one_of_each(forms)}'

    def _heading(self, subject: Subject) -> str:
        record, digest, frame = subject.record, subject.digest, self._frame
        kind = self._kinds.get((record.kind, digest.category)) or self._kind(record.kind, digest.category)
        lead = "".join(
            [
                f'<p class="lead"{frame.language_mark(tag)}>{safe_whole(text)}</p>\n'
                for slot in described_slots(record.kind)
                for text, tag in record.node[slot] or ()
            ]
        )
        titles = zip(subject.shown.titles, _lines_below(subject), strict=True)
        named = one_of_each([f"{title}</h1>\n{below}" for title, below in titles])
        return f"{kind}{named}{lead}</header>\n"

    def _kind(self, kind: str, category: str) -> str:
        """Write how the heading of a record begins, with its kind and category."""
        phrases = self._frame.phrases
        told = phrases.get(f"category.{category}") if category else ""
        link = f'<a href="{self._frame.home}lists/{kind}.html">{phrases[f"kind.{kind}"]}</a>'
        kicker = f'<p class="kicker">{link}{f" · {told}" if told else ""}</p>'
        written = self._kinds[kind, category] = f'<header class="record">\n{kicker}\n<h1'
        return written


def _lines_below(subject: Subject) -> list[str]:
    """Write what stands below the name in each language: years, and the names in other languages."""
    digest, names = subject.digest, subject.shown.names
    pair = _LIFE_PAIRS.get(digest.kind)
    years = years_told(digest.moment(pair[0]), digest.moment(pair[1])) if pair else ""
    before = [f'<span class="years">{years}</span>'] if years else []
    others = [(text, _other_name(text, tag)) for text, tag in digest.labels[:6]] if len(digest.labels) > 1 else []
    lines = [before + [shown for text, shown in others if text != name] for name, _ in names]
    return [f'<p class="also">{" · ".join(line)}</p>\n' if line else "" for line in lines]


def _other_name(text: str, tag: str) -> str:
    return f'<span lang="{safe(tag)}">{safe(text, 120)}</span>' if tag else f"<span>{safe(text, 120)}</span>"


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


def _remarks(subject: Subject, frame: SharedFrame) -> str:
    notes = values_of(subject.record.node, subject.schema, "note")
    return "".join([f"<p{frame.language_mark(tag)}>{safe_whole(text)}</p>\n" for text, tag in notes])


def _claims_about(subject: Subject, frame: SharedFrame) -> Iterator[_Section]:
    """Show what is claimed of a record: first what is disputed, then what nobody contradicts."""
    found = dict.fromkeys([source for prop, _, source in subject.mentions if prop == "subject"])
    claims = [(iri, digest) for iri in found if (digest := frame.neighbours.digest(iri))]
    if not claims:
        return
    yield from _disputes(subject.record.iri, claims, frame)
    calm = [one for one in claims if one[1].claim and not one[1].claim.contradicts]
    if calm:
        lead = f'<p class="soft">{frame.phrases["record.claims-lead"]}</p>\n'
        yield (*_opening("claims", frame.phrases["record.claims"]), lead + claim_groups(calm, frame))


def _disputes(iri: str, claims: Claims, frame: SharedFrame) -> Iterator[_Section]:
    by_part: dict[str, list[tuple[str, Digest]]] = {}
    for one in claims:
        if one[1].claim and one[1].claim.contradicts:
            by_part.setdefault(one[1].claim.part, []).append(one)
    for part, members in sorted(by_part.items()):
        heading = frame.phrases.say("record.disputed", matter=matter_name(iri, part, frame))
        lead = f'<p class="soft">{frame.phrases["record.claims-lead"]}</p>\n'
        opening = _opening(safe(anchor_of(part)), heading, " data-disputed")
        yield (*opening, lead + claim_groups(members, frame))


def _opening(anchor: str, heading: str, mark: str = "") -> tuple[str, str]:
    """Write the link to a section, and its beginning."""
    return f'<li><a href="#{anchor}">{heading}</a></li>', f'<section{mark}><h2 id="{anchor}">{heading}</h2>\n'


def _connections(mentions: list[Mention], frame: SharedFrame) -> str:
    groups: dict[str, list[str]] = {}
    for prop, _, source in mentions:
        if prop in groups:
            groups[prop].append(source)
        elif prop != "subject":
            groups[prop] = [source]
    shown = []
    for prop, sources in groups.items():
        found = list(dict.fromkeys(sources))
        links = "</li><li>".join(map(frame.link, found[:_MOST_LISTED]))
        more = ""
        if len(found) > _MOST_LISTED:
            more = f'<li class="soft">{frame.phrases.say("record.more", number=len(found) - _MOST_LISTED)}</li>'
        name = frame.phrases.get(f"back.{prop}", prop)
        is_open = " open" if len(found) <= 12 else ""
        shown.append(
            f'<details{is_open}><summary>{name} <span class="count">{len(found)}</span></summary>'
            f'<ul class="columns" role="list"><li>{links}</li>{more}</ul></details>\n'
        )
    return "".join(shown)


def _ways_around(frame: Frame) -> list[str]:
    """Write the links to the documents of a record, and to its place in the graph, cut where its path stands."""
    return [
        f'</a></p>\n<p class="actions"><a href="{frame.root}',
        f'.ttl" type="text/turtle">Turtle</a> <a href="{frame.root}',
        f'.jsonld" type="application/ld+json">JSON-LD</a> <a href="{frame.home}graph.html?of=',
        f'">{frame.phrases["record.graph"]}</a></p>\n',
    ]
