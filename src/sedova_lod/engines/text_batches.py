"""Batches of which nothing but N-Triples is asked: written at once, and counted by what is alike in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sedova_lod.mapping import SITE_BITS, Mapping, Statement, WriteRecord
from sedova_lod.records import Record
from sedova_lod.records.picking import picker
from sedova_lod.serializers import NOTED_PREDICATES, RDF_TYPE, MappedRecord, Serializer, Tally

__all__ = ["TextBatches"]

_SITE = (1 << SITE_BITS) - 1
_OFTEN = 400
_MOST_FORMS = 64
_MOST_SEEN = 4096
_Sites = tuple[tuple[Statement, ...], ...]
_Form = tuple[int, ...]


class _Writer(NamedTuple):
    """Hold a function that writes records, its number, and what its codes stand for."""

    write: WriteRecord
    number: int
    sites: _Sites


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
        self._writers: dict[str, _Writers] = {}

    def write(self, batch: list[Record]) -> tuple[bytes, Tally, list[int]]:
        """Write a batch, and count what it holds, and the bytes of each record."""
        tally = Tally()
        pieces: list[bytes] = []
        for kind, records in groupby(batch, key=itemgetter(0)):
            if kind not in self._writers:
                self._writers[kind] = _Writers(self._mapping, kind)
            self._write(list(records), self._writers[kind], pieces, tally)
        return b"".join(pieces), tally, list(map(len, pieces))

    def _write(self, records: list[Record], writers: _Writers, pieces: list[bytes], tally: Tally) -> None:
        """Write some records of one kind."""
        alike: dict[tuple[int, tuple[Any, ...]], int] = {}
        counted: list[str] = []
        by_form, pick, writer_of = writers.by_form, writers.pick, writers.writer_of
        for record in records:
            node = record.node
            form = tuple(map(len, pick(node)))
            writer = by_form.get(form) or writer_of(form)
            made = writer[0](node) if writer is not None else None
            if made is None or writer is None:
                mapped = self._map_record(record)
                tally.add(mapped)
                pieces.append(self._serializer.record(mapped))
                continue
            text, codes, noted = made
            pieces.append(text.encode())
            key = (writer[1], codes)
            alike[key] = alike.get(key, 0) + 1
            for predicate, objects in noted:
                tally.note(predicate, objects)
            counted.append(record.iri)
        tally.add_records(records[0].kind, counted)
        for (number, codes), n_records in alike.items():
            _count(tally, writers.sites[number], codes, n_records)


class _Writers:
    """Hold the functions that write the records of one kind: one for all, and one for each form that comes often."""

    def __init__(self, mapping: Mapping, kind: str) -> None:
        self._mapping, self._kind = mapping, kind
        self._slots = mapping.form_slots(kind)
        self._seen: Counter[_Form] = Counter()
        self.sites: list[_Sites] = []
        self.by_form: dict[_Form, _Writer] = {}
        self.pick = picker(self._slots)
        self._usual = self._made(None)

    def writer_of(self, form: _Form) -> _Writer | None:
        """Give the function for records of a form that has none of its own yet."""
        if self._usual is None or not form or len(self.by_form) >= _MOST_FORMS:
            return self._usual
        self._seen[form] += 1
        if self._seen[form] > _OFTEN:
            made = self._made(dict(zip(self._slots, form, strict=True)))
            if made is not None:
                self.by_form[form] = made
        elif len(self._seen) > _MOST_SEEN:
            self._seen.clear()
        return self._usual

    def _made(self, counts: dict[int, int] | None) -> _Writer | None:
        made = self._mapping.text_writer(self._kind, NOTED_PREDICATES, counts)
        if made is None:
            return None
        self.sites.append(made[1])
        return _Writer(made[0], len(self.sites) - 1, made[1])


def _count(tally: Tally, sites: _Sites, codes: tuple[Any, ...], n_records: int) -> None:
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
