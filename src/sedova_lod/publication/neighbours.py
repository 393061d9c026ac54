"""Neighbours: digests of all records and who refers to whom, kept on disk while a site is written."""

from __future__ import annotations

import marshal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, islice
from operator import itemgetter
from types import TracebackType
from typing import Any, NamedTuple

from sedova_lod.passing_folders import PassingFolder
from sedova_lod.publication.digests import ClaimDigest, Digest, Moment, digest_of, references_of
from sedova_lod.publication.memos import remember
from sedova_lod.records import Record

__all__ = ["Dispute", "Mention", "Neighbours"]

_MOST_KEPT = 20_000
_BATCH = 50
_MOST_MENTIONS = 1000


Mention = tuple[str, str, str]
"""That a record refers to another: by which property, the part referred to (empty for the record itself), and who."""


class Dispute(NamedTuple):
    """Hold a matter on which claims contradict each other.

    Args:
        subject: Record that it is about.
        part: Part of the record; empty for the record itself.
        n_claims: Claims that contradict, or are contradicted.
    """

    subject: str
    part: str
    n_claims: int


class Neighbours:
    """Keep on disk what pages show of other records; a context manager.

    Memory does not grow with the data: digests are read when asked for, and the last ones kept.

    >>> from sedova_lod.records import KINDS
    >>> node = KINDS["person"].schema.make("x:person/lev", title="Lev", label=(("Lev", "en"),))
    >>> with Neighbours() as neighbours:
    ...     neighbours.add([Record("person", "lev", "x:person/lev", "", node, (), {})])
    ...     neighbours.finish()
    ...     neighbours.digest("x:person/lev").label("en")
    ('Lev', 'en')
    """

    def __init__(self) -> None:
        self._folder = PassingFolder("site")
        self._base = sqlite3.connect(self._folder.path / "neighbours.sqlite")
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000; PRAGMA temp_store=FILE;"
            "CREATE TABLE digest (number INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, id TEXT, body BLOB);"
            "CREATE TABLE mention (target TEXT, part TEXT, prop TEXT, source TEXT);"
            "CREATE TABLE dated (kind TEXT, prop TEXT, year INTEGER, month INTEGER, day INTEGER, iri TEXT);"
            "CREATE TABLE claim (subject TEXT, part TEXT, property TEXT, iri TEXT);"
            "CREATE TABLE disputed (subject TEXT, part TEXT, claim TEXT);"
        )
        self._kept: dict[str, Digest | None] = {}
        self._are_all_kept = True
        self._walk: Iterator[tuple[str, list[Mention]]] = iter(())
        self._next: tuple[str, list[Mention]] = ("", [])

    def __enter__(self) -> Neighbours:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.close()

    def add(self, records: Iterable[Record]) -> None:
        """Take in records."""
        waiting = iter(records)
        while some := list(islice(waiting, _BATCH)):
            digests = [digest_of(record) for record in some]
            self._take(digests, some)
            found = [references_of(record) for record in some]
            self._write(
                mention=[
                    (target, part, prop, record.iri)
                    for record, references in zip(some, found, strict=True)
                    for target, part, prop in references
                ],
                dated=[
                    (record.kind, name, *moment.order, record.iri)
                    for record, digest in zip(some, digests, strict=True)
                    for name, moment in digest.dates
                ],
            )
            self._take_claims([(r.iri, d.claim) for r, d in zip(some, digests, strict=True) if d.claim is not None])

    def _take(self, digests: list[Digest], records: list[Record]) -> None:
        """Take in digests: hold them in memory as long as there are few, or else put them on disk."""
        if self._are_all_kept and len(self._kept) + len(digests) > _MOST_KEPT:
            self._pack_kept()
        if self._are_all_kept:
            self._kept.update(zip([record.iri for record in records], digests, strict=True))
        bodies = [None if self._are_all_kept else _packed(digest) for digest in digests]
        rows = zip(records, bodies, strict=True)
        self._write(digest=[(None, record.iri, record.kind, record.id, body) for record, body in rows])

    def _take_claims(self, claims: list[tuple[str, ClaimDigest]]) -> None:
        self._write(
            claim=[(claim.subject, claim.part, claim.property, iri) for iri, claim in claims],
            disputed=[(claim.subject, claim.part, iri) for iri, claim in claims if claim.contradicts],
        )

    def _write(self, **tables: list[Any]) -> None:
        for table, rows in tables.items():
            if rows:
                places = ", ".join("?" * len(rows[0]))
                self._base.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)  # noqa: S608 - our names

    def _pack_kept(self) -> None:
        """Put on disk the digests that are held, as there are too many to hold them all."""
        rows = [(_packed(digest), iri) for iri, digest in self._kept.items() if digest]
        self._base.executemany("UPDATE digest SET body = ? WHERE iri = ?", rows)
        self._are_all_kept = False

    def finish(self) -> None:
        """Make ready to be asked."""
        self._base.execute("CREATE INDEX mentioned ON mention (target, prop, source, part)")  # all that is asked for
        self._base.execute("CREATE INDEX claims ON claim (subject, part, property)")
        self._base.execute("CREATE INDEX disputes ON disputed (subject, part)")
        self._base.execute("CREATE INDEX kinds ON digest (kind, iri, id)")
        self._base.commit()
        self._walk = self._mentions_in_order()
        self._next = next(self._walk, ("", []))

    def with_ending(self, ending: str) -> Iterator[tuple[str, str]]:
        """Give kind and id of the records whose address is that of another, and this ending."""
        asked = (
            "SELECT kind, id FROM digest AS longer WHERE substr(iri, ?) = ? AND EXISTS"
            " (SELECT 1 FROM digest AS shorter WHERE shorter.iri = substr(longer.iri, 1, length(longer.iri) - ?))"
            " ORDER BY kind, id"
        )
        return iter(self._base.execute(asked, (-len(ending), ending, len(ending))).fetchall())

    def digest(self, iri: str) -> Digest | None:
        """Give the digest of a record; None if there is no such record."""
        found = self._kept.get(iri)
        if found is None and not self._are_all_kept and iri not in self._kept:
            row = self._base.execute("SELECT body FROM digest WHERE iri = ?", (iri,)).fetchone()
            found = _unpacked(row[0]) if row else None
            remember(self._kept, iri, found)
        return found

    def around(self, iri: str) -> Digest | None:
        """Give the digest of the record that an address, perhaps of a part, belongs to."""
        return self.digest(iri.partition("#")[0]) or self.digest(iri)

    def digests(self, kind: str) -> Iterator[tuple[str, Digest]]:
        """Give all records of a kind, by address."""
        rows = self._base.execute("SELECT iri, body FROM digest WHERE kind = ? ORDER BY iri", (kind,))
        return ((iri, self._kept.get(iri) or _unpacked(body)) for iri, body in rows)

    def ids(self, kind: str) -> Iterator[str]:
        """Give the ids of all records of a kind, by address."""
        return (row[0] for row in self._base.execute("SELECT id FROM digest WHERE kind = ? ORDER BY iri", (kind,)))

    def mentions(self, iri: str) -> list[Mention]:
        """List who refers to a record, by property; of very many by one property, the first.

        One record after the other, in the order in which they were taken in, is quicker than any other order.
        """
        if iri == self._next[0]:
            found, self._next = self._next[1], next(self._walk, ("", []))
            return found
        asked = "SELECT prop, part, source FROM mention WHERE target = ? ORDER BY prop, source, part"
        return _first_of_each(self._base.execute(asked, (iri,)), 0)

    def further(self, iri: str, mentions: Sequence[Mention]) -> dict[str, int]:
        """Count, by property, the records that refer to a record and are not listed.

        Args:
            iri: Address of the record.
            mentions: Those that are listed.
        """
        if len(mentions) < _MOST_MENTIONS:
            return {}
        counts = Counter(prop for prop, _, _ in mentions)
        asked = "SELECT COUNT(DISTINCT source) FROM mention WHERE target = ? AND prop = ?"
        further: dict[str, int] = {}
        for prop in (prop for prop, number in counts.items() if number >= _MOST_MENTIONS):
            n_listed = len({source for name, _, source in mentions if name == prop})
            further[prop] = int(self._base.execute(asked, (iri, prop)).fetchone()[0]) - n_listed
        return further

    def _mentions_in_order(self) -> Iterator[tuple[str, list[Mention]]]:
        """Give each record with those that refer to it, in the order in which the records were taken in."""
        asked = (
            "SELECT iri, prop, part, source FROM digest LEFT JOIN mention ON target = iri"
            " ORDER BY number, prop, source, part"
        )
        for iri, rows in groupby(self._base.execute(asked), key=itemgetter(0)):
            yield iri, [row[1:] for row in _first_of_each(rows, 1) if row[1] is not None]

    def n_mentions(self, iri: str) -> int:
        """Count the references to a record."""
        row = self._base.execute("SELECT COUNT(*) FROM mention WHERE target = ?", (iri,)).fetchone()
        return int(row[0])

    def most_mentioned(self, kind: str, most: int) -> list[str]:
        """List the records of a kind that others refer to most."""
        asked = (
            "SELECT target, COUNT(*) AS n FROM mention JOIN digest ON iri = target WHERE kind = ?"
            " GROUP BY target ORDER BY n DESC, target LIMIT ?"
        )
        return [row[0] for row in self._base.execute(asked, (kind, most))]

    def disputes(self, most: int = -1) -> Iterator[Dispute]:
        """Give the matters on which claims contradict each other, those with most claims first."""
        asked = (
            "SELECT subject, part, COUNT(*) AS n FROM disputed GROUP BY subject, part"
            " ORDER BY n DESC, subject, part LIMIT ?"
        )
        return (Dispute(*row) for row in self._base.execute(asked, (most,)))

    def n_disputes(self) -> int:
        """Count the matters on which claims contradict each other."""
        row = self._base.execute("SELECT COUNT(*) FROM (SELECT DISTINCT subject, part FROM disputed)").fetchone()
        return int(row[0])

    def dated_parts(self, kinds: tuple[str, ...], size: int) -> Iterator[list[tuple[str, Digest, str, Moment]]]:
        """Give dates of records of some kinds in order of time, a number of them together."""
        marks = ", ".join("?" * len(kinds))
        asked = (
            f"SELECT iri, prop FROM dated WHERE kind IN ({marks}) AND year < 1000000"  # noqa: S608 - only marks
            " ORDER BY year, month, day, iri, prop"
        )
        part: list[tuple[str, Digest, str, Moment]] = []
        for iri, prop in self._base.execute(asked, kinds):
            digest = self.digest(iri)
            moment = digest.moment(prop) if digest else None
            if digest is not None and moment is not None:
                part.append((iri, digest, prop, moment))
            if len(part) == size:
                yield part
                part = []
        if part:
            yield part

    def claims_on(self, claim: ClaimDigest, most: int) -> list[tuple[str, Digest]]:
        """Give claims on the same property of the same matter as a claim, itself among them."""
        asked = "SELECT iri FROM claim WHERE subject = ? AND part = ? AND property = ? ORDER BY iri LIMIT ?"
        found = self._base.execute(asked, (claim.subject, claim.part, claim.property, most)).fetchall()
        return [(iri, digest) for (iri,) in found if (digest := self.digest(iri))]

    def disputed_between(self, first: str, last: str) -> set[str]:
        """Give the records of a stretch of the alphabet on which claims contradict each other."""
        asked = "SELECT DISTINCT subject FROM disputed WHERE subject BETWEEN ? AND ?"
        return {row[0] for row in self._base.execute(asked, (first, last))}

    def disputed_claims(self, dispute: Dispute) -> list[tuple[str, Digest]]:
        """Give the claims that a dispute is made of."""
        asked = "SELECT claim FROM disputed WHERE subject = ? AND part = ? ORDER BY claim"
        claims = [row[0] for row in self._base.execute(asked, (dispute.subject, dispute.part))]
        return [(claim, digest) for claim in claims if (digest := self.digest(claim))]


