"""The shelf: where a build leaves its records, with their documents, for the site that is made of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sedova_lod.engines.kept_records import KeptRecord, PackedRecords, unpack_bare_records, unpack_records
from sedova_lod.errors import OutputError
from sedova_lod.progress import Progress
from sedova_lod.records import Record

__all__ = ["RecordShelf"]

_SIZE_BYTES = 8
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
        try:
            self._file = tempfile.TemporaryFile(prefix="sedova-lod-records-")  # noqa: SIM115 - closed by `__exit__`
        except OSError as error:
            raise OutputError("no room for working files", where=tempfile.gettempdir()) from error

    def __enter__(self) -> RecordShelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    @property
    def fingerprint(self) -> str:
        """Tell the records from others, but for their documents."""
        return self._digest.hexdigest()

    def clear(self) -> None:
        """Forget all records: another pass over the tables begins."""
        self._digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        self._file.seek(0)
        self._file.truncate()

    def add(self, packed: PackedRecords) -> None:
        """Take in what `RecordPacker` packed.

        Raises:
            OutputError: There is no room for it.
        """
        self._digest.update(packed.records)
        try:
            for piece in packed:
                self._file.write(len(piece).to_bytes(_SIZE_BYTES, "little"))
                self._file.write(piece)
        except OSError as error:
            raise OutputError(f"no room for working files: {error.strerror}", where=tempfile.gettempdir()) from error

    def __iter__(self) -> Iterator[KeptRecord]:
        """Give the records, some of which are held at a time."""
        for packed in self._packed():
            yield from self._counted(unpack_records(PackedRecords(packed, self._read())))

    def bare(self) -> Iterator[Record]:
        """Give the records without their documents, which is quicker."""
        for packed in self._packed():
            self._file.seek(self._size(), os.SEEK_CUR)
            yield from self._counted(unpack_bare_records(packed))

    def _packed(self) -> Iterator[bytes]:
        """Give some records at a time; their documents stand after them in the file."""
        self._file.seek(0)
        while packed := self._read():
            yield packed

    def _counted(self, records: Iterable[_Kept]) -> Iterator[_Kept]:
        waiting = iter(records)
        while some := list(islice(waiting, _TOGETHER)):
            yield from some
            self._progress.advance(records=len(some))

    def _read(self) -> bytes:
        return self._file.read(self._size())

    def _size(self) -> int:
        return int.from_bytes(self._file.read(_SIZE_BYTES), "little")
