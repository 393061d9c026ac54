"""The command line, run in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from sedova_lod.cli import main


class Ran(NamedTuple):
    """Hold what a command gave."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `sedova-lod` with some arguments."""
    monkeypatch.delenv("NO_COLOR", raising=False)

    def command(*arguments: object) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(a) for a in arguments])
        found = capfd.readouterr()
        return Ran(int(str(stopped.value.code)), found.out, found.err)

    return command
