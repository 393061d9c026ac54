"""The state file of a build: beside the dumps, what a later build must know of each record to keep it as it is.

    sedova-lod state 2        the format and its version
    B, length, block          again and again: the marks of some records, in the order of the dumps
    F, length, JSON           once: what the records depend on, and what was found and counted
    digest                    BLAKE2b of all that stands before

A file that is cut off, changed, or of another version is of no use, and is told as such.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from sedova_lod.engines.marks import RecordMarks
from sedova_lod.findings.pile import finding_from, finding_values
from sedova_lod.serializers import OutputFile
from sedova_lod.validation import unpacked_marks

__all__ = ["BuildState", "StateLostError", "StateWriter"]

_MAGIC = b"sedova-lod state 2\n"
_BLOCK, _END = b"B", b"F"
_HEAD = struct.Struct("<cQ")
_COLUMNS = struct.Struct("<IIII")
_FINGERPRINT_BYTES = 16
_DIGEST_BYTES = 32
_NODE_BYTES = 4
_BLOCK_RECORDS = 1000
_PIECE_BYTES = 1_000_000


class StateLostError(Exception):
    """Tell why a state file, or what it speaks of, cannot be used; nothing is wrong for the user."""


class StateWriter:
    """Write a state file, record by record.

    Args:
        file: The file, open; it is closed by `finish`.
        n_formats: Number of formats that the records are written in.
    """

    def __init__(self, file: OutputFile, n_formats: int) -> None:
        self._file = file
        self.path = file.path
        self._n_formats = n_formats
        self._digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
        self._held = self._nothing()
        self._write(_MAGIC)

    def _nothing(self) -> RecordMarks:
        return RecordMarks(sizes=[[] for _ in range(self._n_formats)])

    def _write(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)

    def add(self, marks: RecordMarks, start: int = 0, end: int | None = None) -> None:
        """Add the marks of some records."""
        self._held.extend(marks, start, len(marks.keys) if end is None else end)
        while len(self._held.keys) >= _BLOCK_RECORDS:  # blocks are alike, whatever the batches
            self._flush()

    def _flush(self) -> None:
        held, self._held = self._held, self._nothing()
        first = self._nothing()
        first.extend(held, 0, _BLOCK_RECORDS)
        self._held.extend(held, _BLOCK_RECORDS, len(held.keys))
        block = _packed(first)
        self._write(_HEAD.pack(_BLOCK, len(block)) + block)

    def finish(self, summary: Mapping[str, Any]) -> None:
        """Write what holds for all records, and close the file."""
        if self._held.keys:
            self._flush()
        text = json.dumps(summary, sort_keys=True).encode()
        self._write(_HEAD.pack(_END, len(text)) + text)
        self._file.write(_HEAD.pack(_END, len(text)) + self._digest.digest())
        self._file.close()


class BuildState:
    r"""Read a state file, whole and as it was written; a context manager.

    Args:
        path: The file.

    Attributes:
        summary: What holds for all records.

    Raises:
        StateLostError: The file cannot be used.
        FileNotFoundError: There is none.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "state"
    ...     writer = StateWriter(OutputFile(path, "state", "state"), 1)
    ...     writer.add(RecordMarks(["person\0a"], [b"0123456789abcdef"], [[0, 2]], [[7]], nodes=[b"1234"]))
    ...     writer.finish({"formats": ["nt"]})
    ...     with BuildState(path) as state:
    ...         [block.nodes for block in state.blocks()], list(state.places_of(frozenset([0x34333231]), 0))
    ([[b'1234']], [(0, 0, 7)])
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("rb")
        try:
            self.summary: dict[str, Any] = self._check()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> BuildState:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def _check(self) -> dict[str, Any]:
        stream = self._stream
        size_bytes = stream.seek(0, 2)
        tail_bytes = _HEAD.size + _DIGEST_BYTES
        stream.seek(0)
        if stream.read(len(_MAGIC)) != _MAGIC:
            raise StateLostError("the state file is of another version")
        if size_bytes < len(_MAGIC) + _HEAD.size + tail_bytes:
            raise StateLostError("the state file is cut off")
        stream.seek(0)
        digest, left = hashlib.blake2b(digest_size=_DIGEST_BYTES), size_bytes - tail_bytes
        while left:
            piece = stream.read(min(left, _PIECE_BYTES))
            if not piece:
                raise StateLostError("the state file is cut off")
            digest.update(piece)
            left -= len(piece)
        tail = stream.read(tail_bytes)
        if tail[_HEAD.size :] != digest.digest():
            raise StateLostError("the state file is damaged")
        _sign, length = _HEAD.unpack(tail[: _HEAD.size])
        stream.seek(size_bytes - tail_bytes - length)
        summary: dict[str, Any] = json.loads(stream.read(length))
        return summary

    def blocks(self) -> Iterator[RecordMarks]:
        """Yield the marks of all records, block by block."""
        for block in self._blocks():
            yield _unpacked(block)

    def _blocks(self) -> Iterator[bytes]:
        place = len(_MAGIC)
        while True:
            self._stream.seek(place)  # others may read from another place meanwhile
            sign, length = _HEAD.unpack(self._stream.read(_HEAD.size))
            if sign == _END:
                return
            yield self._stream.read(length)
            place += _HEAD.size + length

    def places_of(self, nodes: frozenset[int], column: int) -> Iterator[tuple[int, int, int]]:
        """Yield number, beginning and end of the records that have one of some marks of nodes.

        Args:
            nodes: The marks.
            column: Number of the format; places are counted from the first record's in its dump.
        """
        number = place = 0
        for block in self._blocks():
            parts = _Parts(block)
            sizes = parts.sizes[parts.n_records * column : parts.n_records * (column + 1)]
            if not nodes.isdisjoint(parts.nodes):
                ends = (*accumulate(sizes, initial=place),)
                for index, own in enumerate(parts.packed_nodes()):
                    if not nodes.isdisjoint(unpacked_marks(own)):
                        yield number + index, ends[index], ends[index + 1]
            number += parts.n_records
            place += sum(sizes)


