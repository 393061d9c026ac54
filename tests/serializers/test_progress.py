"""The progress line: on a terminal only, seldom, and gone at the end."""

from __future__ import annotations

import io

import pytest

from sedova_lod.progress import Progress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    return Terminal()


def test_the_line_tells_counts_and_speed(terminal):
    clock = Clock()
    progress = Progress(terminal, {}, clock=clock)
    clock.now_s += 2
    progress.advance(rows=4000, records=3500, quads=1_234_567)
    assert terminal.getvalue() == "\r\x1b[K4 000 rows, 3 500 records, 1 234 567 quads, 0 findings, 2 000 rows/s"


def test_the_line_is_written_at_most_ten_times_a_second(terminal):
    clock = Clock()
    progress = Progress(terminal, {}, clock=clock)
    for _ in range(30):
        progress.advance(rows=1)
        clock.now_s += 0.03125
    assert terminal.getvalue().count("\r") == 8


def test_the_line_is_gone_at_the_end(terminal):
    with Progress(terminal, {}, clock=Clock()) as progress:
        progress.advance(rows=1)
    assert terminal.getvalue().endswith("rows/s\r\x1b[K")


@pytest.mark.parametrize(
    ("environment", "color", "is_coloured"),
    [
        ({}, "auto", True),
        ({"NO_COLOR": ""}, "auto", True),
        ({"NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({}, "never", False),
    ],
)
def test_findings_are_coloured_unless_the_user_minds(terminal, environment, color, is_coloured):
    Progress(terminal, environment, clock=Clock(), color=color).advance(rows=20, findings=2)
    assert ("\x1b[33m2 findings\x1b[0m" in terminal.getvalue()) is is_coloured


def test_no_findings_are_not_coloured(terminal):
    Progress(terminal, {}, clock=Clock()).advance(rows=1)
    assert "\x1b[33m" not in terminal.getvalue()


@pytest.mark.parametrize(("stream", "environment"), [(io.StringIO(), {}), (Terminal(), {"TERM": "dumb"})])
def test_nothing_is_written_where_lines_cannot_be_rewritten(stream, environment):
    with Progress(stream, environment, clock=Clock()) as progress:
        progress.advance(rows=1)
    assert stream.getvalue() == ""


def test_a_narrow_terminal_gets_a_short_line(terminal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    Progress(terminal, {}, clock=Clock()).advance(rows=1)
    assert terminal.getvalue() == "\r\x1b[K1 rows, 0 records, "
