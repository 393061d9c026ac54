"""`sedova-lod review` as a person starts it: the page, the terminal, and what stops it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sedova_lod.cli import main
from sedova_lod.linking.candidates import CandidateTable
from tests.cli.conftest import Ran
from tests.conftest import MakeProject
from tests.review.conftest import PROPOSALS

PEOPLE = "id,name,born\nnatalia-sedova,Natalia Sedova,5 April 1882 (Julian)\nlev-sedov,Lev Sedov,24 February 1906\n"
Command = Callable[..., Ran]


@pytest.fixture
def project(make_project: MakeProject) -> Path:
    root = make_project(person=PEOPLE)
    CandidateTable(root / "candidates.tsv").append(PROPOSALS[:2])
    return root


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run `sedova-lod review` with some lines on stdin."""
    monkeypatch.delenv("SEDOVA_REVIEWER", raising=False)

    def command(*arguments: object, lines: str = "") -> Ran:
        reading, writing = os.pipe()
        os.write(writing, lines.encode())
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            with pytest.raises(SystemExit) as stopped:
                main(["review", *(str(argument) for argument in arguments)])
        found = capfd.readouterr()
        return Ran(int(str(stopped.value.code)), found.out, found.err)

    return command


def links(project: Path) -> str:
    path = project / "links.sssom.tsv"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_the_terminal_form_asks_shows_both_calendars_and_writes(run: Command, project: Path) -> None:
    done = run(project, "--terminal", "--reviewer", "  A.  Archivist ", lines="c\nseen\na\n\n>\nn\n")
    assert done.code == 0
    assert "17 April 1882" in done.out
    assert "5 April 1882 in the Julian" in done.out
    assert "≈ 12 days apart: one date read" in done.out
    assert done.out.endswith("\nwritten: 'Lev Sedov' has no match in Wikidata\nnothing waits\n")
    assert "A. Archivist" in links(project)
    assert "\tseen" in links(project)
    assert links(project).startswith("# mapping_set_id: https://data.example.org/links.sssom.tsv\n")
    told = Ran(0, "", "nothing waits for a decision; sedova-lod link looks for candidates\n")
    assert run(project, "--terminal", "--reviewer", "B", lines="a\n") == told


def test_the_reviewer_may_be_set_once_for_all(run: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEDOVA_REVIEWER", "C. Curator")
    assert run(project, "--terminal", lines="a\n").code == 0
    assert "C. Curator" in links(project)


def test_without_a_name_nothing_is_decided(run: Command, project: Path) -> None:
    assert run(project, "--terminal", lines="a\n") == Ran(
        2,
        "",
        "decisions need the name of who makes them\n  hint: write --reviewer 'A. Archivist', or set SEDOVA_REVIEWER\n",
    )
    assert links(project) == ""


def test_without_candidates_it_says_where_they_come_from(run: Command, make_project: MakeProject) -> None:
    told = Ran(0, "", "nothing waits for a decision; sedova-lod link looks for candidates\n")
    assert run(make_project(person=PEOPLE), "--reviewer", "A") == told


def test_only_a_kind_may_be_asked_for(run: Command, project: Path) -> None:
    assert run(project, "--terminal", "--reviewer", "A", "--kind", "place").out == ""
    assert "1 of 2 waiting" in run(project, "--terminal", "--reviewer", "A", "--kind", "person").out


def test_without_the_extra_the_install_line_is_told(
    run: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert run(project, "--reviewer", "A") == Ran(
        2, "", 'Local web pages need a package that is not installed\n  hint: pip install "sedova-lod[serve]"\n'
    )


@pytest.fixture
def started(project: Path) -> Iterator[subprocess.Popen[str]]:
    code = "from sedova_lod.cli import main; main()"
    command = [sys.executable, "-c", code, "review", str(project), "--reviewer", "A. Archivist"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_page_is_served_on_this_machine_until_it_is_told_to_stop(
    started: subprocess.Popen[str], project: Path, sent: signal.Signals
) -> None:
    assert started.stdout is not None
    assert started.stderr is not None
    found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/#([\w-]{43})\n", started.stdout.readline())
    assert found
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)) as connection:
        headers = {"Authorization": f"Bearer {found[2]}"}
        connection.request("GET", "/api/state", headers=headers)
        question = json.loads(connection.getresponse().read())["question"]
        target = question["candidates"][0]["target"]
        message = {"answer": "accept", "target": target, "comment": ""} | {
            one: question[one] for one in ("key", "stamp")
        }
        connection.request("POST", "/api/decisions", json.dumps(message), headers)
        assert json.loads(connection.getresponse().read())["is_done"]
    assert "wd:" in links(project)
    started.send_signal(sent)
    assert started.wait(30) == 0
    assert started.stdout.read() == ""
    assert started.stderr.read() == (
        "open this address in your browser; Ctrl-C ends the review\n1 decided now, 1 waiting\n"
    )
