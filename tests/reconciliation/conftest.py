"""People of a small circle, served over a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from sedova_lod.dates import Calendar, day_number
from sedova_lod.http_serving import Access
from sedova_lod.linking import DayRange, Entity, EntityName
from sedova_lod.linking.index import open_index
from sedova_lod.linking.index_writing import IndexWriter
from sedova_lod.reconciliation import ServedEntities, serve_index
from tests.reconciliation.served import Served, serve

BASE = "https://example.org/"
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)> & \u202egnp.exe"

OpenEntities = Callable[..., ServedEntities]
Serve = Callable[..., Served]


def day(year: int, month: int, number: int) -> DayRange:
    """Give one day of the Gregorian calendar."""
    found = day_number(year, month, number, Calendar.GREGORIAN)
    return DayRange(found, found)


def year(number: int) -> DayRange:
    """Give a year."""
    return DayRange(day_number(number, 1, 1), day_number(number, 12, 31))


def names(*texts: str) -> tuple[EntityName, ...]:
    """Give names in English."""
    return tuple(EntityName(text, "en") for text in texts)


NATALIA = Entity(
    "person/natalia-sedova", "person", (*names("Natalia Sedova"), EntityName("Наталья Седова", "ru")),
    born=DayRange(*(day_number(1882, 4, 5, one) for one in (Calendar.GREGORIAN, Calendar.JULIAN))),
    died=day(1962, 1, 23), places=("Romny", "Paris"), occupations=("revolutionary",), gender="female",
    identifiers=(("wd", "Q262376"),), description="Russian revolutionary.",
)  # fmt: skip
LEV = Entity(
    "person/lev-sedov", "person", names("Lev Sedov", "Sedov, Lev"), born=day(1906, 2, 24), died=day(1938, 2, 16),
    places=("Paris",), nationalities=("Russian",), identifiers=(("wd", "Q543149"), ("viaf", "54151571")),
)  # fmt: skip
OTHER_LEV = Entity("person/lev-sedov-2", "person", names("Lev Sedov"), born=year(1951))
SERGEI = Entity("person/sergei-sedov", "person", names("Sergei Sedov"), born=year(1908), died=day(1937, 10, 29))
ROMNY = Entity("place/romny", "place", names("Romny"))
LIFE = Entity("work/my-life", "work", names("My Life"), born=year(1930), occupations=("autobiography",))
ENTITIES = (NATALIA, LEV, OTHER_LEV, SERGEI, ROMNY, LIFE)


@pytest.fixture(scope="module")
def open_entities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenEntities]:
    """Make entities ready to be served."""
    with ExitStack() as opened:

        def make(*entities: Entity, prefix: str = BASE, title: str = "Letters of Romny") -> ServedEntities:
            path = tmp_path_factory.mktemp("served") / "letters.index"
            with IndexWriter(path) as writer:
                for one in entities or ENTITIES:
                    writer.add(one)
                writer.finish()
            index = opened.enter_context(open_index(Path(path)))
            return opened.enter_context(serve_index(index, title, prefix))

        yield make


@pytest.fixture(scope="module")
def entities(open_entities: OpenEntities) -> ServedEntities:
    """Give the circle."""
    return open_entities()


@pytest.fixture(scope="module")
def start(open_entities: OpenEntities) -> Iterator[Serve]:
    """Serve entities over a socket."""
    with ExitStack() as running:

        def make(entities: ServedEntities | None = None, *, address: str = "", **access: object) -> Served:
            allowed = Access(is_shared=True, **access)  # type: ignore[arg-type]
            return running.enter_context(serve(entities or open_entities(), allowed, address))

        yield make


@pytest.fixture(scope="module")
def served(start: Serve) -> Served:
    """Serve the circle."""
    return start()
