"""Whole records of an open CSV file, taken as bytes: line ends and quotation marks tell where they end."""

from __future__ import annotations

import codecs
from typing import TextIO

from sedova_lod.readers.csv_lines import MOST_LINE

__all__ = ["RecordBytes", "n_lines", "n_records"]

_PIECE_BYTES = 1 << 18
_CODECS = ("utf-8", "utf-8-sig")
_NO_PLACE = 1 << 63  # from here on, what a stream tells holds more than a place: half a line end has been read


class RecordBytes:
    r"""Take records from a file that is read as text, from where that has come to.

    Only UTF-8 is taken: in other encodings, bytes of a letter may look like a quotation mark.

    Args:
        stream: The file; nothing else is read from it before `go_back`.

    >>> from io import BytesIO, TextIOWrapper
    >>> stream = TextIOWrapper(BytesIO(b'id,name\n1,"a\nb"\n2,c\n'), "utf-8", newline="")
    >>> stream.readline()
    'id,name\n'
    >>> records = RecordBytes(stream)
    >>> records.take(), records.take()
    (b'1,"a\nb"\n2,c\n', b'')
    >>> records.go_back(4)
    >>> stream.readline()
    '2,c\n'
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bytes = stream.buffer
        self._place = stream.tell()
        self._is_fit = codecs.lookup(stream.encoding).name in _CODECS and self._place < _NO_PLACE
        if self._is_fit:
            self._bytes.seek(self._place)

    def take(self) -> bytes:
        """Take some records; none at the end, or if no end of a record is found soon."""
        if not self._is_fit:
            return b""
        data = self._bytes.read(_PIECE_BYTES)
        is_open = data.count(b'"') % 2 == 1
        while len(data) < 2 * _PIECE_BYTES and (line := self._bytes.readline(MOST_LINE)):
            data += line
            is_open ^= line.count(b'"') % 2 == 1
            if not is_open:
                break
        if is_open or len(data) >= MOST_LINE:
            return b""
        self._place += len(data)
        return data

    def go_back(self, n_bytes: int) -> None:
        """Let the file be read as text again, from where the records end, or so many bytes before."""
        if self._is_fit:
            self._place -= n_bytes
            self._stream.seek(self._place)


def n_lines(data: bytes) -> int:
    r"""Count lines, which end in a line feed, a carriage return, or both.

    >>> n_lines(b"a\r\nb\rc\nd")
    4
    """
    return len(data.splitlines())


def n_records(data: bytes) -> int:
    r"""Count the records of a text, if its quotation marks pair: line ends within them end no record.

    >>> n_records(b'a,"b\nc"\nd\n'), n_records(b'a,"b ""c"", d"\r\ne')
    (2, 2)
    """
    number = is_open = 0
    for line in data.splitlines():
        is_open ^= line.count(b'"') & 1
        number += not is_open
    return number
