"""A shape without messages of its own tells what is wrong in plain words, with the causes of nested conditions."""

from __future__ import annotations

import pytest

from sedova_lod.validation import load_shapes, read_rdf, tell, validate_rdf

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix ex: <http://example.org/> .
"""
OF_PROPERTY = {
    "ex:p 1 ; ex:q 1": ("sh:path schema:name ; sh:minCount 1", "needs at least one value for schema:name"),
    'schema:name "a"': ("sh:path schema:name ; sh:minCount 2", "needs at least 2 values for schema:name, has 1"),
    "ex:p 1, 2": ("sh:path ex:p ; sh:maxCount 1", "has 2 values for ex:p, expected at most 1"),
    "ex:p 1": ("sh:path ex:p ; sh:maxCount 0", "must not have a value for ex:p"),
    "ex:p 2": ("sh:path ex:p ; sh:datatype xsd:date", "the value of ex:p is not of datatype xsd:date"),
    "ex:p 3": ("sh:path ex:p ; sh:nodeKind sh:BlankNodeOrIRI", "the value of ex:p is not an IRI or a blank node"),
    "ex:p 4": ("sh:path ex:p ; sh:minInclusive 5", "the value of ex:p is not 5 or greater"),
    "ex:p 5": ("sh:path ex:p ; sh:maxExclusive 5", "the value of ex:p is not less than 5"),
    "ex:p 6": ("sh:path ex:p ; sh:minExclusive 6", "the value of ex:p is not greater than 6"),
    "ex:p 7": ("sh:path ex:p ; sh:maxInclusive 6", "the value of ex:p is not 6 or less"),
    'ex:p "a"': ("sh:path ex:p ; sh:minLength 2", "the value of ex:p has fewer than 2 characters"),
    'ex:p "abc"': ("sh:path ex:p ; sh:maxLength 2", "the value of ex:p has more than 2 characters"),
    'ex:p "b"': ('sh:path ex:p ; sh:pattern "^a"', "the value of ex:p does not fit the pattern '^a'"),
    'ex:p "b"@de': (
        'sh:path ex:p ; sh:languageIn ( "en" "ru" )',
        "the value of ex:p is not in one of the languages 'en', 'ru'",
    ),
    'ex:p "b"@en , "c"@en': (
        "sh:path ex:p ; sh:uniqueLang true",
        "has more than one value for ex:p in the same language",
    ),
    "ex:p 8": ("sh:path ex:p ; sh:equals ex:q", "the values of ex:p are not the same as those of ex:q"),
    "ex:p 9 ; ex:q 9": ("sh:path ex:p ; sh:disjoint ex:q", "the value of ex:p is also a value of ex:q"),
    "ex:p 10 ; ex:q 9": ("sh:path ex:p ; sh:lessThan ex:q", "the value of ex:p is not less than that of ex:q"),
    "ex:p 11 ; ex:q 9": (
        "sh:path ex:p ; sh:lessThanOrEquals ex:q",
        "the value of ex:p is not less than or equal to that of ex:q",
    ),
    "ex:p ex:b": ("sh:path ex:p ; sh:class ex:C", "the value of ex:p is not of class ex:C"),
    "ex:p ex:c": ("sh:path ex:p ; sh:class ex:C , ex:D", "the value of ex:p is not of class ex:C and ex:D"),
    "ex:p ex:d": ("sh:path ex:p ; sh:hasValue ex:e", "needs the value ex:e for ex:p"),
    "ex:p ex:e": ("sh:path ex:p ; sh:in ( ex:f 1 'a' )", "the value of ex:p is not one of ex:f, 1, 'a'"),
    "ex:p 12": (
        "sh:path ex:p ; sh:in ( 1 2 3 4 5 6 7 8 9 10 )",
        "the value of ex:p is not one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more",
    ),
    "ex:p [ ex:q 1 ]": (
        "sh:path ( ex:p [ sh:inversePath ex:r ] ) ; sh:minCount 1",
        "needs at least one value for ex:p/(^ex:r)",
    ),
}
NESTED = {
    "or": (
        "sh:or ( [ sh:path ex:width ; sh:minCount 1 ] ex:Disk )",
        "it meets none of its alternatives: neither alternative 1 (needs at least one value for ex:width) "
        "nor ex:Disk (needs at least one value for ex:radius)",
    ),
    "xone of none": (
        "sh:xone ( ex:Disk [ rdfs:label 'box' ; sh:path ex:width ; sh:minCount 1 ] )",
        "it meets none of its alternatives, expected exactly one: neither ex:Disk (needs at least one value for "
        "ex:radius) nor 'box' (needs at least one value for ex:width)",
    ),
    "xone of two": (
        "sh:xone ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:path ex:q ; sh:minCount 1 ] ex:Disk )",
        "it meets 2 of its alternatives, expected exactly one: it meets alternative 1 and alternative 2",
    ),
    "and": (
        "sh:and ( [ sh:path ex:p ; sh:minCount 1 ] ex:Disk [ sh:path ex:p ; sh:maxCount 0 ] )",
        "it does not meet all its conditions: ex:Disk (needs at least one value for ex:radius); "
        "alternative 3 (must not have a value for ex:p)",
    ),
    "node": ("sh:node ex:Disk", "it does not meet ex:Disk: needs at least one value for ex:radius"),
    "node in node": (
        "sh:node [ sh:property [ sh:path ex:p ; sh:node ex:Disk ] ]",
        "it does not meet its inner shape: the value of ex:p does not meet ex:Disk: needs at least one value for "
        "ex:radius",
    ),
    "message inside": (
        "sh:node [ sh:property [ sh:path ex:r ; sh:minCount 1 ; sh:message 'say r'@en ] ]",
        "it does not meet its inner shape: say r",
    ),
    "own message": (
        "sh:message 'no form'@en ; sh:or ( ex:Disk )",
        "no form: ex:Disk (needs at least one value for ex:radius)",
    ),
    "not": ("sh:not [ sh:path ex:p ; sh:minCount 1 ]", "it meets its inner shape, which it must not"),
    "too few of a kind": (
        "sh:property [ sh:path ex:p ; sh:qualifiedValueShape ex:Disk ; sh:qualifiedMinCount 1 ]",
        "has 0 values for ex:p that fit ex:Disk, expected at least 1: http://example.org/b (needs at least one value "
        "for ex:radius)",
    ),
    "too many of a kind": (
        "sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 0 ]",
        "has 1 value for ex:p that fits its inner shape, expected at most 0: http://example.org/b",
    ),
    "closed": (
        "sh:closed true ; sh:property [ sh:path ex:p ]",
        "has a value for ex:q, which its shape does not allow",
    ),
    "deep property": (
        "sh:node [ sh:property [ sh:path ex:p ; sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ]",
        "it does not meet its inner shape: http://example.org/b needs at least one value for ex:r",
    ),
}


@pytest.fixture
def messages(tmp_path):
    def run(graph, shapes):
        (tmp_path / "graph.ttl").write_text(PREFIXES + graph, encoding="utf-8")
        (tmp_path / "shapes.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
        ntriples, _ = read_rdf(tmp_path / "graph.ttl")
        return [tell(r) for r in validate_rdf(ntriples, load_shapes([tmp_path / "shapes.ttl"]))]

    return run


@pytest.mark.parametrize("values", OF_PROPERTY)
def test_each_condition_has_a_plain_message(messages, values):
    condition, expected = OF_PROPERTY[values]
    assert messages(f"ex:a {values} .", f"ex:S sh:targetNode ex:a ; sh:property [ {condition} ] .")[0] == expected


@pytest.mark.parametrize("name", NESTED)
def test_nested_conditions_tell_their_causes(messages, name):
    condition, expected = NESTED[name]
    disk = "ex:Disk a sh:NodeShape ; sh:property [ sh:path ex:radius ; sh:minCount 1 ] .\n"
    assert messages("ex:a ex:p ex:b ; ex:q 1 .", f"{disk}ex:S sh:targetNode ex:a ; {condition} .") == [expected]


def test_two_conditions_of_a_kind_are_told_apart(messages):
    shapes = (
        "ex:S sh:targetNode ex:a ; sh:or ( [ sh:path ex:x ; sh:minCount 1 ] ) , ( [ sh:path ex:p ; sh:minCount 1 ] ) ,"
        " ( [ sh:path ex:y ; sh:minCount 1 ] ) ."
    )
    assert sorted(messages("ex:a ex:p 1 .", shapes)) == [
        "it meets none of its alternatives: alternative 1 (needs at least one value for ex:x)",
        "it meets none of its alternatives: alternative 1 (needs at least one value for ex:y)",
    ]


def test_literals_and_blank_nodes_are_explained_as_well(messages):
    shapes = "ex:S sh:targetObjectsOf ex:p ; sh:or ( [ sh:nodeKind sh:IRI ] [ sh:class ex:C ] ) ."
    told = (
        "it meets none of its alternatives: neither alternative 1 (it is not an IRI) "
        "nor alternative 2 (it is not of class ex:C)"
    )
    assert messages("ex:a ex:p 1 , [ ex:q 1 ] .", shapes) == [told, told]


def test_many_reasons_are_cut(messages):
    inner = " ".join(f"sh:property [ sh:path ex:p{i} ; sh:minCount 1 ] ;" for i in range(5))
    assert messages("ex:a ex:p 1 .", f"ex:S sh:targetNode ex:a ; sh:node [ {inner} ] .") == [
        "it does not meet its inner shape: needs at least one value for ex:p0; needs at least one value for ex:p1; "
        "needs at least one value for ex:p2; and 2 more"
    ]


def test_a_node_that_refers_to_itself_is_explained_once(messages):
    inner = "ex:T sh:property [ sh:path ex:q ; sh:minCount 1 ] ."
    shapes = f"ex:S sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:node ex:T ] . {inner}"
    graph = "ex:a ex:p ex:a ."
    assert messages(graph, shapes) == ["the value of ex:p does not meet ex:T: needs at least one value for ex:q"]
