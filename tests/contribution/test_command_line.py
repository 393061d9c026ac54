"""`sedova-lod propose` and `sedova-lod upload`: what they print, write and send."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sedova_lod.cli import main
from tests.contribution.conftest import WORKS, item, write_items
from tests.contribution.fake_wikibase import Refusal, Wikibase, serve_wikibase

PEOPLE = (
    "id,name,wikidata,born,born.calendar,born.source,occupation,occupation.source\n"
    'anna,Anna <b>&,Q1,1882-04-05,julian,"letters, p. 5",,\n'
    "boris,Boris,Q2,1879,,letters,=evil(),\n"
    "vera,Vera,Q3,1903,,lost,,\n"
    "ivan,Ivan,Q4,1901,,letters,,\n"
    "olga,Olga,,1909,,letters,,\n"
)
YEAR = {"timezone": 0, "before": 0, "after": 0, "precision": 9,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}  # fmt: skip


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def born(year: int) -> dict[str, Any]:
    value = {"time": f"+{year}-00-00T00:00:00Z", **YEAR}
    snak = {"snaktype": "value", "property": "P569", "datavalue": {"type": "time", "value": value}}
    return {"P569": [{"id": "Q2$old", "rank": "normal", "mainsnak": snak}]}


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Ran]:
    monkeypatch.chdir(tmp_path)
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"SEDOVA_WIKIBASE_{name}", raising=False)
    monkeypatch.delenv("SEDOVA_CONTACT", raising=False)

    def command(*arguments: object) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main([str(one) for one in arguments])
        found = capfd.readouterr()
        return Ran(int(str(stopped.value.code)), found.out, found.err)

    return command


@pytest.fixture
def project(make_project: Callable[..., Path]) -> Path:
    root = make_project(person=PEOPLE.replace("=evil(),", ","), work=WORKS)
    write_items(root / "items", item("Q1"), item("Q2", claims=born(1880)), item("Q3"))
    return root


TEXT = """\
Q1 Anna <b>&
  new  label (en)          Anna <b>&
         from person.csv:2 column B 'name'
  new  P569 date of birth  1882-04-05 (Julian)
         source: stated in: Letters (Q900), page(s): "5"
         from person.csv:2 column D 'born'
Q2 Boris
  new       label (en)          Boris
              from person.csv:3 column B 'name'
  conflict  P569 date of birth  1879
              the item has 1880
              from person.csv:3 column D 'born'
Q3 Vera
  new  label (en)  Vera
         from person.csv:4 column B 'name'
"""
SUM = """\
8 records and 0 claims; 3 records are no items and propose nothing
5 proposals; 4 new; 1 conflict
1 item not at hand: Q4
4 values withheld:
  2: its item is not at hand
  1: its source, work/lost, has neither an item nor an address
  1: the record has no source
  hint: read them with --online, or name files with --items
