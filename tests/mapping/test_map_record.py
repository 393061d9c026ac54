"""What `map_record` makes of records."""

from __future__ import annotations

import pickle

import pytest

from sedova_lod.mapping import QuerySource, compile_queries
from tests.mapping.people import BIRTH, IRI, NAME, PERSON, SCHEMAS, TIMESPAN, compiled, mapped, query

XSD = "http://www.w3.org/2001/XMLSchema#"


def test_writes_each_type_of_value() -> None:
    found = mapped(
        "?p s:a ?title ; s:b ?label ; s:c ?mother ; s:d ?height ; s:e ?code ; s:f ?date ; s:g ?birth .",
        "OPTIONAL { ?p rec:title ?title } OPTIONAL { ?p rec:label ?label } OPTIONAL { ?p rec:mother ?mother }"
        "OPTIONAL { ?p rec:height ?height } OPTIONAL { ?p rec:code ?code } OPTIONAL { ?p rec:birth ?birth ."
        " OPTIONAL { ?birth rec:date ?span . OPTIONAL { ?span rec:value ?date } } }",
        title='A "b"\n',
        label=(("Анна", "ru-Cyrl"), ("Anna", "")),
        mother="https://example.org/person/eva",
        height="1.70",
        code="x",
        birth=BIRTH.make(f"{IRI}#birth", date=TIMESPAN.make(f"{IRI}#birth-timespan", value=("1905", f"{XSD}gYear"))),
    )
    assert found == {
        "ana": {
            "s:a": ['"A \\"b\\"\\n"'],
            "s:b": ['"Anna"', '"Анна"@ru-Cyrl'],
            "s:c": ["<https://example.org/person/eva>"],
            "s:d": [f'"1.70"^^<{XSD}decimal>'],
            "s:e": ['"x"'],
            "s:f": [f'"1905"^^<{XSD}gYear>'],
            "s:g": [f"<{IRI}#birth>"],
        }
    }


def test_writes_constants_of_the_template() -> None:
    found = mapped(
        '?p a s:Person ; s:a "x" , "y"@en-GB , "1905"^^xsd:gYear , "z"^^xsd:string , 5 , -3 , 0.5 , true .', ""
    )
    assert found["ana"] == {
        "a": ["<http://schema.org/Person>"],
        "s:a": [
            f'"-3"^^<{XSD}integer>',
            f'"0.5"^^<{XSD}decimal>',
            f'"1905"^^<{XSD}gYear>',
            f'"5"^^<{XSD}integer>',
            f'"true"^^<{XSD}boolean>',
            '"x"',
            '"y"@en-GB',
            '"z"',
        ],
    }


def test_leaves_out_triples_with_unbound_variables() -> None:
    assert mapped("?p s:name ?title .", "OPTIONAL { ?p rec:title ?title }") == {}


def test_keeps_language_tags_as_they_are_given() -> None:
    found = mapped("?p s:a ?x .", 'BIND(STRLANG("a", "ru-Latn-ALALC97") AS ?x)')
    assert found == {"ana": {"s:a": ['"a"@ru-Latn-ALALC97']}}


def test_puts_type_first_then_label_then_other_predicates_by_iri() -> None:
    blocks = compiled('?p s:b 1 ; s:a 2 ; rdfs:label "x" ; a s:Person .', "").map_record("person", PERSON.make(IRI))
    assert [predicate.rpartition("/")[2] for predicate, _ in blocks[0][1]] == [
        "22-rdf-syntax-ns#type",
        "rdf-schema#label",
        "a",
        "b",
    ]


def test_puts_the_record_first_and_its_parts_by_iri() -> None:
    names = tuple(NAME.make(f"{IRI}#name-{letter}", content=letter) for letter in "ba")
    found = compiled(
        "?n s:name ?c . ?p a s:Person .", "OPTIONAL { ?p rec:name ?n . OPTIONAL { ?n rec:content ?c } }"
    ).map_record("person", PERSON.make(IRI, name=names))
    assert [subject for subject, _ in found] == [IRI, f"{IRI}#name-a", f"{IRI}#name-b"]


def test_a_group_matches_only_if_all_its_patterns_do() -> None:
    where = "OPTIONAL { ?p rec:title ?t . ?p rec:code ?c }"
    assert mapped("?p s:a ?t .", where, title="x") == {}
    assert mapped("?p s:a ?t .", where, title="x", code="y") == {"ana": {"s:a": ['"x"']}}


def test_an_empty_string_is_a_value() -> None:
    assert mapped("?p s:a ?t .", "OPTIONAL { ?p rec:title ?t }", title="") == {"ana": {"s:a": ['""']}}


def test_a_filter_discards_the_match_of_its_group_only() -> None:
    where = 'OPTIONAL { ?p rec:title ?t FILTER(?t != "x") } OPTIONAL { ?p rec:code ?c }'
    assert mapped("?p s:a ?t ; s:b ?c .", where, title="x", code="y") == {"ana": {"s:b": ['"y"']}}


def test_a_filter_discards_what_inner_groups_made_above_it() -> None:
    where = "OPTIONAL { ?p rec:title ?t OPTIONAL { ?p rec:code ?c } FILTER(!BOUND(?c)) }"
    assert mapped("?p s:a ?t ; s:b ?c .", where, title="x", code="y") == {}
    assert mapped("?p s:a ?t ; s:b ?c .", where, title="x") == {"ana": {"s:a": ['"x"']}}


def test_a_bind_sees_an_inner_group_that_matches_at_most_once() -> None:
    where = 'OPTIONAL { ?p rec:title ?t } BIND(COALESCE(?t, "none") AS ?x)'
    assert mapped("?p s:a ?x .", where) == {"ana": {"s:a": ['"none"']}}
    assert mapped("?p s:a ?x .", where, title="x") == {"ana": {"s:a": ['"x"']}}


