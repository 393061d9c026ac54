"""The command `reconcile-service`: what it serves, what it says, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from sedova_lod.cli import main
from sedova_lod.linking import Entity
from sedova_lod.linking.index_writing import IndexWriter
from tests.conftest import MakeProject
from tests.reconciliation.conftest import names

PEOPLE = "id,name,born\nlev,Lev Sedov,1906\nsergei,Sergei Sedov,1908\n"
Refuse = Callable[..., tuple[int, str]]


class Running(NamedTuple):
    """Hold a service that runs as a process of its own."""

    process: subprocess.Popen[str]
    address: str

    def find(self, **query: object) -> list[str]:
        form = urlencode({"queries": json.dumps({"q0": query})}).encode()
        with urlopen(self.address, form, timeout=10) as answer:
            return [one["id"] for one in json.load(answer)["q0"]["result"]]

    def manifest(self) -> dict[str, str]:
        with urlopen(self.address, timeout=10) as answer:
            return dict(json.load(answer))

    def end(self) -> tuple[int, str]:
        """Ask it to end; give the exit code and what stood on stderr."""
        self.process.send_signal(signal.SIGTERM)
        _, told = self.process.communicate(timeout=20)
        return self.process.returncode, told


@contextlib.contextmanager
def running(*arguments: object) -> Iterator[Running]:
    command = [sys.executable, "-c", "from sedova_lod.cli import main; main()", "reconcile-service"]
    pipe = subprocess.PIPE
    process = subprocess.Popen([*command, *map(str, arguments)], stdout=pipe, stderr=pipe, text=True, encoding="utf-8")
    with process:
        assert process.stdout is not None
        try:
            yield Running(process, process.stdout.readline().strip())
        finally:
            if process.poll() is None:
                process.kill()


@pytest.fixture
def refuse(capfd: pytest.CaptureFixture[str]) -> Refuse:
    """Run the command in this process; give its exit code and what stood on stderr."""

    def run(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["reconcile-service", *map(str, arguments)])
        return int(str(ended.value.code)), capfd.readouterr().err

    return run


def make_index(path: Path, *entities: Entity) -> Path:
    with IndexWriter(path) as writer:
        for one in entities:
            writer.add(one)
        writer.finish("2026-01-05", "people.json")
    return path


@pytest.mark.slow
def test_sound_records_of_a_project_are_served_until_it_is_told_to_end(make_project: MakeProject) -> None:
    with running(make_project(person=PEOPLE + "anna,Anna Ruban,31 Feb 1929\n")) as service:
        assert service.address.startswith("http://127.0.0.1:")
        assert service.find(query="Sedov, Lev") == ["person/lev"]
        assert service.find(query="Anna Ruban") == []
        for value in ("7", "8"):
            properties = [{"pid": "hat\x1b[31m", "v": value}]
            assert service.find(query="Lev Sedov", properties=properties) == ["person/lev"]
        assert service.manifest()["identifierSpace"] == "https://data.example.org/"
        assert service.end() == (
            0,
            "1 faulty record is left out: see sedova-lod check\n"
            "serving Letters, 2 entities; Ctrl-C ends the service\n"
            "property 'hat\\x1b[31m' is asked for, but not known here: it is left out of account\n",
        )


@pytest.mark.slow
def test_an_index_is_served_under_its_name_and_day(tmp_path: Path) -> None:
    index = make_index(tmp_path / "people.index", Entity("Q33391", "person", names("Leon Trotsky")))
    with running("--index", index) as service:
        manifest = service.manifest()
        assert manifest["name"] == "people.json (2026-01-05)"
        assert manifest["identifierSpace"] == "http://www.wikidata.org/entity/"
        assert manifest["view"] == {"url": "http://www.wikidata.org/entity/{{id}}"}
        assert service.find(query="Leon Trotsky") == ["Q33391"]
        assert service.end()[0] == 0


@pytest.mark.slow
def test_authority_and_public_address_can_be_stated(tmp_path: Path) -> None:
    index = make_index(tmp_path / "people.index", Entity("500027998", "person", names("Leon Trotsky")))
    public = ("--host", "0.0.0.0", "--port", "0", "--public-url", "https://archive.example.org/people/")
    with running("--index", index, "--authority", "ulan", *public) as service:
        assert service.address == "https://archive.example.org/people/"
        assert service.end()[0] == 0


EARLY_END = """
import os, signal
from sedova_lod.cli import main
from sedova_lod.reconciliation import served_entities
served_entities._Seen.names = lambda *_: os.kill(os.getpid(), signal.SIGTERM)
main()
"""


@pytest.mark.slow
def test_nothing_is_left_behind_when_it_is_ended_before_it_serves(tmp_path: Path) -> None:
    index = make_index(tmp_path / "people.index", Entity("Q33391", "person", names("Leon Trotsky")))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", EARLY_END, "reconcile-service", "--index", str(index)],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "\ninterrupted; nothing was changed\n")
    assert list(temporary.iterdir()) == []


def test_wrong_usage_is_told(refuse: Refuse, make_project: MakeProject, tmp_path: Path) -> None:
    project = make_project(person=PEOPLE)
    empty = make_index(tmp_path / "empty.index")
    own = make_index(tmp_path / "own.index", Entity("7", "person", names("Lev")))
    cases: list[tuple[tuple[object, ...], str]] = [
        ((project, "--index", own), "a project and an index are named\n  hint: name PROJECT or --index FILE\n"),
        ((project, "--authority", "wd"),
         "--authority: it needs --index\n  hint: records have the addresses of their project\n"),
        ((project, "--host", "0.0.0.0"),
         "--host: 0.0.0.0 is every address of this computer, and none for clients\n"
         "  hint: add --public-url with the address that clients use\n"),
        ((project, "--public-url", "example.org"),
         "--public-url: 'example.org' is no web address\n  hint: write it like https://example.org/reconcile\n"),
        (("--index", empty), f"{empty}: the index is empty\n"),
        (("--index", project / "sedova.toml"),
         f"{project / 'sedova.toml'}: this is no index\n  hint: make one with 'sedova-lod link index'\n"),
        (("--index", own),
         f"{own}: it is not known whose ids these are: '7'\n  hint: add --authority with one of wd, ulan, aat, tgn, "
         "viaf, gnd, geonames, isni, lcnaf, bnf, idref, orcid, ror, or with what the addresses begin with\n"),
        ((tmp_path / "nowhere",), f"{tmp_path / 'nowhere'}: no such folder\n"
         "  hint: name the folder with your sedova.toml\n"),
    ]  # fmt: skip
    for arguments, told in cases:
        assert refuse(*arguments) == (2, told)


def test_a_project_without_sound_records_is_refused(refuse: Refuse, make_project: MakeProject) -> None:
    project = make_project(person="id,name,born\nanna,Anna Ruban,31 Feb 1929\n")
    assert refuse(project) == (
        2,
        "sedova.toml: there is no record that could be served\n  hint: see sedova-lod check\n",
    )


def test_without_the_extra_the_install_line_is_told(
    refuse: Refuse, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(person=PEOPLE)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert refuse(project) == (
        2,
        'Local web pages need a package that is not installed\n  hint: pip install "sedova-lod[serve]"\n',
    )
