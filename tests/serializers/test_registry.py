"""Formats: ours and those of plug-ins."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from sedova_lod.errors import UsageError
from sedova_lod.serializers import SerializerSettings, iter_formats, open_serializer, registry


@pytest.fixture
def plug_ins(monkeypatch):
    doors = [
        EntryPoint("trig", "sedova_lod.serializers.line_formats:NQuads", registry.GROUP),
        EntryPoint("nt", "no.such.module:Thing", registry.GROUP),
    ]
    monkeypatch.setattr(registry, "entry_points", lambda group: doors if group == registry.GROUP else [])


@pytest.mark.usefixtures("plug_ins")
def test_formats_of_plug_ins_follow_ours():
    assert iter_formats() == ("nt", "nq", "ttl", "jsonld", "trig")
    assert open_serializer("trig", SerializerSettings("x:")).suffix == ".nq"


@pytest.mark.usefixtures("plug_ins")
def test_a_plug_in_cannot_take_the_place_of_a_format_of_ours():
    assert open_serializer("nt", SerializerSettings("x:")).suffix == ".nt"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("jsonl", "unknown format 'jsonl'\n  hint: did you mean 'jsonld'?"),
        ("rdfxml", "unknown format 'rdfxml'\n  hint: formats are: nt, nq, ttl, jsonld"),
    ],
)
def test_an_unknown_format_is_told_with_a_hint(name, message):
    with pytest.raises(UsageError) as caught:
        open_serializer(name, SerializerSettings("x:"))
    assert str(caught.value) == message
