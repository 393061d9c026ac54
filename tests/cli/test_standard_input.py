"""Data that come by the input: `-` in the place of a file."""

from __future__ import annotations

import gzip

import pytest
import zstandard
from click.testing import CliRunner

from sedova_lod.cli.main import cli
from sedova_lod.errors import InputError, UsageError

LINE = b'<http://e.org/a> <http://e.org/b> "c" .\n'
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://e.org/S> a sh:NodeShape ; sh:targetNode <http://e.org/a> ;
  sh:property [ sh:path <http://e.org/b> ; sh:maxLength 0 ] .
"""


@pytest.fixture
def ask(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shapes.ttl").write_text(SHAPES)

    def run(*arguments, data=LINE):
        return CliRunner().invoke(cli, arguments, input=data, standalone_mode=False)

    return run


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("ttl", LINE),
        ("nt", LINE),
        ("nq", LINE),
        ("trig", LINE),
        ("jsonld", b'{"@id": "http://e.org/a", "http://e.org/b": "c"}'),
        ("nt", gzip.compress(LINE)),
        ("nt", zstandard.compress(LINE)),
    ],
    ids=["ttl", "nt", "nq", "trig", "jsonld", "nt.gz", "nt.zst"],
)
def test_data_of_each_format_are_asked(ask, form, data):
    found = ask("query", "-", "SELECT ?o { ?s ?p ?o }", "--format", "csv", "--data-format", form, data=data)
    assert found.stdout == "o\nc\n"


def test_data_are_validated(ask):
    found = ask("validate", "-", "--shapes", "shapes.ttl")
    assert found.return_value == 1
    assert found.stderr.endswith("stdin.ttl: 1 triple, 1 result\n")


def test_data_are_loaded_beside_files(ask, tmp_path):
    (tmp_path / "more.nt").write_bytes(LINE.replace(b'"c"', b'"d"'))
    assert ask("load", "-", "more.nt", "--store", "store").stderr == (
        "loaded 2 quads from stdin.ttl, more.nt into store as release-1\n"
    )


@pytest.mark.parametrize(
    ("arguments", "data", "told"),
    [
        (
            ("query", "-", "-"),
            LINE,
            "-: the input cannot be both data and query\n  hint: write the query as an argument",
        ),
        (("load", "-", "-", "--store", "s"), LINE, "-: the input can be read once only"),
        (
            ("validate", "-", "--shapes", "shapes.ttl"),
            LINE + b"oops\n",
            "stdin.ttl:2: the file is not well-formed: oops is not a valid subject or graph name",
        ),
    ],
)
def test_what_stops_it_is_told(ask, arguments, data, told):
    error = ask(*arguments, data=data).exception
    assert isinstance(error, UsageError | InputError)
    assert str(error) == told


def test_a_closed_input_is_told(ask, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    for arguments in (("query", "-", "ASK {}"), ("validate", "-", "--shapes", "shapes.ttl")):
        with pytest.raises(UsageError) as found:
            cli.main(arguments, standalone_mode=False)
        assert str(found.value) == "-: the input is closed\n  hint: send something to it, or write an argument"
