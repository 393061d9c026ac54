"""The shelf: where a build leaves its records, with their documents, for the site that is made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sedova_lod.block_files import BlockFile
from sedova_lod.engines.kept_records import KeptRecord, PackedRecords, unpack_bare_records, unpack_records
from sedova_lod.progress import Progress
from sedova_lod.records import Record

__all__ = ["RecordShelf"]

_DIGEST_BYTES = 16
_TOGETHER = 50
_Kept = TypeVar("_Kept")


class RecordShelf:
    r"""Keep packed records on disk, in order; a context manager.

    Args:
        progress: Shows how far the work is when records are taken from the shelf again.

    >>> import io
    >>> from sedova_lod.engines.kept_records import RecordPacker
    >>> from sedova_lod.serializers import SerializerSettings
    >>> with RecordShelf(Progress(io.StringIO(), {})) as shelf:
    ...     shelf.add(RecordPacker(SerializerSettings("x:")).pack([], [], {}, {}))
    ...     list(shelf), list(shelf.bare())
    ([], [])
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        self._blocks = BlockFile("records cannot be kept here")
        self._places: list[tuple[int, int]] = []

    def __enter__(self) -> RecordShelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._blocks.close()

    @property
    def fingerprint(self) -> str:
        """Tell the records from others, but for their documents."""
        return self._digest.hexdigest()

    def clear(self) -> None:
        """Forget all records: another pass over the tables begins."""
        self._digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        self._blocks.clear()
        self._places.clear()

    def add(self, packed: PackedRecords) -> None:
        """Take in what `RecordPacker` packed.

        Raises:
            OutputError: There is no room for it.
        """
        self._digest.update(packed.records)
        records, documents = self._blocks.write([[packed.records], [packed.documents]])
        self._places.append((records, documents))

    def __iter__(self) -> Iterator[KeptRecord]:
        """Give the records, some of which are held at a time."""
        for records, documents in self._places:
            packed = PackedRecords(*self._blocks.read(records), *self._blocks.read(documents))
            yield from self._counted(unpack_records(packed))

    def bare(self) -> Iterator[Record]:
        """Give the records without their documents, which is quicker."""
        for records, _ in self._places:
            yield from self._counted(unpack_bare_records(*self._blocks.read(records)))

    def _counted(self, records: Iterable[_Kept]) -> Iterator[_Kept]:
        waiting = iter(records)
        while some := list(islice(waiting, _TOGETHER)):
            yield from some
            self._progress.advance(records=len(some))
