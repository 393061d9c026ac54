"""JSON-LD: names of terms, forms of values, and where parts are nested."""

from __future__ import annotations

import json

import pytest

from sedova_lod.serializers import (
    RDF_TYPE,
    MappedRecord,
    SerializerSettings,
    compute_context,
    open_serializer,
    write_context,
)

SCHEMA = "http://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
IRI = frozenset({"iri"})


def record_of(*blocks):
    return MappedRecord("person", "a", "x:a", "x:a.ttl", blocks)


def nodes(predicates, *blocks):
    serializer = open_serializer("jsonld", SerializerSettings("x:", predicates))
    return json.loads(serializer.header() + serializer.record(record_of(*blocks)) + serializer.footer())["@graph"][1:]


def terms(predicates, classes=()):
    return compute_context(SerializerSettings("x:", predicates, frozenset(classes))).to_json()


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://schema.org/birthDate", "birthDate"),
        ("http://www.cidoc-crm.org/cidoc-crm/P98i_was_born", "P98i_was_born"),
        ("http://www.w3.org/2000/01/rdf-schema#label", "label"),
        ("http://www.w3.org/2000/01/rdf-schema#comment", "rdfs_comment"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos_prefLabel"),
        ("http://iflastandards.info/ns/lrm/lrmoo/R3_is_realised_in", "lrmoo_R3_is_realised_in"),
        ("https://own.example.net/terms#shelfmark", "shelfmark"),
    ],
)
def test_terms_have_the_names_that_their_readers_know(iri, name):
    assert terms({iri: IRI})[name] == {"@id": iri, "@type": "@id"}


def test_terms_that_would_share_a_name_get_their_prefix():
    found = terms({"http://schema.org/shelfmark": IRI, "https://own.example.net/terms#shelfmark": IRI})
    assert list(found) == ["@version", "id", "type", "schema_shelfmark"]


def test_a_prefixed_name_that_is_taken_is_not_used():
    found = terms(
        {"http://schema.org/a": IRI, "http://own.org/a": IRI, "http://own.org/schema_a": IRI, "http://own.org/b": IRI}
    )
    assert list(found) == ["@version", "id", "type", "b", "schema_a"]
    assert found["schema_a"] == {"@id": "http://own.org/schema_a", "@type": "@id"}


@pytest.mark.parametrize("iri", ["http://own.org/type", "http://own.org/id", "http://own.org/", "http://own.org/Größe"])
def test_terms_without_a_fitting_name_are_written_whole(iri):
    assert list(terms({iri: IRI})) == ["@version", "id", "type"]
    assert nodes({iri: IRI}, ("x:a", ((iri, ("<x:b>",)),))) == [{"id": "x:a", iri: {"id": "x:b"}}]


@pytest.mark.parametrize(
    ("kinds", "definition"),
    [
        ({"iri"}, {"@id": "http://schema.org/p", "@type": "@id"}),
        ({"text"}, {"@id": "http://schema.org/p", "@container": "@language"}),
        ({"text", "string"}, {"@id": "http://schema.org/p", "@container": "@language"}),
        ({"string"}, {"@id": "http://schema.org/p"}),
        ({f"{XSD}integer"}, {"@id": "http://schema.org/p", "@type": f"{XSD}integer"}),
        ({"dated"}, {"@id": "http://schema.org/p"}),
        ({"text", "iri"}, {"@id": "http://schema.org/p"}),
        ({"unheard-of"}, {"@id": "http://schema.org/p"}),
    ],
)
def test_the_kinds_of_values_decide_how_a_term_is_defined(kinds, definition):
    assert terms({"http://schema.org/p": frozenset(kinds)})["p"] == definition


def test_datatypes_that_values_name_have_names():
    found = terms({"http://schema.org/p": frozenset({"iri", f"{XSD}integer"})})
    assert found["xsd_integer"] == f"{XSD}integer"


def test_a_class_that_is_a_property_too_is_named_once():
    found = terms({"http://schema.org/p": IRI}, ["http://schema.org/p"])
    assert list(found) == ["@version", "id", "type", "p"]


