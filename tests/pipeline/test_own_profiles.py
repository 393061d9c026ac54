"""Profiles of users' own: what their queries make is held against the datatypes that they state."""

from __future__ import annotations

import pytest

_QUERY = """\
PREFIX ex: <https://vocabulary.example.net/>
PREFIX rec: <https://w3id.org/sedova-lod/record#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
CONSTRUCT { ?person ex:born ?born ; ex:name ?name }
WHERE {
  ?person a rec:Person .
  OPTIONAL { ?person rec:title ?name }
  OPTIONAL { ?person rec:birth ?birth . OPTIONAL { ?birth rec:date ?date . OPTIONAL { ?date rec:edtf ?edtf
    BIND(STRDT(STR(?edtf), xsd:date) AS ?born) } } }
}
"""
_PEOPLE = "id,name,born\nanna,Anna,5 April 1882\nberta,Berta,c. 1905\n"


@pytest.fixture
def project(make_project):
    folder = make_project(person=_PEOPLE)
    (folder / "own").mkdir()
    (folder / "own" / "person.rq").write_text(_QUERY, encoding="utf-8")
    return folder


@pytest.mark.parametrize("formats", [("nt",), ("ttl", "nt")])
def test_text_that_its_datatype_does_not_have_is_told_at_its_cell(project, build, tmp_path, formats):
    options = {"formats": formats, "profile": str(project / "own"), "builtin_shapes": False, "keeps_state": False}
    result = build(project, tmp_path / "dist", **options)
    assert [str(finding) for finding in result.findings] == [
        "person.csv:3 column C 'born': person/berta: '1905~' is no xsd:date, which the query makes of it [ill-typed]\n"
        "  hint: mend the cell, or leave such values out in the query"
    ]
    assert not (tmp_path / "dist").exists()
    build(project, tmp_path / "dist", **options, keep_going=True)
    lines = (tmp_path / "dist" / "dataset.nt").read_text("utf-8")
    assert '"1882-04-05"^^<http://www.w3.org/2001/XMLSchema#date>' in lines
    assert "berta" not in lines
