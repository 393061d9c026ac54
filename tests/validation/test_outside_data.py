"""RDF that others made is read completely or refused with file and line; blank nodes get the same labels each time."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from sedova_lod.errors import InputError, ShapesError
from sedova_lod.pipeline import validate_file
from sedova_lod.rdf_formats import ENDINGS
from sedova_lod.triplestore.rdf_files import data_files, load_files
from sedova_lod.validation import load_shapes, outside_data, read_rdf, validate_rdf

PREFIX = "@prefix ex: <http://example.org/> .\n"


def write(tmp_path, text, name="graph.ttl"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_blank_nodes_are_numbered_as_they_are_met(tmp_path):
    path = write(tmp_path, PREFIX + "ex:a ex:p [ ex:q 1 ] , _:named .")
    number = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert read_rdf(path) == (
        f"_:b0 <http://example.org/q> {number} .\n"
        "<http://example.org/a> <http://example.org/p> _:b0 .\n"
        "<http://example.org/a> <http://example.org/p> _:b1 .\n",
        3,
    )


def test_a_triple_that_is_stated_twice_counts_once(tmp_path):
    assert read_rdf(write(tmp_path, PREFIX + "ex:a ex:p 1 . ex:a ex:p 1 ."))[1] == 1


def test_a_syntax_error_is_told_with_file_and_line(tmp_path):
    path = write(tmp_path, PREFIX + "ex:a ex:p no:b .")
    with pytest.raises(InputError) as caught:
        read_rdf(path)
    assert str(caught.value) == f"{path}:2: the file is not well-formed: The prefix no: has not been declared"


def test_an_unknown_ending_is_told(tmp_path):
    path = write(tmp_path, "", "graph.txt")
    with pytest.raises(InputError) as caught:
        read_rdf(path)
    assert str(caught.value) == (
        f"{path}: the end of the name tells no RDF format\n"
        "  hint: name it with one of .ttl, .nt, .nq, .trig, .rdf, .xml, .owl, .jsonld, .json, .n3, "
        "and .gz or .zst if it is compressed"
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_files_of_one_ending_are_read_alike_by_all_who_read_files(tmp_path, ending):
    quad = ox.Quad(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), ox.Literal("x"))
    path = tmp_path / f"graph{ending}"
    path.write_bytes(
        ox.serialize([quad] if ENDINGS[ending].supports_datasets else [quad.triple], format=ENDINGS[ending])
    )
    assert read_rdf(path) == ('<http://e/a> <http://e/p> "x" .\n', 1)
    assert load_shapes([path]).everything == '<http://e/a> <http://e/p> "x" .\n'
    store = ox.Store()
    load_files(store, data_files([path]))
    assert list(store) == [quad]


def test_results_name_blank_nodes_by_the_labels_of_the_graph(tmp_path):
    graph, _ = read_rdf(write(tmp_path, PREFIX + "ex:a ex:p [ ex:p [] ] ."))
    shape = "ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ] ."
    shapes = f"@prefix sh: <http://www.w3.org/ns/shacl#> . {shape}"
    results = validate_rdf(graph, load_shapes([write(tmp_path, PREFIX + shapes, "shapes.ttl")]))
    stated = {(s, v) for s, _, v in (line.removesuffix(" .").split(" ") for line in graph.splitlines())}
    assert {(r.focus, r.value) for r in results} == stated


def test_what_looks_like_a_blank_node_in_a_text_stays(tmp_path):
    data = tmp_path / "data.ttl"
    data.write_text('[] <x:p> "_:a and _:b" , "see _:b"@en , [] .\n_:b <x:p> "_:z ." .\n', encoding="utf-8")
    assert read_rdf(data)[0].splitlines() == [
        '_:b0 <x:p> "_:a and _:b" .',
        '_:b0 <x:p> "see _:b"@en .',
        "_:b0 <x:p> _:b1 .",
        '_:b2 <x:p> "_:z ." .',
    ]


_LINES = '<http://e/a> <http://e/p> "one"@en .\n<http://e/a> <http://e/p> <http://e/%20> .\n'


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "# a comment\n\n",
        '<http://e/b>\t<http://e/p> "\\u0061"@EN .\n',
        "_:x <http://e/p> _:y .\n_:y <x:p> _:x .\n",
        '<http://e/b> <http://e/p> "\x7f" .',
        "<http://e/b> <http://e/p> <<( <x:a> <x:b> <x:c> )>> .\n",
    ],
)
def test_lines_are_read_as_the_parser_reads_them_all(tmp_path, monkeypatch, odd):
    monkeypatch.setattr(outside_data, "_BLOCK_BYTES", 40)
    found = read_rdf(write(tmp_path, _LINES + odd + "\n" + _LINES.replace("/a>", "/c>"), "graph.nt"))
    monkeypatch.setattr(outside_data, "_read_lines", lambda path: None)
    assert found == read_rdf(tmp_path / "graph.nt")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            "<http://e/b> <http://e/p> <http://e/a>\n",
            ":4: the file is not well-formed: Quads must be followed by a dot",
        ),
        ("<http://e/b> <a> <http://e/a> .\n", ":3: the file is not well-formed: No scheme found in an absolute IRI"),
    ],
)
def test_a_fault_in_a_line_is_told_with_file_and_line(tmp_path, monkeypatch, fault, told):
    monkeypatch.setattr(outside_data, "_BLOCK_BYTES", 40)
    path = write(tmp_path, f"{_LINES}{fault}{_LINES}", "graph.nt")
    with pytest.raises(InputError) as caught:
        read_rdf(path)
    assert str(caught.value) == f"{path}{told}"


@pytest.mark.parametrize("name", ["graph.nt", "graph.ttl"])
def test_a_triple_as_a_value_is_told_like_any_other(tmp_path, name):
    """RDF 1.2 has such values; it is no literal, and has no properties of its own."""
    path = write(tmp_path, '<x:a> <x:p> <<( <x:a> <x:b> "c" )>> .\n', name)
    shapes = write(
        tmp_path,
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:targetNode <x:a> ;"
        " sh:property [ sh:path <x:p> ; sh:nodeKind sh:Literal ;"
        " sh:node [ sh:property [ sh:path <x:q> ; sh:minCount 1 ] ] ] .",
        "shapes.ttl",
    )
    found = validate_file(path, [shapes]).findings
    assert [finding.message for finding in found] == [
        "x:a: the value of x:p does not meet its inner shape: needs at least one value for x:q: "
        '<<( <x:a> <x:b> "c" )>>',
        'x:a: the value of x:p is not a literal: <<( <x:a> <x:b> "c" )>>',
    ]


def test_a_byte_order_mark_is_named_in_data_and_in_shapes(tmp_path):
    file = tmp_path / "a.ttl"
    file.write_text("<x:a> <x:b> <x:c> .\n", encoding="utf-8-sig")
    told = (
        "1: begins with a byte order mark (BOM), which its format does not allow\n"
        "  hint: save it as UTF-8 without a byte order mark; it is the first three bytes: tail -c +4 leaves them out"
    )
    for work in (lambda: read_rdf(file), lambda: load_shapes([file])):
        with pytest.raises(InputError) as caught:
            work()
        assert str(caught.value) == f"{file}:{told}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<urn:c> a <http://www.w3.org/2002/07/owl#Class> .",
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:s> a sh:NodeShape ; sh:nodeKind sh:IRI .",
    ],
)
def test_shapes_that_are_about_nothing_are_refused(tmp_path, text):
    shapes = write(tmp_path, text, "shapes.ttl")
    with pytest.raises(ShapesError) as caught:
        validate_file(write(tmp_path, "<x:a> <x:b> <x:c> ."), [shapes])
    assert str(caught.value) == (
        f"{shapes}: no shape says which nodes it is about: nothing would be checked\n"
        "  hint: name a file of SHACL shapes, one of which has sh:targetClass or another target"
    )


def test_a_class_that_is_a_shape_is_about_its_members(tmp_path):
    shapes = write(
        tmp_path,
        "@prefix sh: <http://www.w3.org/ns/shacl#> ."
        "<urn:c> a <http://www.w3.org/2000/01/rdf-schema#Class> , sh:NodeShape ;"
        " sh:property [ sh:path <x:b> ; sh:minCount 2 ] .",
        "shapes.ttl",
    )
    assert len(validate_file(write(tmp_path, "<x:a> a <urn:c> ; <x:b> 1 ."), [shapes]).findings) == 1
