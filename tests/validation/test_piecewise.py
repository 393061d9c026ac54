"""A file that is checked piece by piece has the results of the whole, whatever shapes look at."""

from __future__ import annotations

import re
from random import Random

import pytest

from sedova_lod.errors import InputError
from sedova_lod.pipeline import validate_file
from sedova_lod.validation import (
    ReferenceValidator,
    load_shapes,
    read_rdf,
    triples_by_node,
    validate_by_pieces,
    validate_rdf,
)
from tests.validation.random_shapes import PREFIXES, random_graph, random_shapes

SEEDS_A_PART = 60
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
EX = "http://example.org/"


@pytest.fixture(autouse=True)
def tiny_pieces(monkeypatch):
    """Put each node into a piece of its own."""
    monkeypatch.setattr(triples_by_node, "_PIECE_BYTES", 1)


@pytest.fixture
def both(tmp_path):
    """Give results by pieces, None if there are none, and those of the whole; with the shapes and the data."""

    def check(ntriples, shapes):
        (tmp_path / "shapes.ttl").write_text(shapes, encoding="utf-8")
        path = tmp_path / "graph.nt"
        path.write_bytes(ntriples.encode())
        shape_set = load_shapes([tmp_path / "shapes.ttl"])
        whole, n_triples = read_rdf(path)
        return validate_by_pieces(path, shape_set), (validate_rdf(whole, shape_set), n_triples), shape_set, whole

    return check


@pytest.fixture
def by_node(tmp_path):
    """Write a graph as N-Triples, those of a node together."""

    def write(turtle):
        (tmp_path / "graph.ttl").write_text(turtle, encoding="utf-8")
        lines = read_rdf(tmp_path / "graph.ttl")[0].splitlines(keepends=True)
        return "".join(sorted(lines, key=lambda line: line.split(" ")[0]))

    return write


def graph_without_hierarchy(random, *, is_numeric=False):
    """Leave out most classes above others: they would leave nearly all graphs to the whole."""
    graph = random_graph(random, is_numeric=is_numeric)
    return graph if random.random() < 0.1 else re.sub(".*subClassOf.*\n", "", graph)


def seeds_of(part):
    return range(part * SEEDS_A_PART, (part + 1) * SEEDS_A_PART)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("is_numeric", [False, True], ids=["any-terms", "numbers"])
def test_random_shapes_give_the_same_results_piece_by_piece(both, by_node, part, is_numeric):
    different, n_by_pieces = [], 0
    for seed in seeds_of(part):
        random = Random(f"pieces {seed}")
        graph = by_node(graph_without_hierarchy(random, is_numeric=is_numeric))
        found, whole, _, _ = both(graph, random_shapes(random, is_numeric=is_numeric))
        n_by_pieces += found is not None
        if found is not None and found != whole:
            different.append(seed)
    assert different == []
    assert n_by_pieces > SEEDS_A_PART / 8


@pytest.mark.slow
def test_the_results_are_those_of_pyshacl(both, by_node):
    n_compared = 0
    for seed in range(120):
        random = Random(f"pieces and pyshacl {seed}")
        found, _, shapes, whole = both(by_node(graph_without_hierarchy(random)), random_shapes(random))
        if found is not None:
            n_compared += 1
            assert found[0] == ReferenceValidator(shapes).validate_graph(whole), seed
    assert n_compared > 12


GRAPH = f"""\
<{EX}a> {TYPE} <{EX}C> .
<{EX}a> <{EX}p> <{EX}b> .
<{EX}a> <{EX}q> "1" .
<{EX}b> {TYPE} <{EX}D> .
<{EX}b> <{EX}p> <{EX}a> .
<{EX}c> {TYPE} <{EX}C> .
<{EX}c> <{EX}p> <{EX}c> .
<{EX}c> <{EX}p> <{EX}nowhere> .
"""
SHAPES = f"{PREFIXES}ex:S a sh:NodeShape ; sh:targetClass ex:C ; "


@pytest.mark.parametrize(
    ("conditions", "n_results"),
    [
        ("sh:property [ sh:path ex:p ; sh:class ex:D ]", 2),
        ("sh:property [ sh:path ex:p ; sh:class ex:C ]", 2),
        ("sh:property [ sh:path ex:p ; sh:or ( [ sh:class ex:D ] [ sh:datatype xsd:string ] ) ]", 2),
        ("sh:property [ sh:path ex:p ; sh:not [ sh:class ex:D ] ]", 1),
        ("sh:property [ sh:path [ sh:zeroOrOnePath ex:p ] ; sh:class ex:C ]", 2),
        ("sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1 ]", 1),
        ("sh:class ex:D", 2),
        ("sh:property [ sh:path ex:q ; sh:minCount 1 ]", 1),
        ("sh:property [ sh:path ex:p ; sh:equals ex:q ]", 4),
        ("sh:nodeKind sh:BlankNode . ex:C a rdfs:Class , sh:NodeShape ; "
         "sh:property [ sh:path ex:q ; sh:minCount 1 ]", 3),
        ("sh:property ex:P . ex:T a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P . "
         "ex:P sh:path ex:q ; sh:minCount 1", 2),
    ],
)  # fmt: skip
def test_conditions_on_a_node_and_the_classes_of_its_values_are_checked_by_pieces(both, conditions, n_results):
    found, whole, _, _ = both(GRAPH, f"{SHAPES}{conditions} .")
    assert found == whole
    assert (len(whole[0]), whole[1]) == (n_results, 8)


