"""Events that follow each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.findings import Finding
from sedova_lod.findings.history import ORDER_LOOP
from sedova_lod.validation.history.view import PlainCell, RecordView, cell_of, plain_cell

__all__ = ["OrderLoops"]


class OrderLoops:
    """Collect which event comes after which; only events that come after another are held."""

    kinds = frozenset(("event",))

    def __init__(self) -> None:
        self._after: dict[str, tuple[str, ...]] = {}
        self._cells: dict[str, tuple[str, PlainCell]] = {}

    @staticmethod
    def sight(view: RecordView) -> Iterator[tuple[str, tuple[str, ...], str, PlainCell]]:
        """Look at an event: give what it comes after."""
        after = view.get("after")
        if after:
            yield view.record.iri, after, view.name, plain_cell(view.cell("after", after[0]))

    def add(self, sighting: tuple[str, tuple[str, ...], str, PlainCell]) -> None:
        """Take what was sighted."""
        iri, self._after[sighting[0]], name, cell = sighting
        self._cells[iri] = (name, cell)

    def findings(self) -> Iterator[Finding]:
        """Report each event of a circle, or between two circles."""
        forward = _leading_on(self._after)
        backward: dict[str, tuple[str, ...]] = dict.fromkeys(forward, ())
        for iri, others in forward.items():
            for other in others:
                backward[other] = (*backward[other], iri)
        in_circles = _leading_on(backward)
        for iri in sorted(in_circles):
            name, cell = self._cells[iri]
            other = next(self._cells[one][0] for one in forward[iri] if one in in_circles)
            message = f"{name}: it comes after {other}, which comes after it in turn"
            yield ORDER_LOOP.finding(message, hint=ORDER_LOOP.advice, where=cell_of(cell), record=name)


def _leading_on(edges: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Take away, again and again, what leads nowhere."""
    n_left = {iri: sum(other in edges for other in others) for iri, others in edges.items()}
    leading_here: dict[str, list[str]] = {iri: [] for iri in edges}
    for iri, others in edges.items():
        for other in others:
            if other in edges:
                leading_here[other].append(iri)
    waiting = [iri for iri, number in n_left.items() if number == 0]
    gone: set[str] = set()
    while waiting:
        iri = waiting.pop()
        gone.add(iri)
        for other in leading_here[iri]:
            n_left[other] -= 1
            if n_left[other] == 0:
                waiting.append(other)
    return {
        iri: tuple(o for o in others if o in edges and o not in gone)
        for iri, others in edges.items()
        if iri not in gone
    }
