"""What every serializer is given, and what it gives: bytes of a header, of each record, and of a footer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sedova_lod.serializers.mapped_record import MappedRecord
from sedova_lod.settings import Dataset

__all__ = ["MakeSerializer", "Serializer", "SerializerSettings"]


@dataclass(frozen=True, slots=True)
class SerializerSettings:
    """Hold what is known before the first record.

    Args:
        base: IRI with which all addresses of the data set begin; also names the data set.
        predicates: Kinds of objects by predicate IRI: `iri`, `text`, `string`, `dated`, or a datatype IRI.
        classes: IRIs of the classes that records and their parts may have.
        license: IRI of the licence of all documents; empty if none.
        version: Version of the data set; names the build.
        modified: Day of the last change, `2026-01-31`; empty if not stated.
        tables: Files that the records come from, as the project names them.

    >>> SerializerSettings("https://example.org/").version
    ''
    """

    base: str
    predicates: Mapping[str, frozenset[str]] = field(default_factory=dict)
    classes: frozenset[str] = frozenset()
    license: str = ""
    version: str = ""
    modified: str = ""
    tables: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        dataset: Dataset,
        predicates: Mapping[str, frozenset[str]],
        classes: Iterable[str] = (),
        tables: Iterable[str] = (),
    ) -> SerializerSettings:
        """Take over what the project file says.

        Args:
            dataset: The data set, as the project file describes it.
            predicates: Kinds of objects by predicate IRI.
            classes: IRIs of the classes that records and their parts may have.
            tables: Files that the records come from.

        >>> import datetime
        >>> day = datetime.date(2026, 1, 1)
        >>> dataset = Dataset("https://example.org/", {}, {}, (), "https://example.org/licence", "1", day, day)
        >>> SerializerSettings.of(dataset, {}).modified
        '2026-01-01'
        """
        modified = dataset.modified.isoformat() if dataset.modified else ""
        named = frozenset(classes)
        return cls(
            dataset.base, predicates, named, dataset.license, dataset.version, modified, tuple(sorted(set(tables)))
        )


class Serializer(Protocol):
    """Write records in one format.

    The bytes of a file are the header, those of each record in order, and the footer. A record's bytes depend on the
    record and on the settings alone, so records may be written in any process and joined afterwards. A serializer
    can be pickled.

    Attributes:
        suffix: End of file names, with its point: `.ttl`.
        media_type: Media type: `text/turtle`.
    """

    suffix: str
    media_type: str

    def header(self) -> bytes:
        """Write what stands before the first record."""
        ...

    def record(self, record: MappedRecord) -> bytes:
        """Write one record."""
        ...

    def footer(self) -> bytes:
        """Write what stands after the last record."""
        ...


class MakeSerializer(Protocol):
    """Make a serializer: what an entry point of `sedova_lod.serializers` names."""

    def __call__(self, settings: SerializerSettings) -> Serializer:
        """Make a serializer for one data set."""
        ...
