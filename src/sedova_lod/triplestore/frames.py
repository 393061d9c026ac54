"""Frames: how a query process and the process that started it talk, by pipes."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any, NamedTuple

__all__ = ["DATA", "END", "FAULT", "HEAD", "READY", "Frame", "read_frame", "read_object", "write_frame", "write_object"]

READY = b"R"
"""Sort of the frame that says that jobs are waited for."""

HEAD = b"H"
"""Sort of the frame that says what an answer is."""

DATA = b"D"
"""Sort of the frames with the parts of an answer."""

END = b"E"
"""Sort of the frame that ends an answer."""

FAULT = b"X"
"""Sort of the frame that says why there is no answer."""

_HEAD = struct.Struct(">cI")
_MOST_BYTES = 1 << 30


class Frame(NamedTuple):
    """Hold one frame.

    Args:
        sort: One of the sorts above.
        content: Its bytes.
    """

    sort: bytes
    content: bytes

    def read(self) -> dict[str, Any]:
        """Give its JSON object."""
        value: dict[str, Any] = json.loads(self.content)
        return value


def write_frame(stream: IO[bytes], sort: bytes, content: bytes = b"") -> None:
    """Send a frame.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write_frame(stream, DATA, b"abc")
    >>> read_frame(io.BytesIO(stream.getvalue()))
    Frame(sort=b'D', content=b'abc')
    """
    stream.write(_HEAD.pack(sort, len(content)) + content)
    stream.flush()


def write_object(stream: IO[bytes], sort: bytes, value: Mapping[str, Any]) -> None:
    """Send a JSON object.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write_object(stream, END, {"rows": 1})
    >>> read_object(io.BytesIO(stream.getvalue()))
    {'rows': 1}
    """
    write_frame(stream, sort, json.dumps(value).encode())


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Receive a frame; None if the other side is gone."""
    head = _exactly(stream, _HEAD.size)
    if head is None:
        return None
    sort, size = _HEAD.unpack(head)
    content = _exactly(stream, size) if size <= _MOST_BYTES else None
    return None if content is None else Frame(sort, content)


def read_object(stream: IO[bytes]) -> dict[str, Any] | None:
    """Receive a JSON object; None if the other side is gone."""
    frame = read_frame(stream)
    return None if frame is None else frame.read()


def _exactly(stream: IO[bytes], size: int) -> bytes | None:
    content = stream.read(size)
    return content if len(content) == size else None
