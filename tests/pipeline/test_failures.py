"""What a build does when something is wrong: nothing is half written, nothing is lost."""

from __future__ import annotations

import csv
import errno
import tempfile
from pathlib import Path

import openpyxl
import pytest

from sedova_lod.errors import OutputError, ProfileError
from sedova_lod.findings import Severity
from sedova_lod.records import ExternalSorter
from sedova_lod.serializers import OutputFile

from .test_same_bytes import bytes_of

SOUND = "id,name,born\nanna,Anna,1882\nboris,Boris,1890\n"
FAULTY = "id,name,born,spouses\nanna,Anna,1882,boris\nboris,Boris,31 Feb 1929,\nclara,Clara,1901,\n"


def codes(result, severity=Severity.ERROR):
    return [f.code for f in result.findings if f.severity is severity]


def reject_rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "rejects" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def old_output(make_project, build, tmp_path) -> Path:
    """Give an output folder of an earlier build, with a file of somebody else's in it."""
    folder = tmp_path / "dist"
    build(make_project(person=SOUND), folder)
    (folder / "notes.txt").write_text("mine")
    return folder


def test_an_error_leaves_the_old_output_as_it_was(make_project, build, old_output):
    before = bytes_of(old_output)
    result = build(make_project(person=FAULTY), old_output)
    assert (result.has_failed, result.output, result.files) == (True, None, ())
    assert codes(result) == ["bad-date"]
    assert bytes_of(old_output) == before
    assert [p.name for p in old_output.parent.iterdir() if "partial" in p.name] == []


def test_an_error_that_only_shapes_see_leaves_the_old_output_as_it_was(make_project, build, old_output):
    before = bytes_of(old_output)
    people = "id,name,born,died\nanna,Anna,1882,1870\n"
    result = build(make_project(person=people), old_output)
    assert (result.has_failed, result.output) == (True, None)
    assert codes(result) == ["death-before-birth"]
    assert bytes_of(old_output) == before


_ALWAYS = {"event/e", "person/anna", "person/anna#death", "person/anna#death-timespan"}
_WITH_BERTA = {
    "event/e#participation-berta",
    "person/anna#birth",
    "person/anna#citation-born-w",
    "person/anna#citation-died-v",
    "person/anna#citation-relation-friend-berta-w",
    "person/anna#membership-g",
    "person/anna#membership-g-timespan",
    "person/anna#relation-friend-berta",
}


@pytest.mark.parametrize(("year", "more"), [("1890", _WITH_BERTA), ("31 Feb 1929", set())])
def test_what_says_nothing_without_a_record_set_aside_is_left_out(make_project, build, tmp_path, year, more):
    project = make_project(
        person=f"id,name,mother,born.source,died,died.source\nanna,Anna,berta,w,1930,v\nberta,Berta,,,{year},\n",
        person__relations="of,person,relation,source\nanna,berta,friend,w\n",
        person__memberships="of,group,date\nanna,g,1905\n",
        group=f"id,name,founded\ng,Circle,{year}\n",
        event="id,name\ne,Meeting\n",
        event__participations="of,agent,part\ne,berta,actor\n",
        work=f"id,name,created\nw,W,1930\nv,V,{year}\n",
        concept="id,name\nfriend,friend\n",
    )
    build(project, tmp_path / "dist", keep_going=True)
    lines = (tmp_path / "dist" / "dataset.nt").read_text("utf-8").splitlines()
    subjects = {line.split(">", 1)[0].removeprefix("<https://data.example.org/") for line in lines}
    about = {name for name in subjects if name.startswith(("event/e", "person/anna")) and "#name-" not in name}
    assert about == _ALWAYS | more


def test_keep_going_builds_the_sound_records_and_still_fails(make_project, build, tmp_path):
    result = build(make_project(person=FAULTY), tmp_path / "dist", keep_going=True)
    assert result.has_failed
    assert (result.n_records["person"], result.n_rejected) == (2, 1)
    assert b"person/boris" not in (tmp_path / "dist" / "dataset.nt").read_bytes()


def test_rejects_hold_the_faulty_row_whole_with_its_reason(make_project, build, tmp_path):
    build(make_project(person=FAULTY), tmp_path / "dist", keep_going=True)
    assert reject_rows(tmp_path / "dist", "01-person.csv") == [
        {
            "id": "boris",
            "name": "Boris",
            "born": "31 Feb 1929",
            "spouses": "",
            "reason": "'31 Feb 1929' is not a date: February 1929 has 28 days",
        }
    ]


