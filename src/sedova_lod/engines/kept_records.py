"""Records kept for a site: what a build has joined and written of each, packed to be read once more, in order."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from sedova_lod.records import Record
from sedova_lod.serializers import MappedRecord, RecordDocuments, SerializerSettings

__all__ = ["KeptRecord", "RecordPacker", "unpack_records"]

_PLAIN = 2  # of the forms of `marshal`: without a look at each value for whether it came before

KeptRecord = tuple[Record, dict[str, bytes]]
"""A record, and its documents by ending."""


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
    ) -> bytes:
        """Pack some records.

        Args:
            records: The records.
            mapped: The same, mapped.
            written: Their bytes in dumps, by format.
            sizes: For each of these formats, the number of bytes of each record.
        """
        pieces = {name: _pieces(whole, sizes[name]) for name, whole in written.items()}
        found = []
        for record, statements in zip(records, mapped, strict=True):
            own = {name: next(of_format) for name, of_format in pieces.items()}
            found.append((tuple(record), self._documents.write(statements, own)))
        return marshal.dumps(found, _PLAIN)


def _pieces(whole: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """Cut bytes into pieces of some sizes."""
    for size, end in zip(sizes, accumulate(sizes), strict=True):
        yield whole[end - size : end]


def unpack_records(packed: bytes) -> list[KeptRecord]:
    """Unpack what `RecordPacker` packed."""
    return [(Record(*values), documents) for values, documents in marshal.loads(packed)]  # noqa: S302 - our own
