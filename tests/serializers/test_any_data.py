"""Any literal, IRI and language tag survives every format."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sedova_lod.serializers import RDF_TYPE, MappedRecord, SerializerSettings
from sedova_lod.terms import iri_fault, is_language_tag, language_literal, literal, typed_literal

pytestmark = pytest.mark.slow

BASE = "https://data.example.org/"
ME = f"{BASE}person/me"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "http://schema.org/"
TERMS = {
    f"{SCHEMA}name": frozenset({"text"}),
    f"{SCHEMA}text": frozenset({"string"}),
    f"{SCHEMA}about": frozenset({"iri"}),
    f"{SCHEMA}birthDate": frozenset({"dated"}),
    f"{SCHEMA}height": frozenset({f"{XSD}decimal"}),
    f"{SCHEMA}mentions": frozenset({"iri", "text", f"{XSD}integer"}),
    "http://www.w3.org/2004/02/skos/core#note": frozenset({"text", "string"}),
    "https://own.example.net/vocabulary/Größe": frozenset({"text"}),
}

TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from('"\\\n\r\t\b\f\x00\x7f\x85\u2028\u200f\u202e\u0301\U0001f3db@^<>{}.;,[]#a '), max_size=30),
)
TAGS = st.sampled_from(
    ["en", "ru", "ru-Latn", "ru-Latn-alalc97", "RU-petr1708", "zh-Hant-TW", "en-GB", "x-mine", "sl-rozaj-biske"]
)


def _is_iri(text: str) -> bool:
    if iri_fault(text):
        return False
    try:
        pyoxigraph.NamedNode(text)
    except ValueError:
        return False
    return True


IRIS = st.one_of(
    st.builds(
        "{}{}".format,
        st.sampled_from(
            [
                "http://schema.org/",
                "http://www.cidoc-crm.org/cidoc-crm/",
                "http://vocab.getty.edu/aat/",
                "urn:x:",
                "geo:",
                "about:",
                "schema:",
                "wd:",
                "mailto:a@b.org?",
                "https://example.org/a/../b/./",
                f"{ME}#",
                "name:",
                "HTTP://A/",
            ]
        ),
        st.text(st.sampled_from("abzAZ019_-.~:/?@!$&'()*+,;=éЖ漢\u0301\u200f\U00010400"), max_size=12),
    ),
    st.just("https://example.org/%D0%A0%20x"),
).filter(_is_iri)
DATATYPES = st.sampled_from(
    [f"{XSD}{name}" for name in ("date", "gYear", "integer", "decimal", "boolean", "dateTime")]
    + ["http://id.loc.gov/datatypes/edtf/EDTF", "https://own.example.net/datatype"]
)
TYPED_TEXTS = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            "0",
            "-0",
            "01",
            "+1",
            "1.",
            ".5",
            "1.50",
            "-12.5",
            "1e3",
            "true",
            "1",
            "false",
            "12",
            "-7",
            "0.0",
        ]
    ),
)
OBJECTS = st.one_of(
    TEXTS.map(literal),
    st.builds(language_literal, TEXTS, TAGS),
    st.builds(typed_literal, TYPED_TEXTS, DATATYPES),
    IRIS.map("<{}>".format),
)
STATEMENTS = st.dictionaries(st.sampled_from(sorted(TERMS)), st.sets(OBJECTS, min_size=1, max_size=4), max_size=4)
TYPES = st.sets(IRIS.map("<{}>".format), min_size=1, max_size=3)


@st.composite
def records(draw: st.DrawFn) -> MappedRecord:
    """Make a record whose parts refer to each other in any way, also in a circle or not at all."""
    parts = draw(st.sets(st.sampled_from(["a", "b", "c", "d"])))
    subjects = [ME, *(f"{ME}#{part}" for part in sorted(parts))]
    blocks = []
    for subject in subjects:
        statements = draw(STATEMENTS)
        links = draw(st.sets(st.sampled_from(subjects)))
        if links:
            statements = {**statements, f"{SCHEMA}about": {f"<{link}>" for link in links}}
        types = ((RDF_TYPE, tuple(sorted(draw(TYPES)))),)
        rest = tuple((predicate, tuple(sorted(objects))) for predicate, objects in sorted(statements.items()))
        blocks.append((subject, types + rest))
    return MappedRecord("person", "me", ME, f"{ME}.ttl", blocks)


def test_the_tags_drawn_are_well_formed():
    assert all(is_language_tag(tag) for tag in ["RU-petr1708", "zh-Hant-TW", "x-mine", "sl-rozaj-biske"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=records())
def test_all_formats_are_one_graph(record, write, read_triples, triples_of):
    expected = triples_of(record)
    with_terms = SerializerSettings(BASE, TERMS)
    assert read_triples(write("nq", with_terms, record), "nq", "oxigraph") == expected
    assert read_triples(write("ttl", with_terms, record), "ttl", "oxigraph") == expected
    assert read_triples(write("jsonld", with_terms, record), "jsonld", "oxigraph") == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=records())
def test_rdflib_reads_the_same_graph(record, write, read_triples, triples_of):
    expected = triples_of(record)
    for name in ("ttl", "jsonld"):
        assert read_triples(write(name, SerializerSettings(BASE, TERMS), record), name, "rdflib") == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=records())
def test_pyld_reads_the_same_json(record, write, read_triples, triples_of):
    data = write("jsonld", SerializerSettings(BASE, TERMS), record)
    assert read_triples(data, "jsonld", "pyld") == triples_of(record)
