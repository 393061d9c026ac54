"""An IRI that passes is one that other people's parsers take; what they refuse is told."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.terms import iri_fault


@pytest.mark.parametrize(
    ("iri", "fault"),
    [
        ("http://a/100%", "'%' without two digits at position 13"),
        ("http://a/%zz", "'%' without two digits at position 10"),
        ("http://a/[x]", "a square bracket outside the host"),
        ("http://a/b#c#d", "two signs '#'"),
        ("http://a:port/", "'a:port' is no host"),
        ("http://[2]/", "'[2]' is no host"),
        ("http://a/\ufdd0", "the sign '\\ufdd0' at position 10"),
        ("http://a/ b", "a blank at position 10"),
        ("a/b", "no scheme such as 'https:'"),
        ("http://", "nothing after the scheme"),
        ("http://https://example.org/a", "two schemes"),
        ("https://HTTP//example.org/a", "two schemes"),
        ("https:example.org/a", "no '//' after the scheme"),
        ("https:///a", "no host"),
        ("http://:80/a", "no host"),
        ("http://me@/a", "no host"),
    ],
)
def test_what_is_no_iri_is_told(iri, fault):
    assert iri_fault(iri) == fault


@pytest.mark.parametrize(
    "iri",
    [
        "http://[::1]:80/a",
        "urn:isbn:5",
        "http://пример.рф/путь?a=[]"[:-2],
        "http://a/%20#b",
        "http://http.org/https://a",
    ],
)
def test_iris_that_are_sound(iri):
    assert iri_fault(iri) == ""


@given(st.text(st.sampled_from("ab:/?#[]@%2Fж \u00a0\ue000\U000e0001.-"), max_size=12))
def test_what_passes_is_taken_by_another_parser(tail):
    iri = "http://" + tail
    if not iri_fault(iri):
        list(ox.parse(f"<{iri}> <x:p> <x:o> .".encode(), format=ox.RdfFormat.N_TRIPLES))
