"""A table of candidates read in any order: only where each record stands is kept in memory."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

from sedova_lod.errors import InputError
from sedova_lod.linking.candidates import COLUMNS, Proposal, check_header, proposal_of_lines

__all__ = ["StoredProposal", "StoredProposals"]

_SUBJECT, _RANK, _OF, _OBJECT, _SOURCE = (COLUMNS.index(name) for name in ("subject", "rank", "of", "object", "source"))


class _Head(NamedTuple):
    """What a row belongs to."""

    subject: str = ""
    source: str = ""
    rank: int = 0
    n_candidates: int = 0
    target: str = ""


class StoredProposal(NamedTuple):
    """Tell where the candidates of a record stand.

    Args:
        subject: The record.
        source: Where it was looked for.
        target: IRI of the likeliest candidate.
        start: Place of its first byte.
        size_bytes: Length of its lines.
    """

    subject: str
    source: str
    target: str
    start: int
    size_bytes: int


class StoredProposals:
    """Hold what a table had when it was opened, even if it is replaced afterwards; a context manager.

    Records without candidates are left out, and so are those whose rows were cut off. Of use to one thread at a time.

    Args:
        path: The table; it need not exist.
        is_wanted: Says of a record whether it is of interest.

    Raises:
        InputError: The table cannot be read, or is none of this version.

    >>> StoredProposals(Path("/no/such/file")).found
    []
    """

    def __init__(self, path: Path, is_wanted: Callable[[str], bool] = lambda subject: True) -> None:
        self._path = path
        self._file = _open(path)
        with contextlib.ExitStack() as on_fault:
            on_fault.callback(self._file.close)
            self.found = [one for one in _scan(path, self._file) if is_wanted(one.subject)]
            """Where each record stands, in the order of the table."""
            on_fault.pop_all()

    def __enter__(self) -> StoredProposals:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load(self, place: int) -> Proposal:
        """Read the candidates of a record.

        Args:
            place: Its place in `found`.

        Raises:
            InputError: Its rows are damaged.
        """
        one = self.found[place]
        self._file.seek(one.start)
        lines = self._file.read(one.size_bytes).decode("utf-8", "replace")
        return proposal_of_lines(lines.rstrip("\n").split("\n"), self._path)

    def close(self) -> None:
        """Close the table."""
        self._file.close()


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        return io.BytesIO()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _scan(path: Path, file: BinaryIO) -> list[StoredProposal]:
    """Find the lines of each record and place; those that came last count."""
    header = file.readline()
    if not header.endswith(b"\n"):
        return []
    check_header(header.decode("utf-8-sig", "replace"), path)
    found: dict[tuple[str, str], StoredProposal | None] = {}
    first, n_lines, start, end = _Head(), 0, 0, len(header)
    for line in file:
        if not line.endswith(b"\n"):
            break
        head, place, end = _head(line), end, end + len(line)
        if head[:2] != first[:2] or head.rank != n_lines + 1:
            first, n_lines, start = head, 0, place
        n_lines += 1
        is_whole = n_lines == first.n_candidates and first.rank == 1
        stored = StoredProposal(first.subject, first.source, first.target, start, end - start)
        found[first[:2]] = stored if is_whole else None
    return [one for one in found.values() if one is not None]


def _head(line: bytes) -> _Head:
    """Tell what a row belongs to; nothing if it is none."""
    cells = line.rstrip(b"\r\n").split(b"\t")
    if len(cells) != len(COLUMNS) or not cells[_RANK].isdigit() or not cells[_OF].isdigit():
        return _Head()
    subject, source, target = (_text(cells[column]) for column in (_SUBJECT, _SOURCE, _OBJECT))
    return _Head(subject, source, int(cells[_RANK]), int(cells[_OF]), target)


def _text(cell: bytes) -> str:
    text = cell.decode("utf-8", "replace")
    return text[1:-1].replace('""', '"') if text.startswith('"') else text
