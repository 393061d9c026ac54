"""Records, what they may be, and sessions of reviewers who decide it."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from sedova_lod.dates import Calendar, day_number
from sedova_lod.linking import Candidate, DayRange, Entity, EntityName
from sedova_lod.linking.candidates import CandidateTable, Proposal
from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.linking.stored_proposals import StoredProposals
from sedova_lod.review import (
    ComparedField,
    Conflict,
    ConflictSession,
    ConflictTable,
    JointSession,
    ReviewSession,
    ShownValue,
    Verdict,
)

BASE = "https://example.org/"
WD = "http://www.wikidata.org/entity/"
LONG = "A" * 100_000
HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)> & \u202egnp.exe"

OpenSession = Callable[..., ReviewSession]
OpenJoint = Callable[..., JointSession]


def day(year: int, month: int, number: int, calendar: Calendar = Calendar.GREGORIAN) -> DayRange:
    """Give one day."""
    found = day_number(year, month, number, calendar)
    return DayRange(found, found)


def entity(name: str, *names: str, born: DayRange | None = None, kind: str = "person", **more: object) -> Entity:
    """Make an entity of an id and names."""
    return Entity(name, kind, tuple(EntityName(text, "en") for text in names), born=born, **more)  # type: ignore[arg-type]


NATALIA = entity("person/natalia-sedova", "Natalia Sedova", born=day(1882, 4, 5, Calendar.JULIAN))
LEV = entity("person/lev-sedov", "Lev Sedov", born=day(1906, 2, 24), identifiers=(("viaf", "27869437"),))
STRANGE = entity("person/strange", HOSTILE, LONG)
RECORDS = {one.id: one for one in (NATALIA, LEV, STRANGE)}


def candidate(one: Entity, probability: float, *reasons: str) -> Candidate:
    """Make a candidate."""
    return Candidate(one, probability, {"name": 1.0}, reasons)


def proposal(record: Entity, *candidates: Candidate, source: str = "Wikidata", start: str = WD) -> Proposal:
    """Propose candidates of one source for a record."""
    targets = tuple(start + one.entity.id for one in candidates)
    return Proposal(record.id, record.name, source, candidates, targets, "2026-01-31", "0.1.0")


PROPOSALS = (
    proposal(
        NATALIA,
        candidate(
            entity("Q262376", "Natalia Sedova", born=day(1882, 4, 5), description="Russian revolutionary"),
            0.97, "the names agree", "born on one day, if the calendars differ",
        ),
        candidate(
            entity("Q4413040", "Natalia Sedova", born=day(1961, 3, 2), description="actress"), 0.34, "the names agree"
        ),
        candidate(entity("Q900", "Natalya Sedykh", born=day(1948, 7, 9), description="figure skater"), 0.004),
    ),
    proposal(
        LEV,
        candidate(entity("Q543149", "Lev Sedov", born=day(1906, 2, 11, Calendar.JULIAN)), 0.99, "the names agree"),
        candidate(entity("Q1456019", "Sergei Sedov", identifiers=(("viaf", "1"),)), 0.01),
    ),
    proposal(STRANGE, candidate(entity("Q66", "<b>bold</b> & co", LONG, description=HOSTILE), 0.5, f"words: {LONG}")),
    Proposal("person/unknown", "Nobody", "Wikidata", snapshot="2026-01-31"),
)  # fmt: skip


NO_SOURCE = ShownValue("no source")
DAYS = ComparedField(
    "Days",
    (ShownValue("17 April 1882", "5 April 1882 in the Julian calendar"),),
    (ShownValue("5 April 1882", "24 March 1882 in the Julian calendar"),),
    Verdict("near", "12 days apart: one date read in two calendars"),
)
CONFLICTS = (
    Conflict(
        "1111aaaa1111aaaa", "person/natalia-sedova", "Natalia Sedova", "Q262376", "Natalia Sedova, revolutionary",
        "https://www.wikidata.org/wiki/Q262376", "P569 date of birth", "1882-04-05 (Julian)", "1882-04-05",
        "the same date as Julian here and Gregorian there, 12 days apart",
        (
            ComparedField("Value", (ShownValue("1882-04-05 (Julian)"),), (ShownValue("1882-04-05"),)),
            DAYS,
            ComparedField("Sources", (ShownValue('stated in: Letters (Q900), page(s): "5"'),), (NO_SOURCE,)),
        ),
        "people.csv:2 column D 'born'",
    ),
    Conflict(
        "2222bbbb2222bbbb", "person/strange", HOSTILE, "Q66", HOSTILE, "javascript:alert(1)", "P570 date of death",
        LONG, HOSTILE, HOSTILE, (ComparedField("Value", (ShownValue(LONG),), (ShownValue("<b>1937</b>"),)),),
    ),
)  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> DecisionTable:
    """Give a table of decisions that is not there yet."""
    return DecisionTable(tmp_path / "links.sssom.tsv", BASE, {"mapping_set_id": f"{BASE}links.sssom.tsv"})


@pytest.fixture
def open_session(tmp_path: Path, table: DecisionTable) -> Iterator[OpenSession]:
    """Open a session over candidates that went through their table."""
    with contextlib.ExitStack() as opened:

        def open_one(reviewer: str = "A. Archivist", proposals: Sequence[Proposal] = PROPOSALS) -> ReviewSession:
            candidates = CandidateTable(tmp_path / "candidates.tsv")
            if not candidates.path.exists():
                candidates.append(proposals)
            stored = opened.enter_context(StoredProposals(candidates.path))
            return ReviewSession(stored, RECORDS, table, reviewer, "0.1.0", lambda: datetime.date(2026, 2, 1))

        yield open_one


@pytest.fixture
def conflict_table(tmp_path: Path) -> ConflictTable:
    """Give a table of decided conflicts that is not there yet."""
    return ConflictTable(tmp_path / "conflicts.tsv")


@pytest.fixture
def open_joint(open_session: OpenSession, conflict_table: ConflictTable) -> OpenJoint:
    """Open a session over candidates and conflicts."""

    def open_one(reviewer: str = "A. Archivist", proposals: Sequence[Proposal] = PROPOSALS[1:2]) -> JointSession:
        conflicts = ConflictSession(CONFLICTS, conflict_table, reviewer, lambda: datetime.date(2026, 2, 1))
        return JointSession(open_session(reviewer, proposals), conflicts)

    return open_one
