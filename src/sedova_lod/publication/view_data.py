"""The data of timeline, map and graph, in parts that a browser loads as it needs them."""

from __future__ import annotations

import heapq
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby, islice
from math import floor

from sedova_lod.publication.digests import Digest, Moment, values_of
from sedova_lod.publication.names_in_data import NamesInData, date_in_data
from sedova_lod.publication.neighbours import Mention, Neighbours
from sedova_lod.publication.search_index import script_of
from sedova_lod.publication.subject import Subject
from sedova_lod.records import KINDS, NodeType, Record
from sedova_lod.records.sorting import ExternalSorter

__all__ = ["MOST_PLACES", "GraphShards", "graph_entry", "graph_shard", "map_data", "n_graph_shards", "timeline_parts"]

_TIMELINE_KINDS = ("event", "group", "object", "person", "quotation", "work")
_IN_PART = 1500
_NODES_IN_SHARD = 300
_MOST_EDGES = 60
_MEMORY_BYTES = 16_000_000
MOST_PLACES = 3000
"""Most places on the map."""
_GRAPH_OWN = (
    "parent", "child", "spouse", "memberOf", "member", "performed", "participated", "partOf", "part", "actor",
    "participant", "place", "author", "creator", "speaker", "addressee", "about", "movedFrom", "movedTo", "group",
    "produced", "used", "after", "before", "residence", "keeper", "location", "depicts", "broader", "narrower",
    "quotedIn", "replyTo", "translationOf",
)  # fmt: skip
_GRAPH_PARTS = (("membership", "group"), ("relation", "person"), ("participation", "agent"))
_GRAPH_BACK = frozenset((
    "birth.place", "death.place", "place", "author", "creator", "speaker", "addressee", "about", "movedFrom", "movedTo",
    "group", "produced", "used", "residence", "keeper", "location", "depicts", "quotedIn", "relation.person", "replyTo",
    "type", "occupation", "membership.role",
))  # fmt: skip


def timeline_parts(neighbours: Neighbours, names: NamesInData) -> Iterator[tuple[str, bytes, tuple[int, int]]]:
    """Give what has a date, in order, in parts: path, content, and first and last year."""
    for number, part in enumerate(neighbours.dated_parts(_TIMELINE_KINDS, _IN_PART)):
        bounds = [_bounds(*moment[1:]) for _, _, _, moment in part]
        rows = [_timeline_row(one, told, names) for one, (told, _, _) in zip(part, bounds, strict=True)]
        years = [year for _, *years in bounds for year in years if year is not None]
        span = (floor(min(years)), floor(max(years))) if years else (0, 0)
        yield f"views/timeline-{number}.js", script_of(f"timeline-{number}", f"[{','.join(rows)}]"), span


def _timeline_row(dated: tuple[str, Digest, str, Moment], bounds: str, names: NamesInData) -> str:
    """Give kind, stem, property, four bounds as years with a fraction, label, and names."""
    iri, digest, prop, moment = dated
    place, told = names.of(iri, digest)
    return f'[{place},"{prop}",{bounds},{date_in_data(moment.label, names.languages)},{told}]'


@lru_cache(maxsize=20_000)
def _bounds(earliest: str, latest: str, begin_latest: str, end_earliest: str) -> tuple[str, float | None, float | None]:
    """Give the four bounds of a date as years in data, in order, and the first and the last year that is known."""
    years = [_year(moment) for moment in (earliest, begin_latest, end_earliest, latest)]
    known = [year for year in years if year is not None]
    told = ["null" if year is None else repr(year) for year in years]
    return ",".join(told), min(known, default=None), max(known, default=None)


@lru_cache(maxsize=20_000)
def _year(moment: str) -> float | None:
    if not moment:
        return None
    sign = -1 if moment.startswith("-") else 1
    year, month, day = moment.lstrip("-").partition("T")[0].split("-")
    return round(sign * int(year) + (int(month) - 1) / 12 + (int(day) - 1) / 366, 4)


def map_data(neighbours: Neighbours, names: NamesInData) -> tuple[bytes, int]:
    """Give the places that have coordinates, of very many those that most refer to, and the number of all."""
    rows: list[tuple[int, int, str]] = []
    n_places = 0
    for iri, digest in neighbours.digests("place"):
        if digest.place:
            n_places += 1
            number = neighbours.n_mentions(iri)
            latitude, longitude = (repr(float(degrees)) for degrees in digest.place)
            place, told = names.of(iri, digest)
            row = f"[{place.partition(',')[2]},{latitude},{longitude},{number},{told}]"
            keep = heapq.heappush if len(rows) < MOST_PLACES else heapq.heappushpop
            keep(rows, (number, -n_places, row))
    ordered = sorted(rows, key=lambda one: -one[1])
    return script_of("places", f"[{','.join([row for _, _, row in ordered])}]"), n_places


