"""All dumps of the bundled data set are one graph without blank nodes, for parsers that are not ours."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from .canonical import by_oxigraph, by_pyld, by_rdflib, canonical_hash, nodes_of

_PYLD_EVERY = 40


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dataset.ttl", "dataset.jsonld", "dataset.nq"])
def test_each_dump_has_the_canonical_hash_of_the_ntriples(name, built):
    assert canonical_hash(by_oxigraph(built.folder / name)) == canonical_hash(built.triples)


@pytest.mark.long  # the core tests let rdflib read the golden data sets and any text: tests/golden, tests/serializers
def test_rdflib_reads_the_same_graph_from_turtle(built):
    assert canonical_hash(by_rdflib(built.folder / "dataset.ttl", "turtle")) == canonical_hash(built.triples)


@pytest.mark.slow
def test_pyld_reads_the_same_triples_from_a_sample_of_the_json_ld(built):
    context, nodes = nodes_of(built.folder / "dataset.jsonld")
    records = {f"<{node['id']}" for node in nodes if "#" not in str(node["id"])}
    records = set(sorted(records)[::_PYLD_EVERY])
    sample = [node for node in nodes if f"<{str(node['id']).partition('#')[0]}" in records]
    found = by_pyld({"@context": context, "@graph": sample})
    assert found == {triple for triple in built.triples if triple[0].removesuffix(">").partition("#")[0] in records}
    assert len(found) > len(built.triples) // (2 * _PYLD_EVERY)


def test_no_statement_stands_twice(built):
    lines = (built.folder / "dataset.nt").read_bytes().splitlines()
    assert len(lines) == len(set(lines)) == len(built.triples) == built.result.n_triples


def test_the_description_has_no_blank_nodes(built):
    assert by_oxigraph(built.folder / "void.ttl")


def test_the_provenance_has_no_blank_nodes(built):
    quads = ox.parse(path=built.folder / "dataset.nq", format=ox.RdfFormat.N_QUADS)
    assert all(isinstance(term, ox.NamedNode | ox.Literal) for q in quads for term in (q.subject, q.object))