def _packed(marks: RecordMarks) -> bytes:
    told = ((key, marks.findings[key]) for key in marks.keys if key in marks.findings) if marks.findings else ()
    findings = {key: (mark, [finding_values(finding) for finding in found]) for key, (mark, found) in told}
    texts = json.dumps((marks.keys, marks.rows, findings)).encode()
    nodes = b"".join(marks.nodes)
    numbers = [number for column in marks.sizes for number in column]
    if nodes:
        numbers += [len(own) // _NODE_BYTES for own in marks.nodes]
    sizes = struct.pack(f"<{len(numbers)}I", *numbers)
    head = _COLUMNS.pack(len(marks.keys), len(marks.sizes), len(texts), len(nodes))
    return head + texts + b"".join(marks.fingerprints) + sizes + nodes


class _Parts:
    """Find the parts of a block.

    Args:
        block: The block.
    """

    def __init__(self, block: bytes) -> None:
        self.n_records, self.n_formats, text_bytes, node_bytes = _COLUMNS.unpack_from(block)
        self._block = block
        self._texts = slice(_COLUMNS.size, _COLUMNS.size + text_bytes)
        self._fingerprints = range(
            self._texts.stop, self._texts.stop + self.n_records * _FINGERPRINT_BYTES, _FINGERPRINT_BYTES
        )
        n_columns = self.n_formats + (1 if node_bytes else 0)
        numbers = struct.unpack_from(f"<{n_columns * self.n_records}I", block, self._fingerprints.stop)
        self.sizes = numbers[: self.n_records * self.n_formats]
        self._n_nodes = numbers[len(self.sizes) :] or (0,) * self.n_records
        self._nodes = block[len(block) - node_bytes :]

    @property
    def texts(self) -> Any:
        return json.loads(self._block[self._texts])

    @property
    def fingerprints(self) -> list[bytes]:
        return [self._block[place : place + _FINGERPRINT_BYTES] for place in self._fingerprints]

    @property
    def nodes(self) -> Sequence[int]:
        return unpacked_marks(self._nodes)

    def packed_nodes(self) -> Iterator[bytes]:
        """Yield the marks of nodes, record by record."""
        start = 0
        for number in self._n_nodes:
            end = start + number * _NODE_BYTES
            yield self._nodes[start:end]
            start = end


def _unpacked(block: bytes) -> RecordMarks:
    parts = _Parts(block)
    keys, rows, findings = parts.texts
    n_records = parts.n_records
    return RecordMarks(
        keys,
        parts.fingerprints,
        rows,
        [list(parts.sizes[n_records * column : n_records * (column + 1)]) for column in range(parts.n_formats)],
        {key: (mark, [finding_from(values) for values in found]) for key, (mark, found) in findings.items()},
        nodes=list(parts.packed_nodes()),
    )
