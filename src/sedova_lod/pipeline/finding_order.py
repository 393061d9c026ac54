"""All findings of a build in order, each once, with what is waived: in memory that does not grow with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import Any

from sedova_lod.findings import Finding, FindingPile
from sedova_lod.findings.pile import MOST_HELD, finding_from, finding_values
from sedova_lod.records import ExternalSorter
from sedova_lod.validation import Waivers

__all__ = ["FindingOrder"]

_MEMORY_BYTES = 8_000_000
_WITHOUT_NODE = slice(7)
_sort_key = attrgetter("sort_key")


@dataclass(frozen=True, slots=True)
class FindingOrder:
    """Say how findings are put in order, and which are told.

    Args:
        waivers: Findings that are accepted.
        ours: Shapes of the tool; what they find is told once, however many vocabularies say it.
        untold: Codes that are not told.
        most_held: How many findings are kept in memory.
    """

    waivers: Waivers
    ours: Collection[str] = ()
    untold: frozenset[str] = frozenset()
    most_held: int = MOST_HELD

    def told(self, piles: Sequence[Sequence[Finding]], unread: frozenset[str] = frozenset()) -> FindingPile:
        """Give the findings by file and row; of those that say the same, the first.

        Args:
            piles: All findings, in the order in which they were met.
            unread: Records that were set aside, so that they were not checked to the end.

        >>> from sedova_lod.findings import CellRef, Severity
        >>> findings = [Finding("a", Severity.INFO, "", where=CellRef("t.csv", row)) for row in (3, 2, 3)]
        >>> [finding.where.row for finding in FindingOrder(Waivers()).told([findings])]
        [2, 3]
        """
        told = FindingPile(self.most_held)
        with ExitStack() as stack:
            entries = self._sorted(piles, stack)
            told.extend(self.waivers.applied(self._each_once(entries)))
        unused = sorted(self.waivers.unused(told, unread), key=_sort_key)
        if not unused:
            return told
        both = FindingPile(self.most_held)
        both.extend(merge(told, unused, key=_sort_key))
        return both

    def _sorted(self, piles: Sequence[Sequence[Finding]], stack: ExitStack) -> Iterator[tuple[Any, Finding]]:
        """Sort by place, code and text, and then by the order of arrival."""
        numbered = enumerate(chain.from_iterable(piles))
        keyed = (((*finding.sort_key[_WITHOUT_NODE], number), finding) for number, finding in numbered)
        if sum(map(len, piles)) <= self.most_held:
            return iter(sorted(keyed, key=itemgetter(0)))
        sorter = stack.enter_context(ExternalSorter(_MEMORY_BYTES))
        for key, finding in keyed:
            sorter.add(key, finding_values(finding))
        return ((key, finding_from(values)) for key, values in sorter)

    def _each_once(self, entries: Iterable[tuple[Any, Finding]]) -> Iterator[Finding]:
        """Look at findings of one place, code and text together: only these can say the same."""
        for _place, group in groupby(entries, key=lambda entry: entry[0][_WITHOUT_NODE]):
            first, *others = (finding for _key, finding in group)
            if not others:
                if first.code not in self.untold:
                    yield first
                continue
            found = {self._likeness(finding): finding for finding in reversed((first, *others))}
            yield from sorted((f for f in found.values() if f.code not in self.untold), key=_sort_key)

    def _likeness(self, finding: Finding) -> Finding:
        """Take away what tells a finding from others that say the same: one of our shapes for each vocabulary."""
        is_ours = f"<{finding.shape}>" in self.ours
        return finding._replace(shape="", path="", focus="") if is_ours else finding
