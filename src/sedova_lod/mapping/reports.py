"""Reports: the faults and warnings found in one query file, in the order of its lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from sedova_lod.errors import Fault
from sedova_lod.mapping.tokens import Place

__all__ = ["Report", "did_you_mean"]


class Report:
    """Collect what is wrong with one query file.

    Args:
        file: The file, as messages name it.

    >>> report = Report("person.rq")
    >>> report.fault(Place(3, 5), "no field 'rec:nmae'", "did you mean 'rec:name'?")
    >>> print(report.faults[0])
    person.rq:3:5: no field 'rec:nmae'
      hint: did you mean 'rec:name'?
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: list[tuple[Place, Fault]] = []
        self._warnings: list[tuple[Place, Fault]] = []

    def where(self, place: Place) -> str:
        """Write a place of the file as messages do."""
        return f"{self.file}:{place.line}:{place.column}"

    def fault(self, place: Place, what: str, hint: str = "") -> None:
        """Add a fault; a second one at the same place with the same words is left out."""
        self._add(self._faults, place, what, hint)

    def warn(self, place: Place, what: str, hint: str = "") -> None:
        """Add a warning."""
        self._add(self._warnings, place, what, hint)

    def _add(self, to: list[tuple[Place, Fault]], place: Place, what: str, hint: str) -> None:
        entry = (place, Fault(self.where(place), what, hint))
        if entry not in to:
            to.append(entry)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """List the faults by place."""
        return tuple(fault for _, fault in sorted(self._faults, key=lambda entry: entry[0]))

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """List the warnings by place."""
        return tuple(fault for _, fault in sorted(self._warnings, key=lambda entry: entry[0]))


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "", *, prefix: str = "") -> str:
    """Give a hint with the nearest known name; with none near, another hint.

    >>> did_you_mean("nmae", ["name", "note"], prefix="rec:")
    "did you mean 'rec:name'?"
    >>> did_you_mean("xyz", ["name"], "it has name")
    'it has name'
    """
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean '{prefix}{near[0]}'?" if near else otherwise
