"""Arithmetic of time: durations that fit their dates, and years of life in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sedova_lod.dates import civil_date
from sedova_lod.findings import Finding
from sedova_lod.findings.history import DURATION_MISMATCH, YEARS_IN_TEXT
from sedova_lod.records.nodes import DURATION_NODE
from sedova_lod.validation.history.view import Moment, RecordView

__all__ = ["find_duration_mismatch", "find_years_in_text", "years_of_life"]

_DAYS = {"hour": (0.0, 1.0), "day": (1.0, 1.0), "week": (7.0, 7.0), "month": (28.0, 31.0), "year": (365.0, 366.0)}
_LIFE = re.compile(
    r"(?:^|[^\d])(\d{4})\s?[\N{EN DASH}\N{EM DASH}-]\s?(\d{4})\)?\.?$|\((\d{4})\s?[\N{EN DASH}-]\s?(\d{4})\)"
)


def find_duration_mismatch(view: RecordView) -> Iterator[Finding]:
    """Report a duration that is too long or too short for every reading of the dates."""
    duration = view.get("duration")
    nodes = view.nodes()
    date = view.date(*next(nodes))
    if duration is None or date is None or (date.begin_latest is None and date.end_earliest is None):
        return
    label = duration[DURATION_NODE.slot("label")][0]
    least_days, most_days = _DAYS[label.rpartition(" ")[2].removesuffix("s")]
    low = float(duration[DURATION_NODE.slot("low")])
    high = float(duration[DURATION_NODE.slot("high")])
    shortest, longest = _bounds(date)
    is_short = longest is not None and low * least_days > longest + 1
    is_long = shortest is not None and (high + 1) * most_days < shortest
    if is_short or is_long:
        days = shortest if is_long else longest
        message = f"{label} do not fit the date {date.edtf}, which lasts {days} days at the {_end(is_long)}"
        yield view.finding(DURATION_MISMATCH, message, view.cell("", node=duration), label)


def _end(is_long: bool) -> str:
    return "least" if is_long else "most"


def _bounds(date: Moment) -> tuple[int | None, int | None]:
    """Give the least and the greatest number of days that an interval may last, its last day counted."""
    shortest = longest = None
    if date.begin_latest is not None and date.end_earliest is not None:
        shortest = max(0, date.end_earliest - date.begin_latest)
    if date.earliest is not None and date.latest is not None:
        longest = date.latest - date.earliest + 1
    return shortest, longest


def years_of_life(text: str) -> tuple[int, int] | None:
    """Find two years of life at the end of a text, or in brackets.

    >>> years_of_life("American, 1930-1992"), years_of_life("Natalia Sedova (1882-1962), revolutionary")
    ((1930, 1992), (1882, 1962))
    >>> years_of_life("minister 1917-1918 of Russia") is None
    True
    """
    found = _LIFE.search(text)
    if found is None:
        return None
    first, last = found[1] or found[3], found[2] or found[4]
    return int(first), int(last)


def find_years_in_text(view: RecordView) -> Iterator[Finding]:
    """Report a description whose years of life are not those of the dates: one year agrees, the other does not."""
    born, died = view.part_date("birth"), view.part_date("death")
    if born is None or died is None:
        return
    for prop in ("description", "note"):
        for value in view.get(prop):
            years = years_of_life(value[0])
            if years is None:
                continue
            fits = _may_be(born, years[0]), _may_be(died, years[1])
            if fits[0] != fits[1]:
                what, year = ("death", years[1]) if fits[0] else ("birth", years[0])
                stated = died.edtf if fits[0] else born.edtf
                message = f"the text says {year} for the {what}, the date says {stated}"
                yield view.finding(YEARS_IN_TEXT, message, view.cell(prop, value), value[0])


def _may_be(date: Moment, year: int) -> bool:
    first = civil_date(date.earliest)[0] if date.earliest is not None else year
    last = civil_date(date.latest)[0] if date.latest is not None else year
    return first - 1 <= year <= last + 1 if date.calendar else first <= year <= last
