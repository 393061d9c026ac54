"""A batch of records in several formats at once: what a worker process gives back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sedova_lod.serializers.mapped_record import MappedRecord
from sedova_lod.serializers.protocol import Serializer
from sedova_lod.serializers.tally import Tally

__all__ = ["SerializedBatch", "serialize_batch"]


@dataclass(frozen=True, slots=True)
class SerializedBatch:
    """Hold the bytes of some records and what they hold.

    Args:
        chunks: Bytes for each serializer, in the order of the serializers.
        tally: Counts of these records alone.
        sizes: For each serializer, the number of bytes of each record.
    """

    chunks: tuple[bytes, ...]
    tally: Tally
    sizes: tuple[list[int], ...] = ()


def serialize_batch(records: Iterable[MappedRecord], serializers: Sequence[Serializer]) -> SerializedBatch:
    r"""Write records in several formats, and count them.

    Args:
        records: Records, sorted by IRI.
        serializers: One for each format.

    >>> from sedova_lod.serializers import SerializerSettings, open_serializer
    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("x:p", ('"A"',)),))])
    >>> serialize_batch([record], [open_serializer("nt", SerializerSettings("x:"))]).chunks
    (b'<x:a> <x:p> "A" .\n',)
    """
    batch = tuple(records)
    tally = Tally()
    tally.add(*batch)
    pieces = [[serializer.record(record) for record in batch] for serializer in serializers]
    sizes = tuple([len(piece) for piece in of_one] for of_one in pieces)
    return SerializedBatch(tuple(map(b"".join, pieces)), tally, sizes)
