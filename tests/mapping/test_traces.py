"""What `explain` tells of triples, and what is known of a mapping before any record is read."""

from __future__ import annotations

from sedova_lod.mapping import ConstantUse, TracedTriple
from tests.mapping.people import BIRTH, IRI, NAME, PERSON, TIMESPAN, compiled

XSD = "http://www.w3.org/2001/XMLSchema#"
_BIRTH = BIRTH.make(
    f"{IRI}#birth",
    place="https://example.org/place/romny",
    date=TIMESPAN.make(f"{IRI}#birth-timespan", value=("1905", f"{XSD}gYear")),
)


def _inputs(triple: TracedTriple) -> list[tuple[str, str, bool]]:
    return [(f"{item.node_type.name} {'.'.join(item.path)}", item.prop, item.is_guard) for item in triple.inputs]


def _explained(template: str, where: str, **values: object) -> list[TracedTriple]:
    return compiled(template, where).explain("person", PERSON.make(IRI, **values))


def test_names_the_query_and_the_line_of_the_template() -> None:
    (triple,) = _explained("?p s:name\n ?t .", "OPTIONAL { ?p rec:title ?t }", title="Ana")
    assert (triple.subject, triple.predicate, triple.object) == (IRI, "http://schema.org/name", '"Ana"')
    assert (triple.query, triple.line) == ("q.rq", 7)


def test_a_constant_triple_about_the_record_has_no_inputs() -> None:
    (triple,) = _explained("?p a s:Person .", "")
    assert triple.inputs == ()


def test_a_value_is_an_input() -> None:
    (triple,) = _explained("?p s:name ?t .", "OPTIONAL { ?p rec:title ?t }", title="Ana")
    assert triple.inputs[0].node == PERSON.make(IRI, title="Ana")
    assert _inputs(triple) == [("Person ", "title", False)]


def test_what_leads_to_a_value_is_a_guard() -> None:
    where = "OPTIONAL { ?p rec:birth ?b . OPTIONAL { ?b rec:date ?d . OPTIONAL { ?d rec:value ?v } } }"
    (triple,) = _explained("?p s:birthDate ?v .", where, birth=_BIRTH)
    assert _inputs(triple) == [
        ("Timespan birth.date", "value", False),
        ("Person ", "birth", True),
        ("Birth birth", "date", True),
    ]


def test_what_a_part_rests_on_is_a_guard_of_its_constants() -> None:
    (triple,) = _explained("?b a s:Event .", "OPTIONAL { ?p rec:birth ?b }", birth=_BIRTH)
    assert _inputs(triple) == [("Person ", "birth", True)]


def test_a_required_field_is_a_guard() -> None:
    where = "OPTIONAL { ?p rec:title ?t . ?p rec:code ?c }"
    (triple,) = _explained("?p s:name ?t .", where, title="Ana", code="x")
    assert _inputs(triple) == [("Person ", "title", False), ("Person ", "code", True)]


def test_values_of_a_bind_are_inputs() -> None:
    where = 'OPTIONAL { ?p rec:title ?t . ?p rec:code ?c . BIND(CONCAT(?t, ": ", ?c) AS ?x) }'
    (triple,) = _explained("?p s:name ?x .", where, title="Ana", code="x")
    assert _inputs(triple) == [("Person ", "title", False), ("Person ", "code", False)]


def test_what_a_choice_tests_is_a_guard() -> None:
    where = 'OPTIONAL { ?p rec:title ?t } BIND(IF(BOUND(?t), "named", "nameless") AS ?x)'
    (named,) = _explained("?p s:kind ?x .", where, title="Ana")
    (nameless,) = _explained("?p s:kind ?x .", where)
    assert (named.object, _inputs(named)) == ('"named"', [("Person ", "title", True)])
    assert (nameless.object, _inputs(nameless)) == ('"nameless"', [])


def test_what_a_filter_tests_is_a_guard() -> None:
    where = 'OPTIONAL { ?p rec:title ?t OPTIONAL { ?p rec:code ?c } FILTER(COALESCE(?c, "x") = "x") }'
    (triple,) = _explained("?p s:name ?t .", where, title="Ana", code="x")
    assert _inputs(triple) == [("Person ", "title", False), ("Person ", "code", True)]


def test_only_the_matched_one_of_several_parts_is_an_input() -> None:
    names = tuple(NAME.make(f"{IRI}#{letter}", content=letter) for letter in "ab")
    where = "OPTIONAL { ?p rec:name ?n . OPTIONAL { ?n rec:content ?c } }"
    triples = _explained("?n s:name ?c .", where, name=names)
    assert [(t.subject, t.inputs[0].node) for t in triples] == [(name[0], name) for name in names]


def test_a_triple_made_in_two_ways_is_told_twice() -> None:
    where = "OPTIONAL { ?p rec:title ?t } OPTIONAL { ?p rec:code ?c }"
    triples = _explained("?p s:name ?t , ?c .", where, title="x", code="x")
    assert [_inputs(t) for t in triples] == [[("Person ", "title", False)], [("Person ", "code", False)]]


def test_a_triple_made_twice_of_the_same_values_is_told_once() -> None:
    where = "OPTIONAL { ?p rec:label ?l } OPTIONAL { ?p rec:title ?t }"
    assert len(_explained("?p s:name ?t .", where, label=(("a", ""), ("b", "")), title="x")) == 1


