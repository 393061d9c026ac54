"""Records of JSON Lines and YAML: each value in them is read or told, however deep it stands."""

from __future__ import annotations

import json

import pytest

from sedova_lod.errors import ProjectError

_MORE = """
[[tables]]
kind = "person"
file = "p.jsonl"
"""


@pytest.fixture
def told(make_project, build, tmp_path):
    """Build one record of JSON beside a place and a group; give the findings, and what is said of the record."""

    def run(**fields: object) -> tuple[list[str], set[str]]:
        project = make_project(_MORE, place="id,name\np,P\nq,Q\n", group="id,name\ng,G\n")
        (project / "p.jsonl").write_text(json.dumps({"id": "a", "name": "A", **fields}), encoding="utf-8")
        result = build(project, tmp_path / "dist", keep_going=True)
        lines = (tmp_path / "dist" / "dataset.nt").read_text("utf-8").splitlines()
        return [str(finding) for finding in result.findings], {line for line in lines if "/person/a" in line}

    return run


@pytest.mark.parametrize(
    ("fields", "plain"),
    [
        ({"born": [{"date": "1883", "place": "p"}]}, {"born": "1883", "born.place": "p"}),
        ({"born": {"": "1883", "place": ["p"]}}, {"born": "1883", "born.place": "p"}),
        ({"name": [{"en": "A"}, {"ru": "А"}]}, {"name": "A", "name@ru": "А"}),
        (
            {"names": [{"form": "B", "note": {"en": "x", "ru": "ы"}}]},
            {"names": {"form": "B", "note": "x", "note@ru": "ы"}},
        ),
        (
            {"memberships": [{"group": "g", "date": {"": "5 April 1905", "calendar": "julian"}}]},
            {"memberships": [{"group": "g", "date": "5 April 1905", "date.calendar": "julian"}]},
        ),
    ],
)
def test_nested_values_are_read_as_if_they_stood_alone(told, fields, plain):
    found, said = told(**fields)
    assert found == []
    assert (found, said) == told(**plain)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"spouses": [{"id": "b"}]},
            "p.jsonl:1 column 'spouses.id': no field 'spouses.id' in a person [unknown-column]",
        ),
        (
            {"memberships": [{"group": "g", "date": {"edtf": "1905"}}]},
            "p.jsonl:1 column 'date.edtf': no field 'date.edtf' in a person.memberships [unknown-column]",
        ),
        (
            {"identifier": ["x", {"number": "y"}]},
            "p.jsonl:1 column 'identifier.number': no field 'identifier.number' in a person [unknown-column]",
        ),
        (
            {"born": [{"date": "1883"}, {"date": "1884"}]},
            "p.jsonl:1 column 'born': 'born' takes one value, and here are 2: '1883', '1884' [several-values]",
        ),
        (
            {"born": {"place": "p"}, "born.place": "q"},
            "p.jsonl:1 column 'born.place': 'born.place' takes one value, and here are 2: 'p', 'q' [several-values]",
        ),
    ],
)
def test_nested_values_that_have_no_place_are_told(told, fields, message):
    found, said = told(**fields)
    assert [finding.partition("\n")[0] for finding in found] == [message]
    assert said == set()


def test_settings_that_name_headers_are_refused_for_files_without_any(make_project, build):
    more = '[[tables]]\nkind = "place"\nfile = "places/*.yaml"\nignore = ["size"]\nfields = { name = "title" }\n'
    project = make_project(more, person="id,name\nlev,Lev\n")
    (project / "places").mkdir()
    for name in ("a", "b"):
        (project / "places" / f"{name}.yaml").write_text(f"id: {name}\ntitle: A place\nsize: 3\n")
    with pytest.raises(ProjectError) as caught:
        build(project)
    line = (project / "sedova.toml").read_text().splitlines().index('kind = "place"')
    hint = "\n  hint: rename the keys, or make a table of the file, such as CSV or Parquet"
    told = "names headers of tables; the keys of 'places/*.yaml' must be names of fields"
    assert str(caught.value) == f"sedova.toml:{line}: 'fields' {told}{hint}\nsedova.toml:{line}: 'ignore' {told}{hint}"
