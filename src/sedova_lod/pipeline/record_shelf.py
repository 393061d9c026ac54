"""The shelf: where a build leaves its records, with their documents, for the site that is made of them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from sedova_lod.engines.kept_records import KeptRecord, unpack_records
from sedova_lod.errors import OutputError
from sedova_lod.progress import Progress

__all__ = ["RecordShelf"]

_SIZE_BYTES = 8


class RecordShelf:
    r"""Keep packed records on disk, in order; a context manager.

    Args:
        progress: Shows how far the work is when records are taken from the shelf again.

    >>> import io
    >>> with RecordShelf(Progress(io.StringIO(), {})) as shelf:
    ...     shelf.add(b"[\x00\x00\x00\x00")  # an empty list
    ...     list(shelf)
    []
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        try:
            self._file = tempfile.TemporaryFile(prefix="sedova-lod-records-")  # noqa: SIM115 - closed by `__exit__`
        except OSError as error:
            raise OutputError("no room for working files", where=tempfile.gettempdir()) from error

    def __enter__(self) -> RecordShelf:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def clear(self) -> None:
        """Forget all records: another pass over the tables begins."""
        self._file.seek(0)
        self._file.truncate()

    def add(self, packed: bytes) -> None:
        """Take in what `RecordPacker` packed; empty where nothing was to be packed.

        Raises:
            OutputError: There is no room for it.
        """
        if not packed:
            return
        try:
            self._file.write(len(packed).to_bytes(_SIZE_BYTES, "little"))
            self._file.write(packed)
        except OSError as error:
            raise OutputError(f"no room for working files: {error.strerror}", where=tempfile.gettempdir()) from error

    def __iter__(self) -> Iterator[KeptRecord]:
        """Give the records, some of which are held at a time."""
        self._file.seek(0)
        while size := self._file.read(_SIZE_BYTES):
            records = unpack_records(self._file.read(int.from_bytes(size, "little")))
            yield from records
            self._progress.advance(records=len(records))
