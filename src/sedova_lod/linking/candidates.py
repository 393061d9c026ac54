"""The table `candidates.tsv`: what may be the same as a record, and is not decided yet."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sedova_lod.errors import InputError
from sedova_lod.linking.entities import Candidate
from sedova_lod.linking.entity_text import entity_from_text, entity_to_text
from sedova_lod.linking.table_files import append_text, locked, replace_bytes

__all__ = ["COLUMNS", "CandidateTable", "Proposal", "check_header", "proposal_of_lines"]

COLUMNS = (
    "subject", "subject_label", "rank", "of", "object", "object_label", "probability", "reasons", "features",
    "source", "snapshot", "tool_version", "details",
)  # fmt: skip
_HEADER = "\t".join(COLUMNS) + "\n"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold what was found for one record in one place.

    Args:
        subject: The record: `person/lev-sedov`.
        subject_label: Its name.
        source: Where it was looked for: `Wikidata`, the name of a service or of an index.
        candidates: What was found, the likeliest first; empty if nothing was.
        targets: IRIs of the candidates, in the same order.
        snapshot: Of when the knowledge of the source is: an ISO date.
        tool_version: Version of this program.

    >>> Proposal("person/p1", "Lev Sedov", "Wikidata").is_empty
    True
    """

    subject: str
    subject_label: str
    source: str
    candidates: tuple[Candidate, ...] = ()
    targets: tuple[str, ...] = ()
    snapshot: str = ""
    tool_version: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was found."""
        return not self.candidates


@dataclass(frozen=True, slots=True)
class CandidateTable:
    """Keep candidates until somebody decides; rows are added while a run goes on, and sorted at its end.

    That nothing was found is a row of its own, of rank 0. Features of 0, which say nothing, are left out. A record
    whose rows were cut off when a process died counts as not asked.

    Args:
        path: The table; it need not exist.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = CandidateTable(Path(folder) / "candidates.tsv")
    ...     table.append([Proposal("person/p1", "Lev Sedov", "Wikidata", snapshot="2026-01-31")])
    ...     [proposal.subject for proposal in table.iter_proposals()]
    ['person/p1']
    """

    path: Path

    def append(self, proposals: Iterable[Proposal]) -> None:
        """Add what was found, and see it onto the disk.

        Raises:
            OutputError: The table cannot be written.
        """
        text = "".join(line for proposal in proposals for line in _lines(proposal))
        with locked(self.path):
            append_text(self.path, text, first_line=_HEADER)

    def asked(self, source: str, snapshot: str = "") -> set[str]:
        """Give the records that were looked for in a place, whether something was found or not.

        Args:
            source: The place.
            snapshot: Of when its knowledge must have been; empty for any time.
        """
        with self._opened() as file:
            blocks = self._blocks(file)
        return {one.subject for one in blocks if one.source == source and snapshot in ("", one.snapshot)}

    def iter_proposals(self) -> Iterator[Proposal]:
        """Yield what was found, by record and place.

        Raises:
            InputError: The table is damaged.
        """
        with self._opened() as file:
            for block in self._blocks(file):
                yield proposal_of_lines(block.read(file).decode(errors="replace").splitlines(), self.path)

    def tidy(self, is_open: Callable[[str, str], bool]) -> None:
        """Sort the table, and take out records that need not be decided any more.

        Args:
            is_open: Says of a record and a place whether somebody must decide yet.

        Raises:
            OutputError: The table cannot be written.
        """
        with locked(self.path), self._opened() as file:
            blocks = [one for one in self._blocks(file) if is_open(one.subject, one.source)]
            blocks.sort(key=lambda one: (one.subject, one.source))
            if self.path.exists():
                replace_bytes(self.path, itertools.chain((_HEADER.encode(),), (one.read(file) for one in blocks)))

    @contextlib.contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        try:
            file: BinaryIO = self.path.open("rb") if self.path.exists() else io.BytesIO()
        except OSError as error:
            raise InputError(f"cannot be read: {error.strerror}", where=str(self.path)) from error
        with file:
            yield file

    def _blocks(self, file: BinaryIO) -> list[_Block]:
        """Find where the rows of each record and place stand; those that came last count."""
        header = file.readline()
        if header.endswith(b"\n"):
            check_header(header.decode(errors="replace"), self.path)
        found: dict[tuple[str, str], _Block] = {}
        block: _Block | None = None
        place = len(header)
        for line in file:
            if not line.endswith(b"\n"):
                break
            cells = _cells(line.decode(errors="replace"))
            if block is None or not block.takes(cells):
                block = _Block(cells["subject"], cells["source"], cells["snapshot"], int(cells["of"] or 0), place)
                found[block.subject, block.source] = block
            block.n_lines += 1
            block.size_bytes += len(line)
            place += len(line)
        return [block for block in found.values() if block.subject and block.is_whole]


@dataclass(slots=True)
class _Block:
    """Where the rows of one record and place stand in the file."""

    subject: str
    source: str
    snapshot: str
    n_candidates: int
    place: int
    size_bytes: int = 0
    n_lines: int = 0

    @property
    def is_whole(self) -> bool:
        return self.n_lines == max(self.n_candidates, 1)

    def takes(self, cells: dict[str, str]) -> bool:
        is_same = (cells["subject"], cells["source"]) == (self.subject, self.source)
        return is_same and cells["rank"] == str(self.n_lines + 1)

    def read(self, file: BinaryIO) -> bytes:
        file.seek(self.place)
        return file.read(self.size_bytes)


def check_header(header: str, path: Path) -> None:
    r"""Check the first line of a table of candidates.

    Raises:
        InputError: It is none of this version.

    >>> check_header("\t".join(COLUMNS) + "\n", Path("candidates.tsv"))
    """
    if header.rstrip("\r\n") != _HEADER.rstrip("\n"):
        hint = "move it away: it is written anew"
        raise InputError("this is no table of candidates of this version", where=f"{path}:1", hint=hint)


def proposal_of_lines(lines: Sequence[str], path: Path) -> Proposal:
    r"""Read the lines of one record and place.

    Args:
        lines: The lines, all of them.
        path: The table, for messages.

    Raises:
        InputError: They are damaged.

    >>> line = "person/p1\tLev Sedov\t0\t0\t\t\t\t\t\tWikidata\t2026-01-31\t0.1.0\t"
    >>> proposal_of_lines([line], Path("candidates.tsv")).subject_label
    'Lev Sedov'
    """
    rows = [_cells(line) for line in lines]
    first = rows[0]
    kept = [row for row in rows if row["object"]]
    try:
        candidates = tuple(_candidate(row) for row in kept)
    except ValueError as error:
        what = f"the candidates of '{first['subject']}' cannot be read"
        hint = "delete its rows: it is then looked for again"
        raise InputError(what, where=str(path), hint=hint) from error
    return Proposal(
        first["subject"], first["subject_label"], first["source"], candidates, tuple(row["object"] for row in kept),
        first["snapshot"], first["tool_version"],
    )  # fmt: skip


def _candidate(row: dict[str, str]) -> Candidate:
    features = dict(pair.split("=") for pair in row["features"].split("; ") if pair)
    return Candidate(
        entity_from_text(row["details"]),
        float(row["probability"]),
        {name: float(value) for name, value in features.items()},
        tuple(reason for reason in row["reasons"].split("; ") if reason),
    )


def _lines(proposal: Proposal) -> Iterator[str]:
    n_candidates = len(proposal.candidates)
    last = (proposal.source, proposal.snapshot, proposal.tool_version)
    if proposal.is_empty:
        yield _line((proposal.subject, proposal.subject_label, "0", "0", "", "", "", "", "", *last, ""))
    pairs = zip(proposal.candidates, proposal.targets, strict=True)
    for rank, (candidate, target) in enumerate(pairs, start=1):
        features = "; ".join(f"{name}={value:.3g}" for name, value in sorted(candidate.features.items()) if value)
        yield _line(
            (proposal.subject, proposal.subject_label, str(rank), str(n_candidates), target, candidate.entity.name,
             f"{candidate.probability:.4f}", "; ".join(reason.replace(";", ",") for reason in candidate.reasons),
             features, *last, entity_to_text(candidate.entity))
        )  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter="\t", lineterminator="\n").writerow([" ".join(cell.split()) for cell in cells])
    return line.getvalue()


def _cells(line: str) -> dict[str, str]:
    with contextlib.suppress(csv.Error):
        cells = next(csv.reader([line], delimiter="\t"), [])
        if len(cells) == len(COLUMNS) and cells[2].isdecimal() and cells[3].isdecimal():
            return dict(zip(COLUMNS, cells, strict=True))
    return dict.fromkeys(COLUMNS, "")
