"""A client that waits for nothing: its clock goes on only when it sleeps."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sedova_lod.web import AnswerCache, Limits, Surroundings, WebClient

NOON = datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.UTC)
QUICK = Limits(connect_s=2, read_s=0.2, answer_s=5)


@dataclass
class Time:
    """Stand for the time of a test."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)
    told: list[tuple[str, float]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    def around(self) -> Surroundings:
        return Surroundings(
            clock=lambda: self.seconds,
            sleep=self.sleep,
            chance=lambda: 0.0,
            now=lambda: NOON + datetime.timedelta(seconds=self.seconds),
            on_pause=lambda why, seconds: self.told.append((why, seconds)),
        )


@pytest.fixture
def time() -> Time:
    return Time()


Clients = Callable[..., WebClient]


@pytest.fixture
def client(time: Time, tmp_path: Path) -> Clients:
    """Make a client of the service called Archive."""

    def make(*, cached: bool = False, is_replay: bool = False, limits: Limits = QUICK) -> WebClient:
        cache = AnswerCache(tmp_path / "answers") if cached or is_replay else None
        return WebClient(
            "Archive",
            "" if is_replay else "archive@example.org",
            cache=cache,
            is_replay=is_replay,
            limits=limits,
            surroundings=time.around(),
        )

    return make