def n_graph_shards(n_records: int) -> int:
    """Say into how many parts the graph is divided."""
    return max(1, -(-n_records // _NODES_IN_SHARD))


def graph_shard(kind: str, stem: str, n_shards: int) -> int:
    """Say in which part a record stands; scripts compute the same.

    >>> graph_shard("person", "lev-sedov", 8) == zlib.crc32(b"person/lev-sedov") % 8
    True
    """
    return zlib.crc32(f"{kind}/{stem}".encode()) % n_shards


def graph_entry(subject: Subject, names: NamesInData) -> str:
    """Give a record and its connections for the graph: kind, stem, names, connections, and how many more there are."""
    iri, records = subject.record.iri, names.records
    found: dict[str, str] = {}
    for other, name in _connections(subject.record, subject.mentions):
        found.setdefault(other, name)
    found.pop(iri, None)
    edges = [
        f'["{name}",{told.place},{told.names}]'
        for other, name in islice(found.items(), _MOST_EDGES)
        if (told := records[other]) is not None
    ]
    own = names.of(iri, subject.digest)
    n_further = sum(number for prop, number in subject.further.items() if prop in _GRAPH_BACK)
    return f"[{own.place},{own.names},[{','.join(edges)}],{max(0, len(found) - _MOST_EDGES) + n_further}]"


@cache
def _own_connections(kind: str) -> list[tuple[int, bool, str]]:
    """Give where the nodes of a kind name other records: the slot, whether it has several, and the connection."""
    schema = KINDS[kind].schema
    named = ((name, schema.property(name)) for name in _GRAPH_OWN)
    return [(schema.slot(name), prop.many, f"fact.{name}") for name, prop in named if prop is not None]


@cache
def _parts_that_connect(kind: str) -> list[tuple[str, NodeType, str]]:
    """Give the parts of a kind that name other records, and by which property."""
    schema = KINDS[kind].schema
    named = ((part, schema.property(part), inner) for part, inner in _GRAPH_PARTS)
    return [(part, prop.node, inner) for part, prop, inner in named if prop is not None and prop.node is not None]


def _connections(record: Record, mentions: list[Mention]) -> list[tuple[str, str]]:
    """Give the records that a record is connected with, and by which property."""
    node, schema = record.node, KINDS[record.kind].schema
    found: list[tuple[str, str]] = []
    for slot, many, name in _own_connections(record.kind):
        held = node[slot]
        if held:
            found += [(value.partition("#")[0], name) for value in (held if many else (held,))]
    for part, node_type, inner in _parts_that_connect(record.kind):
        for one in values_of(node, schema, part):
            for value in values_of(one, node_type, inner):
                found.append((value, f"fact.{part}"))
    found += [(source, f"back.{prop}") for prop, _, source in mentions if prop in _GRAPH_BACK]
    return found


class GraphShards:
    r"""Collect the parts of the graph, most of them on disk; a context manager.

    Args:
        number: How many parts there are.

    >>> with GraphShards(2) as shards:
    ...     shards.add(1, '["person"]')
    ...     [content for _, content in shards.parts()]
    [b'sedova.take("graph-0",[]);\n', b'sedova.take("graph-1",[["person"]]);\n']
    """

    def __init__(self, number: int) -> None:
        self._sorter = ExternalSorter(_MEMORY_BYTES)
        self._number = number

    def __enter__(self) -> GraphShards:
        return self

    def __exit__(self, *_: object) -> None:
        self._sorter.close()

    def add(self, shard: int, entry: str) -> None:
        """Put a record into a part."""
        self._sorter.add((shard, self._sorter.n_entries), entry)

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give the parts, as path and content."""
        entries = groupby(self._sorter, key=lambda entry: entry[0][0])
        filled, group = next(entries, (self._number, iter(())))
        for shard in range(self._number):
            bodies = []
            if filled == shard:
                bodies = [body for _, body in group]
                filled, group = next(entries, (self._number, iter(())))
            yield f"views/graph-{shard}.js", script_of(f"graph-{shard}", f"[{','.join(bodies)}]")