def test_an_inner_group_that_fails_a_filter_leaves_its_variables_unbound() -> None:
    where = 'OPTIONAL { ?p rec:title ?t . BIND(CONCAT(?t, "!") AS ?u) FILTER(?t = "x") } BIND(BOUND(?u) AS ?b)'
    assert mapped("?p s:a ?b .", where, title="y") == {"ana": {"s:a": [f'"false"^^<{XSD}boolean>']}}
    assert mapped("?p s:a ?b .", where, title="x") == {"ana": {"s:a": [f'"true"^^<{XSD}boolean>']}}


def test_variables_of_sibling_groups_give_every_combination() -> None:
    found = mapped(
        "?n s:parent ?m .",
        "OPTIONAL { ?p rec:name ?n } OPTIONAL { ?p rec:parent ?m }",
        name=(NAME.make(f"{IRI}#a"), NAME.make(f"{IRI}#b")),
        parent=("https://example.org/1", "https://example.org/2"),
    )
    both = ["<https://example.org/1>", "<https://example.org/2>"]
    assert found == {"ana#a": {"s:parent": both}, "ana#b": {"s:parent": both}}


def test_equal_groups_of_one_query_still_give_every_combination() -> None:
    found = mapped(
        "?m s:other ?n .",
        "OPTIONAL { ?p rec:name ?n } OPTIONAL { ?p rec:name ?m }",
        name=(NAME.make(f"{IRI}#a"), NAME.make(f"{IRI}#b")),
    )
    both = [f"<{IRI}#a>", f"<{IRI}#b>"]
    assert found == {"ana#a": {"s:other": both}, "ana#b": {"s:other": both}}


def test_the_same_triple_of_two_queries_comes_once() -> None:
    sources = [
        QuerySource("a.rq", query("?p a s:Person ; s:name ?t .", "OPTIONAL { ?p rec:title ?t }")),
        QuerySource("b.rq", query("?p s:name ?u ; a s:Person .", "OPTIONAL { ?p rec:title ?u }")),
    ]
    blocks = compile_queries(sources, SCHEMAS).map_record("person", PERSON.make(IRI, title="Ana"))
    assert [objects for _, statements in blocks for _, objects in statements] == [
        ("<http://schema.org/Person>",),
        ('"Ana"',),
    ]


def test_the_same_group_of_two_queries_is_looked_up_once() -> None:
    sources = [
        QuerySource("a.rq", query("?p s:a ?t .", "OPTIONAL { ?p rec:label ?t FILTER(STR(?t) != '') }")),
        QuerySource("b.rq", query("?p s:b ?u .", "OPTIONAL { ?p rec:label ?u FILTER(STR(?u) != '') }")),
    ]
    assert compile_queries(sources, SCHEMAS).source_code("person").count("for ") == 1


def test_two_variables_for_one_part_share_a_block() -> None:
    found = mapped(
        "?b a s:Event . ?m s:mother ?mother ; a s:Event .",
        'OPTIONAL { ?p rec:birth ?b } OPTIONAL { ?p rec:mother ?mother BIND(IRI(CONCAT(STR(?p), "#birth")) AS ?m) }',
        birth=BIRTH.make(f"{IRI}#birth"),
        mother="https://example.org/eva",
    )
    assert found == {"ana#birth": {"a": ["<http://schema.org/Event>"], "s:mother": ["<https://example.org/eva>"]}}


def test_a_made_iri_can_be_the_record_itself() -> None:
    found = mapped("?q s:a 1 . ?p s:b 2 .", "BIND(IRI(STR(?p)) AS ?q)")
    assert found == {"ana": {"s:a": [f'"1"^^<{XSD}integer>'], "s:b": [f'"2"^^<{XSD}integer>']}}


def test_repeated_values_give_one_triple() -> None:
    found = mapped("?p s:a ?l .", "OPTIONAL { ?p rec:label ?l }", label=(("x", "en"), ("x", "en")))
    assert found == {"ana": {"s:a": ['"x"@en']}}


def test_an_iri_with_two_hash_signs_is_not_made() -> None:
    mapping = compiled("?x s:a 1 . ?p s:b ?x .", 'BIND(IRI(CONCAT(STR(?p), "#x")) AS ?x)')
    assert mapping.map_record("person", PERSON.make("https://example.org/types#a")) == []


def test_the_record_of_a_kind_without_triples_is_empty() -> None:
    assert compiled("", "").map_record("person", PERSON.make(IRI)) == []


def test_an_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        compiled("", "").map_record("place", PERSON.make(IRI))


def test_a_mapping_maps_one_record_after_the_other() -> None:
    mapping = compiled("?p s:a ?t .", "OPTIONAL { ?p rec:title ?t }")
    found = [mapping.map_record("person", PERSON.make(IRI, title=title)) for title in "ab"]
    assert [blocks[0][1][0][1] for blocks in found] == [('"a"',), ('"b"',)]


def test_semicolons_may_be_repeated_and_end_a_statement() -> None:
    assert mapped("?p s:a 1 ;; s:b 2 ; .", "OPTIONAL { ?p rec:title ?t ; }").keys() == {"ana"}


def test_a_mapping_can_be_pickled() -> None:
    mapping = compiled("?p s:a ?t .", "OPTIONAL { ?p rec:title ?t }")
    node = PERSON.make(IRI, title="x")
    assert pickle.loads(pickle.dumps(mapping)).map_record("person", node) == mapping.map_record("person", node)


def test_the_source_code_can_be_read() -> None:
    code = compiled("?p s:a ?t .", "OPTIONAL { ?p rec:title ?t }").source_code("person")
    assert code.startswith("def map_record(n0):\n    blocks = []\n")
