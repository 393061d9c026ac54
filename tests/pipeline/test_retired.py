"""Retired identifiers: checked against the records, never used again, told with the build."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from sedova_lod.cli.main import cli

PEOPLE = "id,name\nlev-sedov,Lev Sedov\nnatalia,Natalia Sedova\n"
HEADER = "id,reason,replaced_by,date\n"
GONE = "person/lev,a duplicate,person/lev-sedov,2026-01-31\nplace/nowhere,never was,,2026-02-01\n"
BASE = "https://data.example.org/"
OWL, DCTERMS = "http://www.w3.org/2002/07/owl#", "http://purl.org/dc/terms/"


@pytest.fixture
def retire(make_project, build, tmp_path):
    """Build a project with a table of retired identifiers."""

    def run(text: str, people: str = PEOPLE, name: str = "dist", **options):
        project = make_project(person=people)
        (project / "retired.csv").write_text(text, encoding="utf-8")
        return build(project, tmp_path / name, **options)

    return run


def told(result) -> list[str]:
    return [f"{f.where.row} {f.where.column}: {f.message}; {f.hint} [{f.code}]" for f in result.findings]


def test_tombstones_are_built_as_rdf_and_as_a_table(retire, tmp_path):
    assert told(retire(HEADER + GONE)) == []
    store = ox.Store()
    store.load(path=str(tmp_path / "dist" / "retired.ttl"), format=ox.RdfFormat.TURTLE)
    lev = ox.NamedNode(f"{BASE}person/lev")
    said = {quad.predicate.value: quad.object.value for quad in store.quads_for_pattern(lev, None, None)}
    assert said[f"{DCTERMS}isReplacedBy"] == f"{BASE}person/lev-sedov"
    assert said[f"{OWL}deprecated"] == "true"
    assert (tmp_path / "dist" / "retired.csv").read_text("utf-8") == HEADER + GONE
    assert '"retired.ttl"' in (tmp_path / "dist" / "manifest.json").read_text("utf-8")


def test_without_a_table_nothing_is_written(make_project, build, tmp_path):
    build(make_project(person=PEOPLE), tmp_path / "dist")
    assert not list((tmp_path / "dist").glob("retired*"))


def test_an_empty_table_retires_nothing(retire, tmp_path):
    assert told(retire(HEADER)) == []
    assert not list((tmp_path / "dist").glob("retired*"))


def test_a_retired_id_is_never_used_again(retire, tmp_path):
    result = retire(HEADER + GONE, PEOPLE + "lev,Another Lev\n")
    assert told(result) == [
        "4 id: person/lev is retired since 2026-01-31 (retired.csv, row 2): a duplicate; give the record an id of its"
        " own, or take the row out of retired.csv if it is the same thing again [retired-id-used]"
    ]
    assert result.findings[0].where.file == "person.csv"
    assert result.has_failed
    assert not (tmp_path / "dist").exists()


def test_a_record_with_a_retired_id_is_set_aside_with_what_leads_to_it(retire, tmp_path):
    people = "id,name,spouses\nlev-sedov,Lev Sedov,lev\nlev,Another Lev,\n"
    result = retire(HEADER + GONE, people, keep_going=True)
    assert [(f.code, f.where.row) for f in result.findings] == [("set-aside-reference", 2), ("retired-id-used", 3)]
    assert (result.n_rejected, result.n_records["person"]) == (1, 1)
    assert f"{BASE}person/lev>" not in (tmp_path / "dist" / "dataset.nt").read_text("utf-8")
    assert f"{BASE}person/lev>" in (tmp_path / "dist" / "retired.ttl").read_text("utf-8")
    assert (tmp_path / "dist" / "rejects" / "01-person.csv").read_text("utf-8") == (
        "id,name,spouses,reason\n"
        'lev,Another Lev,,"person/lev is retired since 2026-01-31 (retired.csv, row 2): a duplicate"\n'
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "lev,x,,2026-01-31",
            "2 id: 'lev' names no record; write the kind and the id, such as person/lev-sedov [bad-retirement]",
        ),
        ("persn/lev,x,,2026-01-31", "2 id: 'persn/lev' names no record; did you mean 'person'? [bad-retirement]"),
        (
            "person/lev,,,2026-01-31",
            "2 reason: the retirement of person/lev has no 'reason'; say why, for who follows the old address"
            " [bad-retirement]",
        ),
        ("person/lev,x,,soon", "2 date: 'soon' is no day; write it like 2027-01-31 [bad-retirement]"),
        ("person/lev,x,,", "2 date: there is no day; write it like 2027-01-31 [bad-retirement]"),
        (
            "person/lev,x,person/leo,2026-01-31",
            "2 replaced_by: person/lev is replaced by person/leo, which is not there; name a record that is there, or"
            " leave it empty [bad-retirement]",
        ),
        (
            "person/lev,x,person/lew,2026-01-31\nperson/lew,x,person/lev;person/natalia,2026-01-31",
            "2 replaced_by: person/lev is replaced by itself; name the record that stands for it in the end"
            " [bad-retirement]",
        ),
        (
            "person/lev,x,,2026-01-31\nperson/lev,y,,2026-01-31",
            "3 id: person/lev is retired in row 2 already; delete one of the rows [bad-retirement]",
        ),
    ],
)
def test_a_row_that_does_not_hold_is_told(retire, row, message):
    result = retire(HEADER + row + "\n")
    assert told(result)[0] == message
    assert result.has_failed


def test_columns_are_checked(retire):
    assert told(retire("id,reasn,date\nperson/lev,x,2026-01-31\n")) == [
        "1 : the table of retired identifiers has no column 'reason'; did you mean 'reasn'? [bad-retirement]",
        "1 reasn: the table of retired identifiers knows no column 'reasn'; did you mean 'reason'? [bad-retirement]",
    ]


def test_a_chain_of_successors_is_fine(retire):
    rows = "person/lev,x,person/lew,2026-01-31\nperson/lew,x,person/lev-sedov,2026-02-01\n"
    assert told(retire(HEADER + rows)) == []


def test_a_difference_tells_why_a_record_is_gone(retire, tmp_path):
    retire(HEADER, PEOPLE + "lev,Lev\n", name="old")
    retire(HEADER + GONE, name="new")
    arguments = ["diff", str(tmp_path / "old"), str(tmp_path / "new")]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert "\nRecords removed (1)\n  person/lev  Lev  (a duplicate; see person/lev-sedov)\n" in done.stdout
    assert "without a word" not in done.stdout
    feed = CliRunner().invoke(cli, [*arguments, "--format", "atom"], standalone_mode=False).stdout
    assert "<at:comment>a duplicate; see person/lev-sedov</at:comment>" in feed
    json_text = CliRunner().invoke(cli, [*arguments, "--format", "json"], standalone_mode=False).stdout
    assert '"retired": {"id": "person/lev", "reason": "a duplicate"' in json_text