decide about the conflicts with: sedova-lod review project
"""


def test_propose_shows_what_is_to_be_added_and_why(run: Callable[..., Ran], project: Path) -> None:
    done = run("propose", project)
    assert done == (0, TEXT, SUM)


def test_propose_writes_each_form(run: Callable[..., Ran], project: Path) -> None:
    done = run("propose", project, "-o", "out")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if line.startswith("wrote ")] == [
        f"wrote out/{name}"
        for name in (
            "proposals.html", "proposals.json", "conflicts.csv", "withheld.csv", "quickstatements.txt",
            "quickstatements-01.csv", "quickstatements-02.csv", "refused.csv", "edits.jsonl",
        )
    ]  # fmt: skip
    assert Path("out/quickstatements.txt").read_text(encoding="utf-8") == (
        'Q1\tLen\t"Anna <b>&"\n'
        'Q1\tP569\t+1882-04-05T00:00:00Z/11/J\tS248\tQ900\tS304\t"5"\n'
        'Q2\tLen\t"Boris"\n'
        'Q3\tLen\t"Vera"\n'
    )
    assert Path("out/quickstatements-02.csv").read_bytes() == (
        b'qid,P569,S248,s304\r\nQ1,+1882-04-05T00:00:00Z/11/J,Q900,"""5"""\r\n'
    )
    assert Path("out/conflicts.csv").read_text(encoding="utf-8") == (
        "record,item,property,ours,theirs,statement,cell\n"
        "person/boris,Q2,P569 date of birth,1879,the item has 1880,Q2$old,person.csv:3 column D 'born'\n"
    )
    edit = json.loads(Path("out/edits.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (edit["item"], edit["record"]) == ("Q1", "person/anna")
    assert edit["data"]["labels"] == {"en": {"language": "en", "value": "Anna <b>&"}}
    claim = edit["data"]["claims"][0]
    assert claim["mainsnak"]["datavalue"]["value"]["calendarmodel"] == "http://www.wikidata.org/entity/Q1985786"


def test_the_page_is_whole_and_escaped(run: Callable[..., Ran], project: Path) -> None:
    page = run("propose", project, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")
    assert "Anna &lt;b&gt;&amp;" in page
    assert "<b>" not in page
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert ' href="https://www.wikidata.org/wiki/Q1"' in page
    assert "the item has 1880" in page


def test_the_page_tells_of_records_that_propose_nothing(run: Callable[..., Ran], project: Path) -> None:
    with (project / "person.csv").open("a", encoding="utf-8") as people:
        people.write("odd,Odd,Q5,31 Feb 1929,,letters,,\n")
    done = run("propose", project, "--format", "html")
    assert "<p>1 record with errors proposes nothing: see <code>sedova-lod check</code>.</p>" in done.out
    assert "1 record with errors proposes nothing: see sedova-lod check" in done.err


def test_json_holds_all_of_it(run: Callable[..., Ran], project: Path) -> None:
    found = json.loads(run("propose", project, "--format", "json").out)
    assert found["outcomes"] == {"new": 4, "conflict": 1}
    assert found["missing_items"] == ["Q4"]
    assert [one["outcome"] for one in found["proposals"]] == ["new", "new", "new", "conflict", "new"]
    assert found["withheld"][0] == {
        "record": "person/vera",
        "what": "born",
        "reason": "its source, work/lost, has neither an item nor an address",
        "where": "person.csv:4 column D 'born'",
    }


def test_tables_are_safe_to_open(run: Callable[..., Ran], make_project: Callable[..., Path]) -> None:
    people = "id,name,wikidata,born,born.source\nanna,=cmd|x,Q1,1882,lost\n"
    root = make_project(person=people, work=WORKS)
    write_items(root / "items", item("Q1", labels={"en": {"language": "en", "value": "A"}}))
    run("propose", root, "-o", "out", "--dialect", "qs3")
    for name in ("conflicts.csv", "withheld.csv", "refused.csv"):
        rows = csv.reader(Path("out", name).read_text(encoding="utf-8").splitlines())
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def files_of(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def test_old_csv_files_do_not_stay(run: Callable[..., Ran], project: Path) -> None:
    run("propose", project, "-o", "out")
    Path("out/notes.txt").write_text("mine", encoding="utf-8")
    Path("out/quickstatements-of-anna.csv").write_text("qid\n", encoding="utf-8")
    tables = project / "person.csv"
    tables.write_text(tables.read_text(encoding="utf-8").replace("1882-04-05,julian", ","), encoding="utf-8")
    assert run("propose", project, "-o", "out").code == 0
    assert not Path("out/quickstatements-02.csv").exists()
    assert Path("out/notes.txt").exists()
    assert Path("out/quickstatements-of-anna.csv").exists()


@pytest.mark.parametrize("name", ["quickstatements.txt", "quickstatements-02.csv", "proposals.html"])
def test_what_somebody_has_edited_is_not_lost(run: Callable[..., Ran], project: Path, name: str) -> None:
    run("propose", project, "-o", "out")
    with Path("out", name).open("a", encoding="utf-8") as file:
        file.write("# seen\n")
    before = files_of("out")
    tables = project / "person.csv"
    tables.write_text(tables.read_text(encoding="utf-8").replace("1882-04-05,julian", ","), encoding="utf-8")
    done = run("propose", project, "-o", "out")
    assert (done.code, done.err.splitlines()[-2:]) == (
        2,
        [
            f"out/{name}: this file would be replaced, and somebody has changed it since 'propose' wrote it",
            "  hint: move it elsewhere, or choose another folder",
        ],
    )
    assert files_of("out") == before


def test_what_no_run_made_is_not_replaced(run: Callable[..., Ran], project: Path) -> None:
    Path("out").mkdir()
    Path("out/conflicts.csv").write_text("mine\n", encoding="utf-8")
    done = run("propose", project, "-o", "out")
    assert (done.code, done.err.splitlines()[-2:]) == (
        2,
        [
            "out/conflicts.csv: this file would be replaced, and no earlier run made it",
            "  hint: move it elsewhere, or choose another folder",
        ],
    )
    assert files_of("out") == {"conflicts.csv": b"mine\n"}


def test_a_run_that_broke_off_is_gone_on_with(run: Callable[..., Ran], project: Path) -> None:
    run("propose", project, "-o", "out")
    whole = files_of("out")
    tables = project / "person.csv"
    text = tables.read_text(encoding="utf-8")
    tables.write_text(text.replace("1882-04-05", "1882-04-06"), encoding="utf-8")
    Path("out/.edits.jsonl.partial").mkdir()  # the last file cannot be written
    assert run("propose", project, "-o", "out").code == 2
    assert Path("out/quickstatements.txt").read_bytes() != whole["quickstatements.txt"]
    Path("out/.edits.jsonl.partial").rmdir()
    tables.write_text(text, encoding="utf-8")
    assert run("propose", project, "-o", "out").code == 0
    assert files_of("out") == whole


def test_files_are_not_written_into_the_project_itself(run: Callable[..., Ran], project: Path) -> None:
    done = run("propose", project, "-o", project)
    assert (done.code, done.err.splitlines()[-2:]) == (
        2,
        [f"{project}: this is the project folder itself", "  hint: name another folder"],
    )


def test_the_map_is_shown_to_begin_with(run: Callable[..., Ran]) -> None:
    done = run("propose", "--show-map")
    assert done.code == 0
    assert done.out.startswith("kind,field,property,datatype,values,inverse,only,words,claims,label\nperson,kind,P31,")


def test_items_that_are_not_there(run: Callable[..., Ran], project: Path) -> None:
    assert run("propose", project, "--items", "nowhere") == (
        2, "", "nowhere: no such file or folder of items\n  hint: check the name\n",
    )  # fmt: skip


def test_a_service_is_not_asked_without_a_contact(run: Callable[..., Ran], project: Path) -> None:
    done = run("propose", project, "--online")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("a service is asked only with the contact of whoever asks, and none is given\n")


def test_upload_is_a_dry_run_without_apply(run: Callable[..., Ran], project: Path) -> None:
    done = run("upload", project)
    assert (done.code, done.out) == (0, TEXT)
    assert done.err.splitlines()[-1] == (
        "dry run: nothing was sent; with --apply: 3 edits to https://www.wikidata.org/w/api.php"
    )
    assert not (project / "contribution.jsonl").exists()


@pytest.fixture
def wikibase(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wikibase]:
    """Serve a Wikibase that has the items, and tell the project of it."""
    with serve_wikibase(Wikibase()) as found:
        for qid in ("Q1", "Q2", "Q3", "Q4"):
            found.add(qid)
        toml = project / "sedova.toml"
        toml.write_text(f'{toml.read_text(encoding="utf-8")}[contribution]\napi = "{found.url}"\n', encoding="utf-8")
        monkeypatch.setenv("SEDOVA_CONTACT", "archive@example.org")
        yield found


def test_items_that_were_read_online_are_kept(run: Callable[..., Ran], project: Path, wikibase: Wikibase) -> None:
    first = run("propose", project, "--online")
    assert first.code == 0
    assert sorted(path.name for path in (project / "items").iterdir()) == ["Q1.json", "Q2.json", "Q3.json", "Q4.json"]
    assert run("propose", project).out == first.out


def test_items_that_may_not_be_read(run: Callable[..., Ran], project: Path, wikibase: Wikibase) -> None:
    wikibase.reading_trouble = [Refusal("readapidenied", "You need read permission to use this module.")]
    done = run("propose", project, "--online")
    assert (done.code, done.out, done.err) == (
        3, "",
        "the Wikibase refused what it was asked: You need read permission to use this module. [readapidenied]\n",
    )  # fmt: skip


def test_nobody_edits_without_credentials(run: Callable[..., Ran], project: Path, wikibase: Wikibase) -> None:
    assert run("upload", project, "--apply") == (
        2, "",
        "nobody is named who makes the edits\n  hint: set SEDOVA_WIKIBASE_USER and SEDOVA_WIKIBASE_PASSWORD "
        "(a bot password), or SEDOVA_WIKIBASE_TOKEN (OAuth 2)\n",
    )  # fmt: skip
    assert wikibase.requests == []


def test_upload_apply_undo(
    run: Callable[..., Ran], project: Path, wikibase: Wikibase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEDOVA_WIKIBASE_TOKEN", "oauth-token")
    text = "The text was refused."
    wikibase.trouble = [Refusal("abusefilter-warning", text)]
    done = run("upload", project, "--apply", "--rate", "600", "--summary", "letters of Romny")
    assert done.code == 1
    assert done.out.splitlines()[-7:] == [
        "Q1 person/anna: refused",
        "  The text was refused. [abusefilter-warning]",
        "  person.csv:2 column B 'name'",
        "  person.csv:2 column D 'born'",
        "Q2 person/boris: saved as revision 105",
        "Q4 person/ivan: saved as revision 106",
        "Q3 person/vera: saved as revision 107",
    ]
    assert done.err.splitlines()[-3:] == [
        "editing as Sedova",
        "4 edits: 3 saved, 1 refused",
        "to take it back: sedova-lod upload --undo, or project/contribution-undo.txt in QuickStatements",
    ]
    assert {one["summary"] for one in wikibase.edits} == {"letters of Romny"}
    undo = (project / "contribution-undo.txt").read_text(encoding="utf-8").splitlines()
    assert undo[0] == 'Q3\tLen\t""'
    assert undo[1].startswith("-STATEMENT\tQ4$")

    again = run("upload", project, "--apply", "--rate", "600")
    assert (again.code, again.err.splitlines()[-2]) == (0, "1 edit: 1 saved")

    dry = run("upload", project, "--undo")
    assert (dry.code, dry.err) == (0, "dry run: nothing was taken back; with --apply: 4 edits\n")
    assert len(dry.out.splitlines()) == 4

    ledger = project / "contribution.jsonl"
    whole = ledger.read_text(encoding="utf-8")
    ledger.write_text("".join(whole.splitlines(keepends=True)[:-1]), encoding="utf-8")
    killed = run("upload", project, "--undo")
    assert killed.err.splitlines() == [
        "Q1: sent, and no answer came (line 9 of project/contribution.jsonl); look into its history after revision 101",
        "dry run: nothing was taken back; with --apply: 3 edits",
    ]
    ledger.write_text(whole, encoding="utf-8")

    back = run("upload", project, "--undo", "--apply", "--rate", "600")
    assert back.code == 0
    assert back.err.splitlines()[0] == "editing as Sedova"
    assert wikibase.items["Q1"]["labels"] == {}
    assert (project / "contribution-undo.txt").read_text(encoding="utf-8") == ""


def test_undo_says_of_edits_without_an_answer_whether_their_items_changed(
    run: Callable[..., Ran], project: Path, wikibase: Wikibase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEDOVA_WIKIBASE_TOKEN", "oauth-token")
    before = {qid: item["lastrevid"] for qid, item in wikibase.items.items()}
    run("upload", project, "--apply", "--rate", "600", "--limit", "1")
    ledger = project / "contribution.jsonl"
    sent = json.loads(ledger.read_text(encoding="utf-8").splitlines()[0])
    others = [{**sent, "edit": 2, "item": "Q2", "before": before["Q2"]}, {**sent, "edit": 3, "item": "Q4", "before": 1}]
    others += [{**sent, "edit": 4, "item": "", "before": 0}, {**sent, "edit": 5, "item": "Q777", "before": 9}]
    lines = [json.dumps(one) for one in (sent, *others)]  # as if killed
    ledger.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ran = run("upload", project, "--undo", "--apply", "--rate", "600")
    what = "sent, and no answer came (line {} of project/contribution.jsonl);"
    assert ran.err.splitlines()[:6] == [
        "editing as Sedova",
        f"Q1: {what.format(1)} look into its history after revision {before['Q1']}",
        f"Q2: {what.format(2)} it is still at revision {before['Q2']}, so nothing was changed",
        f"Q4: {what.format(3)} look into its history after revision 1",
        f"person/anna: {what.format(4)} look into its history",
        f"Q777: {what.format(5)} look into its history after revision 9",
    ]


def test_a_run_that_stops_tells_what_was_done(
    run: Callable[..., Ran], project: Path, wikibase: Wikibase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEDOVA_WIKIBASE_USER", "Sedova@upload")
    monkeypatch.setenv("SEDOVA_WIKIBASE_PASSWORD", "secret")
    wikibase.trouble = [None, Refusal("blocked", "You have been blocked from editing.")]
    done = run("upload", project, "--apply", "--rate", "600")
    assert done.code == 3
    assert done.err.splitlines()[-3:] == [
        "1 edit: 1 saved",
        "to take it back: sedova-lod upload --undo, or project/contribution-undo.txt in QuickStatements",
        "the Wikibase refused the edit: You have been blocked from editing. [blocked]",
    ]


def test_an_interrupted_run_says_that_the_ledger_knows(
    run: Callable[..., Ran], project: Path, wikibase: Wikibase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEDOVA_WIKIBASE_TOKEN", "oauth-token")

    def interrupt(*arguments: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sedova_lod.contribution.wikibase_api.WikibaseApi.edit_item", interrupt)
    done = run("upload", project, "--apply")
    assert done.code == 130
    assert "interrupted; what was sent is in the ledger: run the same command again to go on" in done.err
    assert "nothing was changed" not in done.err
