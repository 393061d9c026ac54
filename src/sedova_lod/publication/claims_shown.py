"""Claims side by side: what is said, by whom, on whose word, where, and how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sedova_lod.publication.digests import ClaimDigest, Digest
from sedova_lod.publication.markup import Frame, outward, safe
from sedova_lod.publication.memos import remember
from sedova_lod.publication.neighbours import Dispute
from sedova_lod.publication.shared_frame import AnyFrame, SharedFrame

__all__ = [
    "anchor_of",
    "claim_card",
    "claim_groups",
    "claim_rows",
    "dispute_summary",
    "matter_name",
    "part_name",
    "said_value",
]

_MOST_CARDS = 150
_MOST_CARDS_KEPT = 2000
Claims = Sequence[tuple[str, Digest]]


def said_value(claim: ClaimDigest, frame: SharedFrame) -> str:
    """Give what is claimed as HTML: a record, a text or a date."""
    if claim.value:
        digest = frame.neighbours.digest(claim.value)
        return frame.link(claim.value) if digest or "#" in claim.value else outward(claim.value)
    if claim.value_date:
        return frame.dated(claim.value_date.label)
    return safe(claim.text)


def plain_value(claim: ClaimDigest, frame: Frame) -> str:
    """Give what is claimed without a link."""
    if claim.value:
        return frame.named(claim.value.partition("#")[0])
    if claim.value_date:
        return frame.dated(claim.value_date.label)
    return safe(claim.text)


def part_name(part: str, frame: AnyFrame) -> str:
    """Name a part of a record: `death` is "Death"."""
    known = frame.phrases.get(f"part.{part}")
    return known or safe(part.replace("-", " "))


def matter_name(subject: str, part: str, frame: AnyFrame) -> str:
    """Name what claims are about: a record, or a part of one; safe."""
    name = frame.named(subject)
    return frame.phrases.say("part-of-whole", part=part_name(part, frame), whole=name) if part else name


def anchor_of(part: str) -> str:
    """Give the end of the address of a disputed matter on its record's page."""
    return f"disputed-{part}" if part else "disputed"


def claim_card(iri: str, digest: Digest, frame: SharedFrame, level: int = 4) -> str:
    """Show one claim: the value in large, then whose word it is; several pages show it in the same way."""
    known = frame.cards.get((iri, level))
    if known is None:
        known = remember(frame.cards, (iri, level), _card(iri, digest, frame, level), _MOST_CARDS_KEPT)
    return known


def _card(iri: str, digest: Digest, frame: SharedFrame, level: int) -> str:
    claim = digest.claim
    if claim is None:
        return ""
    listed = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in claim_rows(claim, frame)[1:])
    denied = " denied" if claim.certainty.endswith("/denied") else ""
    against = " against" if claim.contradicts else ""
    return (
        f'<li class="claim{against}"><p class="kicker">{frame.property_named(claim.property)}</p>'
        f'<h{level} class="value{denied}">{said_value(claim, frame)}</h{level}>'
        f'<p class="title">{frame.link(iri)}</p>'
        f'<p class="certainty">{_certainty(claim, frame)}</p><dl>{listed}</dl></li>\n'
    )


def claim_rows(claim: ClaimDigest, frame: SharedFrame) -> list[tuple[str, str]]:
    """Give how sure a claim is, whose word it is, where it stands and what it contradicts, as name and HTML."""
    phrases = frame.phrases
    who = _people(claim.asserted_by, frame) or f'<span class="soft">{phrases["claim.unnamed"]}</span>'
    place = f", {safe(claim.locator)}" if claim.locator else ""
    rows = [
        (phrases["fact.certainty"], _certainty(claim, frame)),
        (phrases["claim.says"], who),
        (phrases["claim.passes-on"], _people(claim.reported_by, frame)),
        (phrases["claim.reported-in"], _people(claim.reported_in, frame)),
        (phrases["claim.read-in"], frame.link(claim.work) + place if claim.work else ""),
        (phrases["claim.made"], frame.dated(claim.date.label) if claim.date else ""),
        (phrases["claim.contradicts"], _people(claim.contradicts, frame)),
    ]
    return [rows[0], *(row for row in rows[1:] if row[1])]


