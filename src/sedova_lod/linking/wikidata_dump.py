"""Dumps of Wikidata, one item a line, read as entities."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from sedova_lod.errors import InputError, MissingExtraError
from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import CELL_TOO_LONG, UNREADABLE_RECORD
from sedova_lod.linking.entities import Entity
from sedova_lod.linking.wikidata_items import entity_from_json, is_item

__all__ = ["WikidataDump", "is_dump"]

_ENDING = re.compile(r"\.(?:json|jsonl|ndjson)(?:\.(gz|bz2|xz|zst))?$", re.IGNORECASE)
_MOST_LINE = 1 << 26
_CHUNK = 1 << 18
_PUNCTUATION = b" \t\r\n,"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def is_dump(path: Path) -> bool:
    """Tell by its name whether a file is a dump of Wikidata.

    >>> is_dump(Path("latest-all.json.bz2")), is_dump(Path("pool.csv"))
    (True, False)
    """
    return _ENDING.search(path.name) is not None


class WikidataDump:
    """Read the items of a dump, or of a part of one; it is streamed.

    Places, occupations and countries of an entity are QIDs: they are items of the dump themselves.

    Args:
        path: The file: an array or plain lines with one item each, as it is or compressed by gzip, bzip2, xz or zstd.
        report: Is told of lines that are no item.
        languages: Languages of the primary name and the description, in the order wanted.
    """

    def __init__(self, path: Path, report: Callable[[Finding], None], languages: tuple[str, ...] = ("en",)) -> None:
        self._path, self._report, self._languages = path, report, languages
        self.snapshot = ""
        self.n_passed_over: Counter[str] = Counter()

    def entities(self) -> Iterator[Entity]:
        """Give the entities; `snapshot` is the latest day on which one of them was changed.

        Raises:
            InputError: The file is not there, or is damaged or cut off.
        """
        for number, item in self._items():
            if not is_item(item):
                self._pass_over(number, item)
                continue
            modified = str(item.get("modified", ""))[:10]
            if modified > self.snapshot and _DAY.fullmatch(modified):
                self.snapshot = modified
            yield entity_from_json(item, self._languages, str)

    def _items(self) -> Iterator[tuple[int, Any]]:
        for number, line in self._lines():
            text = line.strip(_PUNCTUATION)
            if text in (b"", b"[", b"]"):
                continue
            try:
                found = json.loads(text)
            except (ValueError, RecursionError) as error:
                self._tell(number, f"the line is no JSON: {_clause(error)}")
                continue
            several = found.get("entities") if isinstance(found, dict) else None
            for item in several.values() if isinstance(several, dict) else (found,):
                yield number, item

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        number = 0
        try:
            with self._open() as stream:
                while line := stream.readline(_MOST_LINE):
                    number += 1
                    if len(line) == _MOST_LINE and not line.endswith(b"\n"):
                        self._report(self._too_long(number))
                        while line and not line.endswith(b"\n"):
                            line = stream.readline(_MOST_LINE)
                    else:
                        yield number, line
        except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
            if number == 0 and isinstance(error, OSError):
                raise InputError(f"cannot be read: {error.strerror or error}", where=str(self._path)) from error
            raise InputError(
                f"the file is damaged or was cut off after line {number}",
                where=str(self._path),
                hint="fetch it again, and compare its checksum",
            ) from error

    def _open(self) -> IO[bytes]:
        ending = _ENDING.search(self._path.name)
        compression = ending[1].lower() if ending and ending[1] else ""
        if compression == "zst":
            return _open_zstd(self._path)
        openers: dict[str, Callable[[Path], Any]] = {"": _open_plain, "gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}
        return cast("IO[bytes]", openers[compression](self._path))

    def _pass_over(self, number: int, item: Any) -> None:
        """Count what is in every dump but no thing; anything else is a fault."""
        identity = item.get("id") if isinstance(item, dict) else None
        if not isinstance(identity, str) or not identity:
            self._tell(number, "the line is no item: it has no id")
        elif "missing" in item:
            self.n_passed_over["missing item"] += 1
        else:
            self.n_passed_over["page" if identity[0] == "Q" else "property or lexeme"] += 1

    def _tell(self, number: int, what: str) -> None:
        hint = "fetch the dump again, or mend the line"
        self._report(UNREADABLE_RECORD.finding(what, hint=hint, where=CellRef(self._path.name, number)))

    def _too_long(self, number: int) -> Finding:
        what = f"the line is longer than {_MOST_LINE >> 20} MiB, and was left out"
        hint = "write one item a line"
        return CELL_TOO_LONG.finding(what, hint=hint, where=CellRef(self._path.name, number))


def _open_plain(path: Path) -> IO[bytes]:
    return path.open("rb")


def _open_zstd(path: Path) -> IO[bytes]:
    try:
        import zstandard  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("Files compressed with zstd", "zstd") from error
    return io.BufferedReader(_ZstdFile(path, zstandard), _CHUNK)


class _ZstdFile(io.RawIOBase):
    """Read a file compressed by zstd; unlike the library's own reader it tells if the file was cut off."""

    def __init__(self, path: Path, library: Any) -> None:
        self._file, self._library = path.open("rb"), library
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            chunk = self._file.read(_CHUNK)
            if not chunk:
                if self._frame is not None:
                    raise EOFError
                return 0
            self._ready = self._unpack(chunk)
        given = self._ready[: len(buffer)]
        self._ready = self._ready[len(given) :]
        buffer[: len(given)] = given
        return len(given)

    def _unpack(self, chunk: bytes) -> bytes:
        unpacked = b""
        while chunk:
            self._frame = self._frame or self._library.ZstdDecompressor().decompressobj()
            try:
                unpacked += self._frame.decompress(chunk)
            except self._library.ZstdError as error:
                raise EOFError from error
            chunk = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return unpacked

    def close(self) -> None:
        self._file.close()
        super().close()


def _clause(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[:1].lower()}{error.msg[1:]} at column {error.colno}"
    return "it is nested too deeply" if isinstance(error, RecursionError) else "its bytes are no UTF-8"
