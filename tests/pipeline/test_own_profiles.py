"""Profiles of users' own: what their queries make is held against the datatypes that they state."""

from __future__ import annotations

import pytest

from sedova_lod.engines.batch import load_mapping
from sedova_lod.engines.typed_values import typed_predicates

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


def test_a_choice_between_a_date_and_a_text_called_one_is_told(project, build):
    query = _QUERY.replace("?date rec:edtf ?edtf", "?date rec:label ?said . OPTIONAL { ?date rec:value ?value }")
    choice = "BIND(COALESCE(?value, STRDT(STR(?said), xsd:date)) AS ?born)"
    query = query.replace("BIND(STRDT(STR(?edtf), xsd:date) AS ?born)", choice)
    (project / "own" / "person.rq").write_text(query, encoding="utf-8")
    result = build(project, profile=str(project / "own"), builtin_shapes=False)
    assert [(finding.record, finding.code) for finding in result.findings] == [("person/berta", "ill-typed")]
    assert "is no xsd:date, which the query makes of it" in result.findings[0].message


def test_values_that_records_hold_are_not_looked_at_again(project):
    (project / "own" / "person.rq").write_text(
        _QUERY.replace("BIND(STRDT(STR(?edtf), xsd:date) AS ?born)", "").replace(
            "rec:edtf ?edtf", "rec:earliest ?born"
        ),
        encoding="utf-8",
    )
    profiles = (str(project / "own"),)
    assert typed_predicates(load_mapping(profiles), profiles) == frozenset()
