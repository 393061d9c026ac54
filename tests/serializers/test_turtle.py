"""Turtle: prefixed names only where they are legal, bare literals only where they are canonical."""

from __future__ import annotations

import pytest

from sedova_lod.serializers import MappedRecord, SerializerSettings, open_serializer
from sedova_lod.serializers import turtle as turtle_module
from sedova_lod.serializers.turtle import ShortNames, used_prefixes

XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "xsd": XSD,
    "ex": "http://ex.org/",
    "deep": "http://ex.org/d/",
}


@pytest.mark.parametrize(
    ("local", "name"),
    [
        ("E21_Person", "crm:E21_Person"),
        ("P4_has_time-span", "crm:P4_has_time-span"),
        ("P144.1_kind_of_member", "crm:P144.1_kind_of_member"),
        ("300404670", "crm:300404670"),
        ("_x", "crm:_x"),
        ("x-", "crm:x-"),
        ("", "<http://www.cidoc-crm.org/cidoc-crm/>"),
        ("x.", "<http://www.cidoc-crm.org/cidoc-crm/x.>"),
        (".x", "<http://www.cidoc-crm.org/cidoc-crm/.x>"),
        ("-x", "<http://www.cidoc-crm.org/cidoc-crm/-x>"),
        ("a%20b", "<http://www.cidoc-crm.org/cidoc-crm/a%20b>"),
        ("a(b)", "<http://www.cidoc-crm.org/cidoc-crm/a(b)>"),
        ("a/b", "<http://www.cidoc-crm.org/cidoc-crm/a/b>"),
        ("a#b", "<http://www.cidoc-crm.org/cidoc-crm/a#b>"),
        ("Сурож", "<http://www.cidoc-crm.org/cidoc-crm/Сурож>"),
    ],
)
def test_names_are_short_where_no_escape_is_needed(local, name):
    assert ShortNames(PREFIXES)[f"<http://www.cidoc-crm.org/cidoc-crm/{local}>"] == name


def test_the_longest_namespace_gives_the_prefix():
    assert ShortNames(PREFIXES)["<http://ex.org/d/x>"] == "deep:x"


def test_without_prefixes_every_iri_is_whole():
    assert ShortNames({})["<http://ex.org/x>"] == "<http://ex.org/x>"


@pytest.mark.parametrize(
    ("literal", "form"),
    [
        (f'"12"^^<{XSD}integer>', "12"),
        (f'"-7"^^<{XSD}integer>', "-7"),
        (f'"012"^^<{XSD}integer>', '"012"^^xsd:integer'),
        (f'"+1"^^<{XSD}integer>', '"+1"^^xsd:integer'),
        (f'"-0"^^<{XSD}integer>', '"-0"^^xsd:integer'),
        (f'"30.3167"^^<{XSD}decimal>', "30.3167"),
        (f'"0.0"^^<{XSD}decimal>', "0.0"),
        (f'"30"^^<{XSD}decimal>', '"30"^^xsd:decimal'),
        (f'"1.50"^^<{XSD}decimal>', '"1.50"^^xsd:decimal'),
        (f'"true"^^<{XSD}boolean>', "true"),
        (f'"1"^^<{XSD}boolean>', '"1"^^xsd:boolean'),
        (f'"1.5E0"^^<{XSD}double>', '"1.5E0"^^xsd:double'),
        (f'"1906"^^<{XSD}gYear>', '"1906"^^xsd:gYear'),
        ('"x\\"^^<y>"^^<http://other.org/type>', '"x\\"^^<y>"^^<http://other.org/type>'),
    ],
)
def test_literals_are_bare_where_canonical(literal, form):
    assert ShortNames(PREFIXES)[literal] == form


def test_memory_for_names_is_bounded(monkeypatch):
    monkeypatch.setattr(turtle_module, "_MOST_NAMES", 2)
    names = ShortNames(PREFIXES)
    assert [names[f"<http://ex.org/{number}>"] for number in range(4)] == ["ex:0", "ex:1", "ex:2", "ex:3"]
    assert len(names) == 2


def test_prefixes_are_those_of_predicates_datatypes_and_classes():
    settings = SerializerSettings(
        "https://example.org/",
        {
            "http://schema.org/birthDate": frozenset({"dated"}),
            "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": frozenset({"iri"}),
            "http://www.cidoc-crm.org/cidoc-crm/P82_at_some_time_within": frozenset(
                {"http://id.loc.gov/datatypes/edtf/EDTF"}
            ),
        },
        frozenset({"http://www.w3.org/2004/02/skos/core#Concept"}),
    )
    found = used_prefixes(settings, turtle_module.PREFIXES)
    assert list(found) == ["aat", "crm", "edtf", "schema", "skos", "wd", "xsd"]


def test_a_subject_without_a_type_stands_alone_on_its_line():
    record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("x:p", ('"A"',)),))])
    assert open_serializer("ttl", SerializerSettings("x:")).record(record) == b'\n<x:a>\n    <x:p> "A" ;\n.\n'


def test_a_subject_of_which_nothing_is_said_is_left_out():
    record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", ())])
    assert open_serializer("ttl", SerializerSettings("x:")).record(record) == b"\n"
