"""Each engine gives the same bytes and findings as any other, for any number of jobs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.engines import engine_names, open_engine
from sedova_lod.errors import ProfileError, ShapesError, UsageError
from sedova_lod.pipeline import table_rows

DIRTY = {
    "person": "id,name,born,died,spouses\n"
    + "".join(f"p{n},Person {n},{1800 + n},{1870 + n},\n" for n in range(20))
    + "early,Early,1900,1850,p3\nlate,Late,31 Feb 1929,,p4\nwed,Wed,1900,,late\n",
    "place": "id,name,category,part_of\nland,Land,country,\n" + "".join(f"t{n},T {n},city,land\n" for n in range(9)),
}  # fmt: skip


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize(
    ("engine", "jobs"),
    [
        ("auto", 2),
        *(pytest.param(*how, marks=pytest.mark.long) for how in [("local", 1), ("processes", 1), ("processes", 3)]),
    ],
)
def test_the_data_set_has_the_same_bytes(engine, jobs, tmp_path, data, build, bundled_build):
    build(data, tmp_path / "dist", engine=engine, jobs=jobs, batch_records=150)
    found, wanted = bytes_of(tmp_path / "dist"), bytes_of(bundled_build.folder)
    assert [name for name in sorted(found.keys() | wanted.keys()) if found.get(name) != wanted.get(name)] == []


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("engine", engine_names())
def test_dirty_input_gives_the_same_findings_rejects_and_bytes(engine, jobs, tmp_path, make_project, build):
    project = make_project(**DIRTY)
    plain = build(project, tmp_path / "plain", keep_going=True)
    result = build(project, tmp_path / "dist", keep_going=True, engine=engine, jobs=jobs, batch_records=3)
    assert result.findings == plain.findings
    assert (result.n_rejected, result.n_records) == (plain.n_rejected, plain.n_records)
    assert bytes_of(tmp_path / "dist") == bytes_of(tmp_path / "plain")
    assert result.n_rejected == 2


ARTWORKS = """
[[tables]]
kind = "object"
file = "works.csv"
[tables.fields]
id = "no"
name = "title"
creators = "maker"
[[tables]]
kind = "person"
file = "works.csv"
distinct = true
[tables.fields]
id = "maker"
name = "maker name"
"""
WORKS = "no,title,maker,maker name\n" + "".join(
    f"w{n},{' ' * (n % 5 == 0)}Work {n},m{n % 3},{('Ada', 'Eva', 'Ida')[n % 3]}{' B' * (n == 17)}\n" for n in range(20)
) + "w20,odd,m1\nw20,Odd,m1,Eva\n,No id,m2,Ida\nw22,Lost,m9,\n"  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("engine", engine_names())
def test_rows_read_in_pieces_give_the_same(engine, jobs, tmp_path, make_project, build, monkeypatch):
    project = make_project(ARTWORKS)
    (project / "works.csv").write_text(WORKS)
    plain = build(project, tmp_path / "plain", keep_going=True)
    monkeypatch.setattr(table_rows, "_ROWS_SENT", 3)
    result = build(project, tmp_path / "dist", keep_going=True, engine=engine, jobs=jobs, batch_records=3)
    assert result.findings == plain.findings
    assert result.tables == plain.tables
    assert {"duplicate-id", "missing-id", "ragged-row", "missing-value"} <= {found.code for found in result.findings}
    assert bytes_of(tmp_path / "dist") == bytes_of(tmp_path / "plain")


@pytest.mark.parametrize("engine", engine_names())
def test_a_broken_query_is_told_as_such(engine, tmp_path, make_project, build):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "person.rq").write_text("CONSTRUCT { ?p ?q } WHERE\n")
    with pytest.raises(ProfileError):
        build(make_project(**DIRTY), engine=engine, jobs=2, profile=str(folder))


@pytest.mark.parametrize("engine", engine_names())
def test_shapes_that_are_no_shacl_are_told_as_such(engine, tmp_path, make_project, build):
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ;\n"
        '  sh:property [ sh:path <urn:p> ; sh:minCount "many" ] .\n'
    )
    with pytest.raises(ShapesError, match=r"own\.ttl"):
        build(make_project(**DIRTY), engine=engine, jobs=2, shapes=(shapes,))


@pytest.mark.parametrize("engine", engine_names())
def test_a_project_without_rows_is_built(engine, tmp_path, make_project, build):
    result = build(make_project(person="id,name\n"), tmp_path / "dist", engine=engine)
    assert (result.has_failed, [f.code for f in result.findings]) == (False, ["empty-table"])


def test_an_unknown_engine_is_refused_with_the_nearest_name():
    with pytest.raises(UsageError) as caught:
        open_engine("proceses", 1)
    assert str(caught.value) == "there is no engine 'proceses'\n  hint: did you mean 'processes'?"
