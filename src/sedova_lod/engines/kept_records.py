"""Records kept for a site: what a build has joined and written of each, packed to be read once more, in order."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, starmap
from typing import NamedTuple

from sedova_lod.records import Record
from sedova_lod.serializers import MappedRecord, RecordDocuments, SerializerSettings

__all__ = ["KeptRecord", "PackedRecords", "RecordPacker", "unpack_records"]

_CANONICAL = 2  # of the forms of `marshal`: equal values give equal bytes, whoever holds them

KeptRecord = tuple[Record, dict[str, bytes]]
"""A record, and its documents by ending."""


class PackedRecords(NamedTuple):
    """Hold some records as bytes; equal records give equal bytes.

    Args:
        records: The records.
        documents: Their documents.
    """

    records: bytes
    documents: bytes


class RecordPacker:
    r"""Pack records with their documents.

    Args:
        settings: What is known of the data set, its predicates and classes too.

    >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", (0, 2, -1)), ((0, 2),), {})
    >>> mapped = MappedRecord("place", "a", "x:a", "x:a.ttl", [("x:a", (("x:p", ('"A"',)),))])
    >>> packed = RecordPacker(SerializerSettings("x:")).pack([record], [mapped], {}, {})
    >>> [(kept == record, documents[".ttl"]) for kept, documents in unpack_records(packed)]
    [(True, b'\n<x:a>\n    <x:p> "A" ;\n.\n')]
    """

    def __init__(self, settings: SerializerSettings) -> None:
        self._documents = RecordDocuments(settings)

    def pack(
        self,
        records: Sequence[Record],
        mapped: Sequence[MappedRecord],
        written: Mapping[str, bytes],
        sizes: Mapping[str, Sequence[int]],
    ) -> PackedRecords:
        """Pack some records.

        Args:
            records: The records.
            mapped: The same, mapped.
            written: Their bytes in dumps, by format.
            sizes: For each of these formats, the number of bytes of each record.
        """
        pieces = {name: _pieces(whole, sizes[name]) for name, whole in written.items()}
        documents = [
            self._documents.write(statements, {name: next(of_format) for name, of_format in pieces.items()})
            for statements in mapped
        ]
        return PackedRecords(
            marshal.dumps([tuple(record) for record in records], _CANONICAL), marshal.dumps(documents, _CANONICAL)
        )


def _pieces(whole: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """Cut bytes into pieces of some sizes."""
    for size, end in zip(sizes, accumulate(sizes), strict=True):
        yield whole[end - size : end]


def unpack_records(packed: PackedRecords) -> list[KeptRecord]:
    """Unpack what `RecordPacker` packed."""
    records, documents = map(marshal.loads, packed)
    return list(zip(starmap(Record, records), documents, strict=True))