@pytest.mark.parametrize(
    "far",
    [
        "sh:targetClass ex:C ; sh:property [ sh:path ( ex:p ex:p ) ; sh:class ex:D ]",
        "sh:targetClass ex:C ; sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 2 ]",
        "sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ]",
        "sh:targetNode ex:nowhere , ex:a , 5 ; sh:property [ sh:path ex:q ; sh:maxCount 0 ; sh:minCount 0 ]",
        "sh:targetObjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ]",
        f"sh:targetSubjectsOf ex:p ; sh:property [ sh:path {TYPE} ; sh:maxCount 0 ]",
        "sh:targetClass ex:C ; sh:closed true ; sh:ignoredProperties ( ex:q )",
    ],
)
def test_shapes_that_look_further_get_all_that_they_ask_for(both, far):
    near = "sh:property [ sh:path ex:p ; sh:class ex:D ]"
    found, whole, _, _ = both(GRAPH, f"{SHAPES}{near} . ex:Far a sh:NodeShape ; {far} .")
    assert found == whole
    assert len([result for result in whole[0] if result.shape == f"{EX}Far"]) > 0


def test_shapes_about_shapes_find_the_terms_of_shacl_in_the_data(both):
    graph = f"<{EX}s> {TYPE} <http://www.w3.org/ns/shacl#NodeShape> .\n"
    conditions = "sh:targetClass sh:NodeShape ; sh:property [ sh:path sh:targetClass ; sh:minCount 1 ]"
    found, whole, _, _ = both(graph, f"{PREFIXES}ex:S a sh:NodeShape ; {conditions} .")
    assert found == whole
    assert len(whole[0]) == 1


CLASS_OF_VALUES = f"{SHAPES}sh:property [ sh:path ex:p ; sh:class ex:D ] ."


@pytest.mark.parametrize(
    "more",
    [
        f"<{EX}b> <{EX}q> <{EX}a> .\n<{EX}a> <{EX}q> <{EX}a> .\n",
        f"<{EX}E> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{EX}D> .\n<{EX}nowhere> {TYPE} <{EX}E> .\n",
    ],
    ids=["nodes-apart", "classes-above"],
)
def test_data_that_cannot_be_parted_are_left_to_the_whole(both, more):
    assert both(GRAPH + more, CLASS_OF_VALUES)[0] is None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("p> ", "p>\t").replace(" .", "\t."),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace('"1"', '"\\u0031"@EN'),
        lambda text: f"# a comment\n\n{text}"[:-1],
        lambda text: text.replace(f"<{EX}c>", "_:c").replace(f"<{EX}b>", "_:b7"),
        lambda text: text.replace(EX, "http://пример.org/а/").replace("http://пример.org/а/p", f"{EX}p")
        .replace("http://пример.org/а/C", f"{EX}C").replace("http://пример.org/а/D", f"{EX}D"),
        lambda text: text.replace(f"<{EX}p>", "<http://example.org/%70>"),
        lambda text: "".join(2 * f"{line}\n" for line in text.splitlines()),
        lambda text: "",
    ],
    ids=["tabs", "crlf", "escapes", "comment", "blank-nodes", "iris", "percent", "twice", "nothing"],
)  # fmt: skip
def test_unusual_lines_are_read_as_by_the_parser(both, change):
    found, whole, _, _ = both(change(GRAPH), CLASS_OF_VALUES)
    assert found == whole


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (f"<{EX}d> <{EX}p> <{EX}a>\n", ":10: the file is not well-formed: Quads must be followed by a dot"),
        (f"<{EX}d> <{EX}p> <a> .\n", ":9: the file is not well-formed: No scheme found in an absolute IRI"),
        (f'<{EX}d> <{EX}z> "a"@e .\n', ":9: the file is not well-formed: The given language subtag is invalid"),
        (f"<{EX}d> _:p <{EX}a> .\n", ":9: the file is not well-formed: The predicate of a triple must be an IRI"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, fault, told):
    (tmp_path / "shapes.ttl").write_text(CLASS_OF_VALUES, encoding="utf-8")
    path = tmp_path / "graph.nt"
    path.write_bytes((GRAPH + fault + GRAPH.replace(EX, f"{EX}2/")).encode())
    with pytest.raises(InputError) as caught:
        validate_file(path, [tmp_path / "shapes.ttl"])
    assert str(caught.value) == f"{path}{told}"


def test_a_file_that_is_not_there_is_told(tmp_path):
    (tmp_path / "shapes.ttl").write_text(CLASS_OF_VALUES, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        validate_file(tmp_path / "graph.nt", [tmp_path / "shapes.ttl"])
    assert str(caught.value) == f"{tmp_path / 'graph.nt'}: cannot be read: No such file or directory"
