"""What shapes are said to look at is all that they look at: without the other triples, results are the same."""

from __future__ import annotations

from random import Random

import pytest

from sedova_lod.validation import FastValidator, vocabulary_of
from sedova_lod.validation.locality import SUBCLASS_OF, referring_properties
from sedova_lod.validation.shape_graph import RDF, ShapeGraph
from tests.validation.random_shapes import PREFIXES, random_graph, random_shapes

EX = "http://example.org/"
MORE = [f"<{EX}a> <{EX}s> <{EX}b> .\n", f"<{EX}b> <{RDF}type> <{EX}F> .\n", f'<{EX}c> <{EX}t> "1" .\n']


def seen(graph, terms):
    """Leave out what shapes do not look at."""
    for line in graph.splitlines(keepends=True):
        _, name, value = line.split(" ", 2)
        if name[1:-1] in terms or (name == f"<{RDF}type>" and value[1:-4] in terms):
            yield line


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_results_are_the_same_without_all_other_triples(read, part):
    n_left_out = 0
    for seed in range(part * 40, part * 40 + 40):
        random = Random(f"looks {seed}")
        graph, shapes = read(random_graph(random), random_shapes(random))
        graph += "".join(MORE)
        terms = vocabulary_of(shapes, has_classes_above="subClassOf" in graph).terms
        rest = graph if terms is None else "".join(seen(graph, terms))
        n_left_out += len(graph) - len(rest)
        validator = FastValidator(shapes)
        assert validator.validate_graph(rest) == validator.validate_graph(graph), seed
    assert n_left_out > 0


@pytest.mark.parametrize(
    ("conditions", "properties"),
    [
        ("sh:property [ sh:path ex:p ; sh:minCount 1 ]", set()),
        ("sh:property [ sh:path ex:p ; sh:class ex:C ] , [ sh:path ex:q ]", {"p"}),
        ("sh:property [ sh:path ( ex:p [ sh:inversePath ex:q ] ) ; "
         "sh:or ( [ sh:class ex:C ] [ sh:maxCount 1 ] ) ]", {*"pq"}),
        ("sh:property [ sh:path ex:p ; sh:node [ sh:property [ sh:path ex:r ; sh:not [ sh:class ex:C ] ] ] ]", {*"pr"}),
        ("sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ]", {"p"}),
    ],
)  # fmt: skip
def test_the_ways_to_nodes_that_are_asked_for_their_classes_are_known(read, conditions, properties):
    _, shapes = read("", f"{PREFIXES}ex:S a sh:NodeShape ; sh:targetClass ex:C ; {conditions} .")
    assert referring_properties(ShapeGraph(shapes.core)) == {f"{EX}{name}" for name in properties}


@pytest.mark.parametrize("conditions", ["sh:closed true", "sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ; "
    "sh:qualifiedValueShape [ sh:class ex:D ] ; sh:qualifiedValueShapesDisjoint true ]"])  # fmt: skip
def test_all_triples_may_matter(read, conditions):
    _, shapes = read("", f"{PREFIXES}ex:S a sh:NodeShape ; sh:targetClass ex:C ; {conditions} .")
    assert vocabulary_of(shapes, has_classes_above=False).terms is None


def test_every_class_of_a_node_matters_where_classes_lie_above_others(read):
    _, shapes = read("", f"{PREFIXES}ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI .")
    both = {f"{RDF}type", SUBCLASS_OF}
    assert (vocabulary_of(shapes, has_classes_above=True).terms or frozenset()) >= both | {f"{EX}C"}
    assert not (vocabulary_of(shapes, has_classes_above=False).terms or frozenset()) & both
