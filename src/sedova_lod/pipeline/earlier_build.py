"""The earlier build in an output folder: its state and its dumps, if both are as it left them."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from sedova_lod.pipeline.build_keys import BuildKeys
from sedova_lod.pipeline.dump_statements import LINE_FORMATS, DumpLines
from sedova_lod.pipeline.state_file import BuildState, StateLostError
from sedova_lod.serializers import STATE_FILE, OutputFile, WrittenFile

__all__ = ["Dump", "EarlierBuild", "can_keep_state", "dump_values", "set_times"]

_FORMATS = frozenset(("ttl", "jsonld", "nt", "nq"))
_PIECE_BYTES = 1 << 20


class Dump(NamedTuple):
    """Tell where the records stand in a dump.

    Args:
        path: The file.
        start: Place of the first record.
        end: Place after the last one.
        written: Name, size and hash.
    """

    path: Path
    start: int
    end: int
    written: WrittenFile


def can_keep_state(formats: Sequence[str], compress: str, *, is_split: bool = False) -> bool:
    """Say whether a later build can keep what this one writes.

    The dumps must be neither compressed nor split, as records are looked up in them; one must be N-Triples or N-Quads,
    whose lines say what a record held; and all must be formats of the tool, as others may change without its knowing.

    >>> can_keep_state(("ttl", "nt"), "none"), can_keep_state(("ttl",), "none"), can_keep_state(("nt",), "gzip")
    (True, False, False)
    """
    has_lines = any(name in LINE_FORMATS for name in formats)
    return compress == "none" and not is_split and has_lines and _FORMATS.issuperset(formats)


def dump_values(file: OutputFile, start: int, end: int) -> dict[str, Any]:
    """Describe a dump that is closed, for the state file."""
    written = file.written
    return {
        "end": end,
        "name": written.name,
        "sha256": written.sha256,
        "size_bytes": written.size_bytes,
        "start": start,
    }


def set_times(state: Path, dumps: Iterable[Path]) -> None:
    """Give the dumps the time of the state file, to the nanosecond: no other file has it.

    The state holds no times itself, so that equal builds give equal bytes.
    """
    time_ns = state.stat().st_mtime_ns
    for path in (state, *dumps):
        os.utime(path, ns=(time_ns, time_ns))


class EarlierBuild:
    """Hold the state and the dumps of an earlier build; a context manager.

    Args:
        folder: The output folder.
        keys: What this build depends on.
        formats: Formats of the dumps.
        base: IRI with which the addresses of the data set begin.

    Raises:
        FileNotFoundError: There is no state.
        StateLostError: It cannot be used.
    """

    def __init__(self, folder: Path, keys: BuildKeys, formats: Sequence[str], base: str) -> None:
        with ExitStack() as on_fault:
            self._stack = ExitStack()
            on_fault.push(self._stack)
            try:
                self.state = self._stack.enter_context(BuildState(folder / STATE_FILE))
                self.keys = BuildKeys(*self.state.summary["keys"])
                if self.keys.outputs != keys.outputs or self.state.summary["formats"] != list(formats):
                    raise StateLostError("the profile, the shapes, the settings or the tool have changed")
                found: Mapping[str, Any] = self.state.summary["dumps"]
                time_ns = (folder / STATE_FILE).stat().st_mtime_ns
                self.dumps = {name: _checked(folder, found[name], time_ns) for name in formats}
            except (ValueError, LookupError, TypeError, struct.error) as error:
                raise StateLostError("the state file is damaged") from error
            self.formats = tuple(formats)
            self.line_format = next(name for name in LINE_FORMATS if name in formats)
            self.lines = self._stack.enter_context(DumpLines(self.dumps[self.line_format].path, base))
            on_fault.pop_all()

    def __enter__(self) -> EarlierBuild:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _checked(folder: Path, told: Mapping[str, Any], time_ns: int) -> Dump:
    """Find a dump; it must have the bytes that were written: they are hashed if its time is not that of the state."""
    path = folder / str(told["name"])
    written = WrittenFile(told["name"], told["size_bytes"], told["sha256"])
    try:
        found = path.stat()
        is_same = found.st_size == written.size_bytes and (
            found.st_mtime_ns == time_ns or _sha256(path) == written.sha256
        )
    except OSError:
        is_same = False
    if not is_same:
        raise StateLostError(f"{written.name} is not as it was written")
    return Dump(path, told["start"], told["end"], written)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest()
