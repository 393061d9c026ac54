"""Progress lines on the terminal: what a run has done so far, how fast, and when it will be done."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TextIO

__all__ = ["Countdown", "Progress", "duration_text"]

_CLEAR = "\r\x1b[K"
_YELLOW, _PLAIN = "\x1b[33m", "\x1b[0m"
_LEAST_PAUSE_S = 0.1


class Progress:
    """Show on a terminal how far a run is; a context manager that takes its line away at the end.

    Nothing is written to a stream that is no terminal, nor to a dumb one.

    Args:
        stream: Where to write, most often `sys.stderr`.
        environment: Environment variables; `NO_COLOR` and `TERM` are looked at.
        clock: Gives seconds, from any beginning.
        color: `always` or `never`; with `auto` colours are used unless `NO_COLOR` is set.

    >>> import io
    >>> stream = io.StringIO()
    >>> with Progress(stream, {}) as progress:
    ...     progress.advance(rows=1000, findings=2)
    >>> stream.getvalue(), progress.line()
    ('', '1 000 rows, 0 records, 0 quads, 2 findings, 0 rows/s')
    """

    def __init__(
        self,
        stream: TextIO,
        environment: Mapping[str, str],
        *,
        clock: Callable[[], float] = time.monotonic,
        color: str = "auto",
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._is_shown = stream.isatty() and environment.get("TERM") != "dumb"
        self._is_coloured = color == "always" or (color == "auto" and not environment.get("NO_COLOR"))
        self._counts = {"rows": 0, "records": 0, "quads": 0, "findings": 0}
        self._begun_s = self._now_s = clock()
        self._next_s = self._begun_s

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def advance(self, *, rows: int = 0, records: int = 0, quads: int = 0, findings: int = 0) -> None:
        """Count what was done since the last call, and show the line if it is time."""
        counts = self._counts
        counts["rows"] += rows
        counts["records"] += records
        counts["quads"] += quads
        counts["findings"] += findings
        if self._is_shown:
            self._now_s = self._clock()
            if self._now_s >= self._next_s:
                self._next_s = self._now_s + _LEAST_PAUSE_S
                self._stream.write(_CLEAR + self._painted())
                self._stream.flush()

    def line(self) -> str:
        """Give the line as text; rows per second are those when it was last shown."""
        return ", ".join([*(f"{_grouped(number)} {name}" for name, number in self._counts.items()), self._speed()])

    def clear(self) -> None:
        """Take the line away, so that other text can be written; the next `advance` shows it anew."""
        if self._is_shown:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def _speed(self) -> str:
        passed_s = self._now_s - self._begun_s
        return f"{_grouped(int(self._counts['rows'] / passed_s) if passed_s > 0 else 0)} rows/s"

    def _painted(self) -> str:
        line = self.line()[: shutil.get_terminal_size().columns - 1]
        found = f"{_grouped(self._counts['findings'])} findings"
        if not self._is_coloured or not self._counts["findings"]:
            return line
        return line.replace(found, f"{_YELLOW}{found}{_PLAIN}")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


class Countdown:
    """Show on a terminal how many of a known number of things are done, and how long the rest will take.

    Nothing is written to a stream that is no terminal, nor to a dumb one.

    Args:
        stream: Where to write, most often `sys.stderr`.
        environment: Environment variables; `TERM` is looked at.
        noun: What is counted: `records`.
        clock: Gives seconds, from any beginning.

    >>> import io
    >>> seconds = iter((0.0, 60.0))
    >>> countdown = Countdown(io.StringIO(), {}, "records", clock=lambda: next(seconds))
    >>> countdown.begin(300)
    >>> countdown.advance(100, "7 linked")
    >>> countdown.line()
    '100 of 300 records, 7 linked, 2 min left'
    """

    def __init__(
        self,
        stream: TextIO,
        environment: Mapping[str, str],
        noun: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._noun = noun
        self._clock = clock
        self._is_shown = stream.isatty() and environment.get("TERM") != "dumb"
        self._total = self._done = 0
        self._begun_s = self._passed_s = 0.0
        self._note = ""

    def begin(self, total: int) -> None:
        """Say how many there are; time counts from now."""
        self._total, self._done = total, 0
        self._begun_s = self._clock()
        self._show(self.line())

    def advance(self, number: int, note: str = "") -> None:
        """Count what was done since the last call, and show the line."""
        self._done += number
        self._note = note
        self._passed_s = self._clock() - self._begun_s
        self._show(self.line())

    def pause(self, why: str, seconds: float) -> None:
        """Tell that nothing happens for a while."""
        self._show(f"{self.line()}; {why}, waiting {duration_text(seconds)}")

    def line(self) -> str:
        """Give the line as text."""
        left = ""
        if 0 < self._done < self._total:
            left = f"{duration_text(self._passed_s / self._done * (self._total - self._done))} left"
        counted = f"{_grouped(self._done)} of {_grouped(self._total)} {self._noun}"
        return ", ".join(filter(None, (counted, self._note, left)))

    def clear(self) -> None:
        """Take the line away, so that other text can be written."""
        if self._is_shown:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def _show(self, line: str) -> None:
        if self._is_shown:
            self._stream.write(_CLEAR + line[: shutil.get_terminal_size().columns - 1])
            self._stream.flush()


def duration_text(seconds: float) -> str:
    """Write how long something takes, as precisely as it matters.

    >>> duration_text(7.6), duration_text(130), duration_text(9000)
    ('8 s', '2 min', '2 h 30 min')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