def _first_of_each(rows: Iterator[Any], place: int) -> list[Any]:
    """Give the first rows of each property, whose place in a row is given; all, if they are few."""
    first = list(islice(rows, _MOST_MENTIONS))
    if len(first) < _MOST_MENTIONS:
        return first
    groups = groupby(chain(first, rows), key=itemgetter(place))
    return [row for _, group in groups for row in islice(group, _MOST_MENTIONS)]


def _packed(digest: Digest) -> bytes:
    claim = digest.claim
    dates = tuple((name, tuple(moment)) for name, moment in digest.dates)
    if claim is None:
        return marshal.dumps((*digest[:5], dates, *digest[6:8], None))
    plain = tuple(tuple(value) if isinstance(value, Moment) else value for value in claim)
    return marshal.dumps((*digest[:5], dates, *digest[6:8], plain))


def _unpacked(body: bytes) -> Digest:
    kind, record_id, labels, description, category, plain_dates, place, types, said = marshal.loads(body)  # noqa: S302
    dates = tuple((name, Moment(*moment)) for name, moment in plain_dates)
    claim = None
    if said is not None:
        claim = ClaimDigest(*said)
        value_date, date = claim.value_date, claim.date
        claim = claim._replace(
            value_date=Moment(*value_date) if value_date else None, date=Moment(*date) if date else None
        )
    return Digest(kind, record_id, labels, description, category, dates, place, types, claim)
