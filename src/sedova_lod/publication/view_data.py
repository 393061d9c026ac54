"""The data of timeline, map and graph, in parts that a browser loads as it needs them."""

from __future__ import annotations

import heapq
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from sedova_lod.publication.dates_told import labels_told
from sedova_lod.publication.digests import Digest, Moment, values_of
from sedova_lod.publication.markup import page_stem
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.search_index import data_script, script_of, to_json
from sedova_lod.records import KINDS, Record

__all__ = ["MOST_PLACES", "GraphShards", "graph_entry", "graph_shard", "map_data", "n_graph_shards", "timeline_parts"]

_TIMELINE_KINDS = ("event", "group", "object", "person", "quotation", "work")
_IN_PART = 1500
_NODES_IN_SHARD = 300
_MOST_EDGES = 60
MOST_PLACES = 3000
"""Most places on the map."""
_GRAPH_OWN = (
    "parent", "child", "spouse", "memberOf", "member", "performed", "participated", "partOf", "part", "actor",
    "participant", "place", "author", "creator", "speaker", "addressee", "about", "movedFrom", "movedTo", "group",
    "produced", "used", "after", "before", "residence", "keeper", "location", "depicts", "broader", "narrower",
    "quotedIn", "replyTo", "translationOf",
)  # fmt: skip
_GRAPH_BACK = (
    "birth.place", "death.place", "place", "author", "creator", "speaker", "addressee", "about", "movedFrom", "movedTo",
    "group", "produced", "used", "residence", "keeper", "location", "depicts", "quotedIn", "relation.person", "replyTo",
    "type", "occupation", "membership.role",
)  # fmt: skip


def timeline_parts(neighbours: Neighbours, languages: tuple[str, ...]) -> Iterator[tuple[str, bytes, tuple[int, int]]]:
    """Give what has a date, in order, in parts: path, content, and first and last year."""
    for number, part in enumerate(neighbours.dated_parts(_TIMELINE_KINDS, _IN_PART)):
        rows = [_timeline_row(digest, name, moment, languages) for digest, name, moment in part]
        years = [year for row in rows for year in (row[3], row[4], row[5], row[6]) if isinstance(year, float)]
        span = (int(min(years)), int(max(years))) if years else (0, 0)
        yield f"views/timeline-{number}.js", data_script(f"timeline-{number}", rows), span


def _timeline_row(digest: Digest, name: str, moment: Moment, languages: tuple[str, ...]) -> list[object]:
    """Give kind, stem, property, four bounds as years with a fraction, label, and names."""
    bounds = (_year(text) for text in (moment.earliest, moment.begin_latest, moment.end_earliest, moment.latest))
    return [
        digest.kind,
        page_stem(digest.id),
        name,
        *bounds,
        labels_told(moment.label, languages),
        digest.names(languages),
    ]


@lru_cache(maxsize=20_000)
def _year(moment: str) -> float | None:
    if not moment:
        return None
    sign = -1 if moment.startswith("-") else 1
    year, month, day = moment.lstrip("-").partition("T")[0].split("-")
    return round(sign * int(year) + (int(month) - 1) / 12 + (int(day) - 1) / 366, 4)


def map_data(neighbours: Neighbours, languages: tuple[str, ...]) -> tuple[bytes, int]:
    """Give the places that have coordinates, of very many those that most refer to, and the number of all."""
    rows: list[tuple[int, int, list[object]]] = []
    n_places = 0
    for iri, digest in neighbours.digests("place"):
        if digest.place:
            n_places += 1
            number = neighbours.n_mentions(iri)
            latitude, longitude = map(float, digest.place)
            row = [page_stem(digest.id), latitude, longitude, number, digest.names(languages)]
            keep = heapq.heappush if len(rows) < MOST_PLACES else heapq.heappushpop
            keep(rows, (number, -n_places, row))
    ordered = sorted(rows, key=lambda one: -one[1])
    return data_script("places", [row for _, _, row in ordered]), n_places


def n_graph_shards(n_records: int) -> int:
    """Say into how many parts the graph is divided."""
    return max(1, -(-n_records // _NODES_IN_SHARD))


def graph_shard(kind: str, stem: str, n_shards: int) -> int:
    """Say in which part a record stands; scripts compute the same.

    >>> graph_shard("person", "lev-sedov", 8) == zlib.crc32(b"person/lev-sedov") % 8
    True
    """
    return zlib.crc32(f"{kind}/{stem}".encode()) % n_shards


def graph_entry(record: Record, digest: Digest, neighbours: Neighbours, languages: tuple[str, ...]) -> list[object]:
    """Give a record and its connections for the graph: kind, stem, names, connections, and how many more there are."""
    found: dict[str, str] = {}
    for iri, name in _connections(record, neighbours):
        found.setdefault(iri, name)
    found.pop(record.iri, None)
    edges = []
    for iri, name in list(found.items())[:_MOST_EDGES]:
        other = neighbours.digest(iri)
        if other is not None:
            edges.append([name, other.kind, page_stem(other.id), other.names(languages)])
    return [digest.kind, page_stem(digest.id), digest.names(languages), edges, max(0, len(found) - _MOST_EDGES)]


@cache
def _own_connections(kind: str) -> tuple[str, ...]:
    return tuple(name for name in _GRAPH_OWN if KINDS[kind].schema.property(name))


def _connections(record: Record, neighbours: Neighbours) -> Iterator[tuple[str, str]]:
    """Give the records that a record is connected with, and by which property."""
    schema = KINDS[record.kind].schema
    for name in _own_connections(record.kind):
        for value in values_of(record.node, schema, name):
            yield value.partition("#")[0], f"fact.{name}"
    for part, inner in (("membership", "group"), ("relation", "person"), ("participation", "agent")):
        prop = schema.property(part)
        node_type = prop.node if prop else None
        for node in values_of(record.node, schema, part):
            for value in values_of(node, node_type, inner) if node_type else ():
                yield value, f"fact.{part}"
    for mention in neighbours.mentions(record.iri):
        if mention.prop in _GRAPH_BACK:
            yield mention.source, f"back.{mention.prop}"


class GraphShards:
    """Collect the parts of the graph on disk; a context manager.

    Args:
        number: How many parts there are.
    """

    def __init__(self, number: int) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="sedova-lod-graph-")
        self._base = sqlite3.connect(Path(self._place.name) / "graph.sqlite")
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; CREATE TABLE node (shard INTEGER, body TEXT);"
        )
        self._waiting: list[tuple[int, str]] = []
        self._number = number

    def __enter__(self) -> GraphShards:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        self._place.cleanup()

    def add(self, shard: int, entry: list[object]) -> None:
        """Put a record into a part."""
        self._waiting.append((shard, to_json(entry)))
        if len(self._waiting) > 2000:
            self._store()

    def _store(self) -> None:
        self._base.executemany("INSERT INTO node VALUES (?, ?)", self._waiting)
        self._waiting.clear()

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Give the parts, as path and content."""
        self._store()
        self._base.execute("CREATE INDEX shards ON node (shard)")
        for shard in range(self._number):
            rows = self._base.execute("SELECT body FROM node WHERE shard = ? ORDER BY rowid", (shard,))
            yield f"views/graph-{shard}.js", script_of(f"graph-{shard}", f"[{','.join([body for (body,) in rows])}]")
