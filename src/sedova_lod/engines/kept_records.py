"""Records kept for a site: what a build has joined and written of each, packed to be read once more, in order."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, starmap
from typing import NamedTuple

from sedova_lod.records import Record
from sedova_lod.serializers import MappedRecord, RecordDocuments, SerializerSettings, jsonld_document

__all__ = ["KeptRecord", "PackedRecords", "RecordPacker", "unpack_bare_records", "unpack_records"]

_CANONICAL = 2  # of the forms of `marshal`: equal values give equal bytes, whoever holds them

KeptRecord = tuple[Record, dict[str, bytes]]
"""A record, and its documents by ending."""


class PackedRecords(NamedTuple):
    """Hold some records as bytes; equal records give equal bytes.

    Args:
        records: The records.
        documents: Their documents: the heads, each once, and what dumps have of the records, in one piece.
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
        numbers: dict[bytes, int] = {}
        turtle, turtle_sizes = self._whole("ttl", mapped, written, sizes)
        jsonld, jsonld_sizes = self._whole("jsonld", mapped, written, sizes)
        turtle_heads = self._documents.turtle_heads(turtle, _pieces(turtle, turtle_sizes))
        heads = [
            (
                numbers.setdefault(turtle_head, len(numbers)),
                numbers.setdefault(self._documents.jsonld_head(statements), len(numbers)),
            )
            for turtle_head, statements in zip(turtle_heads, mapped, strict=True)
        ]
        documents = (list(numbers), heads, turtle, turtle_sizes, jsonld, jsonld_sizes)
        return PackedRecords(
            marshal.dumps([tuple(record) for record in records], _CANONICAL), marshal.dumps(documents, _CANONICAL)
        )

    def _whole(
        self,
        name: str,
        mapped: Sequence[MappedRecord],
        written: Mapping[str, bytes],
        sizes: Mapping[str, Sequence[int]],
    ) -> tuple[bytes, list[int]]:
        """Give the records in a format, in one piece, and the number of bytes of each."""
        if name in written:
            return written[name], list(sizes[name])
        pieces = [self._documents.in_dump(statements, name) for statements in mapped]
        return b"".join(pieces), list(map(len, pieces))


def _pieces(whole: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    """Cut bytes into pieces of some sizes."""
    for size, end in zip(sizes, accumulate(sizes), strict=True):
        yield whole[end - size : end]


def unpack_records(packed: PackedRecords) -> Iterator[KeptRecord]:
    """Unpack what `RecordPacker` packed; documents are put together one after the other."""
    texts, heads, turtle, turtle_sizes, jsonld, jsonld_sizes = marshal.loads(packed.documents)  # noqa: S302 - written by this program
    pieces = zip(heads, _pieces(turtle, turtle_sizes), _pieces(jsonld, jsonld_sizes), strict=True)
    documents = (
        {
            ".ttl": texts[of_turtle] + in_turtle,
            ".jsonld": jsonld_document(texts[of_jsonld], in_jsonld),
        }
        for (of_turtle, of_jsonld), in_turtle, in_jsonld in pieces
    )
    return zip(unpack_bare_records(packed.records), documents, strict=True)


def unpack_bare_records(packed: bytes) -> Iterator[Record]:
    """Unpack records without their documents.

    >>> record = Record("place", "a", "x:a", "x:a.ttl", ("x:a", (0, 2, -1)), ((0, 2),), {})
    >>> packed = RecordPacker(SerializerSettings("x:")).pack([record], [], {}, {})
    >>> list(unpack_bare_records(packed.records)) == [record]
    True
    """
    return starmap(Record, marshal.loads(packed))  # noqa: S302 - written by this program
