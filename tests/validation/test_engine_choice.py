"""Each shape goes to the fastest engine that surely runs it as the standard says, with the same results."""

from __future__ import annotations

import pytest

from sedova_lod.errors import ShapesError
from sedova_lod.validation import (
    FastValidator,
    ReferenceValidator,
    is_set_query,
    load_shapes,
    read_rdf,
    validate_rdf,
)

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
GRAPH = """ex:D rdfs:subClassOf ex:C .
ex:a a ex:C ; ex:p 1 ; ex:born "1900-01-01"^^xsd:date ; ex:died "1890-01-01"^^xsd:date .
ex:b a ex:D ; ex:p 1 , 2 ; ex:q ex:a .
[] a ex:C ; ex:p 3 ; ex:q [ ex:p 1 ] .
"""
SET_QUERIES = [
    "SELECT $this ?value { $this ex:p ?value FILTER(?value > 1) }",
    "SELECT DISTINCT $this WHERE { $this ex:born ?b ; ex:died ?d . FILTER(?d < ?b) }",
    "SELECT $this WHERE { FILTER NOT EXISTS { $this ex:q ?other } }",
    "SELECT $this WHERE { $this ex:q ?other . FILTER NOT EXISTS { ?other ex:q ?third . FILTER(?third = $this) } }",
    "SELECT $this ?value WHERE { { $this ex:p ?value } UNION { $this ex:q ?value } }",
    "SELECT $this WHERE { $this ex:p ?v OPTIONAL { ?v ex:q ?w FILTER($this = ?w) } FILTER(!BOUND(?w)) }",
    "SELECT $this ?path ?value WHERE { $this ?path ?value . FILTER(?path = ex:p) }",
    "SELECT $this WHERE { $this ex:p/ex:q* 2 }",
]
OTHER_QUERIES = [
    "SELECT $this WHERE { { FILTER($this = ex:a) } }",
    "SELECT $this WHERE { $this ex:p ?v } GROUP BY $this HAVING(COUNT(?v) > 1)",
    "SELECT $this ?value WHERE { $this ex:p ?value } ORDER BY ?value LIMIT 1",
    "SELECT $this WHERE { { SELECT $this WHERE { $this ex:p 2 } } }",
    "SELECT $this ?value WHERE { { BIND($this AS ?value) } }",
    "SELECT $this ?value WHERE { $this ex:p ?value . { ?other ex:p ?value OPTIONAL { $this ex:q ?other } } }",
    "SELECT $this WHERE { $this ex:p ?value . { ?other ex:p ?value FILTER NOT EXISTS { $this ex:q ?other } } }",
    "SELECT $this WHERE { $this ex:p ?v . { ?o ex:p ?v FILTER NOT EXISTS { { $this ex:q ?o } UNION { ?o ex:q 1 } } } }",
]


