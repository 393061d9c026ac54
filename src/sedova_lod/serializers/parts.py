"""A dump in parts: a file for each kind of record, or files up to a size; each is a whole document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from sedova_lod.serializers.protocol import Serializer
from sedova_lod.serializers.writing import OutputFile, WrittenFile
from sedova_lod.settings import Split

__all__ = ["STEM", "DumpParts", "Extents"]

STEM = "dataset"
"""What the names of dumps begin with."""

_TOGETHER = "All parts together hold the data set."


class Extents(NamedTuple):
    """Tell how far each of some records reaches in the outputs, in order.

    Args:
        kinds: Kind of each.
        sizes: For each format, the number of bytes of each.

    >>> Extents(["person", "place"], ([120, 80],)).kinds
    ['person', 'place']
    """

    kinds: list[str]
    sizes: tuple[list[int], ...]


class DumpParts:
    r"""Write one dump in parts: each has header, records in order, and footer, and no record is cut in two.

    By kind, a part holds all records of one kind: `dataset-person.nt`. By size, a part ends before the record that
    would make it larger: `part-00001.nt`; a record that is larger by itself has a part of its own. Header and footer
    count, compression does not. Where parts end depends on the records alone, never on how they come in batches. A data
    set without records is one file.

    Args:
        create: Begins a file of the output folder.
        serializer: Writes header and footer.
        split: How the dump is split.
        ending: End of the names, after that of the format: `.zst`.
        is_header_once: Whether the header says something of the whole and is needed by no other part than the first.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from sedova_lod.serializers import OutputFolder, SerializerSettings, open_serializer
    >>> with tempfile.TemporaryDirectory() as place, OutputFolder(Path(place) / "dist") as folder:
    ...     parts = DumpParts(folder.create, open_serializer("nt", SerializerSettings("x:")), Split("size", 10))
    ...     parts.write(b"1234\n1234\n1234\n", ["place", "place", "place"], [5, 5, 5])
    ...     parts.finish()
    ...     [(file.name, file.size_bytes) for file in parts.written]
    [('part-00001.nt', 10), ('part-00002.nt', 5)]
    """

    def __init__(
        self,
        create: Callable[[str], OutputFile],
        serializer: Serializer,
        split: Split,
        ending: str = "",
        *,
        is_header_once: bool = False,
    ) -> None:
        self._create, self._split, self._is_header_once = create, split, is_header_once
        self._header, self._footer = serializer.header(), serializer.footer()
        self._ending = f"{serializer.suffix}{ending}"
        self._most_bytes = split.most_bytes - len(self._footer)
        self._kinds: list[str] = []
        self._files: list[OutputFile] = []
        self._size_bytes = 0
        self._has_records = False

    @property
    def written(self) -> list[WrittenFile]:
        """Tell what was written, part by part, each with a note; complete when all is finished."""
        number = len(self._files)
        by_kind = [f"The records of the kind {kind}. {_TOGETHER}" if kind else "" for kind in self._kinds]
        by_size = [f"Part {index} of {number}. {_TOGETHER}" for index in range(1, number + 1)]
        notes = by_kind if self._split.by == "kind" else by_size
        return [replace(file.written, note=note) for file, note in zip(self._files, notes, strict=True)]

    def write(self, data: bytes, kinds: Sequence[str], sizes: Sequence[int]) -> None:
        """Write some records.

        Args:
            data: Their bytes.
            kinds: Kind of each.
            sizes: Number of bytes of each.

        Raises:
            ValueError: They are split by kind, and records of one kind do not stand together.
        """
        start = end = 0
        for kind, size_bytes in zip(kinds, sizes, strict=True):
            if self._must_begin(kind, size_bytes):
                self._put(data[start:end])
                self._begin(kind)
                start = end
            end += size_bytes
            self._size_bytes += size_bytes
            self._has_records = True
        self._put(data[start:end])

    def finish(self) -> None:
        """End the last part; without any record, write the file that says so."""
        if not self._files:
            self._begin("")
        self._end()

    def _must_begin(self, kind: str, size_bytes: int) -> bool:
        if not self._files:
            return True
        if self._split.by == "kind":
            return kind != self._kinds[-1]
        return self._has_records and self._size_bytes + size_bytes > self._most_bytes

    def _begin(self, kind: str) -> None:
        if self._split.by == "kind" and kind in self._kinds:
            raise ValueError(f"records of the kind '{kind}' do not stand together")
        header = b"" if self._files and self._is_header_once else self._header
        if self._files:
            self._end()
        self._kinds.append(kind)
        self._files.append(self._create(self._name(kind)))
        self._size_bytes, self._has_records = len(header), False
        self._put(header)

    def _name(self, kind: str) -> str:
        if self._split.by == "kind":
            return f"{STEM}-{kind}{self._ending}" if kind else f"{STEM}{self._ending}"
        return f"part-{len(self._files) + 1:05}{self._ending}"

    def _end(self) -> None:
        self._put(self._footer)
        self._files[-1].close()

    def _put(self, data: bytes) -> None:
        if data:
            self._files[-1].write(data)
