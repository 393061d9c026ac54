"""`sedova-lod link index` and `link --index`: looking for records without a connection."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sedova_lod
from tests.linking.conftest import Ran
from tests.linking.test_link_command import candidates, links
from tests.linking.wikibase import ITEMS

Run = Callable[..., Ran]
AUTHORITY = 'id,name,born,died,viaf\n500027998,"Sedov, Lev",1906,1938,54151571\n500000001,"Bax, Alma",1850,1899,\n'


@pytest.fixture(autouse=True)
def _here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "wikidata.jsonl"
    lines = [json.dumps({**one, "modified": "2026-01-05T00:00:00Z"}, ensure_ascii=False) for one in ITEMS.values()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_dump_becomes_an_index_in_which_records_are_found(run: Run, project: Path, dump: Path) -> None:
    made = run("link", "index", dump, "-o", "wikidata.index")
    size_kb = Path("wikidata.index").stat().st_size / 1e3
    assert (made.code, made.out) == (0, "")
    told = made.err.splitlines()
    assert told[0].startswith("5 things with ")
    assert told[0].endswith(" names, as of 2026-01-05")
    assert told[-1] == f"  wikidata.index  {size_kb:.1f} kB"
    ran = run("link", project, "--index", "wikidata.index", "--offline")
    assert ran.code == 0
    assert ran.err == (
        "looked for 5 records in wikidata.index, as it was on 2026-01-05\n"
        "  1 record decided before\n"
        "linked 1 record by a shared identifier\n"
        "3 records with candidates, 1 record without\n"
        "  letters/links.sssom.tsv\n"
        "  letters/candidates.tsv\n"
        "decide with: sedova-lod review letters\n"
    )
    assert links(project) == [("data:person/leon", "wd:Q543149", "semapv:MappingChaining")]
    assert candidates(project)["person/lev"][0] == "Q543149"


def test_an_index_of_another_day_is_looked_in_again(run: Run, project: Path, dump: Path) -> None:
    for day, n_open in (("2026-01-05", 5), ("2026-01-05", 0), ("2026-02-05", 4)):
        run("link", "index", dump, "-o", "wikidata.index", "--snapshot", day)
        ran = run("link", project, "--index", "wikidata.index", "--format", "json")
        assert json.loads(ran.out)["n_open"] == n_open
    assert len(candidates(project)) == 4


def test_ids_of_an_authority_need_its_name(run: Run, project: Path) -> None:
    Path("ulan.csv").write_text(AUTHORITY)
    assert run("link", "index", "ulan.csv", "-o", "ulan.index", "--kind", "person").code == 0
    refused = run("link", project, "--index", "ulan.index")
    assert (refused.code, refused.err) == (
        2,
        "ulan.index: it is not known whose ids these are: '500027998'\n"
        "  hint: add --authority with one of wd, ulan, aat, tgn, viaf, gnd, geonames, isni, lcnaf, bnf, idref, orcid, "
        "ror, or with what the addresses begin with\n",
    )
    unknown = run("link", project, "--index", "ulan.index", "--authority", "rkd")
    assert unknown.err.startswith("--authority: no authority is known by the name 'rkd'\n  hint: use one of wd, ulan, ")
    assert run("link", project, "--index", "ulan.index", "--authority", "ulan", "--kind", "person").code == 0
    assert links(project) == [("data:person/leon", "ulan:500027998", "semapv:MappingChaining")]
    assert candidates(project)["person/lev"] == ["500027998"]
    run("link", project, "--index", "ulan.index", "--authority", "https://rkd.nl/artists/", "--again")
    assert ("data:person/leon", "rkd:500027998", "semapv:MappingChaining") in links(project)


@pytest.mark.parametrize(
    ("start", "curie"),
    [("https://rkd.nl/artists/", "rkd:7"), ("http://vocab.getty.edu/ulan/", "ulan:7"), ("https://x.org/p#", "x:7")],
)
def test_ids_that_are_addresses_need_no_name(run: Run, project: Path, start: str, curie: str) -> None:
    Path("some.csv").write_text(f"id,name,viaf\n{start}7,Sedov,54151571\n")
    run("link", "index", "some.csv", "-o", "some.index", "--kind", "person")
    assert run("link", project, "--index", "some.index").code == 0
    assert [row[:2] for row in links(project)] == [("data:person/leon", curie)]


def test_what_is_wrong_in_a_source_is_told(run: Run, project: Path) -> None:
    Path("ulan.csv").write_text(AUTHORITY + ",Nameless id,1900,,\n500000002,Late,soon,,\n")
    ran = run("link", "index", "ulan.csv", "-o", "ulan.index", "--report", "faults.csv")
    assert ran.code == 1
    assert "ulan.csv:4" in ran.err
    assert "ulan.csv:5" in ran.err
    assert "3 things with" in ran.err
    assert len(Path("faults.csv").read_text().splitlines()) >= 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.json", "-o", "x.index"), "none.json: "),
        (("ulan.csv", "-o", "x.index", "--snapshot", "soon"), "--snapshot: 'soon' is no day\n"),
        (
            ("ulan.csv", "-o", "ulan.csv"),
            "ulan.csv: this file is no index, and would be replaced\n  hint: choose another name for the index\n",
        ),
    ],
)
def test_what_cannot_be_indexed_is_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    Path("ulan.csv").write_text(AUTHORITY)
    ran = run("link", "index", *arguments)
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert not Path("x.index").exists()
    assert Path("ulan.csv").read_text() == AUTHORITY


WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, arguments: seen.append(event) if event.startswith("socket.") else None)
from sedova_lod.cli import main
try:
    main(sys.argv[1:])
except SystemExit as stopped:
    print(stopped.code, seen, "requests" in sys.modules)
"""


@pytest.mark.parametrize("more", [["--offline"], []])
def test_no_socket_is_opened(run: Run, project: Path, dump: Path, more: list[str]) -> None:
    run("link", "index", dump, "-o", "wikidata.index")
    command = [sys.executable, "-c", WATCHED, "link", str(project), "--index", "wikidata.index", *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "0 [] False\n"
    assert candidates(project)["person/lev"][0] == "Q543149"


def test_the_watch_sees_sockets() -> None:
    code = WATCHED + "\nimport socket; socket.socket().close(); print(seen)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['socket.__new__']"


def test_the_verb_is_also_a_function(run: Run, project: Path, dump: Path) -> None:
    run("link", "index", dump, "-o", "wikidata.index")
    result = sedova_lod.link(project, "wikidata.index", kinds=("person",))
    assert (result.n_done, result.n_linked, result.n_proposed, result.n_nothing) == (3, 1, 1, 1)
    assert result.snapshot == "2026-01-05"
