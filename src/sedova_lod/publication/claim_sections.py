"""What pages of records say of claims: of the claim itself, of what is disputed, of what nobody contradicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sedova_lod.publication.claims_shown import (
    Claims,
    anchor_of,
    claim_card,
    claim_groups,
    claim_rows,
    matter_name,
    said_value,
)
from sedova_lod.publication.digests import Digest
from sedova_lod.publication.markup import safe
from sedova_lod.publication.page_sections import SectionForm, section_form
from sedova_lod.publication.pieces import Piece
from sedova_lod.publication.shared_frame import SharedFrame
from sedova_lod.publication.subject import Subject

__all__ = ["claim_itself", "claims_about"]

_MOST_ALIKE = 12


def claim_itself(subject: Subject, frame: SharedFrame) -> Sequence[Piece]:
    """Write what a claim says, what contradicts it, and what else is claimed of the same matter.

    Args:
        subject: The record; nothing is written if it is no claim.
        frame: Frame of its page, in all languages.
    """
    claim, phrases = subject.digest.claim, frame.phrases
    if claim is None:
        return ()
    digest = frame.neighbours.digest(claim.subject)
    about = matter_name(claim.subject, claim.part, frame)
    about = (
        f'<a href="{frame.home}{frame.shown(claim.subject, digest).path}">{about}</a>'
        if digest
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
    told = {subject.record.iri, *claim.contradicts}
    others = [one for one in frame.neighbours.claims_on(claim, _MOST_ALIKE) if one[0] not in told]
    for heading, cards in (("claim.contradicts", against), ("claim.others", others)):
        if cards:
            inner = "".join(claim_card(iri, other, frame) for iri, other in cards)
            shown += f'<h3>{phrases[heading]}</h3><ul class="cards" role="list">{inner}</ul>\n'
    return (frame.piece(shown),)


def claims_about(subject: Subject, frame: SharedFrame) -> Iterator[tuple[SectionForm, Piece]]:
    """Write what is claimed of a record: first what is disputed, then what nobody contradicts.

    Args:
        subject: The record.
        frame: Frame of its page, in all languages.
    """
    found = dict.fromkeys([source for prop, _, source in subject.mentions if prop == "subject"])
    claims = [(iri, digest) for iri in found if (digest := frame.neighbours.digest(iri))]
    if not claims:
        return
    yield from _disputes(subject.record.iri, claims, frame)
    calm = [one for one in claims if one[1].claim and not one[1].claim.contradicts]
    n_further = subject.further.get("subject", 0)
    if calm or n_further:
        yield section_form(frame, "claims", frame.phrases["record.claims"]), _groups(calm, frame, n_further)


def _disputes(iri: str, claims: Claims, frame: SharedFrame) -> Iterator[tuple[SectionForm, Piece]]:
    by_part: dict[str, list[tuple[str, Digest]]] = {}
    for one in claims:
        if one[1].claim and one[1].claim.contradicts:
            by_part.setdefault(one[1].claim.part, []).append(one)
    for part, members in sorted(by_part.items()):
        heading = frame.phrases.say("record.disputed", matter=matter_name(iri, part, frame))
        yield section_form(frame, safe(anchor_of(part)), heading, mark=" data-disputed"), _groups(members, frame)


def _groups(claims: Claims, frame: SharedFrame, n_further: int = 0) -> Piece:
    lead = f'<p class="soft">{frame.phrases["record.claims-lead"]}</p>\n'
    return frame.piece(lead + claim_groups(claims, frame, n_further))