def _certainty(claim: ClaimDigest, frame: SharedFrame) -> str:
    shown = frame.named(claim.certainty) if claim.certainty else ""
    level = safe(claim.certainty.rpartition("/")[2])
    hedge = frame.each(lambda one: safe(one.phrases.say("claim.wording", hedge=claim.hedge))) if claim.hedge else ""
    badge = f'<span class="level {level}">{shown}</span>' if shown else ""
    return f"{badge} {hedge}".strip()


def _people(iris: Iterable[str], frame: SharedFrame) -> str:
    return ", ".join(frame.link(iri) for iri in iris)


def claim_groups(claims: Claims, frame: SharedFrame, n_further: int = 0) -> str:
    """Show claims side by side, those on one property together, equal values beside each other; a part at a time.

    Args:
        claims: The claims.
        frame: Frame of the page, in all languages.
        n_further: How many more there are.
    """
    parts: dict[str, list[tuple[str, Digest]]] = {}
    for iri, digest in claims[:_MOST_CARDS]:
        if digest.claim is not None:
            parts.setdefault(digest.claim.part, []).append((iri, digest))
    shown = []
    for part, members in parts.items():
        counts = Counter(one.claim.property for _, one in members if one.claim)
        members.sort(key=lambda one: (*_property_key(one[1], counts), _value_key(one[1]), one[0]))
        heading = f"<h3>{part_name(part, frame)}</h3>" if part and len(parts) > 1 else ""
        cards = "".join(claim_card(iri, digest, frame, level=4 if heading else 3) for iri, digest in members)
        shown.append(f'{heading}<ul class="cards" role="list">{cards}</ul>\n')
    number = max(0, len(claims) - _MOST_CARDS) + n_further
    if number:
        shown.append(f"<p>{frame.phrases.say('record.more', number=number)}</p>\n")
    return "".join(shown)


def _property_key(digest: Digest, counts: Counter[str]) -> tuple[int, str]:
    """Put what most claims are about first."""
    prop = digest.claim.property if digest.claim else ""
    return -counts[prop], prop


def _value_key(digest: Digest) -> str:
    claim = digest.claim
    return (claim.value or claim.text or (claim.value_date.label if claim.value_date else "")) if claim else ""


def dispute_summary(dispute: Dispute, frame: Frame, most: int = 4) -> str:
    """Tell a dispute in a few lines that lead to it: each value, and who says so on whose word."""
    digest = frame.neighbours.digest(dispute.subject)
    if digest is None:
        return ""
    phrases = frame.phrases
    claims = frame.neighbours.disputed_claims(dispute)
    href = f"{frame.home}{frame.path(digest)}#{safe(anchor_of(dispute.part))}"
    lines = "".join(_summary_line(one.claim, frame) for _, one in claims[:most] if one.claim)
    more = (
        f'<li class="soft">{phrases.say("record.more", number=len(claims) - most)}</li>' if len(claims) > most else ""
    )
    count = phrases.say("disputed.accounts", number=len(claims))
    return (
        f'<li class="dispute"><h3><a href="{href}">{matter_name(dispute.subject, dispute.part, frame)}</a></h3>'
        f'<p class="soft">{count}</p><ul role="list">{lines}{more}</ul></li>\n'
    )


def _summary_line(claim: ClaimDigest, frame: Frame) -> str:
    who = ", ".join(map(frame.named, claim.asserted_by)) or frame.phrases["disputed.nobody"]
    word = ", ".join(map(frame.named, claim.reported_by))
    passed = f" {frame.phrases['disputed.on-word'].format(names=word)}" if word else ""
    prop = frame.property_named(claim.property)
    return (
        f'<li><span class="what"><span class="soft">{prop}:</span> {plain_value(claim, frame)}</span> '
        f'<span class="who"><b>{who}</b>{passed}</span></li>'
    )
