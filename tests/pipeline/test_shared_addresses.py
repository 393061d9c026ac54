"""Concepts with addresses of their own: two records never become one under the same address."""

from __future__ import annotations

import pytest

_AAT = "http://vocab.getty.edu/aat/300041273"
_CONCEPTS = f"id,name,name@ru,iri\na,print,,{_AAT}\nb,,оттиск,{_AAT}\n"
_HINT = "\n  hint: give one of them another address, or make one record of the two"


def test_two_concepts_with_one_address_are_told(make_project, build, tmp_path):
    options = {"keep_going": True, "builtin_shapes": False}
    result = build(make_project(concept=_CONCEPTS), tmp_path / "dist", **options)
    assert [str(finding) for finding in result.findings] == [
        f"concept.csv:3 column D 'iri': the address {_AAT} is that of concept/a already [duplicate-id]{_HINT}"
    ]
    assert "оттиск" not in (tmp_path / "dist" / "dataset.nt").read_text("utf-8")


def test_which_of_two_concepts_keeps_an_address_does_not_hang_on_the_order_of_rows(make_project, build, tmp_path):
    options = {"keep_going": True, "builtin_shapes": False}
    header, *rows = _CONCEPTS.splitlines(keepends=True)
    result = build(make_project(concept="".join([header, *reversed(rows)])), tmp_path / "dist", **options)
    assert [str(finding) for finding in result.findings] == [
        f"concept.csv:2 column D 'iri': the address {_AAT} is that of concept/a already [duplicate-id]{_HINT}"
    ]
    assert "оттиск" not in (tmp_path / "dist" / "dataset.nt").read_text("utf-8")


@pytest.mark.parametrize("is_used", [False, True])
def test_a_concept_with_the_address_of_one_of_the_tool_is_told_if_that_is_used(make_project, build, tmp_path, is_used):
    address = "http://vocab.getty.edu/aat/300404664"
    tables = {
        "person": "id,name,occupation\nanna,Anna,mine\n",
        "concept": f"id,name,iri\nmine,alias,{address}\n",
        **({"person__names": "of,form,type\nanna,Nyura,alias\n"} if is_used else {}),
    }
    result = build(make_project(**tables), tmp_path / "dist", keep_going=True, profile="schema_org")
    told = f"sedova-lod/concepts.csv:24 column E 'iri': the address {address} is that of concept/mine already"
    errors = [str(finding) for finding in result.findings if finding.code == "duplicate-id"]
    assert errors == ([f"{told} [duplicate-id]{_HINT}"] if is_used else [])
    lines = (tmp_path / "dist" / "dataset.nt").read_text("utf-8").splitlines()
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("address", ["person/anna", "concept/b"])
def test_concept_with_the_address_of_another_record_is_told(make_project, build, address):
    iri = f"https://data.example.org/{address}"
    result = build(make_project(concept=f"id,name,iri\na,print,{iri}\nb,bird,\n", person="id,name\nanna,Anna\n"))
    assert [str(finding) for finding in result.findings] == [
        f"concept.csv:2 column C 'iri': the address {iri} is one that a record of this data set has, or may have "
        f"[duplicate-id]{_HINT}"
    ]


def test_rows_about_one_concept_may_repeat_its_address(make_project, build):
    own = "id,name,iri\nc,c,https://data.example.org/concept/c\n"
    project = make_project('[[tables]]\nkind = "concept"\nfile = "c.csv"\ndistinct = true\n', concept=own)
    (project / "c.csv").write_text(f"id,name,iri\na,print,{_AAT}\na,print,{_AAT}\n", "utf-8")
    assert build(project).findings == []


def test_an_address_of_a_scheme_beside_the_records_is_free(make_project, build):
    concepts = "id,name,iri\na,print,https://data.example.org/type/print\n"
    assert build(make_project(concept=concepts)).findings == []