def test_combinations_of_sibling_groups_have_the_inputs_of_both() -> None:
    where = "OPTIONAL { ?p rec:name ?n } OPTIONAL { ?p rec:title ?t }"
    (triple,) = _explained("?n s:about ?t .", where, name=(NAME.make(f"{IRI}#a"),), title="x")
    assert _inputs(triple) == [("Person ", "title", False), ("Person ", "name", True)]


def test_a_made_subject_rests_on_the_values_in_its_iri() -> None:
    where = 'OPTIONAL { ?p rec:title ?t . BIND(IRI(CONCAT(STR(?p), "#", sl:slug(?t))) AS ?x) }'
    (triple,) = _explained("?x a s:Thing .", where, title="Ana")
    assert (triple.subject, _inputs(triple)) == (f"{IRI}#ana", [("Person ", "title", True)])


def test_a_subject_that_is_not_made_gives_no_triple() -> None:
    where = 'OPTIONAL { ?p rec:title ?t . BIND(IRI(CONCAT(STR(?p), "#", sl:year(?t))) AS ?x) }'
    assert _explained("?x a s:Thing ; s:name ?t .", where, title="Ana") == []


def test_sources_list_values_before_what_they_depend_on() -> None:
    where = "OPTIONAL { ?p rec:birth ?b . OPTIONAL { ?b rec:date ?d . OPTIONAL { ?d rec:value ?v } } }"
    mapping = compiled("?p s:birthDate ?v . ?b s:startDate ?v .", where)
    expected = ((("birth", "date"), "value"), ((), "birth"), (("birth",), "date"))
    assert mapping.sources_of("person", "Person", "http://schema.org/birthDate") == expected
    assert mapping.sources_of("person", "Birth", "http://schema.org/startDate") == expected
    assert mapping.sources_of("person", "", "http://schema.org/startDate") == expected


def test_sources_are_empty_where_no_template_makes_such_a_triple() -> None:
    mapping = compiled("?p s:name ?t .", "OPTIONAL { ?p rec:title ?t }")
    assert mapping.sources_of("person", "Birth", "http://schema.org/name") == ()
    assert mapping.sources_of("person", "", "http://schema.org/other") == ()
    assert mapping.sources_of("place", "", "http://schema.org/name") == ()


def test_a_made_subject_counts_as_the_node_it_is_made_from() -> None:
    where = (
        'OPTIONAL { ?p rec:title ?t . BIND(IRI(CONCAT(STR(?p), "#x")) AS ?x) }'
        'OPTIONAL { ?p rec:birth ?b . BIND(IRI(CONCAT(STR(?b), "-x")) AS ?y) }'
    )
    mapping = compiled("?x s:a ?t . ?y s:b 1 .", where)
    assert mapping.sources_of("person", "Person", "http://schema.org/a") == (((), "title"),)
    assert mapping.sources_of("person", "Birth", "http://schema.org/b") == (((), "birth"),)


def test_predicates_tell_what_their_objects_can_be() -> None:
    where = (
        "OPTIONAL { ?p rec:title ?t } OPTIONAL { ?p rec:label ?l } OPTIONAL { ?p rec:mother ?m }"
        "OPTIONAL { ?p rec:birth ?b . OPTIONAL { ?b rec:date ?d . OPTIONAL { ?d rec:value ?v } } }"
        'OPTIONAL { ?p rec:seen ?s } BIND(BOUND(?t) AS ?y) BIND(STRLANG("x", "en") AS ?x)'
    )
    template = "?p s:a ?t , ?m ; s:b ?l , ?x ; s:c ?b ; s:d ?v ; s:e ?s ; s:f ?y , 5 , true ."
    assert {k.rpartition("/")[2]: v for k, v in compiled(template, where).predicates().items()} == {
        "a": {"string", "iri"},
        "b": {"text"},
        "c": {"iri"},
        "d": {"dated"},
        "e": {f"{XSD}dateTime"},
        "f": {f"{XSD}boolean", f"{XSD}integer"},
    }


def test_constants_have_roles_and_places() -> None:
    where = (
        "OPTIONAL { ?p rec:title ?t FILTER(?p != <https://example.org/x>) }"
        ' BIND(IF(BOUND(?t) && ?p != s:Nobody, s:Person, s:Thing) AS ?c) BIND(STRDT("1905", xsd:gYear) AS ?y)'
        ' BIND(COALESCE(?y, "1905"^^xsd:gYear) AS ?z)'
    )
    found = compiled(
        '?p a ?c , s:Person ; s:about s:Thing , "1"^^xsd:byte , "x" ; <http://schema.org/x> ?z .', where
    ).constants()
    assert found == (
        ConstantUse("http://schema.org/Person", "class", "q.rq:6:23"),
        ConstantUse("http://schema.org/about", "property", "q.rq:6:34"),
        ConstantUse("http://schema.org/Thing", "other", "q.rq:6:42"),
        ConstantUse(f"{XSD}byte", "other", "q.rq:6:52"),
        ConstantUse("http://schema.org/x", "property", "q.rq:6:74"),
        ConstantUse("https://example.org/x", "other", "q.rq:8:41"),
        ConstantUse("http://schema.org/Nobody", "other", "q.rq:8:95"),
        ConstantUse("http://schema.org/Person", "class", "q.rq:8:105"),
        ConstantUse("http://schema.org/Thing", "class", "q.rq:8:115"),
        ConstantUse(f"{XSD}gYear", "other", "q.rq:8:136"),
        ConstantUse(f"{XSD}gYear", "other", "q.rq:8:186"),
    )
