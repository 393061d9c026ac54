"""Conditions across records: which there are, and how their results become findings in cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sedova_lod.findings import Finding
from sedova_lod.records import Record, RecordKey
from sedova_lod.validation import Result, SparqlRule, Tracer, WideShapes, placeless_finding

__all__ = ["ResultsAcross", "ShapesAcross"]


class ShapesAcross(NamedTuple):
    """Hold the conditions that look across records.

    Args:
        rules: SPARQL constraints.
        wide: Shapes that look further than one record, if there are any.
        ours: The tool's own shapes, in N-Triples form.

    >>> ShapesAcross(ours=frozenset(["<x:S>"])).is_any
    False
    """

    rules: tuple[SparqlRule, ...] = ()
    wide: WideShapes | None = None
    ours: frozenset[str] = frozenset()

    @property
    def is_any(self) -> bool:
        """Say whether there are conditions that look across records."""
        return bool(self.rules) or self.wide is not None


class ResultsAcross(NamedTuple):
    """Hold what they report.

    Args:
        results: The results.
        users: For focus nodes without triples of their own, the node that refers to each, and the property.
    """

    results: list[Result]
    users: Mapping[str, tuple[str, str]]

    def trace(self, records: Iterable[Record], tracer: Tracer) -> Iterator[tuple[Finding, RecordKey]]:
        """Turn results into findings, with the records concerned.

        A focus node that is no record, such as an address or a text, is told at a record that refers to it; one that no
        record refers to is told without a place, and with an empty key.
        """
        own = self._by_record((result.focus, result) for result in self.results)
        used = self._by_record((self.users[r.focus][0], r) for r in self.results if r.focus in self.users)
        told: set[Result] = set()
        referring: dict[Result, Record] = {}
        for record in records:
            for result in own.get(record.iri, ()):
                told.add(result)
                yield tracer.finding(result, record), (record.kind, record.id)
            referring.update((result, record) for result in used.get(record.iri, ()) if result not in referring)
        for result in self.results:
            if result in told:
                continue
            referrer = referring.get(result)
            if referrer is None:
                yield placeless_finding(result, tracer.language), ("", "")
            else:
                yield tracer.finding(result, referrer, self.users[result.focus]), (referrer.kind, referrer.id)

    @staticmethod
    def _by_record(found: Iterable[tuple[str, Result]]) -> dict[str, list[Result]]:
        """Group results by the records that nodes may be, or be parts of: an address of one's own may have a '#'."""
        by_record: dict[str, list[Result]] = {}
        for node, result in found:
            iri = node.removeprefix("<").removesuffix(">")
            for place in dict.fromkeys((iri, iri.partition("#")[0])):
                by_record.setdefault(place, []).append(result)
        return by_record
