"""What is compared when records are linked: entities, from a data set or an authority, and candidates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

__all__ = ["Candidate", "DayRange", "Entity", "EntityName", "Matcher"]


class EntityName(NamedTuple):
    """Hold one name.

    Args:
        text: The name as written, in any script and order.
        language: BCP 47 tag; empty if unknown.
    """

    text: str
    language: str = ""


class DayRange(NamedTuple):
    """Hold the days on which something may have happened, as Julian day numbers, inclusive.

    A date whose calendar is unknown spans its readings in both calendars.

    Args:
        first: First possible day; None if there is no lower bound.
        last: Last possible day; None if there is no upper bound.

    >>> DayRange(2408541, 2408553).overlaps(DayRange(2408553, 2408553))
    True
    """

    first: int | None
    last: int | None

    def overlaps(self, other: DayRange) -> bool:
        """Tell whether a day may be in both."""
        starts_in_time = self.first is None or other.last is None or self.first <= other.last
        return starts_in_time and (other.first is None or self.last is None or other.first <= self.last)


@dataclass(frozen=True, slots=True)
class Entity:
    """Describe one thing as far as linking looks at it: a record, an item, a row of an authority.

    Args:
        id: Its identifier: a QID, an id of the authority, or `kind/id` of a record.
        kind: Kind of record that it is or would be; empty if unknown.
        names: All its names, the primary one first.
        born: Days of its birth, foundation or creation; None if unknown.
        died: Days of its death or end; None if unknown.
        places: Names of places that it is tied to.
        occupations: Occupations, roles or types, as words.
        nationalities: Nationalities or countries, as words.
        gender: Gender as a word; empty if unknown.
        identifiers: Identifiers that others gave it: scheme and value, as `("viaf", "2518")`.
        description: A short description for people.

    >>> Entity("Q33391", names=(EntityName("Leon Trotsky", "en"),)).name
    'Leon Trotsky'
    """

    id: str
    kind: str = ""
    names: tuple[EntityName, ...] = ()
    born: DayRange | None = None
    died: DayRange | None = None
    places: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    gender: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    description: str = ""

    @property
    def name(self) -> str:
        """Give the primary name; the id if there is none."""
        return self.names[0].text if self.names else self.id


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a thing that may be the same as the one that was looked for, and why.

    Args:
        entity: The thing.
        probability: How likely it is the same, from 0 to 1, calibrated.
        features: What was compared, by name, each from -1 (against) over 0 (says nothing) to 1 (for).
        reasons: The same in plain words, the weightiest first.
    """

    entity: Entity
    probability: float
    features: Mapping[str, float] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


class Matcher(Protocol):
    """Find candidates for an entity: an index on disk, or a service."""

    @property
    def snapshot(self) -> str:
        """Say of when its knowledge is: an ISO date; empty if that is not known."""
        ...

    def find(self, query: Entity, limit: int = 10) -> list[Candidate]:
        """Give at most `limit` candidates, the likeliest first."""
        ...