def test_the_context_file_holds_what_the_data_set_holds():
    settings = SerializerSettings("x:", {f"{SCHEMA}name": frozenset({"text"})}, frozenset({f"{SCHEMA}Person"}))
    data = open_serializer("jsonld", settings)
    whole = json.loads(data.header() + data.footer())
    assert json.loads(write_context(compute_context(settings))) == {"@context": whole["@context"]}


def test_a_part_stands_at_the_first_property_that_leads_to_it():
    found = nodes(
        {f"{SCHEMA}birth": IRI, f"{SCHEMA}death": IRI},
        ("x:a", ((f"{SCHEMA}birth", ("<x:a#b>",)), (f"{SCHEMA}death", ("<x:a#b>",)))),
        ("x:a#b", ((f"{SCHEMA}birth", ("<x:a>",)),)),
    )
    assert found == [{"id": "x:a", "birth": {"id": "x:a#b", "birth": "x:a"}, "death": "x:a#b"}]


def test_a_part_that_nothing_leads_to_is_a_node_of_its_own():
    found = nodes({f"{SCHEMA}p": IRI}, ("x:a", ()), ("x:a#b", ((f"{SCHEMA}p", ("<x:c>",)),)))
    assert found == [{"id": "x:a"}, {"id": "x:a#b", "p": "x:c"}]


def test_parts_are_nested_in_properties_of_mixed_values_too():
    kinds = {f"{SCHEMA}p": frozenset({"iri", "text"})}
    found = nodes(kinds, ("x:a", ((f"{SCHEMA}p", ('"A"@en', "<x:a#b>")),)), ("x:a#b", ((f"{SCHEMA}p", ('"B"',)),)))
    assert found == [{"id": "x:a", "p": [{"@language": "en", "@value": "A"}, {"id": "x:a#b", "p": "B"}]}]


def test_a_chain_of_parts_is_nested_only_so_deep():
    blocks = [(f"x:{number}", ((f"{SCHEMA}p", (f"<x:{number + 1}>",)),)) for number in range(2000)]
    found = nodes({f"{SCHEMA}p": IRI}, *blocks)
    assert len(found) > 100
    assert '"x:1999"' in json.dumps(found)


def test_values_against_the_promise_stand_under_the_whole_name():
    kinds = {f"{SCHEMA}name": frozenset({"text"}), f"{SCHEMA}size": frozenset({"string"}), RDF_TYPE: IRI}
    found = nodes(
        kinds,
        (
            "x:a",
            (
                (RDF_TYPE, ('"text"',)),
                (f"{SCHEMA}name", ('"A"@en', "<x:b>")),
                (f"{SCHEMA}size", ('"1"', '"2"@en', "<x:b>")),
            ),
        ),
    )
    assert found == [
        {
            "id": "x:a",
            RDF_TYPE: "text",
            "name": {"en": "A"},
            f"{SCHEMA}name": {"id": "x:b"},
            "size": "1",
            f"{SCHEMA}size": [{"@language": "en", "@value": "2"}, {"id": "x:b"}],
        }
    ]


def test_a_term_whose_values_all_break_the_promise_is_not_written():
    found = nodes({f"{SCHEMA}p": frozenset({"text"})}, ("x:a", ((f"{SCHEMA}p", ("<x:b>",)),)))
    assert found == [{"id": "x:a", f"{SCHEMA}p": {"id": "x:b"}}]


def test_each_property_has_a_line_of_its_own():
    serializer = open_serializer("jsonld", SerializerSettings("x:", {f"{SCHEMA}p": IRI}))
    record = record_of(
        ("x:a", ((f"{SCHEMA}p", ("<x:a#1>", "<x:a#2>")),)),
        ("x:a#1", ((f"{SCHEMA}p", ("<x:b>", "<x:c>")),)),
        ("x:a#2", ((f"{SCHEMA}p", ("<x:b>",)),)),
    )
    assert (
        serializer.record(record).decode()
        == """,
    {
      "id": "x:a",
      "p": [
        {
          "id": "x:a#1",
          "p": ["x:b", "x:c"]
        },
        {
          "id": "x:a#2",
          "p": "x:b"
        }
      ]
    }"""
    )
