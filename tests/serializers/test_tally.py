"""Counts of what is written: the same however the records are batched."""

from __future__ import annotations

import pickle

from sedova_lod.serializers import RDF_TYPE, MappedRecord, Tally, open_serializer, serialize_batch

OWL = "http://www.w3.org/2002/07/owl#"
SCHEMA = "http://schema.org/"


def test_counts_are_true(sedova, romny):
    tally = Tally()
    tally.add(sedova)
    tally.add(romny)
    assert (tally.n_triples, tally.n_subjects, dict(tally.records)) == (26, 6, {"person": 1, "place": 1})
    assert tally.classes["http://schema.org/Person"] == 1
    assert tally.properties[RDF_TYPE] == 5
    assert tally.properties.total() == tally.n_triples == sedova.n_triples + romny.n_triples
    assert tally.links == {("http://schema.org/sameAs", "http://www.wikidata.org/entity/"): 1}
    assert tally.examples == {"person": sedova.iri, "place": romny.iri}


def test_links_are_counted_by_their_target():
    links = ("<http://www.wikidata.org/entity/Q1>", "<https://viaf.org/viaf/1>", "<https://viaf.org/viaf/2>", '"none"')
    block = ("x:a", ((f"{SCHEMA}sameAs", links), (f"{OWL}sameAs", ("<urn:isbn:1>",))))
    tally = Tally()
    tally.add(MappedRecord("person", "a", "x:a", "x:a.ttl", [block]))
    assert tally.links == {
        (f"{SCHEMA}sameAs", "http://www.wikidata.org/entity/"): 1,
        (f"{SCHEMA}sameAs", "https://viaf.org/"): 2,
        (f"{OWL}sameAs", "urn:"): 1,
    }


def test_batches_add_up_in_any_order(settings, sedova, romny):
    serializers = [open_serializer(name, settings) for name in ("nt", "jsonld")]
    whole = serialize_batch([sedova, romny], serializers)
    first, second = (pickle.loads(pickle.dumps(serialize_batch([record], serializers))) for record in (sedova, romny))
    assert tuple(a + b for a, b in zip(first.chunks, second.chunks, strict=True)) == whole.chunks
    for order in ((first, second), (second, first)):
        total = Tally()
        for batch in order:
            total.merge(batch.tally)
        assert total == whole.tally


def test_the_example_of_a_kind_is_its_first_record():
    tally = Tally()
    for name in ("b", "a", "c"):
        tally.add(MappedRecord("person", name, f"x:{name}", f"x:{name}.ttl", []))
    assert tally.examples == {"person": "x:a"}


def test_a_batch_of_nothing_is_empty(settings):
    assert serialize_batch([], [open_serializer("ttl", settings)]).chunks == (b"",)
