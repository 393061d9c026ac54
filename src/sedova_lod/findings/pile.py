"""Findings in any number, in the order in which they come: some in memory, the others in a file without a name."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from sedova_lod.block_files import BlockFile
from sedova_lod.findings.finding import CellRef, Finding, Severity

__all__ = [
    "MOST_HELD",
    "FindingCounts",
    "FindingList",
    "FindingPile",
    "count_findings",
    "finding_from",
    "finding_values",
]

MOST_HELD = 20_000
"""Findings that are kept in memory if nothing else is said: some fifteen megabytes."""

_BLOCK = 128
_MOST_WAITING = 1024  # of those that are written anyway
_SEVERITIES = tuple(Severity)
_SEVERITY, _WHERE = map(Finding._fields.index, ("severity", "where"))

FindingCounts = Counter[tuple[Severity, str, tuple[str, str], bool]]
"""Numbers of findings by severity, code, file with its sheet, and whether they are waived."""


def count_findings(findings: Iterable[Finding]) -> FindingCounts:
    """Count findings by what is told of many together.

    >>> count_findings([Finding("bad-date", Severity.ERROR, "no date", where=CellRef("a.csv", 2))])
    Counter({(<Severity.ERROR: 2>, 'bad-date', ('a.csv', ''), False): 1})
    """
    if isinstance(findings, FindingPile):  # it counts without putting each together
        return findings.counts()
    return Counter((f.severity, f.code, (f.where.file, f.where.sheet), bool(f.waiver)) for f in findings)


def finding_values(finding: Finding) -> list[Any]:
    """Take a finding apart into plain values, as JSON can hold them.

    >>> finding = Finding("bad-date", Severity.ERROR, "no date", where=CellRef("a.csv", 2))
    >>> finding_from(finding_values(finding)) == finding
    True
    """
    values: list[Any] = [*finding]
    values[_SEVERITY] = int(finding.severity)
    values[_WHERE] = [*finding.where]
    return values


def finding_from(values: Sequence[Any]) -> Finding:
    """Put a finding together again."""
    whole = [*values]
    whole[_SEVERITY] = _SEVERITIES[values[_SEVERITY]]
    whole[_WHERE] = CellRef._make(values[_WHERE])
    return Finding._make(whole)


class FindingPile(Sequence[Finding]):  # noqa: PLW1641 - it can change, as a list can
    """Hold findings; beyond a limit, in a file without a name.

    It is read like a list, any number of times. The file is gone when the pile is no longer in use, or when the
    process is killed.

    Args:
        most_held: How many findings are kept in memory; where there are more, next to none are.

    Attributes:
        worst: The worst severity of those that are not waived; None if there are none.

    Raises:
        OutputError: The folder for passing files cannot be written to, or its disk is full.

    >>> pile = FindingPile(most_held=2)
    >>> pile.extend(Finding("bad-date", Severity.ERROR, f"'{day}' is no date") for day in ("x", "y", "z"))
    >>> len(pile), pile[-1].message, pile.worst
    (3, "'z' is no date", <Severity.ERROR: 2>)
    """

    def __init__(self, most_held: int = MOST_HELD) -> None:
        self.worst: Severity | None = None
        self._most_held = max(most_held, 1)
        self._block_size = min(_BLOCK, self._most_held)
        self._limit = self._most_held + self._block_size
        self._held: list[Finding] = []
        self._blocks = BlockFile("findings cannot be kept here")
        self._places = array("Q")
        self._read: tuple[int, list[Finding]] = (-1, [])
        self._counted: tuple[int, FindingCounts] = (0, Counter())

    def append(self, finding: Finding) -> None:
        """Add a finding."""
        self._held.append(finding)
        if not finding.waiver and (self.worst is None or finding.severity > self.worst):
            self.worst = finding.severity
        if len(self._held) >= self._limit:
            self._spill()

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings."""
        for finding in findings:
            self.append(finding)

    def counts(self) -> FindingCounts:
        """Count the findings; see `count_findings`.

        >>> FindingPile().counts()
        Counter()
        """
        number, counts = self._counted
        if number != len(self):
            counts = count_findings(self._held)
            for block in map(self._values, range(self._n_blocks)):
                counts.update([(_SEVERITIES[v[1]], v[0], (v[4][0], v[4][4]), bool(v[10])) for v in block])
            self._counted = (len(self), counts)
        return counts

    def take(self) -> list[Finding]:
        """Give all findings, and forget them."""
        found = [*self]
        self._held, self._places, self.worst = [], array("Q"), None
        self._blocks.clear()
        self._read, self._counted = (-1, []), (0, Counter())
        self._limit = self._most_held + self._block_size
        return found

    def as_held(self) -> Sequence[Finding]:
        """Give a list if all findings are in memory, and else the pile itself."""
        return self if self._n_blocks else self._held

    @property
    def _n_blocks(self) -> int:
        return len(self._places)

    def __len__(self) -> int:
        return self._n_blocks * self._block_size + len(self._held)

    def __iter__(self) -> Iterator[Finding]:
        for number in range(self._n_blocks):
            yield from self._block(number)
        yield from self._held

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> list[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | list[Finding]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if not 0 <= place < len(self):
            raise IndexError(index)
        number, rest = divmod(place, self._block_size)
        if number >= self._n_blocks:
            return self._held[place - self._n_blocks * self._block_size]
        if self._read[0] != number:
            self._read = (number, self._block(number))
        return self._read[1][rest]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FindingPile | list | tuple):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    def __repr__(self) -> str:
        return f"<{len(self)} findings>"

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)

    def _spill(self) -> None:
        """Write the findings to the file, as far as they fill blocks."""
        size = self._block_size
        number = len(self._held) // size
        starts = range(0, number * size, size)
        values = ([finding_values(finding) for finding in self._held[start : start + size]] for start in starts)
        self._places.extend(self._blocks.write(values))
        del self._held[: number * size]
        self._limit = min(self._most_held, _MOST_WAITING) + size

    def _block(self, number: int) -> list[Finding]:
        return [finding_from(values) for values in self._values(number)]

    def _values(self, number: int) -> list[list[Any]]:
        return self._blocks.read(self._places[number])


FindingList = list[Finding] | FindingPile
"""Where findings go: to a list where they are few, to a pile where they may be many."""
