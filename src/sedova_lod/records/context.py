"""What the reading of every record needs to know of its data set."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["DataSetContext"]


@dataclass(frozen=True, slots=True)
class DataSetContext:
    """Hold the data set's own settings for reading records.

    Args:
        base: Beginning of all IRIs of the data set; ends in `/`.
        languages: Language tags of the data set; the first is that of untagged names and texts.
        calendar: Calendar of dates that state none: `gregorian`, `julian`, or empty if `unknown_before` decides.
        unknown_before: Julian day number before which a date without a calendar is of unknown calendar.
        own_iris: IRIs of the concepts that have one of their own, by id.
        language_concepts: Ids of the concepts that stand for languages: `language-ru`.
        used_concepts: Ids of concepts that come with the tool and are in use; grows while records are read.
        last_day: Julian day number after which no date can lie; None if there is no limit.
        last_own_day: Julian day number of the last day of the data set's own year; None if it is not known.
        clashes: What is wrong with the addresses of concepts that have that of another record, by id.
        is_calendar_stated: Whether the project file itself says in which calendar its dates are.

    >>> context = DataSetContext("https://example.org/", own_iris={"alias": "http://vocab.getty.edu/aat/300404664"})
    >>> context.iri("person", "lev-sedov"), context.iri("concept", "alias")
    ('https://example.org/person/lev-sedov', 'http://vocab.getty.edu/aat/300404664')
    """

    base: str
    languages: tuple[str, ...] = ("en",)
    calendar: str = ""
    unknown_before: int | None = None
    own_iris: dict[str, str] = field(default_factory=dict)
    language_concepts: frozenset[str] = frozenset()
    used_concepts: set[str] = field(default_factory=set)
    last_day: int | None = None
    is_calendar_stated: bool = False
    last_own_day: int | None = None
    clashes: dict[str, str] = field(default_factory=dict)

    def iri(self, kind: str, record_id: str) -> str:
        """Give the IRI of a record."""
        if kind == "concept":
            own = self.own_iris.get(record_id)
            if own:
                return own
        return f"{self.base}{kind}/{record_id}"

    def document(self, kind: str, record_id: str) -> str:
        """Give the IRI of the document about a record; never the record's own."""
        return f"{self.base}{kind}/{record_id}.ttl"