def test_a_reference_to_a_rejected_record_is_left_out_with_a_warning(make_project, build, tmp_path):
    result = build(make_project(person=FAULTY), tmp_path / "dist", keep_going=True)
    (warning,) = [f for f in result.findings if f.severity is Severity.WARNING]
    assert str(warning) == (
        "person.csv:2 column D 'spouses': person/boris was set aside, so the reference to it is left out"
        " [set-aside-reference]\n  hint: mend the record referred to"
    )


def test_rejects_of_an_earlier_build_go_when_nothing_is_rejected_any_more(make_project, build, tmp_path):
    build(make_project(person=FAULTY), tmp_path / "dist", keep_going=True)
    build(make_project(person=SOUND), tmp_path / "dist", keep_going=True)
    assert not (tmp_path / "dist" / "rejects" / "01-person.csv").exists()


def test_a_mended_rejects_file_is_read_as_it_is(make_project, build, tmp_path):
    build(make_project(person=FAULTY), tmp_path / "dist", keep_going=True)
    rejected = (tmp_path / "dist" / "rejects" / "01-person.csv").read_text("utf-8")
    result = build(make_project(person=rejected.replace("31 Feb 1929", "28 Feb 1929")), tmp_path / "again")
    assert (result.findings, result.n_records["person"]) == ([], 1)


THEIR_COLUMNS = """
[tables.fields]
id = { column = "Name", slug = true, prefix = "p-" }
name = "Name"
born = "Year"
"""


def test_rejects_of_mapped_columns_keep_the_users_headers_and_can_be_read_again(make_project, build, tmp_path):
    project = make_project(THEIR_COLUMNS, person="Name,Year\nAnna K,1882\nBoris,foo\n")
    build(project, tmp_path / "dist", keep_going=True)
    (row,) = reject_rows(tmp_path / "dist", "01-person.csv")
    assert row == {"Name": "Boris", "Year": "foo", "reason": row["reason"]}
    assert row["reason"].startswith("'foo' is not a date")
    mended = (tmp_path / "dist" / "rejects" / "01-person.csv").read_text("utf-8").replace("foo", "1890")
    assert build(make_project(THEIR_COLUMNS, person=mended), tmp_path / "again").findings == []


DIRTY = {
    "person": "id,name,born\n,No Id,1882\nb d,Bad Id,\nanna,Anna,1882\nanna,Anna again,1882\n"
    'bell,B\x07ell,\ne\x07ve,Eve,\nragged,Ragged\nquote,"Quo"te,1890\nfrida,Frida,\ngreta,,1900\nlost,Lost,1900\n',
    "person__memberships": "of,group\nnobody,party\nfrida,party\n,party\nlost,nowhere\n",
    "group": "id,name\nparty,Party\n",
}


@pytest.mark.parametrize(
    ("table", "faulty", "sound"),
    [
        ("01-person.csv", ["", "b d", "anna", "anna", "bell", "e\x07ve", "greta", "lost"], 1),
        ("02-person__memberships.csv", ["nobody", "", "lost"], 1),
    ],
)
def test_every_row_that_is_not_built_is_among_the_rejects(table, faulty, sound, make_project, build, tmp_path):
    result = build(make_project(**DIRTY), tmp_path / "dist", keep_going=True)
    rows = reject_rows(tmp_path / "dist", table)
    assert sorted(row.get("id", row.get("of")) for row in rows) == sorted(faulty)
    assert all(row["reason"] for row in rows)
    counted = {count.file: count.n_rows for count in result.tables}
    assert counted[table[3:]] == len(faulty) + sound


def test_rows_that_cannot_be_read_at_all_are_each_named_by_a_finding(make_project, build, tmp_path):
    result = build(make_project(**DIRTY), tmp_path / "dist", keep_going=True)
    unread = {(f.where.row, f.code) for f in result.findings if f.code in ("ragged-row", "broken-quotes")}
    assert unread == {(8, "ragged-row"), (9, "broken-quotes")}


