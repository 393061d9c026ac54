"""How an index is laid out in its file: a head that describes it, then sections of numbers and compressed text."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NamedTuple

from sedova_lod.errors import InputError, OutputError
from sedova_lod.linking.index_postings import PostingCode

__all__ = ["NO_YEAR", "SECTIONS", "IndexHead", "pack_head", "padding", "spare_others", "unpack_head"]

NO_YEAR = -32768
"""Stands for a year that is not known to within a few."""

SECTIONS = ("dictionary", "blocks", "block_starts", "born", "died", "initials", "bucket_starts", "postings")
"""Names of the sections, in their order."""

_MAGIC = b"sedova-lod index\n"
_HEAD_START = len(_MAGIC) + 8
_FORMAT = 1
_ALIGNMENT = 8
_MOST_HEAD = 1 << 16
_AGAIN = "make it again from its source"


class IndexHead(NamedTuple):
    """Describe an index.

    Args:
        n_entities: Entities in it.
        n_names: Names that they have.
        bucket_bits: First bits of a key's hash, that say in which bucket its postings are.
        snapshot: Of when its source is: an ISO date; empty if not known.
        source: Name of the file that it was made from.
        sizes: Bytes of each section.

    >>> IndexHead(1, 2, 8, "2026-01-05", "pool.csv", (0,) * 8).posting_code
    PostingCode(bucket_bits=8, entity_bits=1)
    """

    n_entities: int
    n_names: int
    bucket_bits: int
    snapshot: str
    source: str
    sizes: tuple[int, ...]

    @property
    def posting_code(self) -> PostingCode:
        """Give how its postings are written."""
        return PostingCode(self.bucket_bits, max(1, (self.n_entities - 1).bit_length()))


def pack_head(head: IndexHead) -> bytes:
    """Write the head of a file, padded so that the sections are aligned.

    >>> unpack_head(pack_head(IndexHead(1, 2, 8, "", "pool.csv", (0,) * 8)), "pool.index")[0].n_names
    2
    """
    described = {"format": _FORMAT, **head._asdict()}
    text = json.dumps(described, sort_keys=True, separators=(",", ":")).encode()
    return _MAGIC + len(text).to_bytes(8, "little") + text + bytes(padding(_HEAD_START + len(text)))


def spare_others(target: Path) -> None:
    """Refuse to make an index in the place of a file that is none.

    Raises:
        OutputError: There is such a file.

    >>> spare_others(Path("README.md"))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.OutputError: README.md: this file is no index, and would be replaced
      hint: choose another name for the index
    """
    try:
        with target.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError:  # there is none, or else it is told when the index takes its place
        return
    if start and start != _MAGIC:
        what, hint = "this file is no index, and would be replaced", "choose another name for the index"
        raise OutputError(what, where=str(target), hint=hint)


def padding(size: int) -> int:
    """Give how many bytes to add after as many, so that what follows is aligned.

    >>> padding(13), padding(16)
    (3, 0)
    """
    return -size % _ALIGNMENT


def unpack_head(data: bytes | memoryview, shown: str) -> tuple[IndexHead, dict[str, slice]]:
    """Read the head of a file.

    Args:
        data: The file's bytes.
        shown: Name of the file in messages.

    Returns:
        The head, and where each section lies.

    Raises:
        InputError: This is no index, one that was cut off, or one of another version.
    """
    if bytes(data[: len(_MAGIC)]) != _MAGIC:
        raise InputError("this is no index", where=shown, hint="make one with 'sedova-lod link index'")
    size = int.from_bytes(data[len(_MAGIC) : _HEAD_START], "little")
    head = _read_head(bytes(data[_HEAD_START : _HEAD_START + min(size, _MOST_HEAD)]), shown)
    sections, place = {}, _HEAD_START + size + padding(_HEAD_START + size)
    for name, length in zip(SECTIONS, head.sizes, strict=True):
        sections[name] = slice(place, place + length)
        place += length + padding(length)
    if place > len(data):
        raise InputError("this index was cut off", where=shown, hint=_AGAIN)
    return head, sections


def _read_head(text: bytes, shown: str) -> IndexHead:
    try:
        described = json.loads(text)
        version = described.pop("format")
        if version == _FORMAT and sys.byteorder == "little":
            return IndexHead(**{**described, "sizes": tuple(described["sizes"])})
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise InputError("the head of this index is damaged", where=shown, hint=_AGAIN) from error
    raise InputError(f"this index has format {version}, not {_FORMAT}", where=shown, hint=_AGAIN)
