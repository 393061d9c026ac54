"""The description of the built data set, held against a count in a store of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from sedova_lod.namespaces import PREFIXES

VOID, HOME = PREFIXES["void"], "https://w3id.org/sedova-lod/data/"
SHAPES = Path(__file__).parents[3] / "shared" / "conformance" / "dcat-ap" / "dcat-ap-3.0.1-SHACL.ttl"


@pytest.fixture(scope="module")
def store(built) -> ox.Store:
    found = ox.Store()
    found.bulk_load(path=str(built.folder / "dataset.nt"), format=ox.RdfFormat.N_TRIPLES)
    return found


@pytest.fixture(scope="module")
def description(built) -> ox.Store:
    found = ox.Store()
    found.load(path=str(built.folder / "void.ttl"), format=ox.RdfFormat.TURTLE)
    return found


def _rows(store: ox.Store, query: str) -> Iterator[tuple[str, ...]]:
    found = store.query(f"PREFIX void: <{VOID}> {query}")
    for row in found:
        yield tuple(row[variable].value for variable in found.variables)


def _number(store: ox.Store, query: str) -> int:
    ((number,),) = _rows(store, query)
    return int(number)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
    ],
)
def test_a_count_is_what_a_store_counts(name, count, store, description):
    assert _number(description, f"SELECT ?n {{ <{HOME}> void:{name} ?n }}") == _number(store, count)


@pytest.mark.parametrize(
    ("kind", "number", "count"),
    [
        ("class", "entities", "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c"),
        ("property", "triples", "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"),
    ],
)
def test_each_partition_is_what_a_store_counts(kind, number, count, store, description):
    query = f"SELECT ?x ?n {{ <{HOME}> void:{kind}Partition ?t . ?t void:{kind} ?x ; void:{number} ?n }}"
    assert dict(_rows(description, query)) == dict(_rows(store, count))


def test_each_set_of_links_is_what_a_store_counts(store, description):
    query = (
        "SELECT ?p ?space ?n { ?t a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ; void:objectsTarget ?u ."
        " ?u void:uriSpace ?space }"
    )
    found = list(_rows(description, query))
    assert found
    for predicate, space, number in found:
        ask = f'SELECT (COUNT(*) AS ?n) {{ ?s <{predicate}> ?o FILTER(STRSTARTS(STR(?o), "{space}")) }}'
        assert (predicate, space, _number(store, ask)) == (predicate, space, int(number))


def test_each_example_is_described(store, description):
    found = [iri for (iri,) in _rows(description, f"SELECT ?x {{ <{HOME}> void:exampleResource ?x }}")]
    assert len(found) == 9
    assert all(next(store.quads_for_pattern(ox.NamedNode(iri), None, None), None) for iri in found)


def test_the_description_of_the_data_set_fits_the_shapes_of_dcat_ap(built):
    if not SHAPES.exists():
        pytest.skip("the shapes of DCAT-AP 3.0.1 are not here")
    graph = rdflib.Graph().parse(built.folder / "void.ttl")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(SHAPES))
    assert conforms, told


def test_the_build_is_named_as_in_the_provenance_of_the_records(built, description):
    prov = PREFIXES["prov"]
    made_by, used = ox.NamedNode(f"{prov}wasGeneratedBy"), ox.NamedNode(f"{prov}used")
    (quad,) = description.quads_for_pattern(ox.NamedNode(HOME), made_by, None)
    told = {q.object.value for q in description.quads_for_pattern(quad.object, used, None)}
    prefix = f"<{quad.object.value}> <{used.value}> <"
    lines = (built.folder / "dataset.nq").read_text("utf-8").splitlines()
    assert told == {line.removeprefix(prefix).partition(">")[0] for line in lines if line.startswith(prefix)}
