"""Writing the records of a pass: into the dumps, and their marks into the state file; kept ones are copied."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Any, BinaryIO

from sedova_lod.engines import BatchResult
from sedova_lod.engines.marks import RecordMarks
from sedova_lod.pipeline.earlier_build import Dump, dump_values, set_times
from sedova_lod.pipeline.state_file import StateLostError, StateWriter
from sedova_lod.serializers import DumpParts, OutputFile

__all__ = ["RecordWriter"]

_PIECE_BYTES = 1 << 20


class RecordWriter:
    """Write records, in order; it is closed in the end.

    What is kept is not copied before something else follows it. So a dump in which nothing changes is not copied at
    all: the old file takes the place of the new one.

    Args:
        files: Files by format, open, each with what stands before the first record.
        state: Takes the marks of the records; None if no state is kept.
        earlier: Dumps of the earlier build, by format; none if nothing is kept of it.
        parts: Dumps in parts, by format, in the place of files; no state is kept of them.
    """

    def __init__(
        self,
        files: Mapping[str, OutputFile],
        state: StateWriter | None,
        earlier: Mapping[str, Dump] | None = None,
        parts: Mapping[str, DumpParts] | None = None,
    ) -> None:
        self._state = state
        self._parts = parts or {}
        self._dumps = [_DumpWriter(name, file, earlier[name] if earlier else None) for name, file in files.items()]

    def close(self) -> None:
        """Close the old dumps."""
        for dump in self._dumps:
            dump.close_old()

    def kept_places(self, name: str) -> array[int]:
        """Give beginnings and ends, in turns, of what was kept of an old dump; complete after `end`."""
        return next(dump.kept for dump in self._dumps if dump.name == name)

    def write(self, result: BatchResult) -> None:
        """Write all records of a batch."""
        for dump in self._dumps:
            dump.write(result.outputs.get(dump.name, b""))
        if result.extents is not None:
            kinds, sizes = result.extents
            for (name, parts), of_one in zip(self._parts.items(), sizes, strict=True):
                parts.write(result.outputs[name], kinds, of_one)
        if self._state is not None and result.marks is not None:
            self._state.add(result.marks)

    def write_one(self, marks: RecordMarks, index: int, pieces: list[memoryview]) -> None:
        """Write one record."""
        for dump, piece in zip(self._dumps, pieces, strict=True):
            dump.write(piece)
        if self._state is not None:
            self._state.add(marks, index, index + 1)

    def keep(self, marks: RecordMarks, places: tuple[int, int], starts: list[int], ends: list[int]) -> None:
        """Keep some records of the earlier build, which follow each other.

        Args:
            marks: Marks, now, of these and others.
            places: First of them among the others, and the one after the last.
            starts: For each format, where they begin in the old dump.
            ends: For each format, where they end there.
        """
        for dump, start, end in zip(self._dumps, starts, ends, strict=True):
            dump.keep(start, end)
        if self._state is not None:
            self._state.add(marks, *places)

    def end(self) -> None:
        """Write what waits; after this, what stands after the last record can be written."""
        for dump in self._dumps:
            dump.end()

    def finish(self, summary: dict[str, Any]) -> None:
        """Write what holds for all records into the state; the dumps are closed by now.

        All get the same time, that of the state, by which a later build knows that nobody has changed them.
        """
        if self._state is not None:
            dumps = {dump.name: dump_values(dump.file, dump.start, dump.place_of_end) for dump in self._dumps}
            self._state.finish({**summary, "dumps": dumps})
            set_times(self._state.path, [dump.file.path for dump in self._dumps])


class _DumpWriter:
    """Write one dump."""

    def __init__(self, name: str, file: OutputFile, old: Dump | None) -> None:
        self.name, self.file, self._old = name, file, old
        self.start = self.place_of_end = file.written.size_bytes
        self.kept: array[int] = array("Q")
        self._waiting: tuple[int, int] | None = None
        self._is_untouched = True
        self._stream: BinaryIO | None = None

    def write(self, data: bytes | memoryview) -> None:
        if data:
            self._copy()
            self._is_untouched = False
            self.file.write(bytes(data))
            self.place_of_end += len(data)

    def keep(self, start: int, end: int) -> None:
        if self._waiting is not None and self._waiting[1] == start:
            self._waiting = (self._waiting[0], end)
        else:
            self._copy()
            self._waiting = (start, end)

    def _copy(self) -> None:
        """Copy what waits to be kept."""
        if self._waiting is None or self._old is None:
            return
        start, end = self._waiting
        self.kept.extend(self._waiting)
        self._waiting = None
        self._is_untouched = False
        self.place_of_end += end - start
        if self._stream is None:
            self._stream = self._old.path.open("rb")
        self._stream.seek(start)
        while start < end:
            piece = self._stream.read(min(end - start, _PIECE_BYTES))
            if not piece:
                raise StateLostError(f"{self._old.written.name} changed while it was read")
            self.file.write(piece)
            start += len(piece)

    def end(self) -> None:
        if self._old is not None and self._is_untouched and self._waiting == (self._old.start, self._old.end):
            self.kept.extend(self._waiting)
            self.place_of_end = self._old.end
            self.file.take_over(self._old.path, self._old.written)
        else:
            self._copy()
            self.file.begin_to_settle()
        self.close_old()

    def close_old(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