def test_one_file_that_feeds_two_tables_is_rejected_only_where_it_is_faulty(make_project, build, tmp_path):
    more = (
        '[[tables]]\nkind = "object"\nfile = "art.csv"\nignore = ["artist"]\n'
        '[tables.fields]\nid = "id"\nname = "title"\ncreated = "date"\n'
        '[[tables]]\nkind = "person"\nfile = "art.csv"\ndistinct = true\nignore = ["id", "title", "date"]\n'
        '[tables.fields]\nid = { column = "artist", slug = true }\nname = "artist"\n'
    )
    project = make_project(more)
    (project / "art.csv").write_text("id,title,date,artist\n1,Rose,foo,Anna K\n2,Tree,1900,Anna K\n", "utf-8")
    result = build(project, tmp_path / "dist", keep_going=True)
    assert (result.n_records["object"], result.n_records["person"]) == (1, 1)
    assert sorted(p.name for p in (tmp_path / "dist" / "rejects").iterdir()) == ["01-art.csv"]


def test_fail_on_warning_stops_a_build_that_has_only_warnings(make_project, build, old_output):
    before = bytes_of(old_output)
    project = make_project(person="id,name,born\nanna,Anna,1882-04-05\n",
                           dataset='calendar = "unknown before 1918-02-14"\n')  # fmt: skip
    result = build(project, old_output, fail_on=Severity.WARNING)
    assert codes(result, Severity.WARNING) == ["calendar-not-stated"]
    assert (result.has_failed, result.output) == (True, None)
    assert bytes_of(old_output) == before


def test_a_full_disk_leaves_the_old_output_as_it_was(make_project, build, old_output, monkeypatch):
    before, whole, written = bytes_of(old_output), OutputFile._put, []

    def put(self: OutputFile, content: bytes) -> None:
        written.append(content)
        if len(written) > 5:
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(self, content)

    monkeypatch.setattr(OutputFile, "_put", put)
    with pytest.raises(OutputError) as caught:
        build(make_project(person=SOUND), old_output)
    assert caught.value.exit_code == 2
    assert bytes_of(old_output) == before
    assert [p.name for p in old_output.parent.iterdir() if "partial" in p.name] == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_whatever_stops_a_build_leaves_the_old_output_as_it_was(stop, make_project, build, old_output, monkeypatch):
    before, whole = bytes_of(old_output), OutputFile.write

    def write(self: OutputFile, content: bytes) -> None:
        if self.written.name == "void.ttl":
            raise stop
        whole(self, content)

    monkeypatch.setattr(OutputFile, "write", write)
    with pytest.raises(stop):
        build(make_project(person=SOUND), old_output)
    assert bytes_of(old_output) == before
    assert [p.name for p in old_output.parent.iterdir() if "partial" in p.name] == []


def _fill(sorter: ExternalSorter) -> None:
    for number in range(100):
        sorter.add((number,), "x" * 100)


def test_a_full_disk_for_what_is_sorted_is_told_as_such(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Path("/dev/full").open("r+b"))  # noqa: SIM115
    with ExternalSorter(memory_bytes=1000, folder=str(tmp_path)) as sorter, pytest.raises(OutputError) as caught:
        _fill(sorter)
    assert str(caught.value) == (
        f"{tmp_path}: rows cannot be sorted here: No space left on device\n"
        "  hint: set TMPDIR to a folder on a disk with more space"
    )


def test_a_slip_in_a_query_is_told_before_any_table_is_read(make_project, build, tmp_path):
    queries = tmp_path / "mine"
    queries.mkdir()
    (queries / "person.rq").write_text(
        "PREFIX rec: <https://w3id.org/sedova-lod/record#>\nPREFIX ex: <https://example.org/>\n"
        "CONSTRUCT { ?p ex:name ?name }\nWHERE {\n  ?p a rec:Person .\n  OPTIONAL { ?p rec:nmae ?name }\n}\n"
    )
    project = make_project(person=FAULTY)
    (project / "person.csv").write_bytes(b"\x00\x01\x02")
    with pytest.raises(ProfileError, match="no field 'rec:nmae'"):
        build(project, tmp_path / "dist", profile=str(queries))


@pytest.mark.parametrize(("second", "told"), [('["total"]', []), ("[]", ["error-cell"])])
def test_a_broken_cell_is_no_matter_where_all_leave_its_column_out(make_project, build, second, told):
    workbook = openpyxl.Workbook()
    workbook.active.append(["id", "name", "total"])
    workbook.active.append(["anna", "Anna", "#REF!"])
    workbook.active["C2"].data_type = "e"
    kinds = [("person", '["total"]'), ("concept", second)]
    tables = (f'[[tables]]\nkind = "{kind}"\nfile = "all.xlsx"\nignore = {ignore}\n' for kind, ignore in kinds)
    project = make_project("".join(tables))
    workbook.save(project / "all.xlsx")
    assert [code for code in codes(build(project)) if code == "error-cell"] == told