@pytest.fixture
def load(tmp_path):
    def run(shapes, graph=GRAPH):
        (tmp_path / "shapes.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
        (tmp_path / "graph.ttl").write_text(PREFIXES + graph, encoding="utf-8")
        return load_shapes([tmp_path / "shapes.ttl"]), read_rdf(tmp_path / "graph.ttl")[0]

    return run


def constraint(query):
    return f'ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:prefixes ex: ; sh:select """{query}""" ] .'


def key(results):
    return sorted((r.focus, r.path, r.value, r.component, r.severity, r.shape, r.source, r.constraint) for r in results)


@pytest.mark.parametrize("query", SET_QUERIES)
def test_simple_queries_are_run_at_once_with_the_results_of_the_reference(load, query):
    shapes, graph = load(constraint(query))
    assert (len(shapes.rules), shapes.general) == (1, "")
    results = key(validate_rdf(graph, shapes))
    assert results != []
    assert results == key(ReferenceValidator(shapes).validate_graph(graph))


@pytest.mark.parametrize("query", OTHER_QUERIES)
def test_other_queries_are_left_to_the_reference(load, query):
    assert not is_set_query(query)
    shapes, graph = load(constraint(query))
    assert (shapes.rules, shapes.beyond) == ((), ("http://example.org/S",))
    assert validate_rdf(graph, shapes) == ReferenceValidator(shapes).validate_graph(graph)


@pytest.mark.parametrize(
    "shape",
    [
        "ex:S sh:targetNode ex:a ; sh:sparql ex:Query .",
        "ex:S sh:targetClass ex:C ; sh:node [ sh:sparql ex:Query ] .",
        "ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:q ; sh:sparql ex:Query ] .",
        "ex:S sh:targetClass ex:C ; sh:sparql ex:Query . ex:T sh:targetNode ex:b ; sh:node ex:S .",
        "ex:S sh:targetClass ex:C ; sh:sparql ex:Query ; sh:deactivated true .",
        "ex:S sh:nodeKind sh:Literal ; sh:target [ a sh:SPARQLTarget ; sh:prefixes ex: ; "
        "sh:select 'SELECT ?this { ?this ex:p 2 }' ] .",
    ],
    ids=["target node", "inner shape", "property", "used by another", "deactivated", "SPARQL target"],
)
def test_shapes_that_are_more_than_one_query_are_left_to_the_reference(load, shape):
    query = "ex:Query a sh:SPARQLConstraint ; sh:prefixes ex: ; sh:select 'SELECT $this { $this ex:p 1 }' .\n"
    shapes, graph = load(query + shape)
    assert shapes.rules == ()
    assert key(validate_rdf(graph, shapes)) == key(ReferenceValidator(shapes).validate_graph(graph))


def test_shapes_beside_those_with_sparql_stay_with_the_fast_engine(load):
    shapes, graph = load(f"{constraint(OTHER_QUERIES[1])}\nex:T sh:targetClass ex:C ; sh:nodeKind sh:Literal .")
    assert len(FastValidator(shapes, is_part=True).validate_graph(graph)) == 3
    assert key(validate_rdf(graph, shapes)) == key(ReferenceValidator(shapes).validate_graph(graph))


def test_a_query_may_compute_the_value(load):
    shapes, graph = load(constraint("SELECT $this (ex:p AS ?path) (?p + 1 AS ?value) { $this ex:p ?p FILTER(?p = 2) }"))
    (result,) = validate_rdf(graph, shapes)
    assert (result.path, result.value) == ("http://example.org/p", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>')


@pytest.mark.parametrize("most", [2, 3])
def test_components_of_the_shapes_own_are_run(load, most):
    component = f"""ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] ;
      sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK {{ FILTER($value <= $most) }}" ; sh:message "too much"@en ] .
    ex:S sh:targetObjectsOf ex:p ; ex:most {most} ."""
    shapes, graph = load(component)
    results = validate_rdf(graph, shapes)
    assert [(r.component, r.value, r.message()) for r in results] == [
        ("http://example.org/Component", '"3"^^<http://www.w3.org/2001/XMLSchema#integer>', "too much")
    ][: 3 - most]


def test_a_build_refuses_shapes_that_need_all_the_data(load):
    shapes, _ = load(constraint(OTHER_QUERIES[1]))
    with pytest.raises(ShapesError) as caught:
        FastValidator(shapes)
    assert str(caught.value) == (
        "http://example.org/S: the shape cannot be run over the data piece by piece, while they are built\n"
        "  hint: check what was built: sedova-lod validate FILE --shapes SHAPES; docs/reference/shacl.md tells why"
    )


@pytest.mark.parametrize("word", ["MINUS", "VALUES", "SERVICE"])
def test_queries_that_shacl_forbids_are_told_before_any_data_is_read(load, word):
    pattern = {"MINUS": "MINUS { $this ex:p 1 }", "VALUES": "VALUES ?v { 1 }", "SERVICE": "SERVICE ex:s { ?s ?p ?o }"}
    with pytest.raises(ShapesError) as caught:
        load(constraint(f"SELECT $this WHERE {{ $this ex:p ?v {pattern[word]} }}"))
    assert str(caught.value) == (
        f"http://example.org/S: its SPARQL query must not contain {word}\n"
        "  hint: see https://www.w3.org/TR/shacl/#pre-binding"
    )


def test_a_query_that_is_no_sparql_is_told(load):
    with pytest.raises(ShapesError) as caught:
        load(constraint("SELECT $this WHERE { $this ex:p }"))
    assert str(caught.value) == (
        "http://example.org/S: its SPARQL query is not well-formed: fault at line 1, column 33 of the query"
    )


def test_a_prefix_that_is_not_declared_is_told(load):
    with pytest.raises(ShapesError) as caught:
        load(constraint("SELECT $this WHERE { $this no:p 1 }"))
    assert str(caught.value) == (
        "http://example.org/S: its SPARQL query uses the prefix 'no', which is not declared\n"
        "  hint: declare it with sh:declare at a node that the constraint names by sh:prefixes"
    )


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("sh:rule [ a sh:TripleRule ]", "'sh:rule' is not supported: no triples are inferred"),
        ("sh:js [ ]", "'sh:js' is not supported: no JavaScript is run"),
        ("sh:entailment ex:e", "'sh:entailment' is not supported: nothing is inferred before the data is checked"),
    ],
)
def test_what_is_not_run_is_refused(load, statement, expected):
    with pytest.raises(ShapesError) as caught:
        load(f"ex:S sh:targetClass ex:C ; {statement} .")
    assert str(caught.value) == (
        f"shapes.ttl:6: {expected}\n"
        "  hint: take it out of the shapes; infer triples with another tool before, if the shapes need them"
    )
