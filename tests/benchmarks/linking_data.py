"""Pools and queries of the linking benchmarks: read, varied, and turned into entities."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sedova_lod.dates import day_number
from sedova_lod.linking import DayRange, Entity, EntityName

SHARED = Path(__file__).resolve().parents[3] / "shared" / "linking"
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-zªºÀ-ʯḀ-ỿﬀ-ﬆ]")
_YEARS_MOVED = (5, 80)


class Query(NamedTuple):
    """Hold one query with its right answers; none if the pool does not have it."""

    entity: Entity
    accepted: frozenset[str]
    is_in_pool: bool


def read_pool(path: Path, *, only_latin: bool = False) -> list[Entity]:
    """Read a pool; with `only_latin` names in other scripts are left out, and who has no other."""
    entities = []
    for row in _rows(path):
        names = [row["name"], *(name for name in row["aliases"].split("|") if name)]
        if only_latin:
            names = [name for name in names if not _NOT_LATIN.search(name)]
        if names:
            entities.append(_entity(row["id"], names, row))
    return entities


def read_queries(path: Path, pool: Iterable[Entity]) -> list[Query]:
    """Read queries; a right answer that the pool does not have cannot be found, and counts as missed."""
    ids = {entity.id for entity in pool}
    queries = []
    for row in _rows(path):
        accepted = frozenset(filter(None, (row["gold_qid"], *row.get("also_accept", "").split("|"))))
        is_in_pool = row["gold_in_pool"] == "1" if "gold_in_pool" in row else row["gold_qid"] in ids
        queries.append(Query(_entity(row.get("query_id", row["name"]), [row["name"]], row), accepted, is_in_pool))
    return queries


def without_birth(queries: Iterable[Query]) -> list[Query]:
    """Take the years of birth from queries."""
    return [query._replace(entity=replace(query.entity, born=None)) for query in queries]


def with_homonyms(pool: list[Entity], queries: Iterable[Query], share: float = 1.0, seed: int = 7) -> list[Entity]:
    """Add to a pool two people of the same names for a share of the right answers: of other and of unknown years."""
    chance = random.Random(seed)
    wanted = {identity for query in queries for identity in query.accepted}
    added = []
    for entity in pool:
        if entity.id in wanted and chance.random() < share:
            days = chance.choice((-365, 365)) * chance.randint(*_YEARS_MOVED)
            moved = replace(entity, id=f"Q9{len(added):08}", identifiers=(), nationalities=())
            added.append(replace(moved, born=_moved(entity.born, days), died=_moved(entity.died, days)))
            added.append(replace(moved, id=f"Q8{len(added):08}", born=None, died=None))
    return [*pool, *added]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _entity(identity: str, names: list[str], row: dict[str, str]) -> Entity:
    nationality = row.get("nationality", "")
    return Entity(
        identity,
        "person",
        tuple(map(EntityName, names)),
        _year(row["birth_year"]),
        _year(row["death_year"]),
        nationalities=(nationality,) if nationality else (),
        gender=row.get("gender", ""),
    )


def _year(text: str) -> DayRange | None:
    if not text:
        return None
    year = int(text) + (int(text) < 0)
    return DayRange(day_number(year, 1, 1), day_number(year, 12, 31))


def _moved(days: DayRange | None, by: int) -> DayRange | None:
    if days is None or days.first is None or days.last is None:
        return None
    return DayRange(days.first + by, days.last + by)
