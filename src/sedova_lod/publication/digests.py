"""Digests: the little of a record that other pages show of it, and what a record refers to."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sedova_lod.records import KINDS, Node, NodeType, Record, ValueType
from sedova_lod.records.nodes import TIMESPAN_NODE
from sedova_lod.reports.safe_text import visible

__all__ = [
    "LIFE_PAIRS",
    "ClaimDigest",
    "Digest",
    "Moment",
    "References",
    "claim_of",
    "described_slots",
    "digest_of",
    "moment_of",
    "references_of",
    "span_of",
    "values_of",
]

LIFE_PAIRS = {"person": ("birth", "death"), "group": ("formation", "dissolution")}
"""Properties between whose dates a life lies, or the time of a group, by kind."""

_MOST_LABEL = 240
_MOST_SHORT = 120
_DATED = ("date", "birth", "death", "formation", "dissolution", "creation", "publication", "production")
_SPOKEN_OF_ELSEWHERE = frozenset(
    ("parent", "mother", "father", "child", "spouse", "memberOf", "membership.group", "member", "performed",
     "participated", "actor", "participant", "participation.agent", "partOf", "part", "after", "before", "broader",
     "narrower", "contradicts", "citation.work", "citation.about", "citation.certainty", "scheme", "sameAs", "iri",
     "url", "image", "rights", "closeMatch", "exactMatch", "identifier.type", "duration.unit", "rank", "language"),
)  # fmt: skip
_TIME = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)T")


class Moment(NamedTuple):
    """Hold a date as pages show and order it.

    Args:
        label: The date in plain English.
        earliest: First possible moment; empty if open or unknown.
        latest: Last possible moment; empty if open or unknown.
        begin_latest: Last possible moment of the beginning; empty if the same as `latest`.
        end_earliest: First possible moment of the end; empty if the same as `earliest`.

    >>> Moment("1905", "1905-01-01T00:00:00Z", "1905-12-31T23:59:59Z").order
    (1905, 1, 1)
    """

    label: str
    earliest: str = ""
    latest: str = ""
    begin_latest: str = ""
    end_earliest: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """Give year, month and day to sort by: the earliest, or else the latest that is known."""
        return _order(self.earliest or self.begin_latest or self.latest)


@lru_cache(maxsize=20_000)
def _order(moment: str) -> tuple[int, int, int]:
    found = _TIME.match(moment)
    return (int(found[1]), int(found[2]), int(found[3])) if found else (10**6, 0, 0)


class ClaimDigest(NamedTuple):
    """Hold what is shown of a claim wherever it stands; addresses, but for texts."""

    subject: str
    part: str
    property: str
    value: str
    text: str
    value_date: Moment | None
    asserted_by: tuple[str, ...]
    reported_by: tuple[str, ...]
    reported_in: tuple[str, ...]
    work: str
    locator: str
    date: Moment | None
    certainty: str
    hedge: str
    rank: str
    contradicts: tuple[str, ...]
    note: str


class Digest(NamedTuple):
    """Hold the little of a record that other pages show.

    Args:
        kind: Its kind.
        id: Its id.
        labels: Primary names, as text and language.
        description: Its description in the first language, shortened.
        category: Its category.
        dates: Its dates, as property and moment.
        place: Latitude and longitude, as written; empty if it has none.
        types: Concepts that say what it is.
        claim: What it says, if it is a claim.

    >>> Digest("person", "lev", (("Lev", "en"), ("Лев", "ru"))).label("ru")
    ('Лев', 'ru')
    """

    kind: str
    id: str
    labels: tuple[tuple[str, str], ...]
    description: str = ""
    category: str = ""
    dates: tuple[tuple[str, Moment], ...] = ()
    place: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    claim: ClaimDigest | None = None

    def label(self, language: str) -> tuple[str, str]:
        """Give the name in a language, or else the first there is, with its language."""
        labels = self.labels
        for label in labels:
            if label[1] == language:
                return label
        return labels[0] if labels else (self.id, "")

    def names(self, languages: tuple[str, ...]) -> dict[str, str]:
        """Give short names by language, that of the first language (or any) under the empty tag.

        >>> Digest("person", "lev", (("Lev", "en"), ("Лев", "ru"))).names(("en", "ru"))
        {'': 'Lev', 'ru': 'Лев'}
        """
        first = visible(self.label(languages[0])[0][:_MOST_SHORT])
        if len(self.labels) < 2:
            return {"": first}
        names = {tag: visible(text[:_MOST_SHORT]) for text, tag in reversed(self.labels) if tag in languages}
        return {"": first, **{tag: text for tag, text in names.items() if text != first}}

    def moment(self, prop: str = "") -> Moment | None:
        """Give the date of a property; without one, the first date."""
        if not prop:
            return self.dates[0][1] if self.dates else None
        for name, moment in self.dates:
            if name == prop:
                return moment
        return None


_read_span = itemgetter(
    *(TIMESPAN_NODE.slot(name) for name in ("label", "earliest", "latest", "beginLatest", "endEarliest"))
)
_places: dict[tuple[int, str], tuple[int, bool]] = {}
"""Slot of a property, and whether it has several values; slot 0 if a type does not have it. Types live for ever."""

References = list[tuple[str, str, str]]
"""What a record refers to: the record, its part, and by which property (with the part that holds it)."""


def values_of(node: Node, node_type: NodeType, name: str) -> tuple[Any, ...]:
    """Give the values of a property, none if the type does not have it.

    >>> schema = KINDS["person"].schema
    >>> values_of(schema.make("x:a", title="Lev"), schema, "title")
    ('Lev',)
    """
    key = (id(node_type), name)
    place = _places.get(key)
    if place is None:
        prop = node_type.property(name)
        place = _places[key] = (node_type.slot(name), prop.many) if prop else (0, False)
    slot, many = place
    if not slot:
        return ()
    value = node[slot]
    if many:
        return value or ()
    return () if value is None else (value,)


def moment_of(node: Node, node_type: NodeType) -> Moment | None:
    """Read the date of a time-span, or of a part that has one.

    >>> birth = KINDS["person"].schema.property("birth").node
    >>> moment_of(birth.make("#birth", date=TIMESPAN_NODE.make("#date", label=("1906", "en"))), birth).label
    '1906'
    """
    span = span_of(node, node_type)
    return None if span is None else _moment_in(span)


def _moment_in(span: Node) -> Moment:
    label, earliest, latest, begin_latest, end_earliest = _read_span(span)
    return Moment(label[0] if label else "", earliest or "", latest or "", begin_latest or "", end_earliest or "")


def span_of(node: Node, node_type: NodeType) -> Node | None:
    """Give the time-span of a part, or the node itself if it is one; None if the part has none.

    >>> span_of(TIMESPAN_NODE.make("#date", label=("1906", "en")), TIMESPAN_NODE)[0]
    '#date'
    """
    if node_type is TIMESPAN_NODE:
        return node
    slot = _date_slot(node_type)
    span: Node | None = node[slot] if slot else None
    return span


@cache
def _date_slot(node_type: NodeType) -> int:
    prop = node_type.property("date")
    return node_type.slot("date") if prop is not None and prop.node is TIMESPAN_NODE else 0


def digest_of(record: Record) -> Digest:
    """Make the digest of a record.

    >>> node = KINDS["place"].schema.make("x:place/r", title="Romny", label=(("Romny", "en"),), latitude="50.75",
    ...                                   longitude="33.5")
    >>> digest_of(Record("place", "r", "x:place/r", "", node, (), {})).place
    ('50.75', '33.5')
    """
    node, slots = record.node, _slots_of(record.kind)
    title = node[slots.title] or ""
    named = node[slots.label]
    if named:
        labels = [(text[:_MOST_LABEL], language) for text, language in named]
        if len(labels) > 1:
            labels.sort(key=lambda label: label[0] != title)  # the first language of the data set comes first
    else:
        labels = [(title[:_MOST_LABEL], "")] if title else []
    described = next((node[slot][0][0] for slot in slots.described if node[slot]), "")
    latitude, longitude = (node[slot] for slot in slots.place) if slots.place else (None, None)
    return Digest(
        record.kind,
        record.id,
        tuple(labels),
        described[:_MOST_LABEL],
        (node[slots.category] or "") if slots.category else "",
        _dates(node, slots),
        (latitude, longitude) if latitude and longitude else (),
        node[slots.type] or () if record.kind != "claim" else (),
        claim_of(record) if record.kind == "claim" else None,
    )


def described_slots(kind: str) -> tuple[int, ...]:
    """Give where the nodes of a kind have descriptions of the record.

    >>> [KINDS["person"].schema.properties[slot - 2].name for slot in described_slots("person")]
    ['description']
    """
    return _slots_of(kind).described


class _Slots(NamedTuple):
    """Hold where the nodes of a kind have what a digest needs; 0 for what the kind does not have.

    Of what is dated: the name, where the part stands, and where this has its time-span; 0 if it is one itself.
    """

    title: int
    label: int
    described: tuple[int, ...]
    category: int
    place: tuple[int, ...]
    type: int
    dated: tuple[tuple[str, int, int], ...]


@cache
def _slots_of(kind: str) -> _Slots:
    schema = KINDS[kind].schema

    def slot(name: str) -> int:
        return schema.slot(name) if schema.property(name) else 0

    dated = [
        (name, slot(name), _date_slot(prop.node))
        for name in _DATED
        if (prop := schema.property(name)) is not None
        and prop.node is not None
        and (prop.node is TIMESPAN_NODE or _date_slot(prop.node))
    ]
    described = tuple(filter(None, map(slot, ("description", "summary"))))
    place = (slot("latitude"), slot("longitude")) if slot("latitude") else ()
    return _Slots(slot("title"), slot("label"), described, slot("category"), place, slot("type"), tuple(dated))


def _dates(node: Node, slots: _Slots) -> tuple[tuple[str, Moment], ...]:
    found = []
    for name, slot, inner in slots.dated:
        part = node[slot]
        span = part[inner] if part and inner else part
        if span:
            found.append((name, _moment_in(span)))
    return tuple(found)


def claim_of(record: Record) -> ClaimDigest:
    """Read what a claim says.

    >>> node = KINDS["claim"].schema.make("x:claim/c", subject="x:person/lev#death", property="x:concept/manner")
    >>> claim_of(Record("claim", "c", "x:claim/c", "", node, (), {})).part
    'death'
    """
    schema, node = KINDS["claim"].schema, record.node

    def many(name: str) -> tuple[Any, ...]:
        return values_of(node, schema, name)

    def one(name: str) -> Any:
        found = many(name)
        return found[0] if found else ""

    def when(name: str) -> Moment | None:
        prop = schema.property(name)
        found = many(name)
        return moment_of(found[0], prop.node) if found and prop is not None and prop.node is not None else None

    subject, _, part = one("subject").partition("#")
    text = one("valueText")
    note = one("note")
    return ClaimDigest(
        subject, part, one("property"), one("value"), text[0] if text else "", when("valueDate"), many("assertedBy"),
        many("reportedBy"), many("reportedIn"), one("work"), one("locator"), when("date"), one("certainty"),
        one("hedge"), one("rank"), many("contradicts"), note[0] if note else "",
    )  # fmt: skip


def references_of(record: Record) -> References:
    """List what a record refers to, but for what the other record tells of itself.

    >>> node = KINDS["claim"].schema.make("x:claim/c", subject="x:person/lev#death", property="x:concept/manner")
    >>> references_of(Record("claim", "c", "x:claim/c", "", node, (), {}))
    [('x:person/lev', 'death', 'subject'), ('x:concept/manner', '', 'property')]
    """
    found: References = []
    _collect(record.node, KINDS[record.kind].schema, "", found)
    return list(dict.fromkeys(found))


def _plan(
    node_type: NodeType, prefix: str
) -> tuple[list[tuple[int, bool, str]], list[tuple[int, bool, str, NodeType]]]:
    leaves: list[tuple[int, bool, str]] = []
    nodes: list[tuple[int, bool, str, NodeType]] = []
    for slot, prop in enumerate(node_type.properties, start=2):
        path = f"{prefix}{prop.name}"
        if prop.node is not None:
            if prop.node.name not in ("Name", "Timespan", "Citation", "Identifier"):
                nodes.append((slot, prop.many, f"{path}.", prop.node))
        elif prop.type is ValueType.IRI and path not in _SPOKEN_OF_ELSEWHERE:
            leaves.append((slot, prop.many, path))
    return leaves, nodes


_plans: dict[tuple[int, str], Any] = {}


def _collect(node: Node, node_type: NodeType, prefix: str, found: References) -> None:
    plan = _plans.get((id(node_type), prefix))
    if plan is None:
        plan = _plans[id(node_type), prefix] = _plan(node_type, prefix)
    for slot, many, path in plan[0]:
        value = node[slot]
        if value:
            for iri in value if many else (value,):
                target, _, part = iri.partition("#")
                found.append((target, part, path))
    for slot, many, path, inner in plan[1]:
        value = node[slot]
        if value:
            for child in value if many else (value,):
                _collect(child, inner, path, found)
