"""What a rebuild changes for rules across records, and the records kept that hang together with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sedova_lod.pipeline.dump_statements import DumpLines
from sedova_lod.pipeline.earlier_build import EarlierBuild
from sedova_lod.pipeline.state_file import StateLostError
from sedova_lod.validation import FarError

__all__ = ["KeptRecords", "RuleChanges", "most_bytes"]

_MOST_BYTES = 16_000_000
_FEW_BYTES = 500_000
_SHARE = 4


class RuleChanges:
    """Gather the triples that matter to rules across records, where records changed.

    There may be too many to be worth it: then they are no longer kept.

    Args:
        most_bytes: How much is kept.

    Attributes:
        is_any: Whether there are changed triples.
        is_many: Whether there are too many.
        changed: Triples that are new or gone, as lines of N-Triples.
        made: All triples of the records made anew.
        left: Numbers of the records of the earlier build that were not kept.

    >>> changes = RuleChanges(100)
    >>> changes.add({"<x:a> <x:p> <x:b> ."}, {"<x:a> <x:p> <x:c> ."})
    >>> len(changes.changed), changes.is_many
    (2, False)
    """

    def __init__(self, most_bytes: int) -> None:
        self._left_bytes = most_bytes
        self.is_any = self.is_many = False
        self.changed: set[str] = set()
        self.made: list[str] = []
        self.left: set[int] = set()

    def leave(self, number: int) -> None:
        """Note that a record of the earlier build was not kept."""
        if not self.is_many:
            self.left.add(number)

    def add(self, old: set[str], new: set[str]) -> None:
        """Add the triples that some records had, and those that they have now."""
        if self.is_many:
            return
        changed = old ^ new
        self.is_any |= bool(changed)
        self._left_bytes -= sum(map(len, changed)) + sum(map(len, new))
        if self._left_bytes < 0:
            self.is_any = self.is_many = True
            self.changed, self.made, self.left = set(), [], set()
        else:
            self.changed |= changed
            self.made += sorted(new)


class KeptRecords:
    """Find kept records by the nodes that they speak of; what they hold is read from the old dump.

    Args:
        earlier: The earlier build.
        left: Numbers of its records that were not kept.
        terms: Properties and classes that matter to rules.
        most_bytes: How much of the dump is read.
    """

    def __init__(self, earlier: EarlierBuild, left: set[int], terms: frozenset[str], most_bytes: int) -> None:
        self._earlier, self._terms, self._left_bytes = earlier, terms, most_bytes
        self._passed = set(left)

    def lines(self, marks: frozenset[int]) -> Iterator[str]:
        """Yield the triples of all kept records that have one of the marks, as lines, each record once.

        Raises:
            FarError: There are too many.
            StateLostError: The dump has changed meanwhile.
        """
        for start, end in self._places(marks):
            yield from _decoded(self._earlier.lines, start, end, self._terms)

    def _places(self, marks: frozenset[int]) -> Iterator[tuple[int, int]]:
        column = self._earlier.formats.index(self._earlier.line_format)
        first = self._earlier.dumps[self._earlier.line_format].start
        for number, start, end in self._earlier.state.places_of(marks, column):
            if number in self._passed:
                continue
            self._passed.add(number)
            self._left_bytes -= end - start
            if self._left_bytes < 0:
                raise FarError
            yield first + start, first + end


def _decoded(lines: DumpLines, start: int, end: int, terms: frozenset[str]) -> Iterable[str]:
    try:
        return [line.decode() for line in lines.needed(start, end, terms)]
    except (EOFError, OSError, ValueError) as error:
        raise StateLostError("a dump changed while it was read") from error


def most_bytes(earlier: EarlierBuild) -> int:
    """Say how much of a dump may be read record by record: if it is more, all of it is read as quickly."""
    dump = earlier.dumps[earlier.line_format]
    return min(_MOST_BYTES, max(_FEW_BYTES, (dump.end - dump.start) // _SHARE))
