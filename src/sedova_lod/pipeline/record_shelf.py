"""The shelf: where a build leaves its records, with their documents, for the site that is made of them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator

from sedova_lod.engines.kept_records import KeptRecord, PackedRecords, unpack_records
from sedova_lod.errors import OutputError
from sedova_lod.progress import Progress

__all__ = ["RecordShelf"]

_SIZE_BYTES = 8
_DIGEST_BYTES = 16


class RecordShelf:
    r"""Keep packed records on disk, in order; a context manager.

    Args:
        progress: Shows how far the work is when records are taken from the shelf again.

    >>> import io
    >>> with RecordShelf(Progress(io.StringIO(), {})) as shelf:
    ...     shelf.add(PackedRecords(b"[\x00\x00\x00\x00", b"[\x00\x00\x00\x00"))  # empty lists
    ...     list(shelf)
    []
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
        self._file.seek(0)
        while piece := self._read():
            records = unpack_records(PackedRecords(piece, self._read()))
            yield from records
            self._progress.advance(records=len(records))

    def _read(self) -> bytes:
        return self._file.read(int.from_bytes(self._file.read(_SIZE_BYTES), "little"))
