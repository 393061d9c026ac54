"""Batches of which nothing but N-Triples is asked: written at once, and counted by what is alike in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from sedova_lod.mapping import SITE_BITS, Mapping, Statement, WriteRecord
from sedova_lod.records import Record
from sedova_lod.serializers import NOTED_PREDICATES, RDF_TYPE, MappedRecord, Serializer, Tally

__all__ = ["TextBatches"]

_SITE = (1 << SITE_BITS) - 1
_Writer = tuple[WriteRecord, tuple[tuple[Statement, ...], ...]] | None


class TextBatches:
    """Write batches of records as N-Triples.

    Args:
        mapping: Mapping that makes the triples.
        serializer: Writes the records whose parts must be joined first.
        map_record: Maps such a record.
    """

    def __init__(self, mapping: Mapping, serializer: Serializer, map_record: Callable[[Record], MappedRecord]) -> None:
        self._mapping = mapping
        self._serializer = serializer
        self._map_record = map_record
        self._writers: dict[str, _Writer] = {}

    def write(self, batch: list[Record]) -> tuple[bytes, Tally, list[int]]:
        """Write a batch, and count what it holds, and the bytes of each record."""
        tally = Tally()
        texts: list[str] = []
        alike: Counter[tuple[str, tuple[Any, ...]]] = Counter()
        for record in batch:
            writer = self._writer(record.kind)
            made = writer[0](record.node) if writer is not None else None
            if made is None:
                mapped = self._map_record(record)
                tally.add(mapped)
                texts.append(self._serializer.record(mapped).decode())
                continue
            text, codes, noted = made
            texts.append(text)
            alike[record.kind, codes] += 1
            for predicate, objects in noted:
                tally.note(predicate, objects)
            tally.add_record(record.kind, record.iri)
        for (kind, codes), number in alike.items():
            writer = self._writer(kind)
            if writer is not None:
                _count(tally, writer[1], codes, number)
        pieces = [text.encode() for text in texts]
        return b"".join(pieces), tally, list(map(len, pieces))

    def _writer(self, kind: str) -> _Writer:
        if kind not in self._writers:
            self._writers[kind] = self._mapping.text_writer(kind, NOTED_PREDICATES)
        return self._writers[kind]


def _count(tally: Tally, sites: tuple[tuple[Statement, ...], ...], codes: tuple[Any, ...], n_records: int) -> None:
    """Count what the codes of some records that are alike stand for."""
    for code in codes:
        if isinstance(code, tuple):
            site, position, n_objects = code
            tally.add_statements(sites[site][position][0], (n_objects - 1) * n_records)
            continue
        tally.n_subjects += n_records
        bits = code >> SITE_BITS
        for position, (predicate, constants) in enumerate(sites[code & _SITE]):
            if not bits >> position & 1:
                continue
            tally.add_statements(predicate, n_records * (1 if constants is None else len(constants)))
            if predicate == RDF_TYPE:
                for value in constants or ():
                    tally.classes[value[1:-1]] += n_records
