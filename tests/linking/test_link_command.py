"""`sedova-lod link` from the table of people to the table of links, against a local Wikibase."""

from __future__ import annotations

import csv
import datetime
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

import sedova_lod
from sedova_lod.linking.wikidata_items import entity_from_json
from tests.linking.conftest import PEOPLE, Ran
from tests.linking.test_reconciliation_client import VIAF, Service
from tests.linking.wikibase import ITEMS, SEDOV, Wikibase, item, on, says
from tests.web.server import says_nothing, sends, serve

Run = Callable[..., Ran]
CONTACT = ("--contact", "archive@example.org")
TODAY = datetime.date.today().isoformat()
RETRIEVED = datetime.datetime.now(datetime.UTC).date().isoformat()
ALL = {**ITEMS, "Q33391": item("Q33391", labels={"en": "Leon Trotsky"})}


def wikidata(url: str) -> tuple[str, ...]:
    return "--wikidata", "--api", f"{url}/w/api.php", "--authority", "wd"


def rows(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def links(project: Path) -> list[tuple[str, str, str]]:
    found = rows(project / "links.sssom.tsv")
    return [(row["subject_id"], row["object_id"], row["mapping_justification"]) for row in found]


def candidates(project: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows(project / "candidates.tsv"):
        found.setdefault(row["subject"], []).append(row["object"].rpartition("/")[2])
    return found


@pytest.fixture(autouse=True)
def _here(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)


def test_what_shares_an_identifier_is_linked_and_the_rest_is_proposed(run: Run, project: Path) -> None:
    with serve(Wikibase(ALL).reply) as server:
        ran = run("link", project, *wikidata(server.url), *CONTACT)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        f"looked for 5 records in 127.0.0.1:{server.url.rpartition(':')[2]}, as it was on {RETRIEVED}\n"
        "  1 record decided before\n"
        "linked 1 record by a shared identifier\n"
        "3 records with candidates, 1 record without\n"
        "  letters/links.sssom.tsv\n"
        "  letters/candidates.tsv\n"
        "decide with: sedova-lod review letters\n"
    )
    assert rows(project / "links.sssom.tsv") == [
        {
            "subject_id": "data:person/leon",
            "subject_label": "Leon Sedov",
            "predicate_id": "skos:exactMatch",
            "object_id": "wd:Q543149",
            "object_label": "Lev Sedov",
            "mapping_justification": "semapv:MappingChaining",
            "object_source_version": RETRIEVED,
            "mapping_tool": "sedova-lod",
            "mapping_tool_version": version("sedova-lod"),
            "mapping_date": TODAY,
            "confidence": "0.999",
            "comment": "Both have viaf 54151571.",
        }
    ]
    assert candidates(project) == {
        "person/lev": ["Q543149", "Q777"],
        "person/nobody": [""],
        "place/petersburg": ["Q656"],
        "place/romny": ["Q161994"],
    }


def test_a_linked_record_is_built_with_its_link(run: Run, project: Path, tmp_path: Path) -> None:
    with serve(Wikibase(ALL).reply) as server:
        run("link", project, *wikidata(server.url), *CONTACT)
    assert sedova_lod.build(project, tmp_path / "dist").findings == []
    same = "<http://schema.org/sameAs>"
    found = {line for line in (tmp_path / "dist" / "dataset.nt").read_text().splitlines() if same in line}
    person, wd = "https://example.org/person", "http://www.wikidata.org/entity"
    assert {line for line in found if "wikidata" in line} == {
        f"<{person}/leon> {same} <{wd}/Q543149> .",
        f"<{person}/known> {same} <{wd}/Q33391> .",
    }


def test_a_second_run_asks_nothing(run: Run, project: Path) -> None:
    base = Wikibase(ALL)
    with serve(base.reply) as server:
        first = [run("link", project, *wikidata(server.url), *CONTACT) for _ in range(1)]
        n_asked, text = len(base.asked), (project / "candidates.tsv").read_bytes()
        again = run("link", project, *wikidata(server.url), *CONTACT)
    assert len(base.asked) == n_asked
    assert (first[0].code, again.code) == (0, 0)
    assert (project / "candidates.tsv").read_bytes() == text
    assert again.err.splitlines()[1:3] == [
        "  2 records decided before",
        "  4 records looked for before; --again looks for them again",
    ]


def test_what_was_found_can_be_replayed_without_a_connection(run: Run, project: Path) -> None:
    with serve(Wikibase(ALL).reply) as server:
        run("link", project, *wikidata(server.url), *CONTACT)
        url = server.url
    before = (project / "candidates.tsv").read_bytes()
    (project / "candidates.tsv").unlink()
    (project / "links.sssom.tsv").unlink()
    ran = run("link", project, *wikidata(url), "--replay", "--offline")
    assert ran.code == 0
    assert (project / "candidates.tsv").read_bytes() == before
    assert [row[:2] for row in links(project)] == [("data:person/leon", "wd:Q543149")]


def test_a_service_is_another_place_to_look_in(run: Run, project: Path) -> None:
    with serve(Service({**VIAF, "batchSize": 2}).reply) as server:
        url = f"{server.url}/reconcile"
        ran = run("link", project, "--service", url, *CONTACT, "--kind", "person", "--property", "died=death")
        assert ran.code == 0
        assert ran.err.startswith("looked for 3 records in VIAF, as it was on ")
        assert "  1 record decided before\n" in ran.err
        again = run("link", project, "--service", url, *CONTACT, "--kind", "person", "--format", "json")
    assert json.loads(again.out)["n_open"] == 0
    assert {row["source"] for row in rows(project / "candidates.tsv")} == {"VIAF"}
    assert candidates(project)["person/lev"][0] == "54151571"
    assert candidates(project)["person/known"] == [""]


def test_a_report_for_programs(run: Run, project: Path) -> None:
    with serve(Wikibase(ALL).reply) as server:
        ran = run("link", project, *wikidata(server.url), *CONTACT, "--format", "json", "--kind", "place")
    report = json.loads(ran.out)
    assert (report["n_open"], report["n_done"], report["n_proposed"]) == (2, 2, 2)
    assert report["files"] == ["letters/candidates.tsv"]


def test_a_dry_run_asks_and_writes_nothing(run: Run, project: Path) -> None:
    ran = run("link", project, "--wikidata", "--dry-run")
    assert (ran.code, ran.err) == (0, "would look for 5 records in Wikidata\n  1 record decided before\n")
    assert sorted(path.name for path in project.iterdir()) == ["people.csv", "places.csv", "sedova.toml"]


def test_few_candidates_of_one_kind(run: Run, project: Path) -> None:
    with serve(Wikibase(ALL).reply) as server:
        run("link", project, *wikidata(server.url), *CONTACT, "--kind", "person", "--limit", "1")
    assert candidates(project) == {"person/lev": ["Q543149"], "person/nobody": [""]}


DECIDED = """\
# curie_map:
#   our: https://example.org/
#   wd: http://www.wikidata.org/entity/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tauthor_label
our:person/leon\tskos:exactMatch\tNot\twd:Q543149\tsemapv:ManualMappingCuration\tB. Curator
our:person/lev\tskos:exactMatch\tNot\twd:Q543149\tsemapv:ManualMappingCuration\tB. Curator
our:person/nobody\tskos:exactMatch\t\tsssom:NoTermFound\tsemapv:ManualMappingCuration\tB. Curator
our:place/romny\tskos:closeMatch\t\twd:Q161994\tsemapv:ManualMappingCuration\tB. Curator
"""


def test_what_people_decided_is_respected_and_not_asked_again(run: Run, project: Path) -> None:
    (project / "links.sssom.tsv").write_text(DECIDED)
    with serve(Wikibase(ALL).reply) as server:
        ran = run("link", project, *wikidata(server.url), *CONTACT)
    assert "  3 records decided before\n" in ran.err
    assert (project / "links.sssom.tsv").read_text() == DECIDED
    assert candidates(project) == {
        "person/leon": [""],
        "person/lev": ["Q777"],
        "place/petersburg": ["Q656"],
    }


def test_an_identifier_that_two_things_have_decides_nothing(run: Run, project: Path) -> None:
    twin = item("Q999", labels={"en": "Leon Sedov"}, claims={"P214": [says("54151571")]})
    with serve(Wikibase({**ALL, "Q999": twin}).reply) as server:
        ran = run("link", project, *wikidata(server.url), *CONTACT, "--kind", "person")
    assert "linked 0 records by a shared identifier\n" in ran.err
    assert candidates(project)["person/leon"][:2] == ["Q999", "Q543149"]


def test_an_identifier_that_differs_keeps_a_record_from_being_linked(run: Run, project: Path) -> None:
    (project / "people.csv").write_text(
        "id,name,same_as\nleon,Leon Sedov,http://viaf.org/viaf/54151571;https://d-nb.info/gnd/1\n"
    )
    both = {**SEDOV, "claims": {**SEDOV["claims"], "P227": [says("2")]}}
    with serve(Wikibase({"Q543149": both}).reply) as server:
        ran = run("link", project, *wikidata(server.url), *CONTACT, "--kind", "person")
    assert "linked 0 records by a shared identifier\n" in ran.err
    assert candidates(project) == {"person/leon": ["Q543149"]}


def test_faulty_records_are_left_out_and_told(run: Run, project: Path) -> None:
    (project / "people.csv").write_text(PEOPLE.replace("1938-02-16", "31 Feb 1938"), encoding="utf-8")
    with serve(Wikibase(ALL).reply) as server:
        ran = run("link", project, *wikidata(server.url), *CONTACT)
    assert "  1 record left out as faulty: see sedova-lod check\n" in ran.err
    assert "person/lev" not in candidates(project)


@pytest.mark.slow
def test_a_failure_tells_what_is_saved_and_the_next_run_goes_on(run: Run, project: Path) -> None:
    many = "id,name\n" + "".join(f"p{n:02d},Sedov {n:02d}\n" for n in range(60))
    (project / "people.csv").write_text(many)
    items = {f"Q{n + 1}": item(f"Q{n + 1}", labels={"en": f"Sedov {n:02d}"}) for n in range(60)}
    base = Wikibase(items)
    base.faults = dict.fromkeys(range(60, 99), sends({}, 404))
    with serve(base.reply) as server:
        failed = run("link", project, *wikidata(server.url), *CONTACT, "--kind", "person")
        n_saved = len(candidates(project))
        assert (failed.code, n_saved) == (3, 25)
        host = server.url.removeprefix("http://")
        assert failed.err == (
            f"{host} failed (HTTP 404); 25 of 60 records are linked and saved\n"
            f"  hint: check the address of the service ({server.url}/w/api.php); "
            "then run the same command again; it goes on from record 26\n"
        )
        base.faults = {}
        n_asked = len(base.asked)
        done = run("link", project, *wikidata(server.url), *CONTACT, "--kind", "person")
    assert done.code == 0
    assert "  25 records looked for before" in done.err
    assert len(candidates(project)) == 60
    assert base.n_asked("wbsearchentities") <= 62
    assert len(base.asked) > n_asked


def command_line(project: Path, url: str) -> list[str]:
    program = Path(sys.executable).with_name("sedova-lod")
    return [str(program), "link", str(project), *wikidata(url), *CONTACT, "--kind", "person"]


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_where_it_stopped(project: Path) -> None:
    many = "id,name,born\n" + "".join(f"p{n:02d},Sedov {n:02d},{1850 + n}\n" for n in range(35))
    (project / "people.csv").write_text(many)
    items = {
        f"Q{n + 1}": item(f"Q{n + 1}", labels={"en": f"Sedov {n:02d}"}, claims={"P569": [on(f"{1850 + n}-05-05")]})
        for n in range(35)
    }
    base = Wikibase(items)
    hung = threading.Event()
    base.faults[55] = lambda handler: (hung.set(), says_nothing(handler))[0]
    with serve(base.reply) as server:
        process = subprocess.Popen(command_line(project, server.url), stderr=subprocess.PIPE)
        assert hung.wait(60)
        time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        base.faults = {}
        assert len(candidates(project)) == 25
        done = subprocess.run(command_line(project, server.url), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    resumed = (project / "candidates.tsv").read_text()
    assert len(candidates(project)) == 35
    (project / "candidates.tsv").unlink()
    with serve(Wikibase(items).reply) as server:
        subprocess.run(command_line(project, server.url), capture_output=True, check=True)
    at_once = (project / "candidates.tsv").read_text()
    assert _without_ports(resumed) == _without_ports(at_once)
    assert [name for name in os.listdir(project) if "lock" in name or "partial" in name] == []


def _without_ports(text: str) -> list[str]:
    return [line.partition("127.0.0.1")[0] for line in text.splitlines()]


@pytest.mark.slow
def test_a_run_that_is_interrupted_says_what_is_saved(project: Path) -> None:
    hung = threading.Event()
    base = Wikibase(ALL)
    base.faults[3] = lambda handler: (hung.set(), says_nothing(handler))[0]
    with serve(base.reply) as server:
        process = subprocess.Popen(command_line(project, server.url), stderr=subprocess.PIPE, text=True)
        assert hung.wait(60)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert (process.returncode, said) == (
        130,
        "interrupted; 0 of 3 records are linked and saved\n"
        "  hint: run the same command again; it goes on from record 1\n",
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "no place to look in is named\n  hint: name one: --index FILE, --wikidata or --service URL\n"),
        (("--wikidata", "--index", "x"), "several places to look in are named\n"
         "  hint: name one: --index FILE, --wikidata or --service URL\n"),
        (("--service", "example.org"), "--service: 'example.org' is no web address\n"
         "  hint: write it like https://example.org/reconcile\n"),
        (("--service", "https://example.org", "--offline"),
         "--offline: a service cannot be asked without a connection\n"
         "  hint: use --index FILE, or add --replay to use the answers of an earlier run only\n"),
        (("--wikidata", "--api", "https://example.org/w/api.php"), "--api: it needs --wikidata and --authority\n"
         "  hint: write --wikidata --api https://example.org/w/api.php --authority https://example.org/entity/\n"),
        (("--service", "https://example.org", "--property", "born"), "--property: 'born' names no property\n"
         "  hint: write it like born=P569\n"),
        (("--wikidata",), "a service is asked only with the contact of whoever asks, and none is given\n"
         "  hint: write --contact you@example.org, set SEDOVA_CONTACT, or contact under [dataset] in sedova.toml\n"),
        (("--index", "none.index"), "none.index: cannot be read: No such file or directory\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_before_anything_is_read(
    run: Run, project: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert run("link", project, *arguments) == (2, "", said)


def test_the_contact_is_that_of_the_option_the_environment_or_the_data_set(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def agent(*more: str) -> str:
        with serve(Wikibase(ALL).reply) as server:
            run("link", project, *wikidata(server.url), "--again", *more)
            return server.received[0].headers["User-Agent"]

    settings = (project / "sedova.toml").read_text()
    (project / "sedova.toml").write_text(settings.replace("languages", 'contact = "set@example.org"\nlanguages'))
    assert agent().endswith("; set@example.org)")
    monkeypatch.setenv("SEDOVA_CONTACT", "https://environment.example.org/")
    assert agent().endswith("; https://environment.example.org/)")
    assert agent("--contact", "option@example.org").endswith("; option@example.org)")


def test_the_items_of_the_tests_are_read_as_meant() -> None:
    assert entity_from_json(SEDOV).kind == "person"
