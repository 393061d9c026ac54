"""A result of a build names the cell that caused it, also when the condition is nested in others."""

from __future__ import annotations

import pytest

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <http://schema.org/> .
@prefix crm: <http://www.cidoc-crm.org/cidoc-crm/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
"""
TABLES = {
    "person": "id,name,name@ru,born,gender,born.place,mother,occupation,source\n",
    "place": "id,name,source\nromny,Romny,letter\n",
    "work": "id,name\nletter,The letter\n",
}
DATASET = """[dataset]
base = "https://data.example.org/"
title = "Letters"
description = "Letters of the Romny circle, with their writers, places and the events they tell of."
creator = "Town Archive of Romny"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
"""
# For each fault: the condition on a person, and the person's row, which does not meet it.
CASES = {
    "missing value": (
        "sh:property [ sh:path schema:gender ; sh:minCount 1 ]",
        "{id},Maria,,1882,,,,,letter",
    ),
    "wrong datatype": (
        "sh:property [ sh:path schema:birthDate ; sh:datatype xsd:date ]",
        "{id},Maria,,1882,,,,,letter",
    ),
    "too many values": (
        "sh:property [ sh:path schema:name ; sh:maxCount 1 ]",
        "{id},Maria,Мария,1882,,,,,letter",
    ),
    "wrong pattern": (
        'sh:property [ sh:path schema:name ; sh:pattern "^[A-Z]" ]',
        "{id},maria,,1882,,,,,letter",
    ),
    "wrong class": (
        "sh:property [ sh:path schema:birthPlace ; sh:class schema:Country ]",
        "{id},Maria,,1882,,romny,,,letter",
    ),
    "wrong class of a person": (
        "sh:property [ sh:path schema:parent ; sh:class schema:Organization ]",
        "{id},Maria,,1882,,romny,anna,,letter",
    ),
    "either of two": (
        "sh:or ( [ sh:path schema:gender ; sh:minCount 1 ] [ sh:path schema:birthPlace ; sh:minCount 1 ] )",
        "{id},Maria,,1882,,,,,letter",
    ),
    "value of two kinds": (
        "sh:property [ sh:path schema:birthDate ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] ) ]",
        "{id},Maria,,1882,,,,,letter",
    ),
    "inner shape": (
        "sh:node [ sh:property [ sh:path schema:gender ; sh:minCount 1 ] ]",
        "{id},Maria,,1882,,,,,letter",
    ),
    "part": (
        "sh:property [ sh:path crm:P98i_was_born ; sh:node [ sh:property [ sh:path crm:P7_took_place_at ; "
        "sh:minCount 1 ] ] ]",
        "{id},Maria,,1882,,,,,letter",
    ),
    "path": (
        "sh:property [ sh:path ( crm:P98i_was_born crm:P7_took_place_at ) ; sh:maxCount 0 ]",
        "{id},Maria,,1882,,romny,,,letter",
    ),
    "path value": (
        "sh:property [ sh:path ( crm:P98i_was_born crm:P7_took_place_at ) ; sh:class crm:E21_Person ]",
        "{id},Maria,,1882,,romny,,,letter",
    ),
    "forbidden": (
        "sh:not [ sh:path schema:gender ; sh:minCount 1 ]",
        "{id},Maria,,1882,female,romny,,,letter",
    ),
}
# What is told of each: the cell, the message and the hint.
EXPECTED = {
    "missing value": (
        "person.csv:3 column E 'gender'",
        "person/missing-value: needs at least one value for schema:gender",
        "",
    ),
    "wrong datatype": (
        "person.csv:4 column D 'born'",
        "person/wrong-datatype: the value of schema:birthDate is not of datatype xsd:date: 1882",
        "",
    ),
    "too many values": (
        "person.csv:5 column B 'name'",
        "person/too-many-values: has 2 values for schema:name, expected at most 1",
        "",
    ),
    "wrong pattern": (
        "person.csv:6 column B 'name'",
        "person/wrong-pattern: the value of schema:name does not fit the pattern '^[A-Z]': maria",
        "",
    ),
    "wrong class": (
        "person.csv:7 column F 'born.place'",
        "person/wrong-class: the value of schema:birthPlace is not of class schema:Country: place/romny",
        "",
    ),
    "wrong class of a person": (
        "person.csv:8 column G 'mother'",
        "person/wrong-class-of-a-person: the value of schema:parent is not of class schema:Organization: person/anna",
        "",
    ),
    "either of two": (
        "person.csv:9 column E 'gender'",
        "person/either-of-two: it meets none of its alternatives: neither alternative 1 (needs at least one "
        "value for schema:gender) nor alternative 2 (needs at least one value for schema:birthPlace)",
        "the cells concerned are those of 'gender', 'born.place'",
    ),
    "value of two kinds": (
        "person.csv:10 column D 'born'",
        "person/value-of-two-kinds: the value of schema:birthDate meets none of its alternatives: neither "
        "alternative 1 (it is not of datatype xsd:date) nor alternative 2 (it is not of datatype "
        "xsd:gYearMonth): 1882",
        "",
    ),
    "inner shape": (
        "person.csv:11 column E 'gender'",
        "person/inner-shape: it does not meet its inner shape: needs at least one value for schema:gender",
        "",
    ),
    "part": (
        "person.csv:12 column F 'born.place'",
        "person/part: the value of crm:P98i_was_born does not meet its inner shape: needs at least one value "
        "for crm:P7_took_place_at: person/part#birth",
        "",
    ),
    "path": (
        "person.csv:13 column F 'born.place'",
        "person/path: must not have a value for crm:P98i_was_born/crm:P7_took_place_at",
        "",
    ),
    "path value": (
        "person.csv:14 column F 'born.place'",
        "person/path-value: the value of crm:P98i_was_born/crm:P7_took_place_at is not of class "
        "crm:E21_Person: place/romny",
        "",
    ),
    "forbidden": (
        "person.csv:15",
        "person/forbidden: it meets its inner shape, which it must not",
        "no single cell makes it: the condition is about the record as a whole",
    ),
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory, build):
    """Build a person for each fault, each with a shape of its own; return what is reported, by person."""
    root = tmp_path_factory.mktemp("project")
    rows = [
        "anna,Anna,,1882-04-05,female,romny,,,letter\n",
        *(row.format(id=id_of(n)) + "\n" for n, (_, row) in CASES.items()),
    ]
    for kind, text in TABLES.items():
        (root / f"{kind}.csv").write_text(text + ("".join(rows) if kind == "person" else ""), encoding="utf-8")
    tables = "".join(f'[[tables]]\nkind = "{kind}"\nfile = "{kind}.csv"\n' for kind in TABLES)
    (root / "sedova.toml").write_text(DATASET + tables, encoding="utf-8")
    shapes = [
        f"ex:{id_of(name)} sh:targetNode <https://data.example.org/person/{id_of(name)}> ; {condition} ."
        for name, (condition, _) in CASES.items()
    ]
    (root / "shapes.ttl").write_text(SHAPES + "\n".join(shapes), encoding="utf-8")
    result = build(root, shapes=(root / "shapes.ttl",))
    return {f.shape.rpartition("/")[2]: f for f in result.findings if f.shape.startswith("http://example.org/")}


def id_of(name):
    return name.replace(" ", "-")


@pytest.mark.parametrize("name", CASES)
def test_the_cell_and_the_cause_are_told(findings, name):
    finding = findings[id_of(name)]
    assert (str(finding.where), finding.message, finding.hint) == EXPECTED[name]


def test_sound_rows_have_no_findings(findings):
    assert {f.record for f in findings.values()} == {f"person/{id_of(name)}" for name in CASES}
