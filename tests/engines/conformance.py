"""What every engine must do: each check builds a project with the engine under test, and looks at what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.errors import ProfileError, ShapesError
from sedova_lod.pipeline import BuildResult, passes, table_rows
from sedova_lod.readers import parquet_table, record_bytes
from sedova_lod.settings import Split
from sedova_lod.validation import RuleStore
from sedova_lod.validation.history import names

__all__ = ["CHECKS", "bytes_of"]

Build = Callable[..., BuildResult]
MakeProject = Callable[..., Path]
SMALL = 30_000
How = dict[str, Any]
"""Options of a build that choose the engine under test."""

DIRTY = {
    "person": "id,name,born,died,spouses\n"
    + "".join(f"p{n},Person {n},{1800 + n},{1870 + n},\n" for n in range(20))
    + "early,Early,1900,1850,p3\nlate,Late,31 Feb 1929,,p4\nwed,Wed,1900,,late\n",
    "place": "id,name,category,part_of\nland,Land,country,\n" + "".join(f"t{n},T {n},city,land\n" for n in range(9)),
}  # fmt: skip


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


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def gives_the_same_for_dirty_input(how: How, folder: Path, make_project: MakeProject, build: Build) -> None:
    project = make_project(**DIRTY)
    plain = build(project, folder / "plain", keep_going=True)
    result = build(project, folder / "dist", keep_going=True, **how, batch_records=3)
    assert result.findings == plain.findings
    assert (result.n_rejected, result.n_records) == (plain.n_rejected, plain.n_records)
    assert bytes_of(folder / "dist") == bytes_of(folder / "plain")
    assert result.n_rejected == 2


def gives_the_same_where_names_and_rules_are_divided(
    how: How, folder: Path, make_project: MakeProject, build: Build
) -> None:
    project = make_project(person=DIRTY["person"] + "one,Natalia Sedova,1882,1962,p5\ntwin,Natalia Sedova,,,\n")
    plain = build(project, folder / "plain", keep_going=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "_WORTH_SENDING", 0)
        patch.setattr(passes, "RuleStore", partial(RuleStore, most_triples=60))
        result = build(project, folder / "dist", keep_going=True, **how, batch_records=3)
    assert result.findings == plain.findings
    assert {"same-name", "death-before-birth"} <= {found.code for found in result.findings}
    assert bytes_of(folder / "dist") == bytes_of(folder / "plain")


def gives_the_same_parts_for_rows_in_pieces(how: How, folder: Path, make_project: MakeProject, build: Build) -> None:
    project = make_project(ARTWORKS)
    (project / "works.csv").write_text(WORKS)
    split = Split("size", SMALL)
    plain = build(project, folder / "plain", keep_going=True, split=split)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table_rows, "_ROWS_SENT", 3)
        patch.setattr(record_bytes, "_PIECE_BYTES", 50)
        result = build(project, folder / "dist", keep_going=True, split=split, **how, batch_records=3)
    assert result.findings == plain.findings
    assert result.tables == plain.tables
    assert {"duplicate-id", "missing-id", "ragged-row", "missing-value"} <= {found.code for found in result.findings}
    found = bytes_of(folder / "dist")
    assert found == bytes_of(folder / "plain")
    assert {"part-00001.nt", "part-00002.nt", "part-00002.jsonld"} <= found.keys()


def gives_the_same_for_parquet(how: How, folder: Path, make_project: MakeProject, build: Build) -> None:
    """Row groups are read where the engine works; with the third, which has a blank row, this process goes on."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    project = make_project('[[tables]]\nkind = "person"\nfile = "people.parquet"\n')
    texts = ["line\nbreak" if n == 50 else f"the {n}th" for n in range(100)]
    columns = {"id": [f"p{n}" for n in range(100)], "name": [f"Person {n}" for n in range(100)], "description": texts}
    for values in columns.values():
        values[85] = ""
    pq.write_table(pa.table(columns), project / "people.parquet", row_group_size=40)
    plain = build(project, folder / "plain")
    read_here: list[int] = []
    rows = parquet_table._ParquetRows.rows

    def note(self: Any) -> Iterator[Any]:
        for row in rows(self):
            read_here.append(row.number)
            yield row

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet_table._ParquetRows, "rows", note)
        result = build(project, folder / "dist", **how, batch_records=30)
    assert (result.findings, result.tables) == (plain.findings, plain.tables)
    assert "line-break" in {found.code for found in result.findings}
    assert bytes_of(folder / "dist") == bytes_of(folder / "plain")
    assert result.n_records["person"] == 99
    assert read_here == [*range(2 if how.get("engine") == "local" else 82, 102)]


def tells_a_broken_query(how: How, folder: Path, make_project: MakeProject, build: Build) -> None:
    queries = folder / "mine"
    queries.mkdir(parents=True)
    (queries / "person.rq").write_text("CONSTRUCT { ?p ?q } WHERE\n")
    with pytest.raises(ProfileError):
        build(make_project(**DIRTY), **how, profile=str(queries))


def tells_shapes_that_are_no_shacl(how: How, folder: Path, make_project: MakeProject, build: Build) -> None:
    shapes = folder / "own.ttl"
    folder.mkdir(exist_ok=True)
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<urn:s> a sh:NodeShape ; sh:targetClass <urn:c> ;\n"
        '  sh:property [ sh:path <urn:p> ; sh:minCount "many" ] .\n'
    )
    with pytest.raises(ShapesError, match=r"own\.ttl"):
        build(make_project(**DIRTY), **how, shapes=(shapes,))


def builds_a_project_without_rows(how: How, folder: Path, make_project: MakeProject, build: Build) -> None:
    result = build(make_project(person="id,name\n"), folder / "dist", **how)
    assert (result.has_failed, [f.code for f in result.findings]) == (False, ["empty-table"])


CHECKS = (
    gives_the_same_for_dirty_input,
    gives_the_same_where_names_and_rules_are_divided,
    gives_the_same_parts_for_rows_in_pieces,
    gives_the_same_for_parquet,
    tells_a_broken_query,
    tells_shapes_that_are_no_shacl,
    builds_a_project_without_rows,
)
