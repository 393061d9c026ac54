"""Our results equal those of pySHACL, but for known faults of either, each shown here by its smallest example."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from sedova_lod.errors import ShapesError
from sedova_lod.validation import FastValidator, ReferenceValidator, validate_rdf
from tests.validation.random_shapes import PREFIXES, random_graph, random_shapes

SEEDS_A_PART = 30


def told(results):
    return Counter(result._replace(plain="", details=()) for result in results)


def names(results):
    return [(r.focus, r.component.rpartition("#")[2].removesuffix("ConstraintComponent")) for r in results]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("is_numeric", [False, True], ids=["any-terms", "numbers"])
def test_random_shapes_give_the_same_results_on_random_graphs(read, part, is_numeric):
    different = {}
    for seed in range(part * SEEDS_A_PART, (part + 1) * SEEDS_A_PART):
        random = Random(seed)
        graph, shapes = read(random_graph(random, is_numeric=is_numeric), random_shapes(random, is_numeric=is_numeric))
        ours, theirs = told(validate_rdf(graph, shapes)), told(ReferenceValidator(shapes).validate_graph(graph))
        if ours != theirs:
            different[seed] = (ours - theirs, theirs - ours)
    assert different == {}


def test_causes_are_the_same_for_both_engines(read):
    for seed in range(40):
        random = Random(seed)
        graph, shapes = read(random_graph(random), random_shapes(random))
        assert validate_rdf(graph, shapes) == ReferenceValidator(shapes).validate_graph(graph), seed


def known_fault(read, graph, shape):
    data, shapes = read(PREFIXES + graph, f"{PREFIXES}ex:S a sh:NodeShape ; {shape} .")
    return data, shapes


def test_pyshacl_passes_values_that_cannot_be_compared_with_a_bound(read):
    graph, shapes = known_fault(
        read, "ex:a ex:p true .", "sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:maxInclusive 1 ]"
    )
    assert names(FastValidator(shapes).validate_graph(graph)) == [("<http://example.org/a>", "MaxInclusive")]
    assert ReferenceValidator(shapes).validate_graph(graph) == []


def test_pyshacl_compares_iris_though_sparql_does_not(read):
    shape = "sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:lessThanOrEquals ex:q ]"
    graph, shapes = known_fault(read, "ex:a ex:p ex:b ; ex:q ex:b .", shape)
    assert names(FastValidator(shapes).validate_graph(graph)) == [("<http://example.org/a>", "LessThanOrEquals")]
    assert ReferenceValidator(shapes).validate_graph(graph) == []


def test_pyshacl_refuses_to_compare_blank_nodes(read):
    shape = "sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:lessThan ex:q ]"
    graph, shapes = known_fault(read, "ex:a ex:p [] ; ex:q 1 .", shape)
    assert names(FastValidator(shapes).validate_graph(graph)) == [("<http://example.org/a>", "LessThan")]
    with pytest.raises(ShapesError) as caught:
        ReferenceValidator(shapes).validate_graph(graph)
    assert str(caught.value) == "shapes.ttl: the shapes cannot be run: Cannot use sh:lessThan to compare a BlankNode"


def test_pyshacl_gives_blank_nodes_the_length_0(read):
    graph, shapes = known_fault(read, "[] ex:p 1 .", "sh:targetSubjectsOf ex:p ; sh:minLength 0")
    assert names(FastValidator(shapes).validate_graph(graph)) == [("_:b0", "MinLength")]
    assert ReferenceValidator(shapes).validate_graph(graph) == []


def test_shacl_closes_the_focus_node_of_a_property_shape_so_pyshacl_runs_it(read):
    shape = "sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:closed true ]"
    graph, shapes = known_fault(read, "ex:a ex:p ex:b . ex:b ex:q 1 .", shape)
    (result,) = validate_rdf(graph, shapes)
    assert (result.focus, result.path, result.value) == (
        "<http://example.org/a>",
        "http://example.org/q",
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>',
    )
    assert shapes.beyond == ("http://example.org/S",)
