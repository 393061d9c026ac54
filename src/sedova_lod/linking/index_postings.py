"""Postings: which entities have which key, sorted outside of memory."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

__all__ = ["PostingCode", "PostingSorter", "bucket_bits_for", "write_postings"]

_PART_BITS = 6
_MOST_WAITING = 1 << 13
_POSTINGS_A_BUCKET = 16
_LEAST_BUCKET_BITS, _MOST_BUCKET_BITS = 8, 28


class PostingCode(NamedTuple):
    """Write postings in 32 bits: some bits of the key's hash, then the number of the entity.

    Args:
        bucket_bits: First bits of a hash, that choose the bucket.
        entity_bits: Bits of an entity's number.

    >>> bucket, mark = PostingCode(bucket_bits=8, entity_bits=20).place(0xABCDEF12)
    >>> hex(bucket), hex(mark)
    ('0xab', '0xcde00000')
    """

    bucket_bits: int
    entity_bits: int

    def place(self, key_hash: int) -> tuple[int, int]:
        """Give the bucket of a key, and the bits that tell it from other keys there, where they stand in a posting."""
        mark = ((key_hash << self.bucket_bits) & 0xFFFFFFFF) >> self.entity_bits << self.entity_bits
        return key_hash >> (32 - self.bucket_bits), mark


class PostingSorter:
    """Collect postings in files by the first bits of their hash, and give them back in order; a context manager.

    Args:
        folder: Folder for the files, which are taken away at the end.
        name: What their names begin with.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, PostingSorter(Path(folder)) as sorter:
    ...     for pair in ((7, 1), (5, 2), (7, 0), (7, 1)):
    ...         sorter.add(*pair)
    ...     [list(part) for part in sorter.parts() if part]
    [[(5, 2), (7, 0), (7, 1)]]
    """

    def __init__(self, folder: Path, name: str = "part") -> None:
        self._paths = [folder / f"{name}-{number}" for number in range(1 << _PART_BITS)]
        self._waiting = [array("Q") for _ in self._paths]
        self.n_added = 0

    def __enter__(self) -> PostingSorter:
        return self

    def __exit__(self, *_: object) -> None:
        for path in self._paths:
            with contextlib.suppress(OSError):
                path.unlink()

    def add(self, key_hash: int, number: int) -> None:
        """Add a posting: a hash of 32 bits, and the number of an entity."""
        self.n_added += 1
        part = key_hash >> (32 - _PART_BITS)
        waiting = self._waiting[part]
        waiting.append(key_hash << 32 | number)
        if len(waiting) >= _MOST_WAITING:
            self._put_away(part)

    def parts(self) -> Iterator[list[tuple[int, int]]]:
        """Give all postings once, part by part, in the order of hash and number."""
        for part, path in enumerate(self._paths):
            self._put_away(part)
            found = array("Q")
            found.frombytes(path.read_bytes())
            yield [(value >> 32, value & 0xFFFFFFFF) for value in sorted(set(found))]

    def _put_away(self, part: int) -> None:
        with self._paths[part].open("ab") as file:
            self._waiting[part].tofile(file)
        self._waiting[part] = array("Q")


def bucket_bits_for(n_postings: int) -> int:
    """Choose how many buckets there are, as bits.

    >>> bucket_bits_for(0), bucket_bits_for(6_000_000)
    (8, 19)
    """
    return max(_LEAST_BUCKET_BITS, min(_MOST_BUCKET_BITS, (n_postings // _POSTINGS_A_BUCKET).bit_length()))


def write_postings(sorter: PostingSorter, code: PostingCode, starts: BinaryIO, postings: BinaryIO) -> None:
    """Write all postings, bucket by bucket, and where each bucket begins.

    Args:
        sorter: The postings.
        code: How they are written.
        starts: File for where the buckets begin, and where the last one ends: 4 bytes each.
        postings: File for the postings: 4 bytes each.
    """
    n_written = 0
    next_bucket = 0
    for part in sorter.parts():
        written, begun = array("I"), array("I")
        for key_hash, number in part:
            bucket, mark = code.place(key_hash)
            while next_bucket <= bucket:
                begun.append(n_written + len(written))
                next_bucket += 1
            written.append(mark | number)
        n_written += len(written)
        written.tofile(postings)
        begun.tofile(starts)
    n_left = (1 << code.bucket_bits) + 1 - next_bucket
    array("I", [n_written] * n_left).tofile(starts)
