"""`sedova-lod review` as a person starts it: the page, the terminal, and what stops it."""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sedova_lod.cli import main
from sedova_lod.linking.candidates import CandidateTable
from tests.cli.conftest import Ran
from tests.conftest import MakeProject
from tests.review.conftest import PROPOSALS

pytestmark = pytest.mark.slow

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


def test_only_conflicts_or_only_links_may_be_asked_for(run: Command, make_project: MakeProject, tmp_path: Path) -> None:
    people = "id,name,wikidata,born,born.source\nanna,Anna,Q1,1882,letters\n"
    root = make_project(person=people, work="id,name,wikidata\nletters,Letters,Q900\n")
    CandidateTable(root / "candidates.tsv").append(PROPOSALS[1:2])
    value = {
        "time": "+1883-00-00T00:00:00Z",
        "precision": 9,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727",
    }
    snak = {"snaktype": "value", "property": "P569", "datavalue": {"type": "time", "value": value}}
    item = {"id": "Q1", "claims": {"P569": [{"id": "Q1$1", "mainsnak": snak}]}}
    (tmp_path / "items.json").write_text(json.dumps(item), encoding="utf-8")
    both = ("--terminal", "--reviewer", "A. Archivist", "--items", tmp_path / "items.json")
    assert "1 of 2 waiting" in run(root, *both).out
    done = run(root, *both, "--only", "conflicts", lines="t\n")
    assert done.code == 0
    assert done.out.endswith(
        "written: '1882' is not added, and '1883' stays (P569 date of birth of Q1)\nnothing waits\n"
    )
    assert "\tleave theirs\tA. Archivist\t" in (root / "conflicts.tsv").read_text(encoding="utf-8")
    assert run(root, *both, "--only", "conflicts").err.startswith("nothing waits for a decision")
    assert "1 of 1 waiting" in run(root, *both, "--only", "links").out


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


class Terminal:
    """A program in a terminal of its own, and somebody who waits for what it shows and presses keys."""

    def __init__(self, command: list[str]) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 100, 0, 0))
        environment = {name: value for name, value in os.environ.items() if name != "SEDOVA_REVIEWER"}
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment | {"TERM": "xterm", "COLUMNS": "100", "LINES": "60"},
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""

    def press(self, keys: str) -> None:
        """Press a key when the program waits for single keys."""
        end = time.monotonic() + 60
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < end, "the program does not wait for a key"
            time.sleep(0.01)
        self.type(keys)

    def type(self, keys: str) -> None:
        self.shown = ""
        os.write(self.master, keys.encode())

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 60
        while text not in self.shown:
            assert time.monotonic() < end, f"'{text}' is not in:\n{self.shown}"
            if select.select([self.master], [], [], 1)[0]:
                self.shown += os.read(self.master, 65536).decode(errors="replace")


@pytest.fixture
def terminal(project: Path) -> Iterator[Terminal]:
    code = "from sedova_lod.cli import main; main()"
    one = Terminal([sys.executable, "-c", code, "review", str(project), "--terminal"])
    yield one
    one.process.kill()
    one.process.wait()
    os.close(one.master)


def test_in_a_terminal_single_keys_and_arrows_are_read(terminal: Terminal, project: Path) -> None:
    terminal.wait_for("Your name, as it shall stand beside your decisions: ")
    terminal.type("A. Archivist\n")
    terminal.wait_for("< previous")
    assert "5 April 1882 in the Julian calendar" in terminal.shown
    terminal.press("\x1b[C")
    terminal.wait_for("2 of 2 waiting")
    terminal.wait_for("< previous")
    terminal.press("c")
    terminal.wait_for("Remark: ")
    terminal.type("by the register\n")
    terminal.wait_for("remark for the next decision: by the register")
    terminal.wait_for("< previous")
    terminal.press("a")
    terminal.wait_for("written: 'Lev Sedov' is Q543149")
    terminal.wait_for("< previous")
    assert "by the register" in links(project)
    terminal.press("\x03")
    terminal.wait_for("1 decided now, 1 waiting")
    assert terminal.process.wait(30) == 0
