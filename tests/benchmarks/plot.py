"""The plot of the benchmark: CPU time, time and memory against rows, as SVG, each axis in powers of ten."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Iterator
from html import escape

from tests.benchmarks.results import Row
from tests.benchmarks.targets import Parts

_WIDTH, _HEIGHT, _LEFT, _TOP = 250, 240, 55, 40
_STEP = _WIDTH + 85
_COLOURS = ("#1b4f8a", "#b3541e", "#3d7a33", "#7a3d7a", "#666666", "#c2a014")
_PANELS: tuple[tuple[str, Callable[[Row], float]], ...] = (
    ("CPU time, s", lambda row: statistics.median(row.cpu_s)),
    ("time, s", lambda row: statistics.median(row.wall_s)),
    ("peak memory, MB", lambda row: max(row.peak_mb)),
)

Series = list[tuple[str, list[tuple[float, Row]]]]


def draw(parts: Parts) -> str:
    """Draw what was measured; peers are points at the size at which they ran."""
    series = list(_series(parts))
    panels = [_panel(number, name, value, series) for number, (name, value) in enumerate(_PANELS)] if series else []
    width, height = _LEFT + _STEP * len(_PANELS), _TOP + _HEIGHT + 50 + 18 * len(series)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"',
        ' font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *panels,
        *_legend(series),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _series(parts: Parts) -> Iterator[tuple[str, list[tuple[float, Row]]]]:
    if "growth" in parts:
        yield "sedova-lod, tables with faults", [(row.facts["rows"], row) for row in parts["growth"].rows]
    if "tables" in parts:
        rows = parts["tables"].facts["rows"]
        for row in parts["tables"].rows:
            if not row.name.startswith("reading"):
                yield row.name, [(rows, row)]


def _panel(number: int, name: str, value: Callable[[Row], float], series: Series) -> str:
    points = [(rows, value(row)) for _, line in series for rows, row in line]
    across, up = _Axis([rows for rows, _ in points]), _Axis([one for _, one in points])
    left = _LEFT + number * _STEP
    parts = [
        f'<text x="{left}" y="{_TOP - 14}" font-weight="bold">{name}</text>',
        f'<rect x="{left}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}" fill="none" stroke="#999999"/>',
    ]
    for tick in across.ticks():
        x = left + across.share(tick) * _WIDTH
        parts.append(f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_TOP + _HEIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{_TOP + _HEIGHT + 15}" text-anchor="middle">{_short(tick)}</text>')
    for tick in up.ticks():
        y = _TOP + _HEIGHT - up.share(tick) * _HEIGHT
        parts.append(f'<line x1="{left}" y1="{y:.1f}" x2="{left + _WIDTH}" y2="{y:.1f}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 5}" y="{y + 4:.1f}" text-anchor="end">{_short(tick)}</text>')
    for index, (_, line) in enumerate(series):
        places = [
            (left + across.share(rows) * _WIDTH, _TOP + _HEIGHT - up.share(value(row)) * _HEIGHT) for rows, row in line
        ]
        parts.extend(_marks(places, _COLOURS[index % len(_COLOURS)]))
    parts.append(f'<text x="{left + _WIDTH / 2}" y="{_TOP + _HEIGHT + 32}" text-anchor="middle">rows</text>')
    return "\n".join(parts)


def _marks(places: list[tuple[float, float]], colour: str) -> Iterator[str]:
    if len(places) > 1:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places)


def _legend(series: Series) -> Iterator[str]:
    for index, (name, _) in enumerate(series):
        y = _TOP + _HEIGHT + 50 + 18 * index
        yield f'<circle cx="{_LEFT + 5}" cy="{y - 4}" r="4" fill="{_COLOURS[index % len(_COLOURS)]}"/>'
        yield f'<text x="{_LEFT + 16}" y="{y}">{escape(name)}</text>'


class _Axis:
    """Place values between whole powers of ten."""

    def __init__(self, values: Iterable[float]) -> None:
        known = [max(value, 0.001) for value in values]
        self._first = math.floor(math.log10(min(known)))
        self._last = max(math.ceil(math.log10(max(known))), self._first + 1)

    def share(self, value: float) -> float:
        return (math.log10(max(value, 0.001)) - self._first) / (self._last - self._first)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self._first, self._last + 1)]


def _short(value: float) -> str:
    """Write a power of ten.

    >>> _short(1e5), _short(1e7), _short(10.0)
    ('100 k', '10 M', '10')
    """
    for size, sign in ((1e6, " M"), (1e3, " k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return f"{value:g}"
