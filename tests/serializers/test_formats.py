"""All formats give one graph to independent parsers, and the same bytes however the records are batched."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from sedova_lod.serializers import SerializerSettings, iter_formats, open_serializer

GOLDEN = Path(__file__).parent / "golden"
READERS = [
    ("nt", "oxigraph"),
    ("nq", "oxigraph"),
    ("ttl", "oxigraph"),
    ("jsonld", "oxigraph"),
    ("nt", "rdflib"),
    ("ttl", "rdflib"),
    ("jsonld", "rdflib"),
    ("jsonld", "pyld"),
]


@pytest.mark.parametrize(("name", "reader"), READERS)
def test_every_reader_sees_the_graph_that_was_handed_over(
    name, reader, settings, sedova, romny, write, read_triples, triples_of
):
    data = write(name, settings, sedova, romny)
    assert read_triples(data, name, reader) == triples_of(sedova, romny)


@pytest.mark.parametrize(("name", "reader"), READERS)
def test_settings_that_promise_nothing_lose_nothing(name, reader, sedova, write, read_triples, triples_of):
    data = write(name, SerializerSettings("https://data.example.org/"), sedova)
    assert read_triples(data, name, reader) == triples_of(sedova)


@pytest.mark.parametrize("name", ["nt", "nq", "ttl", "jsonld"])
def test_bytes_are_the_golden_ones(name, settings, sedova, romny, write):
    assert write(name, settings, sedova, romny).decode() == (GOLDEN / f"dataset.{name}").read_text("utf-8")


@pytest.mark.parametrize("name", ["nt", "nq", "ttl", "jsonld"])
def test_a_serializer_from_another_process_writes_the_same_bytes(name, settings, sedova, romny, write):
    serializer = open_serializer(name, settings)
    serializer.record(sedova)
    other = pickle.loads(pickle.dumps(serializer))
    parts = [serializer.header(), other.record(sedova), serializer.record(romny), other.footer()]
    assert b"".join(parts) == write(name, settings, sedova, romny)


@pytest.mark.parametrize("name", ["nt", "nq", "ttl", "jsonld"])
def test_a_file_without_records_is_well_formed(name, settings, write, read_triples):
    assert read_triples(write(name, settings), name, "oxigraph") == set()


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_hash_seed(tmp_path):
    script = tmp_path / "context.py"
    script.write_text(
        "import sys\n"
        "from sedova_lod.serializers import SerializerSettings, open_serializer\n"
        "names = [f'http://schema.org/p{i}' for i in range(50)]\n"
        "kinds = {name: frozenset({'iri', 'text', 'dated', 'string'}) for name in names}\n"
        "settings = SerializerSettings('https://a.org/', kinds, frozenset(names[:9]))\n"
        "for name in ('ttl', 'jsonld', 'nq'):\n"
        "    sys.stdout.buffer.write(open_serializer(name, settings).header())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, str(script)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_every_format_tells_its_suffix_and_media_type(settings):
    told = [(open_serializer(name, settings).suffix, open_serializer(name, settings).media_type)
            for name in iter_formats()[:4]]  # fmt: skip
    assert told == [
        (".nt", "application/n-triples"),
        (".nq", "application/n-quads"),
        (".ttl", "text/turtle"),
        (".jsonld", "application/ld+json"),
    ]
