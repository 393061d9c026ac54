"""N-Quads: a graph for each record, and the provenance of all in a graph of its own."""

from __future__ import annotations

import pyoxigraph
import pytest

from sedova_lod.serializers import MappedRecord, SerializerSettings, open_serializer

BASE = "https://data.example.org/"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"


def quads(data):
    return [
        (quad.subject.value, quad.predicate.value, quad.object.value, quad.graph_name.value)
        for quad in pyoxigraph.parse(data, pyoxigraph.RdfFormat.N_QUADS)
    ]


def test_a_record_stands_in_the_graph_of_its_document(settings, sedova):
    found = quads(open_serializer("nq", settings).record(sedova))
    graphs = {graph for *_, graph in found}
    assert graphs == {sedova.document, f"{BASE}provenance"}
    assert sum(graph == sedova.document for *_, graph in found) == sedova.n_triples


def test_the_document_tells_its_topic_licence_tables_and_build(settings, sedova):
    found = quads(open_serializer("nq", settings).record(sedova))
    told = [(predicate, value) for subject, predicate, value, _ in found if subject == sedova.document]
    assert told == [
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{PROV}Entity"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://xmlns.com/foaf/0.1/Document"),
        (f"{DCTERMS}isPartOf", BASE),
        (f"{DCTERMS}license", "https://creativecommons.org/publicdomain/zero/1.0/"),
        (f"{DCTERMS}modified", "2026-11-23"),
        (f"{PROV}wasDerivedFrom", f"{BASE}table/records/people.csv"),
        (f"{PROV}wasDerivedFrom", f"{BASE}table/records/names.csv"),
        (f"{PROV}wasGeneratedBy", f"{BASE}build/1.0"),
        ("http://xmlns.com/foaf/0.1/primaryTopic", sedova.iri),
    ]


def test_what_is_not_known_is_not_told():
    record = MappedRecord("person", "a", f"{BASE}person/a", f"{BASE}person/a.ttl", [])
    found = quads(open_serializer("nq", SerializerSettings(BASE)).record(record))
    predicates = {predicate for _, predicate, *_ in found}
    assert predicates.isdisjoint({f"{DCTERMS}license", f"{DCTERMS}modified", f"{PROV}wasDerivedFrom"})


def test_the_header_tells_of_the_build_its_tables_and_the_tool(settings):
    found = quads(open_serializer("nq", settings).header())
    assert [quad[:3] for quad in found] == [
        (f"{BASE}agent/sedova-lod", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{PROV}SoftwareAgent"),
        (f"{BASE}agent/sedova-lod", "http://www.w3.org/2000/01/rdf-schema#label", "sedova-lod"),
        (f"{BASE}build/1.0", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{PROV}Activity"),
        (f"{BASE}build/1.0", f"{PROV}used", f"{BASE}table/records/people.csv"),
        (f"{BASE}build/1.0", f"{PROV}wasAssociatedWith", f"{BASE}agent/sedova-lod"),
    ]


@pytest.mark.parametrize("file", ["letters of 1905.csv", "Письма/#1.csv", "a?b=c&d.csv", "100%.csv"])
def test_any_file_name_becomes_an_iri(file):
    record = MappedRecord("person", "a", f"{BASE}person/a", f"{BASE}person/a.ttl", [], ((file, "Лист 1&2"),))
    assert quads(open_serializer("nq", SerializerSettings(BASE, tables=(file,))).record(record))
